"""Where a conversation stands: what is remembered between two turns."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from typing import Literal

from appliance.engine.message import Outgoing
from appliance.engine.text import Language
from appliance.engine.wishes import Wishes

Mode = Literal["concierge", "lead_capture", "handoff", "staff"]
Status = Literal["active", "handed_off", "resolved", "expired"]
Intent = Literal["room_booking", "event", "fb_inquiry", "general"]
Role = Literal["guest", "ai", "staff", "system"]
HISTORY_LINES = 20  # enough for the prompt's ten turns; slots outlive them in Stay and Contact


@dataclass(frozen=True, slots=True)
class Line:
    role: Role
    text: str
    at: datetime
    id: str = ""  # of the guest's message (Inbound.id): it may be edited or taken back (W22)


@dataclass(frozen=True, slots=True)
class Stay:
    """What the guest wants to book; None where it was not said."""

    check_in: date | None = None
    check_out: date | None = None
    nights: int | None = None
    rooms: int | None = None
    adults: int | None = None
    children: int | None = None
    room: str | None = None  # Room.code
    ages: tuple[int, ...] | None = None  # the children's, in years
    at: time | None = None  # of a table; its day is check_in

    def merge(self, newer: Stay) -> Stay:
        """`newer` wins wherever it says something; nights and dates stay consistent with it."""
        said = {
            name: value for name in self.__slots__ if (value := getattr(newer, name)) is not None
        }
        moved = replace(self, **said)
        if newer.check_in and not newer.check_out and (self.nights or newer.nights):
            moved = replace(
                moved, check_out=None
            )  # a new arrival moves the stay, keeping its length
        if newer.nights and not newer.check_out:
            moved = replace(moved, check_out=None)
        if newer.check_out and not newer.nights:
            moved = replace(moved, nights=None)
        return moved.completed()

    def completed(self) -> Stay:
        """Derive the third of arrival, departure and nights from the other two."""
        if self.check_in and self.check_out and self.check_out > self.check_in:
            return replace(self, nights=(self.check_out - self.check_in).days)
        if self.check_in and self.nights and not self.check_out:
            return replace(self, check_out=self.check_in + timedelta(days=self.nights))
        return self


@dataclass(frozen=True, slots=True)
class Inquiry:
    """A lead of this conversation that another has come after (L11)."""

    number: int
    intent: Intent
    stay: Stay


@dataclass(frozen=True, slots=True)
class Contact:
    name: str = ""
    phone: str = ""  # E.164
    email: str = ""

    def merge(self, newer: Contact) -> Contact:
        return Contact(
            newer.name or self.name, newer.phone or self.phone, newer.email or self.email
        )

    @property
    def reachable(self) -> bool:
        return bool(self.phone or self.email)


@dataclass(frozen=True, slots=True)
class Conversation:
    """A guest's conversation. `revision` counts its changes; a writer names the one it saw."""

    id: str
    key: str  # "channel:guest"
    revision: int = 0
    episode: int = 1  # counts re-openings after staff resolved it
    mode: Mode = "concierge"
    status: Status = "active"
    language: Language = "en"
    lines: tuple[Line, ...] = ()
    stay: Stay = field(default_factory=Stay)
    contact: Contact = field(default_factory=Contact)
    wishes: Wishes = field(default_factory=Wishes)
    intent: Intent = "general"
    lead: bool = False  # an inquiry worth following up was recognised
    addressable: bool = False  # its channel reaches the guest after the guest has left
    envelope: dict[str, str] = field(default_factory=dict)  # of the guest's last message
    source: dict[str, str] = field(default_factory=dict)  # what brought the guest here (W29)
    answer_by: datetime | None = None  # until then the channel takes free words (W26, W27)
    opted_out: bool = False  # wants nothing from us but answers (W28)
    options: tuple[str, ...] = ()  # to tap in our last message; their numbers may be typed (W17)
    misses: int = 0  # answers in a row that no knowledge supported
    asked_for: tuple[str, ...] = ()  # lead details already asked for: asked once, not nagged
    # what was asked last: a detail ("dates", "party", "contact" …), "person", "offer" or "email"
    awaiting: str = ""
    offered: Stay = field(default_factory=Stay)  # what a "yes" takes up, awaiting "offer"
    offered_email: str = ""  # the address probably meant, awaiting "email" (L8)
    talk: tuple[str, ...] = ()  # what was spoken of, in the guest's words; the last is leant on
    told: tuple[str, ...] = ()  # ids of the passages the last answer came from
    rejections: int = 0  # answers in a row that were not what the guest asked (A12)
    earlier: tuple[Inquiry, ...] = ()
    number: int = 1  # of the inquiry talked about now, in this episode
    late: bool = False  # what the guest said last reached us long after it was sent (W31)
    staff_id: str = ""
    staff_name: str = ""
    handoff_reason: str = ""
    handed_off_at: datetime | None = None
    escalated: int = 0  # reminders while nobody claimed it; see engine/vigil.py
    reminded_of: datetime | None = None  # when the guest wrote what staff were reminded of
    after_hours: bool = False  # its first message came outside the reservations desk's hours
    started_at: datetime | None = None
    last_guest_at: datetime | None = None
    last_at: datetime | None = None
    ended_at: datetime | None = None
    drafts: tuple[Outgoing, ...] = ()  # worked out, and waiting for a person to send them
    message_count: int = 0
    confidence_sum: float = 0.0
    confidence_count: int = 0

    @property
    def channel(self) -> str:
        return self.key.partition(":")[0]

    @property
    def guest(self) -> str:
        return self.key.partition(":")[2]

    @property
    def last_word(self) -> str:
        """What we said last."""
        return next((line.text for line in reversed(self.lines) if line.role != "guest"), "")

    @property
    def with_staff(self) -> bool:
        return self.mode == "staff"
