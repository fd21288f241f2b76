from __future__ import annotations

from datetime import date

import pytest

from appliance.engine import canned, staff
from appliance.engine.canned import Unfilled
from appliance.engine.staff import Staff
from appliance.engine.state import Contact, Conversation, Stay
from tests.hotels import NOON, small_hotel

HOTEL = small_hotel()
C = Conversation(
    "c1",
    "web:v1",
    contact=Contact("Farah"),
    stay=Stay(check_in=date(2027, 3, 10), nights=2, room="deluxe"),
)


def test_every_blank_has_a_value():
    assert set(canned.values(C, HOTEL, "Mei", "en")) == set(canned.BLANKS)


def test_what_the_conversation_knows_is_filled_in():
    values = canned.values(C, HOTEL, "Mei", "ms")
    text = "Salam {{name}}, {{ room }} {{check_in}}. {{staff}}, {{hotel}}"
    assert canned.fill(text, values) == "Salam Farah, Deluxe Rabu 10 Mac 2027. Mei, Test House"


def test_h14_a_blank_nobody_can_fill_stays_to_be_seen():
    values = canned.values(Conversation("c1", "web:v1"), HOTEL, "Mei", "en")
    assert canned.fill("Dear {{name}}, {{pet}}", values) == "Dear {{name}}, {{pet}}"
    assert canned.blanks("Dear {{name}}, {{ pet }} {{name}}") == ("name", "pet")


@pytest.mark.parametrize("text", ["Dear {{name}}", "Dear {{ name }},", "{{}}", "a {{b c}} d"])
def test_h14_staff_cannot_say_a_blank(text):
    mei = Staff("s1", "Mei", "gm")
    c = staff.take_over(C, mei, NOON).state
    with pytest.raises(Unfilled):
        staff.say(c, mei, text, "1", NOON)
    assert staff.say(c, mei, "Braces { like } these are fine", "1", NOON).outgoing
