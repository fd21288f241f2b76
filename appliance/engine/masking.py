"""Numbers that must not be kept: payment cards, Malaysian identity cards, passports (A15, P10)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

import phonenumbers

CARD = "[card number removed]"
NRIC = "[identity card number removed]"
PASSPORT = "[passport number removed]"
PHONE = "[phone]"
EMAIL = "[e-mail]"
PLACEHOLDERS = (CARD, NRIC, PASSPORT, PHONE, EMAIL)

# Issuer prefixes and lengths, ISO/IEC 7812 as the card schemes publish them.
CARD_SCHEMES = (
    (re.compile(r"4"), {13, 16, 19}),
    (re.compile(r"5[1-5]|222[1-9]|22[3-9]|2[3-6]|27[01]|2720"), {16}),
    (re.compile(r"3[47]"), {15}),
    (re.compile(r"30[0-5]|36|38"), {14}),
    (re.compile(r"6011|64[4-9]|65|35(2[89]|[3-8])"), {16}),
    (re.compile(r"62"), {16, 17, 18, 19}),
)
DIGIT_GROUPS = re.compile(r"(?<![\w+])\d(?:[ .\-]?\d){12,}(?!\w)")
CVV = re.compile(
    r"\b(cvv2?|cvc2?|security code|kod keselamatan)\b(\W{0,3}(?:is |ialah )?)\d{3,4}\b", re.I
)

NRIC_DASHED = re.compile(r"(?<!\d)(\d{2})(\d{2})(\d{2})[ \-](\d{2})[ \-]\d{4}(?!\d)")
NRIC_PLAIN = re.compile(r"(?<![\d+])(\d{2})(\d{2})(\d{2})(\d{2})\d{4}(?!\d)")
NRIC_SAID = re.compile(
    r"\b(i/?c|nric|mykad|k/?p|kad pengenalan|identity card)\b[^.\n]{0,25}$", re.I
)
REFERENCE_SAID = re.compile(
    r"\b(booking|reservation|confirmation|order|invoice|ref\w*|tempahan|rujukan)\b[^.\n]{0,25}$",
    re.I,
)
NO_PLACE = frozenset(
    {0, 17, 18, 19, 20, 69, 70, 73, 80, 81, 94, 95, 96, 97}
)  # JPN's codes not in use

PASSPORT_SAID = re.compile(
    r"(\bpass?port\b(?:\W|no|number|num|nombor|is|saya|ialah|adalah|my){0,6}?)"
    r"(?<![A-Za-z0-9])((?=[A-Za-z0-9]*\d{5})[A-Za-z0-9]{7,10})\b",
    re.I,
)

EMAIL_ADDRESS = re.compile(r"[\w.+\-]+@[\w\-]+(?:\.[\w\-]+)+")
MAYBE_PHONE = re.compile(r"\d(?:[\s().\-]*\d){6,}")


def mask(text: str) -> tuple[str, tuple[str, ...]]:
    """`text` without such numbers, and the kinds that were in it: "card", "nric", "passport"."""
    found = {
        "card": [*cards(text), *(match.span() for match in CVV.finditer(text))],
        "nric": list(identity_cards(text)),
        "passport": [match.span(2) for match in PASSPORT_SAID.finditer(text)],
    }
    words = {"card": CARD, "nric": NRIC, "passport": PASSPORT}
    spans = [(span, words[kind]) for kind, spans in found.items() for span in spans]
    return replaced(text, spans), tuple(kind for kind, spans in found.items() if spans)


def mask_contacts(text: str, country: str) -> str:
    """`text` with phone numbers and e-mail addresses named but not told (P9)."""
    spans = [(match.span(), EMAIL) for match in EMAIL_ADDRESS.finditer(text)]
    if MAYBE_PHONE.search(text):
        matches = phonenumbers.PhoneNumberMatcher(text, country)
        spans += [((match.start, match.end), PHONE) for match in matches]
    return replaced(text, spans)


def replaced(text: str, spans: list[tuple[tuple[int, int], str]]) -> str:
    """`text` with every span replaced; of overlapping spans the first and longest counts."""
    parts, at = [], 0
    for (start, end), word in sorted(spans, key=lambda span: (span[0][0], -span[0][1])):
        if start >= at:
            parts += [text[at:start], word]
            at = end
    return "".join([*parts, text[at:]])


def cards(text: str) -> Iterator[tuple[int, int]]:
    """Where card numbers stand; one may be written beside its expiry date and code."""
    for run in DIGIT_GROUPS.finditer(text):
        groups = [match.span() for match in re.finditer(r"\d+", run.group())]
        if span := card_in(run.group(), groups):
            yield run.start() + span[0], run.start() + span[1]


def card_in(run: str, groups: list[tuple[int, int]]) -> tuple[int, int] | None:
    for first in range(len(groups)):
        for last in range(len(groups) - 1, first - 1, -1):
            start, end = groups[first][0], groups[last][1]
            if is_card(re.sub(r"\D", "", run[start:end])):
                return start, end
    return None


def is_card(digits: str) -> bool:
    schemes = (lengths for prefix, lengths in CARD_SCHEMES if prefix.match(digits))
    return any(len(digits) in lengths for lengths in schemes) and luhn(digits)


def luhn(digits: str) -> bool:
    """The check digit of ISO/IEC 7812-1, annex B."""
    doubled = [int(d) * (1 + i % 2) for i, d in enumerate(reversed(digits))]
    return sum(n - 9 if n > 9 else n for n in doubled) % 10 == 0


def identity_cards(text: str) -> Iterator[tuple[int, int]]:
    """Malaysian NRIC numbers: birth date, place of birth, serial (yymmdd-ss-nnnn)."""
    for match in NRIC_DASHED.finditer(text):
        if is_nric(match):
            yield match.span()
    for match in NRIC_PLAIN.finditer(text):
        if is_nric(match) and reads_as_nric(text, match):
            yield match.span()


def is_nric(match: re.Match[str]) -> bool:
    year, month, day, place = (int(part) for part in match.groups())
    if place in NO_PLACE:
        return False
    try:
        date(2000 + year, month, day)  # 2000 is a leap year, as 1900 + yy may be
    except ValueError:
        return (month, day) == (2, 29) and year % 4 == 0
    return True


def reads_as_nric(text: str, match: re.Match[str]) -> bool:
    """Twelve plain digits are also what 60-prefixed phones and booking references look like."""
    before = text[: match.start()]
    if NRIC_SAID.search(before):
        return True
    return not match.group().startswith("60") and not REFERENCE_SAID.search(before)
