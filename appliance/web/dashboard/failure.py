"""What a browser shows where a page does not work: the product's look, the reader's language."""

from __future__ import annotations

from http import HTTPStatus

from sanic import HTTPResponse, Request

from appliance.web.dashboard.frame import draw, language_of
from appliance.web.errors import Problem, request_id

TOLD: dict[int, str] = {
    HTTPStatus.FORBIDDEN: "forbidden",
    HTTPStatus.NOT_FOUND: "not_found",
    HTTPStatus.CONFLICT: "conflict",
    HTTPStatus.GONE: "used_link",
    HTTPStatus.TOO_MANY_REQUESTS: "too_many",
    HTTPStatus.INTERNAL_SERVER_ERROR: "internal",
    HTTPStatus.SERVICE_UNAVAILABLE: "unavailable",
}


def page(request: Request, problem: Problem) -> HTTPResponse:
    """For `errors.answer`. Our own failures name the request, as the logs do."""
    ours = problem.status == HTTPStatus.INTERNAL_SERVER_ERROR
    values = {
        "told": TOLD.get(problem.status, "other"),
        "id": request_id(request) if ours else "",
        "problem": "",  # the page itself says what is wrong
    }
    response = draw(request, "error.html", language_of(request, None), values, problem.status)
    response.headers.update(problem.headers)
    return response
