"""Draft mode: nothing that was worked out is said before a person has sent it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from appliance.engine import conversation, drafts, hours, staff
from appliance.engine.facts import AuditFact, ConversationFact, MessageFact, PromiseFact
from appliance.engine.staff import NotYours, Staff
from appliance.engine.state import Conversation
from appliance.engine.turns import Answered, Plan, Turn
from tests.hotels import LATE, NOON, guest, small_hotel

HOTEL = small_hotel(mode="draft")
MEI, BEN = Staff("s1", "Mei", "gm"), Staff("s2", "Ben", "front_desk")
ANSWER = Answered("The pool opens at 7 am.", ("pool",), 0.9, found=True)
NOBODY = Conversation("00000000-0000-0000-0000-000000000001", "web:v1")


def said(turn: Turn) -> list[str]:
    return [o.text for o in turn.outgoing if o.channel == "web"]


def take(c: Conversation, text: str, n: int = 1, at=NOON, hotel=HOTEL) -> Turn:
    step = conversation.begin(c, [guest(text, n, at)], hotel, at)
    done = conversation.finish(step, ANSWER, hotel, at) if isinstance(step, Plan) else step
    return drafts.held(done, hotel, at)


def waiting() -> Conversation:
    return take(NOBODY, "When does the pool open?").state


def test_an_answer_waits_and_the_guest_hears_the_truth():
    turn = take(NOBODY, "When does the pool open?")
    [words] = said(turn)
    assert "checks it before it is sent" in words
    assert "7 am" not in words
    assert "7 am" in turn.state.drafts[0].text
    assert all("7 am" not in line.text for line in turn.state.lines)
    assert all("7 am" not in f.text for f in turn.facts if isinstance(f, MessageFact))
    assert (turn.state.mode, turn.state.handoff_reason) == ("handoff", "draft")
    [snapshot] = [f for f in turn.facts if isinstance(f, ConversationFact)]
    assert snapshot.state == turn.state
    assert [f.owner for f in turn.facts if isinstance(f, PromiseFact)] == ["reservations"]


def test_h3_at_night_the_guest_is_told_when_somebody_looks():
    closed = replace(HOTEL.desks["front_desk"], weekly=((),) * 7)
    hotel = replace(HOTEL, desks={**HOTEL.desks, "front_desk": closed})
    assert hours.after_hours(hotel, LATE)
    [words] = said(take(NOBODY, "When does the pool open?", at=LATE, hotel=hotel))
    assert "tomorrow at 9:00 am" in words


def test_the_guest_is_told_once_and_every_answer_waits():
    again = take(waiting(), "And the gym?", 2)
    assert said(again) == []
    assert len(again.state.drafts) == 2


def test_a13_h11_what_cannot_wait_does_not():
    for text in ("There is a fire in my room!", "I want to talk to a person"):
        turn = take(NOBODY, text)
        assert said(turn)
        assert turn.state.drafts == ()


def test_live_mode_is_as_it_was():
    turn = take(NOBODY, "When does the pool open?", hotel=small_hotel())
    assert "7 am" in said(turn)[0]
    assert turn.state.drafts == ()


def test_it_is_sent_as_it_is_by_the_ai_and_the_ai_goes_on():
    c = waiting()
    turn = drafts.approve(c, MEI, c.drafts[0].id, "", NOON)
    [out] = turn.outgoing
    assert (out.author, out.text) == ("ai", c.drafts[0].text)
    assert (turn.state.mode, turn.state.drafts, turn.state.handoff_reason) == ("concierge", (), "")
    assert turn.state.revision == c.revision + 1
    assert [f.action for f in turn.facts if isinstance(f, AuditFact)] == ["draft.sent"]


def test_edited_it_is_the_persons_word():
    c = waiting()
    turn = drafts.approve(c, MEI, c.drafts[0].id, "From 8 am today.", NOON)
    [out] = turn.outgoing
    assert (out.author, out.staff_name, out.text) == ("staff", "Mei", "From 8 am today.")
    assert out.quotes == ()
    assert turn.state.lines[-1].role == "staff"


def test_h1_h2_what_is_gone_is_not_sent_again():
    c = waiting()
    after = drafts.approve(c, MEI, c.drafts[0].id, "", NOON).state
    assert drafts.approve(after, BEN, c.drafts[0].id, "", NOON) == Turn(after)
    assert drafts.discard(after, BEN, c.drafts[0].id, NOON) == Turn(after)


def test_h2_who_has_the_conversation_has_its_drafts():
    taken = staff.take_over(waiting(), MEI, NOON).state
    with pytest.raises(NotYours):
        drafts.approve(taken, BEN, taken.drafts[0].id, "", NOON)
    sent = drafts.approve(taken, MEI, taken.drafts[0].id, "", NOON).state
    assert (sent.mode, sent.staff_id) == ("staff", "s1")


def test_discarded_the_guest_goes_on_waiting_for_a_person():
    c = waiting()
    turn = drafts.discard(c, MEI, c.drafts[0].id, NOON)
    assert turn.outgoing == ()
    assert (turn.state.mode, turn.state.drafts) == ("handoff", ())


def test_resolved_nothing_waits_any_more():
    assert staff.resolve(waiting(), MEI, NOON).state.drafts == ()


def test_a_guest_who_never_stops_leaves_a_few():
    c = NOBODY
    for n in range(9):
        c = take(c, "When does the pool open?", n).state
    assert len(c.drafts) <= drafts.MOST
