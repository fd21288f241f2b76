"""How many questions models are asked in a day (X16).

A flood of messages, from a bot or a loop, must not become a bill. Beyond the budget of the hotel or
of one guest the built-in answerer goes on, so nobody is turned away. 0 sets no limit.
"""

from __future__ import annotations

import threading
from collections import Counter
from datetime import date


class Budget:
    """Thread-safe. `spent` is what earlier runs of the process have asked on the day `on`."""

    def __init__(
        self, a_day: int = 0, a_guest: int = 0, spent: int = 0, on: date = date.min
    ) -> None:
        self.a_day, self.a_guest = a_day, a_guest
        self._on, self._spent = on, spent
        self._told = date.min
        self._guests: Counter[str] = Counter()
        self._lock = threading.Lock()

    def take(self, guest: str, today: date) -> bool:
        """Whether one more question of `guest` may be asked; it is counted then."""
        with self._lock:
            if today != self._on:
                self._on, self._spent = today, 0
                self._guests.clear()
            if self._is_spent(guest):
                return False
            self._spent += 1
            self._guests[guest] += 1
            return True

    def left(self, today: date) -> int | None:
        """How many questions the hotel has left; None where nothing limits them."""
        with self._lock:
            spent = self._spent if today == self._on else 0
        return max(0, self.a_day - spent) if self.a_day else None

    def ran_out(self, today: date) -> bool:
        """True once a day, when all of the hotel's questions are found spent."""
        with self._lock:
            spent = today == self._on and self.a_day and self._spent >= self.a_day
            new = bool(spent and self._told != today)
            self._told = today if new else self._told
            return new

    def _is_spent(self, guest: str) -> bool:
        return bool(
            (self.a_day and self._spent >= self.a_day)
            or (self.a_guest and self._guests[guest] >= self.a_guest)
        )
