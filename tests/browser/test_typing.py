"""Who is writing: seen by the guest and by colleagues, while it lasts."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from tests.browser.chat import Chat
from tests.browser.conftest import PHONE
from tests.browser.running import Demo

pytestmark = pytest.mark.browser
PASSWORD = "a long night at the desk"


@pytest.fixture
def colleague(staff: Page, visitor: Callable[..., BrowserContext], demo: Demo) -> Page:
    """Invited by the manager, with a link that is copied with one touch; on a phone."""
    staff.context.grant_permissions(["clipboard-read", "clipboard-write"])
    staff.goto(f"{demo.url}/dashboard/settings/staff")
    adding = staff.locator("form[action='/dashboard/settings/staff']")
    adding.get_by_label("Name").fill("Nadia")
    adding.get_by_label("E-mail").fill("nadia@selasarcengkih.example")
    adding.locator("select[name=language]").select_option("en")
    adding.get_by_role("button").click()
    if not staff.locator("#invite-link").is_visible():  # she works here since the test before
        staff.get_by_text("Change Nadia").click()
        staff.locator("details[open] form[action$='/invite'] button").click()
    staff.get_by_role("button", name="Copy").click()
    expect(staff.get_by_role("button", name="Copied")).to_be_visible()
    page = visitor(**PHONE).new_page()
    page.goto(staff.evaluate("navigator.clipboard.readText()"))
    page.locator("input[name=password]").fill(PASSWORD)
    page.locator(".door .primary").click()
    page.locator("input[name=email]").fill("nadia@selasarcengkih.example")
    page.locator("input[name=password]").fill(PASSWORD)
    page.locator(".door .primary").click()
    expect(page.locator("#main")).to_be_visible()
    return page


def write_until_seen(reply: Locator, *seen: Locator) -> None:
    """Word for word until it is: what pages are told they forget after six seconds, and a busy
    machine may take as long to look."""
    for _ in range(40):
        reply.press_sequentially("Good evening ", delay=80)
        if all(sign.is_visible() for sign in seen):
            return
    pytest.fail(f"nobody was seen writing: {seen}")


def test_a_reply_being_written_is_seen_by_the_guest_and_by_colleagues(
    guest: Page, staff: Page, colleague: Page, demo: Demo
):
    with guest.expect_response(lambda r: r.url.endswith("/api/v1/conversations")) as opened:
        chat = Chat(guest).open().accept()
        chat.ask("What time is breakfast?")
    chat.person.click()
    expect(chat.person).to_be_disabled()
    colleague.goto(f"{demo.url}/dashboard/conversations/{opened.value.json()['id']}")
    colleague.get_by_role("button", name="Take over").click()
    reply = colleague.get_by_role("textbox", name="Your reply")
    expect(reply).to_be_visible()
    staff.goto(colleague.url)
    seen = staff.locator("#typing")
    expect(seen).to_be_hidden()

    named = chat.log.get_by_text("Nadia is typing…")
    write_until_seen(reply, named, seen.filter(has_text="Nadia is typing…"))
    expect(colleague.locator("#typing")).to_be_hidden()  # who writes knows
    expect(seen).to_be_hidden()  # by itself: nothing tells that it ended
    expect(chat.log.locator(".dots")).to_be_hidden()

    write_until_seen(reply, chat.log.locator(".dots"))
    reply.press_sequentially("how can I help?")
    colleague.get_by_role("button", name="Send").click()
    expect(chat.log.locator(".staff .bubble").filter(has_text="how can I help")).to_be_visible()
    expect(chat.log.locator(".dots")).to_be_hidden()
    expect(seen).to_be_hidden()

    colleague.locator(".noting summary").click()
    note = colleague.get_by_role("textbox", name="Note for colleagues")
    colleague.wait_for_timeout(3_100)  # longer than a page waits before it tells again
    note.press_sequentially("Between us")
    colleague.wait_for_timeout(500)
    expect(chat.log.locator(".dots")).to_be_hidden()  # a note is nobody's to see (H13)
    expect(seen).to_be_hidden()
    colleague.get_by_role("button", name="Resolve").click()
