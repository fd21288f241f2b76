"""A guest who waits for a person is not forgotten."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from appliance.engine import handoff, staff, vigil
from appliance.engine.conversation import ALERT_TITLES
from appliance.engine.facts import AlertFact, AuditFact, MessageFact
from appliance.engine.hotel import Desk, Hotel, Patience
from appliance.engine.staff import Staff
from appliance.engine.state import Conversation, Line
from appliance.engine.text import Text
from appliance.engine.turns import Turn
from tests.hotels import LATE, NOON, OFFICE, small_hotel

HOTEL = small_hotel()
DAYS_ONLY = small_hotel(
    desks={
        code: Desk(code, Text(name, name), (OFFICE,) * 7)
        for code, name in (("reservations", "reservations"), ("front_desk", "front desk"))
    }
)
MEI = Staff("s1", "Mei", "gm")
WAITING = handoff.handed_off(Conversation("c1", "whatsapp:60"), "asked", NOON)


def due(c: Conversation, hotel: Hotel, now: datetime) -> Turn:
    turn = vigil.watch(c, hotel, now)
    assert turn is not None
    return turn


def minutes(n: float) -> timedelta:
    return timedelta(minutes=n)


def alerts(turn):
    return [(fact.kind, fact.title) for fact in turn.facts if isinstance(fact, AlertFact)]


def to(turn, channel):
    return [o.guest for o in turn.outgoing if o.channel == channel]


def test_h4_the_desk_is_reminded_then_the_manager_told_and_the_guest_once():
    assert vigil.watch(WAITING, HOTEL, NOON + minutes(4.9)) is None
    first = due(WAITING, HOTEL, NOON + minutes(5))
    assert alerts(first) == [("handoff", "Still waiting for a person (5\N{NO-BREAK SPACE}min)")]
    assert to(first, "alert") == ["desk"]
    assert to(first, "whatsapp") == []
    assert vigil.watch(first.state, HOTEL, NOON + minutes(9)) is None
    second = due(first.state, HOTEL, NOON + minutes(10))
    assert alerts(second) == [
        ("urgent", "Nobody has answered this guest (10\N{NO-BREAK SPACE}min)")
    ]
    assert to(second, "alert") == ["desk", "manager"]
    [told] = [o for o in second.outgoing if o.channel == "whatsapp"]
    assert "sorry" in told.text
    assert HOTEL.phone.replace("+60", "") in told.text.replace(" ", "").replace("-", "")
    assert [f.role for f in second.facts if isinstance(f, MessageFact)] == ["ai"]
    assert vigil.watch(second.state, HOTEL, NOON + minutes(600)) is None


def test_h4_a_sweep_that_slept_goes_straight_to_the_manager():
    turn = due(WAITING, HOTEL, NOON + minutes(45))
    assert [kind for kind, _ in alerts(turn)] == ["urgent"]


def test_h4_the_night_is_not_counted():
    late = replace(WAITING, handed_off_at=LATE)
    opens = (LATE + timedelta(days=1)).replace(hour=9, minute=0)
    assert vigil.watch(late, DAYS_ONLY, LATE + timedelta(hours=3)) is None
    assert vigil.watch(late, DAYS_ONLY, opens + minutes(29)) is None
    assert [k for k, _ in alerts(due(late, DAYS_ONLY, opens + minutes(30)))] == ["handoff"]
    assert [k for k, _ in alerts(due(late, DAYS_ONLY, opens + minutes(60)))] == ["urgent"]


def test_h3_a_front_desk_that_is_open_at_night_is_reminded_at_night():
    late = replace(WAITING, handed_off_at=LATE)
    assert vigil.watch(late, HOTEL, LATE + minutes(5)) is not None


def test_h4_claimed_in_time_and_handed_off_again_starts_anew():
    late = due(WAITING, HOTEL, NOON + minutes(10)).state
    taken = staff.take_over(late, MEI, NOON + minutes(11)).state
    again = handoff.handed_off(staff.release(taken, MEI, NOON).state, "asked", NOON)
    assert again.escalated == 0


def claimed(*lines: Line, wrote=NOON) -> Conversation:
    c = staff.take_over(WAITING, MEI, NOON).state
    return replace(c, lines=lines, last_guest_at=wrote)


def test_h5_who_took_it_and_is_silent_is_reminded_once_for_what_the_guest_wrote():
    c = claimed(Line("guest", "Hello?", NOON))
    assert vigil.watch(c, HOTEL, NOON + minutes(9)) is None
    turn = due(c, HOTEL, NOON + minutes(12))
    assert alerts(turn) == [("handoff", "Mei: the guest has waited 12 min for your answer")]
    assert to(turn, "whatsapp") == []
    assert turn.state.mode == "staff"
    assert vigil.watch(turn.state, HOTEL, NOON + timedelta(hours=5)) is None
    wrote_again = replace(turn.state, last_guest_at=NOON + minutes(30))
    assert vigil.watch(wrote_again, HOTEL, NOON + minutes(40)) is not None


def test_h5_who_has_answered_is_left_in_peace():
    c = claimed(Line("guest", "Hello?", NOON), Line("staff", "Hello", NOON + minutes(1)))
    assert vigil.watch(c, HOTEL, NOON + timedelta(hours=5)) is None


def test_h12_what_somebody_left_behind_waits_for_anybody():
    turn = vigil.reassign(claimed(Line("guest", "Hello?", NOON)), HOTEL, NOON + minutes(1))
    c = turn.state
    assert (c.mode, c.status, c.staff_id, c.handoff_reason) == (
        "handoff", "handed_off", "", "reassigned",
    )  # fmt: skip
    assert alerts(turn) == [("handoff", "Mei has left: this guest needs somebody")]
    assert [f.action for f in turn.facts if isinstance(f, AuditFact)] == ["reassign"]
    assert staff.take_over(c, Staff("s2", "Ravi", "front_desk"), NOON).state.staff_name == "Ravi"


def test_conversations_the_ai_has_are_nobodys_to_watch():
    assert vigil.watch(Conversation("c1", "web:1"), HOTEL, NOON) is None


def test_h4_alerts_go_out_in_the_hotels_own_language():
    turn = due(WAITING, replace(HOTEL, language="ms"), NOON + minutes(6))
    [fact] = [fact for fact in turn.facts if isinstance(fact, AlertFact)]
    assert (fact.title, fact.title_ms) == (
        "Still waiting for a person (6\N{NO-BREAK SPACE}min)",
        "Masih menunggu seseorang (6\N{NO-BREAK SPACE}min)",
    )
    told = next(o.text for o in turn.outgoing if o.channel == "alert")
    assert told.startswith(
        "Masih menunggu seseorang (6\N{NO-BREAK SPACE}min)\n\nTetamu: belum beri nama"
    )
    assert "Guest:" not in told


def test_every_title_of_an_alert_is_said_in_malay():
    titles = (*ALERT_TITLES.values(), handoff.ASKED, vigil.HAS_LEFT, vigil.WAITS_FOR_YOU)
    assert all(title.ms and title.ms != title.en for title in titles)


def test_h4_h5_how_long_is_the_hotels_own_to_say():
    hotel = replace(HOTEL, patience=Patience(minutes(4), minutes(30), minutes(3)))
    assert vigil.watch(WAITING, hotel, NOON + minutes(1)) is None
    assert due(WAITING, hotel, NOON + minutes(2)).state.escalated == vigil.REMIND
    assert due(WAITING, hotel, NOON + minutes(4)).state.escalated == vigil.TELL_MANAGER
    assert handoff.promise("asked", hotel, "en", NOON).due_at == NOON + minutes(4)
    taken = replace(
        staff.take_over(WAITING, MEI, NOON).state,
        lines=(Line("guest", "Hello?", NOON),),
        last_guest_at=NOON,
    )
    assert vigil.watch(taken, hotel, NOON + minutes(2)) is None
    assert due(taken, hotel, NOON + minutes(3)).state.reminded_of == NOON
