"""An answer that waits, in draft mode: sent as it is, edited, or discarded."""

from __future__ import annotations

from uuid import UUID

from sanic import Blueprint, HTTPResponse, Request, redirect

from appliance import desk
from appliance.app import Appliance
from appliance.desk import NotFound, NotYours, Staff
from appliance.store import StoreUnavailable
from appliance.web.auth import staff_only
from appliance.web.context import here
from appliance.web.crew import in_crew
from appliance.web.dashboard.forms import fields
from appliance.web.errors import not_found
from appliance.web.schemas import LONGEST_MESSAGE, written

pages = Blueprint("drafts")


@pages.post("/dashboard/conversations/<conversation:uuid>/drafts/<draft:uuid>")
@staff_only()
async def settle(request: Request, who: Staff, conversation: UUID, draft: UUID) -> HTTPResponse:
    """One button sends, the other discards. Whose turn it is not, finds the page as it stands."""
    form = fields(request)
    text = str(written(form.get("text") or "")).strip()[:LONGEST_MESSAGE]
    work = send if form.get("do") == "send" else discard
    try:
        await in_crew(work, here(request).appliance, who, str(conversation), str(draft), text)
    except NotFound:
        raise not_found() from None
    except NotYours:
        pass
    return redirect(f"/dashboard/conversations/{conversation}", status=303)


def send(app: Appliance, who: Staff, conversation: str, draft: str, text: str) -> None:
    desk.approve(app, conversation, who, draft, text)
    try:
        app.store.keep_promises(conversation, app.now())
    except StoreUnavailable:
        return  # it stays open on the home page until somebody looks


def discard(app: Appliance, who: Staff, conversation: str, draft: str, _: str) -> None:
    desk.discard(app, conversation, who, draft)
