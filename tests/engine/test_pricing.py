from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from appliance.engine.hotel import Fee, Hotel, RateRow, Room
from appliance.engine.message import Quote
from appliance.engine.pricing import (
    NoQuote,
    amount,
    describe,
    describe_choice,
    quote,
    quotes_for,
    ringgit,
    why_none,
)
from appliance.engine.state import Stay
from appliance.engine.text import Text
from tests.hotels import small_hotel

TODAY = date(2026, 11, 22)
DAILY = frozenset(range(7))
WEEKEND = frozenset({4, 5})
ADULTS_AND_CHILD = Room(
    "dlx", Text("Deluxe", "Deluxe"), Decimal(300), 2, 1, 3, 5, Text("one king bed")
)
CHRISTMAS = (date(2026, 12, 24), date(2026, 12, 26))
TOURISM = Fee("ttx", Text("Tourism tax", "Cukai pelancongan"), "room_night", Decimal(10), "foreign")
SST = Fee("sst", Text("SST", "SST"), "percent", Decimal(8))


def row(first: date, last: date, price: str, days: frozenset[int] = DAILY, **more: Any) -> RateRow:
    return RateRow("dlx", "season", first, last, days, Decimal(price), breakfast=True, **more)


def hotel(
    *rates: RateRow, fees: tuple[Fee, ...] = (SST, TOURISM), room: Room = ADULTS_AND_CHILD
) -> Hotel:
    return small_hotel(rooms=(room,), rates=rates, fees=fees)


def stay(first: date, last: date, **more: Any) -> Stay:
    return Stay(first, last, room="dlx", **{"adults": 2, **more})


def priced(house: Hotel, wanted: Stay) -> Quote:
    result = quote(house, wanted, today=TODAY)
    assert isinstance(result, Quote)
    return result


def refused(house: Hotel, wanted: Stay) -> NoQuote:
    result = quote(house, wanted, today=TODAY)
    assert isinstance(result, NoQuote)
    return result


# Thu 24 December is a weekday of peak season; Fri 25 a weekend night.
SEASONAL = (
    row(date(2026, 12, 1), date(2026, 12, 22), "250.00"),
    row(date(2026, 12, 23), date(2027, 1, 1), "320.00", DAILY - WEEKEND, min_nights=2),
    row(date(2026, 12, 23), date(2027, 1, 1), "400.00", WEEKEND, min_nights=2),
)


def test_a2_seasonal_weekend_price_with_taxes() -> None:
    offer = priced(hotel(*SEASONAL), stay(*CHRISTMAS))
    assert [night.price for night in offer.nights] == [Decimal("320.00"), Decimal("400.00")]
    assert offer.subtotal == Decimal("720.00")
    assert offer.total == Decimal("777.60")
    assert offer.foreign_extra == Decimal("20.00")
    assert offer.breakfast


def test_a2_quote_in_words_never_claims_availability() -> None:
    words = describe(priced(hotel(*SEASONAL), stay(*CHRISTMAS)), "en")
    assert words == (
        "Deluxe, Thu 24 Dec 2026 – Sat 26 Dec 2026 (2 nights)\n"
        "• 1 night × RM 320.00 (24–25 Dec)\n"
        "• 1 night × RM 400.00 (25–26 Dec)\n"
        "Room charge: RM 720.00\n"
        "SST (8% of RM 720.00): RM 57.60\n"
        "Total: RM 777.60, with breakfast\n"
        "Guests who are not Malaysians or permanent residents add: "
        "Tourism tax, RM 10.00 × 1 room × 2 nights = RM 20.00\n"
        "Subject to availability: our reservations team confirms the booking."
    )


def test_a2_quote_in_malay() -> None:
    words = describe(priced(hotel(*SEASONAL), stay(*CHRISTMAS, rooms=2, adults=4)), "ms")
    assert words == (
        "Deluxe, Khamis 24 Dis 2026 – Sabtu 26 Dis 2026 (2 malam, 2 bilik)\n"
        "• 1 malam × RM 320.00 (24–25 Dis)\n"
        "• 1 malam × RM 400.00 (25–26 Dis)\n"
        "Caj bilik: RM 1,440.00 (RM 720.00 × 2 bilik)\n"
        "SST (8% daripada RM 1,440.00): RM 115.20\n"
        "Jumlah: RM 1,555.20, termasuk sarapan\n"
        "Tetamu yang bukan warganegara atau pemastautin tetap Malaysia tambah: "
        "Cukai pelancongan, RM 10.00 × 2 bilik × 2 malam = RM 40.00\n"
        "Tertakluk kepada kekosongan: pasukan tempahan kami akan sahkan tempahan anda."
    )


