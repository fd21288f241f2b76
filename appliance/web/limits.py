"""How often somebody may call.

A widget key has a hundred requests a minute, shared by every guest of the hotel's site. So that
one visitor cannot use it up, buckets stand inside each other and the inner ones are asked first:
what they refuse is not charged to the key.

    conversation   20 a minute
    address        two fifths of what the key has (guests in the lobby share one)
    key            100 a minute, or as set; 0 sets no limit
"""

from __future__ import annotations

import math
import time
from dataclasses import dataclass
from http import HTTPStatus

from limits import RateLimitItem, RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import SlidingWindowCounterRateLimiter

from appliance.web.errors import Problem

READS = RateLimitItemPerMinute(120, namespace="read")  # polling every second is still served
TYPING = RateLimitItemPerMinute(40, namespace="typing")  # pages tell it every three seconds
LOGINS_PER_ACCOUNT = RateLimitItemPerMinute(10, 15, namespace="account")
LOGINS_PER_ADDRESS = RateLimitItemPerMinute(30, 15, namespace="login")
Bucket = tuple[RateLimitItem, str]


@dataclass(frozen=True, slots=True)
class Caller:
    """A guest, as the buckets know them."""

    key: str  # id of the widget key
    conversation: str
    address: str


class Limits:
    def __init__(self, per_key: int, per_visitor: int) -> None:
        self._key = RateLimitItemPerMinute(per_key, namespace="key")
        self._visitor = RateLimitItemPerMinute(per_visitor, namespace="visitor")
        share = max(per_visitor, per_key * 2 // 5)
        self._address = RateLimitItemPerMinute(share, namespace="address")
        # not the moving window: its memory storage never forgets the names of its buckets
        self._windows = SlidingWindowCounterRateLimiter(MemoryStorage())

    def write(self, caller: Caller) -> None:
        """Count a request that makes or says something. Raises Problem 429."""
        self._take(
            (self._visitor, caller.conversation),
            (self._address, caller.address),
            (self._key, caller.key),
        )

    def read(self, caller: Caller) -> None:
        """Count a request that only looks; it is not charged to the key. Raises Problem 429."""
        self._take((READS, caller.conversation))

    def typing(self, member: str) -> None:
        """Count that a colleague says to be writing. Raises Problem 429."""
        self._take((TYPING, member))

    def login(self, account: str, address: str) -> None:
        """Count an attempt to sign in. Raises Problem 429."""
        self._take((LOGINS_PER_ADDRESS, address), (LOGINS_PER_ACCOUNT, account))

    def signed_in(self, account: str) -> None:
        """Who knows the password starts afresh."""
        self._windows.clear(LOGINS_PER_ACCOUNT, account)

    def _take(self, *buckets: Bucket) -> None:
        for item, name in buckets:
            if item.amount and not self._windows.hit(item, name):
                raise too_many(self._seconds_left(item, name))

    def _seconds_left(self, item: RateLimitItem, name: str) -> int:
        reset = self._windows.get_window_stats(item, name).reset_time
        return min(max(1, math.ceil(reset - time.time())), item.get_expiry())


def too_many(seconds: int) -> Problem:
    return Problem(
        HTTPStatus.TOO_MANY_REQUESTS,
        "too_many_requests",
        f"Too many requests. Try again in {seconds} s.",
        headers={"Retry-After": str(seconds)},
    )
