"""One conversation: read it, take it over, answer, note, hand it back, resolve it."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid4

from sanic import Blueprint, HTTPResponse, Request, redirect

from appliance import desk
from appliance.app import Appliance
from appliance.desk import AlreadyTaken, NotYours, Staff, Unfilled, WindowClosed
from appliance.engine.facts import NoteFact
from appliance.store import StoreUnavailable
from appliance.store.records import NoteRow
from appliance.web import talks, veil
from appliance.web.auth import staff_only
from appliance.web.context import here
from appliance.web.crew import in_crew
from appliance.web.dashboard.forms import fields, instant, one
from appliance.web.dashboard.frame import draw_page, draw_part, is_part, language_of, speak
from appliance.web.dashboard.leads import NO_CHANGE
from appliance.web.dashboard.writing import Writing, offers, writing
from appliance.web.errors import not_found
from appliance.web.schemas import LONGEST_MESSAGE, written
from appliance.web.talks import Ready, Talk, Window
from appliance.web.trail import note, noted

pages = Blueprint("talk")


@dataclass(frozen=True, slots=True)
class Told:
    """What came of an action, for the composer: what was wrong, and what was being written."""

    problem: str = ""
    draft: str = ""
    note_problem: str = ""
    note_draft: str = ""
    sent: Mapping[str, str] = field(default_factory=dict)  # the form of a template
    renew: bool = False  # the composer, though who may write has not changed


@pages.get("/dashboard/conversations/<conversation:uuid>")
@staff_only()
async def conversation(request: Request, who: Staff, conversation: UUID) -> HTTPResponse:
    if sought := veil.searched_by(here(request).appliance.hotel, who, one(request).get("q", "")):
        return await _find(request, conversation, sought)
    found = await _talk(request, who, conversation)
    if _whole(request):
        page = draw_page(request, who, "whole", {"c": found.row, "talk": found}, section="inbox")
        return await noted(page, here(request), who.id, "conversation.read", str(conversation))
    if is_part(request):
        return await _read(request, who, found, _talk_part(request, who, found, Told()))
    refused = speak(request, who)("lead.merge_refused") if request.args.get("refused") else ""
    drawing = _read(request, who, found, _talk_page(request, who, found, Told(refused)))
    return await noted(drawing, here(request), who.id, "conversation.read", str(conversation))


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
    text, client = _text_of(request)
    if problem := _too_much(request, who, text):
        return await after(request, who, conversation, Told(problem, text))
    t, app = speak(request, who), here(request).appliance
    try:
        await in_crew(desk.say, app, str(conversation), who, text, client)
    except WindowClosed:
        return await after(request, who, conversation, Told(draft=text, renew=True))
    except NotYours:
        return await after(request, who, conversation, Told(t("talk.not_yours"), text))
    except Unfilled as left:
        named = ", ".join(f"{{{{{blank}}}}}" for blank in left.blanks)
        return await after(request, who, conversation, Told(t("talk.unfilled", named), text))
    return await after(request, who, conversation, Told(renew=True))


@pages.post("/dashboard/conversations/<conversation:uuid>/note")
@staff_only()
async def take_note(request: Request, who: Staff, conversation: UUID) -> HTTPResponse:
    """For colleagues only (H13)."""
    text, client = _text_of(request)
    if problem := _too_much(request, who, text):
        told = Told(note_problem=problem, note_draft=text)
        return await after(request, who, conversation, told)
    app = here(request).appliance
    fact = await in_crew(desk.note, app, str(conversation), who, text, client)
    return await after(request, who, conversation, Told(renew=True), fact)


def _text_of(request: Request) -> tuple[str, str]:
    form = fields(request)
    text = str(written(form.get("text") or "")).strip()
    return text, str(form.get("client_id") or uuid4())[:64]


def _too_much(request: Request, who: Staff, text: str) -> str:
    """What is wrong with the length of `text`, empty where nothing is."""
    t = speak(request, who)
    if not text:
        return t("talk.nothing")
    return t("talk.too_long") if len(text) > LONGEST_MESSAGE else ""


async def _act(
    request: Request, who: Staff, conversation: UUID, action: Callable[..., object]
) -> HTTPResponse:
    try:
        await in_crew(action, here(request).appliance, str(conversation), who)
    except AlreadyTaken as taken:
        told = Told(speak(request, who)("talk.taken_by", taken.by))
        return await after(request, who, conversation, told)
    return await after(request, who, conversation, Told())


async def after(
    request: Request, who: Staff, conversation: UUID, told: Told, noted: NoteFact | None = None
) -> HTTPResponse:
    """How things stand after an action: the live part for htmx, the page again for a plain form."""
    wrong = told.problem or told.note_problem
    if not is_part(request) and not wrong:
        return redirect(f"/dashboard/conversations/{conversation}", status=303)
    found = await _talk(request, who, conversation)
    if noted and noted.id not in {row.id for row in found.notes}:
        found.notes.append(_noted(noted))  # the record has it in a moment
    draw = _talk_part if is_part(request) else _talk_page
    return await _read(request, who, found, draw(request, who, found, told))


def _noted(fact: NoteFact) -> NoteRow:
    about = (fact.conversation, fact.staff_id, fact.staff_name)
    return NoteRow(fact.id, *about, fact.text, fact.at)


async def _talk(request: Request, who: Staff, conversation: UUID) -> Talk:
    """What there is. Another property's is not there (H10)."""
    context = here(request)
    window = _window(request)
    found = await in_crew(talks.talk, context.appliance, str(conversation), window)
    if found is None:
        await note(context, who.id, "conversation.refused", str(conversation))
        raise not_found()
    return found


