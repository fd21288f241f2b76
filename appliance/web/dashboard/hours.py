"""Opening hours: the week of each desk, days that differ, holidays on the day that was announced.

What is saved here holds at once for after-hours, promises and the next opening (T8). Messages that
are on record keep the flag they came with (T11).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sanic import Blueprint, HTTPResponse, Request

from appliance.desk import Staff
from appliance.engine import hours
from appliance.engine.hotel import Desk, Hotel, Shift
from appliance.engine.text import Text
from appliance.store.records import OverrideRow
from appliance.web.auth import staff_only
from appliance.web.context import here
from appliance.web.crew import in_crew
from appliance.web.dashboard.forms import fields, one_of
from appliance.web.dashboard.menu import MANAGERS, MONEY
from appliance.web.dashboard.settings import (
    Unreadable,
    change,
    draw_tab,
    saved,
    several,
    take_back,
)
from appliance.web.schemas import written

pages = Blueprint("hours")

SHOWN = 12  # holidays to come
CLOSED = ("closed", "tutup")


@dataclass(frozen=True, slots=True)
class DeskLine:
    code: str
    name: Text
    open: bool
    changes_at: datetime | None  # when it next closes or opens
    today: str
    all_day: bool  # today
    week: tuple[str, ...]  # Monday first, as they are written
    own: bool  # the week was changed here


@dataclass(frozen=True, slots=True)
class Holiday:
    day: date  # the calendar's
    announced: date
    name: Text


@dataclass(frozen=True, slots=True)
class OwnDay:
    """A day that differs, as it was entered here."""

    id: str
    desk: str
    first: date
    last: date
    name: str
    hours: str  # "closed", "normal" or times


@pages.get("/dashboard/settings")
@staff_only(*MONEY)
async def page(request: Request, who: Staff) -> HTTPResponse:
    return await draw(request, who)


@pages.post("/dashboard/settings/hours/day")
@staff_only(*MANAGERS)
async def change_day(request: Request, who: Staff) -> HTTPResponse:
    form = fields(request)
    desks = several(request, "desk")
    name = str(written(form.get("name") or "")).strip()[:80]
    if not desks or not name:
        return await draw(request, who, "hours.incomplete", form)
    first = form.get("first", "")
    value = {
        "first": first,
        "last": form.get("last") or first,
        "name": name,
        "hours": hours_of(form),
    }
    try:
        for desk in desks:
            await change(request, who, "day", f"{desk}:{first}", {**value, "desk": desk})
    except Unreadable:
        return await draw(request, who, "hours.unreadable", form)
    return saved("hours")


@pages.post("/dashboard/settings/hours/week")
@staff_only(*MANAGERS)
async def change_week(request: Request, who: Staff) -> HTTPResponse:
    form = fields(request)
    days = [times(form.get(f"day{n}", "")) for n in range(7)]
    try:
        await change(request, who, "week", form.get("desk", ""), {"days": days})
    except Unreadable:
        return await draw(request, who, "hours.unreadable", form)
    return saved("hours")


@pages.post("/dashboard/settings/hours/holiday")
@staff_only(*MANAGERS)
async def move_holiday(request: Request, who: Staff) -> HTTPResponse:
    form = fields(request)
    day, announced = form.get("day", ""), form.get("announced", "")
    try:
        if day == announced:
            await take_back(request, who, "holiday", day)
        else:
            await change(request, who, "holiday", day, {"announced": announced})
    except Unreadable:
        return await draw(request, who, "hours.unreadable", form)
    return saved("hours")


@pages.post("/dashboard/settings/hours/undo")
@staff_only(*MANAGERS)
async def undo(request: Request, who: Staff) -> HTTPResponse:
    form = fields(request)
    kind = one_of(form.get("kind"), ("day", "week", "holiday"))
    await take_back(request, who, kind, form.get("name", ""))
    return saved("hours")


async def draw(
    request: Request, who: Staff, problem: str = "", sent: dict[str, str] | None = None
) -> HTTPResponse:
    app = here(request).appliance
    rows = await in_crew(app.store.overrides)
    local = app.now().astimezone(app.hotel.zone)
    values: dict[str, Any] = {
        "desks": desk_lines(app.hotel, rows, local),
        "holidays": holidays(app.hotel, rows, local.date()),
        "exceptions": exceptions(rows, local.date()),
        "today": local.date(),
        "sent": sent,
    }
    return await draw_tab(request, who, "hours", values, problem)


# -- what is shown


def desk_lines(hotel: Hotel, rows: Iterable[OverrideRow], local: datetime) -> list[DeskLine]:
    own = {row.name for row in rows if row.kind == "week"}
    return [_line(desk, desk.code in own, local) for desk in hotel.desks.values()]


def _line(desk: Desk, own: bool, local: datetime) -> DeskLine:
    is_open = hours.is_open(desk, local)
    special = desk.special.get(local.date())
    shifts = special.shifts if special else desk.weekly[local.weekday()]
    return DeskLine(
        code=desk.code,
        name=desk.name,
        open=is_open,
        changes_at=hours.closes_at(desk, local) if is_open else hours.next_open_at(desk, local),
        today=spelled(shifts),
        all_day=shifts == ALL_DAY,
        week=tuple(spelled(day) for day in desk.weekly),
        own=own,
    )


def holidays(hotel: Hotel, rows: Sequence[OverrideRow], today: date) -> list[Holiday]:
    """Those to come, wherever they were moved to; not the days that were entered here."""
    moved = {date.fromisoformat(row.value["announced"]): row for row in rows if _moves(row)}
    entered = {day for one in exceptions(rows, today) for day in (one.first, one.last)}
    named = {
        day: special.name
        for desk in hotel.desks.values()
        for day, special in desk.special.items()
        if day >= today and day not in entered
    }
    return [
        Holiday(date.fromisoformat(moved[day].name) if day in moved else day, day, named[day])
        for day in sorted(named)[:SHOWN]
    ]


def _moves(row: OverrideRow) -> bool:
    return row.kind == "holiday"


def exceptions(rows: Iterable[OverrideRow], today: date) -> list[OwnDay]:
    """Today's and those to come, the next one first."""
    found = [_own_day(row) for row in rows if row.kind == "day"]
    return sorted((x for x in found if x.last >= today), key=lambda x: (x.first, x.desk))


