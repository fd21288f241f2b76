"""What SendGrid Inbound Parse delivers: an envelope, findings about the sender, and the letter.

Both of its modes are read: the raw message, and the message taken apart, whose fields are each in
the encoding that `charsets` names (E2). `dkim` and `SPF` are words to look for, never JSON (E4).
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from email.utils import getaddresses, parsedate_to_datetime

from appliance.channels.email import charset, form, html, mime
from appliance.channels.email.mime import File, Headers, Letter

MESSAGE_ID = re.compile(r"<[^<>\s]+>")
MAILBOX = re.compile(r"[^\s@<>,;:\"()\[\]]+@[^\s@<>,;:\"()\[\]]+")


class NoSender(Exception):
    """A mail nobody can be answered for: it names no address of a sender."""


@dataclass(frozen=True, slots=True)
class Post:
    letter: Letter
    to: tuple[str, ...]  # envelope recipients, lower case (E1)
    envelope_from: str  # "" for the null return path, "?" where the envelope does not tell
    spf: str
    dkim: str
    spam_score: float | None

    @property
    def headers(self) -> Headers:
        return self.letter.headers

    @property
    def sender(self) -> str:
        """The mailbox that wrote, lower case; "" where there is none."""
        return self._mailboxes("from")[0][1] if self._mailboxes("from") else ""

    @property
    def sender_name(self) -> str:
        found = self._mailboxes("from")
        name = found[0][0].strip(" \"'") if found else ""
        return "" if MAILBOX.search(name) else name

    @property
    def answer_to(self) -> str:
        """Where the sender wants the answer: Reply-To, else From."""
        return next((box for _, box in self._mailboxes("reply-to")), "") or self.sender

    @property
    def others(self) -> tuple[str, ...]:
        """Everybody else it was openly sent to (E14)."""
        found = (box for name in ("to", "cc") for _, box in self._mailboxes(name))
        return tuple(dict.fromkeys(box for box in found if box not in self.to))

    @property
    def subject(self) -> str:
        return self.headers.get("subject")[:LONGEST_SUBJECT]

    @property
    def message_id(self) -> str:
        found = MESSAGE_ID.search(self.headers.get("message-id"))
        return found[0] if found else self.headers.get("message-id").strip()

    @property
    def references(self) -> tuple[str, ...]:
        """The message ids it follows, the nearest first."""
        said = f"{self.headers.get('references')} {self.headers.get('in-reply-to')}"
        return tuple(dict.fromkeys(reversed(MESSAGE_ID.findall(said))))[:MOST_REFERENCES]

    def sent_at(self, now: datetime) -> datetime:
        """When it was sent: by the clock of the first server that took it, else the sender's."""
        stamps = [line.rpartition(";")[2] for line in self.headers.all("received")][-1:]
        for stamp in (*stamps, self.headers.get("date")):
            if (at := _moment(stamp)) and now.timestamp() - LATEST <= at.timestamp():
                return min(at, now)
        return now

    def _mailboxes(self, name: str) -> list[tuple[str, str]]:
        """Names and mailboxes of a header, however badly it is written."""
        found: list[tuple[str, str]] = []
        for value in self.headers.all(name):
            pairs = [(n, box) for n, box in getaddresses([value]) if MAILBOX.fullmatch(box)]
            boxes = MAILBOX.findall(value)
            found += pairs or [(value.partition("<")[0].strip(), box) for box in boxes]
        return [(name, box.strip("'\".").lower()) for name, box in found]


LONGEST_SUBJECT = 300
MOST_REFERENCES = 60
LATEST = 14 * 86400.0  # seconds; a clock further behind is wrong


def read(content_type: str, body: bytes) -> Post:
    """One delivery. Raises NotAForm, NoSender."""
    parts = form.read(content_type, body)
    fields = {part.name: part.data for part in parts if not part.filename}
    found = _object(fields.get("charsets", b""))
    charsets = {name: str(value) for name, value in found.items()}
    said = {name: charset.decode(data, charsets.get(name, "")) for name, data in fields.items()}
    letter = mime.read(fields["email"]) if "email" in fields else _taken_apart(said, parts)
    letter = replace(letter, headers=_completed(letter.headers, said))
    envelope = _object(fields.get("envelope", b""))
    told = envelope.get("to")
    to = [str(each) for each in told] if isinstance(told, list) else []
    post = Post(
        letter=letter,
        to=tuple(box.lower() for box in to or MAILBOX.findall(said.get("to", ""))),
        envelope_from=str(envelope.get("from") or "") if "from" in envelope else "?",
        spf=said.get("SPF", "").strip().lower(),
        dkim=said.get("dkim", "").strip().lower()[:LONGEST_SUBJECT],
        spam_score=_number(said.get("spam_score", "")),
    )
    if not post.sender:
        raise NoSender("no address of a sender")
    return post


def _taken_apart(said: Mapping[str, str], parts: tuple[form.Part, ...]) -> Letter:
    """A letter of the parsed mode."""
    text = said.get("text", "")
    info = _object(said.get("attachment-info", "").encode())
    return Letter(
        headers=mime.read_headers(said.get("headers", "")),
        text=(text if text.strip() else html.to_text(said.get("html", ""))).strip("\n"),
        files=tuple(_file(part, info.get(part.name)) for part in parts if part.filename),
    )


def _file(part: form.Part, told: object) -> File:
    named = told if isinstance(told, dict) else {}
    name = str(named.get("filename") or named.get("name") or part.filename)
    return File(name, str(named.get("type") or part.content_type), part.data)


def _completed(headers: Headers, said: Mapping[str, str]) -> Headers:
    """With what SendGrid says beside the headers, where they do not say it."""
    missing = [
        (name, said[name].strip()) for name in ("from", "to", "cc", "subject") if name in said
    ]
    return Headers(headers.fields + tuple(pair for pair in missing if pair[0] not in headers))


def _object(data: bytes) -> dict[str, object]:
    try:
        found = json.loads(data)
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None


def _moment(text: str) -> datetime | None:
    """A date of RFC 5322, aware; None for anything else."""
    try:
        at = parsedate_to_datetime(text.strip())
        return at.astimezone(UTC) if at.tzinfo else at.replace(tzinfo=UTC)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
