"""Handing a conversation to a person, with everything the person needs."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from appliance.engine import hours
from appliance.engine.days import date_words
from appliance.engine.facts import AlertFact, AlertKind, PromiseFact
from appliance.engine.hotel import Desk, Hotel
from appliance.engine.ids import derive
from appliance.engine.message import Outgoing
from appliance.engine.phrases import say
from appliance.engine.state import Conversation, Intent, Stay
from appliance.engine.text import Language, Text

TO_FRONT_DESK = frozenset({"complaint", "emergency"})


@dataclass(frozen=True, slots=True)
class Promise:
    """Who will answer, by when, and the words the guest was given."""

    desk: Desk
    open: bool
    due_at: datetime
    words: str


def desk_for(reason: str, hotel: Hotel, local: datetime) -> Desk:
    """The desk that takes it: the one meant for it, or the other where only that is open."""
    order = (
        ("front_desk", "reservations")
        if reason in TO_FRONT_DESK
        else ("reservations", "front_desk")
    )
    desks = [hotel.desks[code] for code in order]
    return next((desk for desk in desks if hours.is_open(desk, local)), desks[0])


def promise(reason: str, hotel: Hotel, language: Language, now: datetime) -> Promise:
    """An honest word on when a person answers: "now" only while someone is at the desk (H3)."""
    local = now.astimezone(hotel.zone)
    desk = desk_for(reason, hotel, local)
    name = desk.name.say(language)
    if hours.is_open(desk, local):
        words = say("handoff_open", language, hotel, desk=name)
        return Promise(desk, True, now + hotel.patience.answer, words)
    opens = hours.next_open_at(desk, local) or local + timedelta(days=1)
    when = hours.describe_next_open(desk, local, language)
    words = say("handoff_closed", language, hotel, desk=name, when=when)
    words = f"{words} {say('urgent_call', language, hotel)}"
    return Promise(desk, False, opens + hotel.patience.follow_up, words)


def promise_fact(c: Conversation, made: Promise, text: str, now: datetime) -> PromiseFact:
    """What the guest was told, as a row with an owner and a due time."""
    return PromiseFact(
        id=derive(c.id, "promise", made.desk.code, c.revision),
        conversation=c.id,
        owner=made.desk.code,
        text=text,
        due_at=made.due_at,
        made_at=now,
    )


def team(intent: Intent, hotel: Hotel) -> Desk:
    """Whom an inquiry is for: a desk of that name where the hotel has one (L13)."""
    code = {"fb_inquiry": "restaurant", "event": "events"}.get(intent, "reservations")
    return hotel.desks.get(code) or hotel.desks["reservations"]


def follow_up_fact(c: Conversation, words: str, hotel: Hotel, now: datetime) -> PromiseFact:
    """The inquiry's team owes the guest a word: within the hour, or of opening."""
    desk, local = team(c.intent, hotel), now.astimezone(hotel.zone)
    opens = now if hours.is_open(desk, local) else hours.next_open_at(desk, local)
    due = (opens or now + timedelta(days=1)) + hotel.patience.follow_up
    return promise_fact(c, Promise(desk, False, due, words), words, now)


def handed_off(c: Conversation, reason: str, now: datetime) -> Conversation:
    return replace(
        c,
        mode="handoff",
        status="handed_off",
        handoff_reason=reason,
        handed_off_at=c.handed_off_at or now,
        awaiting="",
    )


def summary(c: Conversation, hotel: Hotel, language: Language = "en") -> str:
    """What staff need to know first (H9); no phone or e-mail: it travels through alerts."""
    room = hotel.room(c.stay.room)
    asked = [line.text for line in c.lines if line.role == "guest"][-1:]
    values = (
        c.contact.name or UNNAMED.say(language),
        c.channel,
        {"en": "English", "ms": "Bahasa Malaysia"}[c.language],
        ABOUT[c.intent].say(language),
        describe_stay(c.stay, language),
        room.name.say(language) if room else "",
        c.wishes.say(language),
        why(c.handoff_reason, language),
        asked[0] if asked else "",
    )
    rows = zip(ROWS, values, strict=True)
    return "\n".join(f"{name.say(language)}: {value}" for name, value in rows if value)


def why(reason: str, language: Language) -> str:
    known = REASONS.get(reason)
    return known.say(language) if known else reason.replace("_", " ")


def telling(line: str) -> str:
    """What a line of a summary tells in a list of alerts, where title and sign say the rest."""
    label, _, value = line.partition(": ")
    unnamed = value in (UNNAMED.en, UNNAMED.ms)
    return "" if label in LEFT_OUT or unnamed else value if label in LABELS else line


