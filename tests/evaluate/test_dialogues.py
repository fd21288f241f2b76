from __future__ import annotations

TURNS = [
    {
        "user": "A room from Friday please",
        "system": "How many nights will you stay, and how many are you?",
        "hotel_state": {"book_day": "friday"},
    },
    {
        "user": "2 nights, there are 3 of us",
        "system": "That is booked.",
        "hotel_state": {"book_day": "friday", "book_stay": "2", "book_people": "3"},
    },
]


def test_a20_the_state_grows_with_every_turn(evaluate, write):
    run = evaluate("dialogues", write("set.jsonl", [{"id": "d", "turns": TURNS}]))
    assert run.predictions["d"]["states"] == [turn["hotel_state"] for turn in TURNS]
    assert run.measure("joint goal accuracy") == "100.0"
    assert run.measure("turns") == "2"


def test_a_dialogue_without_turns_is_a_bad_line(evaluate, write):
    rows = [{"id": "d", "turns": TURNS}, {"id": "e"}, {"id": "f", "turns": [{"system": "Hi"}]}]
    run = evaluate("dialogues", write("set.jsonl", rows))
    assert "set.jsonl:2:" in run.printed
    assert "set.jsonl:3:" in run.printed
