"""Signing in and out, for programs (tokens) and for the dashboard's pages (cookies)."""

from __future__ import annotations

from http import HTTPStatus
from uuid import uuid4

from sanic import Request

from appliance.desk import Staff
from appliance.store.records import StaffRow
from appliance.web.auth import ANYONE, Session, pair, renew
from appliance.web.context import Context, address, here
from appliance.web.crew import in_crew, on_disk
from appliance.web.endpoint import Endpoints
from appliance.web.errors import Problem
from appliance.web.passwords import is_password
from appliance.web.schemas import Credentials, RefreshRequest, StaffView, TokenPair
from appliance.web.tokens import LIFETIME, InvalidToken
from appliance.web.trail import note
from appliance.web.visits import NOTHING, Visits

endpoints = Endpoints("Sessions")


@endpoints.post("/auth/token", ANYONE, errors=(401, 422, 429, 503))
async def sign_in_by_token(request: Request, _: None, body: Credentials) -> TokenPair:
    """Sign in.

    Whether the e-mail or the password was wrong is not told. Ten attempts for an account and thirty
    from an address are answered in fifteen minutes.
    """
    return _tokens(await sign_in(request, body.email, body.password))


@endpoints.post("/auth/refresh", ANYONE, errors=(401, 422))
async def refresh_tokens(request: Request, _: None, body: RefreshRequest) -> TokenPair:
    """Exchange a refresh token for a new pair.

    A refresh token is used once. One that is used again ends every token of its sign-in.
    """
    try:
        return _tokens(await renew(here(request), body.refresh_token))
    except InvalidToken:
        detail = "The refresh token is not valid any more. Sign in."
        raise Problem(HTTPStatus.UNAUTHORIZED, "sign_in", detail) from None


@endpoints.post("/auth/logout", ANYONE, status=204, errors=(422,))
async def sign_out_by_token(request: Request, _: None, body: RefreshRequest) -> None:
    """Sign out: no token of this sign-in can be refreshed any more."""
    await end(here(request), body.refresh_token)


async def sign_in(request: Request, email: str, password: str) -> Session:
    """Raises Problem 401, 429; StoreUnavailable."""
    context, account = here(request), email.strip().lower()
    context.limits.login(account, address(request))
    row = await in_crew(context.appliance.store.staff_by_email, account)
    known = await in_crew(is_password, row.password_hash if row else "", password)
    if row is None or not row.is_active or not known:
        detail = "E-mail or password is wrong."
        raise Problem(HTTPStatus.UNAUTHORIZED, "wrong_credentials", detail)
    context.limits.signed_in(account)
    await note(context, row.id, "sign_in", row.id)
    return await _begin(context, row)


async def sign_out(request: Request) -> None:
    """For pages: end the browser's session and take its cookies away."""
    context = here(request)
    _, refresh = Visits(context.appliance.hotel.slug).tokens(request)
    await end(context, refresh)
    request.ctx.issued = NOTHING


async def end(context: Context, refresh: str) -> None:
    try:
        claims = context.tokens.read("refresh", refresh, context.appliance.now())
    except InvalidToken:
        return
    await on_disk(context.register.end_family, claims["family"])


async def _begin(context: Context, row: StaffRow) -> Session:
    context.members.forget(row.id)
    member, family, now = Staff(row.id, row.name, row.role), uuid4().hex, context.appliance.now()
    expires = now + LIFETIME["refresh"]
    await on_disk(context.register.open_family, family, row.id, now, expires)
    claims = {"version": row.token_version, "family": family}
    return Session(member, pair(context, member, claims, generation=0))


def _tokens(session: Session) -> TokenPair:
    return TokenPair(
        access_token=session.tokens.access,
        refresh_token=session.tokens.refresh,
        expires_in=int(LIFETIME["staff"].total_seconds()),
        staff=StaffView.model_validate(session.staff),
    )
