"""What was said, found again: within words, in whatever case and script it was written."""

from __future__ import annotations

import pytest

from tests.conftest import Property
from tests.store.facts import CONVERSATION, message, numbered, snapshot

SAID = {
    "cat": "Boleh bawa KUCING ke bilik?",
    "quay": "Is the CAFÉ on the quay open?",
    "early": "早餐几点开始？",
    "room": "அறை காலியாக உள்ளதா?",
    "fee": r"100% of it, file_a\b, please",
}


@pytest.fixture
def store(store_for):
    opened = store_for(Property("searched"))
    said = [message(name, text=text) for name, text in SAID.items()]
    opened.write(numbered([snapshot(), *said]))
    return opened


@pytest.mark.parametrize(
    ("search", "found"),
    [
        ("kucing", "cat"),
        ("KUC", "cat"),
        ("cing ke", "cat"),
        ("café", "quay"),
        ("CAFÉ ON", "quay"),
        ("早餐", "early"),
        ("காலி", "room"),
        ("100%", "fee"),
        ("FILE_A\\B", "fee"),
        ("file-a", ""),
        ("1%of", ""),
    ],
)
def test_what_was_said_is_found_within_words_in_any_case_and_script(store, search, found):
    rows = store.conversations(search=search)
    assert [row.id for row in rows] == ([CONVERSATION.id] if found else [])
    last = store.last_said(CONVERSATION.id, search)
    assert last == (message(found).id if found else None)


def test_m1_a_search_finds_nothing_another_hotels_guests_said(store, store_for):
    other = store_for(Property("neighbour"))
    assert other.conversations(search="kucing") == []
    assert other.last_said(CONVERSATION.id, "kucing") is None
