"""One conversation with everything beside it: the record, and what the spool knows sooner.

All functions block: call them through the crew.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from appliance import codec
from appliance.app import Appliance
from appliance.engine import canned
from appliance.engine.message import Outgoing
from appliance.engine.state import Conversation
from appliance.engine.text import Language
from appliance.feed import guest_topic
from appliance.store import StoreUnavailable
from appliance.store.records import (
    ConversationRow,
    LeadRow,
    MessageRow,
    NoteRow,
    PromiseRow,
)
from appliance.web.thread import Said, folded

SHOWN, MOST = 40, 500  # messages of a conversation, at a time and at most


@dataclass(frozen=True, slots=True)
class Window:
    """Which of a conversation's messages are looked at: the latest, unless something is said."""

    since: datetime | None = None
    before: datetime | None = None
    at: str = ""  # around the message of this id


@dataclass(frozen=True, slots=True)
class Talk:
    """One conversation with everything beside it."""

    row: ConversationRow
    messages: list[MessageRow]
    complete: bool  # False while the record is away
    earlier: bool = False  # there is more before what is shown
    later: bool = False  # and after it
    latest: list[MessageRow] = field(default_factory=list)  # the end, whatever is shown
    state: Conversation | None = None  # what was understood: dates, room, wishes
    leads: list[LeadRow] = field(default_factory=list)
    promises: list[PromiseRow] = field(default_factory=list)
    notes: list[NoteRow] = field(default_factory=list)
    titles: dict[str, str] = field(default_factory=dict)  # of the passages answers came from
    same_guest: dict[str, list[LeadRow]] = field(default_factory=dict)  # by lead (L10)

    @property
    def drafts(self) -> tuple[Outgoing, ...]:
        """Waiting to be sent, edited or discarded."""
        return self.state.drafts if self.state else ()

    @property
    def last_question(self) -> str:
        """What the guest last said, as it now stands."""
        spoken = (s.row for s in reversed(folded(self.latest)) if not s.revoked)
        return next((m.text for m in spoken if m.role == "guest" and not m.meta.get("quiet")), "")

    @property
    def sources(self) -> list[str]:
        """Titles of what the AI answered from, latest first (H9)."""
        used = (id for m in reversed(self.latest) for id in m.meta.get("sources") or ())
        return list(dict.fromkeys(self.titles[id] for id in used if id in self.titles))

    @property
    def entries(self) -> list[Said | NoteRow]:
        """What was said and what staff noted, as it happened."""
        return sorted([*folded(self.messages), *self.notes], key=lambda entry: entry.at)


def talk(app: Appliance, id: str, window: Window = Window()) -> Talk | None:
    """None where there is no such conversation of this property (H10).

    Raises StoreUnavailable where only the record could tell.
    """
    state = _state(app, id)
    try:
        with app.store.together():
            kept = app.store.conversation(id)
            row = _row(kept, state)
            return recorded(app, row, state or app.store.recall_id(id), window) if row else None
    except StoreUnavailable:
        if state is None:
            raise
        said = messages(app, id, [])
        return Talk(row_of(state), said, complete=False, latest=said, state=state)


def recorded(
    app: Appliance, row: ConversationRow, state: Conversation | None, window: Window
) -> Talk:
    """Raises StoreUnavailable."""
    store, id = app.store, row.id
    if window.at:
        window = Window(*store.around(id, window.at, SHOWN // 2) or ())
    kept, earlier = shown(app, id, window)
    later = window.before is not None
    since = kept[0].at if earlier else None
    said = [m for m in messages(app, id, kept) if within(m.at, since, window.before)]
    latest = messages(app, id, store.messages(id, SHOWN)) if later else said
    leads = store.leads(conversation=id, merged=None)
    return Talk(
        row,
        said,
        complete=True,
        earlier=earlier,
        later=later,
        latest=latest,
        state=state,
        leads=leads,
        promises=store.promises(id),
        notes=[note for note in store.notes(id) if within(note.at, since, window.before)],
        titles=titles(app, {id for m in (*said, *latest) for id in m.meta.get("sources") or ()}),
        same_guest={lead.id: store.same_guest(lead.id) for lead in leads},
    )


def shown(app: Appliance, id: str, window: Window) -> tuple[list[MessageRow], bool]:
    """The record's messages of a window, and whether there are earlier ones.

    What was sent in one instant is never parted: the next window ends before the first of these.
    """
    since, before = window.since, window.before
    if since:
        kept = app.store.messages(id, MOST, since=since, before=before)
        return kept, bool(kept and app.store.messages(id, 1, before=kept[0].at))
    kept = app.store.messages(id, SHOWN + 1, before=before)
    if len(kept) <= SHOWN:
        return kept, False
    return [m for m in kept if m.at > kept[0].at] or kept, True


def within(at: datetime, since: datetime | None, before: datetime | None) -> bool:
    return (since is None or at >= since) and (before is None or at < before)


def titles(app: Appliance, ids: set[str]) -> dict[str, str]:
    """What passages are called, by id, from the copy searches run on."""
    return {item.id: item.title for item in app.knowledge.snapshot.items if item.id in ids}


# -- replies kept ready


@dataclass(frozen=True, slots=True)
class Ready:
    """A canned reply as it would be said in this conversation."""

    title: str
    text: str
    missing: tuple[str, ...]  # blanks nothing is known for (H14)


def ready(app: Appliance, found: Talk, staff_name: str, speaks: Language) -> list[Ready]:
    """In the guest's language, called in the one staff speak. Nothing while the record is away."""
    c = found.state
    if c is None or not found.complete:
        return []
    values = canned.values(c, app.hotel, staff_name, c.language)
    return [_ready(title, text, values) for title, text in kept_ready(app, c.language, speaks)]


def kept_ready(app: Appliance, guest: Language, speaks: Language) -> list[tuple[str, str]]:
    """The hotel's own; until it has any, a few to begin with. Raises StoreUnavailable."""
    if kept := app.store.canned_replies():
        return [(r.title, (guest == "ms" and r.text_ms) or r.text_en) for r in kept]
    return [(title.say(speaks), text.say(guest)) for title, text in canned.STARTERS]


def _ready(title: str, text: str, values: dict[str, str]) -> Ready:
    filled = canned.fill(text, values)
    return Ready(title, filled, canned.blanks(filled))


# -- what the spool knows sooner


def _row(kept: ConversationRow | None, state: Conversation | None) -> ConversationRow | None:
    if kept and state:
        return freshened(kept, state)
    return row_of(state) if state else kept


def sooner(app: Appliance, rows: Sequence[ConversationRow]) -> list[ConversationRow]:
    """The same, those that the spool is ahead of as they stand there."""
    ahead = app.spool.ahead({row.id: row.revision for row in rows})
    return [
        freshened(row, codec.load(Conversation, ahead[row.id])) if row.id in ahead else row
        for row in rows
    ]


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
        revision=state.revision,
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
        last_role=state.lines[-1].role if state.lines else row.last_role,
        answer_by=state.answer_by,
        opted_out=state.opted_out,
    )


def row_of(c: Conversation) -> ConversationRow:
    """A conversation the record does not have yet."""
    began = c.started_at or c.last_at or datetime.now(UTC)
    return ConversationRow(
        id=c.id,
        revision=c.revision,
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
        answer_by=c.answer_by,
        opted_out=c.opted_out,
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
