from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from appliance.engine.conversation import begin
from appliance.engine.handoff import summary
from appliance.engine.message import Inbound
from appliance.engine.state import Conversation
from appliance.engine.turns import Plan
from appliance.engine.understanding import understand
from appliance.engine.wishes import ANY, Wishes, find_wishes, houses, is_elsewhere
from tests.hotels import NOON, small_hotel


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("We need a cheap room in the north of the city", {"price": "cheap", "area": "north"}),
        ("a five-star hotel, please", {"stars": "5"}),
        ("Hotel bintang 4 di utara, yang murah", {"stars": "4", "area": "north", "price": "cheap"}),
        ("a room with parking but we don't need wifi", {"parking": "yes", "internet": "no"}),
        ("bilik dengan letak kereta", {"parking": "yes"}),
        ("A guesthouse rather than a big place", {"house": "guesthouse"}),
        ("a room at the seagull lodge", {"name": "seagull lodge"}),
    ],
)
def test_what_a_guest_wants_of_the_house_is_noted(said, expected):
    found = find_wishes(said)
    assert {name: getattr(found, name) for name in expected} == expected


def test_a_question_whether_there_is_parking_is_no_wish():
    assert find_wishes("Is there parking at the hotel?").parking == ""


def test_what_the_guest_does_not_mind_is_what_we_asked_for():
    found = find_wishes("I don't mind", asked="Which part of the city for the hotel?")
    assert found.area == ANY


def test_an_offer_is_taken_up_by_booking_it():
    offer = "I recommend the Seagull Lodge. Would you like a room there?"
    assert houses(offer) == ["seagull lodge"]
    assert find_wishes("Yes, book it please", asked=offer).name == "seagull lodge"
    assert find_wishes("No, something bigger", asked=offer).name == ""


def test_a_table_or_a_train_says_nothing_of_the_house():
    assert find_wishes("A cheap restaurant in the north") == Wishes(about="other")


def test_l9_a_newer_wish_wins_and_others_stay():
    before = find_wishes("a cheap room in the north")
    assert before.merge(find_wishes("make that a room in the south")) == Wishes(
        area="south", price="cheap", about="stay"
    )


@pytest.mark.parametrize(
    "said", ["the train leaves on Friday for the 4 of us", "museum on the 5th"]
)
def test_days_of_a_train_or_a_museum_are_no_stay(said):
    assert is_elsewhere(said, "")
    u = understand(
        said, small_hotel(), now=NOON, before=Conversation("c", "web:g", intent="room_booking")
    )
    assert u.stay.check_in is None


def test_days_stay_a_stay_where_we_asked_for_them():
    before = Conversation("c", "web:g", intent="room_booking", awaiting="dates")
    said = "our train is on 4 January 2027, back on the 6th"
    assert understand(said, small_hotel(), now=NOON, before=before).stay.check_in is not None


def test_h9_why_a_person_is_asked_for_is_in_the_words_of_who_reads_it():
    waiting = Conversation("c", "web:1", handoff_reason="existing_booking")
    assert "Why: wants a booking changed" in summary(waiting, small_hotel())
    assert "Sebab: mahu ubah tempahan" in summary(waiting, small_hotel(), "ms")


def test_h9_staff_read_the_wishes():
    hotel, said = small_hotel(), "A cheap room with parking for 2 adults"
    step = begin(Conversation("c", "web:g"), [Inbound("1", "web", "g", said, NOON)], hotel, NOON)
    assert isinstance(step, Plan)
    assert "Wishes: price cheap, parking yes" in summary(step.state, hotel)


@given(st.text(), st.text())
def test_no_text_is_too_odd(said, asked):
    find_wishes(said, asked=asked)
    is_elsewhere(said, asked)


def test_h9_staff_read_wishes_in_their_own_language_and_no_name_of_a_house():
    wished = Wishes(area="north", parking="yes", stars="4", name="seagull lodge")
    assert wished.say("en") == "area north, stars 4, parking yes"
    assert wished.say("ms") == "kawasan utara, bintang 4, tempat letak kereta ya"
