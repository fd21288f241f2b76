"""What a model is asked, as a value.

The instructions (engine/prompts) stay the same for a hotel, a mode and a language, so providers can
cache them; everything that changes stands in the last turn, fenced as data. Phone numbers and
e-mail addresses stay here: a model is told only that they are known.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Literal

from appliance.engine.completion import Prompt
from appliance.engine.contact import readable
from appliance.engine.days import date_words
from appliance.engine.fence import canary, fenced, neutral, without_orders
from appliance.engine.hotel import Hotel
from appliance.engine.masking import mask, mask_contacts
from appliance.engine.message import Inbound, Passage, Quote
from appliance.engine.pricing import describe
from appliance.engine.prompts import v1
from appliance.engine.state import HISTORY_LINES, Contact, Conversation, Line, Stay
from appliance.engine.understanding import Understanding

Speaker = Literal["user", "assistant"]
LINE_LIMIT = 1000  # characters of an earlier line
PASSAGE_LIMIT = 1500


def build(
    conversation: Conversation,
    messages: tuple[Inbound, ...],
    understanding: Understanding,
    passages: Sequence[Passage],
    quotes: Sequence[Quote],
    notes: Sequence[str],
    hotel: Hotel,
    now: datetime,
    *,
    ask: str = "",
) -> Prompt:
    """The request for an answer to `messages`.

    `conversation` may already hold `messages` as its last lines. `notes` are sentences by code the
    reply may rest on; `ask` is the lead detail to ask for next (a key of prompts.v1.ASK), or empty.
    `now` is aware. Passages are labelled K1, K2 …; `Prompt.sources` leads from labels to their ids.
    """
    token = canary(hotel.id)
    parts = (
        ("facts", "\n".join(facts(conversation, understanding, notes, hotel, now, ask))),
        ("knowledge", knowledge(passages)),
        ("quotes", "\n\n".join(neutral(describe(quote, "en")) for quote in quotes) or "none"),
        ("guest", "\n".join(guest_words(m.text or f"[{m.kind}]", hotel) for m in messages)),
    )
    last = "\n".join(fenced(name, text, token) for name, text in parts)
    return Prompt(
        version=v1.VERSION,
        system=system(conversation, understanding, hotel),
        turns=alternating([*history(conversation, messages, hotel), ("user", last)]),
        sources=tuple((label(n), passage.id) for n, passage in enumerate(passages, 1)),
    )


def system(conversation: Conversation, understanding: Understanding, hotel: Hotel) -> str:
    mode = "handoff" if conversation.with_staff else conversation.mode
    return v1.SYSTEM.format(
        hotel=neutral(hotel.name),
        city=neutral(hotel.city),
        language=language_words(understanding),
        mode=v1.MODES[mode],
        token=canary(hotel.id),
    )


def language_words(understanding: Understanding) -> str:
    if understanding.other_language:
        return v1.OTHER_LANGUAGE.format(code=neutral(understanding.other_language, 8))
    return v1.LANGUAGES[understanding.language] + (v1.MIXED if understanding.mixed else "")


# -- what was said


def history(
    conversation: Conversation, messages: tuple[Inbound, ...], hotel: Hotel
) -> Iterable[tuple[Speaker, str]]:
    """Earlier lines, without `messages`; our own notes to the record are left out."""
    current = {(m.text or f"[{m.kind}]", m.at) for m in messages}
    for line in conversation.lines[-HISTORY_LINES:]:
        if line.role == "guest" and (line.text, line.at) not in current:
            yield "user", guest_words(line.text, hotel, LINE_LIMIT)
        elif line.role in ("ai", "staff"):
            yield "assistant", our_words(line, hotel)


def guest_words(text: str, hotel: Hotel, limit: int | None = None) -> str:
    plain = neutral(text, limit) if limit else neutral(text)
    return mask_contacts(mask(plain)[0], hotel.country).replace(canary(hotel.id), "")


def our_words(line: Line, hotel: Hotel) -> str:
    by = "(our staff) " if line.role == "staff" else ""
    return by + neutral(line.text, LINE_LIMIT).replace(canary(hotel.id), "")


def alternating(turns: list[tuple[Speaker, str]]) -> tuple[tuple[Speaker, str], ...]:
    """Turns that start with the guest, neighbours of one speaker joined, as providers want them."""
    joined: list[tuple[Speaker, str]] = []
    for speaker, text in turns:
        if joined and joined[-1][0] == speaker:
            joined[-1] = (speaker, f"{joined[-1][1]}\n{text}")
        elif joined or speaker == "user":
            joined.append((speaker, text))
    return tuple(joined)


# -- what is known


def facts(
    conversation: Conversation,
    understanding: Understanding,
    notes: Sequence[str],
    hotel: Hotel,
    now: datetime,
    ask: str,
) -> Iterable[str]:
    local = now.astimezone(hotel.zone)
    yield f"Today: {date_words(local.date(), 'en')}, {local:%H:%M} at the hotel."
    yield from hotel_words(hotel)
    yield from stay_words(conversation.stay.merge(understanding.stay), hotel)
    yield contact_words(conversation.contact.merge(understanding.contact), conversation.addressable)
    yield from (f"Note: {neutral(note)}" for note in notes)
    yield f"Ask next for: {v1.ASK.get(ask, ask)}." if ask else "Ask next for: nothing."


def hotel_words(hotel: Hotel) -> Iterable[str]:
    yield f"Hotel: {neutral(hotel.name)}, {neutral(hotel.address)}."
    yield f"Phone {readable(hotel.phone)}, e-mail {hotel.email}, website {hotel.website}."
    yield f"Check-in from {hotel.check_in_from:%H:%M}, check-out by {hotel.check_out_by:%H:%M}."
    names = ", ".join(neutral(room.name.en) for room in hotel.rooms)
    yield f"Room types: {names}." if names else "Room types: see the knowledge."


def stay_words(stay: Stay, hotel: Hotel) -> Iterable[str]:
    room = hotel.room(stay.room)
    known = {
        "arrival": stay.check_in and date_words(stay.check_in, "en"),
        "departure": stay.check_out and date_words(stay.check_out, "en"),
        "nights": stay.nights,
        "rooms": stay.rooms,
        "adults": stay.adults,
        "children": stay.children,
        "room type": room and neutral(room.name.en),
    }
    said = ", ".join(f"{name} {value}" for name, value in known.items() if value is not None)
    yield f"The guest's stay so far: {said}." if said else "The guest's stay so far: nothing known."


def contact_words(contact: Contact, addressable: bool) -> str:
    reachable = "yes" if contact.reachable or addressable else "no"
    named = "yes" if contact.name else "no"
    return f"Contact details known: {reachable}. Name known: {named}. They are kept from you."


def knowledge(passages: Sequence[Passage]) -> str:
    if not passages:
        return "nothing was found for this message"
    return "\n\n".join(passage_words(n, passage) for n, passage in enumerate(passages, 1))


def label(n: int) -> str:
    return f"K{n}"


def passage_words(n: int, passage: Passage) -> str:
    title, text = (
        neutral(passage.title, LINE_LIMIT),
        neutral(without_orders(passage.text), PASSAGE_LIMIT),
    )
    return f"{label(n)} ({passage.category}) {title}\n{text}"
