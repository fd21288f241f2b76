"""T6–T8: the state's holidays, and what the hotel says of a date, which wins."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from appliance.engine.hotel import Desk, Shift
from appliance.hotel import load
from tests.hotel.packs import DEMO, copied, problems, replaced

RAYA = date(2027, 3, 10)  # by the calendar of the `holidays` package
HALF_DAY = (Shift(600, 780),)


def reservations(pack: Path) -> Desk:
    return load(pack.parent, pack.name).desks["reservations"]


def test_t6_a_desk_says_what_a_holiday_does(tmp_path: Path) -> None:
    desks = load(copied(tmp_path).parent, "teluk-kelapa").desks
    assert desks["reservations"].special[date(2027, 8, 31)].shifts == HALF_DAY
    assert date(2027, 8, 31) not in desks["front_desk"].special


def test_t6_a_holiday_closes_the_desk_of_the_demonstration_hotel() -> None:
    special = load(DEMO, "selasar-cengkih").desks["reservations"].special
    assert special[date(2027, 8, 31)].shifts == ()
    assert special[date(2027, 10, 28)].name.en == "Deepavali"
    assert special[date(2027, 10, 28)].name.ms == "Hari Deepavali"


def test_t7_holidays_are_those_of_the_state() -> None:
    penang = load(DEMO, "selasar-cengkih").desks["reservations"].special
    assert date(2027, 7, 7) in penang  # George Town Heritage Day


def test_t7_kedah_has_its_own(tmp_path: Path) -> None:
    kedah = reservations(copied(tmp_path)).special
    assert date(2027, 7, 7) not in kedah
    assert any("Sultan of Kedah" in day.name.en for day in kedah.values())


def test_t8_one_line_moves_hari_raya(tmp_path: Path) -> None:
    pack = copied(tmp_path)
    replaced(pack, "hours.toml", "2027-03-10 = 2027-03-11\n2027-03-11 = 2027-03-12\n", "")
    assert RAYA in reservations(pack).special
    replaced(
        pack, "hours.toml", "[moved_holidays]\n", "[moved_holidays]\n2027-03-10 = 2027-03-09\n"
    )
    moved = reservations(pack).special
    assert RAYA not in moved
    assert moved[date(2027, 3, 9)].name.en == "Hari Raya Aidilfitri"


def test_t8_a_move_from_a_day_that_is_no_holiday_is_a_mistake(tmp_path: Path) -> None:
    pack = copied(tmp_path)
    replaced(pack, "hours.toml", "2027-03-10 = ", "2027-03-01 = ")
    (found,) = problems(pack)
    assert found.startswith("hours.toml, line 4, moved_holidays.2027-03-01: the calendar has no")


def test_t6_the_hotel_removes_a_holiday(tmp_path: Path) -> None:
    assert date(2026, 12, 25) not in reservations(copied(tmp_path)).special


def test_t6_the_hotel_adds_a_holiday(tmp_path: Path) -> None:
    desks = load(copied(tmp_path).parent, "teluk-kelapa").desks
    assert desks["reservations"].special[date(2027, 4, 1)].shifts == HALF_DAY
    assert date(2027, 4, 1) not in desks["front_desk"].special


def test_t6_an_exception_may_last(tmp_path: Path) -> None:
    pack = copied(tmp_path)
    with (pack / "hours.toml").open("a") as file:
        file.write(
            '\n[[exceptions]]\ndate = 2027-09-01\nuntil = 2027-09-30\nname = "monsoon"\n'
            'hours = "closed"\n'
        )
    desks = load(pack.parent, pack.name).desks
    assert all(desk.special[date(2027, 9, 30)].shifts == () for desk in desks.values())
    assert date(2027, 10, 1) not in desks["bar"].special


def test_t10_holidays_reach_beyond_the_rate_card(tmp_path: Path) -> None:
    assert date(2029, 8, 31) in reservations(copied(tmp_path)).special


def test_t6_a_day_off_for_a_holiday_on_a_day_of_rest_says_so() -> None:
    special = load(DEMO, "selasar-cengkih").desks["reservations"].special
    sunday, monday = (special[date(2027, 2, day)].name for day in (7, 8))
    assert sunday.en == "Chinese New Year (Second Day)"
    assert monday.en == "Chinese New Year (Second Day), replacement holiday"
    assert monday.ms != sunday.ms
