"""The dashboard over HTTP with the real record behind it, for the tests of its pages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import httpx

from appliance import codec
from appliance.app import Appliance
from appliance.engine.facts import AuditFact, ConversationFact, Fact, LeadFact, MessageFact
from appliance.engine.ids import derive
from appliance.engine.state import Contact, Conversation
from appliance.store import Store
from appliance.store.records import StaffRole, StaffRow
from appliance.web import dashboard, widget
from appliance.web.app import build
from tests.web.house import HASH, KEY, Clock, Record, appliance, hotel, serving
from tests.web.visitor import sign_in

SIX_IN_THE_MORNING = datetime(2026, 3, 2, 22, 0, tzinfo=UTC)  # of 3 March in Kuala Lumpur
NIGHT = SIX_IN_THE_MORNING - timedelta(hours=7)


@dataclass
class Office:
    """The dashboard as one member of staff has it in front of them."""

    client: httpx.Client
    store: Store
    appliance: Appliance

    def page(self, path: str, **params: str) -> str:
        answer = self.client.get(path, params=params)
        assert answer.status_code == 200, (path, answer.status_code, answer.headers)
        return answer.text

    def sign_in(self, role: str, name: str = "") -> httpx.Client:
        return sign_in(self.client.base_url, name or role)


def conversation(key: str, **changes) -> Conversation:
    c = Conversation(
        derive(hotel().id, key),
        key,
        revision=1,
        after_hours=True,
        lead=True,
        intent="room_booking",
        started_at=NIGHT,
        last_at=NIGHT,
        message_count=2,
    )
    return replace(c, **changes)


def story(key: str, name: str, value: str, **changes) -> list[Fact]:
    c = conversation(key, contact=Contact(name, "+60123456789"), **changes)
    details = {
        "check_in": "2026-04-10",
        "check_out": "2026-04-12",
        "nights": 2,
        "rooms": 1,
        "adults": 2,
        "room": "deluxe",
        "estimate": {"adr": "280.00", "nights": 2, "rooms": 1, "probability": "0.5"}
        | {"adr_assumed": False, "nights_assumed": False, "version": "1"},
    }
    said = f"<b>bold</b> from {name} & co"
    return [
        MessageFact(derive(c.id, "said"), c.id, "guest", said, NIGHT, after_hours=True),
        MessageFact(
            *(derive(c.id, "answer"), c.id, "ai", "Yes.", NIGHT + timedelta(seconds=2)),
            meta={"sources": ["rooms.md#deluxe"], "confidence": 0.83, "provider": "openai"},
        ),
        ConversationFact(c),
        LeadFact(
            *(derive(c.id, "lead"), c.id, 1, c.channel, name, "+60123456789", "", c.intent),
            *(details, Decimal(value), "MYR", "high", c.after_hours, NIGHT, NIGHT),
        ),
    ]


@contextmanager
def opened(store: Store, home: Path) -> Iterator[Office]:
    """Three guests' leads of one night, one of whom waits for a person; the GM is signed in."""
    key = Record()
    key.cut_key(KEY)
    for digest, row in key.keys.items():
        store.add_api_key(row, digest)
    roles: tuple[StaffRole, ...] = ("gm", "front_desk", "reservations")
    for role in roles:
        email, name = f"{role}@selasar.example", role.title()
        store.put_staff(StaffRow(derive("staff", role), email, name, role, "en", HASH, True, 0))
    waiting = {"mode": "handoff", "status": "handed_off", "handed_off_at": NIGHT}
    facts = [
        *story("web:one", "Aisyah", "280.00", **waiting, handoff_reason="asked"),
        *story("web:two", "Daniel", "140.00"),
        *story("web:three", "Grace", "96.00"),
    ]
    store.write([(fact.id, fact) for fact in facts])
    app = appliance(home, store, Clock(SIX_IN_THE_MORNING))  # type: ignore[arg-type]
    app.settings = replace(app.settings, public_url="", demo=True)
    site = build(app, mounts=(dashboard.mounted, widget.mounted(KEY)))
    with serving(site) as url, closing(sign_in(url, "gm")) as client:
        yield Office(client, store, app)
    app.lanes.close()
    app.spool.close()


def id_of(key: str) -> str:
    return derive(hotel().id, key)


def trail(office: Office, action: str) -> list[AuditFact]:
    """What is written down of `action`; the ledger is written here, for nobody else does."""
    office.appliance.spool.drain(
        lambda facts: office.store.write([(f.id, codec.load_fact(f.body)) for f in facts])
    )
    return [fact for fact in office.store.audit_trail() if fact.action == action]


def text(page: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))


def act(client: httpx.Client, key: str, name: str, **form: str) -> httpx.Response:
    path = f"/dashboard/conversations/{id_of(key)}/{name}"
    return client.post(path, data=form, headers={"hx-request": "true"})
