"""What somebody wrote, out of everything a mail program put around it (E9, E22).

Mail programs announce what they quote in a hundred ways and languages, but the ways have a shape:
a line that ends in a colon and holds a day or an address, a block of From, Sent and Subject, a rule
of dashes, lines marked ">". The words of labels.py only tell the doubtful cases apart. Where
nothing would be left, less is taken away, and in the end nothing is (E10).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from appliance.channels.email.labels import (
    BANNER,
    BANNER_GOES_ON,
    DIVIDER_WORDS,
    FORWARDED,
    LABELLED,
    REPLY_ABOVE,
    WROTE,
)
from appliance.channels.email.signature import MAILBOX, RULE, said, signed

CLOCK = re.compile(r"\b\d{1,2}[:.h]\d{2}\b")
DAY = re.compile(r"\b(?:19|20)\d\d\b|\b\d{1,2}[/.-]\d{1,2}(?:[/.-]\d{2,4})?\b|\d年|\d월")
QUOTED = re.compile(r"\s{0,3}(?:>|&gt;)")
DASHED = re.compile(r"\W*[-_=*]{2,}\s*(\S.{0,60}?\S)\s*[-_=*]{2,}\s*")
MEANT = re.compile(r"\b(?:I|we|you|saya|kami|aku|anda)\s+(?:wrote|menulis|tulis)\b", re.IGNORECASE)
LONGEST_ATTRIBUTION = 4  # lines
MOST_LINES = 2000  # nobody writes more by hand


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
