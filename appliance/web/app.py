"""The web server of one property: one process, one event loop."""

from __future__ import annotations

import asyncio
import socket
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from itertools import count
from typing import Any

from sanic import Request, Sanic
from sanic.response import BaseHTTPResponse

from appliance import logs
from appliance.app import Appliance
from appliance.web import api
from appliance.web.auth import is_secure, set_cookies
from appliance.web.context import Context, give_id, here, open_context
from appliance.web.endpoint import Endpoint, allow_origin, mount
from appliance.web.errors import answer, plain, request_id
from appliance.web.openapi import mount_document
from appliance.web.visits import Visits

log = logs.get(__name__)

LARGEST_BODY = 1_000_000  # bytes; a route that takes more says so with `ctx_max_size`
STOP_WITHIN = 15.0  # seconds requests have to finish
BACKLOG = 1024
SETTLED_AFTER = 0.05  # seconds after the start-up listeners
CONFIG = {
    "REQUEST_MAX_SIZE": LARGEST_BODY,
    "REQUEST_TIMEOUT": 30,
    "RESPONSE_TIMEOUT": 120,  # no request waits for a model; event streams send every 15 s
    "KEEP_ALIVE_TIMEOUT": 75,  # longer than the proxies in front, so they close first
    "GRACEFUL_SHUTDOWN_TIMEOUT": STOP_WITHIN,
    "ACCESS_LOG": False,
    "MOTD": False,
    "AUTO_EXTEND": False,
    "NOISY_EXCEPTIONS": False,
    "TOUCHUP": False,  # see `run`
}
POLICY = "; ".join(
    (
        "default-src 'self'",
        "img-src 'self' data:",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    )
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}
ONE_YEAR = "max-age=31536000"
NUMBERS = count(1)  # Sanic wants every application of a process to have its own name

Mount = Callable[[Sanic[Any, Any]], None]


def build(
    appliance: Appliance,
    *,
    endpoints: Iterable[Endpoint] = api.ENDPOINTS,
    mounts: Iterable[Mount] = (),
) -> Sanic[Any, Any]:
    """The application; `mounts` add what is not of the API, such as the dashboard's pages."""
    app: Sanic[Any, Any] = Sanic(f"nocturn-{next(NUMBERS)}", configure_logging=False)
    app.config.update(CONFIG)
    app.config.PROXIES_COUNT = appliance.settings.trusted_proxies or None
    app.ctx.context, app.ctx.draw_problem = open_context(appliance), plain
    app.exception(Exception)(answer)
    app.register_middleware(_arrived, "request")
    for leaving in (set_cookies, _allow_origin, _leaving):
        app.register_middleware(leaving, "response")
    app.add_signal(_allow_larger, "http.routing.after")
    app.before_server_stop(_stop)
    mount(app, endpoints)
    mount_document(app, Visits(appliance.hotel.slug).access)
    for add in mounts:
        add(app)
    return app


def run(
    app: Sanic[Any, Any], host: str, port: int, ready: Callable[[int], None] = lambda _port: None
) -> None:
    """Serve until SIGTERM or SIGINT. `ready` is called with the port once requests are answered."""
    listening = listen(host, port)
    # Sanic takes what nobody listens to out of its own classes: for all applications of a process
    app.config.TOUCHUP = True

    async def tell(_: Sanic[Any, Any]) -> None:
        # Not before the loop runs for good: Sanic loses a SIGTERM that comes while it still starts.
        port_bound = listening.getsockname()[1]
        asyncio.get_running_loop().call_later(SETTLED_AFTER, ready, port_bound)

    app.after_server_start(tell)
    app.run(sock=listening, single_process=True, access_log=False, motd=False)


def listen(host: str, port: int) -> socket.socket:
    """A listening socket. Port 0 takes a free one, which Sanic itself does not offer."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    return socket.create_server((host, port), family=family, backlog=BACKLOG)


async def _arrived(request: Request) -> None:
    give_id(request)
    request.ctx.arrived = time.perf_counter()


async def _leaving(request: Request, response: BaseHTTPResponse) -> None:
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    response.headers["X-Request-ID"] = request_id(request)
    if request.path.startswith("/api/v1/"):
        response.headers.setdefault("Cache-Control", "no-store")
    if is_secure(request):
        response.headers.setdefault("Strict-Transport-Security", ONE_YEAR)
    _log(request, response)


async def _allow_origin(request: Request, response: BaseHTTPResponse) -> None:
    allow_origin(request, response)


async def _allow_larger(request: Request, route: Any, **_: Any) -> None:
    if (larger := getattr(route.ctx, "max_size", None)) and request.stream:
        request.stream.request_max_size = larger


async def _stop(app: Sanic[Any, Any]) -> None:
    """Sanic may call this twice, at once; streams must end or the loop never would."""
    context: Context = app.ctx.context
    context.appliance.draining = True
    context.streams.close()
    with suppress(TimeoutError):
        async with asyncio.timeout(STOP_WITHIN / 3):
            while len(context.streams):
                await asyncio.sleep(0.02)


def _log(request: Request, response: BaseHTTPResponse) -> None:
    arrived = getattr(request.ctx, "arrived", time.perf_counter())  # no headers, no arrival
    log.info(
        "request",
        method=request.method,
        route=request.route.path if request.route else "",
        status=int(response.status),
        milliseconds=round((time.perf_counter() - arrived) * 1000, 1),
        request_id=request_id(request),
        property=here(request).appliance.hotel.slug,
    )
