"""kill -9 at every step of a message's path: nothing is lost, nothing is answered twice.

The count is printed (`pytest -s tests/crash`). A reply may be repeated only where the kill fell
between handing it over and marking it. NOCTURN_CRASH_ROUNDS repeats the whole (default 1).
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import urllib.error
import urllib.request
from collections import Counter
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import psycopg2
import pytest

from appliance import hotel
from tests.crash.victim import STEPS
from tests.loopback import serving
from tests.patience import PATIENCE, wait_until

PACKS = Path(__file__).parents[1] / "fixtures" / "packs"
SLUG = "teluk-kelapa"
ROUNDS = int(os.environ.get("NOCTURN_CRASH_ROUNDS", "1"))
ASKED = ("What time is breakfast?", "Is there parking?", "Boleh check in awal?")


@dataclass
class Guests:
    """What the test knows: what was accepted, and what arrived at the sink."""

    accepted: list[str] = field(default_factory=list)
    replies: Counter[str] = field(default_factory=Counter)
    answered: set[str] = field(default_factory=set)


@pytest.fixture
def guests():
    return Guests()


@pytest.fixture
def sink(guests):
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            reply = json.loads(self.rfile.read(int(self.headers["content-length"])))
            guests.replies[reply["id"]] += 1
            guests.answered.add(reply["guest"])
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    with serving(server):
        yield f"http://127.0.0.1:{server.server_port}/"


@pytest.fixture
def environment(tenant_dsn, tmp_path):
    known = hotel.load(PACKS / "tenant_config", SLUG)
    return {
        **os.environ,
        "NOCTURN_HOME": str(tmp_path / "home"),
        "NOCTURN_PROPERTY": SLUG,
        "NOCTURN_TENANT_DIR": str(PACKS / "tenant_config"),
        "NOCTURN_KNOWLEDGE_DIR": str(PACKS / "knowledge_packs"),
        "NOCTURN_DATABASE_URL": tenant_dsn(known),
        "PYTHONPATH": str(Path(__file__).parents[2]),
    }


@contextmanager
def victim(environment, sink, step="", call=1):
    """A running appliance's URL, and its process."""
    command = [sys.executable, "-m", "tests.crash.victim", sink, step, str(call)]
    process = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True)
    assert process.stdout
    try:
        url = process.stdout.readline().strip()
        yield url, process
    finally:
        process.kill()
        process.wait()
        process.stdout.close()


def deliver(url, message) -> bool:
    """As a vendor does: only a 200 counts, anything else is sent again later."""
    request = urllib.request.Request(f"{url}/hook", json.dumps(message).encode())
    request.add_header("content-type", "application/json")
    try:
        with urllib.request.urlopen(request, timeout=10) as answer:
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError):
        return False


def message(name: str, n: int) -> dict[str, str]:
    text, at = ASKED[n % len(ASKED)], f"2026-11-23T04:{n % 60:02}:00+00:00"
    return {"id": f"sink:{name}", "guest": name, "text": text, "at": at}


def app_is_idle(url: str) -> bool:
    """Whether nothing waits in the spool."""
    with urllib.request.urlopen(f"{url}/depth", timeout=10) as answer:
        depth: dict[str, int] = json.load(answer)
    return not any(depth.values())


def recorded(dsn: str) -> dict[str, int]:
    with closing(psycopg2.connect(dsn)) as db, db.cursor() as cursor:
        cursor.execute("select role, count(*) from nocturn.messages group by role")
        return dict(cursor.fetchall())


@pytest.mark.postgres
@pytest.mark.timeout(600)
def test_w7_killed_at_every_step_nothing_is_lost(environment, sink, guests, database):
    undelivered: list[dict[str, str]] = []
    kills = 0
    plan = [(step, call) for call in range(1, ROUNDS + 1) for step in STEPS]
    for n, (step, call) in enumerate(plan):
        undelivered += [message(f"guest-{n}-{k}", k) for k in range(4)]
        with victim(environment, sink, step, call) as (url, process):
            undelivered = attempt(url, undelivered, guests)
            process.wait(PATIENCE)
            kills += process.returncode == -9
    with victim(environment, sink) as (url, _):
        while undelivered:
            undelivered = attempt(url, undelivered, guests)
        wait_until(lambda: guests.answered == set(guests.accepted))
        expected = len(guests.accepted)
        wait_until(lambda: app_is_idle(url))
    repeated = sum(guests.replies.values()) - len(guests.replies)
    print(
        f"\nkills {kills}, accepted {len(guests.accepted)}, answered {len(guests.answered)},"
        f" recorded {recorded(database)}, repeated {repeated}"
    )
    assert kills == len(plan)
    assert recorded(database) == {"guest": expected, "ai": expected}
    assert len(guests.replies) == len(guests.accepted) == 4 * len(plan)
    assert repeated <= kills  # four guests are answered at once: any kill may fall in between
    assert max(guests.replies.values()) <= 2


def attempt(url, messages, guests) -> list[dict[str, str]]:
    """Deliver what can be delivered; what is left is delivered again. Some are sent twice."""
    left = []
    for m in messages:
        if url and deliver(url, m):
            guests.accepted.append(m["guest"])
            deliver(url, m)  # a redelivery, 50 ms apart in the wild
        else:
            left.append(m)
    return left
