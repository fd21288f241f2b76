"""Live, or draft: whether answers go to guests at once or wait for a person."""

from __future__ import annotations

from sanic import Blueprint, HTTPResponse, Request

from appliance.desk import Staff
from appliance.web.auth import staff_only
from appliance.web.dashboard.forms import fields
from appliance.web.dashboard.menu import MANAGERS, MONEY
from appliance.web.dashboard.settings import Unreadable, change, draw_tab, saved

pages = Blueprint("mode")


@pages.get("/dashboard/settings/mode")
@staff_only(*MONEY)
async def page(request: Request, who: Staff) -> HTTPResponse:
    return await draw_tab(request, who, "mode", {})


@pages.post("/dashboard/settings/mode")
@staff_only(*MANAGERS)
async def switch(request: Request, who: Staff) -> HTTPResponse:
    try:
        await change(request, who, "mode", "", {"mode": fields(request).get("mode", "")})
    except Unreadable:
        return await draw_tab(request, who, "mode", {}, problem="mode.choose")
    return saved("mode")
