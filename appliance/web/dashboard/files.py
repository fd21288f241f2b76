"""The files pages load."""

from __future__ import annotations

from sanic import Blueprint, HTTPResponse, Request

from appliance.web.dashboard.frame import pages_of
from appliance.web.errors import not_found

pages = Blueprint("files")

YEAR = 365 * 24 * 3600


@pages.get("/static/<name:path>")
async def static(request: Request, name: str) -> HTTPResponse:
    found = pages_of(request).assets.get(name)
    if found is None:
        raise not_found()
    named = request.args.get("v") == found.digest
    kept = f"public, max-age={YEAR}, immutable" if named else "no-cache"
    return found.answer(request, {"Cache-Control": kept, "X-Content-Type-Options": "nosniff"})
