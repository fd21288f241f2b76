"""What staff do in a conversation: pure, like what guests do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from string import Formatter
from typing import Any

from appliance.engine import conversation, handoff, hearing
from appliance.engine.canned import Unfilled, blanks
from appliance.engine.contact import readable
from appliance.engine.facts import AuditFact, ConversationFact, Fact, MessageFact, NoteFact
from appliance.engine.hotel import Hotel, Template
from appliance.engine.ids import derive
from appliance.engine.message import Outgoing
from appliance.engine.state import HISTORY_LINES, Conversation, Line, Mode
from appliance.engine.turns import Turn


@dataclass(frozen=True, slots=True)
class Staff:
    """Who acts. `role` is a StaffRole of store/records.py, or "system"."""

    id: str
    name: str
    role: str


class AlreadyTaken(Exception):
    """Another member of staff has the conversation (H2)."""

    def __init__(self, by: str) -> None:
        super().__init__(f"taken by {by}")
        self.by = by


class NotYours(Exception):
    """Only whoever took the conversation over may write in it."""


class WindowClosed(Exception):
    """The channel takes free words only for a while after the guest's last message (W26)."""

    def __init__(self, since: datetime) -> None:
        super().__init__("only a template can be sent")
        self.since = since


class OptedOut(Exception):
    """The guest wants nothing from us but answers (W28)."""


def take_over(c: Conversation, staff: Staff, now: datetime) -> Turn:
    """Staff answer from here on; the AI is silent. Raises AlreadyTaken."""
    if c.with_staff and c.staff_id not in ("", staff.id):
        raise AlreadyTaken(c.staff_name)
    if c.with_staff and c.staff_id:
        return Turn(c)
    c = moved(c, now, mode="staff", status="handed_off", staff_id=staff.id, staff_name=staff.name)
    return Turn(c, (audit(c, staff, "takeover", now), ConversationFact(c)))


def say(c: Conversation, staff: Staff, text: str, client_id: str, now: datetime) -> Turn:
    """A staff message to the guest, named by the page that sent it.

    Raises NotYours, WindowClosed, Unfilled.
    """
    check_holder(c, staff)
    if c.answer_by and now >= c.answer_by:
        raise WindowClosed(c.answer_by)
    if left := blanks(text):
        raise Unfilled(left)
    return written(c, staff, text, client_id, now)


def send_template(
    c: Conversation,
    staff: Staff,
    template: Template,
    hotel: Hotel,
    client_id: str,
    now: datetime,
    given: Mapping[str, str],
) -> Turn:
    """An approved message, at any time. It opens no window: only the guest's answer does (W27).

    `given` are variables as staff wrote them. Raises NotYours, OptedOut, Unfilled.
    """
    if c.opted_out:
        raise OptedOut
    body = template.body.say(c.language)
    values = filled(body, c, staff, hotel, given)
    if left := tuple(name for name, value in values.items() if not value):
        raise Unfilled(left)
    meta = chosen(template, c, values)
    return written(c, staff, body.format(**values), client_id, now, meta)


def by_template(c: Conversation, answer: Outgoing, hotel: Hotel) -> Outgoing | None:
    """An answer within the first template of its channel that has room for one, whole; None where
    there is no such template or the answer is too long for it."""
    for template in hotel.templates:
        body = template.body.say(c.language)
        if template.channel != answer.channel or "answer" not in variables(body):
            continue
        values = filled(body, c, Staff("", answer.staff_name, "system"), hotel, {})
        values["answer"] = " ".join(answer.text.split())
        text = body.format(**values)
        if all(values.values()) and len(text) <= LONGEST_FILLED:
            return replace(answer, text=text, meta=answer.meta | chosen(template, c, values))
    return None


def chosen(template: Template, c: Conversation, values: Mapping[str, str]) -> dict[str, Any]:
    """For the channel: which template, and what stands in it."""
    return {
        "template": {
            "code": template.code,
            "name": template.name,
            "language": template.languages.say(c.language),
            "values": list(values.values()),
        },
        "language": c.language,
    }


def filled(
    body: str, c: Conversation, staff: Staff, hotel: Hotel, given: Mapping[str, str]
) -> dict[str, str]:
    """The variables of a template's body, in the order they first appear there: as given, else as
    known. On one line, for Meta refuses a value with line breaks or tabs."""
    guest = {"en": "guest", "ms": "tetamu"}[c.language]
    known = {
        "guest": c.contact.name or guest,
        "hotel": hotel.name,
        "staff": staff.name,
        "phone": readable(hotel.phone),
    }
    return {name: one_line(given.get(name, known.get(name, ""))) for name in variables(body)}


