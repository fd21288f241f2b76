"""The time of day a table is wanted for: "7.30pm", "pukul 8 malam", "at 7"."""

from __future__ import annotations

import re
from datetime import time

_CLOCK = re.compile(
    r"(?<![\d.:/-])(?:(?P<at>pukul|pkl|jam|at|around|about|by|@)\s*)?"
    r"(?P<hour>\d{1,2})(?:[:.](?P<minute>[0-5]\d))?\s*"
    r"(?P<part>[ap]\.?m\b\.?|o'?clock|pagi|tengah\s?hari|tgh\s?hari|petang|ptg|malam|mlm)?"
    r"(?![\d/:-])(?!\s*(?:pax|people|persons?|orang|adults?|dewasa|guests?|of\s+us|[a-z]{3}\b\s+\d))"
)
_NOON = re.compile(r"\b(?:noon|tengah\s?hari)\b")
_MORNING = re.compile(r"\b(?:breakfast|sarapan|morning|pagi|brunch)\b")


def find_time(text: str) -> time | None:
    """The first time in folded `text`, a message about a meal: a bare "7" after "at" is evening
    unless it is about breakfast."""
    for match in _CLOCK.finditer(text):
        if match["part"] or match["minute"] or match["at"]:
            found = _time(int(match["hour"]), int(match["minute"] or 0), match["part"] or "", text)
            if found:
                return found
    return time(12) if _NOON.search(text) else None


def _time(hour: int, minute: int, part: str, text: str) -> time | None:
    if hour > 23:
        return None
    if hour > 12 or (hour == 0 and minute):
        return time(hour, minute)
    late = (part[:1] == "p" and part != "pagi") or part[:1] in ("m", "t")
    early = part == "pagi" or part[:1] == "a"
    if not early and not late:
        late = hour < 11 and not _MORNING.search(text)
    if part[:1] == "m" and hour == 12:
        return time(0, minute)
    return time(hour % 12 + (12 if late or (hour == 12 and not early) else 0), minute)
