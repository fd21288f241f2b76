"""Texts as they are compared: without the hotel's name, which says nothing about a question."""

from __future__ import annotations

import re
from functools import lru_cache

from appliance.engine.lexicon import gloss, read

LONGEST = 2000  # characters encoded of one text; USE takes 36 ms for that many
_GENERIC = re.compile(r"\b(?:bed (?:and|&) breakfast|b ?& ?b)\b", re.I)
_KINDS_OF_HOUSE = frozenset(
    "hotel hotels inn lodge resort resorts suites residence residences hostel motel guesthouse"
    " guest house rumah penginapan bed breakfast the and at by of by near".split()
)


def without_name(text: str, name: str) -> str:
    """`text` with the hotel's own name made "the hotel" and what sets the name apart removed."""
    whole, distinctive = _patterns(name)
    text = _GENERIC.sub("hotel", whole.sub("the hotel", text))
    if distinctive:
        text = distinctive.sub("", text)
    return " ".join(text.split())


@lru_cache(maxsize=64)
def _patterns(name: str) -> tuple[re.Pattern[str], re.Pattern[str] | None]:
    whole = re.compile(rf"\b(?:the )?{re.escape(name)}(?:'s)?(?!\w)", re.I) if name else _NOTHING
    words = [word for word in re.findall(r"[^\W\d_]{4,}", name) if _sets_apart(word)]
    pattern = "|".join(map(re.escape, words))
    return whole, re.compile(rf"\b(?:{pattern})(?:'s)?\b", re.I) if words else None


def _sets_apart(word: str) -> bool:
    return word.lower() not in _KINDS_OF_HOUSE and not read(word).topics


def encodable(text: str) -> str:
    """`text` as an encoder takes it: no lone surrogates, no NUL, of bounded length."""
    clean = text.encode("utf-8", "ignore").decode("utf-8").replace("\0", " ")
    return clean[:LONGEST] or " "


def variants(text: str) -> tuple[str, ...]:
    """`text`, and what its Malay words mean where it has any."""
    english = gloss(text)
    return (text, english) if english else (text,)


_NOTHING = re.compile(r"(?!)")
