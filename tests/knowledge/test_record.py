"""The same knowledge searched in Postgres and in the local copy, two hotels in one database."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from appliance import hotel
from appliance.engine.passages import KnowledgeItem
from appliance.knowledge import ingest, renewal
from appliance.knowledge.facts import items_from_hotel
from appliance.knowledge.golden import read_golden
from appliance.knowledge.pack import read_pack
from appliance.knowledge.search import Knowledge
from appliance.knowledge.snapshot import Snapshot
from appliance.store import Store
from tests.conftest import Property

pytestmark = pytest.mark.postgres

PACKS = Path(__file__).parents[1] / "fixtures" / "packs"
SLUG = "teluk-kelapa"
TODAY = date(2026, 11, 23)
SECRET = "Guests of Seri Rahsia reach the roof garden through the blue door on level nine."


@pytest.fixture
def resort():
    return hotel.load(PACKS / "tenant_config", SLUG)


@pytest.fixture
def stored(resort, store_for, encoder) -> Store:
    """The fixture pack on record, and a neighbour's knowledge in the same database."""
    store: Store = store_for(resort)
    items = [*read_pack(PACKS / "knowledge_packs" / SLUG), *items_from_hotel(resort)]
    ingest.ingest(items, store, encoder, resort.name)
    neighbour = store_for(Property("neighbour"))
    ingest.ingest([item("roof", text=SECRET)], neighbour, encoder, "Neighbour")
    return store


@pytest.fixture
def record(stored, resort, encoder) -> Knowledge:
    """Searches Postgres: there is no local copy."""
    return Knowledge(stored, Snapshot(resort.id, encoder.name), encoder, resort)


@pytest.fixture
def copy(stored, resort, encoder, tmp_path) -> Knowledge:
    """Searches the local copy."""
    knowledge = Knowledge(stored, Snapshot(resort.id, encoder.name), encoder, resort)
    assert renewal.renew(knowledge, stored, tmp_path / "k.npz")
    return knowledge


def item(id_: str, **more) -> KnowledgeItem:
    fields = {"category": "faq", "title": id_, "text": "", "language": "en", "visibility": "guest"}
    return KnowledgeItem(id_, **{**fields, "source": "test", "digest": id_, **more})


QUESTIONS = [
    *((each.ask, each.language) for each in read_golden(PACKS / "knowledge_packs" / SLUG)),
    ("what time can we check in", "en"),
    ("how do we get to the island", "en"),
    ("is there a swimming pool", "en"),
    ("boleh daftar masuk awal tak", "ms"),
    ("bilik apa yang ada", "ms"),
]


def test_the_cluster_and_the_local_copy_bring_up_the_same_candidates(stored, copy, encoder):
    for question, language in QUESTIONS:
        [vector] = encoder.encode([question])
        asked = {"embedder": encoder.name, "today": TODAY, "audience": "guest", "limit": 5}
        ours = copy.snapshot.candidates(vector, "", **asked)
        theirs = stored.candidates(vector, "", **asked)
        assert [c.item.id for c in theirs] == [c.item.id for c in ours], (question, language)
        assert [c.similarity for c in theirs] == pytest.approx(
            [c.similarity for c in ours], abs=1e-5
        )


def test_both_answer_a_golden_question_from_the_same_passage(record, copy):
    for question, language in QUESTIONS:
        told = [
            knowledge.search(question, language=language, today=TODAY)
            for knowledge in (record, copy)
        ]
        # weights of rare terms come from the copy's index: scores may differ, the passage may not
        assert told[0][0].id == told[1][0].id, question
    for each in read_golden(PACKS / "knowledge_packs" / SLUG):
        best = copy.search(each.ask, language=each.language, today=TODAY)[0]
        assert (best.score >= 0.5) == (each.expect == "answer"), each.ask
        assert each.expect != "answer" or each.answered_by(best)


def test_m4_another_hotels_passage_never_comes_back_even_for_its_own_words(
    stored, record, copy, encoder
):
    [vector] = encoder.encode([SECRET])
    found = stored.candidates(vector, SECRET, embedder=encoder.name, today=TODAY, limit=200)
    assert len(found) > 20
    assert not [c for c in found if c.item.id == "roof" or "Rahsia" in c.item.text]
    for knowledge in (record, copy):
        told = knowledge.search(SECRET, language="en", today=TODAY, limit=200, audience="staff")
        assert told
        assert not [p for p in told if "Rahsia" in p.text]


@pytest.mark.parametrize("source", ["record", "copy"])
def test_o9_o10_season_and_audience_hold_in_both(
    source, stored, resort, encoder, tmp_path, request
):
    day = timedelta(days=1)
    text = "Turtle watching leaves the jetty at ten every night."
    items = [
        item("over", text=text, valid_to=TODAY - day),
        item("now", text=text, valid_from=TODAY, valid_to=TODAY),
        item("to come", text=text, valid_from=TODAY + day),
        item("staff", text=text, visibility="staff"),
        item("inhouse", text=text, visibility="inhouse"),
    ]
    for each in items:
        ingest.add(replace(each, title="Turtle watching"), stored, encoder, resort.name)
    knowledge: Knowledge = request.getfixturevalue(source)
    if source == "copy":
        renewal.renew(knowledge, stored, tmp_path / "k.npz")

    def told(**more) -> set[str]:
        found = knowledge.search(
            "when is turtle watching", **{"language": "en", "today": TODAY, "limit": 50, **more}
        )
        return {passage.id for passage in found} & {each.id for each in items}

    assert told() == {"now"}
    assert told(today=TODAY - day) == {"over"}
    assert told(today=TODAY + day) == {"to come"}
    assert told(audience="inhouse") == {"now", "inhouse"}
    assert told(audience="staff") == {"now", "inhouse", "staff"}


def test_the_copy_follows_the_record_and_only_when_it_changed(
    stored, copy, resort, encoder, tmp_path
):
    assert not renewal.renew(copy, stored, tmp_path / "k.npz")
    ingest.add(item("new", title="Kayaks", text="Kayaks are free."), stored, encoder, resort.name)
    assert renewal.renew(copy, stored, tmp_path / "k.npz")
    assert copy.search("are kayaks free?", language="en", today=TODAY)[0].id == "new"
    stored.retire_knowledge(["new"])
    assert renewal.renew(copy, stored, tmp_path / "k.npz")
    assert "new" not in {each.id for each in copy.snapshot.items}
