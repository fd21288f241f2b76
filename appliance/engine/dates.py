"""The stay's dates in a guest's message, resolved by code in the hotel's own day.

    found = resolve("check in 24 Dec, 3 malam", today)

Day comes before month. "next Friday" and "Jumaat depan" are next week's; a bare weekday is the
coming one; "this weekend" is Saturday to Sunday, and from Friday where two nights or more are
asked. "next week" alone names no day and is left to be asked.
"""

from __future__ import annotations

import calendar
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from types import MappingProxyType

from appliance.engine.moments import Moment, find_moments
from appliance.engine.nights import find_nights
from appliance.engine.problems import Problem
from appliance.engine.roles import assign, cue_before, meant
from appliance.engine.state import Stay
from appliance.engine.words import fold

LONGEST_STAY = 60  # nights, where the hotel does not say
_NO_FESTIVALS: Mapping[date, str] = MappingProxyType({})
_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class DatesFound:
    """`spans` are (start, end) positions in the text of every day named, used or not."""

    check_in: date | None = None
    check_out: date | None = None
    nights: int | None = None
    problems: tuple[Problem, ...] = ()
    spans: tuple[tuple[int, int], ...] = ()
    cued: bool = False  # said as arrival, departure or length of a stay


def resolve(
    text: str,
    today: date,
    *,
    festivals: Mapping[date, str] = _NO_FESTIVALS,
    arrival: date | None = None,
    longest_stay: int = LONGEST_STAY,
    expected: bool = False,
) -> DatesFound:
    """Read the stay in `text`. `today` is the hotel's own date when the guest wrote.

    `festivals` names the days of the hotel's calendar; `arrival` is the one known from before, so
    that "until the 2nd" counts from it; `expected` says the guest was asked for dates, so that
    "5-7" are days. What is impossible is a problem and never a value.
    """
    nights, rest = find_nights(fold(text))
    nights = nights or None
    every = find_moments(rest, today, festivals, expected=expected)
    said = meant(rest, tuple(m for m in every if not m.fixed or m.fixed >= today))
    arrive, depart = assign(
        rest, said, departure_asked=expected and arrival is not None and not nights
    )
    arrive, depart, ambiguous = _in_one_style(arrive, depart)
    found = _stay(arrive, depart, nights, today, arrival)
    if ambiguous or _weekday_differs(arrive, found.check_in):
        found = replace(found, problems=(*found.problems, "ambiguous_date"))
    spans = tuple((moment.start, moment.end) for moment in every)
    cued = bool(nights or depart or (arrive and cue_before(rest, arrive.start)))
    return replace(_checked(found, today, longest_stay, arrival), spans=spans, cued=cued)


def one_date(
    phrase: str, today: date, *, festivals: Mapping[date, str] = _NO_FESTIVALS
) -> date | None:
    """The first day `phrase` names, past or future; None where it names none."""
    moments = find_moments(fold(phrase), today, festivals, expected=True)
    arrive, _, _ = _in_one_style(moments[0] if moments else None, None)
    return _place(arrive, today) if arrive else None


def _in_one_style(
    arrive: Moment | None, depart: Moment | None
) -> tuple[Moment | None, Moment | None, bool]:
    """Numeric dates read day first, unless one of them can only be month first."""
    numeric = [m for m in (arrive, depart) if m and m.numeric and m.day != m.month]
    day_first = any((m.day or 0) > 12 for m in numeric)
    month_first = any((m.month or 0) > 12 for m in numeric)
    if month_first and not day_first:
        return _turned(arrive), _turned(depart), False
    return arrive, depart, bool(numeric) and not day_first


def _turned(moment: Moment | None) -> Moment | None:
    if moment is None or not moment.numeric:
        return moment
    return replace(moment, day=moment.month, month=moment.day)


def _weekday_differs(moment: Moment | None, day: date | None) -> bool:
    if moment is None or moment.weekday is None or day is None:
        return False
    return day.weekday() != moment.weekday


def _stay(
    arrive: Moment | None,
    depart: Moment | None,
    nights: int | None,
    today: date,
    arrival: date | None,
) -> DatesFound:
    if any(m and m.fixed is None and _place(m, today) is None for m in (arrive, depart)):
        return DatesFound(nights=nights, problems=("no_such_date",))
    check_in = _arrival(arrive, depart, today, arrival)
    since = check_in or arrival
    check_out = _departure(depart, since, today)
    if arrive and check_in and arrive.weekend and not check_out:
        return _weekend(check_in, nights, today)
    if check_in is None and check_out and nights and check_out - timedelta(nights) >= today:
        check_in = check_out - timedelta(nights)
    if check_in and check_out and nights and (check_out - check_in).days != nights:
        return DatesFound(check_in, check_out, None, ("ambiguous_date",))
    return DatesFound(check_in, check_out, nights)


