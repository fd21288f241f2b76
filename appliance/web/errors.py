"""What a caller is told when something does not work.

Under /api it is a problem document (RFC 9457) whose `code` programs may rely on; elsewhere a plain
page. Neither holds a stack trace, nor anything a guest wrote.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from html import escape
from http import HTTPStatus
from typing import Any
from urllib.parse import quote

from pydantic import ValidationError
from sanic import HTTPResponse, Request, html, json, redirect
from sanic.exceptions import MethodNotAllowed, SanicException

from appliance import desk, logs
from appliance.store import StoreUnavailable

log = logs.get(__name__)

PROBLEM = "application/problem+json"
PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>{title}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark"></head>
<body><main><h1>{title}</h1><p>{detail}</p><p><a href="/">Start page</a></p></main></body></html>
"""
DETAILS: dict[int, str] = {
    400: "The request cannot be read.",
    404: "There is nothing here, or nothing you may see.",
    405: "This address does not take requests of this kind.",
    408: "The request took too long to arrive.",
    413: "The request is larger than this address accepts.",
    500: "Something went wrong here. It was written down under the request's id.",
    503: "The appliance is busy or about to stop. Try again in a moment.",
}


class Problem(Exception):
    """Ends a request. `code` is a word for programs, `detail` a sentence for people."""

    def __init__(
        self,
        status: HTTPStatus,
        code: str,
        detail: str,
        *,
        headers: Mapping[str, str] | None = None,
        **members: Any,
    ) -> None:
        super().__init__(code)
        self.status, self.code, self.detail = status, code, detail
        self.headers, self.members = dict(headers or {}), members


def not_found() -> Problem:
    """Also what another property's things look like: whether they exist is not ours to tell."""
    return Problem(HTTPStatus.NOT_FOUND, "not_found", DETAILS[404])


def invalid(error: ValidationError) -> Problem:
    """422 naming each field and what is wrong with it, never the value given."""
    found = error.errors(include_url=False, include_context=False, include_input=False)
    if any(one["type"] == "json_invalid" for one in found):
        return Problem(HTTPStatus.BAD_REQUEST, "not_json", "The body is not valid JSON.")
    fields = [
        {"field": ".".join(str(part) for part in one["loc"]), "message": one["msg"]}
        for one in found
    ]
    detail = "; ".join(f"{one['field'] or 'body'}: {one['message']}" for one in fields[:5])
    return Problem(HTTPStatus.UNPROCESSABLE_ENTITY, "invalid", detail, errors=fields)


def unavailable(seconds: int = 5) -> Problem:
    return Problem(
        HTTPStatus.SERVICE_UNAVAILABLE,
        "unavailable",
        DETAILS[503],
        headers={"Retry-After": str(seconds)},
    )


def _taken(error: desk.AlreadyTaken) -> Problem:
    detail = f"{error.by} is already talking to this guest."
    return Problem(HTTPStatus.CONFLICT, "already_taken", detail, by=error.by)


def _not_yours(_: desk.NotYours) -> Problem:
    detail = "Take the conversation over before answering in it."
    return Problem(HTTPStatus.CONFLICT, "not_yours", detail)


def _unfilled(error: desk.Unfilled) -> Problem:
    detail = f"Fill in what is still blank first: {error}."
    return Problem(HTTPStatus.UNPROCESSABLE_ENTITY, "unfilled", detail)


def _window_closed(error: desk.WindowClosed) -> Problem:
    detail = "The guest last wrote too long ago: only a template can be sent."
    since = error.since.isoformat()
    return Problem(HTTPStatus.CONFLICT, "window_closed", detail, since=since)


def _opted_out(_: desk.OptedOut) -> Problem:
    detail = "The guest asked not to be written to; only answers may be sent."
    return Problem(HTTPStatus.CONFLICT, "opted_out", detail)


TRANSLATIONS: dict[type[Exception], Callable[[Any], Problem]] = {
    Problem: lambda problem: problem,
    desk.AlreadyTaken: _taken,
    desk.NotFound: lambda _: not_found(),
    desk.NotYours: _not_yours,
    desk.Unfilled: _unfilled,
    desk.WindowClosed: _window_closed,
    desk.OptedOut: _opted_out,
    desk.NoTemplate: lambda _: not_found(),
    StoreUnavailable: lambda _: unavailable(),
    ValidationError: lambda _: _of_status(500),  # of our own making: requests raise Problem
}


async def answer(request: Request | None, error: Exception) -> HTTPResponse:
    """The one exception handler."""
    problem = _translate(error)
    if problem.status >= HTTPStatus.INTERNAL_SERVER_ERROR and problem.code == "internal":
        log.error("request failed", exc_info=error, route=_route(request))
    if request is None or request.path.startswith("/api/"):
        return _document(problem, request)
    if problem.status == HTTPStatus.UNAUTHORIZED:
        return _to_sign_in(request)
    drawn: HTTPResponse = request.app.ctx.draw_problem(request, problem)
    return drawn


def plain(_: Request, problem: Problem) -> HTTPResponse:
    """For browsers, where the dashboard's pages are not served."""
    page = PAGE.format(title=escape(problem.status.phrase), detail=escape(problem.detail))
    return html(page, status=problem.status, headers=problem.headers)


def request_id(request: Request | None) -> str:
    return str(getattr(request.ctx, "id", "")) if request else ""


def _translate(error: Exception) -> Problem:
    for kind in type(error).__mro__:
        if translation := TRANSLATIONS.get(kind):
            return translation(error)
    if isinstance(error, SanicException):
        headers = error.headers if isinstance(error, MethodNotAllowed) else {}
        return _of_status(error.status_code, headers)
    return _of_status(500)


def _of_status(status: int, headers: Mapping[str, str] | None = None) -> Problem:
    known = HTTPStatus(status)
    code = "internal" if known == 500 else known.name.lower()
    return Problem(known, code, DETAILS.get(status, known.phrase), headers=headers)


def _document(problem: Problem, request: Request | None) -> HTTPResponse:
    body = {
        "type": "about:blank",
        "title": problem.status.phrase,
        "status": int(problem.status),
        "code": problem.code,
        "detail": problem.detail,
        "request_id": request_id(request),
        **problem.members,
    }
    return json(body, status=problem.status, headers=problem.headers, content_type=PROBLEM)


def _to_sign_in(request: Request) -> HTTPResponse:
    """Pages ask for a password instead of failing; htmx must be told to leave its page."""
    if request.headers.get("hx-request"):
        here = request.headers.get("hx-current-url", "/")
        target = f"/login?next={quote(_path_of(here), safe='')}"
        return html("", status=HTTPStatus.UNAUTHORIZED, headers={"HX-Redirect": target})
    where = request.path + (f"?{request.query_string}" if request.query_string else "")
    return redirect(
        f"/login?next={quote(where, safe='')}" if where != "/" else "/login", status=303
    )


def _path_of(url: str) -> str:
    path = "/" + url.split("://", 1)[-1].partition("/")[2]
    return path if not path.startswith("//") else "/"


def _route(request: Request | None) -> str:
    return request.route.path if request and request.route else ""
