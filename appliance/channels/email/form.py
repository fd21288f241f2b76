"""A multipart form (RFC 7578), byte for byte: its fields are in encodings of their own (E2)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from email.message import Message

BOUNDARY = "multipart/form-data"
LONGEST_HEAD = 16_384  # bytes of one part's headers


class NotAForm(Exception):
    """The body is not what its content type says."""


@dataclass(frozen=True, slots=True)
class Part:
    name: str
    filename: str
    content_type: str
    data: bytes = field(repr=False)


def read(content_type: str, body: bytes) -> tuple[Part, ...]:
    """The parts in order. Raises NotAForm."""
    boundary = boundary_of(content_type)
    delimiter = re.compile(rb"(?:\A|\r?\n)--" + re.escape(boundary) + rb"(?:--)?[ \t]*(?=\r?\n|\Z)")
    chunks = delimiter.split(body)
    if len(chunks) < 2:
        raise NotAForm("no part begins with the boundary")
    return tuple(part for chunk in chunks[1:] if (part := _part(chunk)))


def boundary_of(content_type: str) -> bytes:
    message = _headed("Content-Type", content_type)
    found = message.get_boundary() or ""
    if message.get_content_type() != BOUNDARY or not found or not found.isascii():
        raise NotAForm(f"expected {BOUNDARY} with a boundary")
    return found.encode()


def _part(chunk: bytes) -> Part | None:
    """None for what stands after the last boundary."""
    found = re.match(rb"\r?\n(?:(.*?)\r?\n)?\r?\n", chunk[:LONGEST_HEAD], re.DOTALL)
    if not found:
        return None
    lines = dict(_line(line) for line in re.split(rb"\r?\n", found[1] or b"") if b":" in line)
    shape = _headed("Content-Disposition", lines.get("content-disposition", ""))
    named = shape.get_param("name", "", "content-disposition")
    return Part(
        name=named if isinstance(named, str) else named[2],
        filename=shape.get_filename() or "",
        content_type=lines.get("content-type", ""),
        data=chunk[found.end() :],
    )


def _line(line: bytes) -> tuple[str, str]:
    name, _, value = line.decode("utf-8", "replace").partition(":")
    return name.strip().lower(), value.strip()


def _headed(name: str, value: str) -> Message:
    message = Message()
    message[name] = value.replace("\n", " ").replace("\r", " ")
    return message
