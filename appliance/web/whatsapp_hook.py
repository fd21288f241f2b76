"""Where Meta calls: the callback URL to enter in the app's WhatsApp settings.

A call is answered once it is in the spool, whatever is in it; what it says is read afterwards. What
nobody can use is answered 200 too: Meta would send it again for days. There is no rate limit here,
for the same reason (M9).
"""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from sanic import HTTPResponse, Request, Sanic, empty, text

from appliance import intake
from appliance.app import Appliance
from appliance.channels.whatsapp import WhatsApp
from appliance.channels.whatsapp.signature import HEADER
from appliance.web.context import here
from appliance.web.crew import on_disk
from appliance.web.errors import Problem, not_found

CHANNEL, PATH = "whatsapp", "/api/v1/webhook/whatsapp"
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
    given = request.headers.get(HEADER, "")
    if not await on_disk(_kept, context.appliance, channel, request.body, given):
        detail = "X-Hub-Signature-256 does not fit the body."
        raise Problem(HTTPStatus.UNAUTHORIZED, "forged", detail)
    return empty(status=HTTPStatus.OK)


def _kept(app: Appliance, channel: WhatsApp, body: bytes, signature: str) -> bool:
    """False where Meta did not send it."""
    genuine = channel.is_genuine(body, signature)
    if genuine:
        intake.keep(app, CHANNEL, body)
    return genuine


def _channel(app: Appliance) -> WhatsApp:
    found = app.channels.get(CHANNEL)
    if not isinstance(found, WhatsApp):
        raise not_found()
    return found


def mounted(app: Sanic[Any, Any]) -> None:
    """For `app.build`."""
    app.add_route(verify, PATH, methods=["GET"], name="whatsapp_verify")
    app.add_route(receive, PATH, methods=["POST"], name="whatsapp_receive", ctx_max_size=LARGEST)
