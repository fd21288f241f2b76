"""Every expected number here is worked out by hand."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from appliance.evaluate.measures import binary, labels, normal, ranking, slots, states


def test_ranking_counts_the_first_right_place():
    found = ranking([([7], [7, 1]), ([7], [1, 7]), ([7], [1, 2, 3, 7]), ([7], [])])
    assert found == {"R@1": "25.0", "R@3": "50.0", "R@5": "75.0", "MRR@5": "43.8"}


def test_ranking_of_several_answers_also_counts_how_many_of_them_came_back():
    assert ranking([([1, 2], [1, 9]), ([1, 2], [2, 1])])["set recall@10"] == "75.0"


def test_binary_counts_a_missing_prediction_as_wrong_and_skips_rows_without_gold():
    pairs: list[Any] = [
        ({"x": True}, {"x": True}),
        ({"x": True}, {}),
        ({"x": False}, {"x": True}),
        ({"x": 0}, {"x": False}),
        ({"x": None}, {"x": True}),
    ]
    found = binary(pairs, "x")
    assert found["n"] == "4"
    assert (found["precision"], found["recall"], found["F1"]) == ("50.0", "50.0", "50.0")
    assert (found["false alarms"], found["accuracy"]) == ("50.0", "50.0")


def test_labels_take_any_accepted_label():
    pairs: list[Any] = [
        ({"lang": "ms", "lang_ok": ["ms", "id"]}, {"lang": "id"}),
        ({"lang": "en"}, {"lang": "ms"}),
        ({"lang": None}, {"lang": "ms"}),
    ]
    found = labels(pairs, "lang")
    assert (found["accuracy"], found["n"], found["  en taken for ms"]) == ("50.0", "2", "1")


def test_slots_are_compared_loosely_in_spelling_and_strictly_in_value():
    pairs: list[Any] = [
        ({"nights": {"text": "two", "canonical": "2"}, "rooms": "1"}, {"nights": 2}, {}),
        ({}, {"rooms": 3}, {}),
        ({"name": "Li  Wei"}, {"name": "li wei"}, {}),
        ({}, {"rooms": 3}, {"rooms": ["3"]}),  # as good as saying nothing
    ]
    found = slots(pairs)
    assert found["micro"] == "P 66.7  R 66.7  F1 66.7"
    assert found["exact items"] == "50.0"


def test_a_state_is_right_when_all_its_slots_are_and_a_missing_turn_is_wrong_unless_empty():
    gold = [{"day": "Friday"}, {"day": "friday", "stay": "2"}, {"day": "friday"}]
    found = states([(gold, [{"day": "friday"}, {"day": "friday"}]), ([{}], [])])
    assert (found["joint goal accuracy"], found["turns"]) == ("50.0", "4")


@pytest.mark.parametrize(
    ("value", "text"),
    [({"value": {"b": 1, "a": 2}}, '{"a": 2, "b": 1}'), ({"value": None, "text": " X "}, "x")],
)
def test_normal_takes_the_value_out(value, text):
    assert normal(value) == text


@given(st.lists(st.tuples(st.booleans(), st.booleans()), min_size=1))
def test_f1_is_between_precision_and_recall(said):
    found = binary([({"x": gold}, {"x": given}) for gold, given in said], "x")
    low, high = sorted((float(found["precision"]), float(found["recall"])))
    assert low - 0.1 <= float(found["F1"]) <= high + 0.1
