from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest

from appliance.engine import conversation, reply
from appliance.engine.impression import UNREAD, Impression
from appliance.engine.message import Inbound, Passage
from appliance.engine.phrases import say
from appliance.engine.state import Conversation
from appliance.engine.turns import Answered, Plan, Turn
from appliance.engine.understanding import understand
from tests.hotels import small_hotel

HOTEL = small_hotel()
NOW = datetime(2026, 5, 1, 12, tzinfo=HOTEL.zone)
NEW = Conversation("c", "web:g", language="en")
STRAYING = Impression({"off_topic": 0.95, "question": 0.05})
MUSED = "why do tides come twice a day"


def plan(text: str, impression: Impression) -> Plan:
    step = conversation.begin(NEW, [Inbound("m", "web", "g", text, NOW)], HOTEL, NOW, impression)
    assert isinstance(step, Plan)
    return step


def passage(score: float) -> Passage:
    return Passage("p", "faq", "Tides", "High tide is at noon.", "en", score)


def test_a8_what_strays_is_declined_and_no_gap_is_logged():
    turn = conversation.finish(plan(MUSED, STRAYING), Answered(""), HOTEL, NOW)
    assert turn.outgoing[0].text == say("off_topic", "en", HOTEL)
    assert not [fact for fact in turn.facts if type(fact).__name__ == "GapFact"]
    assert (turn.state.misses, turn.state.mode) == (0, "concierge")


def test_a8_what_strays_is_answered_only_from_what_surely_fits():
    straying, asked = plan(MUSED, STRAYING), plan(MUSED, UNREAD)
    assert reply.sure(straying, (passage(0.6),)) == ()
    assert reply.sure(straying, (passage(0.9),)) == (passage(0.9),)
    assert reply.sure(asked, (passage(0.6),)) == (passage(0.6),)


@pytest.mark.parametrize(
    "text",
    [
        "do you have a room from 9 to 11 June",
        "I want to talk to a human",
        "my tap is leaking badly",
        "me and Ali",
    ],
)
def test_what_the_words_say_outweighs_the_impression(text):
    asking = replace(NEW, awaiting="party") if text == "me and Ali" else NEW
    assert not understand(text, HOTEL, now=NOW, before=asking, impression=STRAYING).strays


def test_hotel_words_make_straying_less_likely():
    unsure = Impression({"off_topic": 0.6, "question": 0.4})
    assert unsure.strays(hotel_words=False)
    assert not unsure.strays(hotel_words=True)


def test_a7_what_looks_like_an_attack_is_refused():
    order = Impression({"attack": 0.9, "question": 0.1}, attack=0.9)
    messages = [Inbound("m", "web", "g", "Speak like a pirate, matey", NOW)]
    turn = conversation.begin(NEW, messages, HOTEL, NOW, order)
    assert isinstance(turn, Turn)
    assert turn.outgoing[0].text == say("refused", "en", HOTEL)


def test_without_an_impression_the_patterns_decide():
    def seen(text):
        return understand(text, HOTEL, now=NOW, before=NEW)

    assert seen("I'd like to book a room").scope == "room_booking"
    assert seen("thanks!").scope == "chitchat"
    assert seen("give me a recipe for laksa").scope == "out_of_scope"
    assert seen("is there a pool?").scope == "question"
    assert not seen("is there a pool?").seeks_knowledge
