from __future__ import annotations

import pytest

from appliance.evaluate.rows import BadRow, Row, read, sample


def test_o1_every_bad_line_is_named_with_its_place_and_the_others_are_read(write):
    path = write("set.jsonl", [{"id": 1}, "{not json", "[1, 2]", "", {"id": 2}])
    lines = read(path)
    assert [row.body["id"] for row in lines.rows] == [1, 2]
    assert [problem.partition(": ")[0] for problem in lines.problems] == [
        "set.jsonl:2",
        "set.jsonl:3",
    ]


@pytest.mark.parametrize("line", [b"\xff\xfe{}", b'{"a": "\xe9"}', b"[" * 100_000, b"\0"])
def test_a_line_of_hostile_bytes_is_one_problem(tmp_path, line):
    path = tmp_path / "set.jsonl"
    path.write_bytes(line + b'\n{"id": "good"}\n')
    lines = read(path)
    assert len(lines.problems) == 1
    assert len(lines.rows) == 1


def test_a_field_that_is_missing_or_of_another_type_is_a_bad_row():
    row = Row("f", 1, {"id": True, "text": 4, "day": "tomorrow", "turns": {}, "history": ["hi"]})
    for ask in (
        lambda: row.id,
        lambda: row.text("text"),
        lambda: row.text("query", "question"),
        lambda: row.day("day"),
        lambda: row.list("turns"),
        lambda: row.history("hi"),
    ):
        with pytest.raises(BadRow):
            ask()


def test_history_is_what_was_said_before():
    spoken = [
        {"speaker": "user", "text": "Hello"},
        {"speaker": "system", "text": "Good evening"},
        {"speaker": "user", "text": "Is there a pool?"},
    ]
    row = Row("f", 1, {"history": spoken})
    assert row.history("Is there a pool?") == (("guest", "Hello"), ("ai", "Good evening"))


def test_a_sample_is_the_same_for_the_same_seed_and_in_order():
    rows = [Row("f", n, {}) for n in range(100)]
    drawn = sample(rows, 10, 7)
    assert drawn == sample(rows, 10, 7)
    assert drawn != sample(rows, 10, 8)
    assert [row.line for row in drawn] == sorted(row.line for row in drawn)
    assert sample(rows, 0, 7) == rows
