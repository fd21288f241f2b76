from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from appliance.engine.hotel import Desk, Shift, SpecialDay
from appliance.engine.hours import (
    after_hours,
    closes_at,
    describe_next_open,
    is_open,
    next_open_at,
)
from appliance.engine.text import Text
from tests.hotels import KL, small_hotel

LONDON = ZoneInfo("Europe/London")
LORD_HOWE = ZoneInfo("Australia/Lord_Howe")  # its clocks change by half an hour
NINE_TO_SIX = (Shift(540, 1080),)
SPLIT = (Shift(540, 720), Shift(840, 1080))
NIGHT = (Shift(1080, 1560),)  # 18:00-02:00
ALL_DAY = (Shift(0, 1440),)
CLOSED = SpecialDay(Text("holiday"))
MINUTE = timedelta(minutes=1)


def desk(*weekly: tuple[Shift, ...], special: dict[date, SpecialDay] | None = None) -> Desk:
    """Weekly hours from Monday; one entry stands for every day."""
    return Desk("d", Text("desk"), weekly * 7 if len(weekly) == 1 else weekly, special or {})


def at(text: str, zone: ZoneInfo = KL, fold: int = 0) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=zone, fold=fold)


def test_t1_saturday_night_shift_covers_sunday_early_morning() -> None:
    bar = desk((), (), (), (), (), NIGHT, ())
    assert is_open(bar, at("2026-11-22 01:30"))  # a Sunday
    assert not is_open(bar, at("2026-11-22 02:00"))
    assert not is_open(bar, at("2026-11-21 01:30"))


def test_t1_night_shift_of_a_special_day_covers_the_next_morning() -> None:
    late = SpecialDay(Text("New Year's Eve"), (Shift(1080, 1620),))
    bar = desk(NIGHT, special={date(2026, 12, 31): late})
    assert is_open(bar, at("2027-01-01 02:30"))
    assert not is_open(bar, at("2027-01-02 02:30"))


def test_t1_closed_special_day_does_not_cut_the_night_before() -> None:
    bar = desk(NIGHT, special={date(2026, 12, 25): CLOSED})
    assert is_open(bar, at("2026-12-25 01:59"))
    assert not is_open(bar, at("2026-12-25 18:00"))
    assert not is_open(bar, at("2026-12-26 01:30"))


def test_t2_a_desk_that_never_closes() -> None:
    front = desk(ALL_DAY)
    for moment in ("2026-11-22 00:00", "2026-11-22 23:59:59", "2026-11-23 00:00"):
        assert is_open(front, at(moment))
    assert closes_at(front, at("2026-11-22 12:00")) is None


def test_t2_all_day_before_a_holiday_closes_at_midnight() -> None:
    front = desk(ALL_DAY, special={date(2026, 12, 25): CLOSED})
    assert closes_at(front, at("2026-12-20 10:00")) == at("2026-12-25 00:00")


def test_t3_closed_day() -> None:
    office = desk(*(NINE_TO_SIX,) * 6, ())
    assert not is_open(office, at("2026-11-22 12:00"))
    assert next_open_at(office, at("2026-11-22 12:00")) == at("2026-11-23 09:00")


def test_t4_split_shift_is_closed_at_lunch() -> None:
    office = desk(SPLIT)
    assert not is_open(office, at("2026-11-23 13:00"))
    assert next_open_at(office, at("2026-11-23 13:00")) == at("2026-11-23 14:00")
    assert closes_at(office, at("2026-11-23 11:00")) == at("2026-11-23 12:00")


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        ("2026-11-23 08:59:59", False),
        ("2026-11-23 09:00:00", True),
        ("2026-11-23 17:59:59.999999", True),
        ("2026-11-23 18:00:00", False),
    ],
)
def test_t5_opening_is_inclusive_and_closing_exclusive(moment: str, expected: bool) -> None:
    assert is_open(desk(NINE_TO_SIX), at(moment)) is expected


def test_t6_holiday_closes_shortens_or_opens() -> None:
    short = SpecialDay(Text("eve"), (Shift(540, 780),))
    office = desk(
        *(NINE_TO_SIX,) * 6,
        (),
        special={date(2026, 11, 23): CLOSED, date(2026, 11, 24): short, date(2026, 11, 29): short},
    )
    assert not is_open(office, at("2026-11-23 12:00"))
    assert not is_open(office, at("2026-11-24 13:00"))
    assert is_open(office, at("2026-11-29 12:00"))  # a Sunday, open for once


