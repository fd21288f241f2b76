"""What somebody wrote, out of everything a mail program put around it (E9, E22).

Mail programs announce what they quote in a hundred ways and languages, but the ways have a shape:
a line that ends in a colon and holds a day or an address, a block of From, Sent and Subject, a rule
of dashes, lines marked ">". The words of labels.py only tell the doubtful cases apart. Where
nothing would be left, less is taken away, and in the end nothing is (E10).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from appliance.channels.email.labels import (
    BANNER,
    BANNER_GOES_ON,
    DIVIDER_WORDS,
    FORWARDED,
    FROM_A_PHONE,
    LABELLED,
    REPLY_ABOVE,
    SIGN_OFF,
    SMALL_PRINT,
    THANKS,
    WROTE,
)

MAILBOX = re.compile(r"[^\s@<>,;:\"()\[\]]+@[^\s@<>,;:\"()\[\]]+\.\w+")
CLOCK = re.compile(r"\b\d{1,2}[:.h]\d{2}\b")
DAY = re.compile(r"\b(?:19|20)\d\d\b|\b\d{1,2}[/.-]\d{1,2}(?:[/.-]\d{2,4})?\b|\d年|\d월")
QUOTED = re.compile(r"\s{0,3}(?:>|&gt;)")
RULE = re.compile(r"\s*[-_=*~—–]{2,}\s*")
DASHED = re.compile(r"\W*[-_=*]{2,}\s*(\S.{0,60}?\S)\s*[-_=*]{2,}\s*")
DELIMITER = re.compile(r"(?:--|__|—|-- |\| ?\|)\s*")
MEANT = re.compile(r"\b(?:I|we|you|saya|kami|aku|anda)\s+(?:wrote|menulis|tulis)\b", re.IGNORECASE)
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
LONGEST_ATTRIBUTION = 4  # lines
MOST_LINES = 2000  # nobody writes more by hand
LONGEST_SIGNATURE = 15  # lines that are not blank


@dataclass(frozen=True, slots=True)
class Reply:
    text: str  # what is new in the mail
    signature: str = ""  # how its writer signed, with what stands beneath


def reply_of(whole: str) -> Reply:
    """What is new in a mail's text."""
    lines = [line.rstrip() for line in whole.strip("\n").split("\n")[:MOST_LINES]]
    written = unquoted(without_banner(lines))
    if not said(written):
        written = unquoted(lines, forwarding=True)
    if not said(written):
        return Reply(whole.strip())
    body, signature = signed(written)
    if not said(body):
        body, signature = written, []
    return Reply(joined(body), joined(signature))


def said(lines: Sequence[str]) -> bool:
    """Whether there is more than marks: a word, a number, an emoji."""
    return any(
        unicodedata.category(mark)[0] not in "PZC" and mark not in "=~^|+"
        for line in lines
        for mark in line
    )


def joined(lines: Sequence[str]) -> str:
    return "\n".join(lines).strip()


def without_banner(lines: list[str]) -> list[str]:
    """A company's gateway warns its people of every mail from outside; a desk's program asks to be
    answered above its first line."""
    kept: list[str] = []
    warned = False
    for line in lines:
        warned = bool(BANNER.fullmatch(line) or (warned and BANNER_GOES_ON.fullmatch(line)))
        if not (warned or (REPLY_ABOVE.fullmatch(line) and not said(kept))):
            kept.append(line)
    return kept


# -- what is quoted


def unquoted(lines: list[str], *, forwarding: bool = False) -> list[str]:
    """The lines that are not quoted. `forwarding` keeps what was passed on without a word."""
    kept: list[str] = []
    at = 0
    while at < len(lines):
        length = attribution(lines, at)
        if length and not followed_by_marks(lines, at + length) and said(kept):
            break
        if not forwarding and ends_here(lines, at):
            break
        if not length and not QUOTED.match(lines[at]):
            kept.append(lines[at])
        at += length or 1
    while kept and (not kept[-1].strip() or RULE.fullmatch(kept[-1])):
        kept.pop()
    return kept


