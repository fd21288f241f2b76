"""A circuit breaker: a provider that keeps failing is left alone for a while.

Closed, calls go through. After enough failures in a row it opens and lets none through; after its
time one call may try (half-open), whose outcome closes it or opens it anew, for twice as long.
(M. Nygard, Release It!, 2nd ed., 5.2. The breakers on PyPI wrap a call, read the wall clock and
open for a fixed time; here the outcome comes from another thread, and may name the time.)
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

State = Literal["closed", "open", "half_open"]


@dataclass(frozen=True, slots=True)
class BreakerRules:
    failures: int = 5  # in a row
    open_for: float = 15.0  # seconds, the first time
    longest: float = 300.0  # seconds, whatever the provider asks for


class Breaker:
    """Thread-safe. Whoever is let through reports back once: succeeded, failed or released."""

    def __init__(self, rules: BreakerRules, clock: Callable[[], float] = time.monotonic) -> None:
        self.rules = rules
        self.clock = clock
        self.lock = threading.Lock()
        self.failures = 0
        self.times_opened = 0  # without a success in between
        self.open_until = 0.0
        self.opened = False
        self.trying = False

    def state(self) -> State:
        if not self.opened:
            return "closed"
        return "open" if self.clock() < self.open_until else "half_open"

    def lets_through(self) -> bool:
        with self.lock:
            if self.state() == "closed":
                return True
            if self.state() == "open" or self.trying:
                return False
            self.trying = True
            return True

    def succeeded(self) -> None:
        with self.lock:
            self.failures = self.times_opened = 0
            self.opened = self.trying = False

    def failed(self, *, at_once: bool = False, retry_after: float | None = None) -> None:
        """`at_once` opens it whatever went before, `retry_after` for that many seconds."""
        with self.lock:
            self.failures += 1
            tried, self.trying = self.trying, False
            if tried or at_once or retry_after is not None or self.failures >= self.rules.failures:
                self._open(retry_after)

    def released(self) -> None:
        """The call told nothing about the provider."""
        with self.lock:
            self.trying = False

    def _open(self, retry_after: float | None) -> None:
        wait = self.rules.open_for * 2**self.times_opened if retry_after is None else retry_after
        until = self.clock() + min(wait, self.rules.longest)
        self.open_until = max(until, self.open_until) if self.opened else until
        self.times_opened = min(self.times_opened + 1, 16)
        self.opened, self.failures = True, 0
