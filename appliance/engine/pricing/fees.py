"""Taxes and charges on a stay."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from appliance.engine.hotel import Fee
from appliance.engine.message import FeeLine
from appliance.engine.pricing.money import cents, ringgit
from appliance.engine.text import Text

HUNDRED = Decimal(100)
INSIDE = Text("included in the rate", "sudah termasuk dalam harga")


@dataclass(frozen=True, slots=True)
class Bill:
    """What fees are reckoned on."""

    subtotal: Decimal
    nights: int
    rooms: int
    guests: int
    currency: str


def fee_lines(fees: tuple[Fee, ...], bill: Bill) -> tuple[FeeLine, ...]:
    net = _without_included(fees, bill)
    return tuple(_line(fee, bill, net) for fee in fees)


def _line(fee: Fee, bill: Bill, net: Decimal) -> FeeLine:
    amount = cents(_amount(fee, bill, net))
    foreign = fee.applies_to == "foreign"
    how = INSIDE if fee.included else _how(fee, bill)
    return FeeLine(_named(fee), amount, how, fee.included, foreign)


def _named(fee: Fee) -> Text:
    """A percentage that is inside the rate says its rate in its name: no sum shows it."""
    if not (fee.included and fee.basis == "percent"):
        return fee.name
    rate = f" ({_plain(fee.amount)}%)"
    return Text(fee.name.en + rate, fee.name.say("ms") + rate)


def _amount(fee: Fee, bill: Bill, net: Decimal) -> Decimal:
    if fee.basis == "percent":
        return (net if fee.included else bill.subtotal) * fee.amount / HUNDRED
    return fee.amount * _units(fee, bill)


def _units(fee: Fee, bill: Bill) -> int:
    match fee.basis:
        case "room_night":
            return bill.rooms * bill.nights
        case "guest_night":
            return bill.guests * bill.nights
        case _:
            return 1


def _without_included(fees: tuple[Fee, ...], bill: Bill) -> Decimal:
    """The part of the subtotal left when every included fee is taken out of it."""
    inside = [fee for fee in fees if fee.included]
    fixed = sum((fee.amount * _units(fee, bill) for fee in inside if fee.basis != "percent"), 0)
    percent = sum((fee.amount for fee in inside if fee.basis == "percent"), Decimal(0))
    return max(Decimal(0), bill.subtotal - fixed) * HUNDRED / (HUNDRED + percent)


def _how(fee: Fee, bill: Bill) -> Text:
    each = ringgit(fee.amount, bill.currency)
    match fee.basis:
        case "percent":
            rate, base = _plain(fee.amount), ringgit(bill.subtotal, bill.currency)
            return Text(f"{rate}% of {base}", f"{rate}% daripada {base}")
        case "room_night":
            return Text(
                f"{each} × {_many(bill.rooms, 'room')} × {_many(bill.nights, 'night')}",
                f"{each} × {bill.rooms} bilik × {bill.nights} malam",
            )
        case "guest_night":
            return Text(
                f"{each} × {_many(bill.guests, 'guest')} × {_many(bill.nights, 'night')}",
                f"{each} × {bill.guests} tetamu × {bill.nights} malam",
            )
        case "stay":
            return Text(f"{each} per stay", f"{each} setiap penginapan")


def _many(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def _plain(number: Decimal) -> str:
    """8 or 7.5: as it is spoken, without trailing zeros."""
    return f"{number.normalize():f}"
