"""Facts to write, with what does not matter filled in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

from appliance.engine.facts import (
    AlertFact,
    AuditFact,
    ConversationFact,
    DeliveryFact,
    Fact,
    GapFact,
    LeadFact,
    MessageFact,
    NoteFact,
    PromiseFact,
    UsageFact,
)
from appliance.engine.ids import derive
from appliance.engine.state import Contact, Conversation

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
KEY = "whatsapp:60123456789"
GUEST = Contact("Aisyah Rahman", "+60123456789", "aisyah.rahman@mail.example")
CONVERSATION = Conversation(
    id=derive("conversation", KEY),
    key=KEY,
    revision=1,
    contact=GUEST,
    after_hours=True,
    started_at=NOON,
    last_at=NOON,
    message_count=2,
    confidence_sum=1.5,
    confidence_count=2,
)


def at(minutes: float) -> datetime:
    return NOON + timedelta(minutes=minutes)


def conversation(key: str = KEY, **changes: Any) -> Conversation:
    return replace(CONVERSATION, id=derive("conversation", key), key=key, **changes)


def snapshot(key: str = KEY, **changes: Any) -> ConversationFact:
    return ConversationFact(conversation(key, **changes))


def message(name: str, **changes: Any) -> MessageFact:
    plain = MessageFact(derive(name), CONVERSATION.id, "guest", f"text of {name}", NOON)
    return replace(plain, **changes)


def delivery(message_id: str, status: Any, minutes: float = 0, **changes: Any) -> DeliveryFact:
    plain = DeliveryFact(derive(message_id, status, minutes), message_id, status, at(minutes))
    return replace(plain, **changes)


def lead(**changes: Any) -> LeadFact:
    plain = LeadFact(
        id=derive("lead"),
        conversation=CONVERSATION.id,
        revision=1,
        channel="whatsapp",
        name=GUEST.name,
        phone=GUEST.phone,
        email=GUEST.email,
        intent="room_booking",
        details={"check_in": "2026-04-01", "nights": 2},
        value=Decimal("160.00"),
        currency="MYR",
        priority="normal",
        after_hours=True,
        captured_at=NOON,
        updated_at=NOON,
    )
    return replace(plain, **changes)


def one_of_each(name: str = "") -> list[Fact]:
    """Every kind of fact, about one conversation; `name` tells several sets apart."""
    talk = snapshot(f"{KEY}{name}")
    return [
        message(f"hello{name}", conversation=talk.id, meta={"confidence": 0.75}),
        talk,
        lead(id=derive("lead", name), conversation=talk.id),
        PromiseFact(derive("promise", name), talk.id, "reservations", "a call", at(60), NOON),
        AlertFact(derive("alert", name), talk.id, "handoff", f"{GUEST.name} waits", "…", NOON),
        NoteFact(derive("note", name), talk.id, derive("mei"), "Mei", "wants a quiet room", NOON),
        GapFact(derive("gap", name), talk.id, "Is there a helipad?", "en", NOON),
        UsageFact(derive("usage", name), talk.id, "openai", "small", 100, 20, 800, "ok", NOON),
        delivery(derive(f"hello{name}"), "sent"),
        AuditFact(derive("audit", name), "system", "handoff", talk.id, NOON, {"why": "asked"}),
    ]


def numbered(facts: Sequence[Fact]) -> list[tuple[str, Fact]]:
    return [(f"ledger-{n}", fact) for n, fact in enumerate(facts)]
