"""Guests' personal data is enciphered here, and only here, before it leaves the appliance.

Ciphertexts are Fernet tokens (AES-128-CBC with HMAC-SHA256), never twice the same, so what must be
found again is found by a blind index: HMAC-SHA256 under a key of its own over the normalised value.
Keys stay with the appliance. Without them nobody can read the record, its owner included.
"""

from __future__ import annotations

import hmac
import os
import tempfile
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Sequence
from pathlib import Path
from typing import Literal

from cryptography.fernet import Fernet, InvalidToken, MultiFernet

Kind = Literal["phone", "email", "guest", "word"]


class Undecipherable(Exception):
    """A ciphertext that none of the keys opens."""


class Vault:
    """Encipher with the first of `keys`, decipher with any; index under `index_key` (32 bytes)."""

    def __init__(self, keys: Sequence[bytes], index_key: bytes) -> None:
        if len(index_key) < 32:
            raise ValueError("the index key needs 32 bytes")
        self._fernet = MultiFernet([Fernet(key) for key in keys])
        self._index_key = index_key

    @classmethod
    def open(cls, path: Path) -> Vault:
        """The vault whose keys are in `path`; they are made on first use, readable by us only."""
        if not path.exists():
            _create(path, [_line("index", os.urandom(32)), _line("key", os.urandom(32))])
        index, *keys = (line.split()[1].encode() for line in _lines(path))
        return cls(keys, urlsafe_b64decode(index))

    def encrypt(self, text: str) -> str:
        """The ciphertext of `text`; nothing stays nothing."""
        return self._fernet.encrypt(text.encode("utf-8", "replace")).decode() if text else ""

    def decrypt(self, token: str) -> str:
        return self._opened(token).decode() if token else ""

    def seal(self, data: bytes) -> bytes:
        """The ciphertext of a file; a third larger than the file."""
        return self._fernet.encrypt(data)

    def unseal(self, sealed: bytes) -> bytes:
        """Raises Undecipherable."""
        return self._opened(sealed)

    def rotate(self, token: str) -> str:
        """The same text under the newest key."""
        try:
            return self._fernet.rotate(token.encode()).decode() if token else ""
        except InvalidToken:
            raise Undecipherable("no key opens this ciphertext") from None

    def index(self, kind: Kind, value: str) -> str:
        """What equal values of one kind have in common, as 32 hexadecimal digits; "" for none."""
        plain = NORMAL[kind](value)
        if not plain:
            return ""
        digest = hmac.new(
            self._index_key, f"{kind}\x1f{plain}".encode("utf-8", "replace"), "sha256"
        )
        return digest.hexdigest()[:32]

    def _opened(self, token: str | bytes) -> bytes:
        try:
            return self._fernet.decrypt(token)
        except InvalidToken:
            raise Undecipherable("no key opens this ciphertext") from None


def add_key(path: Path) -> None:
    """Put a new key before the others in `path`. What is written from then on uses it."""
    index, *keys = _lines(path)
    written = _written(path, [index, _line("key", os.urandom(32)), *keys])
    written.replace(path)


def drop_old_keys(path: Path) -> None:
    """Keep only the newest key in `path`; first rotate everything written under the others."""
    written = _written(path, _lines(path)[:2])
    written.replace(path)


def _digits(phone: str) -> str:
    """Digits of an international number: "+60 12-345 6789" and "0060123456789" are one."""
    return "".join(c for c in phone if c.isdecimal() and c.isascii()).removeprefix("00")


def _folded(value: str) -> str:
    return value.strip().casefold()


NORMAL = {"phone": _digits, "email": _folded, "guest": _folded, "word": _folded}


def _line(name: str, key: bytes) -> str:
    return f"{name} {urlsafe_b64encode(key).decode()}"


def _lines(path: Path) -> list[str]:
    lines = [line for line in path.read_text("ascii").splitlines() if line and line[0] != "#"]
    if [line.split()[0] for line in lines] != ["index", *["key"] * (len(lines) - 1)] or not lines[
        1:
    ]:
        raise ValueError(f'{path}: expected one "index …" line, then one or more "key …" lines')
    return lines


def _create(path: Path, lines: list[str]) -> None:
    """Of two processes that make the keys at once, one wins and both read its keys."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    written = _written(path, lines)
    try:
        path.hardlink_to(written)
    except FileExistsError:
        pass
    finally:
        written.unlink()


def _written(path: Path, lines: list[str]) -> Path:
    """A file beside `path`, mode 0600 and on the disk, to be moved over it."""
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(
            "# Keep a copy elsewhere: without these keys guests' data cannot be read again.\n"
        )
        file.write("\n".join(lines) + "\n")
        file.flush()
        os.fsync(handle)
    return Path(name)
