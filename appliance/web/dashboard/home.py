"""The first page: what the night brought, who waits, what was promised."""

from __future__ import annotations

from sanic import Blueprint, HTTPResponse, Request

from appliance.desk import Staff
from appliance.web import ranges, views
from appliance.web.auth import staff_only
from appliance.web.context import here
from appliance.web.crew import in_crew
from appliance.web.dashboard.frame import counted, draw_page, draw_part, troubles

pages = Blueprint("home")


@pages.get("/dashboard")
@staff_only()
async def home(request: Request, who: Staff) -> HTTPResponse:
    app = here(request).appliance
    now = app.now()
    span = ranges.choose(request.args.get("range"), app.hotel, now)
    values = {
        "range": span,
        "ranges": ranges.offered(app.hotel, now),
        "found": await in_crew(views.home, app, span),
    }
    return await draw_page(request, who, "home", values, part="home_live.html")


@pages.get("/dashboard/counts")
@staff_only()
async def count(request: Request, who: Staff) -> HTTPResponse:
    """The numbers in the menu as far as they are known, and what stands above every page."""
    app = here(request).appliance
    found = await in_crew(views.counts, app)
    known = counted(found) if found else {"counts": {}}
    return draw_part(request, who, "counts.html", {**known, "troubles": troubles(app)})