def variables(body: str) -> list[str]:
    return [name for _, name, _, _ in Formatter().parse(body) if name]


def one_line(text: str) -> str:
    return " ".join(text.split())[:LONGEST_VALUE]


LONGEST_VALUE = 200  # characters of one variable of a template as staff fill it in
LONGEST_FILLED = 1024  # of the whole, which is Meta's limit


def check_holder(c: Conversation, staff: Staff) -> None:
    if not c.with_staff or c.staff_id != staff.id:
        raise NotYours


def written(
    c: Conversation,
    staff: Staff,
    text: str,
    client_id: str,
    now: datetime,
    meta: dict[str, Any] | None = None,
) -> Turn:
    check_holder(c, staff)
    line = Line("staff", text, now)
    lines = (*c.lines, line)[-HISTORY_LINES:]
    c = moved(c, now, lines=lines, message_count=c.message_count + 1, last_at=now)
    out = Outgoing(
        id=derive(c.id, "staff", client_id),
        channel=c.channel,
        guest=c.guest,
        conversation=c.id,
        text=text,
        at=now,
        author="staff",
        staff_name=staff.name,
        envelope=c.envelope,
        correlation=client_id,
        meta=meta or {},
    )
    said = MessageFact(
        id=out.id,
        conversation=c.id,
        role="staff",
        text=text,
        at=now,
        staff_id=staff.id,
        staff_name=staff.name,
        meta=out.meta,
    )
    return Turn(c, (said, ConversationFact(c)), (out,))


def note(c: Conversation, staff: Staff, text: str, client_id: str, now: datetime) -> NoteFact:
    """A word among staff. It is no message and no part of the state, so no guest or model ever
    reads it (H13)."""
    return NoteFact(
        id=derive(c.id, "note", client_id),
        conversation=c.id,
        staff_id=staff.id,
        staff_name=staff.name,
        text=text,
        at=now,
    )


def release(c: Conversation, staff: Staff, now: datetime) -> Turn:
    """Hand back to the AI, explicitly (H5)."""
    c = moved(c, now, mode=resting_mode(c), status="active", **NOBODY)
    return Turn(c, (audit(c, staff, "release", now), ConversationFact(c)))


def resolve(c: Conversation, staff: Staff, now: datetime) -> Turn:
    """Done. The guest's next message starts clean with the AI (H6)."""
    c = moved(c, now, mode="concierge", status="resolved", ended_at=now, misses=0, **NOBODY)
    return Turn(c, (audit(c, staff, "resolve", now), ConversationFact(c)))


def hand_off(c: Conversation, staff: Staff, reason: str, hotel: Hotel, now: datetime) -> Turn:
    """A person is asked for by a button, not by words: the guest's, or staff's own."""
    if c.with_staff or c.mode == "handoff":
        return Turn(c)
    c = replace(hearing.reopened(c), revision=c.revision + 1)
    made = handoff.promise(reason, hotel, c.language, now)
    c = replace(handoff.handed_off(c, reason, now), started_at=c.started_at or now)
    told, notices = handoff.alert(c, "handoff", handoff.ASKED, hotel, now)
    out = Outgoing(
        id=derive(c.id, "handoff", c.revision),
        channel=c.channel,
        guest=c.guest,
        conversation=c.id,
        text=made.words,
        at=now,
        envelope=c.envelope,
    )
    facts: tuple[Fact, ...] = (
        handoff.promise_fact(c, made, made.words, now),
        told,
        audit(c, staff, "handoff", now),
    )
    return conversation.settled(c, c, facts, hotel, now, (out, *notices))


NOBODY: dict[str, Any] = {
    "staff_id": "",
    "staff_name": "",
    "handed_off_at": None,
    "handoff_reason": "",
    "escalated": 0,
    "drafts": (),
}


def resting_mode(c: Conversation) -> Mode:
    return "lead_capture" if c.lead else "concierge"


def moved(c: Conversation, now: datetime, **changes: object) -> Conversation:
    return replace(c, revision=c.revision + 1, started_at=c.started_at or now, **changes)  # type: ignore[arg-type]


def audit(c: Conversation, staff: Staff, action: str, now: datetime) -> AuditFact:
    return AuditFact(derive(c.id, action, c.revision), staff.id, action, c.id, now)
