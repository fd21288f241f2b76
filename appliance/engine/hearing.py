"""What a guest's messages change: the stay, the contact, which inquiry is talked about."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict, replace
from datetime import datetime, timedelta

from appliance.engine import assent, hours
from appliance.engine.facts import Fact, MessageFact
from appliance.engine.hotel import Hotel
from appliance.engine.ids import derive
from appliance.engine.impression import UNREAD, Impression
from appliance.engine.lexicon import words
from appliance.engine.message import Inbound
from appliance.engine.state import HISTORY_LINES, Contact, Conversation, Inquiry, Line, Mode, Stay
from appliance.engine.understanding import Understanding, understand

QUESTIONS_STAND = timedelta(hours=24)  # "yes" a day later agrees to nothing
LATE = timedelta(hours=1)  # from sent to received: the channel was down (W31)
GROUP_ROOMS = 10
GROUP_PEOPLE = 20
PHONE_HOLDS = timedelta(hours=4)  # staff who wrote on the hotel's own phone; the AI waits so long
ASKED_OF_ANYBODY = frozenset({"contact", "name", "language"})  # whatever the inquiry


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
        answer_by=c.answer_by,
        opted_out=c.opted_out,
    )


def read(
    text: str,
    messages: tuple[Inbound, ...],
    hotel: Hotel,
    now: datetime,
    before: Conversation,
    impression: Impression = UNREAD,
) -> Understanding:
    """What it meant when it was written: "tomorrow", in a message days late, is over (W31)."""
    written = messages[-1].at.astimezone(hotel.zone)
    u = understand(text, hotel, now=written, before=before, impression=impression)
    if u.stay.check_in and u.stay.check_in < now.astimezone(hotel.zone).date():
        return replace(u, stay=Stay(), problems=("past_date",))
    return u


def rested(c: Conversation, at: datetime, hotel: Hotel) -> Conversation:
    """What a pause makes stale: a question nobody answered that day, a stay that is over (A22)."""
    c = let_go(c, at)
    idle = at - c.last_at if c.last_at else timedelta(0)
    if idle > QUESTIONS_STAND:
        c = replace(c, awaiting="", misses=0, rejections=0, told=(), talk=())
    if c.stay.check_in and c.stay.check_in < at.astimezone(hotel.zone).date():
        return fresh_inquiry(replace(c, lead=False, intent="general"), Stay())
    return c


def let_go(c: Conversation, at: datetime) -> Conversation:
    """Who answered on the hotel's own phone cannot hand back: after some hours it is done (W25)."""
    if not c.with_staff or c.staff_id:
        return c
    wrote = [line.at for line in c.lines if line.role == "staff"][-1:]
    if wrote and at - wrote[0] <= PHONE_HOLDS:
        return c
    mode: Mode = "lead_capture" if c.lead else "concierge"
    return replace(c, mode=mode, status="active", handoff_reason="", handed_off_at=None)


def fresh_inquiry(c: Conversation, stay: Stay) -> Conversation:
    """The conversation with a new inquiry in it; details may be asked for again."""
    return replace(
        c,
        stay=stay,
        number=c.number + 1,
        mode="concierge" if c.mode == "lead_capture" else c.mode,
        asked_for=tuple(key for key in c.asked_for if key in ASKED_OF_ANYBODY),
        awaiting="",
        offered=Stay(),
    )


def another(c: Conversation, u: Understanding) -> bool:
    """Whether a second inquiry begins: another kind, or other dates asked for besides (L11)."""
    if not (c.lead and is_inquiry(u)):
        return False
    if u.intent not in (c.intent, "general"):
        return True
    arrival, known = u.stay.check_in, c.stay
    apart = (
        arrival
        and known.check_in
        and known.check_out
        and not (known.check_in <= arrival < known.check_out)
    )
    return u.another_stay and bool(apart)


def begun(c: Conversation, u: Understanding) -> Conversation:
    """Put the inquiry so far behind, where the message begins another."""
    if not another(c, u):
        return c
    kept = (*c.earlier, Inquiry(c.number, c.intent, c.stay))
    party = Stay(adults=c.stay.adults, children=c.stay.children, ages=c.stay.ages)
    same_kind = u.intent == c.intent
    return fresh_inquiry(replace(c, earlier=kept, intent=u.intent), party if same_kind else Stay())


