"""One call of one provider, on a thread of its own."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from appliance.engine.completion import Attempt, Prompt
from appliance.llm.answer import Answer, ReplyText, parse
from appliance.llm.breaker import Breaker
from appliance.llm.prices import PriceList
from appliance.llm.provider import Outcome, Provider, ProviderError, Stream

log = logging.getLogger(__name__)


class Listener(Protocol):
    """Who hears the reply while it is written: on any thread, one call at a time."""

    def text(self, delta: str) -> None: ...

    def restart(self) -> None:
        """Forget what was heard: it starts over, or came to nothing."""
        ...


@dataclass(frozen=True, slots=True)
class Rung:
    provider: Provider
    breaker: Breaker


@dataclass(frozen=True, slots=True)
class Spoke:
    """The first text of the reply has come from this run: the others need go no further."""

    run: Run


@dataclass(frozen=True, slots=True)
class Ended:
    run: Run
    result: Answer | ProviderError


News = Spoke | Ended


class Floor:
    """Who may speak to the listener: the first run that has something to say, until it fails."""

    def __init__(self, listener: Listener, tell: Callable[[News], None]) -> None:
        self.listener = listener
        self.tell = tell
        self.lock = threading.Lock()
        self.speaker: Run | None = None
        self.closed = False

    def text(self, run: Run, delta: str) -> bool:
        """Pass on `delta`; False where another has the floor."""
        with self.lock:
            if self.closed or self.speaker not in (None, run):
                return False
            if self.speaker is None:
                self.speaker = run
                self.tell(Spoke(run))
            self.listener.text(delta)
            return True

    def give_up(self, run: Run) -> None:
        """`run` failed: what it said is to be forgotten."""
        with self.lock:
            if self.speaker is run and not self.closed:
                self.speaker = None
                self.listener.restart()

    def close(self, *, well: bool) -> None:
        """Nobody is heard from now on, not even who has the floor."""
        with self.lock:
            if not well and self.speaker and not self.closed:
                self.listener.restart()
            self.closed = True


class Run:
    def __init__(
        self,
        rung: Rung,
        prompt: Prompt,
        floor: Floor,
        ends_at: float,
        clock: Callable[[], float],
    ) -> None:
        self.rung = rung
        self.prompt = prompt
        self.floor = floor
        self.ends_at = ends_at
        self.clock = clock
        self.asked_at = clock()
        self.began_at: float | None = None  # None while it waits for a thread
        self.abandoned = False
        self.stream: Stream | None = None
        self.text = ReplyText()
        self.tokens_in = self.tokens_out = 0

    def go(self) -> None:
        """Run to the end and tell how it ended, whatever happens."""
        self.began_at = self.clock()
        result = self.result()
        try:
            if isinstance(result, ProviderError):
                self.floor.give_up(self)
        finally:
            self.floor.tell(Ended(self, result))

    def result(self) -> Answer | ProviderError:
        try:
            return self.read()
        except ProviderError as error:
            return error
        except Exception as error:  # told, or the guest would wait for the deadline
            log.exception("a call of %s failed", self.rung.provider.name)
            return ProviderError("internal", type(error).__name__)

    def read(self) -> Answer:
        """Ask and listen to the end. Raises ProviderError."""
        if self.abandoned:
            raise ProviderError("abandoned")
        left = self.ends_at - self.clock()
        if left <= 0:
            raise ProviderError("timeout")
        self.stream = self.rung.provider.stream(self.prompt, timeout=left)
        finish = ""
        for chunk in self.stream.chunks:
            self.check()
            self.tokens_in = chunk.tokens_in or self.tokens_in
            self.tokens_out = chunk.tokens_out or self.tokens_out
            finish = chunk.finish or finish
            if chunk.text:
                self.hear(chunk.text)
        return self.concluded(finish)

    def hear(self, piece: str) -> None:
        if (delta := self.text.feed(piece)) and not self.floor.text(self, delta):
            raise ProviderError("abandoned")

    def check(self) -> None:
        if self.abandoned:
            raise ProviderError("abandoned")
        if self.clock() > self.ends_at:
            raise ProviderError("timeout")

    def concluded(self, finish: str) -> Answer:
        if finish == "stop":
            return parse(self.text.written)
        outcomes: dict[str, Outcome] = {"truncated": "truncated", "refused": "refused", "": "cut"}
        raise ProviderError(outcomes.get(finish, "unexpected"))

    def abandon(self) -> None:
        """End it soon; its thread wakes if it waits for the network."""
        self.abandoned = True
        if self.stream:
            self.stream.interrupt()

    def attempt(self, outcome: Outcome, prices: PriceList) -> Attempt:
        provider = self.rung.provider
        spent = round(1000 * (self.clock() - self.asked_at))
        cost = prices.cost(provider.model, self.tokens_in, self.tokens_out)
        return Attempt(
            provider.name,
            provider.model,
            outcome,
            spent,
            self.tokens_in,
            self.tokens_out,
            cost,
            None if cost is None else prices.checked,
        )
