"""What the store gives back: rows as values, personal data already decrypted."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any, Literal

from appliance.engine.state import Intent, Mode, Role, Status
from appliance.engine.text import Language, Text

LeadStatus = Literal["new", "contacted", "converted", "lost"]
StaffRole = Literal["gm", "reservations", "front_desk", "admin"]


@dataclass(frozen=True, slots=True)
class MessageRow:
    id: str
    conversation: str
    role: Role
    text: str
    at: datetime
    kind: str
    staff_name: str
    after_hours: bool
    status: str  # "", queued, sent, delivered, read, failed
    status_detail: str
    meta: dict[str, Any]
    external_id: str = ""  # the channel's own
    status_meta: dict[str, Any] = field(default_factory=dict)  # pricing and errors, verbatim


@dataclass(frozen=True, slots=True)
class ConversationRow:
    id: str
    revision: int  # the state it shows
    channel: str
    guest_name: str
    guest_phone: str
    guest_email: str
    status: Status
    mode: Mode
    language: str
    intent: Intent
    staff_id: str
    staff_name: str
    handoff_reason: str
    handed_off_at: datetime | None
    after_hours: bool
    message_count: int
    confidence: float | None
    started_at: datetime
    last_at: datetime
    ended_at: datetime | None
    preview: str = ""  # the first characters of the last message, or of what waits for an answer
    last_role: Role | Literal[""] = ""  # whose that is
    unread: bool = False  # by whoever asked
    answer_by: datetime | None = None  # until then the channel takes free words; None: always
    opted_out: bool = False  # wants nothing from us but answers


@dataclass(frozen=True, slots=True)
class LeadRow:
    id: str
    conversation: str
    channel: str
    name: str
    phone: str
    email: str
    intent: Intent
    details: dict[str, Any]
    value: Decimal
    actual_value: Decimal | None  # what staff say it became
    currency: str
    priority: Literal["normal", "high"]
    status: LeadStatus
    notes: str
    version: int  # of what staff edit; PATCH names the one it saw
    after_hours: bool
    captured_at: datetime
    updated_at: datetime
    merged_into: str = ""  # the lead that counts instead (L10)


@dataclass(frozen=True, slots=True)
class LeadValue:
    """A lead without its guest: what figures are made of."""

    id: str
    channel: str
    status: LeadStatus
    value: Decimal
    actual_value: Decimal | None
    captured_at: datetime


@dataclass(frozen=True, slots=True)
class Arrivals:
    """Inquiries that began in one hour or on one day of the hotel's."""

    at: datetime  # the hotel's own clock, without a zone
    total: int
    after_hours: int  # of those


@dataclass(frozen=True, slots=True)
class LeadVersion:
    """What a lead said before the guest changed their mind."""

    revision: int
    details: dict[str, Any]
    value: Decimal
    at: datetime


@dataclass(frozen=True, slots=True)
class PromiseRow:
    id: str
    conversation: str
    owner: str
    text: str
    due_at: datetime
    kept_at: datetime | None


@dataclass(frozen=True, slots=True)
class AlertRow:
    id: str
    conversation: str
    kind: str
    title: str
    body: str
    raised_at: datetime
    delivered_at: datetime | None
    seen_at: datetime | None
    title_ms: str = ""  # where it is empty the English is shown
    body_ms: str = ""

    def words(self, language: Language) -> tuple[str, str]:
        """Its title and body."""
        title, body = Text(self.title, self.title_ms), Text(self.body, self.body_ms)
        return title.say(language), body.say(language)


@dataclass(frozen=True, slots=True)
class NoteRow:
    """What staff told each other; no guest's page and no prompt has it."""

    id: str
    conversation: str
    staff_id: str
    staff_name: str
    text: str
    at: datetime


@dataclass(frozen=True, slots=True)
class CannedReply:
    """A reply kept ready, with blanks such as {{name}}; see engine/canned.py."""

    id: str
    title: str
    text_en: str
    text_ms: str
    updated_by: str  # staff id
    updated_at: datetime


@dataclass(frozen=True, slots=True)
class GapRow:
    """A question the hotel's knowledge did not answer."""

    id: str
    conversation: str
    question: str
    language: str
    at: datetime


@dataclass(frozen=True, slots=True)
class UsageRow:
    """What one model was asked over a range of instants."""

    provider: str
    model: str
    calls: int
    failures: int  # of those calls
    tokens_in: int
    tokens_out: int
    mean_milliseconds: float
    cost: Decimal | None  # US dollars, of the calls that have a price; None where none has
    unpriced: int  # calls that used tokens nobody has priced


@dataclass(frozen=True, slots=True)
class StaffRow:
    id: str
    email: str
    name: str
    role: StaffRole
    language: str
    password_hash: str
    is_active: bool
    token_version: int  # raised to end every session of this person


@dataclass(frozen=True, slots=True)
class ApiKeyRow:
    id: str
    label: str
    prefix: str  # the first characters, to tell keys apart
    created_at: datetime
    expires_at: datetime | None  # a rotated key works until then
    revoked_at: datetime | None


@dataclass(frozen=True, slots=True)
class Recovery:
    """What came in while the reservations desk was closed, over a range of instants."""

    inquiries: int
    after_hours_inquiries: int
    leads: int
    after_hours_leads: int
    estimated: Decimal  # sum of the values of after-hours leads neither lost nor in `confirmed`
    confirmed: Decimal  # sum of actual values of after-hours leads converted
    handoffs: int
    waiting: int  # conversations waiting for a person now
    median_first_reply_seconds: float | None


@dataclass(frozen=True, slots=True)
class OverrideRow:
    """Something staff changed on the dashboard; hotel/overrides.py reads `value`."""

    kind: str  # week, holiday, day, route, mode
    name: str  # which of its kind
    value: dict[str, Any]
    changed_by: str
    changed_at: datetime
