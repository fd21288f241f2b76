"""What guests asked in vain, and answering it: over HTTP, real record, real encoder."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any, cast

import httpx
import pytest

from appliance import codec
from appliance.engine.facts import GapFact
from appliance.engine.ids import derive
from appliance.engine.passages import KnowledgeItem
from appliance.knowledge import ingest, renewal
from appliance.knowledge.item import DASHBOARD, sealed
from appliance.knowledge.search import Knowledge
from appliance.knowledge.snapshot import Snapshot
from appliance.store import Store
from appliance.store.records import StaffRole, StaffRow
from appliance.web import dashboard
from appliance.web.app import build
from appliance.web.dashboard import gaps
from appliance.wiring.knowledge import open_embedder
from tests.pages import HEAVIEST
from tests.web.house import HASH, Clock, appliance, hotel, serving
from tests.web.visitor import sign_in

pytestmark = pytest.mark.postgres

NOW = datetime(2026, 3, 3, 1, 0, tzinfo=UTC)
TODAY = NOW.date()
POOL = KnowledgeItem(
    "pool", "facilities", "When is the pool open?", "From 7 am to 9 pm.", "en", "guest", "pool.md"
)
ASKED = [  # latest first
    ("do you rent scooters?", "en"),
    ("Ada pengering rambut dalam bilik?", "ms"),
    ("can I hire a motorbike there", "en"),
    ("ada sewa motosikal tak", "ms"),
]


@dataclass
class Office:
    store: Store
    app: Any
    gm: httpx.Client
    desk: httpx.Client

    def page(self) -> str:
        answer = self.gm.get("/dashboard/gaps")
        assert answer.status_code == 200, answer.text
        return answer.text

    def groups(self) -> list[str]:
        """The hidden ids of each group's form, most asked first."""
        return re.findall(
            r'action="/dashboard/gaps/answer">\s*<input[^>]*value="([^"]+)"', self.page()
        )

    def answer(self, ids: str, **more: str) -> httpx.Response:
        form = {
            "ids": ids,
            "title": "Do you rent out scooters or motorbikes?",
            "answer": "Yes, at RM 45 a day, from the counter beside the lobby.",
            "answer_ms": "Ada, RM 45 sehari, di kaunter sebelah lobi.",
            "category": "facilities",
            "aliases": "can I hire a motorbike there\nada sewa motosikal tak",
        }
        return self.gm.post("/dashboard/gaps/answer", data=form | more)

    def search(self, question: str, language: Any = "en") -> tuple[str, str]:
        best = self.app.knowledge.search(question, language=language, today=TODAY)[0]
        return (best.id, best.answers.get(language, "")) if best.score >= 0.5 else ("", "")


@pytest.fixture
def office(store_for, tmp_path) -> Iterator[Office]:
    store: Store = store_for(hotel())
    roles: tuple[StaffRole, ...] = ("gm", "front_desk")
    for role in roles:
        email = f"{role}@selasar.example"
        store.put_staff(StaffRow(derive("staff", role), email, role, role, "en", HASH, True, 0))
    ask(store, ASKED)
    encoder = open_embedder()
    ingest.ingest([POOL], store, encoder, hotel().name)
    app = appliance(tmp_path, cast("Any", store), Clock(NOW))
    app.settings = replace(app.settings, public_url="")
    app.knowledge = Knowledge(store, Snapshot(hotel().id, encoder.name), encoder, hotel())
    app.renew_knowledge = partial(renewal.renew, app.knowledge, store, tmp_path / "k.npz")
    app.renew_knowledge()
    site = build(app, mounts=(dashboard.mounted,))
    with serving(site) as url:
        clients = [sign_in(url, role) for role in roles]
        yield Office(store, app, *clients)
        for client in clients:
            client.close()
    app.lanes.close()
    app.spool.close()


def ask(store: Store, questions: list[tuple[str, str]], after: str = "") -> None:
    facts = [
        GapFact(
            derive("gap", text, after),
            derive("conversation", text),
            text,
            language,
            NOW - timedelta(hours=n + 1),
        )
        for n, (text, language) in enumerate(questions)
    ]
    store.write([(fact.id, fact) for fact in facts])


def words(page: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))


def test_many_questions_come_a_page_at_a_time_and_none_is_lost(office):
    """Each group has a form: a hundred of them would be a page nobody can load."""
    things = (
        "scooters karaoke surau laundry doctor golf yoga umbrella passport fireworks piano tailor"
        " fishing chess sunscreen orchids helicopter diabetes thunder pregnancy elephants stamps"
        " violin durian asthma battery comics Portuguese"
    ).split()
    ask(office.store, [(f"{thing} {thing}?", "en") for thing in things], "many")
    shown, page = office.groups(), office.page()
    assert len(shown) == gaps.SHOWN
    assert len(page.encode()) < HEAVIEST
    [beyond] = map(int, re.findall(r"(\d+) more question", words(page)))
    for ids in shown:
        office.gm.post("/dashboard/gaps/dismiss", data={"ids": ids})
    assert len(office.groups()) == beyond
    assert "more question" not in words(office.page())


