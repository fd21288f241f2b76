from __future__ import annotations

from datetime import time

import pytest

from appliance.engine.clock import find_clock, find_time


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("a table at 8pm for 4", time(20)),
        ("half past 7, please", time(19, 30)),
        ("quarter to 8 for 4", time(19, 45)),
        ("quarter past 12", time(12, 15)),
        ("for four at seven", time(19)),
        ("seven o'clock", time(19)),
        ("at 1930", time(19, 30)),
        ("meja untuk 8 orang pukul 7", time(19)),
        ("8 mlm", time(20)),
        ("breakfast at 8", time(8)),
        ("12am", time(0)),
        ("tengah hari", time(12)),
    ],
)
def test_l13_the_time_of_a_table(text, at):
    assert find_time(text) == at


@pytest.mark.parametrize(
    "text", ["a table for 7", "at 7 jan", "in 2027", "8 people", "room 12", ""]
)
def test_what_is_no_time(text):
    assert find_time(text) is None


def test_where_it_stands():
    found = find_clock("see you at 7.30pm then")
    assert found
    assert "see you at 7.30pm then"[found.start : found.end] == "7.30pm"
