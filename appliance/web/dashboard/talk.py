"""One conversation: read it, take it over, answer, hand it back, resolve it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

from sanic import Blueprint, HTTPResponse, Request, redirect

from appliance import desk
from appliance.desk import AlreadyTaken, NotYours, Staff
from appliance.web import views
from appliance.web.auth import staff_only
from appliance.web.context import here
from appliance.web.crew import in_crew
from appliance.web.dashboard.forms import fields
from appliance.web.dashboard.frame import draw_page, draw_part, is_part, speak
from appliance.web.dashboard.leads import NO_CHANGE
from appliance.web.errors import not_found
from appliance.web.schemas import LONGEST_MESSAGE, written
from appliance.web.trail import note
from appliance.web.views import Talk

pages = Blueprint("talk")


@pages.get("/dashboard/conversations/<conversation:uuid>")
@staff_only()
async def conversation(request: Request, who: Staff, conversation: UUID) -> HTTPResponse:
    found = await _talk(request, conversation)
    if is_part(request):
        return _talk_part(request, who, found)
    await note(here(request), who.id, "conversation.read", str(conversation))
    values = _talk_values(found, who)
    away = not found.complete
    return await draw_page(request, who, "conversation", values, section="inbox", away=away)


@pages.post("/dashboard/conversations/<conversation:uuid>/takeover")
@staff_only()
async def take_over(request: Request, who: Staff, conversation: UUID) -> HTTPResponse:
    return await _act(request, who, conversation, desk.take_over)


@pages.post("/dashboard/conversations/<conversation:uuid>/release")
@staff_only()
async def release(request: Request, who: Staff, conversation: UUID) -> HTTPResponse:
    return await _act(request, who, conversation, desk.release)


@pages.post("/dashboard/conversations/<conversation:uuid>/resolve")
@staff_only()
async def resolve(request: Request, who: Staff, conversation: UUID) -> HTTPResponse:
    return await _act(request, who, conversation, desk.resolve)


@pages.post("/dashboard/conversations/<conversation:uuid>/reply")
@staff_only()
async def reply(request: Request, who: Staff, conversation: UUID) -> HTTPResponse:
    form = fields(request)
    text = str(written(form.get("text") or "")).strip()
    client = str(form.get("client_id") or uuid4())[:64]
    t = speak(request, who)
    if not text or len(text) > LONGEST_MESSAGE:
        problem = t("talk.too_long") if text else ""
        return await _after(request, who, conversation, problem=problem, draft=text)
    app = here(request).appliance
    try:
        await in_crew(desk.say, app, str(conversation), who, text, client)
    except NotYours:
        return await _after(request, who, conversation, problem=t("talk.not_yours"), draft=text)
    return await _after(request, who, conversation, sent=True)


async def _act(
    request: Request, who: Staff, conversation: UUID, action: Callable[..., object]
) -> HTTPResponse:
    try:
        await in_crew(action, here(request).appliance, str(conversation), who)
    except AlreadyTaken as taken:
        t = speak(request, who)
        return await _after(request, who, conversation, problem=t("talk.taken_by", taken.by))
    return await _after(request, who, conversation)


async def _after(
    request: Request,
    who: Staff,
    conversation: UUID,
    *,
    problem: str = "",
    draft: str = "",
    sent: bool = False,
) -> HTTPResponse:
    """How things stand after an action: the live part for htmx, the page again for a plain form."""
    if not is_part(request) and not problem:
        return redirect(f"/dashboard/conversations/{conversation}", status=303)
    found = await _talk(request, conversation)
    if not is_part(request):
        values = _talk_values(found, who) | {"problem": problem, "draft": draft}
        return await draw_page(request, who, "conversation", values, section="inbox")
    renew = bool(problem) or sent
    return _talk_part(request, who, found, problem=problem, draft=draft, renew=renew)


async def _talk(request: Request, conversation: UUID) -> Talk:
    found = await in_crew(views.talk, here(request).appliance, str(conversation))
    if found is None:
        raise not_found()
    return found


def _talk_values(found: Talk, who: Staff) -> dict[str, Any]:
    c = found.row
    return {
        "c": c,
        "messages": found.messages,
        "leads": found.leads,
        "promises": found.promises,
        "last_question": found.last_question,
        "mine": c.mode == "staff" and c.staff_id == who.id,
        "drafts": found.drafts,
        "stance": stance(found),
        "client_id": str(uuid4()),
        "problem": "",
        "draft": "",
        **NO_CHANGE,
    }


def stance(found: Talk) -> str:
    """Who may write, and what waits to be sent: the composer is drawn anew when it changes."""
    c = found.row
    waiting = ",".join(draft.id[:8] for draft in found.drafts)
    return f"{c.mode}:{c.status}:{c.staff_id}:{waiting}"


def _talk_part(
    request: Request,
    who: Staff,
    found: Talk,
    *,
    problem: str = "",
    draft: str = "",
    renew: bool = False,
) -> HTTPResponse:
    """The composer is drawn anew only where it changed: somebody may be writing in it."""
    values = _talk_values(found, who)
    seen = fields(request).get("stance") or request.args.get("stance")
    values |= {
        "renew_composer": renew or seen != values["stance"],
        "problem": problem,
        "draft": draft,
    }
    return draw_part(request, who, "talk_live.html", values)
