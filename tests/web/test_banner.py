"""Above every page: a channel by which nothing gets out, and what to do about it."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from tests.pages import PAGES
from tests.web.office import id_of, text

pytestmark = pytest.mark.postgres
WHY = "The access token has expired or was withdrawn. <190>"


@pytest.fixture
def down(office):
    app = office.appliance
    app.channels = {**app.channels, "whatsapp": SimpleNamespace(streams=False, by_job=False)}
    app.troubles["whatsapp"] = WHY
    return office


def test_w30_w14_every_page_says_so_and_what_to_do(down):
    for path in ("/dashboard", "/dashboard/inbox", "/dashboard/leads", PAGES["settings-hours"]):
        page = down.page(path)
        assert "No answers get out by WhatsApp" in text(page), path
        assert "expired or was withdrawn. &lt;190&gt;" in page
        assert "call whoever waits" in page
        assert 'href="/dashboard/inbox?channel=whatsapp&amp;view=waiting"' in page
    down.client.post("/dashboard/language", data={"language": "ms", "next": "/dashboard"})
    assert "Jawapan tidak dapat keluar melalui WhatsApp" in text(down.page("/dashboard"))


def test_w14_it_goes_away_once_something_gets_through(down):
    assert "No answers get out by WhatsApp" in text(down.page("/dashboard/counts"))
    down.appliance.troubles.pop("whatsapp", None)
    part = down.page("/dashboard/counts")
    assert '<div id="troubles" hx-swap-oob="innerHTML"></div>' in part.replace("\n", "")
    assert "No answers get out" not in text(down.page("/dashboard"))


def test_a_channel_the_hotel_has_no_more_troubles_nobody(office):
    office.appliance.troubles["email"] = "refused"
    assert "No answers get out" not in text(office.page("/dashboard"))


def test_a_channel_that_is_off_is_told_where_one_would_write(office):
    path = f"/dashboard/conversations/{id_of('web:one')}"
    told = "Website is switched off. Answers wait"
    assert told not in text(office.page(path))
    del office.appliance.channels["web"]
    assert told in text(office.page(path))
    office.client.post("/dashboard/language", data={"language": "ms", "next": "/dashboard"})
    assert "Laman web dimatikan." in text(office.page(path))