def test_a2_equal_nights_in_a_row_are_one_line_across_months() -> None:
    house = hotel(row(date(2026, 12, 1), date(2027, 1, 31), "320.00"))
    words = describe(priced(house, stay(date(2026, 12, 30), date(2027, 1, 2))), "en")
    assert "• 3 nights × RM 320.00 (30 Dec – 2 Jan)" in words


def test_a3_no_words_say_available() -> None:
    offers = quotes_for(small_hotel(), Stay(date(2027, 3, 1), nights=2, adults=2), today=TODAY)
    for words in (describe(offers[0], "en"), describe_choice(offers, "en")):
        assert "Subject to availability" in words
        assert "available" not in words.lower().replace("subject to availability", "")


def test_a4_a_night_without_a_row_has_no_price() -> None:
    gap = hotel(row(date(2026, 12, 1), date(2026, 12, 24), "320.00"))
    result = refused(gap, stay(*CHRISTMAS))
    assert (result.reason, result.night, result.room) == ("no_rate", date(2026, 12, 25), "dlx")


def test_a4_a_row_no_longer_bookable_is_not_quoted() -> None:
    first, last, yesterday = date(2026, 12, 1), date(2026, 12, 31), TODAY - timedelta(days=1)
    assert priced(hotel(row(first, last, "320.00", bookable_until=TODAY)), stay(*CHRISTMAS))
    over = hotel(row(first, last, "320.00", bookable_until=yesterday))
    assert refused(over, stay(*CHRISTMAS)).reason == "no_rate"


def test_a2_minimum_stay_counts_the_whole_stay() -> None:
    house = hotel(*SEASONAL)
    one = refused(house, stay(date(2026, 12, 24), date(2026, 12, 25)))
    assert (one.reason, one.min_nights, one.night) == ("min_stay", 2, date(2026, 12, 24))
    assert priced(house, stay(date(2026, 12, 22), date(2026, 12, 24)))  # one night of peak


@pytest.mark.parametrize(
    ("wanted", "reason"),
    [
        (Stay(room="dlx"), "dates_missing"),
        (Stay(check_in=date(2026, 12, 24), room="dlx"), "dates_missing"),
        (stay(date(2026, 11, 21), date(2026, 11, 23)), "past_date"),
        (stay(date(2026, 12, 24), date(2026, 12, 24)), "departure_not_after_arrival"),
        (stay(date(2026, 12, 24), date(2026, 12, 23)), "departure_not_after_arrival"),
        (stay(date(2026, 12, 1), date(2027, 1, 1)), "stay_too_long"),
        (stay(*CHRISTMAS, adults=3), "too_many_guests"),
        (stay(*CHRISTMAS, children=2), "too_many_guests"),
        (stay(*CHRISTMAS, rooms=6), "no_rate"),
        (stay(*CHRISTMAS, adults=40), "no_rate"),
        (Stay(*CHRISTMAS, room="castle"), "unknown_room"),
        (Stay(*CHRISTMAS), "unknown_room"),
    ],
)
def test_l3_what_cannot_be_priced_says_why(wanted: Stay, reason: str) -> None:
    assert refused(hotel(*SEASONAL), wanted).reason == reason


def test_l3_arrival_today_and_the_longest_stay_are_fine() -> None:
    house = hotel(row(TODAY, TODAY + timedelta(days=60), "100.00"))
    assert priced(house, stay(TODAY, TODAY + timedelta(days=30)))


def test_l5_two_rooms_for_five_adults_and_two_children() -> None:
    result = refused(hotel(*SEASONAL), stay(*CHRISTMAS, rooms=2, adults=5, children=2))
    assert (result.reason, result.rooms_needed) == ("too_many_guests", 3)
    offer = priced(hotel(*SEASONAL), stay(*CHRISTMAS, rooms=3, adults=5, children=2))
    assert offer.subtotal == Decimal("2160.00")
    assert offer.foreign_extra == Decimal("60.00")


