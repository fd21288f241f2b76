"""A delivery of Inbound Parse as what the appliance takes in."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256

from appliance.channels.email import machines, reply
from appliance.channels.email.mime import File
from appliance.channels.email.post import Post
from appliance.engine.ids import derive
from appliance.engine.message import Attachment, Inbound

CHANNEL = "email"
LONGEST_TEXT = 10_000  # characters that are answered; `original` has the rest
LONGEST_ORIGINAL = 200_000
MOST_FILES = 25
LARGEST_FILE = 15_000_000  # bytes
LARGEST_KEPT = 30_000_000  # bytes of one mail's files together
DANGEROUS = re.compile(
    r"\.(?:exe|com|scr|pif|bat|cmd|msi|msp|ps1|vbs?|vbe|jse?|wsf|wsh|hta|cpl|jar|lnk|reg|dll|sys|app"
    r"|apk|dmg|pkg|iso|img|vhdx?|zip|rar|7z|gz|tgz|bz2|xz|tar|cab|ace|arj|html?|xhtml|shtml|mht(?:ml)?"
    r"|svgz?|xml|swf|docm|dotm|xlsm|xltm|xlam|pptm|potm|ppam|one|chm|sh|py|rb|pl|php)\W*$",
    re.IGNORECASE,
)
HARMFUL_STARTS = (
    b"MZ",
    b"PK\x03\x04",
    b"\x7fELF",
    b"Rar!",
    b"7z\xbc\xaf",
    b"\x1f\x8b",
    b"#!",
    b"\xca\xfe",
)
OFFICE = re.compile(r"\.(?:docx|xlsx|pptx|odt|ods|odp|pages|numbers|key)$", re.IGNORECASE)
OURS = re.compile(r"<(?P<message>[0-9a-f-]{36})\.(?P<conversation>[0-9a-f-]{36})@[^<>\s]+>")


@dataclass(frozen=True, slots=True)
class Taken:
    """A mail as a message, with the bytes of the files it brought, by media id."""

    message: Inbound
    files: dict[str, bytes]
    kind: machines.Kind
    shared: tuple[str, ...]  # the thread's names for whom its sender copied in (E14)


@dataclass(frozen=True, slots=True)
class Sent:
    """A mail of ours, as its Message-ID names it."""

    message: str
    conversation: str


def ours(text: str) -> tuple[Sent, ...]:
    """The mails of ours a text names, by their Message-IDs."""
    return tuple(Sent(found["message"], found["conversation"]) for found in OURS.finditer(text))


def message_id(message: str, conversation: str, domain: str) -> str:
    """The Message-ID of a mail of ours: the same for every attempt to send it (RFC 5322 §3.6.4).

    It names the conversation, so that an answer to it is known without remembering what was sent.
    """
    return f"<{message}.{conversation}@{domain}>"


def taken(post: Post, now: datetime, spam_from: float) -> Taken:
    """The message, before anything is known of its thread. `spam_from`: a SpamAssassin score."""
    kind = machines.kind_of(
        post.letter, post.sender, post.sender_name, post.envelope_from, post.answer_to
    )
    found = reply.reply_of(post.letter.text)
    spam = post.spam_score is not None and post.spam_score >= spam_from
    relay = machines.is_relay(post.answer_to) or machines.is_relay(post.sender)
    mailbox = post.answer_to
    id_ = identity(post)
    attachments, files = kept(id_, post.letter.files)
    text = asked(post, found.text)[:LONGEST_TEXT]
    message = Inbound(
        id=id_,
        channel=CHANNEL,
        guest=derive("thread", id_),
        text=text,
        kind="text" if text or not attachments else "document",
        at=post.sent_at(now),
        name=post.sender_name,
        email="" if relay else mailbox,
        addressable=True,
        names=names(post, mailbox),
        address=mailbox,
        envelope=envelope(post),
        attachments=attachments,
        original=original(post.letter.text, text),
        quiet=kind != "person" or spam,
        notes=notes(post, kind, spam=spam, relay=relay),
    )
    shared = tuple(named(post.message_id, box) for box in post.others if post.message_id)
    return Taken(message, files, kind, shared)


def asked(post: Post, said: str) -> str:
    """With the subject, where it says more than what the mail is about: a day, a number."""
    opens = not (post.references or re.match(r"\s*(?:re|fwd?|aw|wg)\s*:", post.subject, re.I))
    if not said.strip() or (opens and re.search(r"\d", post.subject)):
        return f"{post.subject}\n\n{said}".strip()
    return said


def identity(post: Post) -> str:
    """The same for a mail delivered again (E12), not for one that borrows its Message-ID."""
    words = " ".join(post.letter.text.split())
    digest = sha256(f"{post.subject}\n{words}".encode()).hexdigest()[:16]
    return f"{CHANNEL}:{derive('mail', post.message_id, post.sender, digest)}"


def names(post: Post, mailbox: str) -> tuple[str, ...]:
    """Under what the mail's thread is known: message ids, each with somebody who takes part.

    A stranger who guesses an id is none of these (E13).
    """
    followed = post.references
    threads = [sent.conversation for id_ in followed for sent in ours(id_)]
    known = [named(id_, mailbox) for id_ in (post.message_id, *followed, *threads) if id_]
    return tuple(dict.fromkeys(known))


def named(id_: str, mailbox: str) -> str:
    return f"{id_}|{mailbox}"


def envelope(post: Post) -> dict[str, str]:
    """What an answer needs to arrive below the mail it answers."""
    earlier = [*reversed(post.references), *([post.message_id] if post.message_id else [])]
    told = {
        "subject": post.subject,
        "message_id": post.message_id,
        "references": " ".join(earlier),
        "name": post.sender_name,
        "mailbox": post.answer_to,
        "copied": ", ".join(post.others[:10]),
    }
    return {name: value for name, value in told.items() if value}


def original(whole: str, text: str) -> str:
    """Everything that was written, where the answer is to less."""
    return "" if whole.strip() == text else whole.strip()[:LONGEST_ORIGINAL]


def notes(post: Post, kind: machines.Kind, *, spam: bool, relay: bool) -> tuple[str, ...]:
    found = {
        kind: kind != "person",
        "spam": spam,
        "relay": relay,
        "spf_fail": "fail" in post.spf or "permerror" in post.spf,
        "dkim_fail": bool(re.search(r"@[\w.-]+\s*:\s*fail", post.dkim)),
    }
    return tuple(note for note, true in found.items() if true)


# -- files


def kept(id_: str, files: tuple[File, ...]) -> tuple[tuple[Attachment, ...], dict[str, bytes]]:
    """What staff may open, and what is only told of (E15)."""
    told: list[Attachment] = []
    bytes_of: dict[str, bytes] = {}
    for n, file in enumerate(files):
        room = LARGEST_KEPT - sum(map(len, bytes_of.values()))
        one = Attachment(file.name or f"file {n + 1}", file.content_type, len(file.data))
        if note := refusal(file, room, len(bytes_of)):
            told.append(replace(one, note=note))
        else:
            media = derive(id_, "file", n)
            bytes_of[media] = file.data
            told.append(replace(one, media=media))
    return tuple(told), bytes_of


def refusal(file: File, room: int, many: int) -> str:
    """Why a file's bytes are not kept; "" for one that is."""
    harmful = file.data.startswith(HARMFUL_STARTS) and not OFFICE.search(file.name)
    if DANGEROUS.search(file.name) or harmful:
        return "not kept: a kind of file that can do harm"
    if len(file.data) > min(LARGEST_FILE, room):
        return "not kept: too large"
    return "not kept: too many files" if many >= MOST_FILES else ""
