"""Whether what a guest wants to do so long before is in time, by the limit a passage gives.

"Free until 72 hours before arrival" and a guest who cancels five days before: in time.
"""

from __future__ import annotations

import re
from typing import Literal

from appliance.engine.words import NUMBER, number

Notice = Literal["in_time", "in_time_mostly", "too_late"]

_HOURS = {"h": 1, "j": 1, "d": 24, "w": 168, "m": 168}  # by first letter: hour, jam, day, week, …
_LENGTH = (
    rf"(?:(?P<n>{NUMBER}|an?|the|se)\s*-?\s*)?"
    r"(?P<unit>hours?|hrs?|jam|days?|hari|weeks?|minggu)\s+"
    r"(?P<side>before|prior|ahead|in advance|sebelum|lebih awal|lebih dulu)\b"
)
_ASKED = re.compile(rf"\b{_LENGTH}", re.I)
_LIMIT = re.compile(
    r"\b(?:until|up to|at least|book(?: it)?|sehingga|hingga|sekurang-kurangnya|tempah)\s+"
    rf"{_LENGTH}",
    re.I,
)


def notice(question: str, text: str) -> Notice | None:
    """Of several limits the first is the rule, and the others are for the days they name."""
    asked = [_hours(match) for match in _ASKED.finditer(question)]
    limits = [_hours(match) for match in _LIMIT.finditer(text)]
    if len(asked) != 1 or not limits or asked[0] in limits:  # on the very limit, the hour decides
        return None
    kept = [asked[0] > limit for limit in limits]
    if all(kept):
        return "in_time"
    if not any(kept):
        return "too_late"
    return "in_time_mostly" if kept[0] else None


def _hours(match: re.Match[str]) -> int:
    said, unit = (match["n"] or "").lower(), match["unit"].lower()
    count = 1 if said in ("", "a", "an", "the", "se") else number(said)
    return count * (24 if unit == "hari" else _HOURS[unit[0]])
