"""The widget where pages, browsers and networks are not as one would wish."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.chat import Chat
from tests.browser.conftest import PHONE
from tests.browser.widget_states import hears, message, unanswered

pytestmark = pytest.mark.browser

BLOCKED = """for (const name of ["localStorage", "sessionStorage"])
  Object.defineProperty(window, name, {
    get() { throw new DOMException("denied", "SecurityError"); } });"""


def test_x1_a_reload_keeps_the_conversation(guest: Page):
    chat = Chat(guest).open().accept()
    answer = chat.ask("What time is breakfast?").inner_text()
    guest.reload()
    chat.open()
    expect(chat.said_by_guest("What time is breakfast?")).to_have_count(1)
    expect(chat.answers().filter(has_text=answer[:40])).to_have_count(1)


def test_x2_two_tabs_show_the_same_and_nothing_twice(guest: Page, demo):
    chat = Chat(guest).open().accept()
    chat.ask("What time is breakfast?")
    other = guest.context.new_page()
    other.goto(demo.url)
    twin = Chat(other).open()
    expect(twin.said_by_guest("What time is breakfast?")).to_have_count(1)
    twin.ask("Is there parking?")
    expect(chat.said_by_guest("Is there parking?")).to_have_count(1)
    expect(chat.answers()).to_have_count(twin.answers().count())


def test_x3_a_line_that_drops_loses_and_doubles_nothing(guest: Page):
    chat = Chat(guest).open().accept()
    chat.ask("What time is breakfast?")
    guest.context.set_offline(True)
    chat.say("Is there a pool?")
    expect(chat.away).to_be_visible()
    guest.context.set_offline(False)
    expect(chat.answers().filter(has_text="pool").first).to_be_visible()
    expect(chat.said_by_guest("Is there a pool?")).to_have_count(1)
    expect(chat.away).to_be_hidden()


def test_x13_while_the_appliance_is_away_what_is_written_waits_and_goes_out_once(guest: Page):
    calls = "**/api/v1/conversations**"
    guest.route(calls, lambda route: route.abort())
    chat = Chat(guest).open().accept()
    chat.say("What time is breakfast?")
    expect(chat.away.get_by_role("link", name="+60")).to_be_visible()
    mail = chat.away.get_by_role("link", name="E-mail").get_attribute("href") or ""
    assert mail.startswith("mailto:")
    assert "breakfast" in mail
    chat.away.get_by_label("Your phone or e-mail").fill("012-345 6789")
    chat.away.get_by_role("button", name="Add").click()
    expect(chat.said_by_guest("012-345 6789")).to_be_visible()
    guest.reload()  # the guest gives up, and comes back later
    guest.unroute(calls)
    guest.reload()
    chat.open()
    expect(chat.answers().first).to_be_visible()
    for words in ("What time is breakfast?", "012-345 6789"):
        expect(chat.said_by_guest(words)).to_have_count(1)
    expect(chat.log.locator(".pending")).to_have_count(0)
    expect(chat.away).to_be_hidden()


SEND_AND_CLOSE = """(box) => ["Enter", "Escape"].forEach((key) => box.dispatchEvent(
    new KeyboardEvent("keydown", { key, bubbles: true, composed: true, cancelable: true })))"""


def test_x15_what_came_while_the_page_was_closed_is_counted(guest: Page):
    chat = Chat(guest).open().accept()
    chat.box.fill("What time is breakfast?")
    chat.box.evaluate(SEND_AND_CLOSE)  # before any answer can be seen
    badge = guest.locator("nocturn-chat .badge")
    expect(badge).to_have_text("1")
    guest.reload()
    expect(badge).to_have_text("1")
    chat.open()
    expect(badge).to_be_hidden()
    guest.reload()
    expect(chat.launcher).to_be_visible()
    expect(badge).to_be_hidden()


def test_x14_half_an_answer_is_taken_back_when_its_author_dies(guest: Page):
    chat = unanswered(guest)
    half = "Breakfast is served from"
    hears(guest, ("partial", {"reply_to": "told-asked", "text": half}))
    expect(chat.log.get_by_text(half)).to_be_visible()
    whole = message("ai", "Breakfast is from 7:00 am.")
    hears(guest, ("partial", {"reply_to": "told-asked", "text": half}), ("partial", {"text": ""}))
    expect(chat.log.get_by_text(half)).to_have_count(0)
    expect(chat.log.locator(".dots")).to_be_visible()
    hears(guest, ("partial", {"reply_to": "told-asked", "text": half}), whole)
    expect(chat.answers()).to_have_text(["Breakfast is from 7:00 am."])
    expect(chat.log.get_by_text(half)).to_have_count(0)
    expect(chat.log.locator(".dots")).to_be_hidden()


def test_a9_the_chats_own_words_follow_the_guest_until_a_language_is_chosen(guest: Page):
    chat = Chat(guest).open().accept()
    chat.ask("Ada tempat letak kereta tak?")
    expect(chat.person).to_have_text("Bercakap dengan staf")
    chat.panel.get_by_role("button", name="Switch to English").click()
    chat.ask("Sarapan pukul berapa?")
    expect(chat.person).to_have_text("Talk to a person")


def test_x4_blocked_storage_works_for_the_visit(visitor, demo):
    context = visitor(**PHONE)
    context.add_init_script(BLOCKED)
    page = context.new_page()
    page.goto(demo.url)
    expect(Chat(page).open().accept().ask("What time is breakfast?")).to_contain_text("7")


def test_x9_a_page_that_unsets_everything_leaves_the_chat_alone(guest: Page):
    guest.evaluate(
        """() => { const sheet = new CSSStyleSheet();
        sheet.replaceSync("* { all: unset !important; display: inline !important }");
        document.adoptedStyleSheets = [sheet]; document.body.replaceChildren(); }"""
    )
    chat = Chat(guest).open()
    box = chat.panel.bounding_box()
    assert box
    assert box["width"] == 390


def test_x11_declining_sends_nothing_and_shows_how_to_reach_the_hotel(guest: Page):
    sent: list[str] = []
    guest.on("request", lambda request: sent.append(request.method))
    chat = Chat(guest).open()
    chat.panel.get_by_role("button", name="No, thanks").click()
    expect(chat.panel.get_by_role("link", name="+60")).to_be_visible()
    assert "POST" not in sent
    chat.panel.get_by_role("button", name="Back").click()
    expect(chat.panel.get_by_role("button", name="Accept and chat")).to_be_visible()


def test_x11_the_notice_is_in_the_language_of_the_page(visitor, demo):
    page = visitor(**PHONE).new_page()
    page.goto(f"{demo.url}/?lang=ms")
    page.get_by_role("button", name="Berbual dengan kami").click()
    expect(page.get_by_role("button", name="Setuju dan berbual")).to_be_visible()


def test_x12_what_a_guest_writes_is_text_and_only_safe_links_are_links(guest: Page):
    chat = Chat(guest).open().accept()
    evil = "<img src=x onerror=alert(1)> javascript:alert(2) https://example.com/a?b=1. a@b.example"
    chat.say(evil)
    bubble = chat.said_by_guest("javascript:alert(2)")
    expect(bubble).to_have_text(evil)
    expect(bubble.locator("img")).to_have_count(0)
    links = bubble.locator("a").evaluate_all("all => all.map(a => a.getAttribute('href'))")
    assert links == ["https://example.com/a?b=1", "mailto:a@b.example"]


def test_x12_empty_messages_are_not_sent(guest: Page):
    chat = Chat(guest).open().accept()
    chat.box.fill("   ")
    expect(chat.panel.get_by_role("button", name="Send")).to_be_disabled()
    chat.box.press("Enter")
    expect(chat.log.locator(".guest")).to_have_count(0)


def test_x5_the_field_is_large_enough_for_ios_and_the_sheet_fills_the_screen(guest: Page):
    chat = Chat(guest).open().accept()
    size = chat.box.evaluate("field => parseFloat(getComputedStyle(field).fontSize)")
    assert size >= 16
    assert chat.panel.bounding_box() == {"x": 0, "y": 0, "width": 390, "height": 844}
