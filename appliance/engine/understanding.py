"""What a guest's message says, worked out by code.

    understanding = understand(text, hotel, now=now, before=conversation)

It needs no model: with one, it checks and completes what the model says.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

from appliance.engine.contact import ContactFound, find_contact
from appliance.engine.dates import DatesFound, resolve
from appliance.engine.disguise import revealed, turned
from appliance.engine.hotel import Hotel
from appliance.engine.impression import UNREAD, Impression, Scope
from appliance.engine.intent import IntentFound, find_intent, injects
from appliance.engine.language import find_language
from appliance.engine.lexicon import read
from appliance.engine.nights import find_nights
from appliance.engine.party import Party, RoomFound, find_party, find_room
from appliance.engine.problems import Problem
from appliance.engine.state import Contact, Conversation, Intent, Stay
from appliance.engine.text import Language
from appliance.engine.words import blank, fold


@dataclass(frozen=True, slots=True)
class Understanding:
    language: Language  # to answer in
    mixed: bool = False  # English and Malay in one message
    other_language: str = ""  # ISO 639-1 where it is neither
    intent: Intent = "general"
    wants_person: bool = False
    complaint: bool = False
    emergency: bool = False
    asks_price: bool = False
    asks_availability: bool = False
    greeting: bool = False  # and nothing else
    closing: bool = False  # "ok", "thanks", "terima kasih": nothing to answer
    rejects_answer: bool = False  # "no, that's not it"
    stay: Stay = field(default_factory=Stay)  # only what this message says
    contact: Contact = field(default_factory=Contact)
    problems: tuple[Problem, ...] = ()
    email_suggestion: str = ""  # what a mistyped address was probably meant to be
    wants_deletion: bool = False  # "delete my data"
    asks_if_bot: bool = False
    asks_about_guest: bool = False  # whether someone stays here: never answered
    existing_booking: bool = False  # a change to a booking already made
    not_a_guest: bool = False  # job seeker, supplier, press
    off_topic: bool = False
    injection: bool = False  # tries to steer the assistant
    strays: bool = False  # seems to have nothing to do with a hotel: only a sure answer will do
    scope: Scope = "question"
    seeks_knowledge: bool = False  # asks what the hotel's knowledge may hold


def understand(
    text: str,
    hotel: Hotel,
    *,
    now: datetime,
    before: Conversation,
    impression: Impression = UNREAD,
) -> Understanding:
    """Read one message. `now` is aware and in the hotel's zone; `before` is the conversation so
    far, which tells what a bare answer ("5-7", "Aisyah") answers; `impression` is what kind of
    message it makes the impression of being. Never raises for any text."""
    contact = find_contact(
        text, hotel.country, own=(hotel.phone, hotel.email), awaiting=before.awaiting
    )
    plain = _without(fold(text), contact.spans)
    dates = _dates(plain, hotel, now.date(), before)
    party = find_party(find_nights(_without(plain, dates.spans))[1])
    room = find_room(plain, hotel.rooms)
    seen = find_intent(plain, stay_said=dates.cued or party.said)
    details = Stay() != _stay(dates, party, room) or bool(dates.problems)
    priced = bool(room.code) and (seen.asks_price or seen.asks_availability)
    said, brief = dates.cued or party.said or priced, len(plain.split()) <= 5
    wanted = details and _is_wanted(seen, before, said=said, brief=brief)
    told = wanted or contact.contact != Contact() or bool(before.awaiting)
    language = find_language(_own_words(text, contact, before), before.language)
    return Understanding(
        language=language.language,
        mixed=language.mixed,
        other_language=language.other,
        intent=_intent(seen, wanted, before),
        wants_person=seen.wants_person,
        complaint=seen.complaint,
        emergency=seen.emergency,
        asks_price=seen.asks_price,
        asks_availability=seen.asks_availability,
        greeting=seen.greeting,
        closing=seen.closing,
        rejects_answer=seen.rejects_answer and not wanted,
        stay=_stay(dates, party, room) if wanted else Stay(),
        contact=contact.contact,
        problems=_problems(contact, dates if wanted else DatesFound()),
        email_suggestion=contact.email_suggestion,
        wants_deletion=seen.wants_deletion,
        asks_if_bot=seen.asks_if_bot,
        asks_about_guest=seen.asks_about_guest,
        existing_booking=seen.existing_booking,
        not_a_guest=seen.not_a_guest,
        off_topic=seen.off_topic,
        injection=seen.injection or impression.attacks or hides_attack(text),
        strays=not told and strays(text, seen, impression),
        scope=scope_of(seen, impression),
        seeks_knowledge=impression.seeks_knowledge and not (seen.greeting or seen.closing),
    )


def strays(text: str, seen: IntentFound, impression: Impression) -> bool:
    """Whether the impression of straying holds against what was found in the words."""
    for_us = (
        seen.intent != "general"
        or seen.existing_booking
        or seen.asks_availability
        or seen.wants_person
        or seen.complaint
        or seen.emergency
    )
    if for_us or len(text.split()) < BRIEF:
        return False
    return impression.strays(hotel_words=bool(read(text).topics))


def hides_attack(text: str) -> bool:
    """Whether an attack stands in the message encoded, invisible or spelt in signs."""
    return any(injects(fold(hidden)) for hidden in (*revealed(text), *turned(text)))


BRIEF = 3  # words; fewer tell too little to be turned away


def scope_of(seen: IntentFound, impression: Impression) -> Scope:
    if seen.greeting or seen.closing or seen.asks_if_bot:
        return "chitchat"
    if likeliest := impression.likeliest():
        return likeliest
    if seen.intent in ("room_booking", "fb_inquiry"):
        return seen.intent
    return "out_of_scope" if seen.off_topic or seen.injection else "question"


def festivals(hotel: Hotel) -> dict[date, str]:
    """The named days of the reservations desk's calendar, in both languages."""
    special = hotel.desks["reservations"].special if "reservations" in hotel.desks else {}
    return {day: f"{what.name.en} / {what.name.ms}" for day, what in special.items()}


