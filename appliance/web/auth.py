"""Who is calling, and whether they may.

A `Door` lets somebody in: it knows how the API document calls its kind of key, and turns a request
into whoever it comes from.

Staff show a bearer token, or the dashboard's cookies. Cookies go along with requests other sites
make, so with them anything but looking must come from a page of this appliance. Whether somebody
still works here, and as what, is the record's to say, not the token's; while the cluster is away a
token that has not expired is believed.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import dataclass
from functools import wraps
from hashlib import sha256
from http import HTTPStatus
from typing import Any, Concatenate, Generic, ParamSpec, TypeVar, cast

from sanic import Request
from sanic.response import BaseHTTPResponse

from appliance.desk import Staff
from appliance.store import StoreUnavailable
from appliance.store.records import StaffRole
from appliance.web.context import Context, address, here
from appliance.web.crew import in_time, on_disk
from appliance.web.errors import Problem, not_found
from appliance.web.limits import Caller
from appliance.web.tokens import LIFETIME, InvalidToken
from appliance.web.trail import note
from appliance.web.visits import Pass, Visits

Who = TypeVar("Who")
P = ParamSpec("P")
T = TypeVar("T")
SAFE = {"GET", "HEAD", "OPTIONS"}
EVERYONE: tuple[StaffRole, ...] = ("gm", "reservations", "front_desk", "admin")


@dataclass(frozen=True, slots=True)
class Guest:
    """One browser in one conversation."""

    conversation: str
    visitor: str  # the widget's client_id: its address within the web channel
    key: str  # id of the widget key it came with

    def caller(self, request: Request) -> Caller:
        return Caller(self.key, self.conversation, address(request))


@dataclass(frozen=True, slots=True)
class Door(Generic[Who]):
    schemes: tuple[str, ...]  # of the document's securitySchemes; any one of them opens it
    admit: Callable[[Request], Awaitable[Who]]  # raises Problem
    roles: tuple[StaffRole, ...] = ()
    cross_origin: bool = False  # called by pages of the hotel's own site
    refusals: tuple[int, ...] = ()


# -- staff


async def current_staff(request: Request) -> Staff | None:
    """Who is signed in; None for nobody. Raises Problem 403 for a forged cross-site request."""
    scheme, _, bearer = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() == "bearer" and bearer:
        return await _of_access_token(request, bearer.strip())
    visits = Visits(here(request).appliance.hotel.slug)
    access, refresh = visits.tokens(request)
    if not (access or refresh):
        return None
    if request.method not in SAFE:
        _refuse_other_sites(request)
    return await _of_access_token(request, access) or await _renewed(request, refresh)


def staff(*roles: StaffRole) -> Door[Staff]:
    """Members of staff in one of `roles`; in any where none is named."""

    async def admit(request: Request) -> Staff:
        member = await current_staff(request)
        if member is None:
            raise _sign_in_first()
        if roles and member.role not in roles:
            detail = "Your role does not include this."
            raise Problem(HTTPStatus.FORBIDDEN, "forbidden", detail)
        return member

    return Door(("staff", "session"), admit, roles or EVERYONE, refusals=(401, 403))


def staff_only(
    *roles: StaffRole,
) -> Callable[
    [Callable[Concatenate[Request, Staff, P], Awaitable[T]]],
    Callable[Concatenate[Request, P], Coroutine[Any, Any, T]],
]:
    """For pages: the handler gets the member of staff as its second argument."""
    door = staff(*roles)

    def decorate(
        handler: Callable[Concatenate[Request, Staff, P], Awaitable[T]],
    ) -> Callable[Concatenate[Request, P], Coroutine[Any, Any, T]]:
        @wraps(handler)
        async def guarded(request: Request, /, *args: P.args, **kwargs: P.kwargs) -> T:
            return await handler(request, await door.admit(request), *args, **kwargs)

        return guarded

    return decorate


async def set_cookies(request: Request, response: BaseHTTPResponse) -> None:
    """Response middleware: hands out the passes that were issued while the request was served."""
    if issued := getattr(request.ctx, "issued", None):
        visits = Visits(here(request).appliance.hotel.slug)
        visits.keep(response, issued, secure=is_secure(request))


def is_secure(request: Request) -> bool:
    return request.scheme == "https" or here(request).appliance.settings.public_url[:6] == "https:"


async def _of_access_token(request: Request, token: str) -> Staff | None:
    context = here(request)
    try:
        claims = context.tokens.read("staff", token, context.appliance.now())
    except InvalidToken:
        return None
    return await standing(context, claims)


async def standing(context: Context, claims: dict[str, Any]) -> Staff | None:
    """The member of staff a token speaks of, as the record has them now; None if no longer."""
    id = claims["sub"]
    try:
        row = await context.members.find(id)
    except StoreUnavailable:
        return Staff(id, claims["name"], claims["role"])
    if row is None or not row.is_active or row.token_version != claims["version"]:
        return None
    return Staff(row.id, row.name, row.role)


async def _renewed(request: Request, refresh: str) -> Staff | None:
    """Exchange the refresh cookie on the way; the new ones leave with the response."""
    try:
        found = await renew(here(request), refresh)
    except InvalidToken:
        return None
    request.ctx.issued = found.tokens
    return found.staff


@dataclass(frozen=True, slots=True)
class Session:
    staff: Staff
    tokens: Pass


async def renew(context: Context, refresh: str) -> Session:
    """A new pair for a refresh token, which is thereby used up. Raises InvalidToken.

    One that comes back after its use was copied: everything that grew from its sign-in ends.
    """
    now = context.appliance.now()
    claims = context.tokens.read("refresh", refresh, now)
    member = await standing(context, claims)
    if member is None:
        await on_disk(context.register.end_family, claims["family"])
        raise InvalidToken("no longer")
    rotation = await on_disk(
        context.register.rotate,
        claims["family"],
        claims["generation"],
        now,
        now + LIFETIME["refresh"],
    )
    if rotation.verdict == "reused":
        await note(context, member.id, "session.reused", member.id)
    if rotation.verdict != "ok":
        raise InvalidToken(rotation.verdict)
    return Session(member, pair(context, member, claims, rotation.generation))


def pair(context: Context, member: Staff, claims: dict[str, Any], generation: int) -> Pass:
    now, tokens = context.appliance.now(), context.tokens
    about: dict[str, Any] = {
        "name": member.name,
        "role": member.role,
        "version": claims["version"],
        "family": claims["family"],
    }
    return Pass(
        tokens.issue("staff", member.id, now, **about),
        tokens.issue("refresh", member.id, now, generation=generation, **about),
    )


def _refuse_other_sites(request: Request) -> None:
    origin = request.headers.get("origin")
    site = request.headers.get("sec-fetch-site")
    ours = here(request).origins.is_own(origin, request.host) if origin else site == "same-origin"
    if not ours:
        detail = "This request did not come from a page of this appliance."
        raise Problem(HTTPStatus.FORBIDDEN, "cross_site", detail)


def _sign_in_first() -> Problem:
    return Problem(
        HTTPStatus.UNAUTHORIZED,
        "sign_in",
        "Sign in first.",
        headers={"WWW-Authenticate": "Bearer"},
    )


# -- guests


def check_origin(request: Request, *, required: bool) -> None:
    origin = request.headers.get("origin", "")
    if not origin and not required:
        return
    if not here(request).origins.allows(origin, request.host):
        detail = "The widget may not be used from this page. Ask the hotel to list its origin."
        raise Problem(HTTPStatus.FORBIDDEN, "origin_not_listed", detail)


async def _admit_key(request: Request) -> str:
    """The id of the widget key in `X-Property-Key`, used from a page of the hotel."""
    check_origin(request, required=True)
    given = request.headers.get("x-property-key", "")
    found = await known_key(here(request), sha256(given.encode()).hexdigest()) if given else None
    if found is None:
        detail = "X-Property-Key is missing, expired or unknown."
        raise Problem(HTTPStatus.UNAUTHORIZED, "unknown_key", detail)
    return found


async def known_key(context: Context, hash: str) -> str | None:
    """Ask the record; while it is away, what it said last."""
    app, register = context.appliance, context.register
    try:
        row = await in_time(app.store.api_key, hash, app.now())
    except StoreUnavailable:
        return await on_disk(register.key, hash, app.now())
    if row is None:
        await on_disk(register.forget_key, hash)
        return None
    await on_disk(register.remember_key, hash, row.id, row.expires_at)
    return row.id


def _guest(request: Request) -> Guest | None:
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    context = here(request)
    try:
        claims = context.tokens.read("guest", token.strip(), context.appliance.now())
    except InvalidToken:
        return None
    if scheme.lower() != "bearer":
        return None
    guest = Guest(claims["sub"], claims["visitor"], claims["key"])
    if guest.conversation != str(request.match_info.get("conversation", guest.conversation)):
        raise not_found()
    return guest


async def _admit_guest(request: Request) -> Guest:
    check_origin(request, required=False)
    guest = _guest(request)
    if guest is None:
        detail = "The conversation's token is missing or has expired. Start it again."
        raise Problem(HTTPStatus.UNAUTHORIZED, "token_expired", detail)
    return guest


async def _admit_guest_or_staff(request: Request) -> Guest | Staff:
    if guest := _guest(request):
        check_origin(request, required=False)
        return guest
    member = await current_staff(request)
    return member if member is not None else await _admit_guest(request)


async def _admit_anyone(_: Request) -> None:
    return None


ANYONE = Door((), _admit_anyone)
property_key = Door(("widget_key",), _admit_key, cross_origin=True, refusals=(401, 403))
guest_of_conversation = Door(("guest",), _admit_guest, cross_origin=True, refusals=(401, 403))
guest_or_staff: Door[Guest | Staff] = cast(
    "Door[Guest | Staff]",
    Door(
        ("guest", "staff", "session"), _admit_guest_or_staff, cross_origin=True, refusals=(401, 403)
    ),
)
