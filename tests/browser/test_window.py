"""WhatsApp's window runs down before somebody's eyes, and a template goes out in its place."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, expect

from appliance.engine.ids import derive
from appliance.store.records import StaffRow
from appliance.web import dashboard
from tests.browser.conftest import PHONE, sign_in
from tests.browser.running import Demo, beside
from tests.flows.conftest import settings_of
from tests.flows.whatsapp import Line, connected
from tests.patience import wait_until
from tests.web.house import HASH, PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.postgres]
MEI = StaffRow(derive("mei"), "mei@kelapa.example", "Mei", "front_desk", "en", HASH,
               is_active=True, token_version=0)  # fmt: skip
LEFT = timedelta(minutes=59, seconds=59)


@pytest.fixture
def line(tenant_dsn: Callable[..., str], tmp_path: Path) -> Iterator[Line]:
    """A guest who was answered yesterday, an hour before the window closes: the house's clock
    stands there until the test moves it and the page's."""
    house = connected(settings_of(tenant_dsn, tmp_path / "home"), mounts=(dashboard.mounted,))
    with beside(house) as (opened, thread):
        thread.submit(opened.app.store.put_staff, MEI).result()
        thread.submit(opened.ask, "What time is breakfast?").result()
        closes = opened.state.answer_by
        assert closes
        opened.app.now = lambda: closes - LEFT
        yield opened


def test_w26_w27_the_composer_locks_and_a_template_is_filled_in_and_sent(
    line: Line, visitor: Callable[..., BrowserContext]
):
    page = visitor(**PHONE).new_page()
    page.clock.install()
    sign_in(page, Demo(line.url, MEI.email, PASSWORD))
    page.goto(f"{line.url}/dashboard/conversations/{line.house.id_of(line.key)}")
    page.get_by_role("button", name="Take over").click()
    writing = page.get_by_role("textbox", name="Your reply")
    writing.fill("Breakfast is also served in")
    clock = page.locator("[data-until]")
    expect(clock).to_have_text(re.compile(r"^5\d min$"))
    closes = line.app.now() + LEFT
    line.app.now = lambda: closes
    page.clock.fast_forward("01:00:00")

    expect(page.locator(".template")).to_have_count(1)  # by itself, when the time is over
    expect(writing).to_have_count(0)
    expect(page.get_by_text("kept for when the guest answers")).to_be_visible()
    page.get_by_label("Guest's name").fill("Puan Aisyah")
    expect(page.locator("[data-preview]")).to_contain_text("Hello Puan Aisyah, this is Mei")
    page.get_by_role("button", name="Send this template").click()
    expect(page.locator(".said.staff")).to_contain_text("Hello Puan Aisyah, this is Mei")
    wait_until(lambda: line.graph.sent[-1]["type"] == "template")
    [body] = line.graph.sent[-1]["template"]["components"]
    assert [value["text"] for value in body["parameters"]][:2] == ["Puan Aisyah", "Mei"]
    expect(page.locator(".template")).to_have_count(1)  # a template opens no window
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
