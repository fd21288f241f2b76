"""The time of day a table is wanted for: "7.30pm", "pukul 8 malam", "half past seven", "at 7"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import time

from appliance.engine.words import MONTHS, NUMBERS

_HOURS = {word: hour for word, hour in NUMBERS.items() if hour <= 12 and " " not in word}
_PAST = {"quarter past": 15, "half past": 30, "quarter to": -15}
_CLOCK = re.compile(
    r"(?<![\d.:/-])\b(?:(?P<at>pukul|pkl|jam|at|around|about|by|@)\s*)?"
    rf"(?P<said>(?:(?P<past>quarter\s+past|half\s+past|quarter\s+to)\s+)?"
    rf"(?:(?P<hour>\d{{1,2}})(?:[:.](?P<minute>[0-5]\d))?|(?P<word>{'|'.join(_HOURS)})\b|"
    r"(?P<military>(?:[01]\d|2[0-3])[0-5][05]))\s*"
    r"(?P<part>[ap]\.?m\b\.?|o'?\s?clock|h(?:ou)?rs\b|pagi|tengah\s?hari|tgh\s?hari|petang|ptg|"
    r"malam|mlm)?)"
    r"(?![\d/:-])(?!\s*(?:pax|people|persons?|orang|adults?|dewasa|guests?|of\s+us|"
    rf"(?:{'|'.join(MONTHS)})\b))"
)
_NOON = re.compile(r"\b(?:noon|tengah\s?hari)\b")
_MORNING = re.compile(r"\b(?:breakfast|sarapan|morning|pagi|brunch)\b")


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day and where it stands in the text."""

    at: time
    start: int
    end: int


def find_time(text: str) -> time | None:
    """The first time in folded `text`; None where it names none."""
    found = find_clock(text)
    return found.at if found else None


def find_clock(text: str) -> Clock | None:
    """The first time in folded `text`, a message about a meal: a bare "7" after "at" is evening
    unless it is about breakfast."""
    for match in _CLOCK.finditer(text):
        said = match["minute"] or match["past"] or match["at"] or match["part"]
        if said and (at := _read(match, text)):
            return Clock(at, *match.span("said"))
    noon = _NOON.search(text)
    return Clock(time(12), *noon.span()) if noon else None


def _read(match: re.Match[str], text: str) -> time | None:
    if match["military"]:
        return time(int(match["military"][:2]), int(match["military"][2:]))
    hour = _HOURS[match["word"]] if match["word"] else int(match["hour"])
    past = _PAST[" ".join((match["past"] or "").split())] if match["past"] else 0
    if past < 0:
        hour, past = hour - 1, 60 + past
    return _time(hour, past or int(match["minute"] or 0), match["part"] or "", text)


def _time(hour: int, minute: int, part: str, text: str) -> time | None:
    if hour > 23:
        return None
    if hour > 12 or (hour == 0 and minute and not part):
        return time(hour, minute)
    late = (part[:1] == "p" and part != "pagi") or part[:1] in ("m", "t")
    early = part == "pagi" or part[:1] == "a"
    if not early and not late:
        late = hour < 11 and not _MORNING.search(text)
    if part[:1] == "m" and hour == 12:
        return time(0, minute)
    return time(hour % 12 + (12 if late or (hour == 12 and not early) else 0), minute)