def test_l5_children_where_the_type_takes_none() -> None:
    adults_only = replace(ADULTS_AND_CHILD, max_children=0, max_guests=2)
    result = refused(hotel(*SEASONAL, room=adults_only), stay(*CHRISTMAS, adults=1, children=1))
    assert (result.reason, result.rooms_needed) == ("no_rate", None)


def test_fees_of_every_basis() -> None:
    fees = (
        Fee("sst", Text("SST"), "percent", Decimal("7.5")),
        Fee("local", Text("Local fee"), "room_night", Decimal("3.00")),
        Fee("kit", Text("Beach kit"), "guest_night", Decimal("2.50")),
        Fee("clean", Text("Cleaning"), "stay", Decimal("15.00")),
    )
    house = hotel(*SEASONAL, fees=fees)
    offer = priced(house, stay(*CHRISTMAS, rooms=2, adults=3, children=1))
    amounts = [str(fee.amount) for fee in offer.fees]
    assert amounts == ["108.00", "12.00", "20.00", "15.00"]
    assert [fee.how.en for fee in offer.fees] == [
        "7.5% of RM 1,440.00",
        "RM 3.00 × 2 rooms × 2 nights",
        "RM 2.50 × 4 guests × 2 nights",
        "RM 15.00 per stay",
    ]
    assert offer.total == Decimal("1595.00")


def test_a_party_not_told_is_said_in_the_fee_line() -> None:
    house = hotel(*SEASONAL, fees=(Fee("kit", Text("Kit"), "guest_night", Decimal(1)),))
    offer = priced(house, stay(*CHRISTMAS, adults=None))
    assert offer.fees[0].how.en == "RM 1.00 × 2 guests × 2 nights"


def test_included_fees_are_stated_and_not_added() -> None:
    service = Fee("svc", Text("Service charge"), "percent", Decimal(10), included=True)
    inside = replace(SST, included=True)
    offer = priced(hotel(*SEASONAL, fees=(service, inside)), stay(*CHRISTMAS))
    assert offer.total == offer.subtotal == Decimal("720.00")
    assert [str(fee.amount) for fee in offer.fees] == ["61.02", "48.81"]  # of 610.17 net
    assert "Service charge (10%): included in the rate" in describe(offer, "en")


@pytest.mark.parametrize(
    ("price", "tax"),
    [("100.05", "8.00"), ("100.07", "8.01"), ("0.06", "0.00")],
)
def test_tax_is_rounded_half_up_to_the_sen(price: str, tax: str) -> None:
    house = hotel(row(*CHRISTMAS, price), fees=(SST,))
    offer = priced(house, stay(CHRISTMAS[0], date(2026, 12, 25)))
    assert str(offer.fees[0].amount) == tax


def test_half_a_sen_goes_up() -> None:
    fee = Fee("f", Text("F"), "percent", Decimal("2.5"))
    offer = priced(
        hotel(row(*CHRISTMAS, "100.20"), fees=(fee,)), stay(CHRISTMAS[0], date(2026, 12, 25))
    )
    assert str(offer.fees[0].amount) == "2.51"  # 2.505; half-even would say 2.50


def test_quotes_for_every_room_that_suits_cheapest_first() -> None:
    house = small_hotel()
    wanted = Stay(date(2027, 3, 1), nights=2, adults=2)
    assert [offer.room for offer in quotes_for(house, wanted, today=TODAY)] == ["deluxe", "suite"]
    four = replace(wanted, adults=4)
    assert [offer.room for offer in quotes_for(house, four, today=TODAY)] == ["suite"]
    named = replace(wanted, room="suite")
    assert [offer.room for offer in quotes_for(house, named, today=TODAY)] == ["suite"]


def test_why_no_room_type_has_a_price() -> None:
    house = small_hotel()
    beyond = Stay(date(2029, 1, 1), nights=2, adults=2)
    assert why_none(house, beyond, today=TODAY).reason == "no_rate"
    crowd = Stay(date(2027, 3, 1), nights=2, adults=7)
    assert why_none(house, crowd, today=TODAY).rooms_needed == 2
    assert why_none(house, Stay(), today=TODAY).reason == "dates_missing"


