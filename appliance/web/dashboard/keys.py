"""The widget's line for the hotel's site, and the keys that open it.

A key is shown once, when it is made: what is kept is its hash. Rotating makes a new one and lets
the old one work for a while, so that the hotel's site never stands without (X7).
"""

from __future__ import annotations

import hashlib
import secrets
from datetime import timedelta
from typing import Any
from uuid import UUID

from sanic import Blueprint, HTTPResponse, Request

from appliance.app import Appliance
from appliance.desk import Staff
from appliance.engine.ids import derive
from appliance.store.records import ApiKeyRow
from appliance.web.auth import is_secure, staff_only
from appliance.web.context import here
from appliance.web.crew import in_crew
from appliance.web.dashboard.forms import fields, whole
from appliance.web.dashboard.menu import MANAGERS, MONEY
from appliance.web.dashboard.settings import draw_tab, saved
from appliance.web.errors import not_found
from appliance.web.schemas import written
from appliance.web.trail import note

pages = Blueprint("keys")

OVERLAPS = (7, 1, 30, 0)  # days an old key goes on working; the first is the one proposed
PREFIX = 12  # characters of a key that tell it from others


@pages.get("/dashboard/settings/widget")
@staff_only(*MONEY)
async def page(request: Request, who: Staff) -> HTTPResponse:
    return await draw(request, who)


@pages.post("/dashboard/settings/widget/keys")
@staff_only(*MANAGERS)
async def make(request: Request, who: Staff) -> HTTPResponse:
    label = str(written(fields(request).get("label") or "")).strip()[:60] or "website"
    row, key = await in_crew(cut, here(request).appliance, label)
    await note(here(request), who.id, "key.made", row.id, label=label)
    return await draw(request, who, key)


@pages.post("/dashboard/settings/widget/keys/<key:uuid>/rotate")
@staff_only(*MANAGERS)
async def rotate(request: Request, who: Staff, key: UUID) -> HTTPResponse:
    app = here(request).appliance
    old = await _key(request, str(key))
    days = whole(fields(request).get("days"))
    days = days if days in OVERLAPS else OVERLAPS[0]
    row, fresh = await in_crew(cut, app, old.label)
    await in_crew(app.store.expire_api_key, old.id, app.now() + timedelta(days=days))
    await note(here(request), who.id, "key.rotated", old.id, into=row.id, days=days)
    return await draw(request, who, fresh)


@pages.post("/dashboard/settings/widget/keys/<key:uuid>/revoke")
@staff_only(*MANAGERS)
async def revoke(request: Request, who: Staff, key: UUID) -> HTTPResponse:
    app, row = here(request).appliance, await _key(request, str(key))
    await in_crew(app.store.revoke_api_key, row.id, app.now())
    await note(here(request), who.id, "key.revoked", row.id)
    return saved("widget")


async def draw(request: Request, who: Staff, fresh: str = "") -> HTTPResponse:
    """The page; `fresh` is a key that was just made, shown this once."""
    app = here(request).appliance
    rows = await in_crew(app.store.api_keys)
    scheme = "https" if is_secure(request) else "http"
    values: dict[str, Any] = {
        "keys": sorted(rows, key=lambda row: (is_dead(row, app), -row.created_at.timestamp())),
        "dead": {row.id for row in rows if is_dead(row, app)},
        "fresh": fresh,
        "address": app.settings.public_url.rstrip("/") or f"{scheme}://{request.host}",
        "overlaps": OVERLAPS,
    }
    return await draw_tab(request, who, "widget", values)


def cut(app: Appliance, label: str) -> tuple[ApiKeyRow, str]:
    """A new key on record, and the key itself."""
    key = f"pk_{secrets.token_urlsafe(24)}"
    digest = hashlib.sha256(key.encode()).hexdigest()
    row = ApiKeyRow(
        id=derive("key", digest),
        label=label,
        prefix=key[:PREFIX],
        created_at=app.now(),
        expires_at=None,
        revoked_at=None,
    )
    app.store.add_api_key(row, digest)
    return row, key


def is_dead(row: ApiKeyRow, app: Appliance) -> bool:
    return bool(row.revoked_at or (row.expires_at and row.expires_at <= app.now()))


async def _key(request: Request, id_: str) -> ApiKeyRow:
    rows = await in_crew(here(request).appliance.store.api_keys)
    found = next((row for row in rows if row.id == id_), None)
    if found is None:
        raise not_found()
    return found
