"""Guests' phone numbers and e-mail addresses, kept from roles that need neither (H9).

`contacts_for` of the pack's privacy.toml says who reads them. For everybody else they are masked
wherever they stand, in columns and within what was said, promised, noted or drafted: on pages, in
files, in the API and in live events; and no search tells whether a number is there. What guests
sent beside words is not shown to them at all: nothing here looks into pictures.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar

from appliance.desk import Staff
from appliance.engine.hotel import Hotel
from appliance.engine.message import Outgoing
from appliance.store.records import (
    AlertRow,
    ConversationRow,
    GapRow,
    LeadRow,
    MessageRow,
    NoteRow,
    PromiseRow,
)

T = TypeVar("T")
MASK = "•••"
EMAIL = re.compile(r"([\w.+-])[\w.+-]*@[\w-]+(?:\.[\w-]+)+")
NUMBER = re.compile(r"(?<![\w•])(?!\d{4}-\d\d-\d\d)\+?\(?\d[\d\s().–-]{5,}(\d\d)(?!\w)")
FEWEST = 7  # digits of a telephone number
TELLING = 4  # digits, or an @, by which a search could find out a number or an address
ROWS = (AlertRow, ConversationRow, GapRow, LeadRow, MessageRow, NoteRow, Outgoing, PromiseRow)
WORDS = frozenset("text preview question title title_ms body body_ms notes status_detail".split())
QUOTED = frozenset({"examples"})  # of what guests asked, on pages
CONTACTS = frozenset("phone email guest_phone guest_email".split())


def reads_contacts(hotel: Hotel, who: Staff) -> bool:
    return who.role in hotel.privacy.contacts_for


def seen_by(hotel: Hotel, who: Staff, value: T) -> T:
    """Whatever is to be shown, rows of the record at any depth in it, as `who` may read it."""
    return value if reads_contacts(hotel, who) else _veiled(value)


def searched_by(hotel: Hotel, who: Staff, asked: str) -> str:
    """What may be searched for; MASK, which nobody writes, where the search itself would tell."""
    telling = "@" in asked or sum(c.isdigit() for c in asked) >= TELLING
    return MASK if telling and not reads_contacts(hotel, who) else asked


def masked(text: str) -> str:
    """ "call 012-345 6789 or ana@site.example" -> "call •••89 or a•••@•••"."""
    return NUMBER.sub(_number, EMAIL.sub(rf"\1{MASK}@{MASK}", text))


def _number(found: re.Match[str]) -> str:
    digits = sum(c.isdigit() for c in found[0])
    return f"{MASK}{found[1]}" if digits >= FEWEST else found[0]


def event(body: str) -> str:
    """A live event of a conversation: what was said in it, masked."""
    told = json.loads(body)
    return json.dumps({**told, "text": masked(told["text"])}) if "text" in told else body


def _veiled(value: Any) -> Any:
    if isinstance(value, ROWS):
        return replace(value, **{f.name: _column(f.name, value) for f in fields(value)})
    if isinstance(value, list | tuple):
        return type(value)(_veiled(each) for each in value)
    if type(value) is dict:  # a form that was sent keeps its own kind
        return {name: _veiled(each) for name, each in value.items()}
    if is_dataclass(value) and type(value).__module__.startswith("appliance.web"):
        changes = {f.name: _part(f.name, getattr(value, f.name)) for f in fields(value)}
        return replace(value, **changes)  # type: ignore[type-var]
    return value


def _part(name: str, value: Any) -> Any:
    return tuple(masked(said) for said in value) if name in QUOTED else _veiled(value)


def _column(name: str, row: Any) -> Any:
    value = getattr(row, name)
    if name in WORDS or name in CONTACTS:
        return masked(value)
    return _meta(value) if name == "meta" else value


def _meta(meta: Mapping[str, Any]) -> dict[str, Any]:
    """What a message brought beside its words: all of a mail, and who else it went to."""
    told = dict(meta)
    if "original" in told:
        told["original"] = masked(told["original"])
    if "envelope" in told:
        told["envelope"] = {name: masked(str(said)) for name, said in told["envelope"].items()}
    if "attachments" in told:
        told["attachments"] = [_file(each) for each in told["attachments"]]
    return told


def _file(sent: Mapping[str, Any]) -> dict[str, Any]:
    """That there is one, and nothing by which to open it."""
    return {**sent, "name": masked(str(sent.get("name", ""))), "media": "", "veiled": True}
