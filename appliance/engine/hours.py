"""When a desk is open.

A shift runs from its opening to its closing wall-clock time in the hotel's zone, as two instants.
So a night in which the clocks change has one opening and one closing: a time the clocks skip is
the moment they skip it, and a time that comes twice is the first of the two.

Every `local` here is aware, in the hotel's zone.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo

from appliance.engine.days import long_day
from appliance.engine.hotel import Desk, Hotel, Shift
from appliance.engine.text import Language

LOOK_AHEAD_DAYS = 400  # past any run of holidays, and past a season's closure
MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Opening:
    """From `start` up to, not including, `end`; both in UTC."""

    start: datetime
    end: datetime


def is_open(desk: Desk, local: datetime) -> bool:
    return _opening_at(desk, local) is not None


def next_open_at(desk: Desk, local: datetime) -> datetime | None:
    """The first moment from `local` on at which the desk is open: `local` itself if it is open now.

    None if it does not open within 400 days.
    """
    if is_open(desk, local):
        return local
    now = local.astimezone(UTC)
    starts = (o.start for o in _openings(desk, local, LOOK_AHEAD_DAYS) if o.start > now)
    first = next(starts, None)
    return first.astimezone(local.tzinfo) if first else None


def opened_at(desk: Desk, local: datetime) -> datetime | None:
    """Since when the desk has been open; None while it is closed."""
    opening = _opening_at(desk, local)
    return opening.start.astimezone(local.tzinfo) if opening else None


def closes_at(desk: Desk, local: datetime) -> datetime | None:
    """When the desk, open at `local`, next closes; shifts that touch count as one.

    None if it is closed now, or does not close within 400 days.
    """
    current = _opening_at(desk, local)
    if current is None:
        return None
    zone = local.tzinfo
    end = current.end.astimezone(zone).replace(tzinfo=None)
    for opens, closes in _walls(desk, local, LOOK_AHEAD_DAYS):
        # an instant costs more than all the rest, and is needed only where they do not touch
        if opens > end and (ended := _instant(end, zone)) < _instant(opens, zone):
            return ended.astimezone(zone)
        end = max(end, closes)
    beyond = local.astimezone(UTC) + timedelta(days=LOOK_AHEAD_DAYS - 1)
    ended = _instant(end, zone)
    return ended.astimezone(zone) if ended < beyond else None


def after_hours(hotel: Hotel, at: datetime) -> bool:
    """Whether the reservations desk is closed at `at`, any aware time (T11, T15)."""
    return not is_open(hotel.desks["reservations"], at.astimezone(hotel.zone))


def describe_next_open(desk: Desk, local_now: datetime, language: Language) -> str:
    """ "tomorrow at 9:00 am", "esok jam 9:00 pagi"; no time where none is known."""
    opens = next_open_at(desk, local_now)
    if opens is None:
        return "when the desk opens again" if language == "en" else "apabila kaunter dibuka semula"
    if opens == local_now:
        return "now" if language == "en" else "sekarang"
    day = _day_words(opens.date(), local_now.date(), language)
    at = "at" if language == "en" else "jam"
    return f"{day} {at} {clock_words(opens, language)}"


def clock_words(at: datetime, language: Language) -> str:
    """ "9:00 am"; in Malay "9:00 pagi", with the part of the day it is called by."""
    clock = f"{at.hour % 12 or 12}:{at.minute:02}"
    if language == "en":
        return f"{clock} {'am' if at.hour < 12 else 'pm'}"
    return f"{clock} {_malay_part_of_day(at.hour)}"


def _malay_part_of_day(hour: int) -> str:
    if hour == 0:
        return "tengah malam"
    if hour < 12:
        return "pagi"
    if hour == 12:
        return "tengah hari"
    return "petang" if hour < 19 else "malam"


def _day_words(day: date, today: date, language: Language) -> str:
    away = (day - today).days
    if away in (0, 1):
        return {"en": ("today", "tomorrow"), "ms": ("hari ini", "esok")}[language][away]
    year = f" {day.year}" if day.year != today.year else ""
    return long_day(day, language) + year


def _opening_at(desk: Desk, local: datetime) -> Opening | None:
    now = local.astimezone(UTC)
    return next((o for o in _openings(desk, local, 0) if o.start <= now < o.end), None)


def _openings(desk: Desk, local: datetime, days: int) -> Iterator[Opening]:
    """Openings of the day before `local` to `days` after it, by start.

    None that lies in an hour the clocks skip.
    """
    for opens, closes in _walls(desk, local, days):
        opening = Opening(_instant(opens, local.tzinfo), _instant(closes, local.tzinfo))
        if opening.start < opening.end:
            yield opening


def _walls(desk: Desk, local: datetime, days: int) -> Iterator[tuple[datetime, datetime]]:
    """The same as a clock on the wall shows them, without a zone.

    The day before, because its last shift may pass midnight.
    """
    for offset in range(-1, days + 1):
        day = local.date() + timedelta(days=offset)
        midnight = datetime(day.year, day.month, day.day)
        for shift in sorted(_shifts(desk, day), key=lambda shift: shift.opens):
            yield midnight + MINUTE * shift.opens, midnight + MINUTE * shift.closes


def _shifts(desk: Desk, day: date) -> tuple[Shift, ...]:
    special = desk.special.get(day)
    return special.shifts if special else desk.weekly[day.weekday()]


def _instant(wall: datetime, zone: tzinfo | None) -> datetime:
    while True:
        at = wall.replace(tzinfo=zone).astimezone(UTC)
        if at.astimezone(zone).replace(tzinfo=None) == wall:
            return at
        wall += MINUTE  # a time the clocks skip: the first that exists after it
