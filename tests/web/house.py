"""A small hotel, a record that lives in memory, and a running web server for the tests of web/."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from hashlib import sha256
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast
from uuid import uuid4

import httpx
from sanic import Sanic

from appliance import codec, feed, intake, turn
from appliance.app import Appliance
from appliance.channels.web import Web
from appliance.engine.facts import ConversationFact, MessageFact
from appliance.engine.hotel import (
    Brand,
    Desk,
    Hotel,
    LeadRules,
    Privacy,
    Probability,
    Room,
    Shift,
)
from appliance.engine.ids import derive
from appliance.engine.message import Inbound, Outgoing
from appliance.engine.passages import KnowledgeItem
from appliance.engine.text import Text
from appliance.engine.turns import Turn
from appliance.hub import Hub
from appliance.lanes import Lanes
from appliance.media import Media
from appliance.settings import Settings
from appliance.spool import Spool
from appliance.store import Conflict, NotFound, StoreUnavailable
from appliance.store.records import ApiKeyRow, LeadRow, StaffRow
from appliance.vault import Vault
from appliance.web.app import build, listen
from appliance.web.passwords import hash_password
from tests.hotels import small_hotel
from tests.patience import PATIENCE, wait_until

KEY, OLD_KEY = "nk_test_current", "nk_test_rotated"
PASSWORD = "correct horse battery"
HASH = hash_password(PASSWORD)
SITE = "https://www.selasar.example"
PROPERTY = "0d9c6a2e-5a0b-5d0a-8a51-6d1f3b1b9a10"
NOON = datetime(2026, 3, 2, 4, 0, tzinfo=UTC)


def hotel() -> Hotel:
    week = tuple((Shift(540, 1080),) for _ in range(7))
    rules = Probability("1", Decimal("0.2"), Decimal("0.3"), Decimal("0.3"), Decimal("0.5"))
    return small_hotel(
        id=PROPERTY,
        slug="selasar",
        name="Selasar",
        city="Melaka",
        address="1 Jalan Contoh",
        phone="+60612345678",
        email="hello@selasar.example",
        website=SITE,
        rooms=(Room("deluxe", Text("Deluxe"), Decimal("280.00"), 2, 1, 3, 20, Text("1 king bed")),),
        rates=(),
        fees=(),
        desks={
            "reservations": Desk("reservations", Text("Reservations"), week),
            "front_desk": Desk("front_desk", Text("Front desk"), week),
        },
        lead_rules=LeadRules(rules, Decimal("230"), 1, 30),
        staff=(),
        alerts=(),
        brand=Brand("#104050", "#e0f0ff", Text("Hello!", "Helo!"), (Text("Rates", "Harga"),)),
        privacy=Privacy("2026-01", Text("We keep what you write."), 90, 365),
        origins=(SITE, "https://booking.selasar.example:8443"),
    )


def lead(**changes: Any) -> LeadRow:
    row = LeadRow(
        id=str(uuid4()),
        conversation=str(uuid4()),
        channel="web",
        name="Aisyah",
        phone="+60123456789",
        email="",
        intent="room_booking",
        details={"nights": 2},
        value=Decimal("112.00"),
        actual_value=None,
        currency="MYR",
        priority="normal",
        status="new",
        notes="",
        version=1,
        after_hours=True,
        captured_at=NOON,
        updated_at=NOON,
    )
    return replace(row, **changes)


@dataclass
class Record:
    """What of the store the web server uses, kept in memory. `away` is a cluster that is down."""

    away: bool = False
    people: dict[str, StaffRow] = field(default_factory=dict)
    keys: dict[str, ApiKeyRow] = field(default_factory=dict)
    found: dict[str, LeadRow] = field(default_factory=dict)

    def ping(self) -> None:
        if asyncio._get_running_loop():
            raise RuntimeError("the store was called on an event loop's thread")
        if self.away:
            raise StoreUnavailable

    def api_key(self, key_hash: str, now: datetime) -> ApiKeyRow | None:
        self.ping()
        row = self.keys.get(key_hash)
        return row if row and (row.expires_at is None or row.expires_at > now) else None

    def staff_by_email(self, email: str) -> StaffRow | None:
        self.ping()
        return next((row for row in self.people.values() if row.email == email), None)

    def staff(self, id: str) -> StaffRow | None:
        self.ping()
        return self.people.get(id)

    def recall(self, _key: str) -> None:
        self.ping()

    def recall_id(self, _id: str) -> None:
        self.ping()

    def messages(self, _id: str) -> list[Any]:
        self.ping()
        return []

    def leads(self, *, limit: int, offset: int, status: str | None, **_: Any) -> list[LeadRow]:
        self.ping()
        rows = [row for row in self.found.values() if status in (None, row.status)]
        return rows[offset : offset + limit]

    def lead(self, id: str) -> LeadRow | None:
        self.ping()
        return self.found.get(id)

    def update_lead(
        self, id: str, version: int, *, actor: str, now: datetime, **changes: Any
    ) -> LeadRow:
        self.ping()
        if id not in self.found:
            raise NotFound
        if self.found[id].version != version:
            raise Conflict(self.found[id])
        said = {name: value for name, value in changes.items() if value is not None}
        self.found[id] = replace(self.found[id], version=version + 1, updated_at=now, **said)
        return self.found[id]

    def hire(self, role: str, email: str = "", **changes: Any) -> StaffRow:
        address = email or f"{role}@selasar.example"
        row = StaffRow(str(uuid4()), address, role.title(), role, "en", HASH, True, 1)  # type: ignore[arg-type]
        self.people[row.id] = replace(row, **changes)
        return self.people[row.id]

    def cut_key(self, key: str, expires_at: datetime | None = None) -> None:
        row = ApiKeyRow(str(uuid4()), "site", key[:6], NOON, expires_at, None)
        self.keys[sha256(key.encode()).hexdigest()] = row


@dataclass
class Clock:
    moment: datetime = NOON

    def __call__(self) -> datetime:
        return self.moment

    def pass_by(self, **amount: float) -> None:
        self.moment += timedelta(**amount)


@dataclass
class House:
    """An appliance behind a web server that listens."""

    url: str
    appliance: Appliance
    record: Record
    clock: Clock
    app: Sanic[Any, Any]
    client: httpx.Client

    def start(self, client_id: str | None = None, **more: Any) -> httpx.Response:
        body = {"client_id": client_id or str(uuid4()), "page_language": "en"}
        body |= {"consent": {"version": "2026-01", "language": "en"}} | more
        headers = {"X-Property-Key": KEY, "Origin": SITE}
        return self.client.post("/api/v1/conversations", json=body, headers=headers)

    def guest(self) -> GuestPage:
        started = self.start()
        assert started.status_code == 201, started.text
        return GuestPage(self, started.json()["id"], started.json()["token"])

    def sign_in(self, row: StaffRow) -> dict[str, Any]:
        given = {"email": row.email, "password": PASSWORD}
        answer = self.client.post("/api/v1/auth/token", json=given)
        assert answer.status_code == 200, answer.text
        return cast("dict[str, Any]", answer.json())

    def bearer(self, row: StaffRow) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.sign_in(row)['access_token']}"}


@dataclass
class GuestPage:
    house: House
    id: str
    token: str

    @property
    def headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}", "Origin": SITE}

    @property
    def path(self) -> str:
        return f"/api/v1/conversations/{self.id}"

    def say(self, text: str, client_message_id: str | None = None) -> httpx.Response:
        body = {"text": text, "client_message_id": client_message_id or str(uuid4())}
        return self.house.client.post(f"{self.path}/messages", json=body, headers=self.headers)

    def read(self) -> dict[str, Any]:
        answer = self.house.client.get(self.path, headers=self.headers)
        assert answer.status_code == 200, answer.text
        return cast("dict[str, Any]", answer.json())

    def talk(self, text: str) -> None:
        """Say something and wait for the answer to it."""
        before = len(self.read()["messages"])
        assert self.say(text).status_code == 202
        wait_until(lambda: len(self.read()["messages"]) >= before + 2)


def echo(app: Appliance, key: str) -> None:
    """Answer each message with itself: the turn's own machinery, without a model to wait for."""
    for body in app.spool.waiting(key):
        m = codec.load(Inbound, body)
        before = app.recall(key)
        now = app.now()
        c = replace(
            before,
            revision=before.revision + 1,
            message_count=before.message_count + 2,
            started_at=now,
            last_at=now,
        )
        out = Outgoing(derive(m.id, "reply"), m.channel, m.guest, c.id, f"You said {m.text}", now)
        heard = MessageFact(derive(app.hotel.id, m.id), c.id, "guest", m.text, now)
        turn.commit(app, before, Turn(c, (heard, ConversationFact(c)), (out,)), [m])


