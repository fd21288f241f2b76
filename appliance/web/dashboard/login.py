"""Signing in and out, and the language of the interface."""

from __future__ import annotations

from http import HTTPStatus

from sanic import Blueprint, HTTPResponse, Request, redirect

from appliance.desk import Staff
from appliance.store import StoreUnavailable
from appliance.web.auth import current_staff, is_secure, staff_only
from appliance.web.context import here
from appliance.web.dashboard.forms import fields, inside
from appliance.web.dashboard.frame import LANGUAGE_COOKIE, draw, language_of, pages_of
from appliance.web.errors import Problem
from appliance.web.sessions import sign_in, sign_out

pages = Blueprint("login")

YEAR = 365 * 24 * 3600


@pages.get("/login")
async def login_page(request: Request) -> HTTPResponse:
    if await current_staff(request):
        return redirect(inside(request.args.get("next")), status=303)
    return draw_login(request)


@pages.post("/login")
async def log_in(request: Request) -> HTTPResponse:
    form = fields(request)
    email = str(form.get("email") or "")
    try:
        session = await sign_in(request, email, str(form.get("password") or "")[:200])
    except Problem as problem:
        return draw_login(request, status=problem.status, email=email, problem=problem.code)
    except StoreUnavailable:
        status = HTTPStatus.SERVICE_UNAVAILABLE
        return draw_login(request, status=status, email=email, problem="unavailable")
    request.ctx.issued = session.tokens
    return redirect(inside(form.get("next")), status=303)


@pages.post("/logout")
async def log_out(request: Request) -> HTTPResponse:
    await sign_out(request)
    return redirect("/login", status=303)


@pages.post("/dashboard/language")
@staff_only()
async def choose_language(request: Request, _: Staff) -> HTTPResponse:
    form = fields(request)
    response = redirect(inside(form.get("next")), status=303)
    response.add_cookie(
        LANGUAGE_COOKIE,
        "ms" if form.get("language") == "ms" else "en",
        path="/",
        samesite="Lax",
        secure=is_secure(request),
        max_age=YEAR,
    )
    return response


def draw_login(
    request: Request,
    *,
    status: HTTPStatus = HTTPStatus.OK,
    email: str = "",
    problem: str = "",
) -> HTTPResponse:
    language = language_of(request, None)
    t = pages_of(request).templates.speak(language)
    values = {
        "email": email,
        "next": inside(fields(request).get("next") or request.args.get("next")),
        "problem": t(f"login.{problem}") if problem else "",
        "hint": t("login.demo") if here(request).appliance.settings.demo else "",
    }
    return draw(request, "login.html", language, values, status)
