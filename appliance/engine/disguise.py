"""Words hidden from a reader at a glance: invisible, encoded, spelt in signs (A7)."""

from __future__ import annotations

import base64
import binascii
import re
import unicodedata
from collections.abc import Iterator

LONGEST = 4000  # characters looked through
_TAGS = range(0xE0020, 0xE007F)  # invisible copies of ASCII
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060-\u2064\ufe00-\ufe0f\ufeff]")
_BASE64 = re.compile(r"(?<![A-Za-z0-9+/_-])[A-Za-z0-9+/]{16,}={0,2}(?![A-Za-z0-9+/=])")
_HEX = re.compile(r"(?<![0-9a-f])(?:[0-9a-f]{2}[\s:]?){12,}(?![0-9a-f])", re.I)
_SPELT = re.compile(r"(?<!\S)(?:\w[ .\-_*]){3,}\w(?!\S)")
_LEET = str.maketrans("013457@$!|", "oieastasil")
_LEET_WORD = re.compile(r"(?=[\w@$!|]*[a-z])(?=[\w@$!|]*[0-9@$!|])[\w@$!|]{3,}", re.I)
_ALIKE = str.maketrans(  # Cyrillic and Greek letters that look Latin
    "аеіоорсухѕјһԁӏАВЕНІКМОРСТХαεικνορτυχΑΒΕΗΙΚΜΝΟΡΤΧ",
    "aeioopcyxsjhdlABEHIKMOPCTXaeikvoptuxABEHIKMNOPTX",
)
_ROT13 = str.maketrans(
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "nopqrstuvwxyzabcdefghijklmNOPQRSTUVWXYZABCDEFGHIJKLM",
)


def revealed(text: str) -> tuple[str, ...]:
    """What stands hidden in `text`, each differing from it; usually nothing."""
    text = text[:LONGEST]
    found = (_tagged(text), _visible(text), _latin(text), _joined(text), _unleet(text))
    told = dict.fromkeys(filter(None, (*found, *_decoded(text))))
    return tuple(each for each in told if each != text)


def turned(text: str) -> tuple[str, str]:
    """`text` from back to front, and with its letters shifted by thirteen."""
    return text[:LONGEST][::-1], text[:LONGEST].translate(_ROT13)


def _tagged(text: str) -> str:
    return "".join(chr(ord(char) - 0xE0000) for char in text if ord(char) in _TAGS)


def _visible(text: str) -> str:
    return "".join(char for char in _INVISIBLE.sub("", text) if ord(char) < 0xE0000)


def _latin(text: str) -> str:
    """Letters that only look Latin made Latin, where both kinds are mixed."""
    plain = unicodedata.normalize("NFKC", text)
    mixed = re.search(r"[a-z]", plain, re.I) and plain != plain.translate(_ALIKE)
    return plain.translate(_ALIKE) if mixed else plain


def _joined(text: str) -> str:
    return _SPELT.sub(lambda spelt: re.sub(r"[ .\-_*]", "", spelt[0]), text)


def _unleet(text: str) -> str:
    """Digits read as letters; a single such word is a booking code or a time."""
    if len(_LEET_WORD.findall(text)) < 2:
        return text
    return _LEET_WORD.sub(lambda word: word[0].translate(_LEET), text)


def _decoded(text: str) -> Iterator[str]:
    for chunk in _BASE64.findall(text):
        yield _printable(_from_base64(chunk))
    for chunk in _HEX.findall(text):
        yield _printable(bytes.fromhex(re.sub(r"[\s:]", "", chunk)))


def _from_base64(chunk: str) -> bytes:
    try:
        return base64.b64decode(chunk + "=" * (-len(chunk) % 4))
    except binascii.Error:
        return b""


def _printable(raw: bytes) -> str:
    """`raw` as text where it is readable text, else empty."""
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        return ""
    return text if text.isprintable() and " " in text else ""
