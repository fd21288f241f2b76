from __future__ import annotations

import pytest

from appliance.engine.asking import (
    brings_what_is_lent,
    gives_identifier,
    kinds_asked,
    kinds_stated,
    questions,
    says_back,
    wants_identifier,
)
from appliance.engine.lexicon import read


@pytest.mark.parametrize(
    ("question", "kinds"),
    [
        ("what time does the gym open", {"time"}),
        ("pukul berapa kolam tutup", {"time"}),
        ("how much is parking", {"money"}),
        ("brp harga extra bed", {"money"}),
        ("berapa jauh dari airport", {"distance"}),
        ("do you have a spa", set()),
    ],
)
def test_what_is_asked_for(question, kinds):
    assert kinds_asked(read(question)) == kinds


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Open 7:00 am to 9 pm.", {"time"}),
        ("Buka 24 jam, percuma.", {"time", "money"}),
        ("RM 12 a night.", {"money"}),
        ("The station is 800 m away.", {"distance"}),
        ("There are 12 rooms in 2026.", set()),
    ],
)
def test_what_is_stated(text, kinds):
    assert kinds_stated(text) == kinds


@pytest.mark.parametrize(
    ("message", "count"),
    [
        ("What time is breakfast and do you have parking?", 2),
        ("wifi and parking?", 2),
        ("sarapan pukul berapa, kolam buka sampai bila?", 2),
        ("Is there a pool? When does the gym open? Do you take pets?", 3),
        ("Can I pay by Visa and Mastercard?", 1),
        ("How much is parking, and is it covered?", 1),
        ("Do you take bookings for tea, and how much is it per pax?", 1),
        ("I have a disability. Is there parking near the door?", 1),
        ("hello", 1),
    ],
)
def test_a_message_falls_into_its_questions(message, count):
    assert len(questions(message)) == count


@pytest.mark.parametrize(
    ("reply", "question", "back"),
    [
        ("What time is breakfast?", "what time is breakfast", True),
        ("The breakfast time.", "What time is breakfast?", True),
        ("Pukul berapa sarapan?", "sarapan pukul berapa", True),
        ("Breakfast is from 7:00 am.", "What time is breakfast?", False),
        ("Breakfast is included.", "Is breakfast included?", False),
        ("Yes.", "Is breakfast included?", False),
        ("The deluxe.", "What is bigger, the deluxe or the superior?", False),
        ("On which date would it be?", "How much is a wedding?", False),
    ],
)
def test_a_question_given_back_is_no_answer(reply, question, back):
    assert says_back(reply, question) is back


@pytest.mark.parametrize(
    ("question", "wants"),
    [
        ("What's your SST number?", True),
        ("nombor bas berapa", True),
        ("no akaun bank hotel?", True),
        ("What number of guests?", False),
        ("Do you need my passport number?", False),
        ("nombor pasport saya ada", False),
        ("How much is SST?", False),
    ],
)
def test_the_number_of_something_is_asked(question, wants):
    assert wants_identifier(question) is wants


@pytest.mark.parametrize(
    ("text", "gives"),
    [
        ("Rapid Penang bus 204.", True),
        ("Bas Rapid Penang 204.", True),
        ("Call +60 4-555 0182.", True),
        ("Book with your flight number.", True),
        ("SST is 8% on the room rate.", False),
        ("Free until 72 hours before.", False),
    ],
)
def test_the_number_of_something_is_given(text, gives):
    assert gives_identifier(text) is gives


def test_what_is_lent_is_not_what_is_brought():
    lent = "Guests borrow bicycles free of charge."
    assert brings_what_is_lent("boleh bawa basikal sendiri?", lent)
    assert not brings_what_is_lent("can I borrow a bicycle?", lent)
    assert not brings_what_is_lent("can I bring my cat?", "Pets are not allowed.")
    assert not brings_what_is_lent("can I bring mine?", f"{lent} You may bring your own.")
