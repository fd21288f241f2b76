"""The frame around every page, and how a page or a part of one is drawn."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from sanic import HTTPResponse, Request, html

from appliance.app import Appliance
from appliance.desk import Staff
from appliance.engine.text import Language
from appliance.feed import STAFF_TOPIC
from appliance.web import veil, views
from appliance.web.assets import Assets
from appliance.web.context import here
from appliance.web.crew import in_crew
from appliance.web.dashboard.menu import MONEY, menu
from appliance.web.templates import Templates

LATELY = 10.0  # seconds: longer than a page takes to be drawn, and what it shows to be written
LANGUAGE_COOKIE = "nocturn_language"
CHOSEN: dict[str, Language] = {"en": "en", "ms": "ms"}
POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "Cache-Control": "no-store",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}


@dataclass(frozen=True, slots=True)
class Pages:
    templates: Templates
    assets: Assets


def pages_of(request: Request) -> Pages:
    found: Pages = request.app.ctx.pages
    return found


async def draw_page(
    request: Request,
    who: Staff,
    name: str,
    values: dict[str, Any],
    *,
    part: str = "",
    section: str = "",
    away: bool = False,
) -> HTTPResponse:
    """The whole page, or where htmx asks, its live part."""
    if part and is_part(request):
        return draw_part(request, who, part, values)
    app = here(request).appliance
    found, feed, behind = await in_crew(_standing, app)
    frame = {
        "section": section or name,
        "menu": menu(who.role),
        "here": path(request),
        "feed": feed,
        "behind": behind,
        "cluster_away": away or found is None,
        "troubles": troubles(app),
        **counted(found),
    }
    return draw_part(request, who, f"{name}.html", frame | values)


def _standing(app: Appliance) -> tuple[views.Counts | None, int, bool]:
    """What waits, from where in the feed the page is to be told of more, and whether the record it
    was drawn from may lack something told before that: the page looks once more then."""
    counts, feed = views.counts(app), app.spool.feed_last(STAFF_TOPIC)
    return counts, feed, app.spool.moving(STAFF_TOPIC, LATELY)  # last: nothing falls in between


def draw_part(request: Request, who: Staff, name: str, values: dict[str, Any]) -> HTTPResponse:
    own = {"staff": who, "sees_money": who.role in MONEY, "may_edit": who.role in MONEY}
    shown = veil.seen_by(here(request).appliance.hotel, who, values)
    return draw(request, name, language_of(request, who), own | shown)


def draw(
    request: Request,
    name: str,
    language: Language,
    values: dict[str, Any],
    status: HTTPStatus = HTTPStatus.OK,
) -> HTTPResponse:
    now = here(request).appliance.now()
    body = pages_of(request).templates.render(name, language, now, **values)
    return html(body, status=status, headers=HEADERS)


def troubles(app: Appliance) -> list[tuple[str, str]]:
    """The hotel's channels by which nothing gets out, and why, for the banner of every page."""
    return [(name, why) for name, why in sorted(app.troubles.items()) if name in app.channels]


def counted(found: views.Counts | None) -> dict[str, dict[str, int]]:
    """The numbers in the menu, by the entry they stand beside."""
    waiting, alerts = (found.waiting, found.alerts) if found else (0, 0)
    return {"counts": {"inbox": waiting, "alerts": alerts}}


def language_of(request: Request, who: Staff | None) -> Language:
    """As chosen, else the member's own; before anybody has signed in, the browser's."""
    if chosen := CHOSEN.get(request.cookies.get(LANGUAGE_COOKIE) or ""):
        return chosen
    member = here(request).members.known(who.id) if who else None
    browser = request.headers.get("accept-language", "")[:2].lower()
    return CHOSEN.get(member.language if member else browser, "en")


def speak(request: Request, who: Staff) -> Callable[..., str]:
    return pages_of(request).templates.speak(language_of(request, who))


def is_part(request: Request) -> bool:
    headers = request.headers
    return bool(headers.get("hx-request")) and not headers.get("hx-history-restore-request")


def path(request: Request) -> str:
    """Where the reader is, to come back to after changing the language."""
    if request.method != "GET":
        return "/dashboard"
    return request.path + (f"?{request.query_string}" if request.query_string else "")
