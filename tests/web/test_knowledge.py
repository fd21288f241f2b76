"""The hotel's knowledge in staff's hands, and a question tried out."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest

from appliance import llm
from appliance.knowledge import ingest
from appliance.knowledge.item import DASHBOARD
from appliance.llm.ladder import Ladder
from tests.llm.provider_server import ProviderServer, ok
from tests.patience import wait_until
from tests.web.back_office import NOW, POOL, Office, open_office
from tests.web.house import hotel

pytestmark = pytest.mark.postgres

SCOOTER = {
    "title": "Do you rent out scooters?",
    "text": "Yes, at RM 45 a day, from the counter beside the lobby.",
    "other": "Ada, RM 45 sehari, di kaunter sebelah lobi.",
    "aliases": "ada sewa motosikal tak\ncan I hire a motorbike there",
    "category": "facilities",
    "language": "en",
    "visibility": "guest",
}


@pytest.fixture
def office(store_for, tmp_path) -> Iterator[Office]:
    with open_office(store_for(hotel()), tmp_path) as opened:
        yield opened


def form_of(**changes: str) -> dict[str, str]:
    pool = {"title": POOL.title, "text": POOL.text, "category": "facilities", "language": "en"}
    return pool | {"visibility": "guest"} | changes


def take_pack_again(office: Office) -> None:
    ingest.ingest([POOL], office.store, office.app.knowledge.embedder, hotel().name)
    office.app.renew_knowledge()


def test_what_is_added_is_answered_with_at_once(office):
    assert "RM 45" not in office.ask("do you rent scooters?")
    assert office.post("knowledge/new", **SCOOTER).status_code == 303
    assert "RM 45" in office.ask("do you rent scooters?", "another")
    assert "RM 45 sehari" in office.ask("ada sewa motosikal tak?", "a third")
    wait_until(lambda: office.store.audit_trail(action="knowledge.added"))


def test_o2_an_edit_survives_the_next_import_of_the_pack(office):
    edited = form_of(text="From 6 am to 10 pm.", other="6 pagi hingga 10 malam.")
    assert office.post("knowledge/item/pool", **edited).status_code == 303
    assert "6 am to 10 pm" in office.ask("When is the pool open?")
    take_pack_again(office)
    assert "6 am to 10 pm" in office.ask("When is the pool open?", "another")
    [item] = office.store.knowledge()
    assert item.source == f"{DASHBOARD}, after pool.md"
    assert item.answers["ms"] == "6 pagi hingga 10 malam."


def test_o2_what_is_out_of_use_stays_so_until_it_is_put_back(office):
    assert office.post("knowledge/use/pool").status_code == 303
    assert "7 am" not in office.ask("When is the pool open?")
    take_pack_again(office)
    assert "7 am" not in office.ask("When is the pool open?", "another")
    assert "When is the pool open?" in office.page("knowledge?state=retired")
    office.post("knowledge/use/pool")
    assert "7 am" in office.ask("When is the pool open?", "a third")


def test_o2_two_imports_and_an_edit_leave_one_item(office):
    office.post("knowledge/item/pool", **form_of(text="Always open."))
    take_pack_again(office)
    take_pack_again(office)
    office.post("knowledge/item/pool", **form_of(text="Always open."))
    assert len(office.store.knowledge()) == 1


def test_o10_an_expired_offer_is_marked_and_not_told(office):
    offer = SCOOTER | {"valid_from": "2026-01-01", "valid_to": "2026-02-28"}
    office.post("knowledge/new", **offer)
    assert "Expired" in office.page("knowledge?q=scooters").split("All All")[-1]
    assert "RM 45" not in office.ask("do you rent scooters?")
    assert "scooters" in office.page("knowledge?state=expired")
    assert "scooters" not in office.page("knowledge?state=expired&category=dining")


def test_o9_a_code_stays_with_staff_whatever_was_chosen(office):
    office.post("knowledge/new", **(SCOOTER | {"text": "The gate code: Motor2026", "other": ""}))
    [item] = office.store.knowledge(search="scooters")
    assert item.visibility == "staff"
    assert "Motor2026" not in office.ask("do you rent scooters?")


def test_browsing_finds_by_language_visibility_and_words(office):
    office.post("knowledge/new", **SCOOTER)
    office.post("knowledge/new", **(SCOOTER | {"title": "Safe", "visibility": "staff"}))
    listed = {
        "?language=ms": ["scooters", "Safe"],
        "?visibility=staff": ["Safe"],
        "?q=motosikal": ["scooters", "Safe"],
        "?category=facilities&q=pool": ["pool"],
        "?category=nonsense&language=xx": ["scooters", "Safe", "pool"],
    }
    for query, titles in listed.items():
        part = office.gm.get(f"/dashboard/knowledge{query}", headers={"hx-request": "true"}).text
        assert [t for t in ("scooters", "Safe", "pool") if f"{t}" in part] == titles, query


def test_what_cannot_be_kept_is_said_and_kept_in_the_form(office):
    for wrong in (
        {"title": ""},
        {"text": " \n"},
        {"text": "x" * 4001},
        {"valid_from": "2026-05-01", "valid_to": "2026-04-01"},
    ):
        answer = office.post("knowledge/new", **(SCOOTER | {"aliases": "my own words"} | wrong))
        assert answer.status_code == 422
        assert "my own words" in answer.text
    assert len(office.store.knowledge()) == 1


def test_m6_what_is_not_there_is_not_found(office):
    assert office.gm.get("/dashboard/knowledge/item/nothing").status_code == 404
    assert office.post("knowledge/item/nothing", **SCOOTER).status_code == 404
    assert office.post("knowledge/use/nothing").status_code == 404


def test_the_front_desk_neither_sees_nor_changes_it(office):
    for path in ("knowledge", "knowledge/new", "knowledge/try", "knowledge/item/pool"):
        assert office.desk.get(f"/dashboard/{path}").status_code == 403
    assert office.post("knowledge/new", by="front_desk", **SCOOTER).status_code == 403


# -- trying a question


def tried(office: Office, question: str) -> str:
    answer = office.post("knowledge/try", question=question)
    assert answer.status_code == 200
    return answer.text


def test_a_question_shows_what_was_found_and_what_a_guest_would_hear(office):
    office.post("knowledge/new", **SCOOTER)
    page = tried(office, "do you rent scooters?")
    assert "Yes, at RM 45 a day" in page
    assert "Ada, RM 45 sehari" in page
    assert "When is the pool open?" in page
    assert '<meter class="score"' in page


def test_a_trial_leaves_no_conversation_no_lead_and_no_gap(office):
    tried(office, "How much is a room from 10 to 12 March for 2 adults? I am Farah, 012-345 6789")
    tried(office, "Do you have a helicopter?")
    tried(office, "I want to talk to a person")
    assert office.flushed()
    assert office.store.conversations() == []
    assert office.store.leads(limit=5) == []
    assert office.store.gaps() == []
    assert office.store.alerts() == []


def test_a_fixed_reply_is_called_that(office):
    page = tried(office, "FIRE! there is a fire in my room")
    assert "A fixed reply" in page
    assert "a person is called" in page


def test_odd_questions_are_answered_or_asked_again(office):
    for question in ("", " ", "😀" * 500, "<script>alert(1)</script>", "x" * 5000):
        page = tried(office, question)
        assert "<script>alert" not in page


def test_a27_what_the_guard_keeps_back_is_shown_beside_the_reply(office):
    with ProviderServer(ok("From 7 am. A day pass is RM 99.", "pool")) as vendor:
        provider = llm.connect("openai", api_key="k", model="m", base_url=vendor.openai)
        office.app.ladder = Ladder([provider], hedge_after=1, deadline=5)
        page = tried(office, "When is the pool open?")
        office.app.ladder.close()
    assert "From 7 am." not in page  # what is left of such a reply is not said either
    assert 'price: <span class="held">RM 99</span>' in page
    wait_until(lambda: office.store.usage(NOW - timedelta(days=1), NOW + timedelta(days=1)))
    assert office.store.conversations() == []
