"""What live pages are told, as rows of the spool's feed.

A guest's page follows `conversation:<id>`: its messages and who is answering. The dashboard
follows `staff`: which conversation changed, and alerts. Guests' names and numbers are not in the
staff feed; pages read them from the store.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from appliance import codec
from appliance.engine import pricing
from appliance.engine.facts import AlertFact, MessageFact
from appliance.engine.hotel import Hotel
from appliance.engine.ids import derive
from appliance.engine.message import Inbound, Outgoing
from appliance.engine.state import Conversation
from appliance.engine.text import Language
from appliance.engine.turns import Turn
from appliance.spool import FeedEvent

STAFF_TOPIC = "staff"


def guest_topic(conversation_id: str) -> str:
    return f"conversation:{conversation_id}"


def for_guest(
    hotel: Hotel, before: Conversation, turn: Turn, heard: Sequence[Inbound]
) -> list[FeedEvent]:
    """The turn as the guest's own page shows it."""
    c, topic = turn.state, guest_topic(turn.state.id)
    messages = [
        *(heard_message(hotel, m) for m in heard),
        *(said_message(o) for o in turn.outgoing if o.channel == c.channel),
    ]
    events = [FeedEvent(topic, m["id"], "message", json.dumps(m)) for m in messages]
    if standing(before) != standing(c):
        events.append(FeedEvent(topic, f"status:{c.revision}", "status", json.dumps(standing(c))))
    return events


def for_staff(turn: Turn) -> list[FeedEvent]:
    """The turn as the dashboard hears of it."""
    c = turn.state
    changed = {"id": c.id, **standing(c), "channel": c.channel, "after_hours": c.after_hours}
    events = [FeedEvent(STAFF_TOPIC, f"{c.id}:{c.revision}", "conversation", json.dumps(changed))]
    for fact in turn.facts:
        if isinstance(fact, MessageFact):
            body = {"id": fact.id, "conversation": c.id, "role": fact.role}
            events.append(FeedEvent(STAFF_TOPIC, fact.id, "message", json.dumps(body)))
        elif isinstance(fact, AlertFact):
            events.append(raised(fact))
    return events


def raised(alert: AlertFact) -> FeedEvent:
    body = {
        "id": alert.id,
        "conversation": alert.conversation,
        "kind": alert.kind,
        "title": alert.title,
        "title_ms": alert.title_ms or alert.title,
    }
    return FeedEvent(STAFF_TOPIC, alert.id, "alert", json.dumps(body))


def standing(c: Conversation) -> dict[str, Any]:
    return {"mode": c.mode, "status": c.status, "staff_name": c.staff_name}


def heard_message(hotel: Hotel, m: Inbound) -> dict[str, Any]:
    return {
        "id": derive(hotel.id, m.id),
        "role": "guest",
        "text": m.text,
        "at": m.at.isoformat(),
        "staff_name": "",
        "quotes": [],
        "quick_replies": [],
        "client_message_id": m.id.rpartition(":")[2],
    }


def said_message(o: Outgoing) -> dict[str, Any]:
    """As the page shows it: quotes are drawn as tables there, and not spelled out beside them."""
    whole = json.loads(codec.dump(o))
    kept = ("id", "at", "staff_name", "quotes", "quick_replies")
    language = o.meta.get("language", "")  # the page's own words follow it
    said = {"role": o.author, "text": page_text(o), "language": language}
    return {**said, **{name: whole[name] for name in kept}}


def page_text(o: Outgoing) -> str:
    if not o.spelled:
        return o.text
    language: Language = "ms" if o.meta.get("language") == "ms" else "en"
    return o.text.replace(o.spelled, pricing.brief(o.quotes, language))
