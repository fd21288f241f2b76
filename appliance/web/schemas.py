"""What goes over the API, as the API document describes it.

Instants are ISO 8601 with offset; amounts of money are decimal strings in the hotel's currency.
"""

from __future__ import annotations

import unicodedata
from datetime import UTC, datetime
from decimal import Decimal
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import (
    UUID4,
    AwareDatetime,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainSerializer,
    StringConstraints,
)

from appliance.engine.staff import LONGEST_VALUE
from appliance.engine.state import Intent, Mode, Role, Status
from appliance.engine.text import Language
from appliance.quarantine import Became
from appliance.store.records import LeadStatus, StaffRole

LONGEST_MESSAGE = 4000  # characters


def written(value: object) -> object:
    """Text as people write it: without control characters; "" where nothing in it can be seen."""
    if not isinstance(value, str):
        return value
    lines = value.replace("\r\n", "\n").replace("\r", "\n")
    kept = "".join(c for c in lines if c in "\n\t" or unicodedata.category(c) != "Cc")
    invisible = all(unicodedata.category(c)[0] in "ZC" for c in kept)
    return "" if invisible else kept


Instant = Annotated[
    AwareDatetime,
    PlainSerializer(
        lambda at: at.astimezone(UTC).isoformat().replace("+00:00", "Z"), when_used="json"
    ),
]
MessageText = Annotated[
    str,
    BeforeValidator(written),
    StringConstraints(strip_whitespace=True, min_length=1, max_length=LONGEST_MESSAGE),
]
Note = Annotated[
    str, BeforeValidator(written), StringConstraints(strip_whitespace=True, max_length=5000)
]
Password = Annotated[str, StringConstraints(min_length=1, max_length=200)]
Amount = Annotated[Decimal, Field(ge=0, max_digits=12, decimal_places=2)]


class FromGuest(BaseModel):
    """What it does not know it ignores: old and new widgets meet on pages that are cached."""

    model_config = ConfigDict(extra="ignore", frozen=True)


