from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from appliance.engine.dates import DatesFound, one_date, resolve

THURSDAY = date(2026, 12, 10)
FESTIVALS = {
    date(2027, 2, 6): "Chinese New Year / Tahun Baru Cina",
    date(2027, 2, 7): "Chinese New Year / Tahun Baru Cina",
    date(2027, 3, 10): "Hari Raya Aidilfitri / Hari Raya Aidilfitri",
    date(2027, 3, 11): "Hari Raya Aidilfitri / Hari Raya Aidilfitri",
}
DEC, JAN, FEB, MAR = ((2026, 12), (2027, 1), (2027, 2), (2027, 3))


def read(text: str, **more) -> DatesFound:
    return resolve(text, THURSDAY, festivals=FESTIVALS, **more)


@pytest.mark.parametrize(
    ("text", "check_in", "check_out"),
    [
        ("12/1 to 14/1", (*JAN, 12), (*JAN, 14)),
        ("24–26 Dec", (*DEC, 24), (*DEC, 26)),
        ("24/12-26/12", (*DEC, 24), (*DEC, 26)),
        ("24 Dec - 26 Dec 2026", (*DEC, 24), (*DEC, 26)),
        ("Dec 24 to Jan 2", (*DEC, 24), (*JAN, 2)),
        ("28 - 2 Jan", (*DEC, 28), (*JAN, 2)),
        ("5 to 8 January", (*JAN, 5), (*JAN, 8)),
        ("from 28 Dec until the 2nd", (*DEC, 28), (*JAN, 2)),
        ("24-12-2026 hingga 26-12-2026", (*DEC, 24), (*DEC, 26)),
        ("2026-12-24 to 2026-12-26", (*DEC, 24), (*DEC, 26)),
        ("dari 20 sampai 23 haribulan", (*DEC, 20), (*DEC, 23)),
        ("masuk 25hb keluar 27hb", (*DEC, 25), (*DEC, 27)),
        ("24 Dec check in, 26 Dec check out", (*DEC, 24), (*DEC, 26)),
        ("check out on 26 Dec, check in on 24 Dec", (*DEC, 24), (*DEC, 26)),
        ("Friday to Sunday", (*DEC, 11), (*DEC, 13)),
        ("Jumaat ni sampai Ahad", (*DEC, 11), (*DEC, 13)),
        ("tomorrow until Monday", (*DEC, 11), (*DEC, 14)),
        ("12/25 to 12/27", (*DEC, 25), (*DEC, 27)),
        ("Christmas eve to new year", (*DEC, 24), (*JAN, 1)),
        ("the 18th, sorry, the 19th to the 21st", (*DEC, 19), (*DEC, 21)),
    ],
)
def test_l1_a_stay_is_read_with_arrival_and_departure(text, check_in, check_out):
    found = read(text)
    assert (found.check_in, found.check_out) == (date(*check_in), date(*check_out))
    assert found.problems == ()


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("on the second Saturday of next month", (*JAN, 9)),
        ("the first Friday in February", (*FEB, 5)),
        ("last Friday of this month", (*DEC, 25)),
        ("Sabtu pertama bulan depan", (*JAN, 2)),
        ("hari Ahad terakhir bulan Mac", (*MAR, 28)),
        ("the first Monday of December", (2027, 12, 6)),
        ("tonight", (*DEC, 10)),
        ("malam ni", (*DEC, 10)),
        ("esok", (*DEC, 11)),
        ("lusa", (*DEC, 12)),
        ("tulat", (*DEC, 13)),
        ("day after tomorrow", (*DEC, 12)),
        ("this weekend", (*DEC, 12)),
        ("hujung minggu ni", (*DEC, 12)),
        ("hujung minggu depan", (*DEC, 19)),
        ("Friday", (*DEC, 11)),
        ("Thursday", (*DEC, 17)),
        ("next Fri", (*DEC, 18)),
        ("Jumaat depan", (*DEC, 18)),
        ("Friday next week", (*DEC, 18)),
        ("Isnin minggu depan", (*DEC, 14)),
        ("3 hari lagi", (*DEC, 13)),
        ("in two weeks", (*DEC, 24)),
        ("dua minggu lagi", (*DEC, 24)),
        ("the 2nd", (*JAN, 2)),
        ("25 haribulan", (*DEC, 25)),
        ("5hb bulan depan", (*JAN, 5)),
        ("first night of Raya", (*MAR, 10)),
        ("malam raya", (*MAR, 9)),
        ("raya kedua", (*MAR, 11)),
        ("CNY eve", (*FEB, 5)),
        ("New Year's Eve", (*DEC, 31)),
        ("malam krismas", (*DEC, 24)),
        ("Merdeka", (2027, 8, 31)),
    ],
)
def test_l2_relative_days_are_resolved_by_code(text, day):
    assert read(text).check_in == date(*day)


