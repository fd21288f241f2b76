"""A guest's name, phone and e-mail as the record keeps them: enciphered, and findable by hashes."""

from __future__ import annotations

import re
from typing import Any

from appliance.vault import Vault

TAIL = 8  # last digits of a phone number: enough to find it however it was typed
PHONE = re.compile(r"[\d\s()+.-]{6,}")


def sealed(vault: Vault, name: str, phone: str, email: str) -> dict[str, Any]:
    """The columns of a conversation or lead that say who the guest is."""
    words = [*_words(name), *_words(email), *([_tail(phone)] if phone else [])]
    return {
        "guest_name_cipher": vault.encrypt(name),
        "guest_phone_cipher": vault.encrypt(phone),
        "guest_email_cipher": vault.encrypt(email),
        "phone_index": vault.index("phone", phone),
        "email_index": vault.index("email", email),
        "word_index": _hashes(vault, words),
    }


def sought(vault: Vault, search: str) -> list[str]:
    """The hashes a row must have, all of them, to be about the guest `search` names."""
    return _hashes(vault, [_tail(search)] if PHONE.fullmatch(search) else _words(search))


def _words(text: str) -> list[str]:
    """E-mail addresses stay whole."""
    return re.findall(r"\S+@\S+|\w+", text)


def _tail(phone: str) -> str:
    return "tel:" + re.sub(r"\D", "", phone)[-TAIL:]


def _hashes(vault: Vault, words: list[str]) -> list[str]:
    return sorted({vault.index("word", word) for word in words})
