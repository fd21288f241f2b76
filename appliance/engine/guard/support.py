"""Whether what a sentence says of the hotel follows from what the hotel says.

Numbers are traced by values.py wherever they came from; here a clause must also
- speak of nothing the hotel has said nothing about ("we have a sauna"),
- take a value from where it belongs: 3 pm is when rooms are ready, not until when they are kept,
- not say yes where the hotel says no, nor no where it says yes ("you can bring your cat").
A bare "yes" or "no" says what the guest asked. Questions, pleasantries, what we do not know and the
offer of a person say nothing of the hotel.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from appliance.engine.guard.evidence import (
    ANY_HOTEL,
    BARE_NO,
    BOUNDED,
    CLOSED,
    CONDITION,
    PENALTY,
    SUPPOSED,
    Part,
    Statement,
    clauses,
    denies,
    names,
    terms,
)
from appliance.engine.guard.fillers import FILLERS
from appliance.engine.guard.rules import NOT_KNOWING, QUESTION, TO_CHECK
from appliance.engine.guard.speech import (
    ADDRESSED,
    GRANTED,
    GRANTS,
    NO,
    NOTED,
    OPENER,
    REFERS,
    STAYS,
    UNKNOWN,
    YES,
)
from appliance.engine.guard.values import ANY, Claim, Locale, Reading, claims
from appliance.engine.lexicon import TOPIC_NAMES, in_order, read, specific, stem, words
from appliance.engine.sentences import split

BOUND = frozenset({"price", "percent", "time", "number", "code"})
UNBOUND = ANY_HOTEL - {"check_in", "check_out", "capacity", "age", "front_desk", "food"}
SEGMENT = re.compile(  # each names one thing: "a sound system and a photographer"
    r"\s*,\s*|\s*\b(?:and|or|with|including|has|have|offers?|which|that|who|where|for|because|dan"
    r"|atau|dengan|bersama|serta|termasuk|ada|menawarkan|yang|untuk|kerana)\b(?!['’])\s*",
    re.I,
)
PROPER = re.compile(r"(?<=[a-z,] )[A-Z][a-z]+\b")  # not at the start, where all words are capital
NEW = 0.3  # of what a segment names, nobody said before: it is made up


@dataclass(frozen=True, slots=True)
class Said:
    """What the hotel's side has said, and what was asked of it."""

    statements: tuple[Statement, ...]
    topics: frozenset[str]
    words: frozenset[str]
    loose: frozenset[Reading]  # values that need no subject: of this stay, of today, of a quote
    question: str  # the guest's
    asked: frozenset[str]  # topics of it, or of the last question that had one
    locale: Locale


def unsupported(sentence: str, said: Said) -> Iterator[str]:
    """The words of `sentence` at fault."""
    told = clauses_of(sentence)
    if told and sentence.rstrip().endswith("?"):
        told = [*told[:-1], *told_before_asking(told[-1])]
    for clause in told:
        if not says_nothing(clause) and (fault := fault_of(clause, said)):
            yield fault


def clauses_of(text: str) -> list[str]:
    """A "no" that goes on to say something is judged by what it says."""
    said = [clauses(each) for each in split(ADDRESSED.sub("", text))]
    return [
        clause
        for each in said
        for clause in (each[1:] if len(each) > 1 and BARE_NO.match(each[0]) else each)
    ]


def told_before_asking(clause: str) -> list[str]:
    """What "Yes, we have a sauna, would you like to use it?" says before it asks."""
    opening = re.search(rf",\s+(?={QUESTION.pattern})", clause, re.I)
    told = clause[: opening.start()] if opening else clause
    return [told] if opening or (YES.match(clause) and not OPENER.match(clause)) else []


def says_nothing(clause: str) -> bool:
    plain = STAYS.sub(" ", clause)
    return any(p.search(plain) for p in (NOT_KNOWING, UNKNOWN, TO_CHECK, REFERS, NOTED))


def fault_of(clause: str, said: Said) -> str:
    topics = specific(read(clause).topics)
    named = topics - ANY_HOTEL
    if strange := named - said.topics:
        return f"{clause}: {', '.join(sorted(strange))}"
    values = bound(clause, said)
    if strays(clause, said) or misplaced(values, topics, said):
        return clause
    if elliptic(clause, named):
        return "" if may_answer(clause, said) else clause
    if affirmed(values, said):
        return ""
    return clause if contradicted(clause, denies(clause), said) else ""


def bound(clause: str, said: Said) -> list[Claim]:
    return [claim for claim in claims(clause, said.locale) if claim.kind in BOUND]


# -- of things the hotel has not spoken of


def strays(clause: str, said: Said) -> bool:
    """Whether it names a thing the hotel has not: "a gym with a trainer", where there is a gym."""
    own = proper(clause)
    return any(made_up(each, own, said) for each in SEGMENT.split(clause))


def made_up(segment: str, proper: frozenset[str], said: Said) -> bool:
    reading = read(segment)
    own = names(segment) & (reading.words | proper)
    new = {word for word in own if not known_word(word, said.words)}
    if not new:
        return False
    named = len(own) + len(reading.topics - ANY_HOTEL) + len(bound(segment, said))
    return len(new) >= NEW * named


