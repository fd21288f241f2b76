"""The dashboard in one hand."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.chat import Chat
from tests.browser.conftest import PHONE, sign_in
from tests.pages import PAGES

pytestmark = pytest.mark.browser

NARROW = ("", "/inbox", "/leads", "/alerts", "/recovered", "/replies")
# links within text and what a label around it makes larger need not be 44 px themselves
SMALL = """() => {
  const pressed = "a, button, summary, select, textarea, label:has(input), input";
  const around = "p a, dd a, td a, small a, .cover, .skip, label [type=checkbox], [type=radio]";
  return [...document.querySelectorAll(pressed)]
    .filter((node) => node.checkVisibility() && !node.matches(around))
    .map((node) => [node, node.getBoundingClientRect()])
    .filter(([, box]) => box.width && (box.width < 43.5 || box.height < 43.5))
    .map(([node, box]) => `${box.width}x${box.height} ${node.outerHTML.slice(0, 120)}`);
}"""


@pytest.mark.parametrize("language", ["en", "ms"])
def test_nothing_scrolls_sideways(guest: Page, visitor, demo, language):
    chat = Chat(guest).open().accept()
    chat.ask("hi ada bilik tak this weekend? 2 adults 1 kid")
    before = chat.person.inner_text()  # in Malay by now, as the guest is
    chat.person.click()
    expect(chat.person).not_to_have_text(before)
    page = visitor(**PHONE).new_page()
    sign_in(page, demo)
    if language == "ms":
        page.locator(".top").get_by_role("button", name="BM").click()
        expect(page.locator("html")).to_have_attribute("lang", "ms")
    too_wide = [path for path in NARROW if width(page, f"{demo.url}/dashboard{path}") > 390]
    page.goto(f"{demo.url}/dashboard/inbox?view=waiting")
    page.locator("#inbox a.line").first.click()
    expect(page.locator("#transcript")).to_be_visible()
    assert not too_wide
    assert width(page) == 390


def test_whatever_a_thumb_presses_is_44_px(guest: Page, visitor, demo):
    Chat(guest).open().accept().ask("Do you have a deluxe room this weekend? 2 adults")
    page = visitor(**PHONE).new_page()
    sign_in(page, demo)
    small: list[str] = []
    for name, path in PAGES.items():
        page.goto(demo.url + path)
        page.evaluate("document.querySelectorAll('main details').forEach((d) => d.open = true)")
        small += [f"{name}: {found}" for found in page.evaluate(SMALL)]
    page.goto(f"{demo.url}/dashboard/inbox")
    page.locator("#inbox a.line").first.click()
    expect(page.locator("#transcript")).to_be_visible()
    small += [f"conversation: {found}" for found in page.evaluate(SMALL)]
    assert not small, "\n".join(small)


def width(page: Page, url: str = "") -> int:
    if url:
        page.goto(url)
    return int(page.evaluate("() => document.documentElement.scrollWidth"))
