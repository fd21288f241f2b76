"""The spans of time the dashboard and the morning report speak of, in the hotel's zone.

A night runs from noon to noon: whatever the desk's hours, what came in while it slept lies in one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from appliance.engine import hours
from appliance.engine.hotel import Hotel

Name = Literal["night", "tonight", "week", "month", "days"]
Step = Literal["hour", "day"]
NOON = time(12)
LONGEST = 366  # days
EARLIEST, LATEST = date(2000, 1, 1), date(2100, 1, 1)  # further off lies no guest


@dataclass(frozen=True, slots=True)
class Range:
    """From `since` up to, not including, `until`."""

    name: Name
    since: datetime
    until: datetime
    first: date | None = None  # of "days", whole days of the hotel's
    last: date | None = None

    @property
    def asked(self) -> dict[str, str]:
        """How an address asks for it again."""
        if self.first and self.last:
            return {"from": self.first.isoformat(), "to": self.last.isoformat()}
        return {"range": self.name}

    @property
    def step(self) -> Step:
        """What it is best looked at by."""
        return "hour" if self.until - self.since <= timedelta(hours=36) else "day"


def offered(hotel: Hotel, now: datetime) -> tuple[Name, ...]:
    afternoon = now.astimezone(hotel.zone).time() >= NOON
    return ("night", "tonight", "week", "month") if afternoon else ("night", "week", "month")


def asked(args: Mapping[str, str], hotel: Hotel, now: datetime) -> Range:
    """What an address asks for: two days, "from" and "to", or a range by name."""
    try:
        days = sorted(date.fromisoformat(args[name]) for name in ("from", "to"))
    except (KeyError, ValueError):
        return choose(args.get("range"), hotel, now)
    return between(days[0], days[1], hotel.zone)


def between(first: date, last: date, zone: ZoneInfo) -> Range:
    """From the first day's midnight to the last day's, a year at most."""
    first = min(max(first, EARLIEST), LATEST)
    last = min(max(last, first), first + timedelta(days=LONGEST - 1))
    after = last + timedelta(days=1)
    since, until = (datetime.combine(day, time(), zone) for day in (first, after))
    return Range("days", since, until, first, last)


def choose(name: str | None, hotel: Hotel, now: datetime) -> Range:
    """The range called `name` as of `now`; where none is, the night that matters most."""
    local = now.astimezone(hotel.zone)
    today = local.date()
    match name:
        case "tonight":
            return Range("tonight", noon(today, hotel.zone), now)
        case "week":
            return Range("week", now - timedelta(days=7), now)
        case "month":
            return Range("month", now - timedelta(days=30), now)
        case "night":
            return last_night(today, hotel.zone, now)
    if local.time() >= NOON and not hours.is_open(hotel.desks["reservations"], local):
        return choose("tonight", hotel, now)
    return last_night(today, hotel.zone, now)


def last_night(today: date, zone: ZoneInfo, now: datetime) -> Range:
    since, until = noon(today - timedelta(days=1), zone), noon(today, zone)
    return Range("night", since, min(until, now))


def noon(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, NOON, zone)
