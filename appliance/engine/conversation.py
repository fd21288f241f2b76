"""One guest conversation: plain values in, plain values out.

    step = begin(conversation, messages, hotel, now)     a Plan to carry out, or a finished Turn
    turn = finish(plan, answered, hotel, now)            what to say, remember and record

`appliance/turn.py` carries out the plan in between. What a message changes is in engine/hearing.py,
what is looked up and asked in engine/planning.py, how the parts of an answer are put together in
engine/reply.py, what staff do in engine/staff.py.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from appliance.engine import assent, handoff, hearing, planning, reply, talk
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
from appliance.engine.lead import earlier_facts, lead_fact, reachable, withdrawn_fact
from appliance.engine.message import Inbound, Outgoing, Quote
from appliance.engine.phrases import say
from appliance.engine.state import HISTORY_LINES, Conversation, Line, Stay
from appliance.engine.text import Text
from appliance.engine.turns import Answered, Plan, Turn
from appliance.engine.understanding import Understanding

MISSES_BEFORE_HANDOFF = 2
REJECTIONS_BEFORE_HANDOFF = 2


def words_of(messages: Sequence[Inbound]) -> str:
    """The words of a burst of messages; what a pin on a map is called asks nothing."""
    said = (m for m in messages if m.text and not m.quiet and m.kind != "location")
    return "\n".join(m.text for m in said)


def apart(
    c: Conversation, messages: Sequence[Inbound], hotel: Hotel
) -> tuple[Conversation, tuple[Inbound, ...], tuple[Fact, ...]]:
    """What wants an answer; the rest is only kept."""
    messages = hearing.amended(messages)
    c, overheard = hearing.overhear(c, [m for m in messages if m.quiet], hotel)
    return c, tuple(m for m in messages if not m.quiet), overheard


def begin(
    c: Conversation,
    messages: Sequence[Inbound],
    hotel: Hotel,
    now: datetime,
    impression: Impression = UNREAD,
) -> Plan | Turn:
    """Take in a burst of messages. `now` is aware; `messages` belong to `c` and are in order;
    `impression` is what kind of message their words seem to be."""
    c, messages, overheard = apart(c, messages, hotel)
    if not messages:
        return settled(c, c, overheard, hotel, now)
    messages = chosen(c, messages)
    text = words_of(messages)
    before = hearing.rested(hearing.reopened(c), messages[0].at, hotel)
    u = hearing.read(text, messages, hotel, now, before, impression)
    after, heard = hearing.hear(before, messages, u, hotel, now)
    heard = (*overheard, *heard)
    if after.with_staff:  # a person is answering: listen, stay quiet
        return settled(before, after, heard, hotel, now)
    if after.answer_by and now >= after.answer_by:
        return unanswerable(before, after, heard, hotel, now)
    if reason := reason_for_a_person(before, after, text, u):
        return hand_over(before, after, heard, messages, reason, hotel, now)
    if u.drops:
        after, withdrawn = set_aside(after, hotel, now)
        heard = (*heard, *withdrawn)
    if u.drops and "?" not in text:
        said = spoken(after, messages[-1], say("dropped", after.language, hotel), now)
        return settled(before, after, heard, hotel, now, said)
    fixed = reply.fixed(before, after, messages, u, hotel)
    if fixed is not None:
        after = replace(after, awaiting="") if u.closing else after  # a later "ok" takes up nothing
        said = spoken(after, messages[-1], fixed, now) if fixed else ()
        return settled(before, after, heard, hotel, now, said)
    return planning.planned(before, after, text, messages, u, heard, hotel, now)


def chosen(c: Conversation, messages: tuple[Inbound, ...]) -> tuple[Inbound, ...]:
    """The number of an option stands for the option, as a tap on it would (W17)."""
    if not c.options:
        return messages
    numbered = {str(n): option for n, option in enumerate(c.options, 1)}
    picked = [(m, numbered.get(m.text.strip(" .)"))) for m in messages]
    return tuple(replace(m, text=o, original=m.text) if o else m for m, o in picked)


def unanswerable(
    before: Conversation, c: Conversation, heard: tuple[Fact, ...], hotel: Hotel, now: datetime
) -> Turn:
    """It came so late that the channel takes no free words any more: a person sees to it (W31)."""
    c = handoff.handed_off(c, "window", now)
    title = Text(
        "A guest's message came too late to be answered in words",
        "Mesej tetamu tiba terlalu lewat untuk dijawab biasa",
    )
    told, notices = handoff.alert(c, "handoff", title, hotel, now)
    return settled(before, c, (*heard, told), hotel, now, notices)


def finish(plan: Plan, answered: Answered, hotel: Hotel, now: datetime) -> Turn:
    """Turn what came back into what to say, what to remember and what to set in motion."""
    c, usage = plan.state, usage_facts(plan, answered, now)
    if plan.understanding.strays and not answered.found:  # not ours to know: no gap, no handoff
        away = spoken(c, plan.messages[-1], say("off_topic", c.language, hotel), now)
        return settled(plan.before, c, (*plan.facts, *usage), hotel, now, away)
    missed = bool(plan.question) and not answered.found and not reply.says_something(plan)
    risky = reply.is_risky(plan, answered)
    c = replace(
        c,
        misses=c.misses + 1 if missed else 0,
        told=answered.sources,
        talk=talked_of(plan, answered),
    )
    facts = (*plan.facts, *usage, *((gap(plan, now),) if missed or risky else ()))
    given_up = missed and c.misses >= MISSES_BEFORE_HANDOFF
    if answered.handoff or ((given_up or risky) and c.mode != "handoff"):
        reason = "unsure" if missed or risky else "needs_person"
        return hand_over(plan.before, c, facts, plan.messages, reason, hotel, now)
    c = scored(c, plan, answered)
    made = reply.compose(plan, c, answered, missed, hotel, now)
    said = spoken(
        made.state, plan.messages[-1], made.text, now, plan.quotes, made.spelled, answered
    )
    return settled(plan.before, made.state, (*facts, *made.facts), hotel, now, said)


def talked_of(plan: Plan, answered: Answered) -> tuple[str, ...]:
    said = plan.question or words_of(plan.messages)
    before = plan.before.talk if plan.before else ()
    won = answered.asked if answered.asked != plan.asked else ""
    about = next((about for about, asked in plan.within if asked == won), "")
    return talk.after(before, said, answered.asked or said, about, found=answered.found)


def stumble(c: Conversation, messages: Sequence[Inbound], hotel: Hotel, now: datetime) -> Turn:
    """When working out an answer failed: never silence. A person is told, and so is the guest."""
    c, messages, overheard = apart(c, messages, hotel)
    if not messages:
        return settled(c, c, overheard, hotel, now)
    before = hearing.reopened(c)
    u = Understanding(language=before.language)
    after, heard = hearing.hear(before, messages, u, hotel, now)
    heard = (*overheard, *heard)
    if after.with_staff:
        return settled(before, after, heard, hotel, now)
    return hand_over(before, after, heard, messages, "stumble", hotel, now)


# -- a person


def reason_for_a_person(before: Conversation, c: Conversation, text: str, u: Understanding) -> str:
    """Why staff should have it, before anything is looked up; empty when they need not."""
    if u.emergency:
        return "emergency"
    if u.wants_person or (before.awaiting == "person" and assent.affirms(text)):
        return "asked"
    if u.complaint:
        return "complaint"
    if u.wants_deletion:
        return "deletion"
    if u.changes_booking and not u.not_a_guest:
        return "existing_booking"
    return "unsure" if c.rejections >= REJECTIONS_BEFORE_HANDOFF and c.mode != "handoff" else ""


def set_aside(
    c: Conversation, hotel: Hotel, now: datetime
) -> tuple[Conversation, tuple[Fact, ...]]:
    """The guest wants it no more: the lead is kept as withdrawn, and nothing else is asked."""
    if not c.lead:
        return replace(c, awaiting=""), ()
    fresh = hearing.fresh_inquiry(replace(c, lead=False, intent="general"), Stay())
    return fresh, (withdrawn_fact(c, hotel, now),)


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
    opening = {"complaint", "emergency", "deletion", "existing_booking", "stumble"} & {reason}
    words = [say(key, c.language, hotel) for key in opening]
    if reason != "emergency":
        words.append(say("handoff_again", c.language, hotel) if again else made.words)
    if not reachable(c) and not made.open and "contact" not in c.asked_for:
        words.append(say("ask_contact", c.language, hotel))
        c = replace(c, asked_for=(*c.asked_for, "contact"), awaiting="contact")
    text = " ".join(words)
    kind: AlertKind = "urgent" if reason == "emergency" else "handoff"
    title = ALERT_TITLES.get(reason, handoff.ASKED)
    told, notices = handoff.alert(c, kind, title, hotel, now)
    kept = () if again else (handoff.promise_fact(c, made, text, now),)
    said = spoken(c, messages[-1], text, now)
    return settled(before, c, (*facts, *kept, told), hotel, now, (*said, *notices))


ALERT_TITLES = {
    "emergency": Text(
        "URGENT: a guest reports an emergency", "SEGERA: tetamu melaporkan kecemasan"
    ),
    "complaint": Text("A guest has a complaint", "Tetamu ada aduan"),
    "deletion": Text(
        "A guest asks for their data to be deleted", "Tetamu minta data mereka dipadam"
    ),
    "existing_booking": Text("A guest wants a booking changed", "Tetamu mahu ubah tempahan"),
    "unsure": Text("A guest's question needs a person", "Soalan tetamu perlukan seseorang"),
    "needs_person": Text(
        "A guest's request needs a person", "Permintaan tetamu perlukan seseorang"
    ),
    "stumble": Text("A guest's message could not be answered", "Mesej tetamu tidak dapat dijawab"),
}


# -- letting go


def spoken(
    c: Conversation,
    cause: Inbound,
    text: str,
    now: datetime,
    quotes: tuple[Quote, ...] = (),
    spelled: str = "",
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
            spelled=spelled,
            quick_replies=reply.options(c),
            envelope=c.envelope,
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
        options=said[-1].quick_replies if said else c.options,
    )
    leads = lead_facts(before, c, hotel, now)
    told, notices = new_lead_alert(before, c, hotel, now)
    spoken_to, calls = language_alert(before, c, hotel, now)
    return Turn(
        state=c,
        facts=(
            *facts,
            *(said_fact(o) for o in said),
            *leads,
            *told,
            *spoken_to,
            ConversationFact(c),
        ),
        outgoing=(*outgoing, *notices, *calls),
    )


def said_fact(o: Outgoing) -> MessageFact:
    return MessageFact(
        id=o.id,
        conversation=o.conversation,
        role="ai",
        text=o.text,
        at=o.at,
        tokens=int(o.meta.get("tokens", 0)),
        meta={**o.meta, "quotes": o.quotes} if o.quotes else o.meta,
    )


def lead_facts(
    before: Conversation | None, c: Conversation, hotel: Hotel, now: datetime
) -> tuple[Fact, ...]:
    """The lead, whenever something it holds is new."""
    known = before and (before.lead, before.stay, before.intent, before.number, before.contact)
    if known == (c.lead, c.stay, c.intent, c.number, c.contact):
        return ()
    moved = before is not None and before.contact != c.contact
    same_guests = earlier_facts(c, hotel, now) if moved else ()
    return (*same_guests, *((lead_fact(c, hotel, now),) if c.lead else ()))


def new_lead_alert(
    before: Conversation | None, c: Conversation, hotel: Hotel, now: datetime
) -> tuple[tuple[Fact, ...], tuple[Outgoing, ...]]:
    """Staff hear of a lead once, when it first can be followed up."""
    was = before is not None and before.lead and reachable(before) and before.number == c.number
    if was or not (c.lead and reachable(c)):
        return (), ()
    fact, notices = handoff.alert(c, "lead", Text("New lead", "Prospek baharu"), hotel, now)
    return (fact,), notices


def language_alert(
    before: Conversation | None, c: Conversation, hotel: Hotel, now: datetime
) -> tuple[tuple[Fact, ...], tuple[Outgoing, ...]]:
    """Staff hear once of a guest who writes neither English nor Malay (A9)."""
    if "language" not in c.asked_for or (before and "language" in before.asked_for):
        return (), ()
    title = Text("A guest writes in another language", "Tetamu menulis dalam bahasa lain")
    fact, notices = handoff.alert(c, "system", title, hotel, now)
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
    c, other = plan.state, plan.understanding.other_language
    question = "\n".join(m.text for m in plan.messages) if other else plan.question
    id_ = derive(c.id, plan.messages[-1].id, "gap")
    return GapFact(id_, c.id, question, other or c.language, now)


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
            cost=a.cost,
            priced_on=a.priced_on,
        )
        for n, a in enumerate(answered.attempts)
    )
