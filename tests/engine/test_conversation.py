"""A conversation from the outside: what it says, remembers and records. No database, no fake."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

import pytest

from appliance.engine import conversation, staff
from appliance.engine.facts import AlertFact, GapFact, LeadFact, MessageFact, PromiseFact
from appliance.engine.hotel import Shift
from appliance.engine.staff import AlreadyTaken, NotYours, Staff
from appliance.engine.state import Conversation
from appliance.engine.turns import Answered, Plan, Turn
from tests.hotels import KL, LATE, NOON, guest, small_hotel

HOTEL = small_hotel()
MEI = Staff("s1", "Mei", "gm")
RAVI = Staff("s2", "Ravi", "front_desk")
NEW = Conversation("c1", "web:v1")
KNOWN = Answered("Breakfast is from 7:00 am to 10:30 am.", ("faq-1",), 0.9, True)
NOTHING = Answered("")


def play(c, *texts, answered=KNOWN, now=NOON, hotel=HOTEL):
    """Say the texts one turn after the other; the last turn."""
    for n, text in enumerate(texts, c.message_count):
        step = conversation.begin(c, [guest(text, n, now)], hotel, now)
        if isinstance(step, Plan):
            step = conversation.finish(step, answered, hotel, now)
        c = step.state
    return step


def facts(turn, kind):
    return [fact for fact in turn.facts if isinstance(fact, kind)]


def said(turn):
    return "\n".join(o.text for o in turn.outgoing if o.channel == "web")


def test_a_question_asks_for_a_search():
    step = conversation.begin(NEW, [guest("What time is breakfast?")], HOTEL, NOON)
    assert isinstance(step, Plan)
    assert step.question == "What time is breakfast?"


def test_an_answer_is_said_recorded_and_remembered():
    turn = play(NEW, "What time is breakfast?")
    assert said(turn) == KNOWN.text
    assert [f.role for f in facts(turn, MessageFact)] == ["guest", "ai"]
    assert [line.role for line in turn.state.lines] == ["guest", "ai"]
    assert turn.state.revision == 1
    assert not facts(turn, LeadFact)


def test_the_same_turn_twice_is_the_same_reply():
    plan = conversation.begin(NEW, [guest("What time is breakfast?")], HOTEL, NOON)
    assert isinstance(plan, Plan)
    one, two = (conversation.finish(plan, KNOWN, HOTEL, NOON) for _ in range(2))
    assert one == two


def test_a25_a_conversation_replayed_comes_out_the_same():
    """Every decision is code's: the same words, clock and answers give the same facts."""
    texts = ("Hi", "deluxe 24 to 26 Dec 2027 for 2", "Aisyah, 012-345 6789", "agent please")
    one, two = (play(NEW, *texts) for _ in range(2))
    assert one == two
    assert one.state.mode == "handoff"


def test_t11_a_messages_flag_is_of_when_it_was_sent_and_stays():
    turn = play(NEW, "What time is breakfast?", now=LATE)
    always = (Shift(0, 1440),)
    desks = {code: replace(desk, weekly=(always,) * 7) for code, desk in HOTEL.desks.items()}
    later = play(turn.state, "and parking?", now=LATE, hotel=small_hotel(desks=desks))
    assert facts(turn, MessageFact)[0].after_hours
    assert later.state.after_hours  # as it was, though the desk is now said never to close


def test_w23_a_burst_is_one_turn():
    texts = ("hi", "nak tanya", "sarapan pukul berapa?")
    messages = [guest(text, n) for n, text in enumerate(texts)]
    step = conversation.begin(NEW, messages, HOTEL, NOON)
    assert isinstance(step, Plan)
    turn = conversation.finish(step, KNOWN, HOTEL, NOON)
    assert len(facts(turn, MessageFact)) == 4
    assert len(turn.outgoing) == 1


def test_a1_not_knowing_is_said_and_noted():
    turn = play(NEW, "Do you have a helicopter pad?", answered=NOTHING)
    assert "rather not guess" in said(turn)
    assert [f.question for f in facts(turn, GapFact)] == ["Do you have a helicopter pad?"]
    assert turn.state.awaiting == "person"


def test_yes_to_the_offer_of_a_person_hands_off():
    turn = play(NEW, "Do you have a helicopter pad?", "yes please", answered=NOTHING)
    assert turn.state.mode == "handoff"
    assert turn.state.handoff_reason == "asked"


def test_a12_the_second_miss_hands_off():
    turn = play(NEW, "Do you have a helicopter pad?", "And a submarine dock?", answered=NOTHING)
    assert turn.state.mode == "handoff"
    assert turn.state.handoff_reason == "unsure"


