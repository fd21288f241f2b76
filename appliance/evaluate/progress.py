"""A word now and then on how far a long measurement is."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

T = TypeVar("T")
EVERY = 5.0  # seconds between two words


def told(items: Sequence[T], report: Callable[[str], None], what: str) -> Iterator[T]:
    """`items`; `what` is said of those that are through: "hotels encoded"."""
    began = spoke = time.monotonic()
    for done, item in enumerate(items):
        now = time.monotonic()
        if now - spoke >= EVERY:
            left = (now - began) / done * (len(items) - done)
            report(f"{done} of {len(items)} {what}, about {left:.0f} s left")
            spoke = now
        yield item