def test_questions_that_mean_the_same_stand_together_most_asked_first(office):
    page = words(office.page())
    assert page.index("do you rent scooters?") < page.index("Ada pengering rambut")
    assert "Asked 3 times" in page
    assert "Asked 1 time ·" in page
    assert "English, Malay" in page
    assert [len(ids.split(",")) for ids in office.groups()] == [3, 1]
    assert f"/dashboard/conversations/{derive('conversation', ASKED[0][0])}" in office.page()


def test_a1_an_answer_is_knowledge_at_once(office):
    assert office.search("do you rent scooters?") == ("", "")
    done = office.answer(office.groups()[0])
    assert (done.status_code, done.headers["location"]) == (
        303,
        "/dashboard/gaps?answered=3&of=3",
    )
    told = "Guests who ask this are answered from now on."
    assert told in office.gm.get(done.headers["location"]).text
    found, said = office.search("boleh sewa motor kat sini?", "ms")
    assert found.startswith(DASHBOARD)
    assert said == "Ada, RM 45 sehari, di kaunter sebelah lobi."
    [stored] = [item for item in office.store.knowledge() if item.id == found]
    assert (stored.source, stored.category) == ("dashboard", "facilities")
    assert [len(ids.split(",")) for ids in office.groups()] == [1]


def test_o2_the_next_import_leaves_it_alone(office):
    office.answer(office.groups()[0])
    changes = ingest.ingest([], office.store, open_embedder(), hotel().name)
    assert changes.retired == ("pool",)
    office.app.renew_knowledge()
    assert office.search("do you rent scooters?")[0].startswith(DASHBOARD)


def test_what_staff_entered_comes_back_from_the_record_as_it_was(office):
    office.answer(office.groups()[0])
    [stored] = office.store.knowledge(search="scooters")
    assert ingest.seal(sealed(stored), hotel().name) == stored


def test_the_same_question_answered_again_replaces_the_answer(office):
    ids = office.groups()[0]
    office.answer(ids)
    office.answer(ids, answer="No longer, sorry.", answer_ms="")
    assert [item.text for item in office.store.knowledge(search="scooters")] == [
        "No longer, sorry."
    ]


def test_who_answered_is_written_down(office):
    office.answer(office.groups()[0])
    office.app.spool.drain(
        lambda facts: office.store.write([(f.id, codec.load_fact(f.body)) for f in facts])
    )
    [kept] = [fact for fact in office.store.audit_trail() if fact.action == "knowledge.added"]
    assert kept.actor == derive("staff", "gm")
    assert kept.target.startswith(DASHBOARD)
    assert kept.details == {"gaps": 3}


def test_what_is_set_aside_is_gone_until_it_is_asked_again(office):
    big, small = office.groups()
    assert office.gm.post("/dashboard/gaps/dismiss", data={"ids": small}).status_code == 303
    assert office.groups() == [big]
    ask(office.store, [ASKED[1]])  # the same fact, flushed once more
    assert office.groups() == [big]
    ask(office.store, [ASKED[1]], after="another guest")
    assert len(office.groups()) == 2


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"answer": "  "}, "A question and an answer in English are needed."),
        ({"title": ""}, "A question and an answer in English are needed."),
        ({"answer": "x" * 2001}, "That is too long."),
    ],
)
def test_a_form_that_is_not_complete_comes_back_as_it_was(office, wrong, told):
    answer = office.answer(office.groups()[0], **wrong)
    assert answer.status_code == 422
    assert told in answer.text
    assert "Ada, RM 45 sehari" in answer.text
    assert len(office.store.gaps()) == 4


def test_an_unknown_category_is_refused(office):
    assert office.answer(office.groups()[0], category="secrets").status_code == 422
    assert [item.id for item in office.store.knowledge()] == ["pool"]


@pytest.mark.parametrize("ids", ["", "junk", "'; drop table gaps --", "00000000-0000-0000-0000-1"])
def test_m6_ids_that_are_none_close_nothing(office, ids):
    assert office.answer(ids).status_code == 303
    assert len(office.store.gaps()) == 4


def test_o9_a_code_in_an_answer_stays_with_staff(office):
    done = office.answer(office.groups()[0], answer="The gate code: Motor2026", answer_ms="")
    assert "Added for staff only" in office.gm.get(done.headers["location"]).text
    assert office.search("do you rent scooters?") == ("", "")
    [stored] = office.store.knowledge(search="scooters")
    assert stored.visibility == "staff"


def test_the_front_desk_neither_sees_nor_answers(office):
    assert office.desk.get("/dashboard/gaps").status_code == 403
    assert office.desk.post("/dashboard/gaps/answer", data={"ids": "x"}).status_code == 403
    assert office.desk.post("/dashboard/gaps/dismiss", data={"ids": "x"}).status_code == 403
    assert "/dashboard/gaps" not in office.desk.get("/dashboard/inbox").text
    assert "/dashboard/gaps" in office.gm.get("/dashboard/inbox").text


def test_it_reads_in_malay_too(office):
    office.gm.cookies.set("nocturn_language", "ms")
    page = words(office.page())
    assert "Ditanya 3 kali" in page
    assert "Tambah pada pengetahuan hotel" in page


def test_nothing_open_says_so(office):
    for ids in office.groups():
        office.gm.post("/dashboard/gaps/dismiss", data={"ids": ids})
    assert "Nothing is open" in office.page()
