"""What goes out is within Meta's limits before Meta sees it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from appliance.channels.whatsapp import wording
from appliance.engine.message import Outgoing
from appliance.simulate.graph import mistake

AT = datetime(2026, 11, 23, tzinfo=UTC)
WORDS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1).filter(str.strip)


def message(text="Hello", guest="60123450900", **more: Any) -> Outgoing:
    return Outgoing("m-1", "whatsapp", guest, "c-1", text, AT, **more)


def test_a_text_is_one_bubble_that_names_our_message():
    [payload] = wording.payloads(message())
    assert (payload["to"], payload["text"]["body"]) == ("60123450900", "Hello")
    assert payload["biz_opaque_callback_data"] == "m-1"
    assert "recipient" not in payload


@pytest.mark.parametrize("bsuid", ["MY.abc", "MY.ENT.1234567890"])
def test_w8_a_bsuid_goes_in_recipient(bsuid):
    [payload] = wording.payloads(message(guest=bsuid))
    assert payload["recipient"] == bsuid
    assert "to" not in payload


def test_w15_five_thousand_characters_are_two_parts_cut_between_sentences():
    text = " ".join(f"Sentence number {n} is here." for n in range(190))
    assert len(text) > 5000
    first, second = wording.parts(text)
    assert first.endswith("is here.")
    assert f"{first} {second}" == text
    one, two = wording.payloads(message(text))
    assert (one["biz_opaque_callback_data"], two["biz_opaque_callback_data"]) == ("m-1:1", "m-1")


def test_w15_more_than_two_parts_are_shortened_and_say_so():
    parts = wording.parts("Ayat ini panjang. " * 1000, "ms")
    assert len(parts) == 2
    assert parts[1].endswith("tanya saya untuk selebihnya)")


@settings(deadline=None)
@given(WORDS, st.integers(1, 9000))
def test_w15_no_text_exceeds_the_limit_in_code_points(words, times):
    text = (words * times)[:20_000]
    found = wording.parts(text)
    assert 1 <= len(found) <= 2
    assert all(len(part) <= 4096 for part in found)


def test_w15_an_emoji_counts_once():
    assert len(wording.parts("🏨" * 4096)) == 1


def test_three_short_choices_are_buttons_and_ten_a_list():
    [buttons] = wording.payloads(message(quick_replies=("Yes", "No", "Later")))
    assert buttons["interactive"]["type"] == "button"
    [rows] = wording.payloads(message(quick_replies=tuple(f"Room {n}" for n in range(10))))
    assert rows["interactive"]["type"] == "list"


@pytest.mark.parametrize(
    "titles",
    [
        ("x" * 25,),  # neither a button nor a row
        tuple(f"Room {n}" for n in range(11)),
        ("Same", "Same"),
        ("", "No"),
    ],
)
def test_w16_choices_meta_would_refuse_are_numbered_lines(titles):
    [payload] = wording.payloads(message("Which?", quick_replies=titles))
    assert payload["type"] == "text"
    assert payload["text"]["body"] == "Which?\n\n" + "\n".join(
        f"{n}. {title}" for n, title in enumerate(titles, 1)
    )


@pytest.mark.parametrize("titles", [("x" * 21,), ("a", "b", "c", "d")])
def test_w16_a_title_of_21_or_a_fourth_button_becomes_a_list(titles):
    [payload] = wording.payloads(message(quick_replies=titles))
    assert payload["interactive"]["type"] == "list"


@settings(deadline=None)
@given(
    WORDS,
    st.integers(1, 300),
    st.lists(st.text(max_size=30), max_size=14),
    st.sampled_from(["60123450900", "MY.abc"]),
)
def test_w16_whatever_is_said_meta_takes_it(words, times, titles, guest):
    text = (words * times)[:9000]
    for payload in wording.payloads(message(text, guest, quick_replies=tuple(titles))):
        assert mistake(payload) == ""


def test_a_template_carries_its_variables_in_order_without_line_breaks():
    template = {"name": "x", "language": "ms", "values": ["Siti\nAminah", "Hotel"]}
    [payload] = wording.payloads(message(meta={"template": template}))
    assert payload["template"]["language"] == {"code": "ms"}
    [body] = payload["template"]["components"]
    assert [p["text"] for p in body["parameters"]] == ["Siti Aminah", "Hotel"]
    assert mistake(payload) == ""
