from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from appliance.engine.lexicon import gloss, read, stem, words


@pytest.mark.parametrize(
    ("english", "malay"),
    [
        ("Is there a swimming pool?", "ada kolam renang tak"),
        ("car park", "tempat letak keta"),
        ("late check-out", "nak checkout lewat"),
        ("are pets allowed", "boleh bawa kucing"),
        ("prayer room", "nak sembahyang kat mana"),
        ("extra bed", "katil tambahan"),
        ("credit card", "bayar guna kad kredit"),
        ("wheelchair", "mak saya guna kerusi roda"),
        ("wedding package", "pakej kahwin"),
    ],
)
def test_both_languages_read_as_one_topic(english, malay):
    assert read(english).topics & read(malay).topics


def test_chat_spellings_are_put_right():
    assert words("x bole bawak kanak2 dlm kolam?") == (
        ["tak", "boleh", "bawa", "kanak", "kanak", "dalam", "kolam"]
    )


@pytest.mark.parametrize(
    ("text", "named", "not_named"),
    [
        ("boleh bayar guna cek?", "cheque", "check_in"),
        ("hotel terima cek syarikat tak", "cheque", "check_in"),
        ("nak cek in pukul berapa", "check_in", "cheque"),
        ("cek-out lewat boleh?", "late_check_out", "cheque"),
        ("tolong cek harga bilik", "rate", "cheque"),
        ("boleh cek tempahan saya?", "book", "cheque"),
    ],
)
def test_cek_is_a_cheque_an_arrival_or_to_look_up(text, named, not_named):
    topics = read(text).topics
    assert named in topics
    assert not_named not in topics


def test_malay_affixes_come_off_known_words_only():
    assert stem("disewakan") == stem("sewa")
    assert stem("terrace") != "race"
    assert stem("dinner") == "dinner"
    assert read("can my child swim alone?").topics == {"child", "pool"}  # no salon


def test_a_gloss_is_english_and_empty_for_english():
    assert gloss("Kolam renang buka pukul berapa?").startswith("swimming pool open")
    assert gloss("boleh bawa kucing?") == "can I cat"
    assert gloss("What time is breakfast?") == ""


def test_a_whole_form_is_not_its_parts():
    assert read("room service").topics == {"room_service"}
    assert "price" not in read("bilik ini muat berapa orang").facets


@pytest.mark.parametrize(
    ("text", "topics"),
    [
        ("when is my deposit returned", {"deposit", "deposit_refund"}),
        ("my van is 2.1 metres high", {"car"}),
        ("a room on a high floor away from the lift", {"room", "floor", "room_position"}),
        ("kalau anjing pemandu", {"pets", "guide_dog"}),
        ("is the CAT free", {"bus"}),
        ("is the cat free", {"pets"}),
        ("IS THE CAT FREE", {"pets"}),
        ("to add one more person", {"extra_bed", "bed"}),
        ("a room next to ours", {"room", "connecting"}),
        ("nak sambut harijadi", {"party"}),
    ],
)
def test_a_form_of_several_words_is_a_thing_of_its_own(text, topics):
    assert read(text).topics == topics


def test_words_of_no_line_are_kept():
    assert read("is there a helipad").words == {"helipad"}


@given(st.text(max_size=300))
def test_any_text_can_be_read(text):
    read(text)
    gloss(text)


@pytest.mark.parametrize(
    ("text", "name", "named"),
    [
        ("Do you offer shoe cleaning?", "discount", False),
        ("any offers this weekend?", "discount", True),
        ("ada offer tak untuk bulan ni", "discount", True),
        ("Is a hair dryer available?", "availability", False),
        ("got any rooms tonight?", "availability", True),
        ("bilik available lagi tak", "availability", True),
        ("Can you confirm that you have a gym?", "booking_confirmation", False),
        ("please confirm my booking", "booking_confirmation", True),
        ("we had dinner by the pool", "maximum", False),
        ("kolam ada had umur tak", "maximum", True),
        ("how close is the beach?", "close", False),
        ("how close is the beach?", "distance", True),
    ],
)
def test_a_word_with_two_senses_is_read_by_what_stands_beside_it(text, name, named):
    reading = read(text)
    assert (name in reading.topics | reading.facets) is named


@pytest.mark.parametrize(
    ("english", "malay"),
    [
        ("is the room spacious", "bilik tu sempit tak"),
        ("are the beds comfy", "katil dia selesa ke"),
        ("is it spotless", "bersih tak bilik air"),
        ("is it worth it", "berbaloi ke harga tu"),
        ("is it a calm place", "suasana tenang tak kat sana"),
    ],
)
def test_how_a_thing_is_reads_alike_in_both_languages(english, malay):
    told, asked = read(english), read(malay)
    assert (told.topics | told.facets) & (asked.topics | asked.facets) - {"room"}