def test_a_choice_of_rooms_gives_each_total() -> None:
    offers = quotes_for(small_hotel(), Stay(date(2027, 3, 1), nights=1, adults=2), today=TODAY)
    assert describe_choice(offers, "en") == (
        "Mon 1 Mar 2027 – Tue 2 Mar 2027 (1 night), total with taxes and charges:\n"
        "• Deluxe: RM 345.60, with breakfast\n"
        "• Suite: RM 518.40, with breakfast\n"
        "Subject to availability: our reservations team confirms the booking."
    )


def test_ringgit() -> None:
    assert ringgit(Decimal(1200)) == "RM 1,200.00"
    assert ringgit(Decimal("0.005")) == "RM 0.01"
    assert ringgit(Decimal("80.5"), "SGD") == "SGD 80.50"
    assert amount(Decimal("1234567.8")) == "1,234,567.80"


# -- properties

START = date(2027, 1, 1)
prices = st.decimals(min_value="0.01", max_value=5000, places=2)
fee_values = st.builds(
    Fee,
    code=st.just("f"),
    name=st.just(Text("Fee")),
    basis=st.sampled_from(["percent", "room_night", "guest_night", "stay"]),
    amount=st.decimals(min_value="0.01", max_value=50, places=2),
    applies_to=st.sampled_from(["all", "foreign"]),
    included=st.booleans(),
)


@st.composite
def cards(draw: st.DrawFn) -> Hotel:
    """Forty nights, each with its own price."""
    nights = [START + timedelta(days=n) for n in range(40)]
    rates = [row(night, night, str(draw(prices))) for night in nights]
    fees = tuple(draw(st.lists(fee_values, max_size=4)))
    return hotel(*draw(st.permutations(rates)), fees=fees)


stays = st.builds(
    lambda first, length, rooms: stay(
        START + timedelta(days=first), START + timedelta(days=first + length), rooms=rooms
    ),
    st.integers(0, 9),
    st.integers(1, 30),
    st.integers(1, 5),
)


@settings(max_examples=60, deadline=None)
@given(cards(), stays)
def test_a_quote_adds_up(house: Hotel, wanted: Stay) -> None:
    offer = priced(house, wanted)
    added = [fee for fee in offer.fees if not fee.included]
    assert offer.subtotal == sum(night.price for night in offer.nights) * offer.rooms
    assert offer.total == offer.subtotal + sum(f.amount for f in added if not f.foreign_only)
    assert offer.foreign_extra == sum(f.amount for f in added if f.foreign_only)
    assert len(offer.nights) == (offer.check_out - offer.check_in).days
    for money in (
        offer.subtotal,
        offer.total,
        offer.foreign_extra,
        *(f.amount for f in offer.fees),
    ):
        assert money >= 0
        assert money == money.quantize(Decimal("0.01"), ROUND_HALF_UP)


@settings(max_examples=60, deadline=None)
@given(cards(), stays, st.integers(1, 29))
def test_a_stay_costs_what_its_parts_cost(house: Hotel, wanted: Stay, cut: int) -> None:
    whole = priced(house, wanted)
    assert wanted.check_in
    middle = wanted.check_in + timedelta(days=min(cut, len(whole.nights) - 1))
    if middle == wanted.check_in:
        return
    first = priced(house, replace(wanted, check_out=middle))
    second = priced(house, replace(wanted, check_in=middle))
    assert first.subtotal + second.subtotal == whole.subtotal
    assert first.nights + second.nights == whole.nights


@settings(max_examples=40, deadline=None)
@given(cards(), stays, st.randoms(use_true_random=False))
def test_the_order_of_the_card_does_not_matter(house: Hotel, wanted: Stay, random: Any) -> None:
    rates = list(house.rates)
    random.shuffle(rates)
    assert priced(replace(house, rates=tuple(rates)), wanted) == priced(house, wanted)


@settings(max_examples=40, deadline=None)
@given(cards(), stays)
def test_words_state_the_total_and_the_condition(house: Hotel, wanted: Stay) -> None:
    offer = priced(house, wanted)
    assert ringgit(offer.total) in describe(offer, "en")
    assert "Subject to availability" in describe(offer, "en")
    assert "Tertakluk kepada kekosongan" in describe(offer, "ms")
