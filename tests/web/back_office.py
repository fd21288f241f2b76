"""The back office over HTTP: real record, real encoder, real server; the clock is the test's."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from typing import Any, cast

import httpx

from appliance import turn
from appliance.app import Appliance
from appliance.changes import Changes
from appliance.engine.hotel import AlertRoute, Hotel, SpecialDay
from appliance.engine.ids import derive
from appliance.engine.message import Inbound
from appliance.engine.passages import KnowledgeItem
from appliance.engine.text import Text
from appliance.flush import Flusher
from appliance.knowledge import ingest, renewal
from appliance.knowledge.kinds.reader import Reader
from appliance.knowledge.search import Knowledge
from appliance.knowledge.snapshot import Snapshot
from appliance.lanes import Lanes
from appliance.llm.ladder import Ladder
from appliance.notify import Alerts
from appliance.store import Store, StoreUnavailable
from appliance.store.records import StaffRole, StaffRow
from appliance.web import dashboard, widget
from appliance.web.app import build
from appliance.wiring.knowledge import open_embedder
from tests.patience import wait_until
from tests.web.house import HASH, Clock, appliance, hotel, serving
from tests.web.visitor import sign_in

NOW = datetime(2026, 3, 3, 2, 0, tzinfo=UTC)  # a Tuesday, 10 in the morning there; desks are open
RAYA = date(2026, 3, 20)
POOL = KnowledgeItem(
    "pool", "facilities", "When is the pool open?", "From 7 am to 9 pm.", "en", "guest", "pool.md"
)
ROLES: tuple[StaffRole, ...] = ("gm", "reservations", "front_desk")


def house() -> Hotel:
    """With a holiday to move and a route to test."""
    plain = hotel()
    special = {RAYA: SpecialDay(Text("Hari Raya Aidilfitri"))}
    desks = {code: replace(desk, special=special) for code, desk in plain.desks.items()}
    route = AlertRoute("night", frozenset({"handoff", "urgent"}), "secret:NIGHT")
    return replace(plain, desks=desks, alerts=(route,))


class Staff(dict[str, httpx.Client]):
    """Who has signed in, by role: whoever is asked for does."""

    def __init__(self, url: str) -> None:
        self.url = url

    def __missing__(self, role: str) -> httpx.Client:
        self[role] = sign_in(self.url, role)
        return self[role]


@dataclass
class Office:
    store: Store
    app: Appliance
    clock: Clock
    url: str
    staff: Staff

    @property
    def gm(self) -> httpx.Client:
        return self.staff["gm"]

    @property
    def desk(self) -> httpx.Client:
        return self.staff["front_desk"]

    def page(self, path: str, role: str = "gm") -> str:
        answer = self.staff[role].get(f"/dashboard/{path}")
        assert answer.status_code == 200, (answer.status_code, answer.text[-800:])
        return words(answer.text)

    def post(self, path: str, by: str = "gm", **form: Any) -> httpx.Response:
        return self.staff[by].post(f"/dashboard/{path}", data=form)

    def ask(self, text: str, visitor: str = "visitor") -> str:
        """What the hotel says to a guest; "" where it says nothing."""
        key = f"web:{visitor}"
        id_ = self.app.conversation_id(key)
        before = len(self.said(id_))
        n = len(self.app.spool.feed_after(f"conversation:{id_}", 0))
        message = Inbound(f"{key}:{n}", "web", visitor, text, self.clock())
        turn.receive(self.app, [message])
        wait_until(lambda: not self.app.spool.waiting(key))
        said = self.said(id_)
        return said[-1] if len(said) > before else ""

    def said(self, conversation_id: str) -> list[str]:
        rows = self.store.messages(conversation_id) if self.flushed() else []
        return [row.text for row in rows if row.role != "guest"]

    def flushed(self) -> bool:
        wait_until(lambda: not self.app.spool.depth()["ledger"])
        return True


@contextmanager
def open_office(store: Store, home: Path, **secrets: str) -> Iterator[Office]:
    clock = Clock(NOW)
    for role in ROLES:
        row = StaffRow(derive("staff", role), f"{role}@selasar.example", role, role, "en", HASH,
                       is_active=True, token_version=0)  # fmt: skip
        store.put_staff(row)
    encoder = open_embedder()
    ingest.ingest([POOL], store, encoder, hotel().name)
    app = appliance(home, cast("Any", store), clock)
    app.settings = replace(app.settings, public_url="", secrets=secrets)
    app.hotel = app.pack = house()
    app.channels = {**app.channels, "alert": Alerts(app.hotel, secrets)}
    app.knowledge = Knowledge(
        store, Snapshot(hotel().id, encoder.name), encoder, hotel(), unavailable=StoreUnavailable
    )
    app.reader, app.ladder = Reader.open(encoder), Ladder((), hedge_after=1, deadline=2)
    app.renew_knowledge = partial(renewal.renew, app.knowledge, store, home / "k.npz")
    app.renew_knowledge()
    app.renew_hotel = Changes(app, home / "overrides.json")
    app.renew_hotel()
    app.lanes = Lanes(partial(turn.take, app), 4)
    flusher = Flusher(app)
    app.nudge_flush = flusher.nudge
    flusher.start()
    with serving(build(app, mounts=(dashboard.mounted, widget.mounted()))) as url:
        yield Office(store, app, clock, url, Staff(url))
    app.lanes.close()
    flusher.close()
    app.ladder.close()
    app.spool.close()


def words(page: str) -> str:
    return html.unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page)))
