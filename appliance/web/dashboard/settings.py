"""How the hotel is run, as staff may change it: what every page of the settings shares.

A change is checked by the pack's own rules, put on record, taken up at once and noted in the audit
trail. `gm` and `admin` change; who else sees the settings may look.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from sanic import HTTPResponse, Request, redirect

from appliance.app import Appliance
from appliance.desk import Staff
from appliance.hotel import overrides
from appliance.hotel.amounts import Unreadable
from appliance.store.records import OverrideRow
from appliance.web.context import here
from appliance.web.crew import in_crew
from appliance.web.dashboard.frame import draw_page
from appliance.web.dashboard.menu import MANAGERS
from appliance.web.trail import note


@dataclass(frozen=True, slots=True)
class Tab:
    """A page of the settings: its word is `settings.<name>`."""

    name: str
    path: str
    roles: tuple[str, ...]


LOOK = ("gm", "reservations", "admin")
TABS = (
    Tab("hours", "/dashboard/settings", LOOK),
    Tab("staff", "/dashboard/settings/staff", LOOK),
    Tab("routes", "/dashboard/settings/alerts", LOOK),
    Tab("widget", "/dashboard/settings/widget", LOOK),
    Tab("mode", "/dashboard/settings/mode", LOOK),
    Tab("usage", "/dashboard/settings/usage", LOOK),
    Tab("quarantine", "/dashboard/settings/aside", MANAGERS),
    Tab("audit", "/dashboard/settings/audit", MANAGERS),
)
TAB = {tab.name: tab for tab in TABS}


async def draw_tab(
    request: Request, who: Staff, name: str, values: dict[str, Any], problem: str = ""
) -> HTTPResponse:
    """A page of the settings; `problem` is a key of ui/words, and what was sent is drawn again."""
    frame: dict[str, Any] = {
        "tabs": [tab for tab in TABS if who.role in tab.roles],
        "tab": name,
        "may_change": who.role in MANAGERS,
        "saved": request.args.get("saved") == "1" and not problem,
        "problem": problem,
        "sent": defaultdict(str, values.pop("sent", None) or {}),
    }
    drawn = await draw_page(request, who, name, frame | values, section="settings")
    if problem:
        drawn.status = HTTPStatus.UNPROCESSABLE_ENTITY
    return drawn


def several(request: Request, name: str) -> list[str]:
    """What was ticked."""
    sent: Mapping[str, list[str]] = request.form or {}
    return [str(each) for each in dict(sent).get(name, []) if each]


def saved(name: str) -> HTTPResponse:
    return redirect(f"{TAB[name].path}?saved=1", status=303)


async def change(
    request: Request, who: Staff, kind: str, name: str, value: Mapping[str, Any]
) -> None:
    """Put a change on record and into force. Raises Unreadable for one that makes no sense."""
    app = here(request).appliance
    overrides.value_of(kind, name, value, app.pack)
    row = OverrideRow(kind, name, dict(value), who.id, app.now())
    await in_crew(put, app, row)
    told = {key: said for key, said in value.items() if key != "url"}  # it may hold a token
    await note(here(request), who.id, f"settings.{kind}", name or kind, **told)


async def take_back(request: Request, who: Staff, kind: str, name: str) -> None:
    """Back to what the pack says."""
    if await in_crew(drop, here(request).appliance, kind, name):
        await note(here(request), who.id, f"settings.{kind}.undone", name or kind)


def put(app: Appliance, row: OverrideRow) -> None:
    app.store.put_override(row)
    app.renew_hotel()


def drop(app: Appliance, kind: str, name: str) -> bool:
    dropped = app.store.drop_override(kind, name)
    app.renew_hotel()
    return dropped


__all__ = ["Unreadable", "change", "draw_tab", "saved", "several", "take_back"]
