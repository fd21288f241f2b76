"""A guest at night, and the person who answers: the whole product through real browsers."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.chat import Chat

pytestmark = pytest.mark.browser

NUMBER, KEPT = "012-345 6789", "Good evening! I have kept a room for you."


def test_h2_h6_a_guest_asks_becomes_a_lead_and_is_answered_by_a_person(guest: Page, staff: Page):
    chat = Chat(guest).open().accept()
    expect(chat.ask("What time is breakfast?")).to_contain_text("7")
    expect(chat.ask("Ada tempat letak kereta tak?")).to_contain_text("RM 12")
    chat.say("How much is a deluxe courtyard room from 10 to 12 March 2027 for 2 adults?")
    quote = chat.log.locator(".quote")
    expect(quote).to_contain_text("Total")
    expect(quote).to_contain_text("RM")
    chat.ask(f"My name is Farah, my number is {NUMBER}")

    staff.get_by_role("link", name="Leads").first.click()
    row = staff.get_by_role("row").filter(has_text="+60 12-345 6789")
    expect(row).to_be_visible()
    expect(row).to_contain_text("RM")

    chat.panel.get_by_role("button", name="Talk to a person").click()
    expect(chat.panel.get_by_role("button", name="Person requested")).to_be_disabled()
    staff.locator(".toast").first.dispatch_event("click")  # at once: it goes by itself
    expect(staff.locator("#count-inbox .count")).to_be_visible()

    staff.get_by_role("button", name="Take over").click()
    reply = staff.get_by_role("textbox", name="Your reply")
    expect(reply).to_be_visible()
    reply.fill(KEPT)
    reply.press("Enter")
    expect(staff.locator(".said.staff")).to_contain_text(KEPT)
    expect(reply).to_have_value("")
    expect(chat.log.locator(".staff .bubble")).to_have_text(
        "Good evening! I have kept a room for you."
    )
    expect(chat.panel).to_contain_text("You are talking to")

    chat.say("Thank you so much")
    expect(staff.locator("#transcript")).to_contain_text("Thank you so much")
    staff.get_by_role("button", name="Resolve").click()
    expect(staff.locator("#talk-head")).to_contain_text("Resolved")
    expect(chat.panel.get_by_role("button", name="Talk to a person")).to_be_enabled()


def test_x10_escape_closes_the_chat_and_gives_the_focus_back(guest: Page, visitor, demo):
    chat = Chat(guest).open().accept()
    expect(chat.panel).to_be_focused()  # a keyboard on a touch screen comes when it is wanted
    guest.keyboard.press("Escape")
    expect(chat.panel).to_be_hidden()
    expect(chat.launcher).to_be_focused()
    wide = visitor().new_page()
    wide.goto(demo.url)
    expect(Chat(wide).open().accept().box).to_be_focused()