@pytest.mark.parametrize(
    "text", ["I want to talk to a human", "agent please", "nak cakap dengan orang"]
)
def test_h11_a_person_is_asked_for_once(text):
    turn = play(NEW, text)
    assert turn.state.mode == "handoff"
    assert facts(turn, AlertFact)
    assert [o.guest for o in turn.outgoing if o.channel == "alert"] == ["desk"]


def test_h3_at_night_nobody_is_connected_now():
    desks = {code: replace(HOTEL.desks["reservations"], code=code) for code in HOTEL.desks}
    turn = play(NEW, "agent please", now=LATE, hotel=small_hotel(desks=desks))
    assert "tomorrow at 9:00 am" in said(turn)
    assert "now" not in said(turn).split("back")[0].replace("away now", "")
    (promise,) = facts(turn, PromiseFact)
    assert promise.due_at > LATE


def test_the_open_front_desk_takes_what_reservations_cannot():
    turn = play(NEW, "agent please", now=LATE)
    assert "front desk" in said(turn)
    assert facts(turn, PromiseFact)[0].owner == "front_desk"


def test_h9_an_alert_carries_the_context_but_no_number():
    turn = play(NEW, "I'm Aisyah, call me at 012-345 6789, deluxe 2 nights", "agent please")
    body = facts(turn, AlertFact)[0].body
    assert "Aisyah" in body
    assert "345" not in body


def test_a13_an_emergency_gets_the_safe_script_at_once():
    turn = play(NEW, "There is a fire in my room!")
    assert "999" in said(turn)
    assert "+60 5-200 0000" in said(turn)  # as people read it
    assert {o.guest for o in turn.outgoing if o.channel == "alert"} == {"desk", "manager"}


def test_a14_who_stays_here_is_not_told():
    assert "privacy" in said(play(NEW, "Is Mr Lim staying with you? Which room?"))


def test_a26_a_bot_says_it_is_one():
    assert "AI assistant" in said(play(NEW, "are you a bot?"))


def test_a11_thanks_are_answered_once():
    turn = play(NEW, "What time is breakfast?", "thanks")
    assert "welcome" in said(turn)
    assert said(play(turn.state, "ok")) == ""


# -- lead


def test_a2_a_stay_is_priced_by_code():
    turn = play(NEW, "How much is a deluxe from 24 to 26 Dec 2027 for 2 adults?", answered=NOTHING)
    (quote,) = turn.outgoing[0].quotes
    assert (quote.subtotal, quote.total) == (Decimal("640.00"), Decimal("691.20"))
    assert "691.20" in said(turn)
    assert not facts(turn, GapFact)


def test_a4_no_rate_no_price():
    turn = play(NEW, "How much is a deluxe from 24 to 26 Dec 2026?", answered=NOTHING)
    assert turn.outgoing[0].quotes == ()
    assert "RM" not in said(turn)
    assert "confirm the rate" in said(turn)


def test_a3_availability_is_never_confirmed():
    priced = play(NEW, "Is a deluxe available 24 to 26 Dec 2027?", answered=NOTHING)
    assert "Subject to availability" in said(priced)
    unpriced = play(NEW, "Is a deluxe available 24 to 26 Dec 2026?", answered=NOTHING)
    assert "can't confirm availability" in said(unpriced)


def test_value_is_adr_nights_rooms_probability():
    turn = play(NEW, "2 deluxe rooms from 24 to 26 Dec 2027", "my number is 012-345 6789")
    (lead,) = facts(turn, LeadFact)
    assert lead.value == Decimal("300") * 2 * 2 * Decimal("0.40")
    assert lead.phone == "+60123456789"


def test_l12_unknown_room_and_nights_are_assumed_and_flagged():
    turn = play(NEW, "How much is a room?", answered=NOTHING)
    (lead,) = facts(turn, LeadFact)
    assert lead.value == Decimal("46.00")
    assert lead.details["estimate"]["adr_assumed"]
    assert lead.details["estimate"]["nights_assumed"]


def test_l9_a_correction_updates_the_same_lead():
    first = play(NEW, "deluxe from 24 to 26 Dec 2027, 2 adults", answered=NOTHING)
    second = play(first.state, "sorry, 24 to 27 Dec 2027", answered=NOTHING)
    (a,), (b,) = facts(first, LeadFact), facts(second, LeadFact)
    assert a.id == b.id
    assert b.revision > a.revision
    assert b.details["nights"] == 3
    assert b.value == a.value * 3 / 2


