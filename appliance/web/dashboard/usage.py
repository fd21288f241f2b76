"""What the models were asked, how often they failed, and what it cost."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from decimal import Decimal
from typing import Any

from sanic import Blueprint, HTTPResponse, Request

from appliance.app import Appliance
from appliance.desk import Staff
from appliance.store.records import UsageRow
from appliance.web.auth import staff_only
from appliance.web.context import here
from appliance.web.crew import in_crew
from appliance.web.dashboard.forms import one_of
from appliance.web.dashboard.menu import MONEY
from appliance.web.dashboard.settings import draw_tab

pages = Blueprint("usage")

DAYS = {"today": 1, "7": 7, "30": 30, "90": 90}


@pages.get("/dashboard/settings/usage")
@staff_only(*MONEY)
async def page(request: Request, who: Staff) -> HTTPResponse:
    span = one_of(request.args.get("days"), tuple(DAYS)) or "30"
    app = here(request).appliance
    rows = await in_crew(used, app, DAYS[span])
    values: dict[str, Any] = {
        "rows": rows,
        "total": total(rows),
        "span": span,
        "spans": tuple(DAYS),
        "keyed": bool(app.ladder.rungs),
        "left": app.budget.left(app.now().astimezone(app.hotel.zone).date()),
        "a_day": app.budget.a_day,
    }
    return await draw_tab(request, who, "usage", values)


def used(app: Appliance, days: int) -> list[UsageRow]:
    """Of the last `days` days of the hotel's calendar, today included."""
    now = app.now().astimezone(app.hotel.zone)
    first = now.date() - timedelta(days=days - 1)
    return app.store.usage(datetime.combine(first, time(), app.hotel.zone), now)


def total(rows: list[UsageRow]) -> UsageRow:
    calls = sum(row.calls for row in rows)
    spent = [row.cost for row in rows if row.cost is not None]
    waited = sum(row.mean_milliseconds * row.calls for row in rows)
    return UsageRow(
        provider="",
        model="",
        calls=calls,
        failures=sum(row.failures for row in rows),
        tokens_in=sum(row.tokens_in for row in rows),
        tokens_out=sum(row.tokens_out for row in rows),
        mean_milliseconds=waited / calls if calls else 0.0,
        cost=sum(spent, Decimal()) if spent else None,
        unpriced=sum(row.unpriced for row in rows),
    )
