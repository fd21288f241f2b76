"""Draft mode: what was worked out waits in the conversation until a person sends it.

The guest is told the truth: that an answer is ready and a person checks it, and when. What must not
wait does not: emergencies, complaints and requests for a person go out as they are, because their
words are the hotel's own and staff are called with them.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from appliance.engine import conversation, handoff, hours
from appliance.engine.facts import AlertFact, ConversationFact, Fact, MessageFact
from appliance.engine.handoff import Promise
from appliance.engine.hotel import Hotel
from appliance.engine.ids import derive
from appliance.engine.message import Outgoing
from appliance.engine.phrases import say
from appliance.engine.staff import NOBODY, NotYours, Staff, audit, moved, resting_mode
from appliance.engine.state import HISTORY_LINES, Conversation, Line, Role
from appliance.engine.text import Language, Text
from appliance.engine.turns import Turn

REASON = "draft"
MOST = 5  # drafts of one conversation; the oldest gives way


def held(turn: Turn, hotel: Hotel, now: datetime) -> Turn:
    """The turn as draft mode lets it happen: nothing that was worked out is said yet."""
    said = tuple(o for o in turn.outgoing if o.channel == turn.state.channel)
    if hotel.mode != "draft" or not said or calls_for_a_person(turn):
        return turn
    c = unsaid(turn.state, said)
    facts = tuple(fact for fact in turn.facts if not _tells(fact, said))
    others = tuple(o for o in turn.outgoing if o not in said)
    if c.mode == "handoff":  # a person is expected already
        return Turn(c, (*facts, ConversationFact(c)), others)
    waiting = announced(c, said[-1], hotel, now)
    return Turn(waiting.state, (*facts, *waiting.facts), (*others, *waiting.outgoing))


def calls_for_a_person(turn: Turn) -> bool:
    return any(
        isinstance(fact, AlertFact) and fact.kind in ("handoff", "urgent") for fact in turn.facts
    )


def unsaid(c: Conversation, said: tuple[Outgoing, ...]) -> Conversation:
    return replace(
        c,
        lines=c.lines[: -len(said)],
        message_count=c.message_count - len(said),
        drafts=(*c.drafts, *said)[-MOST:],
    )


def announced(c: Conversation, draft: Outgoing, hotel: Hotel, now: datetime) -> Turn:
    """The guest hears that a person looks at it, and staff that there is something to look at."""
    made = promise(hotel, c.language, now)
    c = handoff.handed_off(c, REASON, now)
    title = Text("An answer waits to be sent", "Satu jawapan menunggu untuk dihantar")
    told, notices = handoff.alert(c, "handoff", title, hotel, now)
    out = replace(
        draft,
        id=derive(draft.id, "waits"),
        text=made.words,
        quotes=(),
        spelled="",
        quick_replies=(),
        meta={"language": c.language, "provider": "fixed"},
    )
    facts: tuple[Fact, ...] = (handoff.promise_fact(c, made, made.words, now), told)
    return conversation.settled(c, c, facts, hotel, now, (out, *notices))


def promise(hotel: Hotel, language: Language, now: datetime) -> Promise:
    made, local = handoff.promise(REASON, hotel, language, now), now.astimezone(hotel.zone)
    name = made.desk.name.say(language)
    if made.open:
        return replace(made, words=say("draft_open", language, hotel, desk=name))
    when = hours.describe_next_open(made.desk, local, language)
    words = say("draft_closed", language, hotel, desk=name, when=when)
    return replace(made, words=f"{words} {say('urgent_call', language, hotel)}")


# -- what staff do with one


def approve(c: Conversation, staff: Staff, draft_id: str, text: str, now: datetime) -> Turn:
    """Send it: as it is, or as it was edited, and then it is the person's word. A draft that is
    gone, because somebody else has sent it, changes nothing. Raises NotYours."""
    draft = find(c, staff, draft_id)
    if draft is None:
        return Turn(c)
    out = replace(draft, at=now, meta={**draft.meta, "approved": staff.name})
    if text.strip() not in ("", draft.text.strip()):
        out = replace(
            out, text=text.strip(), author="staff", staff_name=staff.name, quotes=(), spelled=""
        )
    c = without(c, draft_id, now)
    if not c.drafts and c.mode == "handoff" and c.handoff_reason == REASON:
        c = replace(c, mode=resting_mode(c), status="active", **NOBODY)
    role: Role = "staff" if out.author == "staff" else "ai"
    lines = (*c.lines, Line(role, out.text, now))[-HISTORY_LINES:]
    c = replace(c, lines=lines, message_count=c.message_count + 1, last_at=now)
    return Turn(
        c, (fact_of(out, staff), audit(c, staff, "draft.sent", now), ConversationFact(c)), (out,)
    )


def discard(c: Conversation, staff: Staff, draft_id: str, now: datetime) -> Turn:
    """Do not send it. The guest was promised a person, and goes on waiting. Raises NotYours."""
    if find(c, staff, draft_id) is None:
        return Turn(c)
    c = without(c, draft_id, now)
    return Turn(c, (audit(c, staff, "draft.discarded", now), ConversationFact(c)))


def find(c: Conversation, staff: Staff, draft_id: str) -> Outgoing | None:
    if c.with_staff and c.staff_id != staff.id:
        raise NotYours
    return next((draft for draft in c.drafts if draft.id == draft_id), None)


def without(c: Conversation, draft_id: str, now: datetime) -> Conversation:
    return moved(c, now, drafts=tuple(draft for draft in c.drafts if draft.id != draft_id))


def fact_of(out: Outgoing, staff: Staff) -> MessageFact:
    if out.author != "staff":
        return conversation.said_fact(out)
    return MessageFact(
        id=out.id,
        conversation=out.conversation,
        role="staff",
        text=out.text,
        at=out.at,
        staff_id=staff.id,
        staff_name=staff.name,
        meta=out.meta,
    )


def _tells(fact: Fact, said: tuple[Outgoing, ...]) -> bool:
    told = {o.id for o in said}
    return isinstance(fact, ConversationFact) or (isinstance(fact, MessageFact) and fact.id in told)
