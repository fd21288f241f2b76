"""What every handler needs: `here(request)`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import cast
from uuid import uuid4

from sanic import Request

from appliance.app import Appliance
from appliance.web.errors import unavailable
from appliance.web.limits import Limits
from appliance.web.live import Streams
from appliance.web.members import Members
from appliance.web.origins import Origins
from appliance.web.register import Register
from appliance.web.tokens import Tokens

REQUEST_ID = re.compile(r"[A-Za-z0-9._-]{1,64}")


@dataclass(slots=True)
class Context:
    appliance: Appliance
    origins: Origins
    limits: Limits
    tokens: Tokens
    register: Register
    members: Members
    streams: Streams

    def refuse_if_draining(self) -> None:
        """About to stop: finish what was begun, begin nothing."""
        if self.appliance.draining:
            raise unavailable()


def open_context(appliance: Appliance) -> Context:
    hotel, settings = appliance.hotel, appliance.settings
    return Context(
        appliance,
        Origins(hotel.origins, settings.public_url),
        Limits(settings.requests_per_key, settings.requests_per_visitor),
        Tokens(settings.secret_key, hotel.id),
        Register(settings.home / "register.db"),
        Members(appliance.store),
        Streams(appliance.spool, appliance.hub),
    )


def here(request: Request) -> Context:
    return cast("Context", request.app.ctx.context)


def address(request: Request) -> str:
    """Who is asking, by address; behind proxies only as many as the settings trust."""
    return str(request.client_ip or "")


def give_id(request: Request) -> None:
    """A caller's own X-Request-ID is kept where it is a plain word."""
    given = request.headers.get("x-request-id", "")
    request.ctx.id = given if REQUEST_ID.fullmatch(given) else uuid4().hex
