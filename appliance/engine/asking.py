"""What kind of answer a question wants, and whether a text states one of that kind."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal

from appliance.engine.lexicon import Reading, content, read, specific, words

Kind = Literal["time", "money", "distance", "duration"]

_ASKED: dict[str, Kind] = {
    "time": "time",
    "open": "time",
    "close": "time",
    "price": "money",
    "distance": "distance",
    "duration": "duration",
}
_STATED: dict[Kind, re.Pattern[str]] = {
    "time": re.compile(
        r"\b\d{1,2}(?:[.:]\d{2})?\s*(?:[ap]\.?m\b|noon|pagi|petang|malam|tengah ?hari)"
        r"|\b\d{1,2}:\d{2}\b|\b24[\s-]?(?:hours?|jam|/7)|\b(?:noon|midnight|tengah ?malam)\b"
        r"|\bsepanjang (?:hari|masa)|round the clock|always open",
        re.I,
    ),
    "money": re.compile(
        r"\b(?:RM|MYR|USD|SGD|GBP|EUR)\s?\d|[$€£]\s?\d|\d\s?(?:ringgit|%|per ?cent|peratus)"
        r"|\b(?:free|complimentary|no (?:extra )?(?:charge|cost|fee)|included|percuma|termasuk"
        r"|tanpa (?:caj|bayaran))\b",
        re.I,
    ),
    "distance": re.compile(
        r"\b\d+(?:[.,]\d+)?\s?-?(?:km|kilomet|m\b|met(?:re|er)|min|langkah)", re.I
    ),
    "duration": re.compile(  # neither how long before something nor that it never closes
        r"\b(?!24\b)\d+\s?-?(?:min(?:ute)?s?|minit|hours?|hrs?|jam|days?|hari|weeks?|minggu)\b"
        r"(?!\s*(?:before|ahead|in advance|earlier|lebih awal|sebelum))",
        re.I,
    ),
}
_BREAK = re.compile(
    r"(?<=[?!.])\s+|\n+|\s*[;,]\s*|\s+(?:and|n|also|plus|dan|serta|lagi satu|&)\s+", re.I
)
_ASKS = re.compile(
    r"\?|^\W*(?:what|when|where|which|who|how|is|are|do|does|did|can|could|may|will|would|any|got"
    r"|have you)\b|\b(?:ada|adakah|apa|apakah|berapa|berapakah|brp|bila|bilakah|boleh|bole|mana"
    r"|macam mana|pukul|tak|x|\w+kah)\b|\bke\W*$",
    re.I,
)
_NUMBER = re.compile(r"\d")
# "… and how much per pax?", "… need to book?" are of what was named before
HEADS = frozenset({"capacity", "book", "in_advance"})
_BARE = 3  # words: "wifi and parking" asks about both without a verb


def kinds_asked(reading: Reading) -> frozenset[Kind]:
    return frozenset(_ASKED[facet] for facet in reading.facets if facet in _ASKED)


@lru_cache(maxsize=4096)  # the hotel's passages come back with every question
def kinds_stated(text: str) -> frozenset[Kind]:
    return frozenset(kind for kind, pattern in _STATED.items() if pattern.search(text))


def questions(text: str) -> tuple[str, ...]:
    """The parts of a message that ask about different things; one part where it asks one thing.

    "What time is breakfast and do you have parking?" is two; "Visa and Mastercard?" is one.
    A part that names no topic of its own ("… and how much?") stays with the one before it.
    """
    parts: list[str] = []
    topics: list[frozenset[str]] = []  # of late check-out and check-out, the first alone
    aside = ""  # what only gives the background of what follows
    for piece in filter(None, map(str.strip, _BREAK.split(text))):
        about = specific(read(piece).topics) - (HEADS if parts else frozenset())
        if about and not _asks(piece):
            aside = f"{aside} {piece}".strip()
        elif parts and (not about or about & topics[-1] or not topics[-1]):
            parts[-1] = f"{parts[-1]} {piece}"
            topics[-1] |= about
        else:
            parts.append(f"{aside} {piece}".strip())
            topics.append(about)
            aside = ""
    asking = tuple(part for part, about in zip(parts, topics, strict=True) if about)
    return asking if len(asking) > 1 else (text,)


def clauses(text: str) -> tuple[str, ...]:
    """The clauses of a message of several that ask something, whatever they are about."""
    pieces = [piece for piece in map(str.strip, _BREAK.split(text)) if piece]
    return tuple(filter(_asks, pieces)) if len(pieces) > 1 else ()


def asks(piece: str) -> bool:
    """Whether its words ask for something."""
    return bool(_ASKS.search(piece) or kinds_asked(read(piece)))


def says_back(reply: str, question: str) -> bool:
    """Whether a reply only gives the question back: it asks it again, or names nothing new to one
    that wants more than a yes or a choice among what it names."""
    if content(reply) - content(question):
        return False
    again = reply.rstrip().endswith("?") or words(reply) == words(question)
    return again or bool(_WANTS_MORE.search(question) and not _CHOICE.search(question))


_WANTS_MORE = re.compile(
    r"\b(?:what|when|where|who|how|why|berapa\w*|bila\w*|di ?mana|kat mana|siapa\w*|apa(?:kah)?"
    r"|bagaimana|pukul)\b",
    re.I,
)
_CHOICE = re.compile(r"\b(?:which|or|atau|yang mana|either)\b", re.I)


def wants_identifier(question: str) -> bool:
    """Whether it asks for the number of something that is not the guest's own: of a bus, of the
    tax registration."""
    return bool(_IDENTIFIER.search(question)) and not _GUESTS_OWN.search(question)


def gives_identifier(text: str) -> bool:
    return bool(_IDENTIFIER.search(text) or _GIVEN.search(text))


_IDENTIFIER = re.compile(
    r"\b(?:numbers?|nombor)\b(?!\s+(?:of|orang)\b)"
    r"|\bno\.?\s+(?:tel\w*|phone|fon|akaun|acc\w*|sst|gst|tin|bas|bus|pendaftaran)\b",
    re.I,
)
_GUESTS_OWN = re.compile(
    r"\b(?:my|our)\s+(?:\w+\s+)?numbers?\b|\bnombor\s+(?:\w+\s+)?(?:saya|kami)\b", re.I
)
_GIVEN = re.compile(
    r"\+?\d[\d \-()]{6,}\d|\b(?:bus(?:es)?|bas|route|laluan|flight)\s+(?:[a-z]+\s+){0,2}\d{1,4}\b",
    re.I,
)


def brings_what_is_lent(question: str, text: str) -> bool:
    """Whether a guest asks to bring what `text` only lends: nothing is said of their own."""
    return bool(_BRINGS.search(question) and _LENT.search(text) and not _BRINGS.search(text))


_BRINGS = re.compile(r"\b(?:bring\w*|bawa\w*|bwk)\b", re.I)
_LENT = re.compile(r"\b(?:borrow\w*|lend|lent|rent\w*|hire|pinjam\w*|sewa\w*)\b", re.I)


def _asks(piece: str) -> bool:
    bare = len(piece.split()) <= _BARE and not _NUMBER.search(piece)  # "we land 6am" asks nothing
    return bare or asks(piece)
