from __future__ import annotations

import pytest

from appliance.engine import talk
from appliance.engine.message import Passage

MEETING = Passage(
    "m", "events", "Meeting packages",
    "A meeting is RM 68 a person with lunch. A projector is included.", "en", 0.6,
)  # fmt: skip
HOURS = Passage(
    "h", "dining", "Restaurant hours", "Lunch is from 12 noon to 3 pm.", "en", 0.9
)  # fmt: skip
GYM = Passage("g", "facilities", "Gym", "The gym is open from 6 am to 10 pm, free.", "en", 0.7)
POOLWEAR = Passage(
    "p", "facilities", "What do I wear in the pool?", "Proper swimwear.", "en", 0.9
)  # fmt: skip
A_MEETING, A_GYM = "we plan a meeting for 25", "is there a gym?"


@pytest.mark.parametrize(
    ("question", "about", "alone", "inside", "its"),
    [
        ("lunch included?", A_MEETING, [HOURS], [MEETING], True),  # hours say nothing of included
        ("what time is lunch?", A_MEETING, [HOURS], [MEETING], False),
        ("got a projector?", A_MEETING, [], [MEETING], True),
        ("got a harp?", A_MEETING, [], [MEETING], False),  # nobody tells of a harp
        ("got a projector?", A_GYM, [], [MEETING], False),  # not what is spoken of
        ("got a projector?", A_MEETING, [], [], False),
        ("how much is a tennis lesson?", A_GYM, [], [GYM], False),
    ],
)
def test_a_question_is_of_the_talk_where_more_is_told_there(question, about, alone, inside, its):
    assert talk.belongs(question, about, alone, inside) is its


def test_the_dress_code_of_the_pool_is_not_the_gyms():
    assert talk.elsewhere("kena pakai baju apa", A_GYM, [POOLWEAR])
    assert not talk.elsewhere("kena pakai baju apa", "is there a pool?", [POOLWEAR])
    assert not talk.elsewhere("is there a pool?", A_GYM, [POOLWEAR])


def test_what_names_a_place_or_says_much_is_of_nothing_else():
    assert talk.readings("and the pool?", (A_GYM,)) == ()
    assert talk.readings("my sister would like " * 4, (A_GYM,)) == ()
    assert talk.readings("what about towels", ()) == ()


def test_what_names_no_thing_is_of_what_was_spoken_of_last():
    lately = (A_MEETING, A_GYM)
    assert talk.readings("how much?", lately) == ((A_GYM, "gym how much?"),)
    assert [about for about, _ in talk.readings("towels?", lately)] == [A_GYM, A_MEETING]


@pytest.mark.parametrize(
    ("said", "asked", "about", "found", "last"),
    [
        ("is there a spa?", "is there a spa?", "", True, "is there a spa?"),
        ("is there a spa?", "is there a spa?", "", False, "is there a spa?"),
        ("until when?", f"{A_GYM} until when?", "", True, A_GYM),
        ("what do I wear?", "what do I wear?", "", False, A_GYM),  # an aspect nobody could tell
        ("got a projector?", "meeting got a projector?", A_MEETING, True, A_MEETING),
        ("thanks", "thanks", "", False, A_GYM),
    ],
)
def test_what_is_spoken_of_next(said, asked, about, found, last):
    lately = talk.after((A_MEETING, A_GYM), said, asked, about, found=found)
    assert lately[-1] == last
    assert len(lately) == len(set(lately)) <= talk.LATELY