def _arrival(
    arrive: Moment | None, depart: Moment | None, today: date, known: date | None
) -> date | None:
    if arrive is None:
        return None
    day_only = arrive.day and not arrive.month and arrive.fixed is None
    leaving = _place(depart, today) if depart and (depart.month or depart.fixed) else None
    if day_only and arrive.day and leaving and leaving > today:  # "the 10th to 25 June": of June
        return _last_day_before(arrive.day, leaving, today) or _place(arrive, today)
    if day_only and arrive.day and known:  # "sorry, the 25th", of a stay in December
        return _nearest(arrive.day, known, today) or _place(arrive, today)
    return _place(arrive, today)


def _nearest(day: int, known: date, today: date) -> date | None:
    """The day of that number closest to the arrival known from before, from today on."""
    months = (known.year * 12 + known.month - 1 + shift for shift in (-1, 0, 1))
    days = (_date(month // 12, month % 12 + 1, day) for month in months)
    return min((d for d in days if d and d >= today), key=lambda d: abs(d - known), default=None)


def _last_day_before(day: int, leaving: date, today: date) -> date | None:
    month_before = leaving.replace(day=1) - _ONE_DAY
    for month in (leaving, month_before):
        if (found := _date(month.year, month.month, day)) and today <= found < leaving:
            return found
    return None


def _departure(depart: Moment | None, since: date | None, today: date) -> date | None:
    if depart is None:
        return None
    if since is None or depart.fixed or depart.year:
        return _place(depart, today)
    after = _place(depart, since if depart.day is None else since + _ONE_DAY)
    same_year = _date(since.year, depart.month, depart.day) if depart.month and depart.day else None
    if same_year and after and same_year <= since and (after - since).days > 180:
        return same_year  # "26 Dec to 24 Dec" is a slip, "30 Dec to 2 Jan" is not
    return after


def _weekend(saturday: date, nights: int | None, today: date) -> DatesFound:
    start = saturday
    if nights and nights > 1 and saturday.weekday() == 5:
        start = max(today, saturday - _ONE_DAY)
    return DatesFound(start, start + timedelta(nights or 1), nights or 1)


def _place(moment: Moment, earliest: date) -> date | None:
    """The first such day from `earliest` on; as said where the year was; None: no such day."""
    if moment.fixed:
        return moment.fixed
    if moment.day is None:
        return _next_weekday(moment.weekday or 0, earliest)
    if moment.month is None:
        return _next_day_of_month(moment.day, earliest)
    if moment.year is not None:
        return _date(moment.year, moment.month, moment.day)
    turned = (moment.month, moment.day) < (earliest.month, earliest.day)
    return _date(earliest.year + turned, moment.month, moment.day)


def _next_weekday(weekday: int, earliest: date) -> date:
    return earliest + timedelta((weekday - earliest.weekday() - 1) % 7 + 1)


def _next_day_of_month(day: int, earliest: date) -> date | None:
    for ahead in range(4):
        months = earliest.year * 12 + earliest.month - 1 + ahead
        found = _date(months // 12, months % 12 + 1, day)
        if found and found >= earliest:
            return found
    return None


def _date(year: int, month: int, day: int) -> date | None:
    if not (1 <= month <= 12 and 1 <= year <= 9998):
        return None
    return date(year, month, day) if 1 <= day <= calendar.monthrange(year, month)[1] else None


def _checked(found: DatesFound, today: date, longest_stay: int, arrival: date | None) -> DatesFound:
    """Only what a hotel could book; the rest becomes a problem."""
    since = found.check_in or arrival
    if (found.check_in and found.check_in < today) or (found.check_out and found.check_out < today):
        return _without(found, "past_date")
    if since and found.check_out and found.check_out <= since:
        return _without(found, "departure_not_after_arrival")
    length = found.nights or (found.check_out - since).days if since and found.check_out else None
    if (length or found.nights or 0) > longest_stay:
        kept = replace(found, check_out=None, nights=None)
        return replace(kept, problems=(*found.problems, "stay_too_long"))
    return _completed(found)


def _completed(found: DatesFound) -> DatesFound:
    stay = Stay(found.check_in, found.check_out, found.nights).completed()
    return replace(found, check_out=stay.check_out, nights=stay.nights)


def _without(found: DatesFound, problem: Problem) -> DatesFound:
    return DatesFound(problems=(*found.problems, problem))
