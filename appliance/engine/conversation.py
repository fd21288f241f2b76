"""One guest conversation: plain values in, plain values out.

    step = begin(conversation, messages, hotel, now)     a Plan to carry out, or a finished Turn
    turn = finish(plan, answered, hotel, now)            what to say, remember and record

`appliance/turn.py` carries out the plan in between. What staff do is in engine/staff.py, how the
parts of an answer are put together in engine/reply.py.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from appliance.engine import assent, handoff, hours, reply
from appliance.engine.facts import (
    AlertKind,
    ConversationFact,
    Fact,
    GapFact,
    MessageFact,
    UsageFact,
)
from appliance.engine.hotel import Hotel
from appliance.engine.ids import derive
from appliance.engine.impression import UNREAD, Impression
from appliance.engine.lead import lead_fact, reachable
from appliance.engine.message import Inbound, Outgoing, Quote
from appliance.engine.phrases import say
from appliance.engine.state import HISTORY_LINES, Contact, Conversation, Line
from appliance.engine.turns import Answered, Plan, Turn
from appliance.engine.understanding import Understanding, understand

MISSES_BEFORE_HANDOFF = 2


def words_of(messages: Sequence[Inbound]) -> str:
    """The words of a burst of messages."""
    return "\n".join(m.text for m in messages if m.text)


def begin(
    c: Conversation,
    messages: Sequence[Inbound],
    hotel: Hotel,
    now: datetime,
    impression: Impression = UNREAD,
) -> Plan | Turn:
    """Take in a burst of messages. `now` is aware; `messages` belong to `c` and are in order;
    `impression` is what kind of message their words seem to be."""
    messages = tuple(messages)
    text = words_of(messages)
    before = reopened(c)
    local = now.astimezone(hotel.zone)
    u = understand(text, hotel, now=local, before=before, impression=impression)
    after, heard = hear(before, messages, u, hotel)
    if after.with_staff:  # a person is answering: listen, stay quiet
        return settled(before, after, heard, hotel, now)
    if reason := reason_for_a_person(before, text, u):
        return hand_over(before, after, heard, messages, reason, hotel, now)
    fixed = reply.fixed(before, after, messages, u, hotel)
    if fixed is not None:
        said = spoken(after, messages[-1], fixed, now) if fixed else ()
        return settled(before, after, heard, hotel, now, said)
    return reply.planned(before, after, text, messages, u, heard, hotel, now)


def finish(plan: Plan, answered: Answered, hotel: Hotel, now: datetime) -> Turn:
    """Turn what came back into what to say, what to remember and what to set in motion."""
    c, usage = plan.state, usage_facts(plan, answered, now)
    if plan.understanding.strays and not answered.found:  # not ours to know: no gap, no handoff
        away = spoken(c, plan.messages[-1], say("off_topic", c.language, hotel), now)
        return settled(plan.before, c, (*plan.facts, *usage), hotel, now, away)
    missed = bool(plan.question) and not answered.found and not reply.says_something(plan)
    c = replace(c, misses=c.misses + 1 if missed else 0)
    facts = (*plan.facts, *usage, *((gap(plan, now),) if missed else ()))
    if answered.handoff or (missed and c.misses >= MISSES_BEFORE_HANDOFF and c.mode != "handoff"):
        reason = "unsure" if missed else "needs_person"
        return hand_over(plan.before, c, facts, plan.messages, reason, hotel, now)
    c = scored(c, plan, answered)
    made = reply.compose(plan, c, answered, missed, hotel, now)
    said = spoken(made.state, plan.messages[-1], made.text, now, plan.quotes, answered)
    return settled(plan.before, made.state, (*facts, *made.facts), hotel, now, said)


def stumble(c: Conversation, messages: Sequence[Inbound], hotel: Hotel, now: datetime) -> Turn:
    """When working out an answer failed: never silence. A person is told, and so is the guest."""
    before, messages = reopened(c), tuple(messages)
    u = Understanding(language=before.language)
    after, heard = hear(before, messages, u, hotel)
    if after.with_staff:
        return settled(before, after, heard, hotel, now)
    return hand_over(before, after, heard, messages, "stumble", hotel, now)


# -- taking in


def reopened(c: Conversation) -> Conversation:
    """A resolved conversation starts clean when the guest writes again (H6); contact is kept."""
    if c.status not in ("resolved", "expired"):
        return c
    return Conversation(
        id=c.id,
        key=c.key,
        revision=c.revision,
        episode=c.episode + 1,
        language=c.language,
        lines=c.lines,
        contact=c.contact,
        message_count=c.message_count,
        addressable=c.addressable,
    )


def hear(
    c: Conversation, messages: tuple[Inbound, ...], u: Understanding, hotel: Hotel
) -> tuple[Conversation, tuple[Fact, ...]]:
    """The conversation with what the guest said in it, and the messages' facts."""
    first, last = messages[0], messages[-1]
    lines = tuple(Line("guest", m.text or f"[{m.kind}]", m.at) for m in messages)
    opening = c.started_at is None
    inquiry = c.lead or is_inquiry(u)
    intent = u.intent if u.intent != "general" else c.intent
    c = replace(
        c,
        revision=c.revision + 1,
        language=u.language,
        lines=(*c.lines, *lines)[-HISTORY_LINES:],
        stay=c.stay.merge(u.stay),
        contact=c.contact.merge(channel_contact(messages)).merge(u.contact),
        intent="room_booking" if inquiry and intent == "general" else intent,
        lead=inquiry,
        mode="lead_capture" if inquiry and c.mode == "concierge" else c.mode,
        addressable=c.addressable or any(m.addressable for m in messages),
        after_hours=hours.after_hours(hotel, first.at) if opening else c.after_hours,
        started_at=c.started_at or first.at,
        last_guest_at=last.at,
        last_at=last.at,
        message_count=c.message_count + len(messages),
    )
    return c, tuple(heard_fact(c, m, u, hotel) for m in messages)


