from __future__ import annotations

from datetime import date

import pytest

from appliance.knowledge.followup import resolve
from appliance.knowledge.search import Knowledge
from appliance.store.errors import StoreUnavailable

TODAY = date(2026, 11, 23)


def search(knowledge: Knowledge, question: str, **more):
    return knowledge.search(question, **{"language": "en", "today": TODAY, **more})


@pytest.mark.parametrize(
    ("question", "title"),
    [
        ("what time is brekkie?", "When do you serve breakfast?"),
        ("is there a car park", "Can I park my car?"),
        ("can my cat come with us?", "Are animals welcome?"),
        ("do you have wi-fi", "How do I get online?"),
        ("how late is the pool open", "Leisure › Swimming pool"),
        ("washing machine for guests?", "Ada dobi?"),
        ("how big is the suite", "Leisure › Rooms and views › Suite"),
    ],
)
def test_a_question_finds_its_passage(knowledge, question, title):
    best = search(knowledge, question)[0]
    assert best.title == title
    assert best.score >= 0.5


@pytest.mark.parametrize(
    ("question", "title"),
    [
        ("sarapan pukul brp", "When do you serve breakfast?"),
        ("bole bawak kucing x", "Are animals welcome?"),
        ("kolam tutup kul berapa?", "Leisure › Swimming pool"),
        ("nak keluar lambat sikit boleh tak", "May I leave my room after noon?"),
        ("ada tempat basuh baju ke", "Ada dobi?"),
        ("internet free ke kat bilik", "How do I get online?"),
    ],
)
def test_a10_malay_and_chat_spelling_find_english_knowledge(knowledge, question, title):
    best = search(knowledge, question, language="ms")[0]
    assert best.title == title
    assert best.score >= 0.5


@pytest.mark.parametrize(
    "question",
    [
        "Is there a helipad?",
        "ada karaoke tak",
        "who won the football",
        "resepi rendang",
        "",
        "🙂",
        "?",
    ],
)
def test_a1_what_is_not_known_scores_below_the_threshold(knowledge, question):
    assert all(passage.score < 0.5 for passage in search(knowledge, question))


def test_o10_an_expired_promotion_is_not_answered(knowledge):
    question = "is there a durian festival deal?"
    assert search(knowledge, question, today=date(2026, 7, 31))[0].score >= 0.5
    assert "durian" not in " ".join(p.title for p in search(knowledge, question)).lower()


def test_o9_guests_never_see_what_is_for_staff(knowledge):
    question = "what is the wifi password and where is the sauna key"
    shown = search(knowledge, question, limit=50)
    assert not [passage for passage in shown if "Ujian2026" in passage.text]
    assert search(knowledge, question, audience="staff")[0].score >= 0.5


def test_scores_never_rise_down_the_list(knowledge):
    scores = [passage.score for passage in search(knowledge, "when is breakfast", limit=20)]
    assert scores == sorted(scores, reverse=True)


def test_two_questions_in_one_message_find_both_passages(knowledge):
    found = search(knowledge, "What time is breakfast and do you have parking?")
    assert {p.title for p in found[:2]} == {"When do you serve breakfast?", "Can I park my car?"}


def test_a_follow_up_is_read_with_the_message_before(knowledge):
    found = search(knowledge, "how much is it?", history=["hi", "is there a car park?"])
    assert found[0].title == "Can I park my car?"


@pytest.mark.parametrize(
    ("question", "resolved"),
    [
        ("and how much?", "Is there parking? and how much?"),
        ("kalau hujung minggu?", "Is there parking? kalau hujung minggu?"),
        ("what time is breakfast?", "what time is breakfast?"),
        ("and the pool?", "and the pool?"),
        ("my grandmother would like to know what to bring", None),
        ("thank you", None),
    ],
)
def test_only_elliptic_questions_take_the_history(question, resolved):
    assert resolve(question, ["Is there parking?"]) == (resolved or question)


class Away:
    def candidates(self, *args, **more):
        raise StoreUnavailable


def test_the_snapshot_answers_while_the_cluster_is_away(knowledge):
    cut_off = Knowledge(
        Away(),
        knowledge.snapshot,
        knowledge.embedder,
        knowledge.hotel,
        unavailable=StoreUnavailable,
    )
    assert search(cut_off, "when is breakfast") == search(knowledge, "when is breakfast")


def test_what_the_store_gives_is_filtered_again(knowledge):
    class Careless:
        def candidates(self, vector, words, **more):
            return knowledge.snapshot.candidates(vector, words, **{**more, "audience": "staff"})

    careless = Knowledge(Careless(), knowledge.snapshot, knowledge.embedder, knowledge.hotel)
    assert not [p for p in search(careless, "wifi password", limit=50) if "Ujian" in p.text]
