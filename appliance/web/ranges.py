"""The spans of time the dashboard and the morning report speak of, in the hotel's zone.

A night runs from noon to noon: whatever the desk's hours, what came in while it slept lies in one.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from appliance.engine import hours
from appliance.engine.hotel import Hotel

Name = Literal["night", "tonight", "week", "month"]
NOON = time(12)


@dataclass(frozen=True, slots=True)
class Range:
    """From `since` up to, not including, `until`."""

    name: Name
    since: datetime
    until: datetime


def offered(hotel: Hotel, now: datetime) -> tuple[Name, ...]:
    afternoon = now.astimezone(hotel.zone).time() >= NOON
    return ("night", "tonight", "week", "month") if afternoon else ("night", "week", "month")


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