def is_inquiry(u: Understanding) -> bool:
    """Worth following up. When breakfast is, or what it costs, is a question and no more; so is
    what somebody asks who has a booking already, or sells something (L14)."""
    if u.existing_booking or u.not_a_guest:
        return False
    if u.intent == "fb_inquiry":
        return u.stay.check_in is not None or u.stay.adults is not None
    wants_to_stay = u.asks_availability or u.stay.check_in is not None
    return u.intent in ("room_booking", "event") or wants_to_stay


def channel_contact(messages: tuple[Inbound, ...]) -> Contact:
    """What the channel itself tells of the guest: a WhatsApp number, an e-mail sender."""
    m = messages[-1]
    return Contact(m.name, m.phone, m.email)


def heard_fact(c: Conversation, m: Inbound, u: Understanding, hotel: Hotel) -> MessageFact:
    return MessageFact(
        id=derive(hotel.id, m.id),
        conversation=c.id,
        role="guest",
        text=m.text,
        at=m.at,
        external_id=m.id,
        kind=m.kind,
        after_hours=hours.after_hours(hotel, m.at),
        meta={"language": u.language, "mixed": u.mixed, "other_language": u.other_language},
    )


# -- a person


def reason_for_a_person(c: Conversation, text: str, u: Understanding) -> str:
    """Why staff should have it, before anything is looked up; empty when they need not."""
    if u.emergency:
        return "emergency"
    if u.wants_person or (c.awaiting == "person" and assent.affirms(text)):
        return "asked"
    if u.complaint:
        return "complaint"
    return "deletion" if u.wants_deletion else ""


def hand_over(
    before: Conversation | None,
    c: Conversation,
    facts: tuple[Fact, ...],
    messages: tuple[Inbound, ...],
    reason: str,
    hotel: Hotel,
    now: datetime,
) -> Turn:
    """Tell the guest honestly who answers and when, tell staff, and keep the promise as a row."""
    made = handoff.promise(reason, hotel, c.language, now)
    again = c.mode == "handoff" and reason not in ("emergency", "complaint")
    c = handoff.handed_off(c, reason, now)
    opening = {"complaint", "emergency", "deletion", "stumble"} & {reason}
    words = [say(key, c.language, hotel) for key in opening]
    if reason != "emergency":
        words.append(say("handoff_again", c.language, hotel) if again else made.words)
    if not reachable(c) and not made.open and "contact" not in c.asked_for:
        words.append(say("ask_contact", c.language, hotel))
        c = replace(c, asked_for=(*c.asked_for, "contact"), awaiting="contact")
    text = " ".join(words)
    kind: AlertKind = "urgent" if reason == "emergency" else "handoff"
    told, notices = handoff.alert(
        c, kind, ALERT_TITLES.get(reason, "A guest asks for a person"), hotel, now
    )
    kept = () if again else (handoff.promise_fact(c, made, text, now),)
    said = spoken(c, messages[-1], text, now)
    return settled(before, c, (*facts, *kept, told), hotel, now, (*said, *notices))


