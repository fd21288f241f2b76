"""What a guest's message says, worked out by code.

    understanding = understand(text, hotel, now=now, before=conversation)

It needs no model: with one, it checks and completes what the model says.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time

from appliance.engine import signals
from appliance.engine.clock import find_time
from appliance.engine.contact import ContactFound, find_contact
from appliance.engine.dates import DatesFound, resolve
from appliance.engine.disguise import revealed, turned
from appliance.engine.followup import BOOKED, STAY_TOPICS, leans, spoken_of
from appliance.engine.hotel import Hotel
from appliance.engine.impression import UNREAD, Impression, Scope
from appliance.engine.intent import IntentFound, find_intent, injects
from appliance.engine.language import find_language, is_gibberish
from appliance.engine.lexicon import read
from appliance.engine.nights import find_nights
from appliance.engine.party import Party, RoomFound, bare_party, find_ages, find_party, find_room
from appliance.engine.problems import Problem
from appliance.engine.requests import find_requests
from appliance.engine.state import Contact, Conversation, Intent, Stay
from appliance.engine.text import Language
from appliance.engine.tongues import with_western_dates
from appliance.engine.wishes import Wishes, find_wishes, is_elsewhere
from appliance.engine.words import MONTHS, NUMBER, blank, fold, number


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
    wishes: Wishes = field(default_factory=Wishes)  # what kind of house, where, with what
    problems: tuple[Problem, ...] = ()
    email_suggestion: str = ""  # what a mistyped address was probably meant to be
    wants_deletion: bool = False  # "delete my data"
    asks_if_bot: bool = False
    asks_about_guest: bool = False  # whether someone stays here: never answered
    existing_booking: bool = False  # a change to a booking already made
    not_a_guest: bool = False  # job seeker, supplier, press
    off_topic: bool = False
    injection: bool = False  # tries to steer the assistant
    another_stay: bool = False  # besides the one talked about
    drops: bool = False  # "never mind": nothing more is wanted
    changes_booking: bool = False  # wants something done to a booking already made
    bargains: bool = False  # a price match, a discount, an extra somebody promised
    books_service: bool = False  # a massage, a transfer: what we note no stay and no table for
    unclear: bool = False  # no words of any language we know, keys struck at random
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
    plain = with_western_dates(_without(fold(text), contact.spans))
    dates = _dates(plain, hotel, now.date(), before)
    party = _party(_without(plain, dates.spans), before)
    room = find_room(plain, hotel.rooms)
    seen = find_intent(plain, stay_said=dates.cued or party.said)
    talk = "" if dates.nights or dates.check_out or party.rooms else subject_of(text, before)
    service = seen.intent != "event" and books_service(plain, talk)
    if service or asks_if_booked(plain, talk):
        seen = replace(seen, intent="general", asks_availability=False)
    elif seen.intent == "room_booking" and books_meal(plain, talk):
        seen = replace(seen, intent="fb_inquiry", asks_availability=False)
    if impression.is_event and seen.intent in ("general", "fb_inquiry") and not before.awaiting:
        seen = replace(seen, intent="event")
    requests = find_requests(plain)
    if _means_inquiry(plain, before):
        seen = replace(seen, existing_booking=False)
        requests = replace(requests, changes_booking=False)
    elif requests.has_booking:
        seen = replace(seen, existing_booking=True)
    stay = _stay(dates, party, room, plain, before, now.date())
    if (seen.asks_price or seen.asks_availability) and _is_one_night(plain, stay):
        stay = replace(stay, nights=1).completed()
    if "fb_inquiry" in (seen.intent, before.intent) and not (
        dates.nights and not (requests.books_table or before.awaiting.startswith("table"))
    ):
        stay = replace(stay, at=_time(plain, before))
    details = Stay() != stay or bool(dates.problems)
    priced = bool(room.code) and (seen.asks_price or seen.asks_availability)
    said, brief = dates.cued or party.said or priced, len(plain.split()) <= 5
    apart = requests.books_table  # an inquiry of its own, whatever room was talked about
    wanted = details and (apart or _is_wanted(seen, before, said=said, brief=brief))
    if seen.intent not in ("fb_inquiry", "event") and not before.awaiting:
        wanted = wanted and not is_elsewhere(plain, before.last_word)
    wanted = wanted and not (service or _only_leaves(stay, before))
    asks_only = impression.seeks_knowledge and seen.intent == before.intent == "general"
    if asks_only and stay == Stay(children=stay.children, ages=stay.ages):
        wanted = False  # "what can a toddler do there"
    cued = dates.cued and not (dates.check_in is None and _SOME_DAYS.search(plain))
    wanted = wanted and not (said_of_last_answer(plain, seen, before) and not cued)
    told = wanted or contact.contact != Contact() or bool(before.awaiting)
    hotel_matter = seen.asks_price or requests.bargains
    supposed = supposes(text, before)
    language = find_language(_own_words(text, contact, before), before.language)
    intent = _intent(seen, wanted, before)
    return Understanding(
        language=language.language,
        mixed=language.mixed,
        other_language=language.other,
        intent=intent,
        wants_person=seen.wants_person,
        complaint=seen.complaint,
        emergency=seen.emergency,
        asks_price=seen.asks_price,
        asks_availability=seen.asks_availability,
        greeting=seen.greeting,
        closing=seen.closing,
        rejects_answer=seen.rejects_answer and not wanted,
        stay=(_as_asked(stay, intent)) if wanted else Stay(),
        contact=contact.contact,
        wishes=find_wishes(text, asked=before.last_word, about=before.wishes.about),
        problems=_problems(contact, dates if wanted else DatesFound()),
        email_suggestion=contact.email_suggestion,
        wants_deletion=seen.wants_deletion,
        asks_if_bot=seen.asks_if_bot,
        asks_about_guest=seen.asks_about_guest,
        existing_booking=seen.existing_booking,
        not_a_guest=seen.not_a_guest,
        off_topic=seen.off_topic,
        another_stay=requests.another_stay,
        drops=requests.drops and not wanted,
        changes_booking=requests.changes_booking,
        bargains=requests.bargains,
        books_service=service,
        injection=seen.injection
        or hides_attack(text)
        or (
            impression.attacks(foreign=bool(language.other)) and not (requests.bargains or supposed)
        ),
        unclear=not before.awaiting and is_gibberish(text),
        strays=not (told or hotel_matter or supposed) and strays(text, seen, impression),
        scope=scope_of(seen, impression),
        seeks_knowledge=impression.seeks_knowledge and not (seen.greeting or seen.closing),
    )


def strays(text: str, seen: IntentFound, impression: Impression) -> bool:
    """Whether the impression of straying holds against what was found in the words."""
    for_us = (
        leans(text)
        or seen.intent != "general"
        or seen.existing_booking
        or seen.asks_availability
        or seen.wants_person
        or seen.complaint
        or seen.emergency
    )
    if for_us or len(text.split()) < BRIEF:
        return False
    return impression.strays(hotel_words=bool(read(text).topics))


def supposes(text: str, before: Conversation) -> bool:
    """Whether it only takes further what is spoken of: "and if I fall ill before?"."""
    return bool(before.talk) and bool(_SUPPOSING.match(text))


_SUPPOSING = re.compile(
    r"\W*(?:(?:and|but|so|ok|then|dan|tapi|habis)\W+)*(?:what )?"
    r"(?:if|kalau|klu|kalo|jika|sekiranya)\b",
    re.I,
)


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
        expected=before.awaiting == "dates"
        or (before.stay.check_in is not None and _RANGE.search(text) is not None),
    )


_RANGE = re.compile(  # "25 to 27", where the month is known from before
    r"(?<![\d:./])\d{1,2}(?:st|nd|rd|th|hb)?\s*(?:-|–|to|till|until|hingga|sampai|smpi)\s*"
    r"\d{1,2}(?:st|nd|rd|th|hb)?\b(?![:./]\d)(?!\s*(?:[ap]\.?m|pax|people|persons?|orang|org|"
    r"adults?|dewasa|nights?|malam|years?|tahun|min|km|rooms?|bilik))"
)


def _is_wanted(seen: IntentFound, before: Conversation, *, said: bool, brief: bool) -> bool:
    """Whether days and numbers are of a stay: not "is the gym open on Sunday?".

    `said`: as an arrival, a departure, a length or a party; `brief`: the message says little else.
    """
    if seen.existing_booking or seen.complaint or seen.emergency or seen.asks_about_guest:
        return False
    if seen.intent == "fb_inquiry":  # a table tonight must not move the room booked for Friday
        asks_hours = seen.asks_hours and not said
        return not asks_hours and (before.intent == "fb_inquiry" or before.stay == Stay())
    if seen.intent != "general" or before.awaiting in ASKED:
        return True
    if not said and (seen.wants_person or seen.asks_hours):  # "call me tomorrow morning"
        return False
    booking = before.intent != "general"
    return (booking and said) or (not seen.about_the_house and (said or brief or booking))


def _is_one_night(text: str, stay: Stay) -> bool:
    """Whether a room is asked for a night that is named, and not from then on."""
    begins = stay.check_in is not None and stay.nights is None and stay.check_out is None
    return begins and bool(_A_NIGHT.search(text)) and not _ONWARDS.search(text)


_A_NIGHT = re.compile(
    r"\b(?:tonight|tomorrow night|(?:mon|tues|wednes|thurs|fri|satur|sun)day night"
    r"|(?:malam|mlm)\s+(?:ni|ini|nie|esok)|esok\s+(?:malam|mlm))\b"
)
_ONWARDS = re.compile(
    r"\b(?:from|since|starting|arriv\w*|com(?:e|ing)|check(?:ing)?[\s-]?in|dari|mulai?|bermula|tiba"
    r"|sampai|daftar masuk)\b"
)


def said_of_last_answer(text: str, seen: IntentFound, before: Conversation) -> bool:
    """Whether a price is asked of what we just told, no stay's: "how much to add it for two"."""
    points = seen.asks_price and (_POINTS_BACK.search(text) or leans(text))
    adds = before.lead and _N_ADULTS.search(text)  # to the stay, in whatever talk
    asks = points or _SUPPOSES.match(text) or _MAY.search(text)
    if adds or not asks or not before.told:
        return False
    about = read(spoken_of(before.talk)).topics
    return bool(about - (STAY_TOPICS if before.lead else OF_ROOMS)) or not (before.lead or about)