async def _read(
    request: Request, who: Staff, found: Talk, drawing: Awaitable[HTTPResponse]
) -> HTTPResponse:
    """Whoever looks has read it; the record takes that down while the page is drawn."""
    reading = in_crew(_mark_read, here(request).appliance, who, found)
    drawn, _ = await asyncio.gather(drawing, reading)
    return drawn


def _window(request: Request) -> Window:
    """A form that acts keeps what is shown since; `at` is a message's id."""
    given = one(request) | fields(request)
    since, before = instant(given.get("since")), instant(given.get("before"))
    return Window(since, before, given.get("at", ""), whole=_whole(request))


def _whole(request: Request) -> bool:
    """Asked for, and only then: hundreds of messages on one page, to be printed."""
    return request.method == "GET" and one(request).get("all") == "1"


async def _find(request: Request, conversation: UUID, sought: str) -> HTTPResponse:
    """On to where it was last said; to the end where only the guest is called so."""
    path = f"/dashboard/conversations/{conversation}"
    said = await in_crew(here(request).appliance.store.last_said, str(conversation), sought)
    return redirect(f"{path}?at={said}#said-{said}" if said else path, status=303)


def _mark_read(app: Appliance, who: Staff, found: Talk) -> None:
    try:
        app.store.mark_read(who.id, [found.row.id], app.now())
    except StoreUnavailable:
        return  # it stays unread


async def _talk_page(request: Request, who: Staff, found: Talk, told: Told) -> HTTPResponse:
    values = await _talk_values(request, found, who, told)
    away = not found.complete
    return await draw_page(request, who, "conversation", values, section="inbox", away=away)


async def _talk_part(request: Request, who: Staff, found: Talk, told: Told) -> HTTPResponse:
    """The composer is drawn anew only where it changed: somebody may be writing in it."""
    values = await _talk_values(request, found, who, told)
    seen = fields(request).get("stance") or request.args.get("stance")
    wrong = told.problem or told.note_problem
    if found.later:
        return draw_part(request, who, "earlier.html", values)
    values["renew_composer"] = bool(told.renew or wrong or seen != values["stance"])
    return draw_part(request, who, "talk_live.html", values)


async def _talk_values(request: Request, found: Talk, who: Staff, told: Told) -> dict[str, Any]:
    c = found.row
    mine = c.mode == "staff" and c.staff_id == who.id
    app = here(request).appliance
    how = writing(app, c)
    speaks = language_of(request, who)
    ready: list[Ready] = await in_crew(talks.ready, app, found, who.name, speaks) if mine else []
    return {
        "c": c,
        "talk": found,
        "mine": mine,
        "ready": ready,
        "drafts": found.drafts,
        "stance": stance(found, how),
        "writing": how,
        "offers": offers(app, how, found.state, who) if mine else [],
        "client_id": str(uuid4()),
        "note_id": str(uuid4()),
        "told": told,
        "follows": _window(request).since is not None,  # what was earlier is on the page already
        **NO_CHANGE,
    }


def stance(found: Talk, how: Writing) -> str:
    """Who may write, and what waits to be sent: the composer is drawn anew when it changes."""
    c = found.row
    waiting = ",".join(draft.id[:8] for draft in found.drafts)
    return f"{c.mode}:{c.status}:{c.staff_id}:{how.closed}:{waiting}"