ALERT_TITLES = {
    "emergency": "URGENT: a guest reports an emergency",
    "complaint": "A guest has a complaint",
    "deletion": "A guest asks for their data to be deleted",
    "unsure": "A guest's question needs a person",
    "needs_person": "A guest's request needs a person",
    "stumble": "A guest's message could not be answered",
}


# -- letting go


def spoken(
    c: Conversation,
    cause: Inbound,
    text: str,
    now: datetime,
    quotes: tuple[Quote, ...] = (),
    answered: Answered | None = None,
) -> tuple[Outgoing, ...]:
    """The one reply of a turn; the same cause gives the same id."""
    if not text:
        return ()
    return (
        Outgoing(
            id=derive(c.id, cause.id, "reply"),
            channel=c.channel,
            guest=c.guest,
            conversation=c.id,
            text=text,
            at=now,
            quotes=quotes,
            correlation=cause.id,
            meta=answer_meta(c, answered),
        ),
    )


def answer_meta(c: Conversation, answered: Answered | None) -> dict[str, object]:
    """How the answer came about, for staff to see beside it."""
    if answered is None:
        return {"language": c.language, "provider": "fixed"}
    return {
        "language": c.language,
        "provider": answered.provider,
        "model": answered.model,
        "sources": list(answered.sources),
        "confidence": round(answered.confidence, 3),
        "found": answered.found,
        "violations": list(answered.violations),
        "tokens": sum(a.tokens_in + a.tokens_out for a in answered.attempts),
    }


def settled(
    before: Conversation | None,
    c: Conversation,
    facts: tuple[Fact, ...],
    hotel: Hotel,
    now: datetime,
    outgoing: tuple[Outgoing, ...] = (),
) -> Turn:
    """A turn with its replies in the history, its lead, and the snapshot of where it stands."""
    said = [o for o in outgoing if o.channel == c.channel]
    c = replace(
        c,
        lines=(*c.lines, *(Line("ai", o.text, now) for o in said))[-HISTORY_LINES:],
        message_count=c.message_count + len(said),
        last_at=now if said else c.last_at,
    )
    leads = lead_facts(before, c, hotel, now)
    told, notices = new_lead_alert(before, c, hotel, now)
    return Turn(
        state=c,
        facts=(*facts, *(said_fact(o) for o in said), *leads, *told, ConversationFact(c)),
        outgoing=(*outgoing, *notices),
    )


def said_fact(o: Outgoing) -> MessageFact:
    return MessageFact(
        id=o.id,
        conversation=o.conversation,
        role="ai",
        text=o.text,
        at=o.at,
        tokens=int(o.meta.get("tokens", 0)),
        meta=o.meta,
    )


def lead_facts(
    before: Conversation | None, c: Conversation, hotel: Hotel, now: datetime
) -> tuple[Fact, ...]:
    """The lead, whenever something it holds is new."""
    known = before and (before.lead, before.stay, before.contact, before.intent)
    if not c.lead or known == (c.lead, c.stay, c.contact, c.intent):
        return ()
    return (lead_fact(c, hotel, now),)


def new_lead_alert(
    before: Conversation | None, c: Conversation, hotel: Hotel, now: datetime
) -> tuple[tuple[Fact, ...], tuple[Outgoing, ...]]:
    """Staff hear of a lead once, when it first can be followed up."""
    was = before is not None and before.lead and reachable(before)
    if was or not (c.lead and reachable(c)):
        return (), ()
    fact, notices = handoff.alert(c, "lead", "New lead", hotel, now)
    return (fact,), notices


def scored(c: Conversation, plan: Plan, answered: Answered) -> Conversation:
    if not plan.question:
        return c
    return replace(
        c,
        confidence_sum=c.confidence_sum + answered.confidence,
        confidence_count=c.confidence_count + 1,
    )


def gap(plan: Plan, now: datetime) -> GapFact:
    c = plan.state
    return GapFact(derive(c.id, plan.messages[-1].id, "gap"), c.id, plan.question, c.language, now)


def usage_facts(plan: Plan, answered: Answered, now: datetime) -> tuple[Fact, ...]:
    cause = plan.messages[-1].id
    return tuple(
        UsageFact(
            id=derive(plan.state.id, cause, "usage", n),
            conversation=plan.state.id,
            provider=a.provider,
            model=a.model,
            tokens_in=a.tokens_in,
            tokens_out=a.tokens_out,
            milliseconds=a.milliseconds,
            outcome=a.outcome,
            at=now,
        )
        for n, a in enumerate(answered.attempts)
    )
