"""An inquiry worth following up, and what it is worth.

value = ADR × nights × rooms × probability   (system specification §5.1, with rooms counted)

The probability grows with how complete the lead is; its table is the hotel's and versioned. Events,
tables and general questions have no such value: they are 0 here and staff enter the real one.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from appliance.engine.facts import LeadFact
from appliance.engine.hotel import Hotel, LeadRules
from appliance.engine.ids import derive
from appliance.engine.state import Conversation

CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Estimate:
    """A lead's value and the arithmetic behind it, so that a manager can check it."""

    value: Decimal
    adr: Decimal
    adr_assumed: bool  # the room type is unknown: the hotel's default ADR
    nights: int
    nights_assumed: bool
    rooms: int
    probability: Decimal
    version: str


def probability(rules: LeadRules, dates: bool, contact: bool) -> Decimal:
    table = rules.probability
    if dates and contact:
        return table.with_dates_and_contact
    if dates:
        return table.with_dates
    return table.with_contact if contact else table.base


def estimate(c: Conversation, hotel: Hotel) -> Estimate:
    rules, room = hotel.lead_rules, hotel.room(c.stay.room)
    adr = room.adr if room else rules.default_adr
    nights, rooms = c.stay.nights or rules.default_nights, c.stay.rooms or 1
    chance = probability(rules, bool(c.stay.check_in and c.stay.nights), reachable(c))
    value = (adr * nights * rooms * chance).quantize(CENT, ROUND_HALF_UP)
    return Estimate(
        value=value if c.intent == "room_booking" else Decimal("0.00"),
        adr=adr,
        adr_assumed=room is None,
        nights=nights,
        nights_assumed=c.stay.nights is None,
        rooms=rooms,
        probability=chance,
        version=rules.probability.version,
    )


def reachable(c: Conversation) -> bool:
    """Whether staff could write to the guest after the guest has left."""
    return c.contact.reachable or c.addressable


def details(c: Conversation, worth: Estimate) -> dict[str, Any]:
    """What staff read beside the lead; amounts as strings, dates ISO 8601."""
    stay = c.stay
    return {
        "check_in": stay.check_in.isoformat() if stay.check_in else None,
        "check_out": stay.check_out.isoformat() if stay.check_out else None,
        "nights": stay.nights,
        "rooms": stay.rooms,
        "adults": stay.adults,
        "children": stay.children,
        "room": stay.room,
        "ages": list(stay.ages or ()),
        "time": f"{stay.at:%H:%M}" if stay.at else None,
        "late": c.late,
        "source": c.source,
        "estimate": {
            "adr": str(worth.adr),
            "adr_assumed": worth.adr_assumed,
            "nights": worth.nights,
            "nights_assumed": worth.nights_assumed,
            "rooms": worth.rooms,
            "probability": str(worth.probability),
            "version": worth.version,
        },
    }


def lead_id(c: Conversation) -> str:
    again = (c.number,) if c.number > 1 else ()
    return derive(c.id, "lead", c.episode, *again)


def earlier_facts(c: Conversation, hotel: Hotel, now: datetime) -> tuple[LeadFact, ...]:
    """The leads before this one, with the contact as it is now known: it is the same guest's."""
    return tuple(
        lead_fact(replace(c, number=e.number, intent=e.intent, stay=e.stay), hotel, now)
        for e in c.earlier
    )


def withdrawn_fact(c: Conversation, hotel: Hotel, now: datetime) -> LeadFact:
    """The lead once the guest wants it no more: kept for the record, worth nothing."""
    fact = lead_fact(c, hotel, now)
    return replace(fact, details={**fact.details, "withdrawn": True}, value=Decimal("0.00"))


def lead_fact(c: Conversation, hotel: Hotel, now: datetime) -> LeadFact:
    """The lead as the conversation now tells it."""
    worth = estimate(c, hotel)
    return LeadFact(
        id=lead_id(c),
        conversation=c.id,
        revision=c.revision,
        channel=c.channel,
        name=c.contact.name,
        phone=c.contact.phone,
        email=c.contact.email,
        intent=c.intent,
        details=details(c, worth),
        value=worth.value,
        currency=hotel.currency,
        priority="high" if c.after_hours else "normal",
        after_hours=c.after_hours,
        captured_at=now,
        updated_at=now,
    )