ROOMS = KnowledgeItem("rooms.md#deluxe", "rooms", "Deluxe room", "…", "en", "guest", "rooms.md")


def appliance(home: Path, record: Record, clock: Clock, **settings: Any) -> Appliance:
    hub, vault = Hub(), Vault.open(home / "vault.keys")
    app = Appliance(
        settings=Settings(
            home=home,
            secret_key=b"0123456789abcdef0123456789abcdef",
            public_url="https://chat.selasar.example",
            burst_wait=0.0,
            **settings,
        ),
        hotel=hotel(),
        store=cast("Any", record),
        spool=Spool(home / "spool.db"),
        hub=hub,
        media=Media(home / "media", vault),
        vault=vault,
        knowledge=cast(
            "Any", SimpleNamespace(snapshot=SimpleNamespace(items=(ROOMS,)), embedder=None)
        ),
        reader=cast("Any", None),
        ladder=cast("Any", SimpleNamespace(states=dict)),
        channels={"web": Web(lambda id: hub.publish(feed.guest_topic(id)))},
        now=clock,
    )
    app.lanes = Lanes(lambda key: echo(app, key), 4)
    app.arrivals = Lanes(lambda channel: intake.take_up(app, channel), 1)
    return app


@contextmanager
def serving(app: Sanic[Any, Any]) -> Iterator[str]:
    """The server at work on a thread; its address."""
    listening = listen("127.0.0.1", 0)
    started, loop = threading.Event(), asyncio.new_event_loop()
    stop = asyncio.Event()

    async def work() -> None:
        server = await app.create_server(
            sock=listening, return_asyncio_server=True, access_log=False
        )
        assert server
        await server.startup()
        await server.before_start()
        await server.start_serving()
        await server.after_start()
        started.set()
        await stop.wait()
        await server.before_stop()
        await server.close()
        for connection in tuple(server.connections):
            connection.close_if_idle()
        await server.after_stop()
        # A task left pending is complained of whenever it is collected, maybe in the midst of what
        # CPython 3.11 cannot be interrupted in: compiling the next server's routes.
        left = asyncio.all_tasks() - {asyncio.current_task()}
        for task in left:
            task.cancel()
        await asyncio.gather(*left, return_exceptions=True)

    thread = threading.Thread(target=lambda: loop.run_until_complete(work()))
    thread.start()
    assert started.wait(PATIENCE)
    try:
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    finally:
        loop.call_soon_threadsafe(stop.set)
        thread.join(PATIENCE)
        loop.close()


@contextmanager
def open_house(home: Path, **settings: Any) -> Iterator[House]:
    record, clock = Record(), Clock()
    record.cut_key(KEY)
    of = appliance(home, record, clock, **settings)
    app = build(of)
    with serving(app) as url, httpx.Client(base_url=url, timeout=PATIENCE, verify=False) as client:
        yield House(url, of, record, clock, app, client)
    of.arrivals.close()
    of.lanes.close()
    of.spool.close()
