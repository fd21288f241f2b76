"""Changes made on the dashboard are read by the pack's own rules."""

from __future__ import annotations

from datetime import date

import pytest

from appliance.engine.hotel import Shift
from appliance.hotel import overrides
from appliance.hotel.amounts import Unreadable
from tests.hotels import small_hotel

HOTEL = small_hotel()
CLOSED = {"first": "2027-03-11", "last": "2027-03-11", "name": "Raya", "hours": "closed"}


@pytest.mark.parametrize(
    ("kind", "name", "value"),
    [
        ("week", "reservations", {"days": ["09:00-18:00"] * 6}),
        ("week", "reservations", {"days": ["9 to 6"] * 7}),
        ("week", "spa", {"days": ["closed"] * 7}),
        ("holiday", "2027-03-10", {"announced": "2027-03-11"}),  # this hotel has none
        ("holiday", "Raya", {"announced": "2027-03-11"}),
        ("day", "1", {**CLOSED, "desk": "spa"}),
        ("day", "1", {**CLOSED, "desk": "reservations", "last": "2027-03-10"}),
        ("day", "1", {**CLOSED, "desk": "reservations", "hours": "25:00-26:00"}),
        ("day", "1", {**CLOSED, "desk": "reservations", "hours": ["09:00-13:00", "12:00-14:00"]}),
        ("route", "gm", {"kinds": ["handoff"], "url": "not an address"}),
        ("route", "gm", {"kinds": ["gossip"], "url": "json://x"}),
        ("mode", "", {"mode": "maybe"}),
        ("rates", "", {}),
    ],
)
def test_t13_what_makes_no_sense_is_refused_and_never_always_closed(kind, name, value):
    with pytest.raises(Unreadable):
        overrides.value_of(kind, name, value, HOTEL)


def test_what_cannot_be_read_any_more_takes_nothing_else_along():
    changes: list[overrides.Change] = [
        ("day", "1", {**CLOSED, "desk": "spa"}),
        ("day", "2", {**CLOSED, "desk": "reservations", "hours": ["09:00-13:00"]}),
        ("mode", "", {"mode": "draft"}),
        ("week", "front_desk", {"days": ["18:00-02:00"] * 7}),
        ("route", "gm", {"kinds": [], "url": "secret:GM"}),
    ]
    found, problems = overrides.read(changes, HOTEL)
    assert len(problems) == 1
    assert [day.first for day in found.days] == [date(2027, 3, 11)]
    assert found.days[0].shifts == (Shift(540, 780),)
    assert found.mode == "draft"
    assert found.weeks["front_desk"][0] == (Shift(1080, 1560),)
    assert found.routes["gm"].kinds == frozenset()
