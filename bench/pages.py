"""`make bench-pages`: what the dashboard's pages cost in a hotel that has been busy for a year.

Fills a property of an embedded PostgreSQL with 5,000 conversations of six messages, 2,000 leads and
what hangs from them, serves it with `nocturn serve`, and asks for every page a hundred times over
one connection. Times are a browser's on this machine, so the server's and a little more.
"""

from __future__ import annotations

import os
import random
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import httpx

from appliance import demo, hotel, wiring
from appliance.cluster import EmbeddedPostgres
from appliance.engine.facts import (
    AlertFact,
    AuditFact,
    ConversationFact,
    Fact,
    GapFact,
    LeadFact,
    MessageFact,
    PromiseFact,
    UsageFact,
)
from appliance.engine.hotel import Hotel
from appliance.engine.ids import derive
from appliance.engine.state import Contact, Conversation, Line, Mode
from appliance.settings import Settings
from appliance.store import Store, ensure_database
from tests.pages import HEAVIEST, PAGES, SLOWEST

CONVERSATIONS, LEADS, MESSAGES = 5000, 2000, 6
TIMES = 100
BATCH = 250
CHANNELS = ("web", "web", "whatsapp", "whatsapp", "email")
NAMES = ("Aina", "Daniel Raj", "Tan Mei Ling", "Hafiz", "Sofia", "Kumar", "Farah Idris", "Wong")
ASKED = (
    "Is there a pool?",
    "Ada tempat letak kereta?",
    "How much is a room?",
    "Boleh bawa kucing?",
)


def main() -> None:
    dice = random.Random(7)
    with tempfile.TemporaryDirectory() as folder, house(Path(folder)) as (settings, known):
        access = demo.prepare(settings, known, lambda _: None)
        with closing(wiring.open_store(settings, known)) as store:
            began = time.monotonic()
            last = fill(store, known, dice)
            print(f"filled in {time.monotonic() - began:.0f} s", flush=True)
        with serving(settings) as url, httpx.Client(base_url=url, timeout=30) as client:
            form = {"email": access.email, "password": access.password}
            client.headers["sec-fetch-site"] = "same-origin"
            assert client.post("/login", data=form).status_code == 303
            report(client, {**PAGES, **more(last)})


def more(conversation: str) -> dict[str, str]:
    """The same pages as they are used, and those that are about one thing."""
    return {
        "conversation": f"/dashboard/conversations/{conversation}",
        "inbox, searched": "/dashboard/inbox?q=kucing",
        "inbox, waiting": "/dashboard/inbox?view=waiting",
        "leads, new": "/dashboard/leads?status=new",
        "leads, page 30": "/dashboard/leads?offset=1500",
        "home, 30 days": "/dashboard?range=30d",
        "counts": "/dashboard/counts",
        "audit, one day": f"/dashboard/settings/audit?day={datetime.now(UTC).date()}",
    }


def report(client: httpx.Client, pages: dict[str, str]) -> None:
    print(f"{'page':24}{'p50 ms':>9}{'p95 ms':>9}{'KB':>8}", flush=True)
    for name, path in pages.items():
        took, size = measured(client, path)
        p95 = statistics.quantiles(took, n=20)[-1]
        late = " slow" if p95 > SLOWEST else ""
        heavy = " heavy" if size > HEAVIEST else ""
        p50 = statistics.median(took)
        print(f"{name:24}{p50:9.1f}{p95:9.1f}{size / 1000:8.1f}{late}{heavy}", flush=True)


def measured(client: httpx.Client, path: str) -> tuple[list[float], int]:
    """Milliseconds of each request, and the bytes of the page."""
    took, size = [], 0
    for _ in range(TIMES):
        began = time.perf_counter()
        answer = client.get(path)
        took.append((time.perf_counter() - began) * 1000)
        if answer.status_code != 200:
            raise SystemExit(f"{path}: {answer.status_code}")
        size = len(answer.content)
    return took[5:], size  # the first ones warm caches that a hotel's day keeps warm


# -- a hotel that was busy


def fill(store: Store, known: Hotel, dice: random.Random) -> str:
    """A year of guests; the id of the latest conversation."""
    now = datetime.now(UTC)
    waiting: list[Fact] = []
    last = ""
    for n in range(CONVERSATIONS):
        began = now - timedelta(days=365 * n / CONVERSATIONS, minutes=dice.randrange(60))
        c = conversation(known, n, began, dice)
        last = last or c.id
        waiting += facts(c, n, known, began)
        if n % BATCH == BATCH - 1:
            store.write([(derive(fact.id, type(fact).__name__), fact) for fact in waiting])
            waiting = []
    return last


