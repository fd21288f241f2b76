"""Every conversation, the latest first."""

from __future__ import annotations

from dataclasses import replace

from sanic import Blueprint, HTTPResponse, Request, redirect

from appliance.desk import Staff
from appliance.web import ranges, veil, views
from appliance.web.auth import staff_only
from appliance.web.context import here
from appliance.web.crew import in_crew
from appliance.web.dashboard.forms import instant, one, one_of
from appliance.web.dashboard.frame import draw_page
from appliance.web.views import Asked

pages = Blueprint("inbox")

VIEWS = ("all", "waiting", "mine", "unread", "after-hours", "staff")


@pages.get("/dashboard/inbox")
@staff_only()
async def inbox(request: Request, who: Staff) -> HTTPResponse:
    app, asked = here(request).appliance, _asked(request)
    sought = replace(asked, q=veil.searched_by(app.hotel, who, asked.q))
    found = await in_crew(views.inbox, app, who.id, sought)
    values = {
        "asked": asked,
        "filters": {
            "view": asked.view,
            "channel": asked.channel,
            "q": asked.q,
            **(asked.span.asked if asked.span else {}),
        },
        "views": VIEWS,
        "channels": [name for name in app.channels if name != "alert"],
        "rows": found.rows,
        "more": found.older.isoformat() if found.older else "",
    }
    return await draw_page(request, who, "inbox", values, part="inbox_list.html")


@pages.post("/dashboard/inbox/read")
@staff_only()
async def read_all(request: Request, who: Staff) -> HTTPResponse:
    await in_crew(views.read_all, here(request).appliance, who.id)
    return redirect("/dashboard/inbox", status=303)


def _asked(request: Request) -> Asked:
    app, args = here(request).appliance, one(request)
    dated = "range" in args or "from" in args
    return Asked(
        view=one_of(args.get("view"), VIEWS) or "all",
        channel=one_of(args.get("channel"), tuple(app.channels)),
        q=args.get("q", "").strip()[:100],
        span=ranges.asked(args, app.hotel, app.now()) if dated else None,
        before=instant(args.get("before")),
    )
