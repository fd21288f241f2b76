"""What a message needs: what to look up, which prices to give, which detail to ask for next."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, datetime

from appliance.engine import assent, pricing, talk
from appliance.engine.facts import Fact
from appliance.engine.followup import STAY_TOPICS, new_words, resolve, spoken_of
from appliance.engine.hotel import Hotel
from appliance.engine.lead import reachable
from appliance.engine.lexicon import read
from appliance.engine.message import Inbound, Quote
from appliance.engine.phrases import say
from appliance.engine.pricing import NoQuote
from appliance.engine.state import Conversation, Stay
from appliance.engine.tongues import keywords
from appliance.engine.turns import Plan
from appliance.engine.understanding import Understanding, subject_of
from appliance.engine.verdict import sharpened

ROOMS_QUOTED = 3  # when the guest has not chosen one: the cheapest that fit


def planned(
    before: Conversation,
    c: Conversation,
    text: str,
    messages: tuple[Inbound, ...],
    u: Understanding,
    facts: tuple[Fact, ...],
    hotel: Hotel,
    now: datetime,
) -> Plan:
    asked = sharpened(to_look_up(before, c, text, u), hotel, c.language, last_asked(before))
    question = asked or the_way(c, messages, hotel)
    new_stay = u.stay != Stay(room=u.stay.room)  # which says it all; a room alone may be supposed
    meant = question if new_stay else in_full(question, before, u)
    quotes, no_quote = prices(before, c, u, meant, hotel, now)
    return Plan(
        state=replace(c, awaiting="", offered=Stay(), offered_email="", told=()),
        messages=messages,
        understanding=u,
        question=question,
        asked=meant,
        within=() if new_stay else talk.readings(question, before.talk),
        facts=facts,
        quotes=quotes,
        no_quote=no_quote,
        ask=next_question(c, u),
        before=before,
        beside=bool(other_topics(question, hotel) - (TOLD_BY_QUOTES if quotes else frozenset())),
        avoid=before.told if c.rejections else (),
    )


def to_look_up(before: Conversation, c: Conversation, text: str, u: Understanding) -> str:
    """The message; the one before it, where this only says that the answer was wrong (A12)."""
    if only_tells(before, text, u):
        return ""
    if u.asks_price and c.lead and about_stay(before) and not read(text).topics - STAY_TOPICS:
        return ""
    if u.other_language:
        return keywords(text, u.other_language) or text
    if not c.rejections or read(text).topics:
        return without_contact(text, u)
    return last_asked(before) or text


def in_full(question: str, before: Conversation, u: Understanding) -> str:
    """The question with the one it leans on, as a booking leans on what is booked."""
    if u.books_service and not read(question).topics - BOOKS:
        return f"{subject_of(question, before)} {question}".strip()
    return resolve(question, before.talk[-1:])


BOOKS = frozenset({"book", "availability", "room", "group"})


def last_asked(c: Conversation) -> str:
    return next((line.text for line in reversed(c.lines) if line.role == "guest"), "")


def the_way(c: Conversation, messages: tuple[Inbound, ...], hotel: Hotel) -> str:
    """What a pin on a map asks (W20)."""
    pinned = any(m.kind == "location" for m in messages)
    return say("ask_the_way", c.language, hotel) if pinned else ""


def about_stay(c: Conversation) -> bool:
    """Whether the guest spoke of the stay last: "how much?" then asks for its price."""
    said = spoken_of(c.talk) or last_asked(c)
    return c.lead and bool(said) and not read(said).topics - STAY_TOPICS


def other_topics(text: str, hotel: Hotel) -> frozenset[str]:
    """What the message is about besides the stay; a "Beach Villa" is a room, not the beach."""
    plain = text.casefold()
    for room in hotel.rooms:
        for name in (room.name.en, room.name.ms, *room.aliases):
            plain = without_words(name.casefold(), plain) if name else plain
    return read(plain).topics - STAY_TOPICS


def without_words(words: str, text: str) -> str:
    """ "king room" is no part of "smoking room"."""
    return re.sub(rf"(?<!\w){re.escape(words)}(?!\w)", " ", text) if words in text else text


def without_contact(text: str, u: Understanding) -> str:
    """The message without whom it greets and who writes: both find the hotel itself."""
    text = _SALUTATION.sub("", text, count=1) or text
    given = [value for value in (u.contact.name, u.contact.email) if value]
    if not (given or u.contact.phone):
        return text
    parts = re.split(r"(?<=[.?!,\n])\s+", text)
    kept = [part for part in parts if not any(g in part for g in given) and not _PHONE.search(part)]
    return " ".join(kept) or text


_SALUTATION = re.compile(r"^\s*(?:dear|kepada)\s+[^,.?!\n]{1,40}[,\n]\s*", re.I)
_PHONE = re.compile(r"\d[\d -]{6,}\d")
TOLD_BY_QUOTES = frozenset({"tax"})


def prices(
    before: Conversation,
    c: Conversation,
    u: Understanding,
    question: str,
    hotel: Hotel,
    now: datetime,
) -> tuple[tuple[Quote, ...], NoQuote | None]:
    """Prices for the stay as far as it is known, when the guest asked or changed it."""
    asked = u.asks_price and not u.bargains and not of_other_thing(question, hotel)
    if c.intent != "room_booking" or not (asked or c.stay != before.stay):
        return (), None
    today = now.astimezone(hotel.zone).date()
    found = priced_stay(a_night(c.stay) if asked else c.stay, hotel, today)
    again = found[0] and found == priced_stay(before.stay, hotel, today)
    return ((), None) if again and not asked else found


def a_night(stay: Stay) -> Stay:
    """What is priced while nobody has said how many nights: the first, said to be one."""
    open_ended = stay.check_in is not None and stay.nights is None
    return replace(stay, nights=1).completed() if open_ended else stay


def of_other_thing(question: str, hotel: Hotel) -> bool:
    """Whether it is the price of something besides the stay: "parking berapa"."""
    return bool(other_topics(question, hotel)) and not read(question).topics & PRICED


PRICED = frozenset({"room", "rate", "availability", "book", "long_stay", "tax"})


def priced_stay(stay: Stay, hotel: Hotel, today: date) -> tuple[tuple[Quote, ...], NoQuote | None]:
    """The price of a stay whose days are known, or of each of the cheapest rooms it may be in."""
    if not (stay.check_in and stay.nights):
        return (), None
    if stay.room:
        result = pricing.quote(hotel, stay, today=today)
        return ((result,), None) if isinstance(result, Quote) else ((), result)
    quotes = pricing.quotes_for(hotel, stay, today=today)[:ROOMS_QUOTED]
    return (quotes, None) if quotes else ((), pricing.why_none(hotel, stay, today=today))


def only_tells(before: Conversation, text: str, u: Understanding) -> bool:
    """Whether the guest only answered us or left their details: nothing to look up."""
    asks = "?" in text or _TAGGED.search(text) or read(text).facets & OF_RULES
    if (asks and not only_agrees(text, u)) or (u.asks_price and u.stay.check_in is None):
        return False
    about = read(text)
    only_stay = u.stay != Stay() and not about.facets and not about.topics - STAY_TOPICS
    told = u.contact.reachable or u.contact.name or u.stay.check_in or u.problems or only_stay
    answered = before.awaiting and (u.stay != Stay() or assent.declines(text))
    return bool(told or answered or (before.awaiting and assent.affirms(text)))


OF_RULES = frozenset({"minimum", "maximum", "required", "allowed"})


def only_agrees(text: str, u: Understanding) -> bool:
    """Whether what it asks is if these details will do: "esok 8 malam boleh?"."""
    about = read(text)
    return u.stay != Stay() and not (about.topics or about.facets or new_words(about))


_TAGGED = re.compile(r"\s(?:tak|ke|kah|x)\s*[.!]*$", re.I)  # Malay's question mark


def next_question(c: Conversation, u: Understanding) -> str:
    """The one detail to ask for next. Each is asked once: we do not nag (L6); only the days again,
    where the guest asks for a price that waits for them."""
    if not c.lead:
        return ""
    wanted: list[tuple[str, bool]] = []
    stay = c.stay
    if c.intent == "room_booking" and u.asks_price and stay.nights is None:
        return "departure" if stay.check_in else "dates"
    if c.intent == "room_booking":
        wanted += [
            ("dates", stay.check_in is None),
            ("departure", stay.check_in is not None and stay.nights is None),
            ("party", stay.adults is None),
        ]
    if c.intent == "fb_inquiry":
        if stay.check_in and stay.adults:
            wanted.append(("table_time", stay.at is None))
        day_only = stay.adults is not None and stay.check_in is None
        wanted.append(("table_day" if day_only else "table", None in (stay.check_in, stay.adults)))
    if c.intent == "event":
        if stay.check_in:
            wanted.append(("event_people", stay.adults is None))
        day_only = stay.adults is not None and stay.check_in is None
        wanted.append(("event_day" if day_only else "event", None in (stay.check_in, stay.adults)))
    wanted += [("contact", not reachable(c)), ("name", reachable(c) and not c.contact.name)]
    return next((key for key, missing in wanted if missing and key not in c.asked_for), "")
