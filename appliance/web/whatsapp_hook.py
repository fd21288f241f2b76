"""Where Meta calls: the callback URL to enter in the app's WhatsApp settings.

A call is answered once what is in it is in the spool, in milliseconds; whatever follows, follows
later. What nobody can use is answered 200 too: Meta would send it again for days. There is no rate
limit here, for the same reason (M9).
"""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from sanic import HTTPResponse, Request, Sanic, empty, text

from appliance import intake, logs
from appliance.app import Appliance
from appliance.channels.whatsapp import WhatsApp
from appliance.channels.whatsapp.signature import HEADER
from appliance.web.context import here
from appliance.web.crew import on_disk
from appliance.web.errors import Problem, not_found

log = logs.get(__name__)

PATH = "/api/v1/webhook/whatsapp"
LARGEST = 8_000_000  # bytes; Meta promises no more than 3 MB


async def verify(request: Request) -> HTTPResponse:
    """Meta asks once, when the URL is entered (W6)."""
    asked = request.args
    channel = _channel(here(request).appliance)
    if not channel.is_subscriber(asked.get("hub.mode", ""), asked.get("hub.verify_token", "")):
        raise Problem(HTTPStatus.FORBIDDEN, "wrong_token", "The verify token is another.")
    return text(asked.get("hub.challenge", ""))


async def receive(request: Request) -> HTTPResponse:
    """Only what Meta signed is looked at, and only its raw bytes tell (W5)."""
    context = here(request)
    context.refuse_if_draining()
    channel = _channel(context.appliance)
    genuine = await on_disk(channel.is_genuine, request.body, request.headers.get(HEADER, ""))
    if not genuine:
        detail = "X-Hub-Signature-256 does not fit the body."
        raise Problem(HTTPStatus.UNAUTHORIZED, "forged", detail)
    await on_disk(_take_in, context.appliance, channel, request.body)
    return empty(status=HTTPStatus.OK)


def _take_in(app: Appliance, channel: WhatsApp, body: bytes) -> None:
    intake.take_in(app, "whatsapp", channel.events(body))


def _channel(app: Appliance) -> WhatsApp:
    found = app.channels.get("whatsapp")
    if not isinstance(found, WhatsApp):
        raise not_found()
    return found


def mounted(app: Sanic[Any, Any]) -> None:
    """For `app.build`."""
    app.add_route(verify, PATH, methods=["GET"], name="whatsapp_verify")
    app.add_route(receive, PATH, methods=["POST"], name="whatsapp_receive", ctx_max_size=LARGEST)
