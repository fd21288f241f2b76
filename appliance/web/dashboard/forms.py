"""What forms and addresses carry, read leniently: what makes no sense counts as not given."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import Any
from urllib.parse import urlsplit

from sanic import Request


def fields(request: Request) -> dict[str, str]:
    """What was sent, one value for each name."""
    sent: dict[str, list[str]] = request.form or {}
    return {name: str(values[0]) for name, values in sent.items()}


def one(request: Request) -> dict[str, str]:
    """What the address asks, one value for each name."""
    return {name: str(values[0]) for name, values in (request.args or {}).items()}


def one_of(given: object, known: tuple[str, ...]) -> Any:
    return given if given in known else ""


def whole(given: object) -> int | None:
    text = str(given or "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None


def instant(given: str | None) -> datetime | None:
    try:
        at = datetime.fromisoformat(given) if given else None
    except ValueError:
        return None
    return at if at and at.tzinfo else None


def inside(target: object) -> str:
    """A path of ours to go on to; anything that could lead elsewhere becomes the dashboard."""
    text = str(target or "")
    parts = urlsplit(text)
    odd = parts.scheme or parts.netloc or "\\" in text or not text.isprintable()
    return text if text.startswith("/") and not text.startswith("//") and not odd else "/dashboard"


def amount(text: object) -> Decimal | None:
    """ "1,250.50" or "RM 1250": an amount of money; None for nothing. Raises ValueError."""
    bare = str(text or "").upper().replace("RM", "").replace(",", "").strip()
    if not bare:
        return None
    try:
        value = Decimal(bare)
    except InvalidOperation:
        raise ValueError("not an amount") from None
    if not value.is_finite() or not 0 <= value < 10**9:
        raise ValueError("out of bounds")
    return value.quantize(Decimal("0.01"))