def test_t9_clocks_that_change_keep_wall_clock_hours() -> None:
    office = desk(NINE_TO_SIX)
    spring, autumn = at("2026-03-28 20:00", LONDON), at("2026-10-24 20:00", LONDON)
    assert next_open_at(office, spring) == at("2026-03-29 09:00", LONDON)
    assert next_open_at(office, autumn) == at("2026-10-25 09:00", LONDON)


def test_t9_opening_at_a_time_the_clocks_skip_is_the_moment_they_skip() -> None:
    early = desk((Shift(90, 600),))  # 01:30; on 29 March London goes from 01:00 to 02:00
    opens = next_open_at(early, at("2026-03-29 00:30", LONDON))
    assert opens == at("2026-03-29 02:00", LONDON)
    assert opens is not None
    assert is_open(early, opens)
    assert not is_open(early, (opens.astimezone(UTC) - MINUTE).astimezone(LONDON))


def test_t9_a_night_shift_closes_once_when_an_hour_comes_twice() -> None:
    bar = desk((Shift(1080, 1530),))  # until 01:30
    assert is_open(bar, at("2026-10-25 01:10", LONDON, fold=0))
    assert not is_open(bar, at("2026-10-25 01:10", LONDON, fold=1))
    long_night = desk(NIGHT)  # until 02:00: the hour that comes twice is within it, twice
    assert is_open(long_night, at("2026-10-25 01:10", LONDON, fold=1))


def test_t10_next_opening_skips_a_run_of_holidays() -> None:
    holidays = {date(2027, 2, day): CLOSED for day in (6, 7, 8)}  # CNY and its replacement day
    office = desk(*(NINE_TO_SIX,) * 5, (), (), special=holidays)
    assert next_open_at(office, at("2027-02-05 18:30")) == at("2027-02-09 09:00")


def test_t10_next_opening_after_a_year_of_closure() -> None:
    start = date(2026, 11, 22)
    closure = {start + timedelta(days=n): CLOSED for n in range(390)}
    office = desk(NINE_TO_SIX, special=closure)
    opens = next_open_at(office, at("2026-11-22 12:00"))
    assert opens is not None
    assert opens.date() == start + timedelta(days=390)


def test_a_desk_that_never_opens_has_no_next_opening() -> None:
    assert next_open_at(desk(()), at("2026-11-22 12:00")) is None
    assert closes_at(desk(()), at("2026-11-22 12:00")) is None
    assert describe_next_open(desk(()), at("2026-11-22 12:00"), "en") == "when the desk opens again"


def test_t12_each_message_has_its_own_flag() -> None:
    hotel = small_hotel()
    assert not after_hours(hotel, at("2026-11-23 17:58"))
    assert after_hours(hotel, at("2026-11-23 18:05"))


def test_t14_a_utc_time_is_read_in_the_hotels_zone() -> None:
    hotel = small_hotel()
    assert not after_hours(hotel, datetime(2026, 11, 23, 1, 0, tzinfo=UTC))  # 09:00 there
    assert after_hours(hotel, datetime(2026, 11, 23, 12, 0, tzinfo=UTC))


def test_t15_the_flag_is_the_reservations_desks() -> None:
    hotel = small_hotel()
    assert is_open(hotel.desks["front_desk"], at("2026-11-23 23:00"))
    assert after_hours(hotel, at("2026-11-23 23:00"))
    swapped = {**hotel.desks, "reservations": replace(hotel.desks["front_desk"])}
    assert not after_hours(replace(hotel, desks=swapped), at("2026-11-23 23:00"))


@pytest.mark.parametrize(
    ("now", "english", "malay"),
    [
        ("2026-11-23 13:00", "today at 2:00 pm", "hari ini jam 2:00 petang"),
        ("2026-11-23 18:00", "tomorrow at 9:00 am", "esok jam 9:00 pagi"),
        ("2026-11-24 00:10", "today at 9:00 am", "hari ini jam 9:00 pagi"),
        (
            "2026-11-28 18:00",
            "Monday 30 November at 9:00 am",
            "Isnin 30 November jam 9:00 pagi",
        ),
        ("2026-11-23 10:00", "now", "sekarang"),
    ],
)
def test_h3_the_next_opening_in_honest_words(now: str, english: str, malay: str) -> None:
    office = desk(*(SPLIT,) * 6, ())
    assert describe_next_open(office, at(now), "en") == english
    assert describe_next_open(office, at(now), "ms") == malay