class FromStaff(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Answer(BaseModel):
    model_config = ConfigDict(frozen=True, from_attributes=True)


# -- errors


class FieldProblem(Answer):
    field: str = Field(description="Path of the field, as `consent.version`")
    message: str


class ProblemDocument(Answer):
    """A problem (RFC 9457). `code` is for programs and does not change."""

    type: str = "about:blank"
    title: str
    status: int
    code: str
    detail: str
    request_id: str
    errors: list[FieldProblem] | None = Field(
        default=None, description="With `invalid`: which fields and why"
    )


# -- guests


class Consent(FromGuest):
    version: Annotated[str, StringConstraints(min_length=1, max_length=40)] = Field(
        description="Version of the privacy notice the guest agreed to"
    )
    language: Language


class ConversationStart(FromGuest):
    client_id: UUID4 = Field(
        description="Chosen at random by the widget and kept by the browser: it names the"
        " conversation, so the same one again gives the same conversation"
    )
    page_language: Language | None = None
    page_url: Annotated[str, StringConstraints(max_length=2000)] = ""
    consent: Consent


class GuestMessage(FromGuest):
    client_message_id: UUID = Field(description="Sent again with the same one, it is said once")
    text: MessageText


class HandoffRequest(FromGuest):
    reason: Annotated[str, BeforeValidator(written), StringConstraints(max_length=500)] = ""


class Message(Answer):
    id: str
    role: Role
    text: str
    at: Instant
    staff_name: str = ""
    quotes: list[dict[str, Any]] = Field(default=[], description="Prices computed for the guest")
    quick_replies: list[str] = []
    language: str = Field(default="", description="`en` or `ms`, of what the hotel says by itself")
    client_message_id: str = Field(default="", description="Of a guest's own, to know it again")


class WidgetHotel(Answer):
    name: str
    phone: str
    email: str
    colour: str
    colour_dark: str
    privacy_version: str
    privacy_notice: str


class ConversationStarted(Answer):
    id: str
    token: str = Field(description="Bearer token for this conversation; good for a day")
    expires_at: Instant
    hotel: WidgetHotel
    greeting: str
    quick_replies: list[str]
    messages: list[Message]
    last_event_id: int


class Accepted(Answer):
    id: str = Field(description="Id of the message")


class ConversationView(Answer):
    id: str
    status: Status
    mode: Mode
    staff_name: str
    messages: list[Message]
    last_event_id: int = Field(description="Follow /events after this number")


# -- staff


class Credentials(FromStaff):
    email: Annotated[str, StringConstraints(strip_whitespace=True, min_length=3, max_length=254)]
    password: Password


class RefreshRequest(FromStaff):
    refresh_token: Annotated[str, StringConstraints(max_length=4096)]


class StaffView(Answer):
    id: str
    name: str
    role: StaffRole


class TokenPair(Answer):
    access_token: str
    refresh_token: str
    token_type: Literal["Bearer"] = "Bearer"  # noqa: S105 - a scheme, not a secret
    expires_in: int = Field(description="Seconds the access token is good for")
    staff: StaffView


class StaffReply(FromStaff):
    client_message_id: UUID
    text: MessageText


class StaffNote(FromStaff):
    client_note_id: UUID = Field(description="Sent again with the same one, it is kept once")
    text: MessageText


class StaffTemplate(FromStaff):
    client_message_id: UUID
    code: Annotated[str, StringConstraints(min_length=1, max_length=32)] = Field(
        description="Of a template in the property's channels.toml"
    )
    values: dict[str, Annotated[str, StringConstraints(max_length=LONGEST_VALUE)]] = Field(
        default_factory=dict,
        description="Of the template's variables; what is left out is filled in where it is known",
        max_length=20,
    )


class ConversationStanding(Answer):
    id: str
    status: Status
    mode: Mode
    staff_id: str
    staff_name: str


class LeadQuery(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    status: LeadStatus | None = None
    intent: Intent | None = None
    after_hours: bool | None = None
    since: AwareDatetime | None = Field(default=None, description="Captured at or after")
    until: AwareDatetime | None = Field(default=None, description="Captured before")
    conversation: UUID | None = None
    search: Annotated[str, StringConstraints(strip_whitespace=True, max_length=100)] = ""
    limit: Annotated[int, Field(ge=1, le=200)] = 50
    offset: Annotated[int, Field(ge=0, le=100_000)] = 0


class Lead(Answer):
    id: str
    conversation: str
    channel: str
    name: str
    phone: str
    email: str
    intent: Intent
    details: dict[str, Any] = Field(description="Dates, nights, room, party; how value was made")
    value: Decimal = Field(description="Estimated: rate × nights × rooms × probability")
    actual_value: Decimal | None = Field(description="What staff say it became")
    currency: str
    priority: Literal["normal", "high"]
    status: LeadStatus
    notes: str
    version: int = Field(description="Send it back with a change")
    after_hours: bool
    captured_at: Instant
    updated_at: Instant


class LeadPage(Answer):
    leads: list[Lead]
    next_offset: int | None = Field(description="`offset` of the next page; null on the last")


class LeadChange(FromStaff):
    version: Annotated[int, Field(ge=0)] = Field(description="The version that was looked at")
    status: LeadStatus | None = None
    notes: Note | None = None
    actual_value: Amount | None = None


class RoomSettings(Answer):
    code: str
    name: str
    average_rate: Decimal
    max_guests: int
    count: int


class DeskSettings(Answer):
    code: str
    name: str
    weekly: list[list[str]] = Field(description="Seven days from Monday, each `09:00-18:00`, …")
    special: dict[str, list[str]] = Field(description="By ISO date; an empty list means closed")


class AlertSettings(Answer):
    code: str
    kinds: list[str]
    when: str


class PropertySettings(Answer):
    """The property's configuration. Secrets and the addresses alerts go to are left out."""

    id: str
    slug: str
    name: str
    city: str
    address: str
    phone: str
    email: str
    website: str
    time_zone: str
    currency: str
    language: Language
    check_in_from: str
    check_out_by: str
    rooms: list[RoomSettings]
    desks: list[DeskSettings]
    alerts: list[AlertSettings]
    origins: list[str]
    privacy_version: str
    keep_conversations_days: int
    keep_leads_days: int


# -- quarantine


class Quarantined(Answer):
    id: str
    channel: str
    why: str
    at: datetime


class QuarantineList(Answer):
    quarantined: list[Quarantined]


class QuarantinedWords(Quarantined):
    text: str


class Replayed(Answer):
    became: Became


# -- health


State = Literal["ok", "degraded", "down"]


class Check(Answer):
    status: State
    detail: str = ""


class Health(Answer):
    status: State
    version: str
    property: str
    checks: dict[str, Check]
    at: datetime


class Readiness(Answer):
    ready: bool
