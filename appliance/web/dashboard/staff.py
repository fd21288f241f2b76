"""Who works here: adding people, what they may do, a password of their own, and leaving."""

from __future__ import annotations

from dataclasses import replace
from http import HTTPStatus
from typing import Any
from uuid import UUID

from sanic import Blueprint, HTTPResponse, Request, redirect

from appliance import desk
from appliance.app import Appliance
from appliance.desk import Staff
from appliance.engine.ids import derive
from appliance.store.records import StaffRow
from appliance.web.auth import is_secure, staff_only
from appliance.web.context import here
from appliance.web.crew import in_crew
from appliance.web.dashboard.forms import fields, one_of
from appliance.web.dashboard.frame import draw, language_of, speak
from appliance.web.dashboard.menu import EVERYBODY, MANAGERS, MONEY
from appliance.web.dashboard.settings import draw_tab, saved
from appliance.web.errors import Problem, not_found
from appliance.web.passwords import LONGEST, SHORTEST, hash_password
from appliance.web.schemas import written
from appliance.web.tokens import InvalidToken
from appliance.web.trail import note

pages = Blueprint("staff")


@pages.get("/dashboard/settings/staff")
@staff_only(*MONEY)
async def page(request: Request, who: Staff) -> HTTPResponse:
    return await draw_staff(request, who)


@pages.post("/dashboard/settings/staff")
@staff_only(*MANAGERS)
async def add(request: Request, who: Staff) -> HTTPResponse:
    app, form = here(request).appliance, fields(request)
    email = form.get("email", "").strip().lower()
    name = str(written(form.get("name") or "")).strip()[:80]
    role = one_of(form.get("role"), EVERYBODY)
    if not (name and role and "@" in email and len(email) < 255):
        return await draw_staff(request, who, problem="staff.incomplete", sent=form)
    if await in_crew(app.store.staff_by_email, email):
        return await draw_staff(request, who, problem="staff.known", sent=form)
    id_ = derive(app.hotel.id, "staff", email)
    language = one_of(form.get("language"), ("en", "ms")) or "en"
    row = StaffRow(id_, email, name, role, language, "", is_active=True, token_version=1)
    await in_crew(app.store.put_staff, row)
    await note(here(request), who.id, "staff.added", id_, role=role)
    return await draw_staff(request, who, invited=await _member(request, id_))


@pages.post("/dashboard/settings/staff/<member:uuid>")
@staff_only(*MANAGERS)
async def change(request: Request, who: Staff, member: UUID) -> HTTPResponse:
    row, form = await _member(request, str(member)), fields(request)
    role = one_of(form.get("role"), EVERYBODY) or row.role
    language = one_of(form.get("language"), ("en", "ms")) or row.language
    name = str(written(form.get("name") or "")).strip()[:80] or row.name
    if role != row.role and row.id == who.id:
        return await draw_staff(request, who, problem="staff.yourself")
    await _put(request, replace(row, role=role, language=language, name=name))
    await note(here(request), who.id, "staff.changed", row.id, role=role)
    return saved("staff")


@pages.post("/dashboard/settings/staff/<member:uuid>/active")
@staff_only(*MANAGERS)
async def activate(request: Request, who: Staff, member: UUID) -> HTTPResponse:
    """Let somebody go, or take them back. What they had in hand waits for a person again (H12)."""
    row = await _member(request, str(member))
    active = fields(request).get("active") == "1"
    if row.id == who.id:
        return await draw_staff(request, who, problem="staff.yourself")
    await _put(request, replace(row, is_active=active))
    await in_crew(desk.watch, here(request).appliance)
    action = "staff.activated" if active else "staff.deactivated"
    await note(here(request), who.id, action, row.id)
    return saved("staff")


@pages.post("/dashboard/settings/staff/<member:uuid>/invite")
@staff_only(*MANAGERS)
async def invite(request: Request, who: Staff, member: UUID) -> HTTPResponse:
    row = await _member(request, str(member))
    await note(here(request), who.id, "staff.invited", row.id)
    return await draw_staff(request, who, invited=row)


async def draw_staff(
    request: Request,
    who: Staff,
    *,
    problem: str = "",
    sent: dict[str, str] | None = None,
    invited: StaffRow | None = None,
) -> HTTPResponse:
    """The page; with `invited`, the link that person sets a password with, shown this once."""
    members = await in_crew(here(request).appliance.store.staff_members)
    values: dict[str, Any] = {
        "members": sorted(members, key=lambda row: (not row.is_active, row.name)),
        "roles": EVERYBODY,
        "invited": invited,
        "link": link(request, invited) if invited else "",
        "sent": sent,
    }
    return await draw_tab(request, who, "staff", values, problem)


async def _put(request: Request, row: StaffRow) -> None:
    await in_crew(here(request).appliance.store.put_staff, row)
    here(request).members.forget(row.id)


async def _member(request: Request, id_: str) -> StaffRow:
    row = await in_crew(here(request).appliance.store.staff, id_)
    if row is None:
        raise not_found()
    return row


# -- a password of one's own


def link(request: Request, row: StaffRow) -> str:
    context = here(request)
    token = context.tokens.issue(
        "invite", row.id, context.appliance.now(), version=row.token_version
    )
    scheme = "https" if is_secure(request) else "http"
    base = context.appliance.settings.public_url.rstrip("/") or f"{scheme}://{request.host}"
    return f"{base}/welcome/{token}"


@pages.get("/welcome/<token:str>")
async def welcome(request: Request, token: str) -> HTTPResponse:
    return _draw_welcome(request, await _invited(request, token))


@pages.post("/welcome/<token:str>")
async def set_password(request: Request, token: str) -> HTTPResponse:
    row = await _invited(request, token)
    password = fields(request).get("password", "")
    if not SHORTEST <= len(password) <= LONGEST:
        return _draw_welcome(request, row, "welcome.short")
    await in_crew(_keep, here(request).appliance, row.id, password)
    here(request).members.forget(row.id)
    await note(here(request), row.id, "staff.password", row.id)
    return redirect("/login", status=303)


def _keep(app: Appliance, id_: str, password: str) -> None:
    app.store.set_password(id_, hash_password(password))


async def _invited(request: Request, token: str) -> StaffRow:
    """Whose link it is. Raises Problem 410 where it was used, or is too old."""
    context = here(request)
    try:
        claims = context.tokens.read("invite", token, context.appliance.now())
    except InvalidToken:
        raise _used() from None
    row = await in_crew(context.appliance.store.staff, claims["sub"])
    if row is None or not row.is_active or row.token_version != claims["version"]:
        raise _used()
    return row


def _used() -> Problem:
    detail = "This link was used already or is older than two days. Ask for a new one."
    return Problem(HTTPStatus.GONE, "used_link", detail)


def _draw_welcome(request: Request, row: StaffRow, problem: str = "") -> HTTPResponse:
    member = Staff(row.id, row.name, row.role)
    language = "ms" if row.language == "ms" else language_of(request, None)
    t = speak(request, member)
    values = {
        "member": row,
        "shortest": SHORTEST,
        "problem": t(problem, SHORTEST) if problem else "",
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if problem else HTTPStatus.OK
    return draw(request, "welcome.html", language, values, status)
