"""A small hotel as a value: no pack, no file."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from appliance.engine.hotel import (
    AlertRoute,
    Brand,
    Desk,
    Fee,
    Hotel,
    LeadRules,
    Privacy,
    Probability,
    RateRow,
    Room,
    Shift,
    StaffMember,
)
from appliance.engine.message import Inbound
from appliance.engine.text import Text

KL = ZoneInfo("Asia/Kuala_Lumpur")
EVERY_DAY = frozenset(range(7))
OFFICE = (Shift(9 * 60, 18 * 60),)
NOON = datetime(2026, 11, 23, 12, 0, tzinfo=KL)  # a Monday, reservations open
LATE = datetime(2026, 11, 23, 23, 10, tzinfo=KL)  # reservations closed, front desk open


def room(code: str, adr: str, guests: int = 3) -> Room:
    return Room(
        code=code,
        name=Text(code.title(), code.title()),
        adr=Decimal(adr),
        max_adults=guests,
        max_children=guests,
        max_guests=guests,
        count=10,
        beds=Text("1 king bed", "1 katil raja"),
        aliases=(code,),
    )


def rate(code: str, price: str, first: date, last: date) -> RateRow:
    return RateRow(code, "standard", first, last, EVERY_DAY, Decimal(price), breakfast=True)


def small_hotel(**changes: Any) -> Hotel:
    """Two room types at RM 300 and RM 450, 8% tax, priced for 2027 only."""
    year = (date(2027, 1, 1), date(2027, 12, 31))
    hotel = Hotel(
        id="00000000-0000-5000-8000-000000000001",
        slug="test-house",
        name="Test House",
        city="Ipoh",
        address="1 Lorong Ujian, Ipoh",
        phone="+6052000000",
        email="hello@test-house.example",
        website="https://test-house.example",
        booking_url="",
        zone=KL,
        currency="MYR",
        country="MY",
        language="en",
        rooms=(room("deluxe", "300"), room("suite", "450", 4)),
        rates=(rate("deluxe", "320.00", *year), rate("suite", "480.00", *year)),
        fees=(Fee("sst", Text("SST", "SST"), "percent", Decimal(8)),),
        desks={
            "reservations": Desk("reservations", Text("reservations", "tempahan"), (OFFICE,) * 7),
            "front_desk": Desk(
                "front_desk", Text("front desk", "kaunter hadapan"), ((Shift(0, 1440),),) * 7
            ),
        },
        lead_rules=LeadRules(
            Probability("1", *(Decimal(p) for p in ("0.20", "0.25", "0.30", "0.40"))),
            default_adr=Decimal(230),
            default_nights=1,
            longest_stay=30,
        ),
        staff=(StaffMember("Mei", "mei@test-house.example", "gm"),),
        alerts=(
            AlertRoute("desk", frozenset({"handoff", "urgent", "lead"}), "secret:DESK"),
            AlertRoute("manager", frozenset({"urgent"}), "secret:MANAGER"),
        ),
        brand=Brand("#224466", "#112233", Text("Hello", "Salam"), ()),
        privacy=Privacy("1", Text("We keep what you write.", "Kami simpan."), 90, 365),
        origins=(),
        check_in_from=time(15),
        check_out_by=time(12),
    )
    return replace(hotel, **changes)


def guest(text: str, n: int = 1, at: datetime = NOON, **changes: Any) -> Inbound:
    message = Inbound(f"web:v1:{n}", "web", "v1", text, at.astimezone(UTC))
    return replace(message, **changes)
