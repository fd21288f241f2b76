"""Yes or no, from hours, closing days and ages; and whose "yes" a passage opens with."""

from __future__ import annotations

from dataclasses import replace
from datetime import time

import pytest

from appliance.engine import grounded
from appliance.engine.message import Passage
from appliance.engine.understanding import Understanding
from appliance.engine.verdict import asks_more, sharpened, verdict, without_opening
from tests.hotels import small_hotel

POOL = "The pool is open daily from 7:00 am to 8:00 pm."
BAR = "The bar is open from 6:00 pm to 2:00 am, closed on Mondays, for guests of 21 and over."
MEALS = "Lunch 12:00 noon to 3:00 pm, dinner 6:30 pm to 10:00 pm."
KOLAM = "Kolam dibuka setiap hari dari 7:00 pagi hingga 8:00 malam."


@pytest.mark.parametrize(
    ("question", "text", "said"),
    [
        ("Is the pool open at 9pm?", POOL, "no"),
        ("Can I swim at 7:30 am?", POOL, "yes"),
        ("Is the pool open at 8 pm?", POOL, "no"),  # it closes then
        ("Is the pool open at 9?", POOL, None),  # morning or evening
        ("Is the pool open at 6 am or at 9 am?", POOL, None),  # two hours
        ("What time does the pool open?", POOL, None),
        ("Nak ke kolam pukul 9 malam, tingkat berapa?", KOLAM, None),
        ("We arrive 9pm, where is the pool?", POOL, None),
        ("Kolam masih buka pukul 9 malam?", KOLAM, "no"),
        ("Boleh mandi pukul 8 pagi?", KOLAM, "yes"),
        ("Is the bar open at 1 am?", BAR, "yes"),  # past midnight
        ("Is the bar open at noon?", BAR, "no"),
        ("Is the bar open on Monday?", BAR, "no"),
        ("Is the bar open on Friday?", BAR, "yes"),
        ("Can I come in, I'm 19?", BAR, "no"),
        ("Can we be fetched at 9 pm?", "RM 85 a car; RM 20 more between 10 pm and 6 am.", None),
        ("Can we swim at 6 in the morning?", POOL, "no"),
        ("Is the pool open 24 hours?", POOL, "no"),
        ("Kolam buka 24 jam?", KOLAM, "no"),
        ("Is reception open 24 hours?", "The front desk is open 24 hours.", None),
        ("Can we eat after midnight?", MEALS, "no"),
        ("Dinner at 9pm possible?", MEALS, None),
        ("Is it open at 9pm?", "Lunch 12:00 noon to 3:00 pm, dinner 6:30 pm to 10:00 pm.", None),
    ],
)
def test_a_yes_or_no_is_said_only_where_code_can_tell(question, text, said):
    assert verdict(question, text) == said


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("Can I check out at 3pm?", "Can I check out at 3pm? (late check-out)"),
        ("Can I check out at 11 am?", "Can I check out at 11 am?"),
        ("Can we check in at 10am?", "Can we check in at 10am? (early check-in)"),
        ("Can we check in at 10 pm?", "Can we check in at 10 pm? (late arrival)"),
        ("What time is check-out?", "What time is check-out?"),
    ],
)
def test_leaving_late_and_coming_early_are_asked_by_their_names(question, said):
    hotel = replace(small_hotel(), check_in_from=time(15), check_out_by=time(12))
    assert sharpened(question, hotel, "en") == said


def test_an_hour_alone_is_of_what_was_asked_before():
    hotel = replace(small_hotel(), check_in_from=time(15), check_out_by=time(12))
    said = sharpened("And at 3pm?", hotel, "en", before="What time is check-out?")
    assert said == "And at 3pm? (late check-out)"
    assert sharpened("And at 3pm?", hotel, "en", before="Is the pool open?") == "And at 3pm?"


def test_a_yes_belongs_to_the_question_in_the_heading():
    assert not asks_more("do you have parking", "Do you have parking?")
    assert asks_more("Is parking free?", "Do you have parking?")
    assert without_opening("Yes, 28 bays at RM 12.") == "28 bays at RM 12."
    assert without_opening("Nothing to take away.") == "Nothing to take away."


def test_the_answer_to_another_question_opens_without_its_yes():
    text = "Yes, on level 3, daily from 6:00 am to 10:00 pm."
    gym = Passage("gym", "facilities", "Is there a gym?", text, "en", 0.9)

    def said(question: str) -> str:
        u = Understanding(language="en")
        return grounded.answer(question, u, [gym], small_hotel()).text

    assert said("Is there a gym?").startswith("Yes, on level 3")
    assert said("Is the gym open at midnight?").startswith("No. On level 3")
    assert said("How much is the gym?").startswith("On level 3")
