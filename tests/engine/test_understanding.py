from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from appliance.engine.hotel import Desk, Room, SpecialDay
from appliance.engine.state import Conversation, Stay
from appliance.engine.text import Text
from appliance.engine.understanding import understand
from tests.hotels import KL, small_hotel

THURSDAY_LATE = datetime(2026, 12, 10, 23, 50, tzinfo=KL)
RAYA = {date(2027, 3, 10): SpecialDay(Text("Hari Raya Aidilfitri", "Hari Raya Aidilfitri"))}


def _room(code: str, en: str, ms: str, *aliases: str) -> Room:
    beds = Text("1 king bed", "1 katil raja")
    return Room(code, Text(en, ms), Decimal(300), 2, 2, 4, 10, beds, aliases=aliases)


HOTEL = replace(
    small_hotel(),
    rooms=(
        _room("deluxe_king", "Deluxe King", "Deluxe King", "deluxe"),
        _room("deluxe_sea", "Deluxe Sea View", "Deluxe Pemandangan Laut", "sea view"),
        _room("family", "Family Room", "Bilik Keluarga", "family room"),
    ),
    desks={"reservations": Desk("reservations", Text("reservations"), ((),) * 7, RAYA)},
)


def read(text: str, now: datetime = THURSDAY_LATE, **before):
    return understand(text, HOTEL, now=now, before=Conversation("c", "web:1", **before))


def test_a9_a_guest_at_eleven_pm_is_understood_whole():
    found = read("hi ada bilik tak this weekend? 2 adults 1 kid")
    assert (found.language, found.mixed, found.intent) == ("ms", True, "room_booking")
    assert found.asks_availability
    assert found.stay == Stay(date(2026, 12, 12), date(2026, 12, 13), 1, None, 2, 1)


def test_which_kinds_of_room_there_are_is_no_question_of_one_being_free():
    assert not read("bilik apa ada dari 5 hingga 7 disember").asks_availability
    assert not read("bilik ada peti sejuk tak").asks_availability  # what is in it
    assert read("bilik deluxe ada dari 5 hingga 7 disember").asks_availability


def test_whose_age_is_asked_of_is_no_party():
    assert read("can my 16 year old check in alone").stay == Stay()
    assert read("a room for tomorrow, I travel alone").stay.adults == 1


def test_l14_a_number_that_supposes_is_of_what_was_just_told():
    assert read("kalau 6 orang?", told=("airport",)).stay == Stay()
    assert read("kalau 6 orang?").stay.adults == 6


def test_a2_price_room_and_dates_are_read_together():
    found = read("How much for deluxe 24–26 Dec?")
    assert found.asks_price
    assert found.stay == Stay(date(2026, 12, 24), date(2026, 12, 26), 2, room="deluxe_king")


@pytest.mark.parametrize(
    ("text", "stay"),
    [
        (
            "2 rooms, 5 adults + 2 kids (ages 5 and 7)",
            Stay(rooms=2, adults=5, children=2, ages=(5, 7)),
        ),
        ("kami 5 orang, 2 bilik", Stay(rooms=2, adults=5)),
        ("2 dewasa 3 budak", Stay(adults=2, children=3)),
        ("family of 4", Stay(adults=4)),
        ("room for two", Stay(adults=2)),
        ("bilik untuk berdua", Stay(adults=2)),
        ("just me and my wife", Stay(adults=2)),
        ("me, my wife and 2 kids", Stay(adults=2, children=2)),
        ("5 people including 2 kids", Stay(adults=3, children=2)),
        ("3 pax", Stay(adults=3)),
        ("2a1c", Stay(adults=2, children=1)),
        ("2 deluxe for 3 nights", Stay(nights=3, rooms=2, room="deluxe_king")),
        ("3 hari 2 malam, 2 bilik", Stay(nights=2, rooms=2)),
    ],
)
def test_l5_rooms_and_party(text, stay):
    assert read(text).stay == stay


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("deluxe sea view for tonight", "deluxe_sea"),
        ("bilik keluarga untuk esok", "family"),
        ("delux room tomorrow", "deluxe_king"),
        ("a room for a family of 3", None),
    ],
)
def test_the_room_type_is_the_longest_name_said(text, code):
    assert read(text).stay.room == code


def test_l2_midnight_is_the_hotels_own():
    after = datetime(2026, 12, 11, 0, 10, tzinfo=KL)
    assert read("room for tonight").stay.check_in == date(2026, 12, 10)
    assert read("room for tonight", after).stay.check_in == date(2026, 12, 11)
    assert read("nak bilik lusa", after).stay.check_in == date(2026, 12, 13)


def test_l2_festivals_come_from_the_hotels_calendar():
    assert read("room for the first night of Raya").stay.check_in == date(2027, 3, 10)


def test_l3_an_invalid_date_is_a_problem_and_not_stored():
    found = read("I want to check in on 29 Feb")
    assert (found.stay, found.problems) == (Stay(), ("no_such_date",))


@pytest.mark.parametrize(
    "text",
    [
        "Is the gym open on Sunday?",
        "what time does the pool open tomorrow",
        "I have a booking for 24 Dec, can I change it?",
        "the aircon broke today",
        "thanks, see you all on 24 Dec",
    ],
)
def test_a_day_that_is_not_of_a_stay_does_not_become_one(text):
    assert read(text).stay.check_in is None


def test_l13_a_dinner_does_not_move_the_room_already_asked_for():
    stay = Stay(check_in=date(2026, 12, 24))
    assert read("dinner for 4 tonight", intent="room_booking", stay=stay).stay == Stay()
    assert read("dinner for 4 tonight").stay == Stay(check_in=date(2026, 12, 10), adults=4)


def test_a_bare_answer_continues_what_was_asked():
    assert read("5-7", awaiting="dates").stay.nights == 2
    assert read("2 adults", awaiting="party", intent="event").intent == "event"
    assert read("20 Dec, 2 nights").intent == "room_booking"


def test_a20_a_departure_is_counted_from_the_arrival_remembered():
    stay = Stay(check_in=date(2026, 12, 30))
    assert read("until the 2nd", intent="room_booking", stay=stay).stay.check_out == date(
        2027, 1, 2
    )


def test_a_phone_number_is_no_date_and_no_party():
    found = read("Aisyah, 012-345 6789", awaiting="contact", language="ms")
    assert (found.contact.name, found.contact.phone) == ("Aisyah", "+60123456789")
    assert (found.stay, found.language) == (Stay(), "ms")


def test_l8_a_mistyped_address_is_suggested():
    found = read("email saya aisyah@gmial.com")
    assert (found.problems, found.email_suggestion) == (("invalid_email",), "aisyah@gmail.com")


def test_a14_who_stays_here_is_never_a_booking():
    found = read("Is Mr Lim staying with you tonight? which room?")
    assert found.asks_about_guest
    assert (found.intent, found.stay) == ("general", Stay())


@settings(deadline=None)
@given(st.text(max_size=300), st.sampled_from(["", "dates", "party", "room", "contact", "name"]))
def test_x12_any_text_is_understood_without_failing(text, awaiting):
    found = read(text, awaiting=awaiting)
    assert found == read(text, awaiting=awaiting)
    assert found.stay.check_in is None or found.stay.check_in >= THURSDAY_LATE.date()
