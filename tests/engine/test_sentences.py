from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from appliance.engine.sentences import Sentences, split


@pytest.mark.parametrize(
    "sentences",
    [
        ["Breakfast is at 7.30 am. ", "It costs RM 1,200.50 for ten. ", "Welcome!"],
        ["Open 7 a.m. to 10 p.m. daily. ", "See you."],
        ["We are at No. 12, Jln. Sultan. ", "Come by!"],
        ["No. ", "We close at nine."],
        ["Bring e.g. a towel. ", "Or rent one."],
        ["See https://a.example/b.html?c=1. ", "Then call."],
        ["Two things:\n", "1. Pool\n", "2. Gym (Level 3)\n", "Anything else?"],
        ["Sure! ", "😊\n\n", "Boleh saya bantu? ", "Pukul 3.30 petang."],
        ['He said "yes." ', "Then left."],
        ["Serai Sdn. Bhd. runs it."],
        ["好的。", "谢谢！", "再见"],
        ["Towels, robes, etc. are free. ", "Ask us."],
        ["Dr. Lim is at Jalan P. Ramlee."],
        ["Wait… ", "What?! ", "Yes."],
    ],
)
def test_sentences(sentences):
    assert split("".join(sentences)) == sentences


TEXT = st.text(alphabet="aB1 .!?,\n:–\"')。！😊", max_size=80)


@given(TEXT, st.lists(st.integers(1, 5), max_size=80))
def test_however_it_is_cut_the_sentences_are_the_same(text, sizes):
    sentences, got, at = Sentences(), [], 0
    for size in sizes:
        got += sentences.feed(text[at : at + size])
        at += size
    got += sentences.feed(text[at:])
    rest = sentences.flush()
    assert [*got, *([rest] if rest else [])] == split(text)


@given(TEXT)
def test_nothing_is_lost(text):
    assert "".join(split(text)) == text
