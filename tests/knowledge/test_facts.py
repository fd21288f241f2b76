from __future__ import annotations

from dataclasses import replace
from datetime import time
from decimal import Decimal

from appliance.engine.hotel import Desk, Fee, Shift
from appliance.engine.text import Text
from appliance.knowledge.facts import items_from_hotel
from tests.hotels import small_hotel


def facts(hotel):
    return {item.source.removeprefix("config pack, "): item for item in items_from_hotel(hotel)}


def test_times_are_told_in_both_languages():
    found = facts(small_hotel(check_in_from=time(15), check_out_by=time(12)))
    assert found["check_in"].answers == {
        "en": "Check-in is from 3:00 pm.",
        "ms": "Daftar masuk bermula pukul 3:00 petang.",
    }
    assert "12:00 tengah hari" in found["check_out"].answers["ms"]


def test_every_room_has_an_item_with_its_price_from():
    hotel = small_hotel()
    found = facts(hotel)
    for room in hotel.rooms:
        assert f"From RM {room.adr:,.2f} a night." in found[f"rooms.{room.code}"].text


def test_hours_group_days_and_pass_midnight():
    week = ((Shift(540, 1080),),) * 5 + ((Shift(1080, 1560),), ())
    hotel = small_hotel()
    hotel = replace(hotel, desks={**hotel.desks, "bar": Desk("bar", Text("the bar", "bar"), week)})
    said = facts(hotel)["desks.bar"].answers
    assert said["en"] == (
        "The bar: Monday–Friday 9:00 am – 6:00 pm; Saturday 6:00 pm – 2:00 am; Sunday closed."
    )
    assert "Ahad tutup" in said["ms"]


def test_fees_say_whom_they_apply_to():
    tax = Fee("tt", Text("Tourism tax", "Cukai"), "room_night", Decimal(10), applies_to="foreign")
    said = facts(small_hotel(fees=(tax,)))["fees"].text
    assert said == ("Tourism tax RM 10.00 per room and night, for guests who are not Malaysian.")


def test_ids_stay_when_a_fact_changes_and_the_digest_does_not():
    before, after = facts(small_hotel()), facts(small_hotel(check_in_from=time(16, 30)))
    assert before["check_in"].id == after["check_in"].id
    assert before["check_in"].digest != after["check_in"].digest
    assert before["check_out"] == after["check_out"]