def ends_here(lines: Sequence[str], at: int) -> bool:
    """Whether everything from here on is another's."""
    line = lines[at]
    return bool(
        FORWARDED.fullmatch(line.strip())
        or REPLY_ABOVE.fullmatch(line)
        or header_block(lines, at)
        or memo(lines, at)
        or divider(lines, at)
    )


def attribution(lines: Sequence[str], at: int) -> int:
    """How many lines say "On … somebody wrote:" from here; 0 for none."""
    first = lines[at].strip()
    if not first or QUOTED.match(first):
        return 0
    for length in range(1, LONGEST_ATTRIBUTION + 1):
        if at + length > len(lines) or not lines[at + length - 1].strip():
            break
        text = " ".join(line.strip() for line in lines[at : at + length])
        if announces(text, first, followed_by_marks(lines, at + length)):
            return length
    return 0


def announces(text: str, first: str, marked: bool) -> bool:
    """Whether `text`, which began with the line `first`, announces a quotation."""
    if len(text) > 400 or MEANT.search(text):
        return False
    ended = re.search(r"[:：]\W{0,3}$|-{3,}$", text)
    verb = WROTE.search(text)
    dated = DAY.search(first) or CLOCK.search(first)
    exact = CLOCK.search(text) or MAILBOX.search(text) or re.search(r"\b(?:19|20)\d\d\b|年", text)
    if verb and dated and exact and (ended or marked):
        return True
    if ended and dated and MAILBOX.search(text) and not LABELLED.match(first):
        return True
    if not (marked and ended):
        return False
    named = text == first and verb and verb.start() > 0
    return bool(named or (dated and MAILBOX.search(text)))


def followed_by_marks(lines: Sequence[str], at: int) -> bool:
    after = next((line for line in lines[at:] if line.strip()), "")
    return bool(QUOTED.match(after))


def header_block(lines: Sequence[str], at: int) -> bool:
    """From, Sent, To and Subject beneath each other. A guest's own "From: 24 Dec" is none."""
    found = labels_from(lines, at)
    if not found or len(found) < 2:
        return False
    sender = found.get("from", "")
    if sender and (DAY.search(sender) or sender.isdigit()) and not MAILBOX.search(sender):
        return False
    if "from" in found and {"sent", "subject"} & found.keys():
        return True
    values = " ".join(found.values())
    when = found.get("date", "") or found.get("sent", "")
    return bool(
        {"from", "subject"} & found.keys() and CLOCK.search(when) and MAILBOX.search(values)
    )


def labels_from(lines: Sequence[str], at: int) -> dict[str, str]:
    """The labelled lines from here, however long their values run on."""
    found: dict[str, str] = {}
    strangers = 0
    for line in lines[at : at + 16]:
        label = LABELLED.match(line)
        if label and label.lastgroup:
            kind = next(
                name for name, text in label.groupdict().items() if text and name != "value"
            )
            found.setdefault(kind, label["value"].strip())
            strangers = 0
        elif not found:
            break
        elif line.strip() or strangers:
            strangers += 1
            if strangers > 2 or not line.strip():
                break
    return found


def memo(lines: Sequence[str], at: int) -> bool:
    """Sender and time, then To and Subject each alone on a line: as Lotus Notes quotes."""
    if not MAILBOX.search(lines[at]):
        return False
    after = [line.strip() for line in lines[at + 1 : at + 16] if line.strip()]
    labels = {line.casefold() for line in after}
    dated = any(DAY.search(line) and CLOCK.search(line) for line in (lines[at], *after[:2]))
    return dated and {"to", "subject"} <= labels


def divider(lines: Sequence[str], at: int) -> bool:
    """ "-----Original Message-----", or other words between dashes with labels beneath."""
    between = DASHED.fullmatch(lines[at])
    if not between:
        return False
    if DIVIDER_WORDS.search(between[1]):
        return True
    after = [line for line in lines[at + 1 : at + 5] if line.strip()]
    return bool(after) and bool(labels_from(after, 0))


# -- how it is signed


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
