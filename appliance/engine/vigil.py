"""Whom nobody has answered: what happens by the clock while a guest waits for a person.

Nobody claims a handoff: at half of the promised time the desk is reminded, once all of it is over
the manager is told, and the guest hears that it has not been forgotten (H4). Time counts from
when the desk is open. Claimed and silent: whoever has it is reminded, once for each time the guest
writes (H5); the AI never answers over a person. Claimed by somebody who no longer works here: back
to everybody (H12).
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from appliance.engine import conversation, handoff, hours
from appliance.engine.facts import AlertKind, Fact
from appliance.engine.hotel import Desk, Hotel
from appliance.engine.ids import derive
from appliance.engine.message import Outgoing
from appliance.engine.phrases import say
from appliance.engine.staff import NOBODY, Staff, audit
from appliance.engine.state import Conversation
from appliance.engine.text import Text
from appliance.engine.turns import Turn

REMIND, TELL_MANAGER = 1, 2
STILL_WAITING = Text(
    "Still waiting for a person ({minutes}\N{NO-BREAK SPACE}min)",
    "Masih menunggu seseorang ({minutes}\N{NO-BREAK SPACE}min)",
)
NOBODY_ANSWERED = Text(
    "Nobody has answered this guest ({minutes}\N{NO-BREAK SPACE}min)",
    "Tiada siapa membalas tetamu ini ({minutes}\N{NO-BREAK SPACE}min)",
)
WAITS_FOR_YOU = Text(
    "{name}: the guest has waited {minutes} min for your answer",
    "{name}: tetamu sudah menunggu jawapan anda {minutes} min",
)
HAS_LEFT = Text(
    "{name} has left: this guest needs somebody",
    "{name} sudah tiada: tetamu ini perlukan seseorang",
)
SYSTEM = Staff("system", "Nocturn", "system")


def watch(c: Conversation, hotel: Hotel, now: datetime) -> Turn | None:
    """What is due in a conversation that a person is to answer; None where nothing is."""
    if c.mode == "handoff":
        return unclaimed(c, hotel, now)
    return silent(c, hotel, now) if c.with_staff else None


def unclaimed(c: Conversation, hotel: Hotel, now: datetime) -> Turn | None:
    desk = handoff.desk_for(c.handoff_reason, hotel, now.astimezone(hotel.zone))
    waited, patience = waited_for(c, desk, hotel, now)
    due = TELL_MANAGER if waited >= patience else REMIND if waited >= patience / 2 else 0
    if due <= c.escalated:
        return None
    minutes = int(waited.total_seconds() // 60)
    c = replace(c, revision=c.revision + 1, escalated=due)
    if due == REMIND:
        return notice(c, "handoff", spelled(STILL_WAITING, minutes=minutes), hotel, now)
    return notice(
        c,
        "urgent",
        spelled(NOBODY_ANSWERED, minutes=minutes),
        hotel,
        now,
        (not_forgotten(c, desk, hotel, now),),
    )


def waited_for(
    c: Conversation, desk: Desk, hotel: Hotel, now: datetime
) -> tuple[timedelta, timedelta]:
    """How long the guest waits while the desk is open, and how long was promised at most."""
    local, asked = now.astimezone(hotel.zone), c.handed_off_at or now
    opened = hours.opened_at(desk, local)
    if opened is None:
        return timedelta(), hotel.patience.follow_up
    if asked >= opened:
        return now - asked, hotel.patience.answer
    return now - opened, hotel.patience.follow_up


def not_forgotten(c: Conversation, desk: Desk, hotel: Hotel, now: datetime) -> Outgoing:
    words = say("handoff_waiting", c.language, hotel, desk=desk.name.say(c.language))
    return Outgoing(
        id=derive(c.id, "waiting", c.handed_off_at),
        channel=c.channel,
        guest=c.guest,
        conversation=c.id,
        text=f"{words} {say('urgent_call', c.language, hotel)}",
        at=now,
    )


def silent(c: Conversation, hotel: Hotel, now: datetime) -> Turn | None:
    wrote = c.last_guest_at
    unanswered = bool(c.lines) and c.lines[-1].role == "guest"
    if not wrote or not unanswered or c.reminded_of == wrote:
        return None
    if now - wrote < hotel.patience.silent:
        return None
    minutes = int((now - wrote).total_seconds() // 60)
    c = replace(c, revision=c.revision + 1, reminded_of=wrote)
    title = spelled(WAITS_FOR_YOU, name=c.staff_name, minutes=minutes)
    return notice(c, "handoff", title, hotel, now)


def reassign(c: Conversation, hotel: Hotel, now: datetime) -> Turn:
    """Whoever had it no longer works here: it waits for anybody again (H12)."""
    title = spelled(HAS_LEFT, name=c.staff_name)
    c = replace(c, **NOBODY | {"handoff_reason": "reassigned", "handed_off_at": now})
    c = replace(c, revision=c.revision + 1, mode="handoff", status="handed_off")
    fact = audit(c, SYSTEM, "reassign", now)
    return notice(c, "handoff", title, hotel, now, (), fact)


def spelled(words: Text, **values: object) -> Text:
    return Text(words.en.format(**values), words.ms.format(**values))


def notice(
    c: Conversation,
    kind: AlertKind,
    title: Text,
    hotel: Hotel,
    now: datetime,
    outgoing: tuple[Outgoing, ...] = (),
    *facts: Fact,
) -> Turn:
    told, notices = handoff.alert(c, kind, title, hotel, now)
    return conversation.settled(c, c, (told, *facts), hotel, now, (*outgoing, *notices))