def conversation(known: Hotel, n: int, began: datetime, dice: random.Random) -> Conversation:
    channel = CHANNELS[n % len(CHANNELS)]
    key = f"{channel}:bench-{n}"
    mode: Mode = "handoff" if n in (3, 20, 41) else "concierge"
    said = (Line("guest", ASKED[n % 4], began), Line("ai", "Yes, for our guests.", began))
    return Conversation(
        id=derive(known.id, key),
        key=key,
        revision=MESSAGES,
        mode=mode,
        status="handed_off" if mode == "handoff" else "active" if n < 50 else "resolved",
        lines=said * (MESSAGES // 2),
        contact=Contact(dice.choice(NAMES), f"+6012{3450000 + n}", ""),
        intent="room_booking" if n % 2 else "general",
        lead=n < LEADS,
        after_hours=n % 3 == 0,
        handed_off_at=began if mode == "handoff" else None,
        handoff_reason="asked" if mode == "handoff" else "",
        started_at=began,
        last_at=began + timedelta(minutes=MESSAGES),
        message_count=MESSAGES,
    )


def facts(c: Conversation, n: int, known: Hotel, began: datetime) -> Iterator[Fact]:
    yield ConversationFact(c)
    for m, line in enumerate(c.lines):
        at = began + timedelta(minutes=m)
        id_ = derive(c.id, "message", m)
        yield MessageFact(id_, c.id, line.role, line.text, at, after_hours=c.after_hours)
    if c.lead:
        yield lead(c, known, began)
    if n % 10 == 0:
        yield AlertFact(
            derive(c.id, "alert"), c.id, "handoff", "A guest asks", "Guest: Aina", began
        )
        yield GapFact(derive(c.id, "gap"), c.id, ASKED[n % 4], "en", began)
        due = began + timedelta(hours=1)
        yield PromiseFact(derive(c.id, "promise"), c.id, "reservations", "Soon", due, began)
    yield AuditFact(derive(c.id, "read"), derive("gm"), "conversation.read", c.id, began)
    yield UsageFact(derive(c.id, "use"), c.id, "openai", "gpt", 900, 80, 900, "ok", began)


def lead(c: Conversation, known: Hotel, began: datetime) -> LeadFact:
    return LeadFact(
        id=derive(c.id, "lead"),
        conversation=c.id,
        revision=1,
        channel=c.channel,
        name=c.contact.name,
        phone=c.contact.phone,
        email="",
        intent="room_booking",
        details={"check_in": "2027-03-10", "check_out": "2027-03-12", "nights": 2, "adults": 2},
        value=Decimal("128.00"),
        currency=known.currency,
        priority="high" if c.after_hours else "normal",
        after_hours=c.after_hours,
        captured_at=began,
        updated_at=began,
    )


# -- around it


@contextmanager
def house(folder: Path) -> Iterator[tuple[Settings, Hotel]]:
    settings = replace(
        Settings(home=folder / "home"),
        tenant_dir=Path("tenant_config").resolve(),
        knowledge_dir=Path("knowledge_packs").resolve(),
    )
    settings.home.mkdir(parents=True)
    known = hotel.load(settings.tenant_dir, settings.slug)
    with EmbeddedPostgres(folder / "postgres") as postgres:
        ensure_database(postgres.dsn(), demo.DATABASE)
        admin = postgres.dsn(database=demo.DATABASE)
        login = demo.provision(admin, settings, known, lambda _: None)
        yield replace(settings, database_url=login), known


@contextmanager
def serving(settings: Settings) -> Iterator[str]:
    with closing(socket.create_server(("127.0.0.1", 0))) as free:
        port = free.getsockname()[1]
    environment = {
        **os.environ,
        "NOCTURN_HOME": str(settings.home),
        "NOCTURN_DATABASE_URL": settings.database_url,
        "NOCTURN_PORT": str(port),
        "NOCTURN_LOG_LEVEL": "WARNING",
    }
    process = subprocess.Popen(arguments(), env=environment)
    try:
        yield ready(f"http://127.0.0.1:{port}")
    finally:
        process.terminate()
        process.wait(30)


def arguments() -> Sequence[str]:
    return [sys.executable, "-m", "appliance", "serve"]


def ready(url: str) -> str:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        try:
            if httpx.get(f"{url}/api/v1/ready").status_code == 200:
                return url
        except httpx.TransportError:
            time.sleep(0.2)
    raise SystemExit("the appliance did not start")


if __name__ == "__main__":
    main()