ASKED = Text("A guest asks for a person", "Tetamu minta bercakap dengan seseorang")
ROWS = (  # of a summary
    Text("Guest", "Tetamu"),
    CHANNEL := Text("Channel", "Saluran"),
    LANGUAGE := Text("Language", "Bahasa"),
    INTENT := Text("About", "Tentang"),
    Text("Stay", "Penginapan"),
    Text("Room", "Bilik"),
    WISHES := Text("Wishes", "Kehendak"),
    WHY := Text("Why", "Sebab"),
    Text("Last message", "Mesej terakhir"),
)
LABELS = {said for row in ROWS for said in (row.en, row.ms)}
LEFT_OUT = {said for row in (CHANNEL, LANGUAGE, INTENT, WISHES, WHY) for said in (row.en, row.ms)}
UNNAMED = Text("not named yet", "belum beri nama")
REASONS: dict[str, Text] = {
    "asked": Text("asks for a person", "minta bercakap dengan seseorang"),
    "complaint": Text("complaint", "aduan"),
    "emergency": Text("emergency", "kecemasan"),
    "deletion": Text("wants their data deleted", "mahu data dipadam"),
    "existing_booking": Text("wants a booking changed", "mahu ubah tempahan"),
    "unsure": Text("question without an answer", "soalan tiada jawapan"),
    "needs_person": Text("needs a person", "perlukan seseorang"),
    "stumble": Text("message could not be answered", "mesej tidak dapat dijawab"),
    "window": Text(
        "too late for a free answer on WhatsApp", "lewat untuk jawapan bebas di WhatsApp"
    ),
    "draft": Text("answer waits for approval", "jawapan menunggu kelulusan"),
    "reassigned": Text("passed on to a colleague", "diserahkan kepada rakan sekerja"),
}
ABOUT: dict[Intent, Text] = {
    "room_booking": Text("room booking", "tempahan bilik"),
    "event": Text("event", "acara"),
    "fb_inquiry": Text("table or meal", "meja atau makan"),
    "general": Text("general", "umum"),
}


def describe_stay(stay: Stay, language: Language) -> str:
    """ "Thu 24 Dec 2026 – Sat 26 Dec 2026, 2 nights, 2 adults", as far as it is known."""
    days = " – ".join(date_words(day, language) for day in (stay.check_in, stay.check_out) if day)
    at = f"{stay.at:%H:%M}" if stay.at else ""
    return ", ".join(part for part in (days, at, *counts(stay, language)) if part)


def counts(stay: Stay, language: Language) -> list[str]:
    names = {
        "en": (("night", "nights"), ("room", "rooms"), ("adult", "adults"), ("child", "children")),
        "ms": (("malam",) * 2, ("bilik",) * 2, ("dewasa",) * 2, ("kanak-kanak",) * 2),
    }[language]
    numbers = (stay.nights, stay.rooms, stay.adults, stay.children)
    return [
        f"{n} {one if n == 1 else many}" for n, (one, many) in zip(numbers, names, strict=True) if n
    ]


def alert(
    c: Conversation, kind: AlertKind, title: Text, hotel: Hotel, now: datetime
) -> tuple[AlertFact, tuple[Outgoing, ...]]:
    """An alert for the dashboard, and one message for each route that takes its kind."""
    body = Text(summary(c, hotel), summary(c, hotel, "ms"))
    fact = raised(derive(c.id, "alert", kind, c.revision), c.id, kind, title, body, now)
    return fact, notices(fact, hotel)


def raised(
    id_: str, conversation: str, kind: AlertKind, title: Text, body: Text, now: datetime
) -> AlertFact:
    return AlertFact(id_, conversation, kind, title.en, body.en, now, title.ms, body.ms)


def undelivered(
    c: Conversation, message_id: str, reason: str, hotel: Hotel, now: datetime
) -> tuple[AlertFact, tuple[Outgoing, ...]]:
    """An answer did not reach its guest: staff must find another way (H7, W13)."""
    title = Text("An answer did not reach a guest", "Satu jawapan tidak sampai kepada tetamu")
    body = Text(
        f"Reason: {reason}\n{summary(c, hotel)}", f"Sebab: {reason}\n{summary(c, hotel, 'ms')}"
    )
    fact = raised(derive(message_id, "undelivered"), c.id, "handoff", title, body, now)
    return fact, notices(fact, hotel)


def notices(fact: AlertFact, hotel: Hotel) -> tuple[Outgoing, ...]:
    """The alert as a message for each route that takes its kind at this hour, in the hotel's own
    language."""
    title, body = (words.say(hotel.language) for words in fact.words)
    local = fact.raised_at.astimezone(hotel.zone)
    wanted = {"always", "open" if hours.is_open(hotel.desks["reservations"], local) else "closed"}
    routes = [route for route in hotel.alerts if fact.kind in route.kinds and route.when in wanted]
    return tuple(
        Outgoing(
            id=derive(fact.id, route.code),
            channel="alert",
            guest=route.code,
            conversation=fact.conversation,
            text=f"{title}\n\n{body}",
            at=fact.raised_at,
            author="system",
            meta={"alert": fact.id},
        )
        for route in routes
    )
