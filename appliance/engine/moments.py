"""Days as guests say them, found in a message: "24-26 Dec", "Jumaat depan", "the 2nd", "esok".

A grammar of its own: dateparser misses "Friday next week", "lusa" and "this weekend", and moves
today's date a year ahead.
"""

from __future__ import annotations

import re
from calendar import monthcalendar
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from appliance.engine.day_grammar import EXPECTED, GRAMMAR, NOT_A_DAY
from appliance.engine.festivals import find_festivals
from appliance.engine.words import DAY_WORDS, MONTHS, NTH, WEEKDAYS, blank, number


@dataclass(frozen=True, slots=True)
class Moment:
    """A day as said. What was left out is None; `fixed` needs nothing more."""

    start: int
    end: int
    day: int | None = None
    month: int | None = None
    year: int | None = None
    weekday: int | None = None
    fixed: date | None = None
    numeric: bool = False  # 02/03
    weekend: bool = False
    opens_range: bool = False  # the first of "24-26"
    closes_range: bool = False


Reader = Callable[[re.Match[str], date], tuple[Moment, ...]]

_NEXT = re.compile(r"next|depan|dpn|hadapan")


def _day(text: str) -> int:
    digits = re.match(r"\d+", text)
    word = re.sub(r"[\s-]+", " ", text.strip())
    return int(digits[0]) if digits else DAY_WORDS[word]


def _month(text: str | None) -> int | None:
    return MONTHS[text.strip().rstrip(".")] if text else None


def _year(text: str | None) -> int | None:
    digits = re.sub(r"\D", "", text or "")
    return int(digits) + (2000 if len(digits) == 2 else 0) if digits else None


def _weekday(text: str | None) -> int | None:
    name = (text or "").removeprefix("hari").strip().rstrip(".")
    return 6 if name == "minggu" else WEEKDAYS.get(name)


def _named(m: re.Match[str], _: date) -> tuple[Moment, ...]:
    """A day of a named month, or a range within it."""
    g = m.groupdict()
    said = Moment(
        *m.span(), _day(m["d"]), _month(m["m"]), _year(m["y"]), weekday=_weekday(g.get("w"))
    )
    return _ranged(said, m) if g.get("e") else (said,)


def _ranged(said: Moment, m: re.Match[str]) -> tuple[Moment, ...]:
    middle, end = m.start("e"), said.end
    first = replace(said, end=middle, opens_range=True)
    last = replace(said, start=middle, end=end, day=_day(m["e"]), weekday=None, closes_range=True)
    if first.day and last.day and first.day > last.day and first.month:  # 28 - 2 Jan
        first = replace(first, month=None, year=None)
    return first, last


def _iso(m: re.Match[str], _: date) -> tuple[Moment, ...]:
    year, month, day = (int(m[part]) for part in (1, 2, 3))
    return (Moment(*m.span(), day, month, year),)


def _numeric(m: re.Match[str], _: date) -> tuple[Moment, ...]:
    """Day first, as Malaysia writes; month first only where nothing else can be meant."""
    day, month = int(m["d"]), int(m["m"])
    if m["d"] + "/" + m["m"] == "24/7" and not m["y"]:
        return ()
    year = _year(m["y"])
    return (Moment(*m.span(), day, month, year, numeric=True),)


def _in_relative_month(m: re.Match[str], today: date) -> tuple[Moment, ...]:
    year, month = _relative_month(m["rel"], today)
    said = Moment(*m.span(), _day(m["d"]), month, year)
    return _ranged(said, m) if m.groupdict().get("e") else (said,)


def _relative_month(words: str, today: date) -> tuple[int, int]:
    months = today.year * 12 + today.month - 1 + (1 if _NEXT.search(words) else 0)
    return months // 12, months % 12 + 1


def _nth_weekday(m: re.Match[str], today: date) -> tuple[Moment, ...]:
    """ "The second Saturday of next month", "Sabtu terakhir bulan Mac": none where a month has no
    fifth; of a named month that is over, next year's."""
    weekday, nth = _weekday(m["w"]), NTH[m["nth"]]
    if weekday is None:
        return ()
    if m["rel"]:
        year, month = _relative_month(m["rel"], today)
    else:
        year, month = _year(m["y"]) or today.year, _month(m["m"]) or today.month
    found = _nth(year, month, weekday, nth)
    if found and found < today and not (m["rel"] or m["y"]):
        found = _nth(year + 1, month, weekday, nth)
    return (Moment(*m.span(), fixed=found),) if found else ()


