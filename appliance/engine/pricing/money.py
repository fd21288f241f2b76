"""Amounts of money, rounded and written."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

CENT = Decimal("0.01")


def cents(value: Decimal) -> Decimal:
    """Rounded half-up to 0.01, as Malaysian tax invoices are."""
    return value.quantize(CENT, ROUND_HALF_UP)


def amount(value: Decimal) -> str:
    """ "1,200.00": the digits alone, as they stand in any way of writing a price."""
    return f"{cents(value):,.2f}"


def ringgit(value: Decimal, currency: str = "MYR") -> str:
    """ "RM 1,200.00"; other currencies by their ISO 4217 code."""
    return f"{'RM' if currency == 'MYR' else currency} {amount(value)}"
