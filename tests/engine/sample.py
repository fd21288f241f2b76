"""What a small hotel knows, and one price computed for it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from appliance.engine.message import FeeLine, NightPrice, Passage, Quote
from appliance.engine.text import Text

KNOWLEDGE = (
    "Breakfast is served daily from 6:30 am to 10:30 am at Level 2, RM 45 per adult.",
    "The swimming pool is open from 7am to 9pm; children under 12 need an adult.",
    "Check-out is at 12 noon. Late check-out until 3 pm costs RM 80.",
    "Cancel up to 48 hours before arrival at no charge; after that one night is charged.",
    "We have 120 rooms on 8 floors, 2 swimming pools and three restaurants.",
    "Parking costs RM 10 a night. The airport is 18 km away, about 25 minutes by car.",
    "A 10% deposit is taken for stays from 20 December 2026 to 2 January 2027.",
    "Weddings: dewan for 350 guests, call +60 5-211 1222 or write to events@test-house.example.",
    "See https://test-house.example/offers for packages such as 3D2N.",
    "Kolam renang dibuka pukul 7 pagi hingga 9 malam.",
    "Pets are not allowed. The Wi-Fi password is SERAI2026.",
)
QUOTE = Quote(
    room="deluxe",
    room_name=Text("Deluxe", "Deluxe"),
    rooms=1,
    check_in=date(2027, 1, 8),
    check_out=date(2027, 1, 11),
    nights=tuple(NightPrice(date(2027, 1, n), Decimal("320.00"), "standard") for n in (8, 9, 10)),
    breakfast=True,
    subtotal=Decimal("960.00"),
    fees=(FeeLine(Text("SST"), Decimal("76.80"), Text("8% of RM 960.00")),),
    total=Decimal("1036.80"),
    foreign_extra=Decimal("30.00"),
    currency="MYR",
)


def passages(*texts: str) -> tuple[Passage, ...]:
    return tuple(Passage(f"p{n}", "faq", "", text, "en") for n, text in enumerate(texts))
