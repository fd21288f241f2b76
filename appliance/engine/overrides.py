"""What staff changed on the dashboard, laid over what the hotel's pack says.

A pack is written once and kept with the appliance; a holiday is moved, a desk closes early, a
number changes. Each change is a value of its own, so taking one back brings the pack's word back.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from appliance.engine.hotel import AlertRoute, Desk, Hotel, Patience, ReplyMode, Shift, SpecialDay
from appliance.engine.text import Text

Week = tuple[tuple[Shift, ...], ...]  # seven entries, Monday first


@dataclass(frozen=True, slots=True)
class DayHours:
    """The hours of one desk on some dates. No shifts: closed; None: as in any week."""

    desk: str
    first: date
    last: date  # inclusive
    name: Text
    shifts: tuple[Shift, ...] | None

    def days(self) -> Iterator[date]:
        for n in range((self.last - self.first).days + 1):
            yield self.first + timedelta(days=n)


@dataclass(frozen=True, slots=True)
class Overrides:
    weeks: Mapping[str, Week] = field(default_factory=dict)  # by desk
    moved: Mapping[date, date] = field(default_factory=dict)  # the calendar's date -> as announced
    days: tuple[DayHours, ...] = ()  # a later one wins
    routes: Mapping[str, AlertRoute] = field(default_factory=dict)  # by code
    mode: ReplyMode = "live"
    patience: Patience | None = None


def merged(hotel: Hotel, changed: Overrides) -> Hotel:
    """The hotel as it is run now."""
    return replace(
        hotel,
        desks={code: opened(desk, changed) for code, desk in hotel.desks.items()},
        alerts=routed(hotel.alerts, changed.routes),
        mode=changed.mode,
        patience=changed.patience or hotel.patience,
    )


def opened(desk: Desk, changed: Overrides) -> Desk:
    """Moved holidays take their hours along; what is said of a date wins over both."""
    special = {changed.moved.get(day, day): hours for day, hours in desk.special.items()}
    for exception in changed.days:
        if exception.desk == desk.code:
            special = _except(special, exception)
    return replace(desk, weekly=changed.weeks.get(desk.code, desk.weekly), special=special)


def routed(
    routes: tuple[AlertRoute, ...], changed: Mapping[str, AlertRoute]
) -> tuple[AlertRoute, ...]:
    """The pack's routes in its order, then those that staff added."""
    known = {route.code: route for route in routes}
    return tuple((known | dict(changed)).values())


def _except(special: dict[date, SpecialDay], exception: DayHours) -> dict[date, SpecialDay]:
    days = dict.fromkeys(exception.days())
    if exception.shifts is None:
        return {day: hours for day, hours in special.items() if day not in days}
    return special | dict.fromkeys(days, SpecialDay(exception.name, exception.shifts))
