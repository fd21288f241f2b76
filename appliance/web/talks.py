"""One conversation with everything beside it: the record, and what the spool knows sooner.

All functions block: call them through the crew.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from appliance.app import Appliance
from appliance.engine import canned
from appliance.engine.message import Outgoing
from appliance.engine.state import Conversation
from appliance.engine.text import Language
from appliance.store import StoreUnavailable
from appliance.store.records import (
    ConversationRow,
    LeadRow,
    MessageRow,
    NoteRow,
    PromiseRow,
)
from appliance.web import ahead
from appliance.web.thread import Said, folded

SHOWN, MOST = 40, 500  # messages of a conversation, at a time and at most
ALL = 10_000  # where the whole of it is asked for


@dataclass(frozen=True, slots=True)
class Window:
    """Which of a conversation's messages are looked at: the latest, unless something is said."""

    since: datetime | None = None
    before: datetime | None = None
    at: str = ""  # around the message of this id
    whole: bool = False  # everything, to be printed


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
    state = ahead.state(app, id)
    try:
        with app.store.together():
            kept = app.store.conversation(id)
            row = ahead.row(kept, state)
            return recorded(app, row, state or app.store.recall_id(id), window) if row else None
    except StoreUnavailable:
        if state is None:
            raise
        said = ahead.messages(app, id, [])
        return Talk(ahead.row_of(state), said, complete=False, latest=said, state=state)


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
    said = [m for m in ahead.messages(app, id, kept) if within(m.at, since, window.before)]
    latest = ahead.messages(app, id, store.messages(id, SHOWN)) if later else said
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
    if window.whole:
        return app.store.messages(id, ALL), False
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
