"""Bytes of e-mail to text, whatever they claim to be."""

from __future__ import annotations

import re
from email.errors import HeaderParseError
from email.header import decode_header

# what senders call an encoding -> what they mean: the label is that of a smaller set (WHATWG)
MEANT = {
    "iso-8859-1": "cp1252",
    "latin1": "cp1252",
    "us-ascii": "cp1252",
    "ascii": "cp1252",
    "iso-8859-9": "cp1254",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "ks_c_5601-1987": "cp949",
    "euc-kr": "cp949",
    "shift_jis": "cp932",
    "iso-2022-jp": "iso2022_jp_ext",
}
TRICKS = frozenset({"unicode_escape", "raw_unicode_escape", "idna", "punycode", "undefined"})
CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
BREAKS = re.compile(r"\r\n?|\u2028|\u2029|\x85")


def decode(data: bytes, charset: str = "") -> str:
    """Text in the encoding declared if it is that, else UTF-8, else Windows-1252 (E2)."""
    declared = charset.strip().strip("\"'").lower()
    for candidate in ("utf-8" if declared.isascii() and not declared else declared, "utf-8"):
        try:
            return clean(data.decode(name_of(candidate)))
        except (LookupError, ValueError):
            continue
    return clean(data.decode("cp1252", "replace"))


def name_of(charset: str) -> str:
    """Raises LookupError for what no text of an e-mail is written in."""
    name = MEANT.get(charset, charset)
    if name.replace("-", "_") in TRICKS:
        raise LookupError(charset)
    return name


def clean(text: str) -> str:
    """No control characters and no half characters: nothing a database or a page cannot hold."""
    whole = text.encode("utf-8", "replace").decode()
    return CONTROLS.sub("", BREAKS.sub("\n", whole)).removeprefix("\ufeff")


def header(raw: str) -> str:
    """A header's value in words: folded lines, encoded words (RFC 2047), stray bytes."""
    unfolded = re.sub(r"[\r\n]+[ \t]*", " ", raw)
    try:
        parts = decode_header(unfolded)
    except (HeaderParseError, ValueError):
        parts = [(unfolded, None)]
    return clean("".join(_part(*part) for part in parts)).replace("\n", " ").strip()


def _part(value: str | bytes, charset: str | None) -> str:
    if isinstance(value, str):
        value, charset = value.encode("utf-8", "surrogateescape"), None
    elif charset is None:  # what stands between encoded words
        value = value.decode("raw_unicode_escape").encode("utf-8", "surrogateescape")
    return decode(value, charset or "")