def proper(clause: str) -> frozenset[str]:
    """Names within it: that a hotel has television says nothing of which channels."""
    return frozenset(map(stem, words(" ".join(PROPER.findall(clause)))))


def known_word(word: str, words: frozenset[str]) -> bool:
    """Whether it, or a word of the same root, is among `words`."""
    root = word[: max(5, len(word) - 3)]
    return word in words or (len(word) > 5 and any(each[: len(root)] == root for each in words))


# -- values where they belong


def misplaced(values: list[Claim], topics: frozenset[str], said: Said) -> bool:
    """Whether a value is one the hotel gives, but of something else."""
    about = topics & (said.topics - UNBOUND)
    kinds = BOUND if about else BOUND - {"number", "code"}
    about = about or said.asked
    return bool(about) and any(not placed(c, about, said) for c in values if c.kind in kinds)


def placed(claim: Claim, about: frozenset[str], said: Said) -> bool:
    readings = exact(claim)
    holding = [each for each in said.statements if readings & each.readings]
    if not holding:  # whether anybody gave it is for values.py to say; how many of what, for us
        return claim.kind != "number" or not readings or bool(readings & said.loose)
    return bool(readings & said.loose) or any(each.topics & about for each in holding)


def exact(claim: Claim) -> frozenset[Reading]:
    """Of a number the readings that say what it counts."""
    if claim.kind != "number":
        return claim.readings
    return frozenset(
        r for r in claim.readings if isinstance(r[1], tuple) and r[1][1] not in ("", ANY)
    )


def affirmed(values: list[Claim], said: Said) -> bool:
    """Whether a value stands in a statement that denies nothing: it is not to be had for no."""
    return any(
        exact(claim) & each.readings and not refuses(each)
        for claim in values
        for each in said.statements
    )


def refuses(statement: Statement) -> bool:
    return any(part.denies and not part.excepts for part in statement.parts)


# -- yes and no


def elliptic(clause: str, named: frozenset[str]) -> bool:
    """Whether it answers without naming what it is about."""
    if named or names(clause) & read(clause).words:
        return False
    return bool(YES.match(clause) or GRANTED.search(clause) or bare_no(clause))


def bare_no(clause: str) -> bool:
    return bool(NO.match(clause)) and len(clause.split()) <= 3


def may_answer(clause: str, said: Said) -> bool:
    """Whether yes, or no, is what the hotel says to the guest's question."""
    topics = specific(read(said.question).topics)
    if "availability" in topics and not bare_no(clause):
        return False
    named = (topics or said.asked) - ANY_HOTEL
    if not named <= said.topics:
        return False
    no = bool(NO.match(clause)) or denies(SUPPOSED.sub(" ", clause))
    values = [claim for claim in claims(said.question, said.locale) if claim.kind in BOUND]
    if not no and misplaced(values, topics, said):
        return False
    return not contradicted(said.question, no, said)


def contradicted(clause: str, no: bool, said: Said) -> bool:
    """Whether the statements nearest to `clause` say the opposite."""
    own = terms(clause)
    about = subject(clause) if GRANTS.search(clause) else own - ANY_HOTEL
    if CONDITION.search(clause if no else SUPPOSED.sub(" ", clause)):
        return False  # a no may hang on something; a yes that does is a yes
    if (no and BOUNDED.search(clause)) or (PENALTY.search(clause) and not GRANTS.search(clause)):
        return False
    closed = bool(CLOSED.search(clause))
    near = [p for s in said.statements for p in s.parts if p.closed is closed and p.about & about]
    if not no and any(p.only and own - ANY_HOTEL - p.about - FILLERS for p in near):
        return True
    spelt = read(clause).words - FILLERS | own & TOPIC_NAMES
    best = max((likeness(own, spelt, part) for part in near), default=(0.0, 0.0))
    nearest = [p for p in near if p.excepts and not closed and frozenset() < p.terms <= own]
    nearest = nearest or [part for part in near if likeness(own, spelt, part) == best]
    return bool(nearest) and all(part.denies is not no and not part.conditional for part in nearest)


def subject(clause: str) -> frozenset[str]:
    """What is granted or denied: what is named first."""
    named = (specific(topics) - ANY_HOTEL for topics in in_order(clause))
    return next(filter(None, named), terms(clause) - ANY_HOTEL)


def likeness(own: frozenset[str], spelt: frozenset[str], part: Part) -> tuple[float, float]:
    """How much of `spelt` the part is about; then Dice's coefficient of what it names."""
    shared = 2 * weight(own & part.terms) / (weight(own) + weight(part.terms) or 1.0)
    return round(weight(spelt & part.about), 3), round(shared, 3)


def weight(terms: frozenset[str]) -> float:
    """A topic tells more than a word, and what every hotel has tells less."""
    return sum(0.5 if t in ANY_HOTEL else 2.0 if t in TOPIC_NAMES else 1.0 for t in terms)
