"""Every conversation, the latest first."""

from __future__ import annotations

from sanic import Blueprint, HTTPResponse, Request

from appliance.desk import Staff
from appliance.web import views
from appliance.web.auth import staff_only
from appliance.web.context import here
from appliance.web.crew import in_crew
from appliance.web.dashboard.forms import instant
from appliance.web.dashboard.frame import draw_page

pages = Blueprint("inbox")

VIEWS = ("all", "waiting", "staff", "after-hours")


@pages.get("/dashboard/inbox")
@staff_only()
async def inbox(request: Request, who: Staff) -> HTTPResponse:
    app, args = here(request).appliance, request.args
    view = args.get("view") if args.get("view") in VIEWS else "all"
    channel = args.get("channel") if args.get("channel") in app.channels else ""
    q = (args.get("q") or "").strip()[:100]
    found = await in_crew(views.inbox, app, view, channel, q, instant(args.get("before")))
    values = {
        "view": view,
        "channel": channel,
        "q": q,
        "channels": [name for name in app.channels if name != "alert"],
        "rows": found.rows,
        "more": found.older.isoformat() if found.older else "",
    }
    return await draw_page(request, who, "inbox", values, part="inbox_list.html")
