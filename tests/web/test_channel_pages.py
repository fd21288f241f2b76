"""What a channel adds to a conversation's page: files guests sent, the window, templates."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace
from typing import Any
from uuid import uuid4

import httpx
import pytest

from appliance.engine.hotel import Template
from appliance.engine.text import Text
from appliance.web import dashboard
from appliance.web.app import build
from appliance.web.dashboard.channel import writing
from tests.web.house import NOON, PASSWORD, Clock, Record, appliance, serving

TALK, PHOTO, PAPER = (str(uuid4()) for _ in range(3))
TEMPLATE = Template("follow_up", "whatsapp", "x", Text("en"), Text("Hello {guest}"))


class WithFiles(Record):
    """A record in which one conversation holds a photo and a document."""

    def messages(self, id: str) -> list[Any]:
        self.ping()
        photo = {"media": PHOTO, "name": "view.png", "content_type": "image/png"}
        paper = {"media": PAPER, "name": 'a"b\r\n.html', "content_type": "text/html; charset=x"}
        row = SimpleNamespace(meta={"attachments": [photo, paper]})
        return [row] if id == TALK else []


@pytest.fixture
def house(tmp_path):
    record = WithFiles()
    of = appliance(tmp_path, record, Clock())
    of.media.keep(PHOTO, b"\x89PNG")
    of.media.keep(PAPER, b"<script>alert(1)</script>")
    with (
        serving(build(of, mounts=(dashboard.mounted,))) as url,
        httpx.Client(base_url=url, timeout=20) as client,
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
