"""The one message shape every channel speaks."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Literal

from appliance.engine.text import Language, Text


@dataclass(frozen=True, slots=True)
class Attachment:
    """Something sent beside the words: a photo, a voice note, a document."""

    name: str
    content_type: str
    size: int = 0  # bytes
    media: str = ""  # id in media.py; empty where its bytes are not here
    remote: str = ""  # the channel's own id, by which it can still be fetched
    sensitive: bool = False  # an identity document, say: not shown before it is asked for
    note: str = ""  # why its bytes are not here, for staff


@dataclass(frozen=True, slots=True)
class Inbound:
    """What came from a guest. `id` is the channel's own, so a redelivery is recognised as the same.

    `names` are all the channel knows the guest, or the thread, by: whoever was met under any of
    them before is the same (W9, E12). `address` is where an answer goes.
    """

    id: str
    channel: str  # a key of channels.CHANNELS
    guest: str  # address within the channel: phone or BSUID, visitor's conversation id, mailbox
    text: str
    at: datetime  # aware, UTC: when the guest sent it
    kind: str = "text"  # text, image, audio, document, location …
    name: str = ""
    phone: str = ""
    email: str = ""
    page_language: Language | None = None  # what the guest's page or client speaks
    addressable: bool = False  # its channel reaches the guest after the guest has left
    masked: tuple[str, ...] = ()  # kinds of numbers taken out of the text before it was kept
    names: tuple[str, ...] = ()  # phone number and BSUID; message ids of an e-mail's thread
    address: str = ""  # where to answer; `guest` where it is empty
    envelope: dict[str, str] = field(default_factory=dict)  # what an answer in place needs: subject
    attachments: tuple[Attachment, ...] = ()
    about: str = ""  # the channel's id of the message it answers, reacts to, edits or takes back
    original: str = ""  # everything that was sent, where `text` is only what is new in it
    quiet: bool = False  # kept and shown to staff, answered by nobody: a reaction, an auto-reply
    notes: tuple[str, ...] = ()  # what the channel found out about it: "auto_reply", "spf_fail"
    source: dict[str, str] = field(default_factory=dict)  # what brought the guest: an advertisement

    @property
    def conversation(self) -> str:
        """The key of the conversation it belongs to."""
        return f"{self.channel}:{self.guest}"


@dataclass(frozen=True, slots=True)
class NightPrice:
    night: date  # the evening the guest sleeps there
    price: Decimal
    season: str


@dataclass(frozen=True, slots=True)
class FeeLine:
    name: Text
    amount: Decimal
    how: Text  # "8% of RM 960.00", "RM 10.00 × 3 nights"
    included: bool = False  # already inside the room rates
    foreign_only: bool = False  # not in `total`; see Quote.foreign_extra


@dataclass(frozen=True, slots=True)
class Quote:
    """A price computed by engine/pricing.py. Amounts are in `currency`, rounded half-up to 0.01."""

    room: str
    room_name: Text
    rooms: int
    check_in: date
    check_out: date
    nights: tuple[NightPrice, ...]  # for one room
    breakfast: bool
    subtotal: Decimal  # all nights, all rooms, before added fees
    fees: tuple[FeeLine, ...]
    total: Decimal  # subtotal + added fees that every guest pays
    foreign_extra: Decimal  # what guests who are not Malaysian or PR pay on top
    currency: str


@dataclass(frozen=True, slots=True)
class Outgoing:
    """What goes out. `id` derives from the message that caused it."""

    id: str
    channel: str
    guest: str
    conversation: str  # its id
    text: str
    at: datetime
    author: Literal["ai", "staff", "system"] = "ai"
    staff_name: str = ""
    quotes: tuple[Quote, ...] = ()
    spelled: str = ""  # the part of `text` that spells the quotes out, where no table is drawn
    quick_replies: tuple[str, ...] = ()
    envelope: dict[str, str] = field(default_factory=dict)  # of the message it answers
    correlation: str = ""  # id of the message that caused it, for the log
    meta: dict[str, Any] = field(default_factory=dict)  # how it came about, for staff


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of the hotel's own knowledge, as search returns it."""

    id: str
    category: str  # rooms rates facilities faq policies dining location events offers
    title: str  # the question, or the headings above the passage
    text: str  # the answer, verbatim
    language: Language
    score: float = 0.0  # calibrated by the embedder: 0.5 is the threshold to answer from it
    source: str = ""  # file and line or heading in the pack
    answers: dict[str, str] = field(
        default_factory=dict
    )  # language -> the same answer, where given
