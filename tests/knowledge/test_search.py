from __future__ import annotations

from datetime import date

import pytest

from appliance.engine.followup import resolve
from appliance.knowledge.embed import EncoderAway
from appliance.knowledge.search import ANSWERS, Knowledge
from appliance.knowledge.snapshot import Snapshot
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


def test_why_a_guest_asks_does_not_hide_what_is_asked(knowledge):
    found = search(knowledge, "can I park here, we bring a wedding cake from the airport")
    assert (found[0].title, found[0].score >= ANSWERS) == ("Can I park my car?", True)
    behind = search(knowledge, "we want to hold a birthday for forty, is parking free")
    assert behind[0].score < ANSWERS  # what comes first is what it is about


def test_a_follow_up_is_read_with_the_message_before(knowledge):
    found = search(knowledge, "how much is it?", history=["hi", "is there a car park?"])
    assert found[0].title == "Can I park my car?"


@pytest.mark.parametrize(
    ("question", "resolved"),
    [
        ("and how much?", "Is there parking? and how much?"),
        ("kalau hujung minggu?", "Is there parking? kalau hujung minggu?"),
        ("kalau 2 kereta?", "Is there parking? kalau 2 kereta?"),
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


def cut_off(knowledge: Knowledge, snapshot: Snapshot) -> Knowledge:
    return Knowledge(
        Away(), snapshot, knowledge.embedder, knowledge.hotel, unavailable=StoreUnavailable
    )


def test_no_search_waits_for_the_cluster_once_there_is_a_copy(knowledge):
    alone = cut_off(knowledge, knowledge.snapshot)
    assert search(alone, "when is breakfast") == search(knowledge, "when is breakfast")


def test_without_a_copy_and_without_the_cluster_nothing_is_known(knowledge):
    assert search(cut_off(knowledge, Snapshot("one", "usem3")), "when is breakfast") == ()


def test_what_the_store_gives_is_filtered_again(knowledge):
    class Careless:
        def candidates(self, vector, words, **more):
            return knowledge.snapshot.candidates(vector, words, **{**more, "audience": "staff"})

    empty = Snapshot(knowledge.hotel.id, knowledge.embedder.name)
    careless = Knowledge(Careless(), empty, knowledge.embedder, knowledge.hotel)
    assert search(careless, "what time is breakfast", limit=50)
    assert not [p for p in search(careless, "wifi password", limit=50) if "Ujian" in p.text]


class Mirror:
    """Another encoder: the embedded one's vectors, turned round, and it may be away."""

    def __init__(self, encoder):
        self.encoder, self.calls, self.away = encoder, 0, False
        self.name, self.dimensions, self.calibration = "mirror", 512, encoder.calibration

    def warm(self):
        pass

    def encode(self, texts):
        self.calls += 1
        if self.away:
            raise EncoderAway
        return [vector[::-1] for vector in self.encoder.encode(texts)]


def mirrored(knowledge: Knowledge, clock=lambda: 0.0) -> tuple[Knowledge, Mirror]:
    snapshot, mirror = knowledge.snapshot, Mirror(knowledge.embedder)
    ids = [item.id for item in snapshot.items]
    turned = [vector[::-1].tolist() for vector in snapshot.vectors]
    whole = snapshot.with_vectors("mirror", dict(zip(ids, turned, strict=True)))
    beside = Knowledge(
        None, whole, knowledge.embedder, knowledge.hotel, preferred=mirror, clock=clock
    )
    return beside, mirror


def test_the_preferred_encoder_answers_with_its_own_vectors(knowledge):
    beside, mirror = mirrored(knowledge)
    question = "What time is breakfast and do you have parking?"
    same = [(p.id, pytest.approx(p.score, abs=1e-3)) for p in search(knowledge, question)]
    assert [(p.id, p.score) for p in search(beside, question)] == same
    assert mirror.calls == 2  # the message, and its parts together


def test_o4_while_the_preferred_encoder_is_away_the_embedded_one_answers(knowledge):
    now = [100.0]
    beside, mirror = mirrored(knowledge, lambda: now[0])
    mirror.away = True
    for _ in range(3):
        assert search(beside, "when is breakfast") == search(knowledge, "when is breakfast")
    assert mirror.calls == 1  # no guest waits to find out again
    mirror.away = False
    now[0] += 15.0
    search(beside, "when is breakfast")
    assert mirror.calls == 2


def test_vectors_that_are_not_whole_are_not_used(knowledge):
    snapshot, mirror = knowledge.snapshot, Mirror(knowledge.embedder)
    some = {item.id: [1.0] * 512 for item in snapshot.items[1:]}
    partly = snapshot.with_vectors("mirror", some)
    beside = Knowledge(None, partly, knowledge.embedder, knowledge.hotel, preferred=mirror)
    assert search(beside, "when is breakfast") == search(knowledge, "when is breakfast")
    assert mirror.calls == 0
