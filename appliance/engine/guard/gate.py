"""The guard while a reply streams."""

from __future__ import annotations

from collections.abc import Callable

from appliance.engine.guard.check import Checked, Violation, check
from appliance.engine.guard.known import Known
from appliance.engine.sentences import Sentences


class SentenceGate:
    """Lets whole, checked sentences through and keeps back the others.

    It is a listener for a ladder of models. `emit` is given the whole checked text so far, each
    time it grows, and an empty text when another model starts over.
    """

    def __init__(self, known: Known, emit: Callable[[str], None] = lambda _: None) -> None:
        self.known = known
        self.emit = emit
        self.forget()

    def forget(self) -> None:
        self.sentences = Sentences()
        self.passed = ""
        self.violations: list[Violation] = []

    def text(self, delta: str) -> None:
        for sentence in self.sentences.feed(delta):
            self.judge(sentence)

    def restart(self) -> None:
        """Forget the reply so far: another model writes it anew."""
        shown = bool(self.passed)
        self.forget()
        if shown:
            self.emit("")

    def close(self) -> Checked:
        """The reply is over: what of it may be sent."""
        if rest := self.sentences.flush():
            self.judge(rest)
        return Checked(self.passed.strip(), tuple(self.violations))

    def judge(self, sentence: str) -> None:
        if faults := check(sentence, self.known):
            self.violations += faults
            return
        self.passed += sentence
        if self.passed.strip():
            self.emit(self.passed.strip())
