"""What nobody could use: taken in by the manager once its cause is mended, or thrown away."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, expect

from appliance import mailroom
from appliance.channels.email.letter import House as Sender
from appliance.channels.email.smtp import Email, Intake, Server
from appliance.mailroom import Delivery
from appliance.simulate.correspondent import Correspondent, form
from appliance.store import Store
from tests.browser.conftest import PHONE, sign_in
from tests.browser.running import Demo, beside
from tests.patience import wait_until
from tests.web.back_office import Office, open_office
from tests.web.house import PASSWORD, hotel

pytestmark = [pytest.mark.browser, pytest.mark.postgres]
OURS, OLD, STRANGER = "stay@selasar.example", "old@selasar.example", "other@elsewhere.example"
INTAKE = Intake(frozenset({OURS}), 5.0, "inbound", "pass:word", "")
ASKED = "When is the pool open?"


def deliver(office: Office, to: str, text: str) -> None:
    mail = Delivery(*form(Correspondent("nurul@guest.example", "Nurul", to).writes(text), {}))
    assert mailroom.take_in(office.app, INTAKE, mail) == "misdirected"


@pytest.fixture
def office(tenant_dsn, vault, tmp_path: Path) -> Iterator[Office]:
    """Two mails were set aside: to an address the hotel forgot to name, and to somebody else's."""
    store = Store(tenant_dsn(hotel()), vault, hotel().id)
    with beside(open_office(store, tmp_path)) as (office, _):
        sender = Sender(office.app.hotel, OURS, "Selasar", OURS)
        email = Email(Server("127.0.0.1", 9), sender, INTAKE)
        office.app.channels = {**office.app.channels, "email": email}
        deliver(office, STRANGER, "Cheap toner cartridges")
        deliver(office, OLD, ASKED)
        yield office
    store.close()


def test_e20_one_is_taken_in_once_its_address_is_ours_and_the_other_thrown_away(
    office: Office, visitor: Callable[..., BrowserContext]
):
    page = visitor(**PHONE).new_page()
    sign_in(page, Demo(office.url, "gm@selasar.example", PASSWORD))
    aside = f"{office.url}/dashboard/settings/aside"
    page.goto(aside)
    lines = page.locator("a.line[href*='/aside/']")
    expect(lines).to_have_count(2)
    lines.filter(has_text=OLD).click()
    expect(page.locator("pre")).to_contain_text(ASKED)
    page.get_by_role("button", name="Take it in again").click()
    expect(page.get_by_role("status").filter(has_text="still for an address")).to_be_visible()
    expect(lines).to_have_count(2)  # nothing was mended yet, and nothing is lost

    email = office.app.channels["email"]
    assert isinstance(email, Email)
    email.intake = replace(INTAKE, addresses=frozenset({OURS, OLD}))
    lines.filter(has_text=OLD).click()
    page.get_by_role("button", name="Take it in again").click()
    expect(page.get_by_role("status").filter(has_text="in the inbox now")).to_be_visible()
    expect(lines).to_have_count(1)
    wait_until(lambda: not office.app.spool.depth()["inbox"])
    wait_until(office.flushed)
    page.goto(f"{office.url}/dashboard/inbox")
    page.locator("#inbox a.line").filter(has_text="Nurul").click()
    expect(page.locator(".said.guest")).to_contain_text(ASKED)
    expect(page.locator(".said.ai")).to_contain_text("From 7 am to 9 pm")

    page.goto(aside)
    lines.click()
    page.get_by_text("Throw away", exact=True).click()
    page.get_by_role("button", name="Throw away for good").click()
    expect(page.get_by_text("Thrown away.")).to_be_visible()
    expect(page.get_by_text("Nothing was set aside")).to_be_visible()
    assert office.app.spool.quarantined() == []