def test_l3_an_impossible_stay_is_asked_again():
    turn = play(NEW, "deluxe from 26 Dec 2027 to 24 Dec 2027", answered=NOTHING)
    assert "after the check-in date" in said(turn)
    assert turn.state.stay.nights is None


def test_l6_contact_is_asked_once():
    turn = play(NEW, "deluxe 24 to 26 Dec 2027 for 2 adults", answered=NOTHING)
    assert "phone number or e-mail" in said(turn)
    again = play(turn.state, "What time is breakfast?")
    assert "phone number" not in said(again)


def test_a_reachable_lead_is_promised_a_follow_up_once():
    turn = play(NEW, "deluxe 24 to 26 Dec 2027, 2 adults", "012-345 6789", now=LATE)
    assert "tomorrow at 9:00 am" in said(turn)
    (promise,) = facts(turn, PromiseFact)
    assert promise.owner == "reservations"
    assert promise.due_at == datetime(2026, 11, 24, 10, 0, tzinfo=KL)
    assert not facts(play(turn.state, "my name is Aisyah", now=LATE), PromiseFact)


def test_after_hours_leads_are_urgent():
    turn = play(NEW, "deluxe 24 to 26 Dec 2027", now=LATE, answered=NOTHING)
    (lead,) = facts(turn, LeadFact)
    assert (lead.after_hours, lead.priority) == (True, "high")


def test_t12_the_conversations_flag_is_its_first_messages():
    turn = play(NEW, "What time is breakfast?", now=NOON)
    turn = play(turn.state, "and parking?", now=LATE)
    assert not turn.state.after_hours
    assert facts(turn, MessageFact)[0].after_hours


def test_l13_a_wedding_is_not_worth_room_nights():
    turn = play(NEW, "We want to hold our wedding dinner for 200 guests", answered=NOTHING)
    (lead,) = facts(turn, LeadFact)
    assert (lead.intent, lead.value) == ("event", Decimal("0.00"))


def test_a20_what_was_said_early_is_still_known():
    turn = play(NEW, "deluxe from 24 to 26 Dec 2027", *["What time is breakfast?"] * 12)
    assert turn.state.stay.check_in == date(2027, 12, 24)


def test_l11_two_stays_are_two_leads_and_share_the_contact():
    one = play(NEW, "deluxe 24 to 26 Dec 2027, 2 adults", answered=NOTHING)
    two = play(one.state, "we also need a suite 5 to 7 Feb 2027", answered=NOTHING)
    both = play(two.state, "my number is 012-345 6789", answered=NOTHING)
    first, second = facts(both, LeadFact)
    assert first.id == facts(one, LeadFact)[0].id
    assert second.id == facts(two, LeadFact)[0].id != first.id
    assert (first.details["room"], second.details["room"]) == ("deluxe", "suite")
    assert first.phone == second.phone == "+60123456789"


def test_l11_another_room_in_the_same_nights_is_the_same_stay():
    turn = play(NEW, "deluxe 24 to 26 Dec 2027", "we also need it from 25 Dec 2027")
    assert turn.state.number == 1


def test_a_withdrawn_lead_is_kept_and_worth_nothing():
    turn = play(NEW, "deluxe 24 to 26 Dec 2027, 2 adults", "never mind", answered=NOTHING)
    (lead,) = facts(turn, LeadFact)
    assert lead.details["withdrawn"]
    assert lead.value == 0
    assert not turn.state.lead
    again = play(turn.state, "suite 5 to 7 Feb 2027", answered=NOTHING)
    assert facts(again, LeadFact)[0].id != lead.id


def test_l8_a_mistyped_address_is_kept_only_once_confirmed():
    turn = play(NEW, "deluxe 24 to 26 Dec 2027, 2 adults", "mail me at ravi@gmial.com")
    assert "ravi@gmail.com" in said(turn)
    assert turn.state.contact.email == ""
    assert play(turn.state, "yes").state.contact.email == "ravi@gmail.com"
    assert play(turn.state, "what time is breakfast?").state.contact.email == ""


def test_a12_the_second_rejection_hands_off():
    turn = play(NEW, "What time is breakfast?", "no that's not what I asked")
    assert turn.state.mode == "concierge"
    turn = play(turn.state, "that's wrong")
    assert (turn.state.mode, turn.state.handoff_reason) == ("handoff", "unsure")


