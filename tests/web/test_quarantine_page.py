"""What nobody could use, on the dashboard: for managers, as text, to try again or throw away."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from appliance import quarantine
from tests.patience import wait_until
from tests.web.back_office import Office, open_office
from tests.web.house import hotel

pytestmark = pytest.mark.postgres

PAGE = "settings/aside"
EVIL = "<script>alert(1)</script> my card is 4111 1111 1111 1111"


@pytest.fixture
def office(store_for, tmp_path) -> Iterator[Office]:
    with open_office(store_for(hotel()), tmp_path) as opened:
        yield opened


@pytest.fixture
def entry(office) -> str:
    quarantine.put(office.app, "a1b2", "whatsapp", EVIL.encode(), "for another number: +60 3")
    return "a1b2"


def status(office: Office, path: str, role: str) -> int:
    return int(office.staff[role].get(f"/dashboard/{path}").status_code)


def test_e20_only_managers_see_what_was_set_aside(office, entry):
    for path in (PAGE, f"{PAGE}/{entry}"):
        assert status(office, path, "gm") == 200
        assert status(office, path, "front_desk") == status(office, path, "reservations") == 403
    assert PAGE not in office.staff["reservations"].get("/dashboard/settings/alerts").text
    assert status(office, f"{PAGE}/nothing", "gm") == 404


def test_e20_a15_it_is_listed_with_its_reason_and_drawn_as_text_alone(office, entry):
    listed = office.page(PAGE)
    assert "For an address or number that is not this hotel's" in listed
    assert "+60 3" in listed
    assert "my card" not in listed
    shown = office.staff["gm"].get(f"/dashboard/{PAGE}/{entry}").text
    assert "&lt;script&gt;alert(1)" in shown
    assert "<script>alert(1)" not in shown
    assert "4111" not in shown
    wait_until(lambda: office.store.audit_trail(action="quarantine.read"))


def test_e20_where_its_channel_is_off_it_stays_and_says_so(office, entry):
    answer = office.post(f"{PAGE}/{entry}/replay")
    assert answer.status_code == 303
    told = answer.headers["location"].removeprefix("/dashboard/")
    assert "The channel it came by is switched off." in office.page(told)
    assert [one.id for one in office.app.spool.quarantined()] == [entry]


def test_e20_what_is_thrown_away_is_gone(office, entry):
    assert office.post(f"{PAGE}/{entry}/discard").status_code == 303
    assert (office.app.media.read(entry), office.app.spool.quarantined()) == (None, [])
    assert office.post(f"{PAGE}/{entry}/discard").status_code == 404
    assert "Nothing was set aside" in office.page(PAGE)
