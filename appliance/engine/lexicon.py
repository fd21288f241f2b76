"""What a question or a passage is about, read with the hotel trade's own dictionary.

    reading = read("Kolam renang buka sampai pukul berapa?")
    reading.topics  -> {"pool"};  reading.facets -> {"open", "close", "time"}

An encoder that never learnt Malay still finds the English passage when the question is read here
first: `gloss` renders the words it knows in English, `read` names what both texts are about.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from appliance.engine.terms import EMPTY_ENGLISH, EMPTY_MALAY, FACETS, SPELLINGS, TOPICS

_WORD = re.compile(r"[a-z]+(?:'[a-z]+)?|\d+|[^\W\d_a-z]+")
_MALAY_PREFIX = re.compile(r"^(?:memper|meng|meny|men|mem|me|ber|ter|peng|pen|pem|pe|di|se)")
_MALAY_SUFFIX = re.compile(r"(?:kannya|annya|kan|an|nya|lah|kah|i)$")
_CHECK = re.compile(r"\bcek(?=[ -]?(?:in|out)\b)")  # elsewhere "cek" is a cheque, or to look up
_DOUBLED = re.compile(r"\b([a-z]{3,})-?2\b")  # kanak2, jalan-jalan is written jalan2
_BUS = re.compile(r"\bCAT\b(?!\s+(?:bus|shuttle))")  # Penang's free one; a cat is a pet
_LONGEST_TEXT = 4000  # characters read of one text


@dataclass(frozen=True, slots=True)
class Reading:
    """What a text is about. `words` are the stems no line of the dictionary accounts for."""

    topics: frozenset[str] = frozenset()
    facets: frozenset[str] = frozenset()
    words: frozenset[str] = frozenset()

    @property
    def empty(self) -> bool:
        return not (self.topics or self.facets or self.words)

    def __or__(self, other: Reading) -> Reading:
        return Reading(
            self.topics | other.topics, self.facets | other.facets, self.words | other.words
        )


@dataclass(frozen=True, slots=True)
class _Entry:
    """What one form stands for; `english` is what a Malay form is rendered as."""

    names: frozenset[str]
    english: str  # empty where the form is English already


def words(text: str) -> list[str]:
    """Lower-case words and numbers, chat spellings put right: "x bole" -> tak boleh."""
    text = text[:_LONGEST_TEXT]
    said = text if text.isupper() else _BUS.sub("CAT bus", text)
    plain = _DOUBLED.sub(r"\1 \1", said.lower().replace("’", "'"))
    plain = _CHECK.sub("check", plain)
    spelt = (_SPELLINGS.get(word, word) for word in _WORD.findall(plain))
    return [word for word in spelt if word not in _WITHIN]  # "bilik yang bersambung" is one form


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """`word` without English inflection, or without Malay affixes where that gives a known word."""
    english = _english_stem(word)
    if english in _KNOWN or len(word) < 5 or word in _EMPTY_MALAY:
        return english
    roots = map(_english_stem, _malay_roots(word))  # the table's own words went through it too
    return next((root for root in roots if root in _KNOWN), english)


@lru_cache(maxsize=4096)  # the hotel's passages come back with every question
def read(text: str) -> Reading:
    """The topics, facets and remaining content words of `text`, in English or Malay."""
    names: set[str] = set()
    rest: set[str] = set()
    for form, entry in _spans(text):
        if entry:
            names |= entry.names
        elif form not in _EMPTY:
            rest.add(stem(form))
    facets = frozenset(name for name in names if name in _FACET_NAMES)
    return Reading(frozenset(names) - facets, facets, frozenset(rest))


def content(text: str) -> frozenset[str]:
    """Stems of the words of `text` that are not empty, known to the dictionary or not."""
    return frozenset(stem(word) for word in words(text) if word not in _EMPTY)


def specific(topics: frozenset[str]) -> frozenset[str]:
    """`topics` without those another implies: of late check-out and check-out, the first."""
    implied = frozenset().union(*(_IMPLIES[topic] for topic in topics if topic in _IMPLIES))
    return topics - implied


def in_order(text: str) -> list[frozenset[str]]:
    """The topics of each form of `text` that has any, as they come."""
    named = (entry.names & TOPIC_NAMES for _, entry in _spans(text) if entry)
    return [topics for topics in named if topics]


def naming(text: str, topics: frozenset[str]) -> str:
    """The forms of `text` that name one of `topics`."""
    return " ".join(form for form, entry in _spans(text) if entry and entry.names & topics)


def gloss(text: str) -> str:
    """`text` with its Malay hotel words in English; "" where it holds none.

    >>> gloss("Kolam renang buka pukul berapa?")
    'swimming pool open what time'
    """
    rendered: list[str] = []
    malay = False
    for form, entry in _spans(text):
        if entry and entry.english:
            malay = True
            rendered.append(entry.english)
        elif form in _CONNECTING:
            malay = True
            rendered.append(_CONNECTING[form])
        elif entry or form not in _EMPTY_MALAY:
            rendered.append(form)
    return " ".join(part for part in rendered if part) if malay else ""


def _spans(text: str) -> list[tuple[str, _Entry | None]]:
    """`text` cut into the longest forms the dictionary knows and single words it does not."""
    tokens = words(text)
    stems = [stem(token) for token in tokens]
    spans: list[tuple[str, _Entry | None]] = []
    at = 0
    while at < len(tokens):
        length, entry = _longest(tokens, stems, at)
        spans.append((" ".join(tokens[at : at + length]), entry))
        at += length
    return spans


def _longest(tokens: list[str], stems: list[str], at: int) -> tuple[int, _Entry | None]:
    for length in range(min(_LONGEST_FORM, len(tokens) - at), 0, -1):
        if entry := _FORMS.get(tuple(stems[at : at + length])):
            return length, entry
    return 1, None


def _english_stem(word: str) -> str:
    word = word.removesuffix("'s")
    for ending, least in (("ing", 3), ("ies", 2), ("ed", 3), ("es", 4), ("s", 3), ("ly", 4)):
        root = word.removesuffix(ending)
        if root != word and len(root) >= least and re.search("[aeiouy]", root):
            return _tidy(root, ending)
    return word.removesuffix("e") if len(word) > 4 else word


def _tidy(root: str, ending: str) -> str:
    if ending == "ies":
        return root + "y"
    if ending == "s" and root.endswith(("s", "u", "i")):
        return root + "s"  # "address", "bus": not plurals
    if ending in ("ing", "ed") and root[-1] == root[-2] and root[-1] not in "lsz":
        root = root[:-1]  # "swimming", "planned"
    return root.removesuffix("e") if len(root) > 4 else root


def _malay_roots(word: str) -> list[str]:
    """`word` without suffix, prefix or both, least stripped first, of three letters up."""
    bare = _MALAY_SUFFIX.sub("", word)
    inner = [root for each in (word, bare) if (root := _MALAY_PREFIX.sub("", each)) != each]
    lost = "pstk" if word.startswith(("me", "pe")) else ""  # me-masak, men-tempah
    restored = [f"{letter}{each}" for each in inner for letter in lost]
    return [root for root in (bare, *inner, *restored) if len(root) >= 3]


def _table(lines: str) -> list[tuple[list[str], list[str], list[str]]]:
    rows = []
    for line in lines.replace("\n    ", " ").strip().splitlines():
        names, _, forms = line.partition(" = ")
        english, _, malay = forms.partition("|")
        rows.append((names.split(), _forms(english), _forms(malay)))
    return rows


def _forms(cell: str) -> list[str]:
    return [form.strip() for form in cell.split(",") if form.strip()]


def _compile() -> dict[tuple[str, ...], _Entry]:
    english: dict[tuple[str, ...], set[str]] = {}
    malay: dict[tuple[str, ...], set[str]] = {}
    renderings: dict[tuple[str, ...], str] = {}
    for names, in_english, in_malay in _table(TOPICS) + _table(FACETS):
        for form in in_english:
            english.setdefault(_key(form), set()).update(names)
        for cell in in_malay:
            form, _, rendering = cell.partition(":")
            malay.setdefault(_key(form), set()).update(names)
            renderings.setdefault(_key(form), rendering or in_english[0])
    entries = {key: _Entry(frozenset(names), "") for key, names in english.items()}
    for key, meant in malay.items():
        both = frozenset(meant | english.get(key, set()))
        entries[key] = _Entry(both, "" if key in english else renderings[key])
    return entries


def _key(form: str) -> tuple[str, ...]:
    return tuple(_english_stem(word) for word in words(form))


_WITHIN = frozenset({"yang", "sikit"})
_SPELLINGS = dict(pair.split("=", 1) for pair in SPELLINGS.split())
_EMPTY_MALAY = frozenset(EMPTY_MALAY.split())
_EMPTY = _EMPTY_MALAY | frozenset(EMPTY_ENGLISH.split())
_CONNECTING = {
    "ada": "is there", "adakah": "is there", "boleh": "can I", "bolehkah": "can I",
    "apa": "what", "apakah": "what", "siapa": "who", "bagaimana": "how", "macam": "how",
    "bila": "when", "tanpa": "without", "tak": "", "tidak": "", "hari": "day", "nak": "",
}  # fmt: skip
_FACET_NAMES = frozenset(name for names, _, _ in _table(FACETS) for name in names)
_IMPLIES = {name: frozenset(implied) for (name, *implied), _, _ in _table(TOPICS) if implied}
TOPIC_NAMES = frozenset(name for names, _, _ in _table(TOPICS) for name in names)
_FORMS = _compile()
_KNOWN = frozenset(stem for key in _FORMS for stem in key)
_LONGEST_FORM = max(map(len, _FORMS))
