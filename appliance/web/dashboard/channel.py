"""What a channel adds to a conversation's page: templates that may be sent, files guests sent."""

from __future__ import annotations

from http import HTTPStatus
from urllib.parse import quote
from uuid import UUID, uuid4

from sanic import Blueprint, HTTPResponse, Request, raw

from appliance import desk
from appliance.desk import NoTemplate, NotYours, OptedOut, Staff, Unfilled
from appliance.web import veil
from appliance.web.auth import staff_only
from appliance.web.context import here
from appliance.web.crew import in_crew
from appliance.web.dashboard.forms import fields
from appliance.web.dashboard.frame import speak
from appliance.web.dashboard.talk import Told, after
from appliance.web.errors import Problem, not_found
from appliance.web.schemas import written
from appliance.web.trail import note

pages = Blueprint("channel")

VALUE = "value_"
SHOWN_INLINE = frozenset({"image/jpeg", "image/png", "image/webp", "image/gif"})
HEADERS = {
    "Cache-Control": "no-store, private",
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Resource-Policy": "same-origin",
}


@pages.post("/dashboard/conversations/<conversation:uuid>/template")
@staff_only()
async def send_template(request: Request, who: Staff, conversation: UUID) -> HTTPResponse:
    """The form of a template names its variables `value_<name>`."""
    form, app = fields(request), here(request).appliance
    code, client = form.get("code") or "", str(form.get("client_id") or uuid4())[:64]
    given = {name.removeprefix(VALUE): str(written(said)) for name, said in form.items()}
    told = Told(renew=True)
    try:
        await in_crew(desk.send_template, app, str(conversation), who, code, client, given)
    except Unfilled:
        told = Told(speak(request, who)("writing.unfilled"), sent=form)
    except (NotYours, OptedOut, NoTemplate):
        told = Told(speak(request, who)("writing.refused"), sent=form)
    return await after(request, who, conversation, told)


@pages.get("/dashboard/conversations/<conversation:uuid>/files/<file:uuid>")
@staff_only()
async def file(request: Request, who: Staff, conversation: UUID, file: UUID) -> HTTPResponse:
    """A file a guest sent: only to staff, only by way of the conversation it stands in."""
    app = here(request).appliance
    if not veil.reads_contacts(app.hotel, who):
        detail = "Your role does not see what guests send."
        raise Problem(HTTPStatus.FORBIDDEN, "forbidden", detail)
    found = await in_crew(app.store.attachment, str(conversation), str(file))
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
