"""What called for a person, and whether it was seen."""

from __future__ import annotations

from uuid import UUID

from sanic import Blueprint, HTTPResponse, Request, redirect

from appliance.desk import Staff
from appliance.web import views
from appliance.web.auth import staff_only
from appliance.web.context import here
from appliance.web.crew import in_crew
from appliance.web.dashboard.frame import draw_page, is_part
from appliance.web.errors import not_found

pages = Blueprint("alerts")


@pages.get("/dashboard/alerts")
@staff_only()
async def alerts(request: Request, who: Staff) -> HTTPResponse:
    return await _alerts(request, who)


@pages.get("/dashboard/alerts/<alert:uuid>")
@staff_only()
async def open_alert(request: Request, _: Staff, alert: UUID) -> HTTPResponse:
    """Seen, and on to what it is about. A repeat changes nothing, so a GET may do it."""
    app = here(request).appliance
    found = next((a for a in await in_crew(views.alerts, app) if a.id == str(alert)), None)
    if found is None:
        raise not_found()
    await in_crew(app.store.mark_alert, found.id, seen_at=app.now())
    about = f"/dashboard/conversations/{found.conversation}" if found.conversation else ""
    return redirect(about or "/dashboard/alerts", status=303)


@pages.post("/dashboard/alerts/seen")
@staff_only()
async def see_alerts(request: Request, who: Staff) -> HTTPResponse:
    await in_crew(views.see_alerts, here(request).appliance)
    if not is_part(request):
        return redirect("/dashboard/alerts", status=303)
    return await _alerts(request, who)


async def _alerts(request: Request, who: Staff) -> HTTPResponse:
    found = await in_crew(views.alerts, here(request).appliance)
    return await draw_page(request, who, "alerts", {"alerts": found}, part="alerts_list.html")
