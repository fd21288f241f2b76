"""Questions that lean on the one before: "and on weekends?", "how much?", "kalau minggu depan?"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from appliance.engine.lexicon import read, words

_LEANS = re.compile(
    r"^\W*(?:(?:ok|okay|oh|eh|then|so)\W+)?(?:and|but|what about|how about|what if|also for"
    r"|same for|kalau|untuk|then|so|how|when|(?:macam mana|bagaimana) (?:pula|dengan)"
    r"|is (?:it|that)|are they|does (?:it|that)|where|until when|berapa|brp|pukul berapa|bila"
    r"|kat mana|di ?mana|sampai)\b",
    re.I,
)
_POINTS = re.compile(  # at what was spoken of before, whatever else they name
    r"^\W*(?:(?:and|so|but)\s+)?(?:(?:is|are|was|does|do|can|will)\s+(?:it|that|they|those)"
    r"|how much (?:is|are) (?:it|that|they|those)|kalau)\b",
    re.I,
)
_UNSAID = re.compile(  # what is entered, used or joined is what was spoken of before
    r"\b(?:it|masuk|guna|pakai|naik|join)\W*(?:(?:tak|x|ke|kah|juga|sekali)\W*)?$", re.I
)
_BY_THE_WAY = frozenset(  # topics a pointing question may name and still be about something else
    "availability payment room room_type deluxe superior standard suite family_room double twin"
    " single child baby adults age car".split()
)
_COUNTED = frozenset("peopl person pax guest am pm".split())  # stems of what only tells how many
LONGEST = 7  # words; a longer question without a topic is about something else, not elliptic
LOOK_BACK = 3  # of the guest's messages


def resolve(question: str, history: Sequence[str]) -> str:
    """`question`, led by the last message that names a topic where it names none itself.

    Only where it is short and starts like a follow-up: joined to every question, the message
    before does more harm than good (measured: R@1 within a hotel fell from 83 to 63).
    """
    if not _is_elliptic(question):
        return question
    before = next((text for text in reversed(history[-LOOK_BACK:]) if read(text).topics), "")
    return f"{before} {question}" if before else question


def _is_elliptic(question: str) -> bool:
    reading = read(question)
    rest = {word for word in reading.words - _COUNTED if not word.isdecimal()}
    if reading.facets and " it " in question.lower() and not reading.topics and not rest:
        return True
    if len(words(question)) > LONGEST:
        return False
    if (_POINTS.match(question) or _UNSAID.search(question)) and reading.topics <= _BY_THE_WAY:
        return True
    if reading.topics:
        return False
    return bool(reading.facets or _LEANS.match(question)) and len(rest) <= 1
