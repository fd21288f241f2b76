"""Replies kept ready for staff: written here, offered beside the composer."""

from __future__ import annotations

from uuid import UUID, uuid4

from sanic import Blueprint, HTTPResponse, Request, redirect

from appliance.desk import Staff
from appliance.engine import canned
from appliance.engine.ids import derive
from appliance.store.records import CannedReply
from appliance.web.auth import staff_only
from appliance.web.context import here
from appliance.web.crew import in_crew
from appliance.web.dashboard.forms import fields
from appliance.web.dashboard.frame import draw_page, speak
from appliance.web.schemas import written
from appliance.web.trail import note

pages = Blueprint("replies")

LONGEST = {"title": 60, "text_en": 2000, "text_ms": 2000}


@pages.get("/dashboard/replies")
@staff_only()
async def replies(request: Request, who: Staff) -> HTTPResponse:
    return await _page(request, who)


@pages.post("/dashboard/replies")
@staff_only()
async def keep(request: Request, who: Staff) -> HTTPResponse:
    """Write a new one, or one of `id` anew."""
    app, form = here(request).appliance, fields(request)
    said = {name: str(written(form.get(name) or "")).strip() for name in LONGEST}
    reply = CannedReply(_id(form.get("id", "")), **said, updated_by=who.id, updated_at=app.now())
    if problem := _problem(said):
        return await _page(request, who, reply, speak(request, who)(problem))
    await in_crew(app.store.put_canned_reply, reply)
    await note(here(request), who.id, "reply.kept", reply.id)
    return redirect("/dashboard/replies", status=303)


@pages.post("/dashboard/replies/<reply:uuid>/drop")
@staff_only()
async def drop(request: Request, who: Staff, reply: UUID) -> HTTPResponse:
    await in_crew(here(request).appliance.store.drop_canned_reply, str(reply))
    await note(here(request), who.id, "reply.dropped", str(reply))
    return redirect("/dashboard/replies", status=303)


@pages.post("/dashboard/replies/begin")
@staff_only()
async def begin(request: Request, who: Staff) -> HTTPResponse:
    """Make the few that come with the appliance the hotel's own, to change."""
    app = here(request).appliance
    for title, text in canned.STARTERS:
        id_ = derive(app.hotel.id, "canned", title.en)
        kept = CannedReply(id_, title.en, text.en, text.ms, who.id, app.now())
        await in_crew(app.store.put_canned_reply, kept)
    return redirect("/dashboard/replies", status=303)


async def _page(
    request: Request, who: Staff, draft: CannedReply | None = None, problem: str = ""
) -> HTTPResponse:
    app = here(request).appliance
    values = {
        "replies": await in_crew(app.store.canned_replies),
        "starters": canned.STARTERS,
        "blanks": canned.BLANKS,
        "draft": draft or CannedReply("", "", "", "", "", app.now()),
        "problem": problem,
    }
    return await draw_page(request, who, "replies", values)


def _problem(said: dict[str, str]) -> str:
    """What is wrong, as a key of ui/words; empty where nothing is."""
    if not (said["title"] and said["text_en"]):
        return "replies.missing"
    if any(len(said[name]) > most for name, most in LONGEST.items()):
        return "replies.too_long"
    named = canned.blanks(said["text_en"] + said["text_ms"])
    return "" if set(named) <= set(canned.BLANKS) else "replies.unknown_blank"


def _id(given: str) -> str:
    try:
        return str(UUID(given))
    except ValueError:
        return str(uuid4())
