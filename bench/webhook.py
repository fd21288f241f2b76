"""`make bench-webhook`: how long Meta waits for its 200, whatever a call holds.

The demo hotel in a process of its own, without a model. Calls are signed with its secret and posted
one after another, while answers are worked out beside them. The large ones are of 3 MB, Meta's
most, from a thousand guests nobody has met.
"""

from __future__ import annotations

import json
import os
import statistics
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx

from appliance import demo, hotel
from appliance.channels.whatsapp.signature import HEADER, sign
from appliance.settings import read
from appliance.simulate.graph import Graph
from appliance.simulate.guest import PATH, Guest, Meta
from bench.__main__ import appliance

ORDINARY, LARGE = 100, 2  # calls measured
CROWD, LONG = 1000, 3000  # guests in a large call; characters each of them writes


@contextmanager
def connected(home: Path) -> Iterator[Meta]:
    """A running appliance, and who calls it; its answers go to a stand-in of the Graph API."""
    settings = read({**os.environ, "NOCTURN_HOME": str(home)})
    channels = hotel.read(settings.tenant_dir, settings.slug).channels
    secrets, of = demo.channel_secrets(settings, channels), channels.whatsapp
    assert of
    token, secret = (
        secrets[name.removeprefix(hotel.SECRET)] for name in (of.access_token, of.app_secret)
    )
    with Graph(token, of.phone_number_id) as graph:
        options = {"NOCTURN_WHATSAPP_BASE_URL": graph.url, "NOCTURN_CREW": str(settings.crew)}
        with appliance(home, "", options) as (url, _, _):
            yield Meta(url, secret, of.phone_number_id)


def one(meta: Meta, n: int) -> dict[str, Any]:
    guest = Guest(f"6011{n:08}", "Tan", "")
    return meta.messages(guest, guest.says("What time is breakfast?", time.time()))


def crowd(meta: Meta, n: int) -> dict[str, Any]:
    guests = [Guest(f"60{n}2{at:07}", "Tan", "") for at in range(CROWD)]
    texts = [guest.says("ada bilik? " + "x" * LONG, time.time()) for guest in guests]
    return meta.messages(guests[0], *texts)


def waits(client: httpx.Client, meta: Meta, payloads: list[dict[str, Any]]) -> list[float]:
    """Milliseconds each call waited for its 200."""
    took = []
    for payload in payloads:
        body = json.dumps(payload).encode()
        headers = {HEADER: sign(body, meta.app_secret)}
        began = time.perf_counter()
        client.post(PATH, content=body, headers=headers).raise_for_status()
        took.append(1000 * (time.perf_counter() - began))
    return sorted(took)


def main() -> None:
    with (
        tempfile.TemporaryDirectory() as folder,
        connected(Path(folder)) as meta,
        httpx.Client(base_url=meta.url, timeout=60) as client,
    ):
        for name, make, calls in (
            ("one message of one guest", one, ORDINARY),
            (f"3 MB of {CROWD} new guests", crowd, LARGE),
            ("one message, beside their answers", one, ORDINARY),
        ):
            took = waits(client, meta, [make(meta, n) for n in range(calls)])
            print(
                f"{name:<34} p50 {statistics.median(took):5.0f} ms   worst {took[-1]:5.0f} ms",
                flush=True,
            )


if __name__ == "__main__":
    main()
