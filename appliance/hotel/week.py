"""Opening hours as hotels write them: "09:00-13:00", ["09:00-13:00", "14:00-18:00"], "closed"."""

from __future__ import annotations

import re
from itertools import pairwise

from appliance.engine.hotel import Shift
from appliance.hotel.amounts import DAYS, Unreadable
from appliance.hotel.schema import DeskTable
from appliance.hotel.values import Hours

SHIFT = re.compile(
    r"([01]\d|2[0-3]):([0-5]\d)\s*[-–]\s*(?:([01]\d|2[0-3]):([0-5]\d)|(24):(00))", re.ASCII
)
SOME_HOURS = 'times such as ["09:00-13:00", "14:00-18:00"] or "18:00-02:00", or "closed"'
DAY_MINUTES = 1440


def parse_shifts(hours: Hours) -> tuple[Shift, ...]:
    """Shifts by opening; none where closed. Raises Unreadable (T13: never "always closed")."""
    if hours == "closed":
        return ()
    written = [hours] if isinstance(hours, str) else hours
    if not written:
        raise Unreadable("no times are given", SOME_HOURS)
    shifts = sorted((_shift(text) for text in written), key=lambda shift: shift.opens)
    for earlier, later in pairwise(shifts):
        if later.opens < earlier.closes:
            raise Unreadable(f"{written} overlap", SOME_HOURS)
    return tuple(shifts)


def _shift(text: str) -> Shift:
    found = SHIFT.fullmatch(text.strip())
    if not found:
        raise Unreadable(f"{text!r} is not opening hours", SOME_HOURS)
    numbers = [int(part) for part in found.groups() if part is not None]
    opens, closes = numbers[0] * 60 + numbers[1], numbers[2] * 60 + numbers[3]
    if opens == closes:
        raise Unreadable(f"{text!r} opens and closes at once", 'for a whole day, "00:00-24:00"')
    return Shift(opens, closes if closes > opens else closes + DAY_MINUTES)


def day_hours(desk: DeskTable, weekday: int) -> tuple[str, Hours | None]:
    """The key that holds a weekday's hours, and the hours; None where no key does."""
    keys = (DAYS[weekday], "weekdays", "daily") if weekday < 5 else (DAYS[weekday], "daily")
    given = ((key, getattr(desk, key)) for key in keys)
    return next(((key, hours) for key, hours in given if hours is not None), (keys[0], None))
