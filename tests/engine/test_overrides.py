"""What staff changed, laid over the pack: T8 and its neighbours."""

from __future__ import annotations

from datetime import date, datetime

from appliance.engine import handoff, hours
from appliance.engine.hotel import AlertRoute, Desk, Shift, SpecialDay
from appliance.engine.overrides import DayHours, Overrides, merged
from appliance.engine.text import Text
from tests.hotels import KL, OFFICE, small_hotel

RAYA, ANNOUNCED = date(2027, 3, 10), date(2027, 3, 11)
CLOSED = SpecialDay(Text("Hari Raya"))


def with_raya():
    plain = small_hotel()
    desk = Desk("reservations", Text("reservations"), (OFFICE,) * 7, {RAYA: CLOSED})
    return small_hotel(desks={**plain.desks, "reservations": desk})


def at(day: date, hour: int) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=KL)


def test_t8_a_holiday_moves_on_the_day_it_is_announced():
    hotel = merged(with_raya(), Overrides(moved={RAYA: ANNOUNCED}))
    desk = hotel.desks["reservations"]
    assert not hours.after_hours(hotel, at(RAYA, 10))
    assert hours.after_hours(hotel, at(ANNOUNCED, 10))
    assert hours.next_open_at(desk, at(ANNOUNCED, 8)) == at(date(2027, 3, 12), 9)
    assert desk.special[ANNOUNCED].name.en == "Hari Raya"


def test_t8_nothing_changed_is_the_pack():
    assert merged(with_raya(), Overrides()) == with_raya()


def test_t6_a_desk_closes_early_and_a_promise_follows():
    early = DayHours("reservations", RAYA, RAYA, Text("Training"), (Shift(540, 720),))
    hotel = merged(with_raya(), Overrides(days=(early,)))
    assert not hours.after_hours(hotel, at(RAYA, 11))
    assert hours.after_hours(hotel, at(RAYA, 12))
    closed = DayHours("front_desk", RAYA, RAYA, Text("Storm"), ())
    both = merged(hotel, Overrides(days=(early, closed)))
    made = handoff.promise("asked", both, "en", at(RAYA, 13))
    assert not made.open
    assert made.due_at == at(ANNOUNCED, 10)


def test_t6_a_day_as_in_any_week_wins_over_the_holiday():
    plain = DayHours("reservations", RAYA, RAYA, Text("Open after all"), None)
    assert not hours.after_hours(merged(with_raya(), Overrides(days=(plain,))), at(RAYA, 10))


def test_the_later_change_of_a_day_wins_and_others_stay():
    first = DayHours("reservations", RAYA, ANNOUNCED, Text("Closed"), ())
    later = DayHours("reservations", ANNOUNCED, ANNOUNCED, Text("Short"), (Shift(600, 660),))
    desk = merged(with_raya(), Overrides(days=(first, later))).desks["reservations"]
    assert desk.special[RAYA].shifts == ()
    assert desk.special[ANNOUNCED].shifts == (Shift(600, 660),)


def test_t15_one_desks_week_leaves_the_others():
    night = ((Shift(18 * 60, 26 * 60),),) * 7
    hotel = merged(with_raya(), Overrides(weeks={"front_desk": night}))
    assert hotel.desks["front_desk"].weekly == night
    assert hotel.desks["reservations"] == with_raya().desks["reservations"]


def test_routes_are_changed_where_they_stand_and_added_behind():
    route = AlertRoute("desk", frozenset({"urgent"}), "json://desk")
    added = AlertRoute("gm2", frozenset({"lead"}), "json://gm")
    hotel = merged(small_hotel(), Overrides(routes={"desk": route, "gm2": added}))
    assert [r.code for r in hotel.alerts] == ["desk", "manager", "gm2"]
    assert hotel.alerts[0] is route