def taken_up(c: Conversation, text: str) -> Conversation:
    """What a "yes" agrees to: the longer stay or more rooms, the address as we read it."""
    if not assent.affirms(text):
        return c
    if c.awaiting == "offer":
        return replace(c, stay=c.stay.merge(c.offered))
    if c.awaiting == "email":
        return replace(c, contact=c.contact.merge(Contact(email=c.offered_email)))
    return c


def hear(
    c: Conversation, messages: tuple[Inbound, ...], u: Understanding, hotel: Hotel, now: datetime
) -> tuple[Conversation, tuple[Fact, ...]]:
    """The conversation with what the guest said in it, and the messages' facts."""
    first, last = messages[0], messages[-1]
    lines = tuple(Line("guest", m.text or f"[{m.kind}]", m.at, m.id) for m in messages)
    opening = c.started_at is None
    rejections = c.rejections + 1 if rejected(c, last.text, u) else 0
    c = begun(taken_up(c, last.text), u)
    asks = is_inquiry(u)
    inquiry = c.lead or asks
    tells = u.intent != "general" and not u.existing_booking and (asks or not c.lead)
    intent = u.intent if tells else c.intent
    c = replace(
        c,
        revision=c.revision + 1,
        language=u.language,
        lines=(*c.lines, *lines)[-HISTORY_LINES:],
        asked_for=with_language(c, u),
        stay=c.stay.merge(u.stay),
        contact=c.contact.merge(channel_contact(messages)).merge(u.contact),
        wishes=c.wishes.merge(u.wishes),
        intent="room_booking" if inquiry and intent == "general" else intent,
        lead=inquiry,
        mode="lead_capture" if inquiry and c.mode == "concierge" else c.mode,
        addressable=c.addressable or any(m.addressable for m in messages),
        envelope=last.envelope,
        source=c.source or first.source,
        answer_by=latest(c.answer_by, *(m.answer_by for m in messages)),
        opted_out=opted_out(c, messages),
        options=(),
        after_hours=hours.after_hours(hotel, first.at) if opening else c.after_hours,
        started_at=c.started_at or first.at,
        last_guest_at=last.at,
        last_at=last.at,
        late=is_late(last, now),
        rejections=rejections,
        message_count=c.message_count + len(messages),
    )
    c = replace(c, intent="event") if is_group(c) else c
    return c, tuple(heard_fact(c, m, u, hotel) for m in messages)


def overhear(
    c: Conversation, messages: Sequence[Inbound], hotel: Hotel
) -> tuple[Conversation, tuple[Fact, ...]]:
    """Messages nobody answers: kept for staff, and they reopen nothing."""
    if not messages:
        return c, ()
    for m in messages:
        c = overheard(c, m)
    c = replace(c, revision=c.revision + 1, started_at=c.started_at or messages[0].at)
    return c, tuple(kept_fact(c, m, hotel) for m in messages)


def overheard(c: Conversation, m: Inbound) -> Conversation:
    if m.kind in CORRECTIONS:
        return replace(c, lines=tuple(corrected(c.lines, m)))
    if m.by_staff:
        return answered_elsewhere(c, m)
    answer_by = latest(c.answer_by, m.answer_by)
    return replace(c, answer_by=answer_by, opted_out=opted_out(c, (m,)))


CORRECTIONS = ("edit", "revoke")  # of a message that was sent before


def corrected(lines: Sequence[Line], m: Inbound) -> Iterator[Line]:
    """What was said, with the new words, or without those taken back (W22)."""
    for line in lines:
        if line.id != f"{m.channel}:{m.about}":
            yield line
        elif m.kind == "edit":
            yield replace(line, text=m.text)


def amended(messages: Sequence[Inbound]) -> tuple[Inbound, ...]:
    """The same where the message corrected is not answered yet. What was first sent is kept."""
    last = {f"{m.channel}:{m.about}": m for m in messages if m.kind in CORRECTIONS}
    return tuple(amend(m, last[m.id]) if m.id in last else m for m in messages)