def _own_day(row: OverrideRow) -> OwnDay:
    first, last = (date.fromisoformat(row.value[key]) for key in ("first", "last"))
    said = row.value["hours"]
    text = said if isinstance(said, str) else ", ".join(said)
    return OwnDay(row.name, row.value["desk"], first, last, row.value["name"], text)


ALL_DAY = (Shift(0, 1440),)


def spelled(shifts: tuple[Shift, ...]) -> str:
    """ "09:00-13:00, 14:00-18:00"; "" where closed."""
    return ", ".join(f"{_clock(shift.opens)}-{_clock(shift.closes)}" for shift in shifts)


def _clock(minutes: int) -> str:
    return "24:00" if minutes == 1440 else f"{minutes // 60 % 24:02}:{minutes % 60:02}"


# -- what was written


def hours_of(form: dict[str, str]) -> Any:
    """ "closed" or "normal" as chosen, else the times that were written."""
    return one_of(form.get("kind"), ("closed", "normal")) or times(form.get("hours", ""))


def times(text: str) -> Any:
    """ "9:00 - 13:00, 14.00-18.00" as packs write it; "closed" in either language."""
    bare = text.strip().lower()
    return "closed" if bare in CLOSED else list(_shifts(bare))


def _shifts(text: str) -> Iterator[str]:
    for part in re.split(r"[,;&]|\bdan\b|\band\b", text):
        if part.strip():
            yield re.sub(r"\b(\d):", r"0\1:", re.sub(r"(\d)\.(\d)", r"\1:\2", part.strip()))
