"""The dashboard in one hand."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.chat import Chat
from tests.browser.conftest import PHONE, sign_in

pytestmark = pytest.mark.browser

PAGES = ("", "/inbox", "/leads", "/alerts", "/recovered", "/replies")


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
    too_wide = [path for path in PAGES if width(page, f"{demo.url}/dashboard{path}") > 390]
    page.goto(f"{demo.url}/dashboard/inbox?view=waiting")
    page.locator("#inbox a.line").first.click()
    expect(page.locator("#transcript")).to_be_visible()
    assert not too_wide
    assert width(page) == 390


def width(page: Page, url: str = "") -> int:
    if url:
        page.goto(url)
    return int(page.evaluate("() => document.documentElement.scrollWidth"))
