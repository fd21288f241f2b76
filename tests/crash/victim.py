"""An appliance that kills itself at one step of a message's path.

`python -m tests.crash.victim SINK_URL STEP CALL`: serves the property named by the environment,
takes messages at POST /hook as a messaging vendor would deliver them, and hands replies to SINK_URL
over HTTP. At the CALL-th time it reaches STEP ("commit:before") it sends itself SIGKILL.
"""

from __future__ import annotations

import itertools
import json
import os
import signal
import sys
import urllib.request
from collections.abc import Callable
from datetime import datetime
from typing import Any

from sanic import Request, Sanic, text
from sanic import json as json_response

from appliance import logs, settings, turn, wiring
from appliance.app import Appliance
from appliance.engine.message import Inbound, Outgoing
from appliance.web import app as server
from appliance.web import whatsapp_hook
from appliance.web.crew import in_crew

STEPS = (  # in the order a message meets them
    "accept_all:before",
    "accept_all:after",
    "search:before",
    "search:after",
    "commit:before",
    "commit:after",
    "send:before",
    "send:after",  # handed over and not yet marked: the only place a repeat may come from
    "sent:after",
    "write:before",
    "write:after",  # in Postgres and still in the ledger
    "drain:after",
)


class Sink:
    """A channel whose vendor is the test."""

    streams, by_job = False, False

    def __init__(self, url: str) -> None:
        self.url = url

    def send(self, message: Outgoing) -> str:
        body = json.dumps({"id": message.id, "guest": message.guest}).encode()
        with urllib.request.urlopen(urllib.request.Request(self.url, body), timeout=5):
            return f"sink-{message.id}"


def arm(app: Appliance, step: str, call: int) -> None:
    """Replace the step's method by one that kills the process before or after the real one."""
    name, _, when = step.partition(":")
    owners = {"search": app.knowledge, "send": app.channels["sink"], "write": app.store}
    owner = owners.get(name, app.spool)
    real: Callable[..., Any] = getattr(owner, name)
    calls = itertools.count(1)

    def deadly(*args: Any, **options: Any) -> Any:
        mine = next(calls)
        if when == "before" and mine >= call:
            os.kill(os.getpid(), signal.SIGKILL)
        result = real(*args, **options)
        if when == "after" and mine >= call:
            os.kill(os.getpid(), signal.SIGKILL)
        return result

    setattr(owner, name, deadly)


def main(sink: str, step: str = "", call: int = 1) -> None:
    logs.configure("ERROR")
    with wiring.running(
        settings.read(os.environ), prepare=lambda app: prepare(app, sink, step, call)
    ) as app:
        site = server.build(app, mounts=(lambda site: mount(site, app), whatsapp_hook.mounted))
        server.run(site, "127.0.0.1", 0, lambda port: print(f"http://127.0.0.1:{port}", flush=True))


def prepare(app: Appliance, sink: str, step: str, call: int) -> None:
    app.channels = {**app.channels, "sink": Sink(sink)}
    if step:
        arm(app, step, call)


def mount(site: Sanic[Any, Any], app: Appliance) -> None:
    async def hook(request: Request) -> Any:
        m = request.json
        message = Inbound(
            m["id"],
            "sink",
            m["guest"],
            m["text"],
            datetime.fromisoformat(m["at"]),
            addressable=True,
        )
        await in_crew(turn.receive, app, [message])
        return text("ok")

    async def depth(_: Request) -> Any:
        return json_response(await in_crew(app.spool.depth))

    site.add_route(depth, "/depth")
    site.add_route(hook, "/hook", methods=["POST"])


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
