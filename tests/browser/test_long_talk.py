"""A conversation longer than anybody reads: its end first, the rest when one looks up."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, expect

from appliance.engine.facts import MessageFact
from appliance.engine.ids import derive
from appliance.store import Store
from tests.browser.conftest import PHONE, sign_in
from tests.browser.running import Demo, beside
from tests.web.house import PASSWORD, hotel
from tests.web.office import NIGHT, id_of, opened

pytestmark = [pytest.mark.browser, pytest.mark.postgres]
WIDE = {"viewport": {"width": 1440, "height": 900}}
FIRST = 'document.querySelector("#transcript .said").getBoundingClientRect().top'
CLIPPED = """() => [...document.querySelectorAll("main *")]
  .filter((e) => getComputedStyle(e).overflowY === "auto" && e.scrollHeight > e.clientHeight + 1)
  .map((e) => e.className)"""
UP = """() => {
  const thread = document.querySelector(".transcript");
  (thread.scrollHeight > thread.clientHeight ? thread : document.scrollingElement).scrollTop = 0;
}"""


@pytest.fixture
def desk(tenant_dsn, vault, tmp_path: Path) -> Iterator[Demo]:
    """A guest has said 100 things."""
    store, id_ = Store(tenant_dsn(hotel()), vault, hotel().id), id_of("web:two")
    said = [
        MessageFact(derive(id_, n), id_, "guest", f"word {n}.", NIGHT + timedelta(minutes=n))
        for n in range(3, 103)
    ]
    with beside(opened(store, tmp_path)) as (office, thread):
        thread.submit(store.write, [(fact.id, fact) for fact in said]).result()
        url = str(office.client.base_url).rstrip("/")
        yield Demo(url, "gm@selasar.example", PASSWORD)
    store.close()


@pytest.mark.parametrize("size", [PHONE, WIDE], ids=["phone", "wide"])
def test_what_was_said_before_comes_in_above_what_is_read(
    desk: Demo, visitor: Callable[..., BrowserContext], size
):
    page = visitor(**size).new_page()
    sign_in(page, desk)
    page.goto(f"{desk.url}/dashboard/conversations/{id_of('web:two')}")
    said = page.locator(".said")
    expect(said).to_have_count(40)
    expect(said.last).to_be_in_viewport()
    page.evaluate(UP)
    first = page.evaluate(FIRST)
    expect(said).to_have_count(80)
    assert abs(page.evaluate(FIRST) - first) < 60  # the link above it and its day are gone
    page.evaluate(UP)
    expect(said).to_have_count(102)
    expect(page.get_by_role("link", name="Earlier messages")).to_have_count(0)
    expect(page.locator(".day:visible")).to_have_count(len(days()))


def days() -> set[object]:
    """Of the hotel's calendar, in which anything was said."""
    zone = hotel().zone
    return {(NIGHT + timedelta(minutes=n)).astimezone(zone).date() for n in range(103)}


@pytest.mark.parametrize("size", [PHONE, WIDE], ids=["phone", "wide"])
def test_all_that_was_said_is_on_the_page_and_on_paper(
    desk: Demo, visitor: Callable[..., BrowserContext], size
):
    page = visitor(**size).new_page()
    sign_in(page, desk)
    page.goto(f"{desk.url}/dashboard/conversations/{id_of('web:two')}")
    if (brief := page.locator("#brief")).is_visible():
        brief.click()
    page.get_by_role("link", name="Whole conversation, to print").click()
    said = page.locator(".said")
    expect(said).to_have_count(102)
    expect(page.get_by_role("heading", name="Daniel")).to_be_visible()
    asked = page.evaluate("window.print = () => { document.title = 'printed'; }")
    assert asked is None
    page.get_by_role("button", name="Print").click()
    expect(page).to_have_title("printed")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")

    page.emulate_media(media="print")
    for hidden in (".rail", ".top", ".toasts", "header .button"):
        assert not page.locator(hidden).first.is_visible(), hidden
    for n in (0, 50, 101):
        expect(said.nth(n)).to_be_visible()
    assert page.evaluate(CLIPPED) == []  # nothing scrolls on paper
    white = "s => getComputedStyle(s).backgroundColor"
    assert page.locator(".said .words").first.evaluate(white) == "rgba(0, 0, 0, 0)"
    page.emulate_media(media="screen")
    page.get_by_role("link", name="Back").click()
    expect(said).to_have_count(40)
