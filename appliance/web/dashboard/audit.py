"""Who did or read what. It can be looked at and taken along, and changed by nobody."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from urllib.parse import urlencode

from sanic import Blueprint, HTTPResponse, Request

from appliance.app import Appliance
from appliance.desk import Staff
from appliance.engine.facts import AuditFact
from appliance.web import sheets
from appliance.web.auth import staff_only
from appliance.web.context import here
from appliance.web.crew import in_crew
from appliance.web.dashboard.forms import whole
from appliance.web.dashboard.menu import MANAGERS
from appliance.web.dashboard.settings import draw_tab
from appliance.web.trail import note

pages = Blueprint("audit")

PER_PAGE = 50
MOST = 50_000  # rows of a file
HEAD = ("at", "person", "action", "target", "details")
ACTIONS = (
    *("sign_in", "conversation", "takeover", "release", "resolve", "draft", "lead", "leads"),
    *("knowledge", "gaps", "settings", "staff", "key", "audit"),
)
ABOUT_CONVERSATIONS = {
    *("conversation.read", "takeover", "release", "resolve", "handoff", "reassign"),
    *("draft.sent", "draft.discarded"),
}


@dataclass(frozen=True, slots=True)
class Filters:
    person: str = ""  # staff id
    action: str = ""
    day: str = ""  # ISO, of the hotel's calendar

    def query(self, **more: object) -> str:
        given = {"person": self.person, "action": self.action, "day": self.day, **more}
        return urlencode({name: value for name, value in given.items() if value})


@dataclass(frozen=True, slots=True)
class Trail:
    rows: list[AuditFact]
    people: Mapping[str, str]  # name by staff id


@pages.get("/dashboard/settings/audit")
@staff_only(*MANAGERS)
async def page(request: Request, who: Staff) -> HTTPResponse:
    chosen = filters(request)
    offset = min(whole(request.args.get("offset")) or 0, 1_000_000)
    found = await in_crew(trail, here(request).appliance, chosen, PER_PAGE + 1, offset)
    values: dict[str, Any] = {
        "trail": found.rows[:PER_PAGE],
        "people": found.people,
        "actions": ACTIONS,
        "chosen": chosen,
        "talks": ABOUT_CONVERSATIONS,
        "more": chosen.query(offset=offset + PER_PAGE) if len(found.rows) > PER_PAGE else "",
    }
    return await draw_tab(request, who, "audit", values)


@pages.get("/dashboard/settings/audit.csv")
@staff_only(*MANAGERS)
async def download(request: Request, who: Staff) -> HTTPResponse:
    app, chosen = here(request).appliance, filters(request)
    found = await in_crew(trail, app, chosen, MOST, 0)
    await note(here(request), who.id, "audit.exported", "audit", rows=len(found.rows))
    return await in_crew(sheets.answer, "audit.csv", HEAD, list(lines(found, app)))


def filters(request: Request) -> Filters:
    args = request.args
    try:
        day = date.fromisoformat(args.get("day") or "").isoformat()
    except ValueError:
        day = ""
    return Filters((args.get("person") or "")[:40], (args.get("action") or "")[:60], day)


def trail(app: Appliance, chosen: Filters, limit: int, offset: int) -> Trail:
    since = until = None
    if chosen.day:
        day = date.fromisoformat(chosen.day)
        since, until = (_midnight(app, day + timedelta(days=n)) for n in (0, 1))
    rows = app.store.audit_trail(
        limit,
        actor=chosen.person or None,
        action=chosen.action or None,
        since=since,
        until=until,
        offset=offset,
    )
    people = {row.id: row.name for row in app.store.staff_members()}
    return Trail(rows, people)


def _midnight(app: Appliance, day: date) -> datetime:
    return datetime.combine(day, time(), app.hotel.zone)


def lines(found: Trail, app: Appliance) -> Iterator[tuple[str, ...]]:
    for fact in found.rows:
        at = fact.at.astimezone(app.hotel.zone).isoformat(timespec="seconds")
        details = json.dumps(fact.details, ensure_ascii=False, default=str) if fact.details else ""
        yield at, found.people.get(fact.actor, fact.actor), fact.action, fact.target, details
