"""A quote in words, as a guest reads it on a phone: plain lines, no tables.

It states a published rate. Nothing here says that a room is free.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from itertools import groupby

from appliance.engine.days import date_words, span
from appliance.engine.message import FeeLine, NightPrice, Quote
from appliance.engine.pricing.money import ringgit
from appliance.engine.text import Language


def describe(quote: Quote, language: Language) -> str:
    """The quote itemised: nights, charges, total, what foreign guests add, the condition."""
    lines = (
        _heading(quote, language),
        *_nights(quote, language),
        *_room_charge(quote, language),
        *_fees(quote, language),
        _total(quote, language),
        *_foreign(quote, language),
        _CONDITION[language],
    )
    return "\n".join(lines)


def describe_choice(quotes: Sequence[Quote], language: Language) -> str:
    """Quotes of several room types for one stay, a line each, to choose from."""
    lines = (
        f"{_stay(quotes[0], language)}, {_WITH_CHARGES[language]}:",
        *(_choice(quote, language) for quote in quotes),
        *_foreign(quotes[0], language),
        _CONDITION[language],
    )
    return "\n".join(lines)


def brief(quotes: Sequence[Quote], language: Language) -> str:
    """What is said beside quotes that the page draws as tables."""
    if len(quotes) == 1:
        head = f"{_heading(quotes[0], language)}: {_total_words(quotes[0], language)}."
    else:
        head = f"{_stay(quotes[0], language)}, {_WITH_CHARGES[language]}."
    return f"{head}\n{_CONDITION[language]}"


def _choice(quote: Quote, language: Language) -> str:
    return f"• {quote.room_name.say(language)}: {_total_words(quote, language)}"


def _heading(quote: Quote, language: Language) -> str:
    return f"{quote.room_name.say(language)}, {_stay(quote, language)}"


def _stay(quote: Quote, language: Language) -> str:
    dates = f"{date_words(quote.check_in, language)} – {date_words(quote.check_out, language)}"
    length = f"{len(quote.nights)} {_nights_noun(len(quote.nights), language)}"
    if quote.rooms == 1:
        return f"{dates} ({length})"
    return f"{dates} ({length}, {quote.rooms} {_ROOMS[language]})"


def _nights(quote: Quote, language: Language) -> list[str]:
    runs = [list(run) for _, run in groupby(quote.nights, key=lambda night: night.price)]
    return [_run(run, quote, language) for run in runs]


def _run(run: list[NightPrice], quote: Quote, language: Language) -> str:
    count, price = len(run), ringgit(run[0].price, quote.currency)
    unit = _nights_noun(count, language)
    dates = span(run[0].night, run[-1].night + timedelta(days=1), language)
    return f"• {count} {unit} × {price} ({dates})"


def _room_charge(quote: Quote, language: Language) -> list[str]:
    """Said only where it adds something to the nights above and the total below."""
    if quote.rooms == 1 and quote.subtotal == quote.total:
        return []
    label = "Room charge" if language == "en" else "Caj bilik"
    times = ""
    if quote.rooms > 1:
        one = ringgit(quote.subtotal / quote.rooms, quote.currency)
        times = f" ({one} × {quote.rooms} {_ROOMS[language]})"
    return [f"{label}: {ringgit(quote.subtotal, quote.currency)}{times}"]


def _fees(quote: Quote, language: Language) -> list[str]:
    return [_fee(fee, quote.currency, language) for fee in quote.fees if not fee.foreign_only]


def _fee(fee: FeeLine, currency: str, language: Language) -> str:
    name, how = fee.name.say(language), fee.how.say(language)
    if fee.included:
        return f"{name}: {how}"
    return f"{name} ({how}): {ringgit(fee.amount, currency)}"


def _total(quote: Quote, language: Language) -> str:
    return f"{_TOTAL[language]}: {_total_words(quote, language)}"


def _total_words(quote: Quote, language: Language) -> str:
    return f"{ringgit(quote.total, quote.currency)}, {_BREAKFAST[language][quote.breakfast]}"


def _foreign(quote: Quote, language: Language) -> list[str]:
    lines = []
    for fee in quote.fees:
        if fee.foreign_only and not fee.included:
            name, how = fee.name.say(language), fee.how.say(language)
            amount = ringgit(fee.amount, quote.currency)
            lines.append(f"{_FOREIGN[language]}: {name}, {how} = {amount}")
    return lines


def _nights_noun(count: int, language: Language) -> str:
    if language == "ms":
        return "malam"
    return "night" if count == 1 else "nights"


_ROOMS: dict[Language, str] = {"en": "rooms", "ms": "bilik"}
_TOTAL: dict[Language, str] = {"en": "Total", "ms": "Jumlah"}
_BREAKFAST: dict[Language, dict[bool, str]] = {
    "en": {True: "with breakfast", False: "without breakfast"},
    "ms": {True: "termasuk sarapan", False: "tidak termasuk sarapan"},
}
_WITH_CHARGES: dict[Language, str] = {
    "en": "total with taxes and charges",
    "ms": "jumlah termasuk cukai dan caj",
}
_FOREIGN: dict[Language, str] = {
    "en": "Guests who are not Malaysians or permanent residents add",
    "ms": "Tetamu yang bukan warganegara atau pemastautin tetap Malaysia tambah",
}
_CONDITION: dict[Language, str] = {
    "en": "Subject to availability: our reservations team confirms the booking.",
    "ms": "Tertakluk kepada kekosongan: pasukan tempahan kami akan sahkan tempahan anda.",
}
