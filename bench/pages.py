"""`make bench-pages`: what the dashboard's pages cost in a hotel that has been busy for a year.

Fills a property of an embedded PostgreSQL with 5,000 conversations of six messages, 2,000 leads and
what hangs from them, serves it with `nocturn serve`, and asks for every page a hundred times over
one connection. Times are a browser's on this machine, so the server's and a little more; CPU is
what the appliance alone worked, which a busy machine does not change.
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
from datetime import UTC, datetime
from pathlib import Path

import httpx

from appliance import demo, hotel, wiring
from appliance.cluster import EmbeddedPostgres
from appliance.engine.hotel import Hotel
from appliance.engine.ids import derive
from appliance.settings import Settings
from appliance.spool import Spool
from appliance.store import ensure_database
from bench.resources import processor
from bench.year import fill
from tests.pages import HEAVIEST, PAGES, SLOWEST

TIMES = 100


def main() -> None:
    with tempfile.TemporaryDirectory() as folder, house(Path(folder)) as (settings, known):
        access = demo.prepare(settings, known, lambda _: None)
        last, long = busy_year(settings, known)
        with serving(settings) as (url, pid), httpx.Client(base_url=url, timeout=30) as client:
            settled(pid)
            form = {"email": access.email, "password": access.password}
            client.headers["sec-fetch-site"] = "same-origin"
            assert client.post("/login", data=form).status_code == 303
            report(client, pid, {**PAGES, **more(last, long)})


def busy_year(settings: Settings, known: Hotel) -> tuple[str, str]:
    """The ids of the latest conversation and of a long one."""
    began = time.monotonic()
    store, spool = wiring.open_store(settings, known), Spool(settings.spool_path)
    with closing(store), closing(spool):
        found = fill(store, spool, known, random.Random(7))
    print(f"filled in {time.monotonic() - began:.0f} s", flush=True)
    return found


def more(conversation: str, long: str) -> dict[str, str]:
    """The same pages as they are used, and those that are about one thing."""
    return {
        "conversation": f"/dashboard/conversations/{conversation}",
        "conversation, long": f"/dashboard/conversations/{long}",
        "conversation, far back": f"/dashboard/conversations/{long}?at={derive(long, 'long', 150)}",
        "inbox, searched": "/dashboard/inbox?q=kucing",
        "inbox, nothing found": "/dashboard/inbox?q=helicopter",
        "inbox, waiting": "/dashboard/inbox?view=waiting",
        "inbox, unread": "/dashboard/inbox?view=unread",
        "leads, new": "/dashboard/leads?status=new",
        "leads, page 30": "/dashboard/leads?offset=1500",
        "home, 30 days": "/dashboard?range=month",
        "recovered, 30 days": "/dashboard/recovered?range=month",
        "counts": "/dashboard/counts",
        "audit, one day": f"/dashboard/settings/audit?day={datetime.now(UTC).date()}",
    }


def settled(pid: int) -> None:
    """Waits until the appliance has done what it does at its start: a hotel's day is not that."""
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        worked = processor(pid)
        time.sleep(1)
        if processor(pid) - worked < 0.05:
            return


def report(client: httpx.Client, pid: int, pages: dict[str, str]) -> None:
    print(f"{'page':22}{'p50 ms':>8}{'p95 ms':>8}{'CPU ms':>8}{'KB':>7}", flush=True)
    missed = 0
    for name, path in pages.items():
        worked = processor(pid)
        took, size = measured(client, path)
        worked = 1000 * (processor(pid) - worked) / TIMES
        p50, p95 = statistics.median(took), statistics.quantiles(took, n=20)[-1]
        late = " slow" if p95 > SLOWEST else ""
        heavy = " heavy" if size > HEAVIEST else ""
        missed += bool(late or heavy)
        print(
            f"{name:22}{p50:8.1f}{p95:8.1f}{worked:8.1f}{size / 1000:7.1f}{late}{heavy}", flush=True
        )
    aims = f"{SLOWEST:.0f} ms (p95) and {HEAVIEST / 1000:.0f} KB"
    print(f"{len(pages) - missed} of {len(pages)} pages keep to {aims}")


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
def serving(settings: Settings) -> Iterator[tuple[str, int]]:
    """Where it is served, and the process that does."""
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
        yield ready(f"http://127.0.0.1:{port}"), process.pid
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
