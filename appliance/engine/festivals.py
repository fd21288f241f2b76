"""Days guests call by name: festivals and their eves.

Moving ones come from the hotel's own calendar, since only it knows this year's announced dates.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from appliance.engine.words import fold


@dataclass(frozen=True, slots=True)
class Festival:
    said: str  # how guests call it
    listed: str = ""  # how calendars call it
    fixed: tuple[int, int] | None = None  # month, day


_FESTIVALS = (
    Festival(r"(?:hari )?raya (?:haji|korban)|(?:aidil|eid[ -]?(?:al|ul)[ -]?)adha",
             r"adha|haji|korban"),
    Festival(r"chinese new year|lunar new year|tahun baru cina|cny|gong xi", r"cina|chinese|lunar"),
    Festival(r"(?:hari )?raya(?: (?:puasa|aidil ?fitri))?|aidil ?fitri|hari raya|eid(?: mubarak)?",
             r"fitri|puasa"),
    Festival(r"deepavali|diwali|depavali", r"deepavali|diwali"),
    Festival(r"wesak|vesak", r"wesak|vesak"),
    Festival(r"thaipusam|taipusam", r"thaipusam"),
    Festival(r"maulid(?:ur| ?)?(?:rasul| nabi)?", r"maulid|prophet"),
    Festival(r"awal muharram|maal hijrah", r"muharram|hijrah|islamic new year"),
    Festival(r"nuzul (?:al[- ]?)?quran", r"nuzul"),
    Festival(r"agong'?s birthday|hari (?:keputeraan )?agong|king'?s birthday", r"agong|king"),
    Festival(r"gawai", r"gawai", (6, 1)),
    Festival(r"kaamatan", r"kaamatan|harvest", (5, 30)),
    Festival(r"good friday", r"good friday"),
    Festival(r"christmas|xmas|x'mas|krismas|hari natal", r"christmas|krismas", (12, 25)),
    Festival(r"new year'?s|new year|tahun baru", "", (1, 1)),
    Festival(r"merdeka|national day|hari kebangsaan", "", (8, 31)),
    Festival(r"malaysia day|hari malaysia", "", (9, 16)),
    Festival(r"labou?r day|hari (?:buruh|pekerja)", "", (5, 1)),
    Festival(r"valentine'?s?", "", (2, 14)),
)  # fmt: skip

_BEFORE = r"(?:(?P<eve>malam|eve of|night before)\s+(?:hari\s+)?)?"
_FIRST = r"(?:(?P<nth>first|1st|second|2nd|third|3rd)\s+(?:night|day)\s+of\s+)?"
_AFTER = (
    r"(?:\s+(?:day\b)?)?(?:\s*(?P<eve2>eve)\b)?(?:\s*(?:ke-?\s?)?(?P<nth2>kedua|ketiga|2|3)\b)?"
)
# "malam pertama raya", "second day of CNY", "raya kedua", "Merdeka eve"; never "merdeka square"
_PATTERNS = tuple(
    (
        festival,
        re.compile(
            rf"\b(?:malam pertama\s+)?{_FIRST}{_BEFORE}(?:{festival.said})\b(?!\s+(?:square|118|"
            rf"room|suite|package|pakej|promo|party|dinner|buffet|decor|tree)){_AFTER}"
        ),
    )
    for festival in _FESTIVALS
)
_NTH = {"second": 1, "2nd": 1, "kedua": 1, "2": 1, "third": 2, "3rd": 2, "ketiga": 2, "3": 2}


def find_festivals(
    text: str, today: date, calendar: Mapping[date, str]
) -> Iterator[tuple[int, int, date]]:
    """(start, end, day) of every festival named in folded `text` whose day is known."""
    taken: list[range] = []
    for festival, pattern in _PATTERNS:
        for match in pattern.finditer(text):
            if any(match.start() in span or match.end() - 1 in span for span in taken):
                continue
            taken.append(range(match.start(), match.end()))
            if day := _next(festival, today, calendar, _offset(match)):
                yield match.start(), match.end(), day


def _offset(match: re.Match[str]) -> timedelta:
    if match["eve"] or match["eve2"]:
        return timedelta(days=-1)
    return timedelta(days=_NTH.get(match["nth"] or match["nth2"] or "", 0))


def _next(
    festival: Festival, today: date, calendar: Mapping[date, str], offset: timedelta
) -> date | None:
    days = [day for day, name in calendar.items() if _lists(festival, fold(name))]
    if festival.fixed:
        days = [date(today.year + ahead, *festival.fixed) for ahead in (0, 1, 2)]
    firsts = (day for day in sorted(days) if day - timedelta(days=1) not in days)
    return next((day + offset for day in firsts if day + offset >= today), None)


def _lists(festival: Festival, name: str) -> bool:
    return bool(festival.listed and re.search(festival.listed, name))
