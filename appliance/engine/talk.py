"""What a guest speaks of, and which reading of the next question the hotel's knowledge answers.

"Lunch included?" may stand by itself, or be asked of the meeting spoken of. No pattern tells the
two apart as well as what is found: both are looked up, and that one is answered whose passage tells
more of what is asked.
"""

from __future__ import annotations

from collections.abc import Sequence

from appliance.engine.asking import Kind, kinds_asked
from appliance.engine.followup import (
    BOOKED,
    BY_THE_WAY,
    CARRIERS,
    POINTING,
    goes_on,
    leans,
    names,
    new_words,
)
from appliance.engine.lexicon import Reading, naming, read, specific, words
from appliance.engine.message import Passage
from appliance.engine.telling import CIRCUMSTANCES, about, headed, stated, told_by

ANSWERS = 0.5  # Passage.score from which a passage may be answered from

LATELY = 3  # things spoken of that a question may still be about

EVENTS = frozenset("wedding meeting event".split())
PLACES = EVENTS | frozenset(
    "pool gym spa sauna jacuzzi restaurant bar cafe business_centre lounge kitchen prayer laundry"
    " front_desk playground".split()
)
# what is asked of a thing rather than spoken of, and of which things
ASPECTS: dict[str, frozenset[str]] = {
    "dress_code": PLACES - EVENTS,
    "towel": frozenset({"pool", "gym", "spa"}),
    "equipment": EVENTS | {"gym"},
    "menu": EVENTS | {"spa"},
    "buffet": EVENTS,
    "lunch": EVENTS,
    "food": EVENTS,
}


def readings(question: str, talk: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """What `question` may be about of what was spoken of, the last first, and how it then reads;
    nothing where it is too long for that, or names a place of its own. What names no thing is of
    what was spoken of last, or where it asks of opening, of what opens."""
    own = read(question)
    if len(words(question)) > POINTING or own.topics & PLACES:
        return ()
    lately = talk[::-1] if _named(own) or own.facets & _HOURS else talk[-1:]
    return tuple((about, f"{_thing(about)} {question}") for about in lately)


def _thing(about: str) -> str:
    return naming(about, _subjects(about)) or about


def _subjects(about: str) -> frozenset[str]:
    """The places it names, else the things, without who goes and how."""
    topics = read(about).topics
    return specific(topics & PLACES or topics - BY_THE_WAY - CARRIERS)


def settled(question: str, found: Sequence[Passage]) -> bool:
    """Whether the best passage found tells of all that is asked."""
    best = _best(found)
    return best is not None and _tells_all(best, read(question))


def belongs(question: str, talk: str, alone: Sequence[Passage], inside: Sequence[Passage]) -> bool:
    """Whether the question is of what is spoken of: a passage under its heading, found `inside`,
    tells of every thing named, and more than the best found for the question `alone`."""
    best, other, own = _best(inside), _best(alone), read(question)
    if best is None or not headed(best) & _subjects(talk):
        return False
    if not _named(own) <= _told(best, own):
        return False
    mine = _count(best, own)
    return mine > (_count(other, own) if other else 0)


def elsewhere(question: str, talk: str, alone: Sequence[Passage]) -> bool:
    """Whether an aspect is asked of a place, and what was found tells of another: the dress
    code of the pool, where the gym is spoken of."""
    best, topics = _best(alone), specific(read(question).topics)
    if best is None or not topics or not topics <= ASPECTS.keys():
        return False
    places = read(talk).topics & frozenset().union(*(ASPECTS[topic] for topic in topics))
    return bool(places) and not told_by(best).topics & places


def after(
    talk: tuple[str, ...], said: str, asked: str, about: str, *, found: bool
) -> tuple[str, ...]:
    """What was spoken of, after the guest `said` this and it was looked up as `asked`, `about` what
    it leans on: what leans on the talk leaves it, and so does an aspect nobody could tell."""
    if about:
        return _lately(talk, about)
    if talk and not names(said):
        return talk
    if talk and (asked != said or leans(said)):
        return _lately(talk, asked) if goes_on(said) else talk
    own = read(said)
    aspect = own.topics and own.topics <= ASPECTS.keys() and not new_words(own)
    return talk if talk and aspect and not found else _lately(talk, said)


def _lately(talk: tuple[str, ...], about: str) -> tuple[str, ...]:
    return (*(each for each in talk if each != about), about)[-LATELY:]


def _best(found: Sequence[Passage]) -> Passage | None:
    return found[0] if found and found[0].score >= ANSWERS else None


def _named(own: Reading) -> frozenset[str]:
    return (specific(own.topics - BOOKED) - CIRCUMSTANCES) | new_words(own)


def _told(passage: Passage, own: Reading) -> frozenset[str]:
    told = told_by(passage)
    words = about(passage).words
    return _named(own) & (
        told.topics | {thing for thing in new_words(own) if any(thing in word for word in words)}
    )


def _wanted(own: Reading) -> frozenset[Kind]:
    return kinds_asked(own) | (_MONEY if "free" in own.facets else frozenset())


_HOURS = frozenset({"open", "close"})
_MONEY: frozenset[Kind] = frozenset({"money"})


def _tells_all(passage: Passage, own: Reading) -> bool:
    return _named(own) <= _told(passage, own) and _wanted(own) <= stated(passage)


def _count(passage: Passage, own: Reading) -> int:
    return len(_told(passage, own)) + len(_wanted(own) & stated(passage))
