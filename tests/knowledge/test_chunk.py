from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from appliance.knowledge.chunk import LONGEST, passages, plain, split_long


def test_headings_lead_and_sections_without_text_vanish():
    found = passages("# House\n\n## Bar\n\nOpen late.\n\n## Empty\n\n## Gym\n\nOpen early.\n")
    assert [(each.title, each.text, each.line) for each in found] == [
        ("House › Bar", "Open late.", 5),
        ("House › Gym", "Open early.", 11),
    ]


def test_marks_go_and_addresses_stay():
    assert plain("**Bold** and [the map](https://map.example/a)") == (
        "Bold and the map (https://map.example/a)"
    )


def test_list_items_keep_their_lines():
    assert plain("We have:\n- tea\n- coffee\n  and milk") == "We have:\n- tea\n- coffee and milk"


def test_a_heading_in_a_fence_is_text():
    assert len(passages("# A\n\n```\n# not a heading\n```\n")) == 1


def test_long_sections_split_between_paragraphs_and_overlap():
    paragraphs = [f"Paragraph {n}. " + "Words about the hotel. " * 30 for n in range(8)]
    parts = split_long("\n\n".join(paragraphs))
    assert len(parts) > 1
    assert all(len(part) <= LONGEST for part in parts)
    assert parts[0][-22:] in parts[1]


@given(st.text(max_size=6000))
def test_every_word_of_a_long_text_is_in_some_part(text):
    parts = split_long(text)
    assert all(len(part) <= LONGEST for part in parts)
    if len(text) > LONGEST:
        whole = "".join("".join(parts).split())
        assert len(whole) >= len("".join(text.split()))