OF_ROOMS = STAY_TOPICS - {"breakfast", "check_in", "check_out"}


_SUPPOSES = re.compile(
    r"\W*(?:(?:and\W+)?(?:kalau|klu|what if|what about|how about|for)"
    r"|(?:and )?(?:until|till)|and (?:on|over|during|at|in|by))\b.{1,20}$"
)
_MAY = re.compile(  # what somebody of a certain age may do there
    r"\b(?:can|may|could) (?:he|she|they)\b|\bboleh (?:ke )?(?:dia|mereka|diorang)\b"
    r"|^\W*(?:anak|budak|bdk)\b.*\b(?:boleh|bole|blh|kena|perlu)\b",
    re.I,
)
_SOME_DAYS = re.compile(  # as is asked of a rule: "kalau 3 hari?", "and until 2?"
    rf"\b(?:kalau|klu|for|if)\b.*\b{NUMBER}\s+(?:days?|hari)\W*$"
    r"|^\W*(?:and )?(?:until|till|by) \d{1,2}\W*$"
)
_N_ADULTS = re.compile(rf"\b{NUMBER}\s+(?:adults?|dewasa)\b")
_POINTS_BACK = re.compile(r"\b(?:it|that|them|those|tu|itu)\b")


def subject_of(text: str, before: Conversation) -> str:
    """What a booking is of that does not name it: "can I book for tomorrow 4pm?"."""
    if read(text).topics - BOOKED - {"availability"}:
        return text
    bookable = (about for about in reversed(before.talk) if read(about).topics & BOOKABLE)
    return next(bookable, spoken_of(before.talk))


