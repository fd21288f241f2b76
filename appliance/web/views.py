"""What the dashboard's pages show: the record, and what the spool knows sooner.

The record is some moments behind the spool, and may be away; a person who has just taken a
conversation over must see so at once. All functions block: call them through the crew.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from decimal import Decimal

from appliance import codec
from appliance.app import Appliance
from appliance.engine.message import Outgoing
from appliance.engine.state import Conversation
from appliance.feed import guest_topic
from appliance.store import StoreUnavailable
from appliance.store.records import (
    AlertRow,
    ConversationRow,
    LeadRow,
    MessageRow,
    PromiseRow,
    Recovery,
)
from appliance.web.ranges import Range

MANY = 1000
WARM, OWED = 8, 12  # leads and promises on the first page
SHOWN = 50


@dataclass(frozen=True, slots=True)
class Counts:
    """What waits for anybody, for the numbers beside the navigation."""

    waiting: int
    alerts: int


@dataclass(frozen=True, slots=True)
class Home:
    recovery: Recovery | None  # None while the record is away
    waiting: list[ConversationRow]
    warm: list[LeadRow]
    promises: list[Owed]


@dataclass(frozen=True, slots=True)
class Owed:
    """A promise not kept yet, and to whom it was made."""

    promise: PromiseRow
    to: ConversationRow


@dataclass(frozen=True, slots=True)
class InboxPage:
    rows: list[ConversationRow]
    older: datetime | None  # where the next page begins


@dataclass(frozen=True, slots=True)
class Talk:
    """One conversation with everything beside it."""

    row: ConversationRow
    messages: list[MessageRow]
    leads: list[LeadRow]
    promises: list[PromiseRow]
    complete: bool  # False while the record is away
    drafts: tuple[Outgoing, ...] = ()  # waiting to be sent, edited or discarded

    @property
    def last_question(self) -> str:
        return next((m.text for m in reversed(self.messages) if m.role == "guest"), "")


@dataclass(frozen=True, slots=True)
class Recovered:
    """The leads behind the two sums, and sums made of nothing else (R7)."""

    estimated: list[LeadRow]
    confirmed: list[LeadRow]

    @property
    def estimated_sum(self) -> Decimal:
        return sum((lead.value for lead in self.estimated), Decimal())

    @property
    def confirmed_sum(self) -> Decimal:
        return sum((lead.actual_value or Decimal() for lead in self.confirmed), Decimal())


def counts(app: Appliance) -> Counts | None:
    """None while the record is away."""
    try:
        unseen = [alert for alert in app.store.alerts(SHOWN) if not alert.seen_at]
        return Counts(len(waiting(app)), len(unseen))
    except StoreUnavailable:
        return None


def home(app: Appliance, span: Range) -> Home:
    try:
        return Home(
            app.store.recovery(span.since, span.until),
            waiting(app),
            warmest(app.store.leads(status="new", limit=SHOWN)),
            owed(app),
        )
    except StoreUnavailable:
        return Home(None, [], [], [])


def waiting(app: Appliance) -> list[ConversationRow]:
    """Who waits for a person, longest first."""
    rows = (sooner(app, row) for row in app.store.conversations(waiting=True, limit=SHOWN))
    still = [row for row in rows if row.mode == "handoff"]
    return sorted(still, key=lambda row: row.handed_off_at or row.last_at)


def owed(app: Appliance) -> list[Owed]:
    """The most urgent first."""
    found = ((p, app.store.conversation(p.conversation)) for p in app.store.open_promises(OWED))
    return [Owed(promise, to) for promise, to in found if to]


def warmest(leads: Iterable[LeadRow]) -> list[LeadRow]:
    """In the order to call back: after hours first, then what is worth most."""
    order = sorted(leads, key=lambda lead: (lead.priority != "high", -lead.value))
    return order[:WARM]


def recovered(app: Appliance, span: Range) -> Recovered:
    """Raises StoreUnavailable."""
    leads = app.store.leads(after_hours=True, since=span.since, until=span.until, limit=MANY)
    confirmed = [x for x in leads if x.status == "converted" and x.actual_value is not None]
    taken = {lead.id for lead in confirmed}
    estimated = [x for x in leads if x.status != "lost" and x.id not in taken and x.value]
    return Recovered(estimated, confirmed)


def inbox(
    app: Appliance, view: str, channel: str, search: str, before: datetime | None
) -> InboxPage:
    """A page of the inbox. Raises StoreUnavailable."""
    found = app.store.conversations(
        status="handed_off" if view == "staff" else None,
        waiting=True if view == "waiting" else None,
        after_hours=True if view == "after-hours" else None,
        channel=channel or None,
        search=search,
        limit=SHOWN + 1,
        before=before,
    )
    older = found[SHOWN - 1].last_at if len(found) > SHOWN else None
    mode = {"waiting": "handoff", "staff": "staff"}.get(view)
    rows = [sooner(app, row) for row in found[:SHOWN]]
    return InboxPage([row for row in rows if mode in (None, row.mode)], older)


def alerts(app: Appliance) -> list[AlertRow]:
    """Raises StoreUnavailable."""
    return app.store.alerts(SHOWN * 2)


def see_alerts(app: Appliance) -> None:
    now = app.now()
    for alert in alerts(app):
        if not alert.seen_at:
            app.store.mark_alert(alert.id, seen_at=now)


# -- one conversation


def talk(app: Appliance, id: str) -> Talk | None:
    """None where there is no such conversation of this property (H10)."""
    state = _state(app, id)
    try:
        kept = app.store.conversation(id)
        row = _row(kept, state)
        if row is None:
            return None
        return Talk(
            row,
            messages(app, id, app.store.messages(id)),
            app.store.leads(conversation=id),
            app.store.promises(id),
            complete=True,
            drafts=waiting_drafts(app, state, id),
        )
    except StoreUnavailable:
        if state is None:
            raise
        return Talk(row_of(state), messages(app, id, []), [], [], complete=False)


def waiting_drafts(app: Appliance, state: Conversation | None, id: str) -> tuple[Outgoing, ...]:
    """From the spool; a conversation that left it may have some on record."""
    found = state or app.store.recall_id(id)
    return found.drafts if found else ()


def _row(kept: ConversationRow | None, state: Conversation | None) -> ConversationRow | None:
    if kept and state:
        return freshened(kept, state)
    return row_of(state) if state else kept


def sooner(app: Appliance, row: ConversationRow) -> ConversationRow:
    state = _state(app, row.id)
    return freshened(row, state) if state else row


def messages(app: Appliance, id: str, kept: list[MessageRow]) -> list[MessageRow]:
    """What the record has, and what only the feed has so far."""
    known = {message.id for message in kept}
    feed = app.spool.feed_after(guest_topic(id), 0)
    told = (json.loads(event.body) for event in feed if event.kind == "message")
    fresh = [_told(id, body) for body in told if body["id"] not in known]
    return sorted([*kept, *fresh], key=lambda m: (m.at, m.role != "guest"))


def freshened(row: ConversationRow, state: Conversation) -> ConversationRow:
    return replace(
        row,
        mode=state.mode,
        status=state.status,
        staff_id=state.staff_id,
        staff_name=state.staff_name,
        handoff_reason=state.handoff_reason,
        handed_off_at=state.handed_off_at,
        guest_name=state.contact.name or row.guest_name,
        guest_phone=state.contact.phone or row.guest_phone,
        guest_email=state.contact.email or row.guest_email,
        message_count=state.message_count,
        last_at=state.last_at or row.last_at,
    )


def row_of(c: Conversation) -> ConversationRow:
    """A conversation the record does not have yet."""
    began = c.started_at or c.last_at or datetime.now(UTC)
    return ConversationRow(
        id=c.id,
        channel=c.channel,
        guest_name=c.contact.name,
        guest_phone=c.contact.phone,
        guest_email=c.contact.email,
        status=c.status,
        mode=c.mode,
        language=c.language,
        intent=c.intent,
        staff_id=c.staff_id,
        staff_name=c.staff_name,
        handoff_reason=c.handoff_reason,
        handed_off_at=c.handed_off_at,
        after_hours=c.after_hours,
        message_count=c.message_count,
        confidence=None,
        started_at=began,
        last_at=c.last_at or began,
        ended_at=c.ended_at,
    )


def _state(app: Appliance, id: str) -> Conversation | None:
    body = app.spool.state_by_id(id)
    return codec.load(Conversation, body) if body else None


def _told(conversation: str, body: dict[str, str]) -> MessageRow:
    return MessageRow(
        id=body["id"],
        conversation=conversation,
        role=body["role"],  # type: ignore[arg-type]
        text=body["text"],
        at=datetime.fromisoformat(body["at"]),
        kind="text",
        staff_name=body["staff_name"],
        after_hours=False,
        status="",
        status_detail="",
        meta={},
    )
