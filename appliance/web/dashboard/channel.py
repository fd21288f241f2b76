"""What a channel adds to a conversation's page: templates, until when one may write, files."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus
from urllib.parse import quote
from uuid import UUID, uuid4

from sanic import Blueprint, HTTPResponse, Request, raw, redirect

from appliance import desk
from appliance.app import Appliance
from appliance.desk import NoTemplate, NotYours, OptedOut, Staff
from appliance.engine.hotel import Template
from appliance.store.records import ConversationRow
from appliance.web.auth import staff_only
from appliance.web.context import here
from appliance.web.crew import in_crew
from appliance.web.dashboard.forms import fields
from appliance.web.errors import Problem, not_found
from appliance.web.trail import note

pages = Blueprint("channel")

SHOWN_INLINE = frozenset({"image/jpeg", "image/png", "image/webp", "image/gif"})
HEADERS = {
    "Cache-Control": "no-store, private",
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Resource-Policy": "same-origin",
}


@dataclass(frozen=True, slots=True)
class Writing:
    """Whether staff may write in free words, until when, and what they may send besides."""

    closed: bool
    until: datetime | None
    templates: tuple[Template, ...]


def writing(app: Appliance, c: ConversationRow) -> Writing:
    fitting = () if c.opted_out else app.hotel.templates
    return Writing(
        closed=c.answer_by is not None and app.now() >= c.answer_by,
        until=c.answer_by,
        templates=tuple(t for t in fitting if t.channel == c.channel),
    )


@pages.post("/dashboard/conversations/<conversation:uuid>/template")
@staff_only()
async def send_template(request: Request, who: Staff, conversation: UUID) -> HTTPResponse:
    form, app = fields(request), here(request).appliance
    code, client = form.get("code") or "", str(form.get("client_id") or uuid4())[:64]
    try:
        await in_crew(desk.send_template, app, str(conversation), who, code, client)
    except (NotYours, OptedOut, NoTemplate) as error:
        detail = "This template cannot be sent to this guest now."
        raise Problem(HTTPStatus.CONFLICT, type(error).__name__, detail) from None
    return redirect(f"/dashboard/conversations/{conversation}", status=303)


@pages.get("/dashboard/conversations/<conversation:uuid>/files/<file:uuid>")
@staff_only()
async def file(request: Request, who: Staff, conversation: UUID, file: UUID) -> HTTPResponse:
    """A file a guest sent: only to staff, only by way of the conversation it stands in."""
    app = here(request).appliance
    found = await in_crew(attachment, app, str(conversation), str(file))
    data = await in_crew(app.media.read, str(file)) if found else None
    if found is None or data is None:
        raise not_found()
    await note(here(request), who.id, "file.read", str(file), conversation=str(conversation))
    kind = str(found["content_type"]).partition(";")[0].strip().lower()
    inline = kind in SHOWN_INLINE
    name = quote(str(found["name"]), safe="")
    shown = "inline" if inline else "attachment"
    headers = HEADERS | {"Content-Disposition": f"{shown}; filename*=UTF-8''{name}"}
    return raw(data, content_type=kind if inline else "application/octet-stream", headers=headers)


def attachment(app: Appliance, conversation: str, file: str) -> dict[str, object] | None:
    """The attachment of one of the conversation's messages. Raises StoreUnavailable."""
    for message in app.store.messages(conversation):
        for each in message.meta.get("attachments") or ():
            if each.get("media") == file:
                return dict(each)
    return None
