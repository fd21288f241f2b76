"""Where SendGrid Inbound Parse delivers guests' mail: POST /api/v1/webhook/email.

Answered once the mail is on the disk. 2xx also for what nobody can use, which is set aside:
SendGrid would deliver it again for three days. 5xx only where we fail ourselves. There is no rate
limit here.
"""

from __future__ import annotations

import hmac
from base64 import b64decode
from http import HTTPStatus
from typing import Any

from sanic import HTTPResponse, Request, Sanic, json

from appliance import mailroom
from appliance.channels.email.smtp import Email, Intake
from appliance.mailroom import Delivery
from appliance.vault import signed_by
from appliance.web.context import here
from appliance.web.crew import one_by_one
from appliance.web.errors import Problem, not_found

PATH = "/api/v1/webhook/email"
LARGEST = 64_000_000  # bytes; SendGrid delivers mail of up to 30 MB
SIGNATURE = "x-twilio-email-event-webhook-signature"
TIMESTAMP = "x-twilio-email-event-webhook-timestamp"


async def receive(request: Request) -> HTTPResponse:
    context = here(request)
    context.refuse_if_draining()
    channel = context.appliance.channels.get("email")
    if not isinstance(channel, Email):
        raise not_found()
    body = request.body
    if not (logged_in(request, channel.intake) and signed(request, channel.intake, body)):
        detail = "Basic authentication, and the signature where one is agreed on, are needed."
        headers = {"WWW-Authenticate": 'Basic realm="inbound mail"'}
        raise Problem(HTTPStatus.UNAUTHORIZED, "forged", detail, headers=headers)
    delivery = Delivery(request.headers.get("content-type", ""), body)
    became = await one_by_one(mailroom.take_in, context.appliance, channel.intake, delivery)
    return json({"became": became})


def logged_in(request: Request, intake: Intake) -> bool:
    """Basic authentication (RFC 7617), in the same time whatever is wrong."""
    scheme, _, given = request.headers.get("authorization", "").partition(" ")
    try:
        decoded = b64decode(given.strip(), validate=True)
    except ValueError:
        decoded = b""
    expected = f"{intake.user}:{intake.password}".encode()
    return hmac.compare_digest(decoded, expected) and scheme.lower() == "basic"


def signed(request: Request, intake: Intake, body: bytes) -> bool:
    """ECDSA over timestamp and raw body, where the pack has a key. A mail delivered twice is one
    mail, so an old timestamp does no harm."""
    if not intake.public_key:
        return True
    stamp = request.headers.get(TIMESTAMP, "").encode()
    return signed_by(intake.public_key, request.headers.get(SIGNATURE, ""), stamp + body)


def mounted(app: Sanic[Any, Any]) -> None:
    """For `app.build`."""
    app.add_route(receive, PATH, methods=["POST"], name="email_receive", ctx_max_size=LARGEST)