def _without(text: str, spans: tuple[tuple[int, int], ...]) -> str:
    for start, end in spans:
        text = blank(text, start, end)
    return text


def _dates(text: str, hotel: Hotel, today: date, before: Conversation) -> DatesFound:
    return resolve(
        text,
        today,
        festivals=festivals(hotel),
        arrival=before.stay.check_in,
        longest_stay=hotel.lead_rules.longest_stay,
        expected=before.awaiting == "dates",
    )


def _is_wanted(seen: IntentFound, before: Conversation, *, said: bool, brief: bool) -> bool:
    """Whether days and numbers are of a stay: not "is the gym open on Sunday?".

    `said`: as an arrival, a departure, a length or a party; `brief`: the message says little else.
    """
    if seen.existing_booking or seen.complaint or seen.emergency or seen.asks_about_guest:
        return False
    if seen.intent == "fb_inquiry":  # a table tonight must not move the room booked for Friday
        return before.stay == Stay() and before.intent in ("general", "fb_inquiry")
    if seen.intent != "general" or before.awaiting in ("dates", "party", "room"):
        return True
    booking = before.intent != "general"
    return (booking and said) or (not seen.about_the_house and (said or brief or booking))


def _own_words(text: str, contact: ContactFound, before: Conversation) -> str:
    """What tells the language: a name, given when asked for, belongs to none."""
    given = contact.contact.name and before.awaiting in ("name", "contact")
    return "" if given and len(text.split()) <= 6 else text


def _intent(seen: IntentFound, wanted: bool, before: Conversation) -> Intent:
    """Bare details continue what the conversation is about, a room where it is about nothing."""
    if seen.intent != "general" or not wanted:
        return seen.intent
    return before.intent if before.intent != "general" else "room_booking"


def _stay(dates: DatesFound, party: Party, room: RoomFound) -> Stay:
    return Stay(
        check_in=dates.check_in,
        check_out=dates.check_out,
        nights=dates.nights,
        rooms=party.rooms or room.rooms,
        adults=party.adults,
        children=party.children,
        room=room.code,
    )


def _problems(contact: ContactFound, dates: DatesFound) -> tuple[Problem, ...]:
    return tuple(dict.fromkeys((*dates.problems, *contact.problems)))
