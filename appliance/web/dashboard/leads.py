"""Leads: all of them, and changing one where it stands."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sanic import Blueprint, HTTPResponse, Request, redirect

from appliance.desk import Staff
from appliance.store import Conflict, NotFound
from appliance.store.records import LeadRow
from appliance.web.auth import staff_only
from appliance.web.context import here
from appliance.web.crew import in_crew
from appliance.web.dashboard.forms import amount, fields, one_of, whole
from appliance.web.dashboard.frame import draw_page, draw_part, is_part, speak
from appliance.web.dashboard.menu import MONEY
from appliance.web.errors import not_found
from appliance.web.schemas import written
from appliance.web.trail import note

pages = Blueprint("leads")

STATUSES = ("new", "contacted", "converted", "lost")
INTENTS = ("room_booking", "event", "fb_inquiry", "general")
PER_PAGE = 50
NO_CHANGE = {"lead_conflict": False, "lead_problem": "", "lead_saved": False}


@pages.get("/dashboard/leads")
@staff_only()
async def leads(request: Request, who: Staff) -> HTTPResponse:
    app, args = here(request).appliance, request.args
    filters = {
        "status": one_of(args.get("status"), STATUSES),
        "intent": one_of(args.get("intent"), INTENTS),
        "hours": one_of(args.get("hours"), ("after",)),
        "q": (args.get("q") or "").strip()[:100],
    }
    offset = min(whole(args.get("offset")) or 0, 100_000)
    rows = await in_crew(
        app.store.leads,
        status=filters["status"] or None,
        intent=filters["intent"] or None,
        after_hours=True if filters["hours"] else None,
        search=filters["q"],
        limit=PER_PAGE + 1,
        offset=offset,
    )
    await note(here(request), who.id, "leads.read", "leads")
    more = offset + PER_PAGE if len(rows) > PER_PAGE else None
    values = {"filters": filters, "rows": rows[:PER_PAGE], "more": more, **NO_CHANGE}
    return await draw_page(request, who, "leads", values, part="leads_rows.html")


@pages.post("/dashboard/leads/<lead:uuid>")
@staff_only(*MONEY)
async def change_lead(request: Request, who: Staff, lead: UUID) -> HTTPResponse:
    form, app = fields(request), here(request).appliance
    name = "lead_row.html" if request.args.get("row") else "lead_card.html"
    try:
        actual = amount(form.get("actual_value"))
    except ValueError:
        said = {"lead_problem": speak(request, who)("lead.bad_amount")}
        return _lead_part(request, who, name, await _lead(request, lead), said)
    try:
        row = await in_crew(
            app.store.update_lead,
            str(lead),
            whole(form.get("version")) or 0,
            status=one_of(form.get("status"), STATUSES) or None,
            notes=_notes(form),
            actual_value=actual,
            actor=who.id,
            now=app.now(),
        )
    except NotFound:
        raise not_found() from None
    except Conflict as conflict:
        return _lead_part(request, who, name, conflict.current, {"lead_conflict": True})
    if not is_part(request):
        return redirect(f"/dashboard/conversations/{row.conversation}", status=303)
    return _lead_part(request, who, name, row, {"lead_saved": True})


async def _lead(request: Request, lead: UUID) -> LeadRow:
    row = await in_crew(here(request).appliance.store.lead, str(lead))
    if row is None:
        raise not_found()
    return row


def _lead_part(
    request: Request, who: Staff, name: str, row: LeadRow, said: dict[str, Any]
) -> HTTPResponse:
    return draw_part(request, who, name, {"lead": row, **NO_CHANGE, **said})


def _notes(form: Any) -> str | None:
    given = form.get("notes")
    return None if given is None else str(written(given)).strip()[:2000]
