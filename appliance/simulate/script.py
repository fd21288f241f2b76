"""A guest's lines, typed by a person or read from a script, played one by one on any channel."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from typing import Protocol

import httpx2

from appliance.simulate.bubble import bubble

Report = Callable[[str], None]
ANSWER_WITHIN = 40.0  # seconds a script waits for the answer to a line


class Named(Protocol):
    @property
    def name(self) -> str: ...


class Talk(Protocol):
    """One guest's side of a channel."""

    asked_at: float  # monotonic, when the guest last wrote what is to be answered
    shown: int  # what the hotel has said so far, in messages

    @property
    def guest(self) -> Named: ...

    @property
    def report(self) -> Report: ...

    def obey(self, line: str) -> bool:
        """True where the hotel should answer. Raises ValueError for what cannot be done."""

    def answered(self, before: int) -> bool:
        """Whether an answer came within ANSWER_WITHIN; `before` is what was shown by then."""


def lines(source: Iterable[str]) -> Iterator[str]:
    """Without blank lines and comments."""
    return (line.strip() for line in source if line.strip() and not line.startswith("#"))


def play(talk: Talk, script: Iterable[str], typed: bool) -> int:
    """Typed lines go out as they come; a script is shown, and waits for the answer to each.

    0; 1 where a line was not answered or could not be sent.
    """
    unanswered = 0
    for line in lines(script):
        if line.partition(" ")[0] == "/quit":
            break
        if not typed:
            talk.report(bubble(talk.guest.name, line))
        before, talk.asked_at = talk.shown, time.monotonic()
        try:
            expects = talk.obey(line)
        except (OSError, ValueError, httpx2.HTTPError) as error:
            talk.report(bubble("!", str(error) or type(error).__name__))
            unanswered += 1
            continue
        if expects and not typed:
            unanswered += not talk.answered(before)
    return 1 if unanswered else 0
