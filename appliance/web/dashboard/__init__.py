"""The staff's pages. Every page works as a plain page; htmx asks for the live part of it alone.

Who sees what: everybody the inbox, the conversations and the leads; money, and changing leads, is
for `gm`, `reservations` and `admin` (`menu.MONEY`).
"""

from __future__ import annotations

from typing import Any

from sanic import Sanic

from appliance.web import assets
from appliance.web.dashboard import (
    alerts,
    audit,
    channel,
    drafts,
    failure,
    files,
    gaps,
    home,
    hours,
    inbox,
    keys,
    knowledge,
    leads,
    login,
    mode,
    quarantine,
    recovery,
    replies,
    routes,
    staff,
    talk,
    trial,
    usage,
)
from appliance.web.dashboard.frame import Pages
from appliance.web.templates import Templates

PAGES = (
    login.pages,
    home.pages,
    inbox.pages,
    talk.pages,
    channel.pages,
    drafts.pages,
    leads.pages,
    recovery.pages,
    replies.pages,
    alerts.pages,
    gaps.pages,
    knowledge.pages,
    trial.pages,
    hours.pages,
    staff.pages,
    routes.pages,
    keys.pages,
    mode.pages,
    usage.pages,
    quarantine.pages,
    audit.pages,
    files.pages,
)


def mounted(app: Sanic[Any, Any]) -> None:
    """For `app.build`: the staff's pages. Raises MissingFile."""
    found = assets.load()
    appliance = app.ctx.context.appliance
    app.ctx.pages = Pages(Templates(lambda: appliance.hotel, found), found)
    app.ctx.draw_problem = failure.page
    for pages in PAGES:
        app.blueprint(pages)
