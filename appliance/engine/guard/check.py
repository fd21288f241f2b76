"""One sentence of a reply against what is known."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from appliance.engine.guard.assertions import asserted
from appliance.engine.guard.known import FREE, Known
from appliance.engine.guard.support import unsupported
from appliance.engine.guard.values import Claim, claims
from appliance.engine.masking import PLACEHOLDERS
from appliance.engine.sentences import split

# A value only the guest has named may be repeated where the sentence does not grant it.
NOT_GRANTING = re.compile(
    r"\?\s*$|\b(?:not?|can(?:no|')?t|unable|n't|don't|noted|mention\w*|asked|request\w*"
    r"|you said|check|confirm"
    r"|verify|subject to|pass(?:ed)? (?:on|this|that|it|your)|let (?:the|our) team|tidak|tak"
    r"|bukan|belum"
    r"|dicatat|catat|sebut\w*|minta|permintaan|sahkan|semak|sampaikan|tertakluk)\b",
    re.I,
)
GUESTS_OWN = frozenset({"date", "number", "phone", "email", "code"})  # theirs to say
NOT_WORD = re.compile(r"[^0-9a-z]+")


@dataclass(frozen=True, slots=True)
class Violation:
    """`kind` is price, percent, time, date, number, code, url, email, phone, availability, promise,
    discount, guest, unsupported, never_say, placeholder or leak; `value` the words at fault."""

    kind: str
    value: str


@dataclass(frozen=True, slots=True)
class Checked:
    """What is left of a reply, and what was kept back."""

    text: str
    violations: tuple[Violation, ...] = ()


def check(sentence: str, known: Known) -> tuple[Violation, ...]:
    """Everything in `sentence` that must not be sent; empty when it may."""
    found = (*leaks(sentence, known), *untraced(sentence, known))
    assertions = (Violation(kind, words) for kind, words in asserted(sentence, known))
    unheard = (Violation("unsupported", words) for words in unsupported(sentence, known.said))
    return tuple(dict.fromkeys((*found, *assertions, *unheard)))


def check_reply(reply: str, known: Known) -> Checked:
    """A whole reply, sentence by sentence."""
    kept: list[str] = []
    violations: list[Violation] = []
    for sentence in split(reply):
        faults = check(sentence, known)
        violations += faults
        if not faults:
            kept.append(sentence)
    return Checked("".join(kept).strip(), tuple(violations))


def leaks(sentence: str, known: Known) -> Iterator[Violation]:
    lowered = sentence.lower()
    if NOT_WORD.sub("", known.canary) in NOT_WORD.sub("", lowered):
        yield Violation("leak", "canary")
    for phrase in known.never_say:
        if re.search(rf"(?<!\w){re.escape(phrase)}(?!\w)", lowered):
            yield Violation("never_say", phrase)
    for placeholder in PLACEHOLDERS:
        if placeholder in lowered:
            yield Violation("placeholder", placeholder)


def untraced(sentence: str, known: Known) -> Iterator[Violation]:
    granting = not NOT_GRANTING.search(sentence)
    for claim in claims(sentence, known.locale):
        if not known.holds(claim) and not may_echo(claim, known, granting):
            yield Violation(claim.kind, claim.text.strip())
    if (free := FREE.search(sentence)) and granting and not FREE.search(known.text):
        yield Violation("price", free.group())


def may_echo(claim: Claim, known: Known, granting: bool) -> bool:
    if claim.kind == "url" or not known.echoes(claim):
        return False
    return claim.kind in GUESTS_OWN or not granting
