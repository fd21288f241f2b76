"""What a channel adds to a conversation's page: files guests sent, the window, templates."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from types import SimpleNamespace
from typing import Any
from uuid import uuid4

import httpx
import pytest

from appliance import codec
from appliance.engine.facts import ConversationFact
from appliance.engine.hotel import Template
from appliance.engine.message import Outgoing
from appliance.engine.state import Contact
from appliance.engine.text import Text
from appliance.spool import Commit
from appliance.web import dashboard
from appliance.web.app import build
from appliance.web.dashboard.writing import writing
from tests.patience import PATIENCE
from tests.web.house import NOON, PASSWORD, Clock, Record, appliance, serving
from tests.web.office import SIX_IN_THE_MORNING, act, conversation, text

TALK, PHOTO, PAPER = (str(uuid4()) for _ in range(3))
TEMPLATE = Template("follow_up", "whatsapp", "x", Text("en"), Text("Hello {guest}"))


class WithFiles(Record):
    """A record in which one conversation holds a photo and a document."""

    def attachment(self, id: str, media: str) -> dict[str, Any] | None:
        self.ping()
        photo = {"media": PHOTO, "name": "view.png", "content_type": "image/png"}
        paper = {"media": PAPER, "name": 'a"b\r\n.html', "content_type": "text/html; charset=x"}
        return {PHOTO: photo, PAPER: paper}.get(media) if id == TALK else None


@pytest.fixture
def house(tmp_path):
    record = WithFiles()
    of = appliance(tmp_path, record, Clock())
    of.media.keep(PHOTO, b"\x89PNG")
    of.media.keep(PAPER, b"<script>alert(1)</script>")
    with (
        serving(build(of, mounts=(dashboard.mounted,))) as url,
        httpx.Client(base_url=url, timeout=PATIENCE, verify=False) as client,
    ):
        yield SimpleNamespace(app=of, client=client, record=record)
    of.lanes.close()
    of.spool.close()


def test_w19_m6_files_are_staffs_only_and_only_by_their_conversation(house):
    path = f"/dashboard/conversations/{TALK}/files/{PHOTO}"
    assert house.client.get(path).status_code == 303  # to sign in
    mei = house.record.hire("reservations")
    given = {"email": mei.email, "password": PASSWORD}
    token = house.client.post("/api/v1/auth/token", json=given).json()["access_token"]
    bearer = {"Authorization": f"Bearer {token}"}
    shown = house.client.get(path, headers=bearer)
    assert (shown.status_code, shown.content) == (200, b"\x89PNG")
    assert shown.headers["content-disposition"].startswith("inline")
    assert "no-store" in shown.headers["cache-control"]
    paper = house.client.get(f"/dashboard/conversations/{TALK}/files/{PAPER}", headers=bearer)
    assert paper.headers["content-type"] == "application/octet-stream"
    assert paper.headers["content-disposition"].startswith("attachment")
    assert "\n" not in paper.headers["content-disposition"]
    assert "sandbox" in paper.headers["content-security-policy"]
    elsewhere = f"/dashboard/conversations/{uuid4()}/files/{PHOTO}"
    assert house.client.get(elsewhere, headers=bearer).status_code == 404


def test_w26_w28_templates_are_offered_where_they_may_be_sent(house):
    app = house.app
    app.hotel = replace(app.hotel, templates=(TEMPLATE,))
    row: Any = SimpleNamespace(channel="whatsapp", answer_by=NOON, opted_out=False)
    assert writing(app, row).closed
    assert writing(app, row).templates == (TEMPLATE,)
    row.opted_out = True
    assert writing(app, row).templates == ()
    row.answer_by, row.channel, row.opted_out = None, "web", False
    assert (writing(app, row).closed, writing(app, row).templates) == (False, ())


# -- the window


class Post:
    """A channel that takes what it is given."""

    streams, by_job = False, False

    def send(self, _: Outgoing) -> str:
        return "wamid.1"


ASKS = Template(
    *("follow_up", "whatsapp", "x", Text("en", "ms")),
    Text("Hello {guest}, about {topic}: call {phone}", "Hai {guest}, tentang {topic}: {phone}"),
)
KEY = "whatsapp:60123456789"


@pytest.fixture
def talk(office):
    """A conversation the manager has taken over, whose window closes in `minutes`."""
    office.appliance.hotel = replace(office.appliance.hotel, templates=(ASKS,))
    office.appliance.channels = {**office.appliance.channels, "whatsapp": Post()}

    def begun(minutes: int):
        until = SIX_IN_THE_MORNING + timedelta(minutes=minutes)
        c = conversation(KEY, contact=Contact("Farah"), answer_by=until)
        office.store.write([(c.id, ConversationFact(c))])
        office.appliance.spool.commit(Commit(c.key, c.id, 0, c.revision, codec.dump(c)))
        act(office.client, KEY, "takeover")
        return office.page(f"/dashboard/conversations/{c.id}")

    return begun


def out(office) -> list[Outgoing]:
    """What waits to be sent."""
    due = office.appliance.spool.claim()
    return [codec.load(Outgoing, parcel.body) for parcel in due]


@pytest.mark.postgres
def test_w27_the_window_is_drawn_with_the_time_that_is_left(talk):
    page = talk(47)
    assert f'data-until="{(SIX_IN_THE_MORNING + timedelta(minutes=47)).isoformat()}"' in page
    assert ">47 min</time>" in page
    assert 'name="text" rows="1"' in page
    assert "Send this template" not in page


@pytest.mark.postgres
def test_w26_once_it_is_over_a_template_is_filled_in_and_sent(office, talk):
    page = talk(-1)
    assert 'name="text" rows="1"' not in page  # nothing to write free words in
    assert 'name="value_guest" required maxlength="200" autocomplete="off" value="Farah"' in page
    assert 'name="value_topic" required maxlength="200" autocomplete="off" value=""' in page
    form = {"code": "follow_up", "client_id": "c1", "value_guest": "Puan\nFarah"}
    missed = act(office.client, KEY, "template", **form)
    assert "Every blank of the template must be filled in" in missed.text
    assert 'value="Puan' in missed.text  # what was written is there again
    assert out(office) == []
    for _ in range(2):  # sent twice, said once
        act(office.client, KEY, "template", **form, value_topic="your  wedding")
    assert office.appliance.spool.depth()["outbox"] == 1
    [sent] = out(office)
    assert sent.text == "Hello Puan Farah, about your wedding: call +60 612345678"
    assert sent.meta["template"]["values"] == ["Puan Farah", "your wedding", "+60 612345678"]


@pytest.mark.postgres
def test_w26_h7_words_that_came_too_late_are_shown_again(office, talk):
    talk(-1)
    answer = act(office.client, KEY, "reply", text="Just a moment")
    assert "WhatsApp takes a template only" in answer.text
    assert ">Just a moment</p>" in answer.text
    assert out(office) == []


@pytest.mark.postgres
def test_a_template_that_is_not_the_hotels_is_not_sent(office, talk):
    talk(-1)
    answer = act(office.client, KEY, "template", code="nobody")
    assert "cannot be sent to this guest now" in text(answer.text)