def books_service(plain: str, talk: str) -> bool:
    """Whether what is booked is no room and no table, but a massage or a car."""
    about, topics = read(plain), read(talk).topics
    if "book" not in about.topics or topics & LODGES or _has_room(plain):
        return False
    asks_how = about.facets & {"required", "in_advance"}
    pointed = _BOOKS_IT.search(plain) and topics & KEPT
    return bool(pointed or (topics & SERVICES and not asks_how))


def asks_if_booked(plain: str, talk: str) -> bool:
    """ "Do I need to book ahead?" of the spa is a question, no wish for a room."""
    about, topics = read(plain), read(talk).topics - BOOKED
    asks = "book" in about.topics and "required" in about.facets
    return bool(asks and topics and not topics & LODGES) and not _has_room(plain)


def books_meal(plain: str, talk: str) -> bool:
    """Whether "kena tempah dulu?" is of the dinner spoken of."""
    return bool(signals.FOOD.search(fold(talk))) and not (
        read(talk).topics & LODGES or _has_room(plain)
    )


def _has_room(plain: str) -> bool:
    return bool(signals.LODGING.search(_HOUR_AT_NIGHT.sub(" ", plain)))


_BOOKS_IT = re.compile(r"\b(?:it|one|them|dulu|tu|in advance|ahead|slots?)\b")
_HOUR_AT_NIGHT = re.compile(r"\b(?:\d{1,2}|esok|hari)\s+malam\b")
SERVICES = frozenset(
    "spa sauna shuttle taxi bicycle tours babysitting bbq karaoke golf fishing".split()
)
KEPT = frozenset({"parking", "cot", "high_chair"})  # "book it" after the Wi-Fi means the room
LODGES = frozenset("room room_type family_room suite".split())
BOOKABLE = SERVICES | KEPT | LODGES


def _only_leaves(stay: Stay, before: Conversation) -> bool:
    """Whether all that is said of a stay is when it ends: who asks to leave late has one already"""
    begins = stay.check_in or stay.nights or before.stay != Stay()
    return bool(stay.check_out and not begins and before.intent == "general")


