from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from appliance.engine.language import find_language
from appliance.engine.text import Language


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Do you have a room for two nights?", "en"),
        ("What time is check-in?", "en"),
        ("Is nasi lemak part of the breakfast?", "en"),
        ("got rooms lah this Friday?", "en"),
        ("Adakah bilik masih kosong untuk malam ini?", "ms"),
        ("blh check in awal x", "ms"),
        ("brp harga bilik family", "ms"),
        ("ada bilik tak this weekend? budget la", "ms"),
        ("check in pukul berapa", "ms"),
        ("boleh late checkout tak", "ms"),
        ("apakah ada kamar kosong besok", "ms"),
    ],
)
def test_a9_english_is_told_from_malay(text: str, language: Language):
    other: Language = "en" if language == "ms" else "ms"
    assert find_language(text, other).language == language


@pytest.mark.parametrize(
    ("text", "other"),
    [
        ("你好，请问还有房间吗", "zh"),
        ("அறை இருக்கிறதா", "ta"),
        ("部屋はありますか", "ja"),
        ("Bonjour, je voudrais réserver une chambre pour deux personnes", "fr"),
    ],
)
def test_a9_other_languages_are_named(text: str, other: str):
    assert find_language(text, "en").other == other


def test_a9_code_switching_is_marked():
    assert find_language("ada bilik tak this weekend?", "en").mixed
    assert not find_language("ada bilik kosong tak", "en").mixed
    assert not find_language("any room left", "ms").mixed


@pytest.mark.parametrize("text", ["ok", "2", "012-345 6789", "👍", "", "guest@example.com", "lah"])
@pytest.mark.parametrize("before", ["en", "ms"])
def test_a9_a_message_that_does_not_tell_keeps_the_conversations_language(
    text: str, before: Language
):
    assert find_language(text, before).language == before


def test_a9_the_language_follows_the_last_message():
    assert find_language("Can I pay by card?", "ms").language == "en"
    assert find_language("boleh bayar guna kad?", "en").language == "ms"


@given(st.text(max_size=200))
def test_any_text_has_a_language(text: str):
    assert find_language(text, "ms").language in ("en", "ms")


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("menu dinner", "ms"),
        ("address hotel?", "ms"),
        ("price family room", "ms"),
        ("hotel address?", "en"),
        ("the price room service charges is what", "en"),
    ],
)
def test_a9_the_order_of_two_borrowed_nouns_tells(text, language):
    assert find_language(text, "en").language == language
