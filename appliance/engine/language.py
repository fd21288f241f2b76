"""Which language a guest writes, message by message.

Script tells Chinese, Tamil and the like; marker words and py3langid tell English from Malay.
Indonesian counts as Malay. A message too short to tell keeps the conversation's language.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

import numpy as np
from py3langid.langid import MODEL_FILE, LanguageIdentifier

from appliance.engine.lexicon import read
from appliance.engine.markers import (
    BORROWED,
    ENGLISH,
    ENGLISH_FRAME,
    HEADS,
    MALAY,
    OF_WHAT,
    PARTICLES,
)
from appliance.engine.text import Language
from appliance.engine.words import fold


@dataclass(frozen=True, slots=True)
class LanguageFound:
    language: Language  # to answer in
    mixed: bool = False
    other: str = ""  # ISO 639-1 where it is neither English nor Malay


_SCRIPTS = {
    "CJK": "zh", "TAMIL": "ta", "HIRAGANA": "ja", "KATAKANA": "ja", "HANGUL": "ko", "ARABIC": "ar",
    "THAI": "th", "DEVANAGARI": "hi", "CYRILLIC": "ru", "BENGALI": "bn", "MYANMAR": "my",
    "KHMER": "km", "LAO": "lo", "GURMUKHI": "pa", "TELUGU": "te", "MALAYALAM": "ml", "HEBREW": "he",
    "GREEK": "el",
}  # fmt: skip
_OTHERS = ("fr", "de", "es", "it", "nl", "pt", "vi", "tl")
_WORD = re.compile(r"[^\W\d_][^\W\d_'-]*(?:['-][^\W\d_]+)*2?")
_NOT_WORDS = re.compile(
    r"\bcheck[\s-]?(?:in|out)\b|\btq\b|\S*[@/]\S*|https?\S+|\d+(?:st|nd|rd|th|hb|am|pm)?"
)
_MALAY_SHAPE = re.compile(
    r"(?:me[mn][a-z]{4,}|ber[a-z]{4,}|ter[a-z]{5,}|di[a-z]{5,}|pe[mn][a-z]{4,}an|"
    r"ke[a-z]{4,}an|[a-z]{4,}(?:nya|kan|lah|kah))$"
)
_ENGLISH_SHAPE = re.compile(
    r"(?:[a-z]{3,}(?:ing|tion|tions|ness|ment|able|ful|ous|ated|ied)|[a-z]+n't)$"
)
_SURE = 0.75
_SURE_OTHER = 0.6


def find_language(text: str, before: Language) -> LanguageFound:
    """The language of `text`; `before` is the conversation's, kept where the text does not tell."""
    if other := _by_script(text):
        return LanguageFound(before, other=other)
    words = _WORD.findall(_NOT_WORDS.sub(" ", fold(text)))
    malay = _evidence(words, MALAY, _MALAY_SHAPE)
    borrowed = BORROWED if malay >= 2 else frozenset()
    english = _evidence([w for w in words if w not in borrowed], ENGLISH, _ENGLISH_SHAPE)
    telling = [word for word in words if word not in PARTICLES]
    if not telling:
        return LanguageFound(before)
    if (malay + english) * 4 < len(telling) >= 4 and (other := _other_latin(" ".join(telling))):
        return LanguageFound(before, other=other)
    if not malay and in_malay_order(telling):
        return LanguageFound("ms", mixed=True)
    if not malay and not english:
        return _by_letters(" ".join(telling), len(telling), before)
    mixed = bool(malay and (english or borrowed.intersection(words)))
    if malay >= 1 and not ENGLISH_FRAME.intersection(words):
        return LanguageFound("ms", mixed)
    return LanguageFound(_weigh(malay, english, " ".join(words)), mixed)


def is_gibberish(text: str) -> bool:
    """Whether no word is known in either language, and half of them nobody could pronounce."""
    words = [word for word in _WORD.findall(fold(text)) if word.isascii() and len(word) > 2]
    odd = [word for word in words if _UNSPEAKABLE.search(word)]
    if not odd or len(odd) * 2 < len(words):
        return False
    about = read(text)
    return not (about.topics or about.facets) and not (ENGLISH | MALAY).intersection(words)


_UNSPEAKABLE = re.compile(r"^[^aeiouy]+$|[^aeiouy-]{5}")


def in_malay_order(words: list[str]) -> bool:
    """Whether it is no sentence, only a thing and then whose it is."""
    return len(words) <= 3 and any(a in HEADS and b in OF_WHAT for a, b in pairwise(words))


def _evidence(words: list[str], marks: frozenset[str], shape: re.Pattern[str]) -> float:
    """How many words speak for a language; a word's shape alone counts half."""
    return sum(
        1.0 if w in marks else 0.5 if shape.match(w) else 0.0 for w in words if w not in PARTICLES
    )


def _weigh(malay: float, english: float, text: str) -> Language:
    """More markers win; a Malay frame around English nouns is Malay."""
    if not english or not malay:
        return "ms" if malay else "en"
    lean = malay * 1.15 + 2 * _malay_letters(text)
    return "ms" if lean >= english + 1.0 else "en"


def _by_script(text: str) -> str:
    counts = Counter(_script(char) for char in text if char.isalpha())
    foreign = {
        script: n for script, n in counts.items() if script != "LATIN" and script in _SCRIPTS
    }
    latin = counts.get("LATIN", 0)
    if not foreign or sum(foreign.values()) * 3 < latin:  # one ideograph tells what a word does
        return ""
    if counts.get("HIRAGANA") or counts.get("KATAKANA"):
        return "ja"
    return _SCRIPTS[max(foreign, key=foreign.__getitem__)]


def _script(char: str) -> str:
    if char < "\u0250":
        return "LATIN"
    return unicodedata.name(char, "").partition(" ")[0].partition("-")[0]


def _by_letters(text: str, words: int, before: Language) -> LanguageFound:
    """No marker word: only a sure model may leave the conversation's language."""
    malay = _malay_letters(text)
    if words < 2 and 1 - _SURE < malay < _SURE:
        return LanguageFound(before)
    return LanguageFound("ms" if malay > 0.5 else "en")


def _other_latin(text: str) -> str:
    likely, sure = _identifier(("en", "ms", "id", *_OTHERS)).classify(text)
    return str(likely) if likely in _OTHERS and sure > _SURE_OTHER else ""


def _malay_letters(text: str) -> float:
    """The model's probability that the letters are Malay or Indonesian."""
    return 1.0 - float(dict(_identifier(("en", "ms", "id")).rank(text))["en"])


@lru_cache(maxsize=4)
def _identifier(languages: tuple[str, ...]) -> LanguageIdentifier:
    """py3langid over few languages: the whole model would stay in memory otherwise."""
    whole = _whole_model()
    keep = [i for i, code in enumerate(whole.nb_classes) if code in languages]
    return LanguageIdentifier(
        np.ascontiguousarray(whole.nb_ptc[:, keep]),
        whole.nb_pc[keep],
        [whole.nb_classes[i] for i in keep],
        whole.tk_nextmove,
        whole.tk_output,
        norm_probs=True,
        tk_row=whole.tk_row,
    )


@lru_cache(maxsize=1)
def _whole_model() -> LanguageIdentifier:
    every = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    wanted = {"en", "ms", "id", *_OTHERS}
    keep = [i for i, code in enumerate(every.nb_classes) if code in wanted]
    every.nb_ptc, every.nb_pc = np.ascontiguousarray(every.nb_ptc[:, keep]), every.nb_pc[keep]
    every.nb_classes = [every.nb_classes[i] for i in keep]
    return every
