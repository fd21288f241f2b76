"""How to reach a guest, as the guest wrote it: phone in E.164, e-mail, name."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache

import phonenumbers

from appliance.engine.names import find_name
from appliance.engine.problems import Problem
from appliance.engine.slips import one_slip
from appliance.engine.state import Contact
from appliance.engine.words import fold


@dataclass(frozen=True, slots=True)
class ContactFound:
    """`spans` are (start, end) positions of numbers and addresses, valid or not."""

    contact: Contact = field(default_factory=Contact)
    problems: tuple[Problem, ...] = ()
    spans: tuple[tuple[int, int], ...] = ()
    email_suggestion: str = ""  # what a mistyped address was probably meant to be


def find_contact(
    text: str, country: str, *, own: tuple[str, ...] = (), awaiting: str = ""
) -> ContactFound:
    """Read the guest's contact in `text`; numbers without a country are of `country` (ISO 3166).

    `own` are the hotel's own numbers and addresses, never the guest's. `awaiting` names the detail
    the guest was asked for: a bare name or number then needs no introduction.
    """
    email, suggestion, email_problem, email_spans = _email(text, own)
    clear = _struck(text, email_spans)
    phone, phone_problem, phone_spans = _phone(clear, country, own, awaiting == "contact")
    spans = email_spans + phone_spans
    name = find_name(_struck(text, spans), awaiting=awaiting, alone=not spans)
    problems = tuple(p for p in (phone_problem, email_problem) if p)
    return ContactFound(Contact(name, phone, email), problems, spans, suggestion)


@lru_cache(1024)  # parsing one takes 0.1 ms, and pages show the same guests again and again
def readable(phone: str) -> str:
    """ "+60 12-345 6789" for a number in E.164, as people write it abroad; else as it is."""
    try:
        number = phonenumbers.parse(phone)
    except phonenumbers.NumberParseException:
        return phone
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL)


def _struck(text: str, spans: tuple[tuple[int, int], ...]) -> str:
    for start, end in spans:
        text = text[:start] + "\0" * (end - start) + text[end:]
    return text


# E-mail

_EMAIL = re.compile(
    r"(?<![\w.@+-])[A-Za-z0-9][\w.+'-]{0,63}@[A-Za-z0-9-]+(?:[.,][A-Za-z0-9-]+)*(?![\w@])"
)
_WELL_FORMED = re.compile(
    r"[A-Za-z0-9](?:[\w+'-]|"
    r"\.(?!\.))*(?<!\.)@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,24}"
)
_USUAL = (
    "gmail.com", "yahoo.com", "yahoo.com.my", "hotmail.com", "outlook.com", "icloud.com",
    "live.com", "ymail.com", "rocketmail.com", "googlemail.com", "hotmail.co.uk", "yahoo.co.uk",
    "yahoo.co.id",
    "live.com.my", "outlook.my", "proton.me", "protonmail.com", "aol.com", "msn.com", "qq.com",
)  # fmt: skip
_REAL = frozenset({*_USUAL, "mail.com", "email.com", "gmx.com", "me.com", "mac.com", "hotmail.my"})
_ENDINGS = {"con": "com", "cm": "com", "comm": "com", "ocm": "com", "vom": "com", "cpm": "com",
            "om": "com", "coom": "com", "cim": "com"}  # fmt: skip
_PROVIDERS = {domain.partition(".")[0]: domain for domain in reversed(_USUAL)}


def suggest_email(address: str) -> str:
    """The address probably meant by a mistyped one ("a@gmial.com"); empty where none is amiss."""
    local, _, domain = address.lower().replace(",", ".").partition("@")
    return f"{local}@{meant}" if (meant := _meant_domain(domain)) and meant != domain else ""


def _meant_domain(domain: str) -> str:
    if domain in _REAL:
        return domain
    if near := next((usual for usual in _USUAL if one_slip(usual, domain)), ""):
        return near
    provider, dot, ending = domain.partition(".")
    if not dot:
        return _PROVIDERS.get(provider, "")
    close = next((usual for usual in _PROVIDERS if one_slip(usual, provider)), "")
    known = _PROVIDERS.get(provider) or (_PROVIDERS[close] if len(close) > 4 else "")
    if known and (ending in _ENDINGS or ending in ("co", "com", "c")):
        return known
    head, _, last = domain.rpartition(".")
    return (
        f"{head}.{_ENDINGS[last]}" if head and last in _ENDINGS and last not in ("cm", "om") else ""
    )


def _email(
    text: str, own: tuple[str, ...]
) -> tuple[str, str, Problem | None, tuple[tuple[int, int], ...]]:
    matches = [m for m in _EMAIL.finditer(text) if m[0].lower() not in {o.lower() for o in own}]
    spans = tuple(m.span() for m in _EMAIL.finditer(text))
    body = [m for m in matches if m.start() < _signature_at(text)] or matches
    for match in body:
        address = match[0].rstrip(".,'")
        if suggestion := suggest_email(address):
            return "", suggestion, "invalid_email", spans
        if _WELL_FORMED.fullmatch(address):
            return address.lower(), "", None, spans
    return "", "", "invalid_email" if body else None, spans


# Phone

_NUMBER = re.compile(r"(?<![\w@#.,/])(?:\+|00)?\s?\(?\+?\d[\d\s().–-]{3,24}\d(?![\w@/]|[.,]\d)")
_SAID = re.compile(
    r"(?:phone|call|whats?\s?app|wa|wasap|hp|h/p|tel|tele|telefon|telephone|mobile|cell|contact|"
    r"number|"
    r"nombor|no|hubungi|call\s+me|reach\s+me|text|sms|wsp|fon)\b[\w\s]{0,24}[.:)]?\s*(?:at|is|"
    r"ialah|adalah|saya)?\s*$"
)
_NOT_PHONE = re.compile(
    r"(?:booking|reservation|order|ref(?:erence)?|confirmation|invoice|receipt|tempahan|card|kad|"
    r"passport|"
    r"ic|i/c|mykad|account|akaun|acc|flight|room|bilik|rm|myr|usd|sgd)\s*(?:no|number|nombor|id|"
    r"is|:|#|\.|\s)*$"
)
_DATE_LIKE = re.compile(
    r"\d{1,2}[-. ]\d{1,2}[-. ](?:\d{4}|\d{2})(?:\s*-+\s*\d{1,2}[-. ]\d{1,2}[-. ]\d{2,4})?|"
    r"(?:19|20)\d\d[-. ]\d{1,2}[-. ]\d{1,2}(?:\s*-+\s*(?:19|20)\d\d[-. ]\d{1,2}[-. ]\d{1,2})?|"
    r"\d{6}-\d{2}-\d{4}"
)
_SIGNATURE = re.compile(
    r"(?mi)^(?:--\s*$|>|(?:best|kind|warm|many)?\s*(?:regards|thanks|wishes)\b[ ,.!]*$|"
    r"(?:yours\s+\w+|cheers|"
    r"sincerely|salam(?:\s+hormat)?|sekian|yang\s+benar|terima\s+kasih|sent\s+from)\b.{0,40}$|"
    r"(?:on|pada)\b.{5,80}\b(?:wrote|menulis)\b)"
)


def _signature_at(text: str) -> int:
    """Where the guest's own words end and a signature or a quoted mail begins."""
    match = _SIGNATURE.search(text)
    return match.start() if match else len(text)


