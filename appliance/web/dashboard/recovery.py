"""After-hours recovery: every ringgit of it, by day, by channel, by lead, and as a file."""

from __future__ import annotations

from typing import Any

from sanic import Blueprint, HTTPResponse, Request

from appliance.app import Appliance
from appliance.desk import Staff
from appliance.store.records import LeadRow
from appliance.web import nights, ranges, sheets, veil
from appliance.web.auth import staff_only
from appliance.web.context import here
from appliance.web.crew import in_crew
from appliance.web.dashboard.forms import one
from appliance.web.dashboard.frame import draw_page, speak
from appliance.web.dashboard.menu import MONEY
from appliance.web.nights import Recovered
from appliance.web.ranges import Range
from appliance.web.trail import note, noted

pages = Blueprint("recovery")

ROWS = 50  # of each kind on the page; the file has them all
COLUMNS = ("kind", "guest", "channel", "came", "check_in", "check_out", "status", "amount", "link")


@pages.get("/dashboard/recovered")
@staff_only(*MONEY)
async def recovered(request: Request, who: Staff) -> HTTPResponse:
    app, span = _asked(request)
    found, rows = await in_crew(_look, app, span, None if request.args.get("all") else ROWS)
    values = {
        "range": span,
        "ranges": ranges.offered(app.hotel, app.now()),
        "found": found,
        "chart_of": nights.chart(app, found, span),
        "rows": rows,
    }
    drawing = draw_page(request, who, "recovered", values, section="recovery")
    return await noted(drawing, here(request), who.id, "leads.read", "recovered")


def _look(app: Appliance, span: Range, most: int | None) -> tuple[Recovered, dict[str, Any]]:
    """What was recovered, and `most` leads of each kind with their guests."""
    with app.store.together():
        found = nights.recovered(app, span)
        return found, {
            "estimated": nights.rows(app, found.estimated, most),
            "confirmed": nights.rows(app, found.confirmed, most),
        }


@pages.get("/dashboard/recovered.csv")
@staff_only(*MONEY)
async def export(request: Request, who: Staff) -> HTTPResponse:
    app, span = _asked(request)
    found = await in_crew(nights.recovered, app, span)
    await note(here(request), who.id, "leads.exported", "recovered")
    t = speak(request, who)
    first, last = (at.astimezone(app.hotel.zone).date() for at in (span.since, span.until))
    head = [t(f"sheet.{name}") for name in COLUMNS]
    cells = await in_crew(_cells, app, who, found)
    return sheets.answer(f"recovered-{first}-{last}.csv", head, cells)


def _asked(request: Request) -> tuple[Appliance, Range]:
    app = here(request).appliance
    return app, ranges.asked(one(request), app.hotel, app.now())


def _cells(app: Appliance, who: Staff, found: Recovered) -> list[tuple[object, ...]]:
    rows = nights.rows(app, found.confirmed), nights.rows(app, found.estimated)
    confirmed, estimated = veil.seen_by(app.hotel, who, rows)
    return [
        *(_row(app, lead, "confirmed", lead.actual_value) for lead in confirmed),
        *(_row(app, lead, "estimated", lead.value) for lead in estimated),
    ]


def _row(app: Appliance, lead: LeadRow, kind: str, amount: object) -> tuple[object, ...]:
    came = lead.captured_at.astimezone(app.hotel.zone)
    stay = (lead.details.get("check_in"), lead.details.get("check_out"))
    link = f"{app.settings.public_url}/dashboard/conversations/{lead.conversation}"
    who = lead.name or lead.phone or lead.email
    return (kind, who, lead.channel, f"{came:%Y-%m-%d %H:%M}", *stay, lead.status, amount, link)
