"""What each TOML file of a pack holds."""

from __future__ import annotations

import re
from decimal import Decimal
from string import Formatter
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field, model_validator

from appliance.engine.text import Language
from appliance.hotel.values import (
    AlertUrl,
    Amount,
    Chance,
    Clock,
    Code,
    Colour,
    Count,
    Day,
    Email,
    Hours,
    Line,
    Link,
    Origin,
    Phone,
    Secret,
    Strict,
    Words,
    Zone,
    refuse,
)

AlertKind = Literal["handoff", "urgent", "lead", "system"]
Role = Literal["gm", "reservations", "front_desk", "admin"]


class PropertyFile(Strict):
    """property.toml"""

    id: UUID | None = None  # derived from the slug where it is not given
    name: Line
    city: Line
    address: Line
    phone: Phone
    email: Email
    website: Link
    booking_url: Annotated[str, Field(pattern=r"^(https://\S+)?$")] = ""
    timezone: Zone
    currency: Annotated[str, Field(pattern="^[A-Z]{3}$")] = "MYR"
    country: Annotated[str, Field(pattern="^[A-Z]{2}$")] = "MY"
    language: Language = "en"
    check_in_from: Clock
    check_out_by: Clock


class RoomTable(Strict):
    code: Code
    name: Words
    adr: Amount
    max_adults: Count
    max_children: Annotated[int, Field(ge=0, strict=True)] = 0
    max_guests: Count
    count: Count
    beds: Words
    size_m2: Annotated[int, Field(ge=0, strict=True)] = 0
    view: Words | None = None
    aliases: tuple[Line, ...] = ()

    @model_validator(mode="after")
    def holds_its_guests(self) -> RoomTable:
        if not self.max_adults <= self.max_guests <= self.max_adults + self.max_children:
            limits = "max_adults, and at most max_adults + max_children"
            raise refuse(f"max_guests is {self.max_guests}", f"at least {limits}")
        return self


class RoomsFile(Strict):
    """rooms.toml"""

    room: Annotated[tuple[RoomTable, ...], Field(min_length=1)]


class FeeTable(Strict):
    code: Code
    name: Words
    basis: Literal["percent", "room_night", "guest_night", "stay"]
    amount: Amount
    applies_to: Literal["all", "foreign"] = "all"
    included: bool = False
    note: Words | None = None

    @model_validator(mode="after")
    def adds_up(self) -> FeeTable:
        if self.basis == "percent" and self.amount > 100:
            raise refuse(f"{self.amount} percent is more than the room", "a percentage up to 100")
        if self.applies_to == "foreign" and (self.included or self.basis == "percent"):
            wrong = "only foreign guests pay this fee, so it cannot be in the rate or a part of it"
            raise refuse(wrong, "an amount that is not included")
        return self


class FeesFile(Strict):
    """fees.toml"""

    fee: tuple[FeeTable, ...] = ()


class DeskTable(Strict):
    """Weekly hours: a day's own line, else `weekdays` (Monday to Friday), else `daily`."""

    name: Words
    daily: Hours | None = None
    weekdays: Hours | None = None
    mon: Hours | None = None
    tue: Hours | None = None
    wed: Hours | None = None
    thu: Hours | None = None
    fri: Hours | None = None
    sat: Hours | None = None
    sun: Hours | None = None
    on_holiday: Hours = "normal"


class ExceptionTable(Strict):
    """Hours of one date, or of each date up to `until`: "closed", "normal", "holiday" or times."""

    date: Day
    until: Day | None = None
    desks: tuple[str, ...] | None = None  # every desk where it is left out
    name: Words
    hours: Hours


class HoursFile(Strict):
    """hours.toml"""

    holidays: Annotated[str, Field(pattern="^([A-Z]{2}(-[A-Z0-9]{1,3})?)?$")] = ""
    # the calendar's date = the date that was announced
    moved_holidays: dict[str, Day] = Field(default_factory=dict)
    desk: dict[Code, DeskTable]
    exceptions: tuple[ExceptionTable, ...] = ()


class StaffTable(Strict):
    name: Line
    email: Email
    role: Role
    language: Language = "en"


class StaffFile(Strict):
    """staff.toml"""

    staff: Annotated[tuple[StaffTable, ...], Field(min_length=1)]


class RouteTable(Strict):
    code: Code
    kinds: Annotated[tuple[AlertKind, ...], Field(min_length=1)]
    url: AlertUrl
    when: Literal["always", "open", "closed"] = "always"


class AlertsFile(Strict):
    """alerts.toml"""

    route: tuple[RouteTable, ...] = ()


class ProbabilityTable(Strict):
    version: Line
    base: Chance
    with_dates: Chance
    with_contact: Chance
    with_dates_and_contact: Chance


