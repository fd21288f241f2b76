"""A hotel's busy year, put on record: 5,000 conversations, 2,000 leads and what hangs from them."""

from __future__ import annotations

import random
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from decimal import Decimal

from appliance import codec
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
from appliance.spool import Commit, Spool
from appliance.store import Store

CONVERSATIONS, LEADS, MESSAGES = 5000, 2000, 6
LATEST = 400  # of a month: their states are still in the spool
LONG = 400  # messages of the guest who never stops
BATCH = 250
CHANNELS = ("web", "web", "whatsapp", "whatsapp", "email")
NAMES = ("Aina", "Daniel Raj", "Tan Mei Ling", "Hafiz", "Sofia", "Kumar", "Farah Idris", "Wong")
ASKED = (
    "Is there a pool?",
    "Ada tempat letak kereta?",
    "How much is a room?",
    "Boleh bawa kucing?",
)


def fill(store: Store, spool: Spool, known: Hotel, dice: random.Random) -> tuple[str, str]:
    """A year of guests; the ids of the latest conversation and of a very long one."""
    now = datetime.now(UTC)
    waiting: list[Fact] = []
    ids, states = [], []
    for n in range(CONVERSATIONS):
        began = now - timedelta(days=365 * n / CONVERSATIONS, minutes=dice.randrange(60))
        c = conversation(known, n, began, dice)
        ids.append(c.id)
        if n < LATEST:
            states.append(Commit(c.key, c.id, 0, c.revision, codec.dump(c)))
        waiting += facts(c, n, known, began)
        if n % BATCH == BATCH - 1:
            store.write([(derive(fact.id, type(fact).__name__), fact) for fact in waiting])
            waiting = []
    with ThreadPoolExecutor(16) as crew:
        assert all(crew.map(spool.commit, states))
    store.write(long_talk(ids[1], now))
    return ids[0], ids[1]


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


def long_talk(id_: str, now: datetime) -> list[tuple[str, Fact]]:
    """What makes one conversation `LONG` messages longer."""
    at = [now - timedelta(minutes=LONG - m) for m in range(LONG)]
    messages = (
        MessageFact(derive(id_, "long", m), id_, "ai" if m % 2 else "guest", ASKED[m % 4], at[m])
        for m in range(LONG)
    )
    return [(message.id, message) for message in messages]


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
