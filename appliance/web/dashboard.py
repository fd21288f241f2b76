"""The staff's pages. Every page works as a plain page; htmx asks for the live part of it alone.

Who sees what: everybody the inbox, the conversations and the leads; money, and changing leads, is
for `gm`, `reservations` and `admin`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal, InvalidOperation
from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID, uuid4

from sanic import Blueprint, HTTPResponse, Request, Sanic, html, redirect

from appliance import desk
from appliance.desk import AlreadyTaken, NotYours, Staff
from appliance.engine.text import Language
from appliance.feed import STAFF_TOPIC
from appliance.store import Conflict, NotFound, StoreUnavailable
from appliance.store.records import LeadRow, StaffRole
from appliance.web import assets, ranges, views
from appliance.web.assets import Assets
from appliance.web.auth import current_staff, is_secure, staff_only
from appliance.web.context import here
from appliance.web.crew import in_crew
from appliance.web.errors import Problem, not_found
from appliance.web.schemas import LONGEST_MESSAGE, written
from appliance.web.sessions import sign_in, sign_out
from appliance.web.templates import Templates
from appliance.web.trail import note
from appliance.web.views import Talk

dashboard = Blueprint("dashboard")

MONEY: tuple[StaffRole, ...] = ("gm", "reservations", "admin")
LANGUAGE_COOKIE = "nocturn_language"
CHOSEN: dict[str, Language] = {"en": "en", "ms": "ms"}
YEAR = 365 * 24 * 3600
VIEWS = ("all", "waiting", "staff", "after-hours")
STATUSES = ("new", "contacted", "converted", "lost")
INTENTS = ("room_booking", "event", "fb_inquiry", "general")
PER_PAGE = 50
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


def pages(request: Request) -> Pages:
    found: Pages = request.app.ctx.pages
    return found


# -- signing in


@dashboard.get("/login")
async def login_page(request: Request) -> HTTPResponse:
    if await current_staff(request):
        return redirect(_inside(request.args.get("next")), status=303)
    return _login(request)


@dashboard.post("/login")
async def log_in(request: Request) -> HTTPResponse:
    form = fields(request)
    email = str(form.get("email") or "")
    try:
        session = await sign_in(request, email, str(form.get("password") or "")[:200])
    except Problem as problem:
        return _login(request, status=problem.status, email=email, problem=problem.code)
    except StoreUnavailable:
        status = HTTPStatus.SERVICE_UNAVAILABLE
        return _login(request, status=status, email=email, problem="unavailable")
    request.ctx.issued = session.tokens
    return redirect(_inside(form.get("next")), status=303)


@dashboard.post("/logout")
async def log_out(request: Request) -> HTTPResponse:
    await sign_out(request)
    return redirect("/login", status=303)


@dashboard.post("/dashboard/language")
@staff_only()
async def choose_language(request: Request, _: Staff) -> HTTPResponse:
    form = fields(request)
    response = redirect(_inside(form.get("next")), status=303)
    response.add_cookie(
        LANGUAGE_COOKIE,
        "ms" if form.get("language") == "ms" else "en",
        path="/",
        samesite="Lax",
        secure=is_secure(request),
        max_age=YEAR,
    )
    return response


# -- the first page


@dashboard.get("/dashboard")
@staff_only()
async def home(request: Request, who: Staff) -> HTTPResponse:
    app = here(request).appliance
    now = app.now()
    span = ranges.choose(request.args.get("range"), app.hotel, now)
    found = await in_crew(views.home, app, span)
    values = {
        "range": span,
        "ranges": ranges.offered(app.hotel, now),
        "recovery": found.recovery,
        "waiting": found.waiting,
        "warm": found.warm,
        "promises": found.promises,
    }
    return await draw_page(request, who, "home", values, part="home_live.html")


@dashboard.get("/dashboard/recovered")
@staff_only(*MONEY)
async def recovered(request: Request, who: Staff) -> HTTPResponse:
    app = here(request).appliance
    span = ranges.choose(request.args.get("range"), app.hotel, app.now())
    found = await in_crew(views.recovered, app, span)
    await note(here(request), who.id, "leads.read", "recovered")
    values = {
        "range": span,
        "estimated": found.estimated,
        "confirmed": found.confirmed,
        "sums": {"estimated": found.estimated_sum, "confirmed": found.confirmed_sum},
    }
    return await draw_page(request, who, "recovered", values, section="home")


@dashboard.get("/dashboard/counts")
@staff_only()
async def count(request: Request, who: Staff) -> HTTPResponse:
    found = await in_crew(views.counts, here(request).appliance)
    if found is None:
        return html("", status=HTTPStatus.NO_CONTENT)
    return _part(request, who, "counts.html", _counted(found))


# -- the inbox


@dashboard.get("/dashboard/inbox")
@staff_only()
async def inbox(request: Request, who: Staff) -> HTTPResponse:
    app, args = here(request).appliance, request.args
    view = args.get("view") if args.get("view") in VIEWS else "all"
    channel = args.get("channel") if args.get("channel") in app.channels else ""
    q = (args.get("q") or "").strip()[:100]
    found = await in_crew(views.inbox, app, view, channel, q, _instant(args.get("before")))
    values = {
        "view": view,
        "channel": channel,
        "q": q,
        "channels": [name for name in app.channels if name != "alert"],
        "rows": found.rows,
        "more": found.older.isoformat() if found.older else "",
    }
    return await draw_page(request, who, "inbox", values, part="inbox_list.html")


# -- one conversation


@dashboard.get("/dashboard/conversations/<conversation:uuid>")
@staff_only()
async def conversation(request: Request, who: Staff, conversation: UUID) -> HTTPResponse:
    found = await _talk(request, conversation)
    if _is_part(request):
        return _talk_part(request, who, found)
    await note(here(request), who.id, "conversation.read", str(conversation))
    values = _talk_values(found, who)
    away = not found.complete
    return await draw_page(request, who, "conversation", values, section="inbox", away=away)


@dashboard.post("/dashboard/conversations/<conversation:uuid>/takeover")
@staff_only()
async def take_over(request: Request, who: Staff, conversation: UUID) -> HTTPResponse:
    return await _act(request, who, conversation, desk.take_over)


@dashboard.post("/dashboard/conversations/<conversation:uuid>/release")
@staff_only()
async def release(request: Request, who: Staff, conversation: UUID) -> HTTPResponse:
    return await _act(request, who, conversation, desk.release)


@dashboard.post("/dashboard/conversations/<conversation:uuid>/resolve")
@staff_only()
async def resolve(request: Request, who: Staff, conversation: UUID) -> HTTPResponse:
    return await _act(request, who, conversation, desk.resolve)


@dashboard.post("/dashboard/conversations/<conversation:uuid>/reply")
@staff_only()
async def reply(request: Request, who: Staff, conversation: UUID) -> HTTPResponse:
    form = fields(request)
    text = str(written(form.get("text") or "")).strip()
    client = str(form.get("client_id") or uuid4())[:64]
    t = _speak(request, who)
    if not text or len(text) > LONGEST_MESSAGE:
        problem = t("talk.too_long") if text else ""
        return await _after(request, who, conversation, problem=problem, draft=text)
    app = here(request).appliance
    try:
        await in_crew(desk.say, app, str(conversation), who, text, client)
    except NotYours:
        return await _after(request, who, conversation, problem=t("talk.not_yours"), draft=text)
    return await _after(request, who, conversation, sent=True)


async def _act(
    request: Request, who: Staff, conversation: UUID, action: Callable[..., object]
) -> HTTPResponse:
    try:
        await in_crew(action, here(request).appliance, str(conversation), who)
    except AlreadyTaken as taken:
        t = _speak(request, who)
        return await _after(request, who, conversation, problem=t("talk.taken_by", taken.by))
    return await _after(request, who, conversation)


async def _after(
    request: Request,
    who: Staff,
    conversation: UUID,
    *,
    problem: str = "",
    draft: str = "",
    sent: bool = False,
) -> HTTPResponse:
    """How things stand after an action: the live part for htmx, the page again for a plain form."""
    if not _is_part(request) and not problem:
        return redirect(f"/dashboard/conversations/{conversation}", status=303)
    found = await _talk(request, conversation)
    if not _is_part(request):
        values = _talk_values(found, who) | {"problem": problem, "draft": draft}
        return await draw_page(request, who, "conversation", values, section="inbox")
    renew = bool(problem) or sent
    return _talk_part(request, who, found, problem=problem, draft=draft, renew=renew)


async def _talk(request: Request, conversation: UUID) -> Talk:
    found = await in_crew(views.talk, here(request).appliance, str(conversation))
    if found is None:
        raise not_found()
    return found


def _talk_values(found: Talk, who: Staff) -> dict[str, Any]:
    c = found.row
    return {
        "c": c,
        "messages": found.messages,
        "leads": found.leads,
        "promises": found.promises,
        "last_question": found.last_question,
        "mine": c.mode == "staff" and c.staff_id == who.id,
        "stance": f"{c.mode}:{c.status}:{c.staff_id}",
        "client_id": str(uuid4()),
        "problem": "",
        "draft": "",
        **NO_CHANGE,
    }


def _talk_part(
    request: Request,
    who: Staff,
    found: Talk,
    *,
    problem: str = "",
    draft: str = "",
    renew: bool = False,
) -> HTTPResponse:
    """The composer is drawn anew only where it changed: somebody may be writing in it."""
    values = _talk_values(found, who)
    seen = fields(request).get("stance") or request.args.get("stance")
    values |= {
        "renew_composer": renew or seen != values["stance"],
        "problem": problem,
        "draft": draft,
    }
    return _part(request, who, "talk_live.html", values)


# -- leads


@dashboard.get("/dashboard/leads")
@staff_only()
async def leads(request: Request, who: Staff) -> HTTPResponse:
    app, args = here(request).appliance, request.args
    filters = {
        "status": _one_of(args.get("status"), STATUSES),
        "intent": _one_of(args.get("intent"), INTENTS),
        "hours": _one_of(args.get("hours"), ("after",)),
        "q": (args.get("q") or "").strip()[:100],
    }
    offset = min(_whole(args.get("offset")) or 0, 100_000)
    rows = await in_crew(
        app.store.leads,
        status=filters["status"] or None,
        intent=filters["intent"] or None,
        after_hours=True if filters["hours"] else None,
        search=filters["q"],
        limit=PER_PAGE + 1,
        offset=offset,
    )
    await note(here(request), who.id, "leads.read", "leads")
    more = offset + PER_PAGE if len(rows) > PER_PAGE else None
    values = {"filters": filters, "rows": rows[:PER_PAGE], "more": more, **NO_CHANGE}
    return await draw_page(request, who, "leads", values, part="leads_rows.html")


NO_CHANGE = {"lead_conflict": False, "lead_problem": "", "lead_saved": False}


@dashboard.post("/dashboard/leads/<lead:uuid>")
@staff_only(*MONEY)
async def change_lead(request: Request, who: Staff, lead: UUID) -> HTTPResponse:
    form, app = fields(request), here(request).appliance
    name = "lead_row.html" if request.args.get("row") else "lead_card.html"
    try:
        actual = amount(form.get("actual_value"))
    except ValueError:
        said = {"lead_problem": _speak(request, who)("lead.bad_amount")}
        return _lead_part(request, who, name, await _lead(request, lead), said)
    try:
        row = await in_crew(
            app.store.update_lead,
            str(lead),
            _whole(form.get("version")) or 0,
            status=_one_of(form.get("status"), STATUSES) or None,
            notes=_notes(form),
            actual_value=actual,
            actor=who.id,
            now=app.now(),
        )
    except NotFound:
        raise not_found() from None
    except Conflict as conflict:
        return _lead_part(request, who, name, conflict.current, {"lead_conflict": True})
    if not _is_part(request):
        return redirect(f"/dashboard/conversations/{row.conversation}", status=303)
    return _lead_part(request, who, name, row, {"lead_saved": True})


async def _lead(request: Request, lead: UUID) -> LeadRow:
    row = await in_crew(here(request).appliance.store.lead, str(lead))
    if row is None:
        raise not_found()
    return row


def _lead_part(
    request: Request, who: Staff, name: str, row: LeadRow, said: dict[str, Any]
) -> HTTPResponse:
    return _part(request, who, name, {"lead": row, **NO_CHANGE, **said})


def amount(text: object) -> Decimal | None:
    """ "1,250.50" or "RM 1250": an amount of money; None for nothing. Raises ValueError."""
    bare = str(text or "").upper().replace("RM", "").replace(",", "").strip()
    if not bare:
        return None
    try:
        value = Decimal(bare)
    except InvalidOperation:
        raise ValueError("not an amount") from None
    if not value.is_finite() or not 0 <= value < 10**9:
        raise ValueError("out of bounds")
    return value.quantize(Decimal("0.01"))


def _notes(form: Any) -> str | None:
    given = form.get("notes")
    return None if given is None else str(written(given)).strip()[:2000]


# -- alerts


@dashboard.get("/dashboard/alerts")
@staff_only()
async def alerts(request: Request, who: Staff) -> HTTPResponse:
    return await _alerts(request, who)


@dashboard.get("/dashboard/alerts/<alert:uuid>")
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


@dashboard.post("/dashboard/alerts/seen")
@staff_only()
async def see_alerts(request: Request, who: Staff) -> HTTPResponse:
    await in_crew(views.see_alerts, here(request).appliance)
    if not _is_part(request):
        return redirect("/dashboard/alerts", status=303)
    return await _alerts(request, who)


async def _alerts(request: Request, who: Staff) -> HTTPResponse:
    found = await in_crew(views.alerts, here(request).appliance)
    return await draw_page(request, who, "alerts", {"alerts": found}, part="alerts_list.html")


# -- files


@dashboard.get("/static/<name:path>")
async def static(request: Request, name: str) -> HTTPResponse:
    found = pages(request).assets.get(name)
    if found is None:
        raise not_found()
    named = request.args.get("v") == found.digest
    kept = f"public, max-age={YEAR}, immutable" if named else "no-cache"
    return found.answer(request, {"Cache-Control": kept, "X-Content-Type-Options": "nosniff"})


# -- drawing


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
    if part and _is_part(request):
        return _part(request, who, part, values)
    app = here(request).appliance
    found = await in_crew(views.counts, app)
    frame = {
        "section": section or name,
        "here": _path(request),
        "feed": await in_crew(app.spool.feed_last, STAFF_TOPIC),
        "cluster_away": away or found is None,
        **_counted(found),
    }
    return _part(request, who, f"{name}.html", frame | values)


def _part(request: Request, who: Staff, name: str, values: dict[str, Any]) -> HTTPResponse:
    own = {"staff": who, "sees_money": who.role in MONEY, "may_edit": who.role in MONEY}
    return _draw(request, name, _language(request, who), own | values)


def _draw(
    request: Request,
    name: str,
    language: Language,
    values: dict[str, Any],
    status: HTTPStatus = HTTPStatus.OK,
) -> HTTPResponse:
    now = here(request).appliance.now()
    body = pages(request).templates.render(name, language, now, **values)
    return html(body, status=status, headers=HEADERS)


def _login(
    request: Request,
    *,
    status: HTTPStatus = HTTPStatus.OK,
    email: str = "",
    problem: str = "",
) -> HTTPResponse:
    language = _language(request, None)
    t = pages(request).templates.speak(language)
    values = {
        "email": email,
        "next": _inside(fields(request).get("next") or request.args.get("next")),
        "problem": t(f"login.{problem}") if problem else "",
        "hint": "",
    }
    return _draw(request, "login.html", language, values, status)


def _counted(found: views.Counts | None) -> dict[str, int]:
    return {
        "waiting_count": found.waiting if found else 0,
        "alert_count": found.alerts if found else 0,
    }


def _language(request: Request, who: Staff | None) -> Language:
    if chosen := CHOSEN.get(request.cookies.get(LANGUAGE_COOKIE) or ""):
        return chosen
    hotel = here(request).appliance.hotel
    members = (m.language for m in hotel.staff if who and m.name == who.name)
    return next(members, "en")


def _speak(request: Request, who: Staff) -> Callable[..., str]:
    return pages(request).templates.speak(_language(request, who))


def _is_part(request: Request) -> bool:
    headers = request.headers
    return bool(headers.get("hx-request")) and not headers.get("hx-history-restore-request")


def _inside(target: object) -> str:
    """A path of ours to go on to; anything that could lead elsewhere becomes the dashboard."""
    text = str(target or "")
    parts = urlsplit(text)
    odd = parts.scheme or parts.netloc or "\\" in text or not text.isprintable()
    return text if text.startswith("/") and not text.startswith("//") and not odd else "/dashboard"


def _path(request: Request) -> str:
    """Where the reader is, to come back to after changing the language."""
    if request.method != "GET":
        return "/dashboard"
    return request.path + (f"?{request.query_string}" if request.query_string else "")


def fields(request: Request) -> dict[str, str]:
    """What was sent, one value for each name."""
    sent: dict[str, list[str]] = request.form or {}
    return {name: str(values[0]) for name, values in sent.items()}


def _one_of(given: object, known: tuple[str, ...]) -> Any:
    return given if given in known else ""


def _whole(given: object) -> int | None:
    text = str(given or "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None


def _instant(given: str | None) -> datetime | None:
    try:
        at = datetime.fromisoformat(given) if given else None
    except ValueError:
        return None
    return at if at and at.tzinfo else None


def mounted(app: Sanic[Any, Any]) -> None:
    """For `app.build`: the staff's pages. Raises MissingFile."""
    files = assets.load()
    app.ctx.pages = Pages(Templates(app.ctx.context.appliance.hotel, files), files)
    app.blueprint(dashboard)