def _nth(year: int, month: int, weekday: int, nth: int) -> date | None:
    if not date.min.year <= year < date.max.year:
        return None
    days = [week[weekday] for week in monthcalendar(year, month) if week[weekday]]
    if nth > len(days):
        return None
    return date(year, month, days[nth - 1 if nth > 0 else nth])


def _bare_day(m: re.Match[str], _: date) -> tuple[Moment, ...]:
    said = Moment(*m.span(), _day(m["d"]), weekday=_weekday(m.groupdict().get("w")))
    if not m.groupdict().get("e"):
        return (said,)
    return _ranged(said, m)


def _weekday_moment(m: re.Match[str], today: date) -> tuple[Moment, ...]:
    weekday = _weekday(m["w"])
    if weekday is None:
        return ()
    words = m["how"]
    if not words:
        return (Moment(*m.span(), weekday=weekday),)
    if re.search(r"in\s+a\s+week|lagi\s+seminggu", words):
        return (Moment(*m.span(), fixed=_coming(today, weekday, 0) + timedelta(7)),)
    if _NEXT.search(words):
        monday = today - timedelta(today.weekday()) + timedelta(7)
        return (Moment(*m.span(), fixed=monday + timedelta(weekday)),)
    return (Moment(*m.span(), fixed=_coming(today, weekday, 0)),)


def _coming(today: date, weekday: int, least: int) -> date:
    """The first `weekday` at least `least` days after today."""
    first = today + timedelta(least)
    return first + timedelta((weekday - first.weekday()) % 7)


def _relative(days: int) -> Reader:
    return lambda m, today: (Moment(*m.span(), fixed=today + timedelta(days)),)


def _in_some(m: re.Match[str], today: date) -> tuple[Moment, ...]:
    count = 1 if m["n"] in ("a", "se", "the") else number(m["n"])
    unit = m["u"]
    if unit.startswith(("month", "bulan", "bln")):
        months = today.year * 12 + today.month - 1 + count
        return (Moment(*m.span(), today.day, months % 12 + 1, months // 12),)
    days = count * (7 if unit.startswith(("week", "minggu")) else 1)
    return (Moment(*m.span(), fixed=today + timedelta(days)),)


def _weekend(m: re.Match[str], today: date) -> tuple[Moment, ...]:
    """Saturday; on a Sunday "this weekend" is what is left of it."""
    monday = today - timedelta(today.weekday())
    if _NEXT.search(m[0]):
        return (Moment(*m.span(), fixed=monday + timedelta(12), weekend=True),)
    return (Moment(*m.span(), fixed=max(today, monday + timedelta(5)), weekend=True),)


def _nothing(_: re.Match[str], __: date) -> tuple[Moment, ...]:
    return ()


_READERS: dict[str, Reader] = {
    "iso": _iso,
    "numeric": _numeric,
    "named": _named,
    "in_relative_month": _in_relative_month,
    "nothing": _nothing,
    "bare_day": _bare_day,
    "nth_weekday": _nth_weekday,
    "weekday_moment": _weekday_moment,
    "in_some": _in_some,
    "weekend": _weekend,
    **{str(days): _relative(days) for days in (-1, 0, 1, 2, 3)},
}
_COMPILED = tuple((re.compile(pattern), _READERS[reader]) for pattern, reader in GRAMMAR)
_EXPECTED = tuple((re.compile(pattern), _bare_day) for pattern in EXPECTED)


def find_moments(
    text: str, today: date, calendar: Mapping[date, str], *, expected: bool = False
) -> tuple[Moment, ...]:
    """Every day named in folded `text`, in its order. `calendar` names the hotel's festivals."""
    found: list[Moment] = []
    for start, end, day in find_festivals(text, today, calendar):
        found.append(Moment(start, end, fixed=day))
        text = blank(text, start, end)
    for pattern, reader in _COMPILED + (_EXPECTED if expected else ()):
        for match in list(pattern.finditer(text)):
            if reader is not _bare_day or not NOT_A_DAY.search(text[: match.start("d")]):
                found += reader(match, today)
            text = blank(text, *match.span())
    return tuple(sorted(found, key=lambda moment: moment.start))