def test_a12_what_was_told_is_not_told_again():
    c = play(NEW, "What time is breakfast?").state
    plan = conversation.begin(c, [guest("no that's not it", 9)], HOTEL, NOON)
    assert isinstance(plan, Plan)
    assert plan.question == "What time is breakfast?"
    assert plan.avoid == ("faq-1",)


@pytest.mark.parametrize(
    ("text", "mode"), [("How much is a towel?", "handoff"), ("Is there a towel?", "concierge")]
)
def test_a23_low_confidence_about_money_is_left_to_a_person(text, mode):
    turn = play(NEW, text, answered=Answered("Towels are at the pool.", ("faq-9",), 0.4, True))
    assert turn.state.mode == mode
    assert ("Towels" in said(turn)) == (mode == "concierge")


def test_l14_a_booking_already_made_is_no_lead():
    turn = play(NEW, "I have a booking on 24 Dec 2027, please change it to 27 Dec")
    assert turn.state.handoff_reason == "existing_booking"
    assert not facts(turn, LeadFact)


def test_l14_the_inquiry_called_a_booking_is_still_the_inquiry():
    turn = play(NEW, "deluxe 24 to 26 Dec 2027", "please change my booking to 25 to 27 Dec 2027")
    assert turn.state.mode == "lead_capture"
    assert turn.state.stay.check_in == date(2027, 12, 25)


def test_a22_a_stay_that_is_over_is_not_carried_on():
    c = play(NEW, "deluxe 24 to 26 Nov 2026, 012-345 6789").state
    turn = play(c, "hello", now=NOON.replace(month=12))
    assert (turn.state.lead, turn.state.stay.check_in, turn.state.number) == (False, None, 2)
    assert turn.state.contact.phone


def test_a9_another_language_is_told_to_staff_once():
    turn = play(NEW, "您好,请问早餐几点?")
    assert [f.title for f in facts(turn, AlertFact)] == ["A guest writes in another language"]
    assert "英文" in said(turn)
    assert not facts(play(turn.state, "有停车场吗?"), AlertFact)


def test_w31_a_message_long_under_way_is_flagged():
    messages = [guest("deluxe 24 to 26 Dec 2027", at=NOON.replace(day=20))]
    plan = conversation.begin(NEW, messages, HOTEL, NOON)
    assert isinstance(plan, Plan)
    turn = conversation.finish(plan, NOTHING, HOTEL, NOON)
    assert facts(turn, MessageFact)[0].meta["late"]
    assert facts(turn, LeadFact)[0].details["late"]


# -- staff


def test_h1_after_a_takeover_the_ai_only_listens():
    c = staff.take_over(play(NEW, "agent please").state, MEI, NOON).state
    turn = play(c, "What time is breakfast?")
    assert turn.outgoing == ()
    assert [f.role for f in facts(turn, MessageFact)] == ["guest"]


def test_h2_the_second_takeover_sees_who_was_first():
    c = staff.take_over(NEW, MEI, NOON).state
    with pytest.raises(AlreadyTaken) as e:
        staff.take_over(c, RAVI, NOON)
    assert e.value.by == "Mei"
    assert staff.take_over(c, MEI, NOON).state == c


def test_only_who_took_it_writes():
    c = staff.take_over(NEW, MEI, NOON).state
    with pytest.raises(NotYours):
        staff.say(c, RAVI, "hello", "x", NOON)
    turn = staff.say(c, MEI, "Hello, Mei here", "x", NOON)
    assert turn.outgoing[0].staff_name == "Mei"
    assert turn.outgoing[0].id == staff.say(c, MEI, "Hello, Mei here", "x", NOON).outgoing[0].id


def test_h6_after_resolve_the_ai_answers_again():
    c = staff.resolve(staff.take_over(NEW, MEI, NOON).state, MEI, NOON).state
    assert c.status == "resolved"
    turn = play(c, "What time is breakfast?")
    assert said(turn) == KNOWN.text
    assert (turn.state.status, turn.state.mode, turn.state.episode) == ("active", "concierge", 2)


def test_h5_hand_back_is_explicit():
    c = staff.release(staff.take_over(NEW, MEI, NOON).state, MEI, NOON).state
    assert said(play(c, "What time is breakfast?")) == KNOWN.text


def test_the_button_for_a_person_works_once():
    turn = staff.hand_off(NEW, Staff("guest", "", "system"), "asked", HOTEL, NOON)
    assert turn.state.mode == "handoff"
    assert turn.outgoing
    again = staff.hand_off(turn.state, Staff("guest", "", "system"), "asked", HOTEL, NOON)
    assert again == Turn(turn.state)


