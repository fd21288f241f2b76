"""An endpoint of the API: its route, who may call it and what goes in and out, said once.

    endpoints = Endpoints("Leads")

    @endpoints.patch("/leads/<lead:uuid>", staff("gm"), errors=(404, 409))
    async def change_lead(request, staff, lead: UUID, body: LeadChange) -> Lead:
        "Change a lead"

The handler's annotations are the contract: a `body` or `query` is read as its model, and what is
returned is the model answered with. The server's routes and the API document are both made from
the endpoint, so they cannot differ.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Awaitable, Callable, Coroutine, Iterable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, get_type_hints

from pydantic import BaseModel, ValidationError
from sanic import HTTPResponse, Request, Sanic, empty, raw
from sanic.response import BaseHTTPResponse

from appliance.web.auth import Door
from appliance.web.context import here
from appliance.web.errors import Problem, invalid

PREFIX = "/api/v1"
JSON = "application/json"
EVENT_STREAM = "text/event-stream"
Handler = Callable[..., Awaitable[Any]]
ASKED_BY_PREFLIGHT = {
    "Access-Control-Allow-Headers": "authorization, content-type, last-event-id, x-property-key",
    "Access-Control-Max-Age": "7200",
}


@dataclass(frozen=True, slots=True)
class Endpoint:
    method: str
    path: str  # as the router spells it: "/leads/<lead:uuid>"
    handler: Handler
    door: Door[Any]
    tag: str
    summary: str
    description: str
    body: type[BaseModel] | None
    query: type[BaseModel] | None
    answer: type[BaseModel] | None
    status: int
    errors: tuple[int, ...]
    media: str

    @property
    def route(self) -> str:
        return PREFIX + self.path

    @property
    def name(self) -> str:
        return self.handler.__name__

    async def serve(self, request: Request, **parts: Any) -> HTTPResponse | None:
        who = await self.door.admit(request)
        if self.body:
            parts["body"] = read_body(request, self.body)
        if self.query:
            parts["query"] = read_query(request, self.query)
        return self._respond(await self.handler(request, who, **parts))

    def _respond(self, answer: Any) -> HTTPResponse | None:
        if self.media == EVENT_STREAM:
            return None  # already sent
        if self.answer is None:
            return empty(status=self.status)
        if not isinstance(answer, self.answer):
            raise TypeError(f"{self.name} promised {self.answer.__name__}, gave {type(answer)}")
        return raw(answer.model_dump_json(), status=self.status, content_type=JSON)


class Endpoints(list[Endpoint]):
    """The endpoints of one subject, in the order they are written."""

    def __init__(self, tag: str) -> None:
        super().__init__()
        self._tag = tag

    def add(
        self,
        method: str,
        path: str,
        door: Door[Any],
        *,
        status: int = 200,
        errors: tuple[int, ...] = (),
        media: str = JSON,
    ) -> Callable[[Handler], Handler]:
        """Register the handler below. `errors` are those of its own, beyond the door's."""

        def register(handler: Handler) -> Handler:
            hints = get_type_hints(handler)
            summary, _, description = inspect.cleandoc(handler.__doc__ or "").partition("\n\n")
            self.append(
                Endpoint(
                    method,
                    path,
                    handler,
                    door,
                    self._tag,
                    summary.rstrip("."),
                    description.strip(),
                    hints.get("body"),
                    hints.get("query"),
                    None if hints["return"] is type(None) else hints["return"],
                    status,
                    errors,
                    media,
                )
            )
            return handler

        return register

    def get(self, path: str, door: Door[Any], **how: Any) -> Callable[[Handler], Handler]:
        return self.add("GET", path, door, **how)

    def post(self, path: str, door: Door[Any], **how: Any) -> Callable[[Handler], Handler]:
        return self.add("POST", path, door, **how)

    def patch(self, path: str, door: Door[Any], **how: Any) -> Callable[[Handler], Handler]:
        return self.add("PATCH", path, door, **how)

    def delete(self, path: str, door: Door[Any], **how: Any) -> Callable[[Handler], Handler]:
        return self.add("DELETE", path, door, **how)


# `errors.answer` draws every error; Sanic, untold, reads each handler's source for its own format
OURS = "json"


def mount(app: Sanic[Any, Any], endpoints: Iterable[Endpoint]) -> None:
    """Serve `endpoints`; they stand in the application's document from then on."""
    endpoints = tuple(endpoints)
    app.ctx.endpoints = (*mounted(app), *endpoints)
    preflights: dict[str, list[str]] = {}
    for endpoint in endpoints:
        app.add_route(
            endpoint.serve,
            endpoint.route,
            methods=[endpoint.method],
            name=endpoint.name,
            error_format=OURS,
            ctx_cross_origin=endpoint.door.cross_origin,
        )
        if endpoint.door.cross_origin:
            preflights.setdefault(endpoint.route, []).append(endpoint.method)
    for route, methods in preflights.items():
        name = "preflight_" + re.sub(r"\W+", "_", route).strip("_")
        preflight = _preflight(methods)
        app.add_route(preflight, route, methods=["OPTIONS"], name=name, error_format=OURS)


def mounted(app: Sanic[Any, Any]) -> tuple[Endpoint, ...]:
    return getattr(app.ctx, "endpoints", ())


def allow_origin(request: Request, response: BaseHTTPResponse) -> None:
    """Let a listed page read the answer (Fetch Standard §3.2)."""
    if not (request.route and getattr(request.route.ctx, "cross_origin", False)):
        return
    origin = request.headers.get("origin", "")
    response.headers["Vary"] = "Origin"
    if origin and here(request).origins.allows(origin, request.host):
        response.headers["Access-Control-Allow-Origin"] = origin
        response.headers["Access-Control-Expose-Headers"] = "Retry-After, X-Request-ID"


def read_body(request: Request, model: type[BaseModel]) -> BaseModel:
    """The request's body; none is an empty object. Raises Problem 400, 415 or 422."""
    media = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if request.body and media != JSON:
        detail = f"Content-Type: {JSON} is expected."
        raise Problem(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "not_json", detail)
    try:
        return model.model_validate_json(request.body or b"{}")
    except ValidationError as error:
        raise invalid(error) from None


def read_query(request: Request, model: type[BaseModel]) -> BaseModel:
    try:
        return model.model_validate({name: given[0] for name, given in request.args.items()})
    except ValidationError as error:
        raise invalid(error) from None


def _preflight(
    methods: list[str],
) -> Callable[[Request], Coroutine[Any, Any, HTTPResponse]]:
    async def preflight(request: Request) -> HTTPResponse:
        response = empty(headers={"Vary": "Origin"})
        origin = request.headers.get("origin", "")
        if here(request).origins.allows(origin, request.host):
            response.headers["Access-Control-Allow-Origin"] = origin
            response.headers["Access-Control-Allow-Methods"] = ", ".join(methods)
            response.headers.update(ASKED_BY_PREFLIGHT)
        return response

    return preflight
