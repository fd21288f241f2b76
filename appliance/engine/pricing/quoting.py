"""From a stay to its price, or to the reason there is none."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Literal

from appliance.engine.hotel import Hotel, RateRow, Room
from appliance.engine.message import NightPrice, Quote
from appliance.engine.pricing.fees import Bill, fee_lines
from appliance.engine.pricing.money import cents
from appliance.engine.pricing.occupancy import guests, rooms_asked, rooms_needed
from appliance.engine.state import Stay

Reason = Literal[
    "dates_missing",
    "past_date",
    "departure_not_after_arrival",
    "stay_too_long",
    "unknown_room",  # none was named, or the hotel has no such type
    "min_stay",
    "too_many_guests",
    "no_rate",  # the card has no price: no row for a night, or more rooms than the hotel has
]
MOST_TELLING: tuple[Reason, ...] = ("min_stay", "too_many_guests", "no_rate")


@dataclass(frozen=True, slots=True)
class NoQuote:
    """Why a stay has no price, with what the words for it need."""

    reason: Reason
    room: str | None = None  # Room.code
    night: date | None = None  # the night without a price, or that asks for the longer stay
    min_nights: int | None = None
    max_nights: int | None = None
    rooms_needed: int | None = None  # rooms of this type the party fits in


@dataclass(frozen=True, slots=True)
class Dates:
    check_in: date
    check_out: date

    @property
    def nights(self) -> tuple[date, ...]:
        count = (self.check_out - self.check_in).days
        return tuple(self.check_in + timedelta(days=n) for n in range(count))


def quote(hotel: Hotel, stay: Stay, *, today: date) -> Quote | NoQuote:
    """The price of `stay`; `today` is the hotel's own date.

    Rooms default to one. Never the price of another night, another room or another season.
    """
    dates = _dates(hotel, stay.completed(), today)
    if isinstance(dates, NoQuote):
        return dates
    room = hotel.room(stay.room)
    if room is None:
        return NoQuote("unknown_room", stay.room)
    return _too_many(room, stay) or _priced(hotel, room, stay, dates, today)


def quotes_for(hotel: Hotel, stay: Stay, *, today: date) -> tuple[Quote, ...]:
    """A quote of every room type that suits `stay`, cheapest first; of the named one if one is."""
    offers = [each for each in _answers(hotel, stay, today) if isinstance(each, Quote)]
    return tuple(sorted(offers, key=lambda offer: (offer.total, offer.room)))


def why_none(hotel: Hotel, stay: Stay, *, today: date) -> NoQuote:
    """Where `quotes_for` is empty: the reason that tells the guest most, of all the room types."""
    refusals = [each for each in _answers(hotel, stay, today) if isinstance(each, NoQuote)]
    for reason in MOST_TELLING:
        if same := [each for each in refusals if each.reason == reason]:
            return min(same, key=lambda each: (each.min_nights or 0, each.rooms_needed or 0))
    return refusals[0] if refusals else NoQuote("no_rate")


def _answers(hotel: Hotel, stay: Stay, today: date) -> list[Quote | NoQuote]:
    codes = [stay.room] if stay.room else [room.code for room in hotel.rooms]
    return [quote(hotel, replace(stay, room=code), today=today) for code in codes]


def _dates(hotel: Hotel, stay: Stay, today: date) -> Dates | NoQuote:
    if stay.check_in is None or stay.check_out is None:
        return NoQuote("dates_missing", stay.room)
    if stay.check_in < today:
        return NoQuote("past_date", stay.room, night=stay.check_in)
    if stay.check_out <= stay.check_in:
        return NoQuote("departure_not_after_arrival", stay.room)
    longest = hotel.lead_rules.longest_stay
    if (stay.check_out - stay.check_in).days > longest:
        return NoQuote("stay_too_long", stay.room, max_nights=longest)
    return Dates(stay.check_in, stay.check_out)


def _too_many(room: Room, stay: Stay) -> NoQuote | None:
    asked, needed = rooms_asked(stay), rooms_needed(room, stay)
    if needed is None or max(asked, needed) > room.count:
        return NoQuote("no_rate", room.code, rooms_needed=needed)
    if needed > asked:
        return NoQuote("too_many_guests", room.code, rooms_needed=needed)
    return None


def _priced(hotel: Hotel, room: Room, stay: Stay, dates: Dates, today: date) -> Quote | NoQuote:
    rows: list[tuple[date, RateRow]] = []
    for night in dates.nights:
        row = _row(hotel, room, night, today)
        if row is None:
            return NoQuote("no_rate", room.code, night=night)
        rows.append((night, row))
    night, strictest = max(rows, key=lambda each: each[1].min_nights)
    if len(rows) < strictest.min_nights:
        return NoQuote("min_stay", room.code, night=night, min_nights=strictest.min_nights)
    return _total(hotel, room, stay, dates, rows)


def _row(hotel: Hotel, room: Room, night: date, today: date) -> RateRow | None:
    """The row of the card for a night; the pack's checks see to it that there is one at most."""
    return next(
        (
            row
            for row in hotel.rates
            if row.room == room.code
            and row.first <= night <= row.last
            and night.weekday() in row.weekdays
            and (row.bookable_until is None or today <= row.bookable_until)
        ),
        None,
    )


def _total(
    hotel: Hotel, room: Room, stay: Stay, dates: Dates, rows: list[tuple[date, RateRow]]
) -> Quote:
    nights = tuple(NightPrice(night, row.price, row.season) for night, row in rows)
    rooms = rooms_asked(stay)
    subtotal = cents(sum((night.price for night in nights), Decimal(0)) * rooms)
    bill = Bill(subtotal, len(nights), rooms, guests(room, stay), hotel.currency)
    fees = fee_lines(hotel.fees, bill)
    added = [fee for fee in fees if not fee.included]
    return Quote(
        room=room.code,
        room_name=room.name,
        rooms=rooms,
        check_in=dates.check_in,
        check_out=dates.check_out,
        nights=nights,
        breakfast=all(row.breakfast for _, row in rows),
        subtotal=subtotal,
        fees=fees,
        total=subtotal + sum((fee.amount for fee in added if not fee.foreign_only), Decimal(0)),
        foreign_extra=sum((fee.amount for fee in added if fee.foreign_only), Decimal("0.00")),
        currency=hotel.currency,
    )