def _phone(
    text: str, country: str, own: tuple[str, ...], asked: bool
) -> tuple[str, Problem | None, tuple[tuple[int, int], ...]]:
    body = _signature_at(text)
    spans: list[tuple[int, int]] = []
    valid: list[tuple[bool, str]] = []
    meant = False
    for match in _NUMBER.finditer(text):
        if _is_other_number(text, match):
            continue
        if numbers := _numbers_in(match[0], country):
            spans.append(match.span())
            valid += [(match.start() < body, number) for number in numbers if number not in own]
        elif _looks_like_phone(text, match, asked):
            spans.append(match.span())
            meant = True
    number = next((n for inside, n in valid if inside), valid[0][1] if valid else "")
    return number, "invalid_phone" if meant and not number else None, tuple(spans)


def _numbers_in(run: str, country: str) -> list[str]:
    """The numbers in a run of digits: "2026 012-345 6789" holds one, and a year."""
    groups = re.findall(r"\S+", run)
    if _is_card(run):
        return []
    for length in range(len(groups), 0, -1):
        for start in range(len(groups) - length + 1):
            if number := read_phone(" ".join(groups[start : start + length]), country):
                after = " ".join(groups[start + length :])
                return [number, *(_numbers_in(after, country) if after else ())]
    return []


def _is_card(run: str) -> bool:
    """Whether the digits could be a payment card's (Luhn, ISO/IEC 7812-1)."""
    digits = [int(char) for char in run if char.isdecimal()]
    doubled = (sum(divmod(2 * d, 10)) for d in digits[-2::-2])
    return (
        13 <= len(digits) <= 19
        and 2 <= digits[0] <= 6
        and "+" not in run
        and (sum(digits[-1::-2]) + sum(doubled)) % 10 == 0
    )


def _is_other_number(text: str, match: re.Match[str]) -> bool:
    before = fold(text[max(0, match.start() - 30) : match.start()])
    said = match[0].strip()
    return bool(_DATE_LIKE.fullmatch(said) or _NOT_PHONE.search(before))


def _looks_like_phone(text: str, match: re.Match[str], asked: bool) -> bool:
    digits = re.sub(r"\D", "", match[0])
    if not 5 <= len(digits) <= 15:
        return False
    before = fold(text[max(0, match.start() - 40) : match.start()])
    return bool(
        asked
        or "+" in match[0]
        or _SAID.search(before)
        or (len(digits) >= 8 and digits.startswith("01"))
    )


def read_phone(said: str, country: str) -> str:
    """The E.164 form (ITU-T) of a phone number however it was typed; empty where it is not one."""
    digits = re.sub(r"\D", "", said)
    international = "+" in said or digits.startswith("00")
    plain = digits[2:] if digits.startswith("00") and "+" not in said else digits
    if not 7 <= len(plain) <= 15:
        return ""
    if international:
        return _valid("+" + plain, country)
    code = str(phonenumbers.country_code_for_region(country))
    return _valid(plain, country) or (
        _valid("+" + plain, country) if plain.startswith(code) else ""
    )


def _valid(number: str, country: str) -> str:
    try:
        parsed = phonenumbers.parse(number, country)
    except phonenumbers.NumberParseException:
        return ""
    if not phonenumbers.is_valid_number(parsed):
        return ""
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)