def test_l2_a_weekend_of_two_nights_starts_on_friday():
    assert read("this weekend, 2 nights").check_in == date(2026, 12, 11)
    assert read("this weekend").check_out == date(2026, 12, 13)


def test_l2_on_a_sunday_this_weekend_is_what_is_left_of_it():
    assert resolve("this weekend", date(2026, 12, 13)).check_in == date(2026, 12, 13)


@pytest.mark.parametrize(
    "text",
    ["3 nights from 20th", "20–23", "4D3N from 20 Dec", "20hb, 3 malam", "20 Dec 4 hari 3 malam"],
)
def test_l4_three_nights_from_the_20th(text):
    found = read(text)
    assert (found.check_in, found.nights) == (date(2026, 12, 20), 3)
    assert found.check_out == date(2026, 12, 23)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("26 Dec to 24 Dec", "departure_not_after_arrival"),
        ("24 Dec to 24 Dec 2026", "departure_not_after_arrival"),
        ("1 Jan 2020", "past_date"),
        ("31 June", "no_such_date"),
        ("29 Feb", "no_such_date"),
        ("31/4/2027", "no_such_date"),
    ],
)
def test_l3_the_impossible_is_asked_again_and_never_stored(text, problem):
    found = read(text)
    assert found.problems == (problem,)
    assert (found.check_in, found.check_out) == (None, None)


def test_l3_a_stay_beyond_the_hotels_limit_keeps_only_the_arrival():
    found = read("400 nights from 20 Dec", longest_stay=30)
    assert found.problems == ("stay_too_long",)
    assert (found.check_in, found.check_out, found.nights) == (date(2026, 12, 20), None, None)


def test_l1_a_date_readable_both_ways_is_read_day_first_and_confirmed():
    assert read("02/03") == DatesFound(
        date(2027, 3, 2), problems=("ambiguous_date",), spans=((0, 5),)
    )
    assert read("13/3").problems == ()
    assert read("3/3").problems == ()


def test_l1_a_weekday_that_does_not_fit_is_confirmed():
    assert read("Friday 24 Dec 2026").problems == ("ambiguous_date",)
    assert read("Thursday 24 Dec 2026").problems == ()


def test_a_bare_answer_is_a_date_only_where_dates_were_asked_for():
    assert read("5 to 7 please", expected=True).check_in == date(2027, 1, 5)
    assert read("24", expected=True).check_in == date(2026, 12, 24)
    assert read("24").check_in is None


def test_a20_a_departure_counts_from_the_arrival_known_before():
    arrival = date(2026, 12, 30)
    assert read("until the 2nd", arrival=arrival).check_out == date(2027, 1, 2)
    assert read("the 2nd", arrival=arrival, expected=True).check_out == date(2027, 1, 2)


def test_l9_a_date_taken_back_is_not_used():
    assert read("not the 5th, the 6th").check_in == date(2027, 1, 6)
    assert read("change it from 24 Dec to 25 Dec").check_in == date(2026, 12, 25)