ASKED = frozenset(
    "dates departure party room table table_day table_time event event_day event_people".split()
)


def _means_inquiry(text: str, before: Conversation) -> bool:
    """ "Change my booking to the 25th", of a guest who has only asked us so far."""
    return before.lead and before.stay.check_in is not None and not _MADE.search(text)


_MADE = re.compile(
    r"\b(?:already|have|had|made|dah|sudah|telah)\b|\b(?:number|no|id|ref\w*|confirmation|nombor)\b"
    r"|\b(?:agoda|booking\.com|traveloka|trip\.com|expedia|last\s+(?:week|month|year))\b"
)


def _party(text: str, before: Conversation) -> Party:
    party = find_party(find_nights(text)[1])
    if party.said or before.awaiting not in ("party", "table", "event", "event_people"):
        return party
    return bare_party(text)


def _own_words(text: str, contact: ContactFound, before: Conversation) -> str:
    """What tells the language: a name, given when asked for, belongs to none."""
    given = contact.contact.name and before.awaiting in ("name", "contact")
    return "" if given and len(text.split()) <= 6 else text


def _intent(seen: IntentFound, wanted: bool, before: Conversation) -> Intent:
    """Bare details continue what the conversation is about, a room where it is about nothing."""
    if seen.intent != "general" or not wanted:
        return seen.intent
    return before.intent if before.intent != "general" else "room_booking"


def _as_asked(stay: Stay, intent: Intent) -> Stay:
    """A table has a day, a time and people: "8 malam" is its hour, and nobody stays the night."""
    if intent != "fb_inquiry":
        return replace(stay, at=None)
    return Stay(check_in=stay.check_in, adults=stay.adults, children=stay.children, at=stay.at)


def _time(text: str, before: Conversation) -> time | None:
    return find_time(f"at {text.strip()}" if before.awaiting == "table_time" else text)


def _stay(
    dates: DatesFound,
    party: Party,
    room: RoomFound,
    text: str,
    before: Conversation,
    today: date,
) -> Stay:
    said = Stay(
        check_in=dates.check_in,
        check_out=dates.check_out,
        nights=dates.nights,
        rooms=party.rooms or room.rooms,
        adults=party.adults,
        children=party.children,
        room=room.code,
        ages=find_ages(text) if party.children else None,
    )
    return _moved(said, text, before, today)


_MORE_NIGHTS = re.compile(
    rf"\b(?:add|extend\w*|plus|tambah|lanjut\w*|stay)\b.{{0,20}}?\b(?P<n>{NUMBER}|an?|one|se)\s*"
    r"(?:more|extra|additional|other)?\s*(?:nights?|malam)\b(?:\s+(?:lagi|more|extra))?|"
    rf"\b(?P<m>{NUMBER}|an?)\s+(?:more|extra|additional)\s+nights?\b|\b(?P<s>another)\s+night\b|"
    rf"\b(?P<l>{NUMBER}|se)\s*malam\s+lagi\b"
)
_OF_MORE = re.compile(r"\b(?:add|extend\w*|plus|tambah|lanjut\w*|more|extra|another|lagi)\b")


def _moved(said: Stay, text: str, before: Conversation, today: date) -> Stay:
    """What only makes sense of the stay talked about: "one more night", "no, I mean March"."""
    known = before.stay
    if not (known.check_in and known.nights):
        return said
    match = _MORE_NIGHTS.search(text)
    if match and _OF_MORE.search(text) and said.check_in in (None, known.check_in):
        more = next(filter(None, match.groups()))
        count = 1 if more in ("a", "an", "se", "another") else number(more)
        return replace(said, nights=known.nights + count, check_in=None, check_out=None)
    if said.check_in is None and len(text.split()) <= BRIEF and (m := _MONTH.search(text)):
        moved = _in_month(known.check_in, MONTHS[m["month"]], today)
        return replace(said, check_in=moved, nights=known.nights) if moved else said
    return said


_MONTH = re.compile(
    rf"\b(?:in|mean|meant|to|bulan|month|maksud|not|for|sorry|actually)\W+(?:in\s+|bulan\s+)?"
    rf"(?P<month>{'|'.join(sorted(MONTHS, key=len, reverse=True))})\b"
)
BRIEF = 6  # words


def _in_month(day: date, month: int, today: date) -> date | None:
    """The same day of another month, the first from today on; None where the month has none."""
    for year in (today.year, today.year + 1):
        try:
            moved = day.replace(year=year, month=month)
        except ValueError:
            continue
        if moved >= today:
            return moved
    return None


def _problems(contact: ContactFound, dates: DatesFound) -> tuple[Problem, ...]:
    return tuple(dict.fromkeys((*dates.problems, *contact.problems)))