def test_never_silence_when_working_out_an_answer_fails():
    turn = conversation.stumble(NEW, [guest("What time is breakfast?")], HOTEL, NOON)
    assert "went wrong" in said(turn)
    assert turn.state.mode == "handoff"
    assert facts(turn, AlertFact)


def test_w21_a_reaction_is_kept_and_answered_by_nobody():
    c = play(NEW, "What time is breakfast?").state
    reaction = guest("👍", 9, kind="reaction", quiet=True, about="wamid.1")
    turn = conversation.begin(c, [reaction], HOTEL, NOON)
    assert isinstance(turn, Turn)
    assert not turn.outgoing
    [kept] = facts(turn, MessageFact)
    assert (kept.kind, kept.text, kept.meta["about"]) == ("reaction", "👍", "wamid.1")
    assert turn.state.lines == c.lines  # a model is not told of it


def test_e6_an_auto_reply_reopens_nothing():
    c = staff.resolve(play(NEW, "What time is breakfast?").state, MEI, NOON).state
    turn = conversation.begin(c, [guest("I am away until Monday.", 9, quiet=True)], HOTEL, NOON)
    assert turn.state.status == "resolved"
    assert not facts(turn, LeadFact)


def test_a_question_beside_a_reaction_is_answered():
    heart = guest("❤", 1, kind="reaction", quiet=True)
    plan = conversation.begin(NEW, [heart, guest("What time is breakfast?", 2)], HOTEL, NOON)
    assert isinstance(plan, Plan)
    assert plan.question == "What time is breakfast?"
    turn = conversation.finish(plan, KNOWN, HOTEL, NOON)
    assert [f.text for f in facts(turn, MessageFact)] == ["❤", plan.question, KNOWN.text]


def test_an_answer_carries_the_envelope_of_what_it_answers():
    asked = guest("What time is breakfast?", envelope={"subject": "Breakfast"})
    plan = conversation.begin(NEW, [asked], HOTEL, NOON)
    assert isinstance(plan, Plan)
    [out] = conversation.finish(plan, KNOWN, HOTEL, NOON).outgoing
    assert out.envelope == {"subject": "Breakfast"}
    c = staff.take_over(plan.state, MEI, NOON).state
    [written] = staff.say(c, MEI, "Until 10:30.", "k1", NOON).outgoing
    assert written.envelope == {"subject": "Breakfast"}


def test_w17_the_number_of_an_option_is_the_option():
    asked = play(NEW, "Do you have a helipad?", answered=NOTHING)
    [out] = [o for o in asked.outgoing if o.channel == "web"]
    assert out.quick_replies == ("Yes, please", "No, thanks")
    tapped, typed = play(asked.state, "Yes, please"), play(asked.state, "1")
    assert tapped.state.mode == typed.state.mode == "handoff"
    assert play(asked.state, "2").state.mode != "handoff"


def test_w20_a_pin_on_a_map_asks_the_way():
    pin = guest("📍 Queensbay Mall", kind="location")
    step = conversation.begin(NEW, [pin], HOTEL, NOON)
    assert isinstance(step, Plan)
    assert step.question == "How do I get to the hotel, and how far is it?"


def test_w22_a_message_edited_before_it_is_answered_is_answered_as_edited():
    asked = guest("Breakfast for 2?", 1)
    edit = guest("Breakfast for 4?", 2, kind="edit", quiet=True, about=asked.id.partition(":")[2])
    step = conversation.begin(NEW, [asked, edit], HOTEL, NOON)
    assert isinstance(step, Plan)
    assert step.question == "Breakfast for 4?"
    gone = guest("", 2, kind="revoke", quiet=True, about=asked.id.partition(":")[2])
    turn = conversation.begin(NEW, [asked, gone], HOTEL, NOON)
    assert isinstance(turn, Turn)
    assert not turn.outgoing


def test_w25_anybody_may_take_over_from_the_hotels_phone():
    echo = guest("We are full", 1, quiet=True, by_staff=True)
    c = conversation.begin(NEW, [echo], HOTEL, NOON)
    assert isinstance(c, Turn)
    assert c.state.with_staff
    assert staff.take_over(c.state, MEI, NOON).state.staff_id == MEI.id


def test_w28_who_wants_no_messages_is_told_so_and_still_answered():
    stopped = conversation.begin(NEW, [guest("STOP", notes=("opt_out",))], HOTEL, NOON)
    assert isinstance(stopped, Turn)
    assert stopped.state.opted_out
    assert "ask us anything" in said(stopped)
    assert said(play(stopped.state, "What time is breakfast?")) == KNOWN.text
