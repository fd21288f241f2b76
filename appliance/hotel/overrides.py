"""What the dashboard stores of a change, read by the same rules as the hotel's pack.

week     the desk's code       {"days": ["09:00-18:00", ["09:00-13:00", …], "closed", …]}
holiday  the calendar's date   {"announced": "2027-03-11"}
day      any name              {"desk": …, "first": …, "last": …, "name": …, "hours": …}
route    the route's code      {"kinds": […], "url": …, "when": …}
mode     ""                    {"mode": "draft"}
waiting  ""                    {"answer": 10, "follow_up": 60, "silent": 10}
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import Field, ValidationError

from appliance.engine.hotel import AlertRoute, Hotel, Patience, ReplyMode
from appliance.engine.overrides import DayHours, Overrides, Week
from appliance.hotel.amounts import Unreadable
from appliance.hotel.build import patience_of
from appliance.hotel.schema import AlertKind, WaitingTable
from appliance.hotel.values import AlertUrl, Hours, Strict, Words
from appliance.hotel.week import parse_shifts

LONGEST = 366  # days of one exception
Change = tuple[str, str, Mapping[str, Any]]  # kind, name, value


class _Week(Strict):
    days: Annotated[tuple[Hours, ...], Field(min_length=7, max_length=7)]


class _Holiday(Strict):
    announced: date


class _Day(Strict):
    desk: str
    first: date
    last: date
    name: Words
    hours: Hours


class _Route(Strict):
    kinds: tuple[AlertKind, ...]
    url: AlertUrl
    when: Literal["always", "open", "closed"] = "always"


class _Mode(Strict):
    mode: Literal["live", "draft"]


def read(changes: Iterable[Change], hotel: Hotel) -> tuple[Overrides, list[str]]:
    """All that can be read, and what is wrong with the rest: a pack may have lost a desk since."""
    weeks: dict[str, Week] = {}
    moved: dict[date, date] = {}
    days: list[DayHours] = []
    routes: dict[str, AlertRoute] = {}
    mode: ReplyMode = "live"
    patience: Patience | None = None
    problems = []
    for kind, name, value in changes:
        try:
            match value_of(kind, name, value, hotel):
                case tuple() as week:
                    weeks[name] = week
                case date() as announced:
                    moved[date.fromisoformat(name)] = announced
                case DayHours() as day:
                    days.append(day)
                case AlertRoute() as route:
                    routes[name] = route
                case Patience() as given:
                    patience = given
                case said:
                    mode = said
        except Unreadable as error:
            problems.append(f"{kind} {name}: {error.wrong}")
    return Overrides(weeks, moved, tuple(days), routes, mode, patience), problems


def value_of(kind: str, name: str, value: Mapping[str, Any], hotel: Hotel) -> Any:
    """One change as the engine has it. Raises Unreadable with what is wrong."""
    try:
        return READERS[kind](name, value, hotel)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        raise Unreadable(first["msg"], "see tenant_config/README.md") from None
    except KeyError:
        raise Unreadable(f"there is no {kind} {name}", "one of the hotel's own") from None


def _week(name: str, value: Mapping[str, Any], hotel: Hotel) -> Week:
    _known_desk(name, hotel)
    return tuple(parse_shifts(day) for day in _Week.model_validate(value).days)


def _holiday(name: str, value: Mapping[str, Any], hotel: Hotel) -> date:
    day = _iso(name)
    if not any(day in desk.special for desk in hotel.desks.values()):
        raise Unreadable(f"the calendar has no holiday on {name}", "a holiday's date")
    return _Holiday.model_validate(value).announced


def _day(_: str, value: Mapping[str, Any], hotel: Hotel) -> DayHours:
    given = _Day.model_validate(value)
    _known_desk(given.desk, hotel)
    if not 0 <= (given.last - given.first).days < LONGEST:
        raise Unreadable(f"{given.first} to {given.last}", "a later date, within a year")
    shifts = None if given.hours == "normal" else parse_shifts(given.hours)
    return DayHours(given.desk, given.first, given.last, given.name, shifts)


def _route(name: str, value: Mapping[str, Any], _: Hotel) -> AlertRoute:
    given = _Route.model_validate(value)
    return AlertRoute(name, frozenset(given.kinds), given.url, given.when)


def _mode(_: str, value: Mapping[str, Any], __: Hotel) -> str:
    return _Mode.model_validate(value).mode


def _waiting(_: str, value: Mapping[str, Any], __: Hotel) -> Patience:
    return patience_of(WaitingTable.model_validate(value))


READERS = {
    "week": _week,
    "holiday": _holiday,
    "day": _day,
    "route": _route,
    "mode": _mode,
    "waiting": _waiting,
}


def _known_desk(code: str, hotel: Hotel) -> None:
    if code not in hotel.desks:
        raise Unreadable(f"there is no desk {code!r}", ", ".join(hotel.desks))


def _iso(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Unreadable(f"{text!r} is no date", "2027-03-10") from None