def amend(m: Inbound, by: Inbound) -> Inbound:
    if by.kind == "revoke":
        return replace(m, quiet=True)
    return replace(m, text=by.text, original=m.original or m.text)


def answered_elsewhere(c: Conversation, m: Inbound) -> Conversation:
    """Staff wrote on the hotel's own phone: the AI is silent until they have done (W25)."""
    lines = (*c.lines, Line("staff", m.text or f"[{m.kind}]", m.at, m.id))[-HISTORY_LINES:]
    return replace(
        c,
        mode="staff",
        status="handed_off",
        lines=lines,
        message_count=c.message_count + 1,
        last_at=latest(c.last_at, m.at),
    )


def latest(*moments: datetime | None) -> datetime | None:
    return max((at for at in moments if at), default=None)


def opted_out(c: Conversation, messages: Sequence[Inbound]) -> bool:
    """Whether the guest wants nothing from us but answers: what was said last counts (W28)."""
    said = [note for m in messages for note in m.notes if note in ("opt_out", "opt_in")]
    return said[-1] == "opt_out" if said else c.opted_out


def is_inquiry(u: Understanding) -> bool:
    """Worth following up. When breakfast is, or what it costs, is a question and no more; so is
    what somebody asks who has a booking already, or sells something (L14)."""
    if u.existing_booking or u.not_a_guest:
        return False
    if u.intent == "fb_inquiry":
        return u.stay.check_in is not None or u.stay.adults is not None
    wants_to_stay = u.asks_availability or u.stay.check_in is not None
    return u.intent in ("room_booking", "event") or wants_to_stay


def with_language(c: Conversation, u: Understanding) -> tuple[str, ...]:
    """English or Malay is offered once to a guest who writes neither (A9)."""
    new = u.other_language and "language" not in c.asked_for
    return (*c.asked_for, "language") if new else c.asked_for


def is_group(c: Conversation) -> bool:
    """So many rooms or people are the events team's, and no sum of nights (L13)."""
    many = (c.stay.rooms or 0) >= GROUP_ROOMS or (c.stay.adults or 0) >= GROUP_PEOPLE
    return c.intent == "room_booking" and many


def rejected(c: Conversation, text: str, u: Understanding) -> bool:
    """Whether our answer was not the one wanted: said so, or asked the very same again (A12)."""
    if not c.lines or c.lines[-1].role != "ai":
        return False
    if u.rejects_answer:
        return not c.awaiting or len(text.split()) > len(("no", "thanks"))
    asked = [line.text for line in c.lines if line.role == "guest"][-1:]
    return bool(c.told) and [words(text)] == [words(line) for line in asked]


def is_late(m: Inbound, now: datetime) -> bool:
    return now - m.at > LATE


def channel_contact(messages: tuple[Inbound, ...]) -> Contact:
    """What the channel itself tells of the guest: a WhatsApp number, an e-mail sender."""
    m = messages[-1]
    return Contact(m.name, m.phone, m.email)


def heard_fact(c: Conversation, m: Inbound, u: Understanding, hotel: Hotel) -> MessageFact:
    fact = kept_fact(c, m, hotel)
    read = {
        "language": u.language,
        "mixed": u.mixed,
        "other_language": u.other_language,
        "late": c.late,
    }
    return replace(fact, meta=fact.meta | read)


SEALED = frozenset({"mailbox"})  # of an envelope: on record, addresses are only enciphered


def kept_fact(c: Conversation, m: Inbound, hotel: Hotel) -> MessageFact:
    """A message as it came, with what the channel told of it; only what there is."""
    told = {
        "attachments": [asdict(a) for a in m.attachments],
        "about": m.about,
        "original": m.original,
        "notes": list(m.notes),
        "source": m.source,
        "envelope": {name: said for name, said in m.envelope.items() if name not in SEALED},
        "quiet": m.quiet,
    }
    return MessageFact(
        id=derive(hotel.id, m.id),
        conversation=c.id,
        role="staff" if m.by_staff else "guest",
        text=m.text,
        at=m.at,
        external_id=m.id,
        kind=m.kind,
        after_hours=hours.after_hours(hotel, m.at),
        meta={name: value for name, value in told.items() if value},
    )
