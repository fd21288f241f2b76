"""Leads: all of them, and changing one where it stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sanic import Blueprint, HTTPResponse, Request, redirect

from appliance import logs
from appliance.app import Appliance
from appliance.desk import Staff
from appliance.store import Conflict, NotFound
from appliance.store.leads import Order
from appliance.store.records import LeadRow
from appliance.web import ranges, sheets, veil
from appliance.web.auth import staff_only
from appliance.web.context import here
from appliance.web.crew import in_crew
from appliance.web.dashboard.forms import amount, fields, inside, one, one_of, whole
from appliance.web.dashboard.frame import draw_page, draw_part, is_part, speak
from appliance.web.dashboard.menu import MONEY
from appliance.web.errors import not_found
from appliance.web.ranges import Range
from appliance.web.schemas import written
from appliance.web.trail import note, noted

pages = Blueprint("leads")

STATUSES = ("new", "contacted", "converted", "lost")
INTENTS = ("room_booking", "event", "fb_inquiry", "general")
SORTS = ("newest", "value", "arrival")
PER_PAGE = 50
MOST = 20_000  # leads in a file
COLUMNS = (
    *("guest", "phone", "email", "channel", "intent", "came", "after_hours"),
    *("check_in", "check_out", "nights", "rooms", "adults"),
    *("status", "estimated", "actual", "notes", "link"),
)
log = logs.get(__name__)
NO_CHANGE = {"lead_conflict": False, "lead_problem": "", "lead_saved": False}


@dataclass(frozen=True, slots=True)
class Chosen:
    """What the address asks to see of the leads."""

    filters: dict[str, str]  # as an address has them
    span: Range | None
    order: Order
    sought: str

    def rows(self, app: Appliance, limit: int, offset: int = 0) -> list[LeadRow]:
        """Raises StoreUnavailable."""
        given = self.filters
        return app.store.leads(
            status=given["status"] or None,  # type: ignore[arg-type]
            intent=given["intent"] or None,  # type: ignore[arg-type]
            after_hours=True if given["hours"] else None,
            channel=given["channel"] or None,
            since=self.span.since if self.span else None,
            until=self.span.until if self.span else None,
            search=self.sought,
            order=self.order,
            limit=limit,
            offset=offset,
        )


@pages.get("/dashboard/leads")
@staff_only()
async def leads(request: Request, who: Staff) -> HTTPResponse:
    app, chosen = here(request).appliance, _chosen(request, who)
    offset = min(whole(request.args.get("offset")) or 0, 100_000)
    rows = await in_crew(chosen.rows, app, PER_PAGE + 1, offset)
    values = {
        "chosen": chosen,
        "filters": chosen.filters,
        "channels": [name for name in app.channels if name != "alert"],
        "rows": rows[:PER_PAGE],
        "more": offset + PER_PAGE if len(rows) > PER_PAGE else None,
        **NO_CHANGE,
    }
    drawing = draw_page(request, who, "leads", values, part="leads_rows.html")
    return await noted(drawing, here(request), who.id, "leads.read", "leads")


@pages.get("/dashboard/leads.csv")
@staff_only(*MONEY)
async def export(request: Request, who: Staff) -> HTTPResponse:
    app, chosen = here(request).appliance, _chosen(request, who)
    rows = await in_crew(chosen.rows, app, MOST)
    await note(here(request), who.id, "leads.exported", "leads", count=len(rows))
    t = speak(request, who)
    today = app.now().astimezone(app.hotel.zone).date()
    head = [t(f"sheet.{name}") for name in COLUMNS]
    shown = veil.seen_by(app.hotel, who, rows)
    return sheets.answer(f"leads-{today}.csv", head, (_cells(app, lead) for lead in shown))


def _chosen(request: Request, who: Staff) -> Chosen:
    app, args = here(request).appliance, one(request)
    orders = SORTS if who.role in MONEY else ("newest", "arrival")
    order: Order = one_of(args.get("sort"), orders) or "newest"
    span = ranges.asked(args, app.hotel, app.now()) if {"range", "from"} & args.keys() else None
    filters = {
        "status": one_of(args.get("status"), STATUSES),
        "intent": one_of(args.get("intent"), INTENTS),
        "hours": one_of(args.get("hours"), ("after",)),
        "channel": one_of(args.get("channel"), tuple(app.channels)),
        "q": args.get("q", "").strip()[:100],
        "sort": order if order != "newest" else "",
        **(span.asked if span else {}),
    }
    return Chosen(filters, span, order, veil.searched_by(app.hotel, who, filters["q"]))


def _cells(app: Appliance, lead: LeadRow) -> tuple[object, ...]:
    zone, said = app.hotel.zone, lead.details
    came = f"{lead.captured_at.astimezone(zone):%Y-%m-%d %H:%M}"
    stay = tuple(said.get(name) for name in ("check_in", "check_out", "nights", "rooms", "adults"))
    money = (lead.value, lead.actual_value)
    link = f"{app.settings.public_url}/dashboard/conversations/{lead.conversation}"
    guest = (lead.name, lead.phone, lead.email, lead.channel, lead.intent)
    return (*guest, came, lead.after_hours, *stay, lead.status, *money, lead.notes, link)


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


@pages.post("/dashboard/leads/<lead:uuid>/merge")
@staff_only(*MONEY)
async def merge(request: Request, who: Staff, lead: UUID) -> HTTPResponse:
    """One inquiry that came twice is counted once (L10); no `into` takes it apart again."""
    form, app = fields(request), here(request).appliance
    found = await _lead(request, lead)
    try:
        await in_crew(
            app.store.merge_lead,
            found.id,
            whole(form.get("version")) or 0,
            form.get("into", ""),
            actor=who.id,
            now=app.now(),
        )
    except (NotFound, Conflict):
        log.info("lead not merged: it has changed meanwhile", lead=found.id)
        return redirect(f"/dashboard/conversations/{found.conversation}?refused=1", status=303)
    return redirect(inside(form.get("next")), status=303)


async def _lead(request: Request, lead: UUID) -> LeadRow:
    row = await in_crew(here(request).appliance.store.lead, str(lead))
    if row is None:
        raise not_found()
    return row


def _lead_part(
    request: Request, who: Staff, name: str, row: LeadRow, said: dict[str, Any]
) -> HTTPResponse:
    return draw_part(request, who, name, {"lead": row, "same": (), **NO_CHANGE, **said})


def _notes(form: Any) -> str | None:
    given = form.get("notes")
    return None if given is None else str(written(given)).strip()[:2000]