class LeadsFile(Strict):
    """leads.toml; the defaults are what the hotel has before it knows its own."""

    default_adr: Amount = Decimal(230)
    default_nights: Count = 1
    longest_stay: Annotated[int, Field(ge=1, le=365, strict=True)] = 30
    probability: ProbabilityTable


class PrivacyFile(Strict):
    """privacy.toml"""

    version: Line
    notice: Words
    keep_conversations_days: Count = 90
    keep_leads_days: Count = 365


class RepliesFile(Strict):
    """replies.toml"""

    never_say: tuple[Line, ...] = ()
    replies: dict[str, Words] = Field(default_factory=dict)


class BrandTable(Strict):
    colour: Colour
    colour_dark: Colour
    greeting: Words
    quick_replies: Annotated[tuple[Words, ...], Field(max_length=6)] = ()


class WidgetFile(Strict):
    """widget.toml"""

    origins: tuple[Origin, ...] = ()
    brand: BrandTable


class TemplateTable(Strict):
    """A message approved in WhatsApp Manager: its body as approved, {{1}} written as {guest}.

    What the appliance has no value for, staff fill in."""

    code: Code
    name: Annotated[str, Field(pattern=r"^[a-z0-9_]{1,512}$")]
    languages: Words
    body: Words

    @model_validator(mode="after")
    def names_its_variables(self) -> TemplateTable:
        for said in (self.body.en, self.body.say("ms")):
            if unfit := sorted(n for n in placeholders(said) if not VARIABLE.fullmatch(n)):
                raise refuse(f"{{{unfit[0]}}} is no name for a variable", "{guest}, {arrival_day}")
        return self


VARIABLE = re.compile(r"[a-z][a-z_]{0,31}")


def placeholders(text: str) -> set[str]:
    try:
        return {name for _, name, _, _ in Formatter().parse(text) if name is not None}
    except ValueError:
        raise refuse("a brace is not closed", "{guest}, and {{ for a brace itself") from None


class WhatsAppChannel(Strict):
    phone_number_id: Annotated[str, Field(pattern=r"^\d{5,20}$")]
    number: Phone
    access_token: Secret
    app_secret: Secret
    verify_token: Secret
    template: tuple[TemplateTable, ...] = ()


class EmailChannel(Strict):
    address: Email  # answers come from it
    sender_name: Line
    reply_to: Email | None = None  # where guests' replies go, if not to `address`
    inbound: tuple[Email, ...] = ()  # what else mail is delivered for: the parse sub-domain's
    webhook_user: Secret
    webhook_password: Secret
    webhook_public_key: Annotated[str, Field(pattern=r"^([A-Za-z0-9+/]{40,}={0,2})?$")] = ""
    spam_score: Annotated[float, Field(gt=0)] = 5.0
    smtp_host: Line = "smtp.sendgrid.net"
    smtp_port: Annotated[int, Field(ge=1, le=65535, strict=True)] = 587
    smtp_security: Literal["starttls", "tls", "none"] = "starttls"
    smtp_user: str = "apikey"  # "" where the server asks for no login
    api_key: Secret | None = None  # the SMTP password

    @model_validator(mode="after")
    def logs_in_with_a_password(self) -> EmailChannel:
        if self.smtp_user and not self.api_key:
            raise refuse("smtp_user has no password", 'api_key = "secret:NAME", or smtp_user = ""')
        return self


class WebChannel(Strict):
    enabled: bool = True


class Channels(Strict):
    """channels.toml: a channel without its table is off. Secrets stand here by name only."""

    whatsapp: WhatsAppChannel | None = None
    email: EmailChannel | None = None
    web: WebChannel = WebChannel()


SECRET = "secret:"  # noqa: S105 - how packs name one


def secret_names(channels: Channels) -> list[str]:
    """The secrets channels.toml names, in its order."""
    told = channels.model_dump().values()
    values = (value for table in told if table for value in table.values())
    return [v.removeprefix(SECRET) for v in values if isinstance(v, str) and v.startswith(SECRET)]


FILES: dict[str, type[Strict]] = {
    "property.toml": PropertyFile,
    "rooms.toml": RoomsFile,
    "fees.toml": FeesFile,
    "hours.toml": HoursFile,
    "staff.toml": StaffFile,
    "alerts.toml": AlertsFile,
    "leads.toml": LeadsFile,
    "privacy.toml": PrivacyFile,
    "replies.toml": RepliesFile,
    "widget.toml": WidgetFile,
    "channels.toml": Channels,
}
OPTIONAL = frozenset({"alerts.toml", "replies.toml", "channels.toml"})
RATES = "rates.csv"
