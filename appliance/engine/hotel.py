"""What a hotel is, as values. `appliance/hotel.py` reads them from a config pack."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, time, timedelta
from decimal import Decimal
from typing import Literal
from zoneinfo import ZoneInfo

from appliance.engine.text import Language, Text


@dataclass(frozen=True, slots=True)
class Room:
    """A room type. `adr` is the average daily rate, per room and night, in the hotel's currency."""

    code: str
    name: Text
    adr: Decimal
    max_adults: int
    max_children: int
    max_guests: int
    count: int  # how many of this type the hotel has
    beds: Text
    size_m2: int = 0
    view: Text = field(default=Text(""))
    aliases: tuple[str, ...] = ()  # what guests call it, lower case, any language


@dataclass(frozen=True, slots=True)
class RateRow:
    """One line of the rate card: the price of a room type for a night falling in it."""

    room: str
    season: str
    first: date
    last: date  # inclusive
    weekdays: frozenset[int]  # Monday is 0; the weekday of the night's arrival day
    price: Decimal  # per room and night, before the fees that are added
    breakfast: bool
    min_nights: int = 1
    bookable_until: date | None = None  # the row may be quoted up to and on this day
    line: int = 0  # in rates.csv, for messages


FeeBasis = Literal["percent", "room_night", "guest_night", "stay"]


@dataclass(frozen=True, slots=True)
class Fee:
    """A tax or charge stated with every quote.

    `percent` is of the room subtotal. `applies_to` "foreign" marks the tourism tax, which
    Malaysians and permanent residents do not pay: it is stated, and totalled apart.
    `included` fees are already inside the room rates: stated, never added.
    """

    code: str
    name: Text
    basis: FeeBasis
    amount: Decimal
    applies_to: Literal["all", "foreign"] = "all"
    included: bool = False
    note: Text = field(default=Text(""))


@dataclass(frozen=True, slots=True)
class Shift:
    """Opening interval in minutes after local midnight of the day it starts on.

    `closes` is exclusive and may pass 1440: 18:00-02:00 is Shift(1080, 1560).
    """

    opens: int
    closes: int


@dataclass(frozen=True, slots=True)
class SpecialDay:
    """A day whose hours differ from the weekly ones; no shifts means closed."""

    name: Text
    shifts: tuple[Shift, ...] = ()


@dataclass(frozen=True, slots=True)
class Desk:
    """A place with opening hours: the reservations desk, the front desk, a restaurant."""

    code: str
    name: Text
    weekly: tuple[tuple[Shift, ...], ...]  # seven entries, Monday first
    special: dict[date, SpecialDay] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Probability:
    """The chance an inquiry becomes a booking, by how complete the lead is."""

    version: str
    base: Decimal  # default conversion
    with_dates: Decimal
    with_contact: Decimal
    with_dates_and_contact: Decimal


@dataclass(frozen=True, slots=True)
class LeadRules:
    probability: Probability
    default_adr: Decimal  # where the room type is unknown
    default_nights: int  # where the stay's length is unknown
    longest_stay: int  # nights; more is asked about, never stored as valid


@dataclass(frozen=True, slots=True)
class StaffMember:
    name: str
    email: str
    role: Literal["gm", "reservations", "front_desk", "admin"]
    language: Language = "en"


@dataclass(frozen=True, slots=True)
class AlertRoute:
    """Where alerts of some kinds go. `url` is an Apprise URL or "secret:NAME" naming a secret."""

    code: str
    kinds: frozenset[str]  # "handoff", "urgent", "lead", "system"; see engine/facts.py
    url: str
    when: Literal["always", "open", "closed"] = "always"


@dataclass(frozen=True, slots=True)
class Patience:
    """How long a guest waits for a person before staff are told (engine/vigil.py)."""

    answer: timedelta = timedelta(minutes=10)  # asked for while the desk is open
    follow_up: timedelta = timedelta(hours=1)  # of the desk's next opening
    silent: timedelta = timedelta(minutes=10)  # whoever has taken over, after the guest wrote


ReplyMode = Literal["live", "draft"]  # draft: a person sends, or does not, what was worked out


@dataclass(frozen=True, slots=True)
class Template:
    """A message a channel's vendor has approved: the only kind it takes when the guest last wrote
    long ago. What stands in braces in `body` are its variables, in their order."""

    code: str
    channel: str
    name: str  # at the vendor
    languages: Text  # the vendor's codes of the approved translations: "en", "ms"
    body: Text


@dataclass(frozen=True, slots=True)
class Brand:
    colour: str  # "#rrggbb"
    colour_dark: str
    greeting: Text
    quick_replies: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Privacy:
    version: str
    notice: Text
    keep_conversations_days: int
    keep_leads_days: int
    # roles that read guests' phone numbers and e-mail addresses; others see them masked
    contacts_for: tuple[str, ...] = ("gm", "reservations", "front_desk")


@dataclass(frozen=True, slots=True)
class Hotel:
    """One property: everything the engine may know about it. (`property` is a Python builtin.)"""

    id: str  # UUID of the property
    slug: str
    name: str
    city: str
    address: str
    phone: str  # E.164
    email: str
    website: str
    booking_url: str  # may hold {check_in} {check_out} {adults}; empty when there is none
    zone: ZoneInfo
    currency: str  # ISO 4217
    country: str  # ISO 3166 region guests' phone numbers are read in: "MY"
    language: Language  # where a message does not tell
    rooms: tuple[Room, ...]
    rates: tuple[RateRow, ...]
    fees: tuple[Fee, ...]
    desks: dict[str, Desk]  # always holds "reservations" and "front_desk"
    lead_rules: LeadRules
    staff: tuple[StaffMember, ...]
    alerts: tuple[AlertRoute, ...]
    brand: Brand
    privacy: Privacy
    origins: tuple[str, ...]  # where the widget may be embedded: "https://host[:port]"
    check_in_from: time
    check_out_by: time
    never_say: tuple[str, ...] = ()
    replies: dict[str, Text] = field(default_factory=dict)  # overrides of engine/phrases.py by key
    templates: tuple[Template, ...] = ()
    whatsapp: str = ""  # E.164, the number guests write to; empty without that channel
    mode: ReplyMode = "live"
    patience: Patience = Patience()

    def room(self, code: str | None) -> Room | None:
        return next((room for room in self.rooms if room.code == code), None)
