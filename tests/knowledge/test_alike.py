from __future__ import annotations

import numpy as np

from appliance.knowledge.alike import REMEMBERED, Grouping

SCOOTERS = ["Do you rent out scooters?", "can i hire a motorbike there", "ada sewa motosikal tak"]
LIFT = ["is there a lift", "do you have an elevator"]
UMBRELLA = ["can I borrow an umbrella"]


def test_questions_in_two_languages_meet_by_meaning(encoder):
    asked = [LIFT[0], SCOOTERS[0], UMBRELLA[0], SCOOTERS[1], LIFT[1], SCOOTERS[2]]
    assert Grouping(encoder).group(asked) == [[1, 3, 5], [0, 4], [2]]


def test_the_same_words_are_one_question(encoder):
    assert Grouping(encoder).group(["is there a lift"] * 3) == [[0, 1, 2]]


def test_no_questions_are_no_groups_and_odd_ones_stand_alone(encoder):
    assert Grouping(encoder).group([]) == []
    odd = ["", "🙂", "\ud800", "?" * 5000]
    assert sorted(at for group in Grouping(encoder).group(odd) for at in group) == [0, 1, 2, 3]


def test_a_question_joins_the_group_it_is_nearest_to_on_average(encoder):
    """Two groups stand 80° apart; what lies between them goes to the nearer one."""
    at = {"a": 0.0, "b": 20.0, "c": 80.0, "d": 95.0, "nearer a": 35.0, "nearer c": 60.0}
    grouping = Grouping(encoder)
    for text, angle in at.items():
        turned = np.radians(angle)
        grouping.vectors[text] = np.array([np.cos(turned), np.sin(turned)])
    assert grouping.group(list(at)) == [[0, 1, 4], [2, 3, 5]]


def test_what_was_encoded_once_is_not_encoded_again(encoder):
    class Counting:
        name, dimensions, calibration = encoder.name, 512, encoder.calibration
        texts = 0

        def warm(self):
            """It is."""

        def encode(self, texts):
            self.texts += len(texts)
            return encoder.encode(texts)

    counting = Counting()
    grouping = Grouping(counting)
    first = grouping.group(SCOOTERS + LIFT)
    seen = counting.texts
    assert grouping.group(SCOOTERS + LIFT) == first
    assert counting.texts == seen


def test_its_memory_is_bounded(encoder):
    grouping = Grouping(encoder)
    grouping.vectors = {str(n): np.zeros(512) for n in range(REMEMBERED)}
    grouping.group(["is there a lift"])
    assert len(grouping.vectors) <= REMEMBERED
