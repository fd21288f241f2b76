"""What a guest is after, and what cannot wait for an answer."""

from __future__ import annotations

import re
from dataclasses import dataclass

from appliance.engine import signals
from appliance.engine.slips import one_slip
from appliance.engine.state import Intent


@dataclass(frozen=True, slots=True)
class IntentFound:
    intent: Intent = "general"
    wants_person: bool = False
    complaint: bool = False
    emergency: bool = False
    asks_price: bool = False
    asks_availability: bool = False
    asks_hours: bool = False
    greeting: bool = False
    closing: bool = False
    rejects_answer: bool = False
    wants_deletion: bool = False
    asks_if_bot: bool = False
    asks_about_guest: bool = False
    off_topic: bool = False
    injection: bool = False
    existing_booking: bool = False
    not_a_guest: bool = False
    about_the_house: bool = False


def find_intent(text: str, *, stay_said: bool = False) -> IntentFound:
    """Read folded `text`. `stay_said`: dates, a length of stay or a party were found in it."""
    mended = _mend(text)
    person = _has(signals.PERSON, mended) and not _has(signals.NOT_PERSON, text)
    if_bot = _has(signals.IF_BOT, text)
    return IntentFound(
        intent=find_topic(text, stay_said=stay_said),
        wants_person=person and not (if_bot and len(text) < 60 and "?" in text),
        complaint=_complains(mended),
        emergency=_is_emergency(text),
        asks_price=_has(signals.PRICE, text),
        asks_availability=_has(signals.AVAILABILITY, signals.IN_ROOM.sub(" ", text)),
        asks_hours=_has(signals.HOURS, text),
        greeting=_is_greeting(text),
        closing=_is_closing(text),
        rejects_answer=_has(signals.REJECTS, text),
        wants_deletion=_has(signals.DELETION, text),
        asks_if_bot=if_bot,
        asks_about_guest=_has(signals.ABOUT_GUEST, text),
        off_topic=_is_off_topic(text),
        injection=injects(text),
        existing_booking=_has(signals.EXISTING, text),
        not_a_guest=_has(signals.NOT_A_GUEST, text),
        about_the_house=_has(signals.FACILITY, text),
    )


def find_topic(text: str, *, stay_said: bool = False) -> Intent:
    """Which desk the message is for. A wedding is an event though it asks for rooms too."""
    if _has(signals.NOT_A_GUEST, text) or _has(signals.ABOUT_GUEST, text):
        return "general"
    if _has(signals.EVENT, text):
        return "event"
    rooms = signals.IN_ROOM.sub(" ", text)
    books, eats = _has(signals.BOOKING, rooms), _has(signals.FOOD, text)
    if books and _has(signals.CLOCK, text) and not _has(signals.LODGING, text):
        return "fb_inquiry"
    if eats and not (books and (stay_said or not _first_is_food(text))):
        return "fb_inquiry"
    if _has(signals.EXISTING, text):
        return "general"
    if books and _has(signals.FACILITY, text) and not stay_said:
        return "general"
    if books or _has(signals.AVAILABILITY, rooms):
        return "room_booking"
    return "general"


def injects(text: str) -> bool:
    """Whether folded `text` says outright how it would steer the assistant."""
    return _has(signals.INJECTION, text)


_OFTEN_MISTYPED = (
    "someone", "somebody", "person", "human", "agent", "assistant", "operator", "manager", "talk",
    "speak", "contact", "reception", "complaint", "complain", "claim", "reclamation", "refund",
    "representative", "manusia", "seseorang", "bercakap", "pengurus",
)  # fmt: skip


def _mend(text: str) -> str:
    """A guest in a hurry mistypes the very words that call for a person."""
    return re.sub(r"[a-z]{5,}", lambda match: _mended(match[0]), text)


def _mended(word: str) -> str:
    return next((known for known in _OFTEN_MISTYPED if one_slip(known, word)), word)


def _has(pattern: re.Pattern[str], text: str) -> bool:
    return pattern.search(text) is not None


def _first_is_food(text: str) -> bool:
    food, booking = signals.FOOD.search(text), signals.BOOKING.search(text)
    return bool(food and booking and food.start() < booking.start())


def _complains(text: str) -> bool:
    return _has(signals.COMPLAINT, text) and not _has(signals.NOT_COMPLAINT, text)


def _is_emergency(text: str) -> bool:
    clear = signals.NOT_EMERGENCY.sub(" ", text)
    return _has(signals.EMERGENCY, clear)


def _is_greeting(text: str) -> bool:
    return bool(signals.ONLY_GREETING.fullmatch(text.strip(" !.?,\n\t")))


def _is_closing(text: str) -> bool:
    """Thanks and nods; a message of nothing but emoji and signs is one."""
    if not any(char.isalnum() for char in text):
        return bool(text.strip(" \n\t")) and not {"?", "\0"} & set(text)
    plain = re.sub(r"[^\w\s',.!-]", " ", text).strip(" !.?,\n\t")
    return "?" not in text and bool(signals.ONLY_CLOSING.fullmatch(plain))


def _is_off_topic(text: str) -> bool:
    return _has(signals.OFF_TOPIC, text) and not _has(signals.BOOKING, text)
