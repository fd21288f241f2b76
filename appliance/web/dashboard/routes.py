"""Where alerts go: which kinds, at what hours, to what address; and whether they arrive."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from uuid import uuid4

from sanic import Blueprint, HTTPResponse, Request

from appliance.app import Appliance
from appliance.channels import ChannelError
from appliance.desk import Staff
from appliance.engine.hotel import AlertRoute
from appliance.engine.message import Outgoing
from appliance.web.auth import staff_only
from appliance.web.context import here
from appliance.web.crew import in_crew
from appliance.web.dashboard.forms import fields, whole
from appliance.web.dashboard.frame import speak
from appliance.web.dashboard.menu import MANAGERS, MONEY
from appliance.web.dashboard.settings import (
    Unreadable,
    change,
    draw_tab,
    saved,
    several,
    take_back,
)
from appliance.web.errors import not_found
from appliance.web.trail import note

pages = Blueprint("routes")

KINDS = ("handoff", "urgent", "lead", "system")
WHEN = ("always", "open", "closed")
WAITS = ("answer", "follow_up", "silent")
SECRET = "secret:"  # noqa: S105 - how packs name one


@pages.get("/dashboard/settings/alerts")
@staff_only(*MONEY)
async def page(request: Request, who: Staff) -> HTTPResponse:
    return await draw(request, who)


@pages.post("/dashboard/settings/alerts")
@staff_only(*MANAGERS)
async def save(request: Request, who: Staff) -> HTTPResponse:
    """Change a route or add one. Without an address it keeps the one it has."""
    form = fields(request)
    code = form.get("code", "").strip()
    known = _route(request, code)
    url = form.get("url", "").strip() or (known.url if known else "")
    kinds = several(request, "kinds")
    try:
        if not code.replace("_", "").replace("-", "").isalnum() or len(code) > 32:
            raise Unreadable(code, "letters and digits")
        value = {"kinds": kinds, "url": url, "when": form.get("when", "always")}
        await change(request, who, "route", code, value)
    except Unreadable:
        return await draw(request, who, problem="routes.unreadable", sent=form)
    return saved("routes")


@pages.post("/dashboard/settings/alerts/waiting")
@staff_only(*MANAGERS)
async def wait(request: Request, who: Staff) -> HTTPResponse:
    """How long guests wait until somebody is told; holds at once (H4, H5)."""
    form = fields(request)
    try:
        await change(request, who, "waiting", "", {name: whole(form.get(name)) for name in WAITS})
    except Unreadable:
        return await draw(request, who, problem="routes.no_minutes", sent=form)
    return saved("routes")


@pages.post("/dashboard/settings/alerts/undo")
@staff_only(*MANAGERS)
async def undo(request: Request, who: Staff) -> HTTPResponse:
    await take_back(request, who, "route", fields(request).get("code", ""))
    return saved("routes")


@pages.post("/dashboard/settings/alerts/test")
@staff_only(*MANAGERS)
async def test(request: Request, who: Staff) -> HTTPResponse:
    """Really send a message by this route, and say what came of it."""
    route = _route(request, fields(request).get("code", ""))
    if route is None:
        raise not_found()
    text = speak(request, who)("routes.test_text", who.name)
    failed = await in_crew(sent, here(request).appliance, route, text)
    await note(here(request), who.id, "settings.route.tested", route.code, arrived=not failed)
    return await draw(request, who, tested=route.code, failed=failed)


async def draw(
    request: Request,
    who: Staff,
    *,
    problem: str = "",
    sent: Mapping[str, str] | None = None,
    tested: str = "",
    failed: str = "",
) -> HTTPResponse:
    app = here(request).appliance
    changed = {row.name for row in await in_crew(app.store.overrides) if row.kind == "route"}
    values: dict[str, Any] = {
        "routes": app.hotel.alerts,
        "packed": {route.code for route in app.pack.alerts},
        "changed": changed,
        "addresses": {
            route.code: address(route, app.settings.secrets) for route in app.hotel.alerts
        },
        "kinds": KINDS,
        "whens": WHEN,
        "waits": {name: minutes(getattr(app.hotel.patience, name)) for name in WAITS},
        "tested": tested,
        "failed": failed,
        "sent": sent,
    }
    return await draw_tab(request, who, "routes", values, problem)


def minutes(span: timedelta) -> int:
    return int(span.total_seconds() // 60)


def sent(app: Appliance, route: AlertRoute, text: str) -> str:
    """Why the message did not get there; "" where it did."""
    message = Outgoing(
        id=str(uuid4()),
        channel="alert",
        guest=route.code,
        conversation="",
        text=f"{app.hotel.name}\n\n{text}",
        at=app.now(),
        author="system",
    )
    try:
        app.channels["alert"].send(message)
    except ChannelError as error:
        return str(error)
    return ""


def address(route: AlertRoute, secrets: Mapping[str, str]) -> str:
    """Enough of an address to know it by; what may be a token is left out. "" where none is set."""
    name = route.url.removeprefix(SECRET)
    if name != route.url:
        return name if secrets.get(name) else ""
    return f"{route.url.partition('://')[0]}://…"


def _route(request: Request, code: str) -> AlertRoute | None:
    return next((r for r in here(request).appliance.hotel.alerts if r.code == code), None)
