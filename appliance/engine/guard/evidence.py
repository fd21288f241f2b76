"""What the hotel says, one statement at a time: what it is about, which values it gives, yes or no.

A statement takes the subject of its heading and of its neighbours where it names none itself, and
of the heading too where no other statement of the passage does: "Check-in 3 pm. Check-out noon."
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from appliance.engine.guard.fillers import FILLERS
from appliance.engine.guard.rules import NOT_KNOWING
from appliance.engine.guard.values import Locale, Reading, claims
from appliance.engine.lexicon import content, gloss, read, specific
from appliance.engine.sentences import split

PARTS = re.compile(
    r"[;:]\s|\s[–—-]\s|[,.]?\s+\b(?:but|however|though|although|yet|whereas|while|so|tetapi|tapi"
    r"|namun|manakala|jadi)\b"
    r"|,\s+(?:and|dan)\s+(?=(?:an?|the|our|we|it|its|there|you|they|ia|anda)\b)|,\s+(?=(?:not|no|closed|bukan|tidak|tutup)\b)"
    r"|,?\s+(?=(?:except|kecuali)\b)",
    re.I,
)
WITHOUT = re.compile(r"\b((?:without|tanpa)(?:\s+(?:an?|the|any))?\s+[\w'’-]+)", re.I)
OPENING_NO = re.compile(r"^(no|tidak|tiada)\s*,\s+", re.I)
BARE_NO = re.compile(r"^(?:no|tidak|tiada)\W*$", re.I)
DENIES = re.compile(
    r"\b(?:no(?!\s*\.\s*\d)|not|never|neither|nor|none|cannot|without|prohibited|forbidden|banned"
    r"|unavailable|\w+n[’']t|cant|dont|tidak|tak|bukan|tiada|tanpa|dilarang|larangan|jangan|belum"
    r"|bebas(?= (?:asap|rokok)))\b|\bnon-(?!refundable)|^(?:except|kecuali)\b",
    re.I,
)
NO_DENIAL = re.compile(
    r"\bnot only\b|\bno (?:problem|worries|need|matter|doubt|(?:extra |additional )?(?:charge|cost"
    r"|fee))\b|\bnot (?:a problem|at all)\b|\bwithout (?:charge|cost|fee|any)\b"
    r"|\b(?:tiada masalah|tidak mengapa|tanpa (?:caj|bayaran|kos)|tak apa|bukan sahaja)\b"
    r"|\bno later than\b|\bdon[’']t (?:hesitate|worry|forget)\b|\bjangan (?:risau|lupa|segan)\b",
    re.I,
)
CONDITION = re.compile(
    r"\w-free\b|\bfree (?:of|from)\b(?! charge)|\bbebas\b(?! (?:asap|rokok))"
    r"|\b(?:unless|only|if|depend\w*|other than|apart from|subject to|selain|hanya"
    r"|jika|kalau|bergantung|tertakluk|sahaja)\b",
    re.I,
)
SUPPOSED = re.compile(  # what something is said to hang on
    r"\b(?:if|when|whenever|once|in case|as long as|provided|should you|jika|kalau|sekiranya"
    r"|apabila|asalkan)\b[^,;.]*",
    re.I,
)
PENALTY = re.compile(  # what doing it all the same costs
    r"\b(?:penalty|cleaning (?:charge|fee)|denda|caj pembersihan)\b", re.I
)
CLOSED = re.compile(r"\b(?:closed|ditutup|tutup)\b", re.I)
EXCEPTS = re.compile(r"^\W*(?:except|kecuali)\b", re.I)
ONLY = re.compile(r"^\W*(?:only|hanya)\b(?!\s+(?:one|an?|ada|satu|\d))", re.I)
BOUNDED = re.compile(
    r"\b(?:until|up to|before|after|later|from|than|sebelum|selepas|sehingga|hingga|dari"
    r"|daripada)\b",
    re.I,
)
ADDRESSES = re.compile(r"\S+@\S+|(?:https?://|www\.)\S+|\b[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}(?:/\S*)?")
ANY_HOTEL = frozenset(  # what every hotel has and every answer may name
    "book booking_confirmation availability contact staff room rate capacity adults child baby"
    " group front_desk language property room_type location age couple star double single bed"
    " payment tax standard discount check_in check_out change_booking invoice food floor".split()
)


@dataclass(frozen=True, slots=True)
class Part:
    """One clause. `denies` is what it says of its terms, unless it says so under a condition."""

    about: frozenset[str]  # its own terms and those of the statement it stands in
    terms: frozenset[str]
    denies: bool
    conditional: bool
    closed: bool  # says when something is, which denies nothing else
    only: bool  # of nothing else
    excepts: bool  # of what is left out of the part before


@dataclass(frozen=True, slots=True)
class Statement:
    topics: frozenset[str]  # the specific ones: of check-out and late check-out, the latter
    readings: frozenset[Reading]
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """A text under its heading: its statements, and all it names."""

    statements: tuple[Statement, ...]
    topics: frozenset[str]
    words: frozenset[str]


@lru_cache(maxsize=4096)
def told(title: str, text: str, locale: Locale) -> Told:
    """A hotel says the same all day long."""
    whole = f"{title}\n{text}"
    return Told(stated(title, text, locale), read(whole).topics, content(whole))


def stated(title: str, text: str, locale: Locale) -> tuple[Statement, ...]:
    sentences = [each for each in split(text) if each.strip() and not NOT_KNOWING.search(each)]
    own = [frozenset().union(*map(topics_of, clauses(each))) for each in sentences]
    heading = topics_of(title.rpartition(" › ")[2])
    shared = heading - frozenset().union(*own)
    found = []
    for at, sentence in enumerate(sentences):
        subject = own[at] | shared if own[at] else subject_before(own[:at]) | heading
        lent = own[at] or heading | terms(title)
        found.append(statement(sentence, subject, lent, terms(title), locale))
    return tuple(found)


def topics_of(clause: str) -> frozenset[str]:
    return specific(read(clause).topics)


def subject_before(own: Sequence[frozenset[str]]) -> frozenset[str]:
    return next((topics for topics in reversed(own) if topics), frozenset())


def statement(
    sentence: str,
    subject: frozenset[str],
    lent: frozenset[str],
    heading: frozenset[str],
    locale: Locale,
) -> Statement:
    """`lent` is what its parts are about that name nothing of their own; a bare "no" is about the
    heading."""
    readings = frozenset(
        reading for claim in claims(sentence, locale) for reading in claim.readings
    )
    parts = (
        part_of(each, *((heading, heading) if BARE_NO.match(each) else (subject, lent)))
        for each in clauses(sentence)
    )
    return Statement(subject, readings, tuple(parts))


def clauses(sentence: str) -> list[str]:
    """Each says one thing; an opening "no", and what something is without, stand apart."""
    apart = WITHOUT.sub(r"; \1; ", OPENING_NO.sub(r"\1; ", sentence.lstrip()))
    return [clause for clause in map(str.strip, PARTS.split(apart)) if clause]


def part_of(clause: str, subject: frozenset[str], lent: frozenset[str]) -> Part:
    own = terms(clause)
    alone = topics_of(clause) - ANY_HOTEL or WITHOUT.match(clause)
    whole = own if alone else own | lent
    return Part(
        subject | own,
        whole,
        denies(clause),
        bool(CONDITION.search(clause)),
        bool(CLOSED.search(clause)),
        bool(ONLY.search(clause)),
        bool(EXCEPTS.search(clause)),
    )


def terms(text: str) -> frozenset[str]:
    """What a text names: its topics, and its words that name something."""
    return topics_of(text) | names(gloss(text) or text)


def names(text: str) -> frozenset[str]:
    plain = content(ADDRESSES.sub(" ", text))
    return frozenset(word for word in plain if word not in FILLERS and word[0].isalpha())


def denies(clause: str) -> bool:
    return bool(DENIES.search(NO_DENIAL.sub(" ", clause)))
