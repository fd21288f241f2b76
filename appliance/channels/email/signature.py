"""How a mail is signed: the closing, the card beneath it, a phone's footer, the small print (E22).

Thanks and the name beneath them are said, and stay.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from appliance.channels.email.labels import FROM_A_PHONE, SIGN_OFF, SMALL_PRINT, THANKS

MAILBOX = re.compile(r"[^\s@<>,;:\"()\[\]]+@[^\s@<>,;:\"()\[\]]+\.\w+")
RULE = re.compile(r"\s*[-_=*~—–]{2,}\s*")
DELIMITER = re.compile(r"(?:--|__|—|-- |\| ?\|)\s*")
PHONE = re.compile(r"(?:\+|\b0)\d[\d\s()./-]{6,}\d")
LINK = re.compile(r"\b(?:https?://|www\.)\S+", re.IGNORECASE)
POST = re.compile(
    r"\b(?:sdn\.? bhd|bhd|ltd|inc|gmbh|llc|pte|plt|manager|director|executive|engineer|officer"
    r"|department|jalan|jln|street|road|avenue|level \d|suite|pengurus|pegawai|eksekutif|\d{5})\b",
    re.IGNORECASE,
)
SPOKEN = re.compile(
    r"\b(?:call|reach|contact|whatsapp|text|phone|hubungi|telefon|hp|my (?:number|phone|mobile"
    r"|email)"
    r"|(?:nombor|no\.?) (?:saya|telefon)|at my)\b",
    re.IGNORECASE,
)
SENTENCE = re.compile(
    r"\?|.{120}|,\s(?!(?:an?|on|powered|using|with|please|pls|so|excuse|sorry)\b)"
)
POSTSCRIPT = re.compile(r"\s*(?:p\.?\s?s\.?|n\.?b\.?)\W", re.IGNORECASE)
LONGEST_SIGNATURE = 15  # lines that are not blank


def said(lines: Sequence[str]) -> bool:
    """Whether there is more than marks: a word, a number, an emoji."""
    return any(
        unicodedata.category(mark)[0] not in "PZC" and mark not in "=~^|+"
        for line in lines
        for mark in line
    )


def signed(lines: list[str]) -> tuple[list[str], list[str]]:
    """What is said, and the signature with all that stands beneath it."""
    cut = min(
        (
            find(lines)
            for find in (from_a_phone, delimited, signed_off, thanked, small_print, card, footer)
        ),
        default=len(lines),
    )
    body, signature = lines[:cut], lines[cut:]
    after = next((n for n, line in enumerate(signature) if POSTSCRIPT.match(line)), None)
    if after is not None:
        body, signature = [*body, "", *signature[after:]], signature[:after]
    return body, signature


def from_a_phone(lines: Sequence[str]) -> int:
    """ "Sent from my phone", below something that was said."""
    for n, line in enumerate(lines):
        if FROM_A_PHONE.match(line) and not SENTENCE.search(LINK.sub("", line)) and said(lines[:n]):
            return n
    return len(lines)


def delimited(lines: Sequence[str]) -> int:
    """The line "-- " (RFC 3676 §4.3), if what follows is short enough to be a signature."""
    for n, line in enumerate(lines):
        if DELIMITER.fullmatch(line) and short(lines[n + 1 :]):
            return n
    return len(lines)


def signed_off(lines: Sequence[str]) -> int:
    """ "Kind regards," and what stands beneath."""
    for n, line in enumerate(lines):
        if SIGN_OFF.fullmatch(line) and signs(lines[n + 1 :]):
            return n
    return len(lines)


def thanked(lines: Sequence[str]) -> int:
    """Thanks are said and stay, with the name; a card beneath them goes."""
    for n, line in enumerate(lines):
        below = [k for k in range(n + 1, len(lines)) if lines[k].strip()]
        if THANKS.fullmatch(line) and len(below) > 1 and signs(lines[n + 1 :]):
            rest = [lines[k] for k in below[1:]]
            if any(details(each) for each in rest):
                return below[1]
    return len(lines)


def small_print(lines: Sequence[str]) -> int:
    """A company's disclaimer, if it is not the first thing said."""
    for n, line in enumerate(lines):
        if SMALL_PRINT.match(line) and said(lines[:n]):
            return n
    return len(lines)


def card(lines: Sequence[str]) -> int:
    """A last paragraph that is somebody's card: several kinds of details, and no sentence."""
    last = max((n for n, line in enumerate(lines) if not line.strip()), default=-1) + 1
    block = lines[last:]
    before = next((line for line in reversed(lines[:last]) if line.strip()), "")
    kinds = {kind for line in block for kind in details(line)}
    listed = before.rstrip().endswith((":", "：")) or any(
        SPOKEN.search(line) or THANKS.fullmatch(line) for line in block
    )
    if len(block) > 1 and len(kinds) > 1 and before and not listed and signs(block):
        return last + bool(THANKS.fullmatch(before))  # whose name stays
    return len(lines)


def footer(lines: Sequence[str]) -> int:
    """What a mailing list adds beneath a rule."""
    for n, line in enumerate(lines):
        rest = lines[n + 1 :]
        long_rule = RULE.fullmatch(line) and len(line.strip()) >= 10
        if long_rule and short(rest, 8) and any(LINK.search(each) for each in rest):
            return n
    return len(lines)


def signs(lines: Sequence[str]) -> bool:
    """Whether this may stand beneath a closing: a few short lines that ask nothing."""
    above_print = lines[: small_print(["x", *lines]) - 1] if lines else lines
    asks = any("?" in line or SPOKEN.search(line) for line in above_print)
    return short(above_print) and not asks and all(len(line) < 120 for line in above_print)


def short(lines: Sequence[str], most: int = LONGEST_SIGNATURE) -> bool:
    return sum(bool(line.strip()) for line in lines) <= most


def details(line: str) -> set[str]:
    """Which kinds of a card's details a line holds."""
    kinds = {"phone": PHONE, "link": LINK, "mailbox": MAILBOX, "post": POST}
    return {kind for kind, pattern in kinds.items() if pattern.search(line)}