def test_h3_a_far_opening_names_its_year() -> None:
    closure = {date(2026, 12, 30) + timedelta(days=n): CLOSED for n in range(5)}
    words = describe_next_open(desk(NINE_TO_SIX, special=closure), at("2026-12-30 12:00"), "en")
    assert words == "Monday 4 January 2027 at 9:00 am"


@pytest.mark.parametrize(
    ("opens", "words"),
    [
        (0, "12:00 tengah malam"),
        (719, "11:59 pagi"),
        (720, "12:00 tengah hari"),
        (1080, "6:00 petang"),
        (1140, "7:00 malam"),
    ],
)
def test_malay_names_the_part_of_the_day(opens: int, words: str) -> None:
    late = desk((Shift(opens, opens + 30),))
    assert describe_next_open(late, at("2026-11-23 23:58"), "ms").endswith(words)


# -- properties

quarter_hours = st.integers(0, 95).map(lambda n: n * 15)


@st.composite
def days(draw: st.DrawFn) -> tuple[Shift, ...]:
    edges = sorted(draw(st.lists(quarter_hours, unique=True, max_size=4)))
    shifts = [Shift(a, b) for a, b in zip(edges[::2], edges[1::2], strict=False)]
    if len(edges) % 2:
        shifts.append(Shift(edges[-1], draw(st.integers(edges[-1] + 15, edges[-1] + 1440))))
    return tuple(shifts)


@st.composite
def desks(draw: st.DrawFn) -> Desk:
    weekly = draw(st.tuples(*[days()] * 7))
    dates = st.dates(date(2026, 3, 25), date(2026, 4, 8))
    special = draw(st.dictionaries(dates, days().map(lambda s: SpecialDay(Text("x"), s))))
    return Desk("d", Text("d"), weekly, special)


# around both the European and the Australian change of clocks
moments = st.datetimes(datetime(2026, 3, 27), datetime(2026, 4, 6)).map(
    lambda moment: moment.replace(second=0, microsecond=0)
)


def test_t10_a_shift_in_the_hour_the_clocks_skip_never_opens() -> None:
    """Summer time begins in London at one o'clock on 29 March 2026, a Sunday."""
    some = Desk("d", Text("d"), ((), (), (), (), (), (), (Shift(60, 75),)))
    opens = next_open_at(some, datetime(2026, 3, 27, tzinfo=LONDON))
    assert opens == datetime(2026, 4, 5, 1, tzinfo=LONDON)


@settings(max_examples=60, deadline=None)
@given(desks(), moments, st.sampled_from([KL, LONDON, LORD_HOWE]))
def test_t10_next_opening_is_the_first_open_minute(
    some: Desk, naive: datetime, zone: ZoneInfo
) -> None:
    now = naive.replace(tzinfo=UTC).astimezone(zone)
    opens = next_open_at(some, now)
    if opens is None:
        assert not any(some.weekly)
        return
    assert opens >= now
    assert is_open(some, opens)
    moment, within_two_days = now.astimezone(UTC), now.astimezone(UTC) + timedelta(days=2)
    while moment < min(opens.astimezone(UTC), within_two_days):
        assert not is_open(some, moment.astimezone(zone))
        moment += MINUTE


@settings(max_examples=60, deadline=None)
@given(desks(), moments, st.sampled_from([KL, LONDON, LORD_HOWE]))
def test_t5_open_until_the_minute_it_closes(some: Desk, naive: datetime, zone: ZoneInfo) -> None:
    now = naive.replace(tzinfo=UTC).astimezone(zone)
    closes = closes_at(some, now)
    if closes is None:
        return
    assert is_open(some, now)
    assert not is_open(some, closes)
    moment, within_two_days = now.astimezone(UTC), now.astimezone(UTC) + timedelta(days=2)
    while moment < min(closes.astimezone(UTC), within_two_days):
        assert is_open(some, moment.astimezone(zone))
        moment += MINUTE
