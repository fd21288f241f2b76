"""Draft mode over HTTP: switched by the manager, seen on every page, answered by the desk."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from tests.patience import wait_until
from tests.web.back_office import Office, open_office
from tests.web.house import hotel

pytestmark = pytest.mark.postgres


@pytest.fixture
def office(store_for, tmp_path) -> Iterator[Office]:
    with open_office(store_for(hotel()), tmp_path) as opened:
        opened.post("settings/mode", mode="draft")
        yield opened


def draft_of(office: Office, id_: str) -> str:
    page = office.desk.get(f"/dashboard/conversations/{id_}").text
    found = re.search(rf'action="/dashboard/conversations/{id_}/drafts/([0-9a-f-]+)"', page)
    return found[1] if found else ""


def test_the_night_desk_sends_an_edited_answer(office):
    assert "checks it before" in office.ask("When is the pool open?")
    assert "Draft mode" in office.page("inbox", "front_desk")
    id_ = office.app.conversation_id("web:visitor")
    assert office.app.recall_id(id_).mode == "handoff"
    draft = draft_of(office, id_)
    path = f"conversations/{id_}/drafts/{draft}"
    form = {"do": "send", "text": "7 am to 9 pm, and it is heated."}
    assert office.post(path, by="front_desk", **form).status_code == 303
    assert office.post(path, by="gm", do="send", text="Twice").status_code == 303
    assert office.said(id_)[1:] == ["7 am to 9 pm, and it is heated."]
    assert draft_of(office, id_) == ""
    wait_until(lambda: not office.store.open_promises())
    wait_until(lambda: office.store.audit_trail(action="draft.sent"))
    assert office.app.recall_id(id_).mode == "concierge"


def test_discarded_nothing_is_sent(office):
    office.ask("When is the pool open?")
    id_ = office.app.conversation_id("web:visitor")
    office.post(f"conversations/{id_}/drafts/{draft_of(office, id_)}", do="discard")
    assert len(office.said(id_)) == 1
    assert office.app.recall_id(id_).mode == "handoff"


def test_m6_a_draft_of_nobody_changes_nothing(office):
    nobody = "00000000-0000-0000-0000-000000000001"
    assert office.post(f"conversations/{nobody}/drafts/{nobody}", do="send").status_code == 404


def test_live_again_guests_are_answered_at_once(office):
    office.clock.pass_by(minutes=1)
    office.post("settings/mode", mode="live")
    assert "7 am" in office.ask("When is the pool open?")
    assert "Draft mode" not in office.page("inbox")
    wait_until(lambda: len(office.store.audit_trail(action="settings.mode")) == 2)
