from __future__ import annotations

import json
from typing import Any

import pytest

from appliance.evaluate.kinds import KINDS
from tests.llm.provider_server import ok


def test_language_counts_every_row_and_each_language(evaluate, write):
    path = write(
        "set.jsonl",
        [
            {"id": "a", "text": "Where do we leave the car overnight?", "lang": "en"},
            {"id": "b", "text": "Kereta boleh letak di mana malam ni?", "lang": "ms"},
        ],
    )
    run = evaluate("language", path)
    assert run.status == 0
    assert run.measure("accuracy") == "100.0"
    assert run.predictions == {"a": {"id": "a", "lang": "en"}, "b": {"id": "b", "lang": "ms"}}


def test_o1_bad_lines_are_told_with_their_place_and_counted_as_misses(evaluate, write):
    path = write(
        "set.jsonl",
        [
            {"id": "a", "text": "May I talk to a real person?", "should_handoff": True},
            {"id": "b", "text": 7, "should_handoff": True},
            "no json",
            {"text": "no id", "should_handoff": True},
        ],
    )
    run = evaluate("handoff", path)
    assert run.status == 0
    for place in ("set.jsonl:2:", "set.jsonl:3:", "set.jsonl:4:", "3 lines could not be used"):
        assert place in run.printed
    assert "Traceback" not in run.printed
    assert run.measure("recall") == "33.3"
    assert list(run.predictions) == ["a"]


def test_a_file_of_nothing_usable_fails_in_words(evaluate, write):
    run = evaluate("scope", write("set.jsonl", ["x", "y"]))
    assert run.status == 1
    assert "no line could be used" in run.printed


def test_a_file_that_is_not_there_fails_in_words(evaluate, tmp_path):
    run = evaluate("scope", tmp_path / "none.jsonl")
    assert run.status == 1
    assert "none.jsonl" in run.printed


def test_the_field_is_called_as_the_file_calls_it(evaluate, write):
    rows = [{"id": 1, "text": "Let me talk to the manager, please", "handoff": True}]
    assert evaluate("handoff", write("set.jsonl", rows)).predictions == {
        1: {"id": 1, "handoff": True}
    }


def test_a_complaint_calls_for_a_person_without_asking_for_one(evaluate, write):
    said = {"id": 1, "text": "I want to lodge a complaint about my room"}
    for name, called in (("should_handoff", True), ("handoff", False)):
        run = evaluate("handoff", write("set.jsonl", [{**said, name: called}]))
        assert run.predictions[1][name] is called


def test_a_model_may_call_a_person_where_code_does_not(evaluate, write, server):
    server.default = ok("Our team will look into this for you.", handoff=True)
    rows = [{"id": 1, "text": "Could you sort out a florist for our room?", "should_handoff": True}]
    path = write("set.jsonl", rows)
    assert evaluate("handoff", path).predictions[1]["should_handoff"] is False
    asked = evaluate("handoff", path, "--provider", server.openai)
    assert asked.predictions[1]["should_handoff"] is True


def test_kinds_that_ask_no_model_say_so(evaluate, write, server):
    rows = [{"id": 1, "text": "Hello there", "lang": "en"}]
    run = evaluate("language", write("set.jsonl", rows), "--provider", server.openai)
    assert "asks no model" in run.printed


@pytest.mark.parametrize("provider", ["openai", "anthropic", "somebody"])
def test_a_provider_that_cannot_be_asked_is_refused(evaluate, write, provider):
    run = evaluate("language", write("set.jsonl", []), "--provider", provider)
    assert run.status == 1
    assert f"--provider {provider}" in run.printed


def test_limit_draws_rows_by_seed(evaluate, write):
    rows = [{"id": n, "text": "Good evening", "label": 0} for n in range(30)]
    path = write("set.jsonl", rows)
    drawn = evaluate("injection", path, "--limit", 5, "--seed", 3).predictions
    assert len(drawn) == 5
    assert drawn == evaluate("injection", path, "--limit", 5, "--seed", 3).predictions


def test_dates_are_told_from_the_phrase_and_from_the_whole_message(evaluate, write):
    row = {
        "id": "d",
        "utterance": "We arrive on 7 March and leave on 9 March",
        "text": "9 March",
        "slot": "check_out_date",
        "reference": "2027-02-01",
        "iso": "2027-03-09",
        "source": "made up",
    }
    run = evaluate("dates", write("set.jsonl", [row]))
    assert run.predictions["d"]["iso"] == run.predictions["d"]["stored"] == "2027-03-09"
    assert run.measure("made up").startswith("100.0")


def test_slots_are_named_as_each_data_set_names_them(evaluate, write):
    said = "Two rooms for 3 adults from 5 April 2027 for 4 nights"
    day = "2027-03-01"
    sets = {
        "service": ("informed", {"check_in_date": "2027-04-05", "nights": "4", "rooms": "2"}),
        "domains": ("informed", {"check_in_day": "monday", "nights": "4", "guests": "3"}),
        "plain": ("lead", {"check_in": "2027-04-05", "check_out": "2027-04-09", "adults": "3"}),
    }
    for mark, (field, expected) in sets.items():
        row = {"id": mark, "user": said, "reference_date": day, mark: "x", field: expected}
        told = evaluate("slots", write("set.jsonl", [row])).predictions[mark]["slots"]
        assert {name: str(told[name]) for name in expected} == expected


def test_intent_scope_and_knowledge_seeking_write_their_labels(evaluate, write):
    room = {"id": 1, "text": "I would like to book a double room", "intent": "room_booking"}
    assert evaluate("intent", write("a", [room])).predictions[1]["intent"] == "room_booking"
    scope = {"id": 1, "text": "I would like to book a double room", "label": "room_booking"}
    assert evaluate("scope", write("b", [scope])).measure("accuracy") == "100.0"
    asks = {"id": 1, "query": "Is there a gym?", "prev_system": "Welcome!"}
    told = evaluate("knowledge-seeking", write("c", [asks])).predictions
    assert told == {1: {"id": 1, "knowledge_seeking": True}}


def test_predictions_are_one_json_object_a_line(evaluate, write, tmp_path):
    rows = [{"id": "é", "text": "ada bilik tak?\nmalam ni", "lang": "ms"}]
    evaluate("language", write("set.jsonl", rows))
    lines = (tmp_path / "predictions.jsonl").read_text().splitlines()
    assert [json.loads(line)["id"] for line in lines] == ["é"]


FIELDS = (
    "text user query utterance turns history requested reference reference_date label lang handoff "
    "should_handoff knowledge_seeking informed slots iso expected intent label_ok lang_ok service "
    "reply invented family body is_full_eml expected_exact must_contain must_not_contain"
)
ODD: tuple[Any, ...] = (
    None,
    3,
    "x",
    [],
    {},
    [[]],
    [{}],
    {"text": {}},
    True,
    "2027-13-40",
    "\ud800\0",
)


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "dialogues"])
def test_values_of_any_shape_end_in_words_not_in_a_trace(evaluate, write, kind):
    said = dict.fromkeys(("text", "query", "reply", "body"), "Good evening")
    good = {**said, "reference": "2027-01-01"}
    rows: list[object] = [{"id": 0, **good}]
    for field in FIELDS.split():
        rows += [{"id": len(rows) + n, **good, field: odd} for n, odd in enumerate(ODD)]
    rows += [{"id": id_, **good} for id_ in (None, True)]
    run = evaluate(kind, write("set.jsonl", rows))
    assert run.status == 0
    assert "Traceback" not in run.printed
    assert "could not be worked out" not in run.printed