@pytest.mark.parametrize(
    "text",
    [
        "at 2.30pm", "7pm", "pukul 8 malam", "2 adults and 3 kids", "RM 250", "room 305", "24/7",
        "kids aged 5-7", "2-3 pax", "012-345 6789", "the 3rd floor", "every Friday", "sun lounger",
        "on a Saturday night", "the price for 2 rooms", "I may need 2 beds", "is it 5 km away",
        "next week",
    ],
)  # fmt: skip
def test_times_prices_and_counts_are_not_dates(text):
    assert (read(text).check_in, read(text).check_out) == (None, None)


_MONTHS = "January February March April May June July August September October November December"
_BULAN = "Januari Februari Mac April Mei Jun Julai Ogos September Oktober November Disember"


def _suffix(day: int) -> str:
    return "th" if 11 <= day <= 13 else {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")


def _spellings(day: date) -> list[str]:
    month, bulan = _MONTHS.split()[day.month - 1], _BULAN.split()[day.month - 1]
    return [
        day.isoformat(),
        f"{day.day}/{day.month}/{day.year}",
        f"{day:%d-%m-%Y}",
        f"{day:%d.%m.%y}",
        f"{day.day} {month} {day.year}",
        f"{day.day}{_suffix(day.day)} of {month[:3]}, {day.year}",
        f"{month} {day.day}, {day.year}",
        f"{month[:3]}. {day.day}{_suffix(day.day)} {day.year}",
        f"{day.day} {bulan} {day.year}",
        f"{day.day}hb {bulan} {day.year}",
        f"{day:%A}, {day.day} {month} {day.year}",
    ]


days = st.dates(THURSDAY, THURSDAY + timedelta(days=700))


@given(days, st.integers(0, 10))
def test_l1_a_date_in_any_spelling_resolves_back(day, spelling):
    assert one_date(_spellings(day)[spelling], THURSDAY) == day


@given(
    days, st.integers(1, 30), st.integers(0, 10), st.sampled_from(["to", "-", "hingga", "until"])
)
def test_l1_a_range_in_any_spelling_resolves_back(day, nights, spelling, to):
    leaving = day + timedelta(days=nights)
    text = f"{_spellings(day)[spelling]} {to} {_spellings(leaving)[spelling]}"
    found = resolve(text, THURSDAY)
    assert (found.check_in, found.check_out, found.nights) == (day, leaving, nights)


@given(st.dates(THURSDAY, THURSDAY + timedelta(days=363)))
def test_l1_without_a_year_it_is_the_coming_one(day):
    if (day.month, day.day) != (2, 29):
        assert one_date(f"{day.day} {_MONTHS.split()[day.month - 1]}", THURSDAY) == day


_pieces = st.sampled_from(
    "24 31 2 0 99 dec jun feb /12 -26 to until from 20th hb nights malam esok lusa friday next 400 "
    "check in out weekend raya 2020 2026-13-45 29/2 on the , . \n in weeks hari lagi - 1st".split()
)


@given(st.one_of(st.text(max_size=60), st.lists(_pieces, max_size=12).map(" ".join)), days)
def test_l3_whatever_is_written_only_a_bookable_stay_is_kept(text, today):
    found = resolve(text, today, festivals=FESTIVALS, longest_stay=30, expected=True)
    assert found == resolve(text, today, festivals=FESTIVALS, longest_stay=30, expected=True)
    assert found.check_in is None or found.check_in >= today
    assert found.check_out is None or found.check_out >= (found.check_in or today)
    assert found.nights is None or 1 <= found.nights <= 30
    if found.check_in and found.check_out:
        assert (found.check_out - found.check_in).days == found.nights


@given(days, st.integers(1, 20))
def test_l4_reading_its_own_words_changes_nothing(day, nights):
    first = resolve(
        f"{nights} nights from {day.day} {_MONTHS.split()[day.month - 1]} {day.year}", THURSDAY
    )
    assert first.check_in
    assert first.check_out
    again = resolve(f"{first.check_in.isoformat()} to {first.check_out.isoformat()}", THURSDAY)
    assert (again.check_in, again.check_out, again.nights) == (day, first.check_out, nights)
