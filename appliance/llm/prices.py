"""What models cost, as the operator says. A model nobody has priced has no cost, not none.

checked = 2026-11-23              # the day somebody looked at the vendor's page

[models."gpt-5.4-mini"]
input = "0.30"                    # US dollars for a million tokens
output = "1.20"
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

MILLION = 1_000_000
DEAREST = 10_000  # dollars for a million tokens; more is a mistake in the unit


class BadPrices(Exception):
    """The price list cannot be used; the message names everything that is wrong with it."""


@dataclass(frozen=True, slots=True)
class Price:
    """US dollars for a million tokens."""

    input: Decimal
    output: Decimal


@dataclass(frozen=True, slots=True)
class PriceList:
    """`checked` is its version: the day the prices were compared with the vendors'."""

    checked: date | None = None
    models: Mapping[str, Price] = field(default_factory=dict)

    def cost(self, model: str, tokens_in: int, tokens_out: int) -> Decimal | None:
        """US dollars; None for a model without a price, and where the tokens were not told."""
        price = self.models.get(model)
        if price is None or not (tokens_in or tokens_out):
            return None
        return (price.input * tokens_in + price.output * tokens_out) / MILLION


def read_prices(path: Path) -> PriceList:
    """Raises BadPrices."""
    try:
        told = tomllib.loads(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise BadPrices(f"{path}: {error}") from error
    if wrong := list(_wrong(told)):
        raise BadPrices("\n".join(f"{path}: {each}" for each in wrong))
    rows = told.get("models", {}).items()
    models = {name: Price(_price(row, "input"), _price(row, "output")) for name, row in rows}
    return PriceList(told["checked"], models)


def _wrong(told: Mapping[str, Any]) -> Iterator[str]:
    if type(told.get("checked")) is not date:
        yield "checked is not a day such as 2026-11-23"
    models = told.get("models", {})
    if not isinstance(models, dict):
        yield 'models is not a table such as [models."gpt-5.4-mini"]'
        return
    for name, row in models.items():
        for key in ("input", "output"):
            try:
                _price(row, key)
            except (ValueError, TypeError, AttributeError):
                yield f'models."{name}".{key} is not dollars for a million tokens, as in "0.30"'


def _price(row: Mapping[str, Any], key: str) -> Decimal:
    try:
        price = Decimal(str(row.get(key)))
    except InvalidOperation:
        raise ValueError("not an amount") from None
    if not price.is_finite() or not 0 <= price <= DEAREST:
        raise ValueError("out of bounds")
    return price
