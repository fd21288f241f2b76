"""A message as it came over the wire (RFC 5322, MIME), read as leniently as people's mail demands.

Headers are taken raw and decoded here, because the standard library's own header objects raise on
what real mail holds. Whatever cannot be taken apart is kept whole, as text: nothing is lost.
"""

from __future__ import annotations

import email
import email.policy
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from email.message import Message
from email.utils import collapse_rfc2231_value

from appliance.channels.email import charset, html

MOST_PARTS = 200  # more than that is an attack, not a letter
BEFORE_COLON = re.compile(rb"^([!-9;-~]+)[ \t]+:", re.MULTILINE)  # obsolete, and still written
FILES = frozenset({"calendar", "vcard", "x-vcard", "css", "csv", "rfc822-headers"})  # of text/*


@dataclass(frozen=True, slots=True)
class File:
    name: str
    content_type: str
    data: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Headers:
    """Decoded headers in order; names are lower case."""

    fields: tuple[tuple[str, str], ...] = ()

    def get(self, name: str) -> str:
        """The first of a name, "" without one."""
        return next((value for known, value in self.fields if known == name), "")

    def all(self, name: str) -> tuple[str, ...]:
        return tuple(value for known, value in self.fields if known == name)

    def __contains__(self, name: object) -> bool:
        return any(known == name for known, _ in self.fields)


@dataclass(frozen=True, slots=True)
class Letter:
    headers: Headers
    text: str
    files: tuple[File, ...] = ()


def read(data: bytes) -> Letter:
    """Never raises: what cannot be taken apart is the text."""
    try:
        message = email.message_from_bytes(_tidied(data), policy=email.policy.compat32)
        return Letter(headers_of(message), *_body(message))
    except (RecursionError, ValueError, LookupError, TypeError, AttributeError, AssertionError):
        head, _, rest = data.replace(b"\r\n", b"\n").partition(b"\n\n")
        return Letter(read_headers(charset.decode(head)), charset.decode(rest))


def _tidied(data: bytes) -> bytes:
    data = data.lstrip(b"\r\n")
    end = (re.search(rb"\r?\n\r?\n", data) or re.search(rb"\Z", data)).start()  # type: ignore[union-attr]
    return BEFORE_COLON.sub(rb"\1:", data[:end]) + data[end:]


def read_headers(text: str) -> Headers:
    """Headers alone, as SendGrid's parsed mode hands them over."""
    message = email.message_from_string(text.lstrip("\r\n"), policy=email.policy.compat32)
    return headers_of(message)


def headers_of(message: Message) -> Headers:
    fields = ((name.strip().lower(), charset.header(str(raw))) for name, raw in message.raw_items())
    return Headers(tuple(fields))


# -- the body


def _body(message: Message) -> tuple[str, tuple[File, ...]]:
    files: list[File] = []
    texts = list(_texts(message, files))
    return "\n\n".join(text for text in texts if text.strip()).strip("\n"), tuple(files)


def _texts(part: Message, files: list[File]) -> Iterator[str]:
    """The readable parts in order; everything else goes to `files`."""
    kind = part.get_content_type()
    if kind in {"message/rfc822", "message/global"}:
        files.append(_enclosed(part))
    elif part.is_multipart() and part.get_content_maintype() == "multipart":
        children = _children(part)
        if kind == "multipart/alternative":
            yield _best(children, files)
        else:
            for child in children:
                yield from _texts(child, files)
    elif _is_text(part, kind):
        yield _text(part, kind)
    else:
        files.append(_file(part))


def _children(part: Message) -> list[Message]:
    payload = part.get_payload()
    found = payload[:MOST_PARTS] if isinstance(payload, list) else []
    return [child for child in found if isinstance(child, Message)]


def _best(alternatives: list[Message], files: list[File]) -> str:
    """The plain rendering of several of the same; the HTML one where the plain says nothing."""
    said = {child.get_content_type(): "\n\n".join(_texts(child, files)) for child in alternatives}
    plain = said.pop("text/plain", "")
    return plain if plain.strip() else next((t for t in said.values() if t.strip()), "")


def _is_text(part: Message, kind: str) -> bool:
    """Also what calls itself multipart and has no parts: whatever it is, somebody may read it."""
    main, _, sub = kind.partition("/")
    shown = main == "multipart" or (main == "text" and sub not in FILES)
    return shown and not _name(part) and part.get_content_disposition() != "attachment"


def _text(part: Message, kind: str) -> str:
    decoded = charset.decode(_bytes(part), _parameter(part, "charset"))
    if kind == "text/html":
        return html.to_text(decoded)
    return unwrapped(decoded) if _parameter(part, "format").lower() == "flowed" else decoded


def _bytes(part: Message) -> bytes:
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def _parameter(part: Message, name: str) -> str:
    try:
        value = part.get_param(name, "")
        return collapse_rfc2231_value(value) if value else ""
    except (ValueError, LookupError):
        return ""


def _file(part: Message) -> File:
    return File(_name(part), part.get_content_type(), _bytes(part) or _lines(part))


def _lines(part: Message) -> bytes:
    """A report of a machine is a message in form only: its fields, as they stand."""
    if not part.is_multipart():
        return b""
    return "\n".join(str(each) for each in _children(part)).encode("utf-8", "surrogateescape")


def _enclosed(part: Message) -> File:
    """A message forwarded as an attachment."""
    inner = _children(part)[0] if part.is_multipart() else part
    subject = charset.header(str(inner.get("subject", "")))
    try:
        data = inner.as_bytes()
    except (ValueError, LookupError, KeyError):
        data = inner.as_string().encode("utf-8", "replace")
    return File(f"{subject or 'message'}.eml", "message/rfc822", data)


def _name(part: Message) -> str:
    try:
        return charset.header(part.get_filename() or "")
    except (ValueError, LookupError):
        return ""


def unwrapped(text: str) -> str:
    """format=flowed (RFC 3676): a line that ends in a space goes on in the next."""
    lines: list[str] = []
    joined = False
    for line in text.split("\n"):
        plain = not line.startswith(">")
        if joined and plain:
            lines[-1] += line
        else:
            lines.append(line)
        joined = plain and line.endswith(" ") and line != "-- "
    return "\n".join(lines)
