"""axe-core finds nothing against WCAG 2.2 AA on any page, in either scheme."""

from __future__ import annotations

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.chat import Chat
from tests.browser.conftest import PHONE, sign_in
from tests.browser.dashboard_states import STATES
from tests.pages import PAGES

pytestmark = pytest.mark.browser

WIDE = {"viewport": {"width": 1440, "height": 900}}
RULES: dict[str, Any] = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"],
    "resultTypes": ["violations"],  # what passes is not described too: a third of the time
}
COLOURS = {  # all that another scheme changes
    "runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]},
    "resultTypes": ["violations"],
}


def against_wcag(page: Page, rules: dict[str, Any] = RULES) -> list[str]:
    found = Axe().run(page, options=rules).response["violations"]
    return [
        f"{page.url}: {v['id']}: {n['html'][:160]} {n['failureSummary'][:200]}"
        for v in found
        for n in v["nodes"]
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("device", [PHONE, WIDE], ids=["phone", "wide"])
def test_x10_the_guest_page_and_the_widget(visitor, demo, device, scheme):
    page = visitor(
        **device, color_scheme=scheme, reduced_motion="reduce", bypass_csp=True
    ).new_page()
    page.goto(demo.url)
    chat = Chat(page)
    expect(page.get_by_role("button", name="Chat with us")).to_be_visible()
    found = against_wcag(page)
    chat.open()
    found += against_wcag(page)
    chat.accept().ask("How much is a deluxe courtyard room from 10 to 12 March 2027?")
    found += against_wcag(page)
    assert not found


@pytest.mark.parametrize(
    ("scheme", "rules"), [("light", RULES), ("dark", COLOURS)], ids=["light", "dark"]
)
@pytest.mark.parametrize("device", [PHONE, WIDE], ids=["phone", "wide"])
def test_the_dashboard(visitor, demo, device, scheme, rules):
    context = visitor(**device, color_scheme=scheme, reduced_motion="reduce", bypass_csp=True)
    page = context.new_page()
    page.goto(f"{demo.url}/login")
    found = against_wcag(page, rules)
    sign_in(page, demo)
    for path in PAGES.values():
        page.goto(demo.url + path)
        page.evaluate("document.querySelectorAll('main details').forEach((d) => d.open = true)")
        found += against_wcag(page, rules)
    page.goto(f"{demo.url}/dashboard/inbox")
    if (line := page.locator("#inbox a.line").first).count():
        line.click()
        expect(page.locator("#transcript")).to_be_visible()
        found += against_wcag(page, rules)
        page.goto(f"{page.url.partition('?')[0]}?all=1")
        found += against_wcag(page, rules)
    for state in ("aside", "aside-one", "aside-told"):
        STATES[state](page, demo)
        found += against_wcag(page, rules)
    assert not found
