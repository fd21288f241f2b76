"""What a guest does in the chat, and what they see and hear of it."""

from __future__ import annotations

import json
import re
from decimal import Decimal

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.chat import Chat
from tests.browser.conftest import PHONE
from tests.browser.widget_states import choice, hears, message, quote, unanswered
from tests.patience import wait_until

pytestmark = pytest.mark.browser

# iOS: the keyboard leaves 380 px of the screen and has slid the page up by 90
KEYBOARD = """(field) => { field.focus();
  Object.defineProperties(visualViewport, {
    height: { get: () => 380 }, offsetTop: { get: () => 90 } });
  visualViewport.dispatchEvent(new Event("resize")); }"""
HEARD = """() => { window.heard = [];
  const inside = document.querySelector("nocturn-chat").shadowRoot;
  for (const node of inside.querySelectorAll("[aria-live=polite], [role=status]"))
    new MutationObserver(() => node.textContent && heard.push(node.textContent))
      .observe(node, { childList: true, characterData: true, subtree: true }); }"""
LANGUAGE_OF = "(node) => node.closest('[lang]').lang"
ANOTHER_TAB = """(consent) => {
  const slot = Object.keys(localStorage).find((name) => /^nocturn:[^:]+$/.test(name));
  const value = JSON.stringify({ ...JSON.parse(localStorage.getItem(slot)), consent });
  localStorage.setItem(slot, value);
  dispatchEvent(new StorageEvent("storage", { key: slot, newValue: value })); }"""


def within(node: Locator, top: int, bottom: int) -> bool:
    box = node.bounding_box()
    assert box
    return top <= box["y"] and box["y"] + box["height"] <= bottom


def test_x5_the_keyboard_of_ios_hides_neither_the_field_nor_the_last_message(guest: Page):
    chat = Chat(guest).open().accept()
    chat.ask("What time is breakfast?")
    chat.box.evaluate(KEYBOARD)
    expect(chat.panel).to_have_css("height", "380px")
    parts = (chat.panel, chat.box, chat.answers().last)
    wait_until(lambda: all(within(part, 90, 470) for part in parts))


def test_x5_a_message_that_grows_leaves_the_last_answer_in_sight(guest: Page):
    chat = Chat(guest).open().accept()
    for question in ("What time is breakfast?", "Is there parking?", "Is there a pool?"):
        chat.ask(question)
    chat.settled()
    chat.box.fill("We arrive late\nwith two grandparents\nand a cot\nand a bicycle")
    foot = chat.panel.locator(".foot").bounding_box()
    assert foot
    wait_until(lambda: within(chat.answers().last, 0, int(foot["y"])))


def test_x3_where_events_do_not_get_through_answers_are_fetched(guest: Page):
    guest.route("**/events?**", lambda route: route.abort())
    chat = Chat(guest).open().accept()
    expect(chat.ask("What time is breakfast?")).to_contain_text("7")
    expect(chat.said_by_guest("What time is breakfast?")).to_have_count(1)
    expect(chat.away).to_be_hidden()


def test_x10_an_answer_is_announced_once_and_whole(guest: Page):
    chat = unanswered(guest)
    guest.evaluate(HEARD)
    whole = message("ai", "Breakfast is from 7:00 am.")
    half = ("partial", {"reply_to": "told-asked", "text": "Breakfast is"})
    hears(guest, half, half, whole, whole)
    expect(chat.answers()).to_have_text(["Breakfast is from 7:00 am."])
    assert guest.evaluate("heard") == ["Assistant: Breakfast is from 7:00 am."]
    expect(chat.log).to_have_attribute("aria-live", "off")  # or it would be read twice


def test_x10_a_message_is_read_out_in_its_own_language(guest: Page):
    chat = Chat(guest).open().accept()
    answer = chat.ask("Sarapan pukul berapa?")
    assert answer.evaluate(LANGUAGE_OF) == "ms"


def test_x12_a_message_too_long_is_kept_for_the_guest_to_shorten(guest: Page):
    chat = Chat(guest).open().accept()
    chat.box.fill("a" * 5_000)
    chat.box.press("Enter")
    expect(chat.panel.get_by_role("status").first).to_contain_text("4,000")
    assert len(chat.box.input_value()) == 5_000
    expect(chat.log.locator(".guest")).to_have_count(0)
    moons = "🌙" * 500
    chat.say(moons)
    expect(chat.panel.get_by_role("status").first).to_be_hidden()
    expect(chat.box).to_have_value("")


def test_a_quick_reply_is_asked_and_offered_no_more(guest: Page):
    chat = Chat(guest).open().accept()
    chat.panel.locator(".quick").get_by_role("button", name="Breakfast").click()
    expect(chat.said_by_guest("Breakfast")).to_have_count(1)
    expect(chat.answers().first).to_contain_text("Breakfast")
    guest.reload()
    chat.open()
    expect(chat.said_by_guest("Breakfast")).to_have_count(1)
    expect(chat.panel.locator(".quick").get_by_text("Parking")).to_have_count(0)


def amount(text: str) -> Decimal:
    return Decimal(re.sub(r"[^\d.]", "", text.replace("RM", "")))


@pytest.mark.parametrize("language", ["en", "ms"])
def test_a_price_is_shown_night_by_night_and_adds_up(visitor, demo, language):
    page = visitor(**PHONE).new_page()
    page.goto(f"{demo.url}/?lang={language}")
    quote(page)
    card = page.locator("nocturn-chat .quote")
    assert card.evaluate("node => node.open")
    rows = card.locator("tbody tr").evaluate_all(
        "all => all.map((row) => [row.className, row.lastChild.textContent])"
    )
    parts = [(kind, amount(text)) for kind, text in rows if "RM" in text]
    subtotal = next(n for n, (kind, _) in enumerate(parts) if kind == "rule")
    assert subtotal == 2  # two nights before it
    assert sum(value for _, value in parts[:subtotal]) == parts[subtotal][1]
    assert sum(value for _, value in parts[subtotal:-1]) == parts[-1][1]
    assert amount(card.locator("summary i").inner_text()) == parts[-1][1]
    assert f"RM {parts[-1][1]:,}" in Chat(page).answers().last.inner_text().replace("\u00a0", " ")


def test_several_rooms_are_compared_folded_and_open_by_the_keyboard(guest: Page):
    choice(guest)
    card = guest.locator("nocturn-chat .quote").first
    expect(card.locator("table")).to_be_hidden()
    card.locator("summary").press("Enter")
    expect(card.locator("table")).to_be_visible()


def test_h11_a_person_is_asked_for_with_one_touch_before_anything_else_is_said(guest: Page):
    chat = Chat(guest).open().accept()
    chat.person.click()
    expect(chat.said_by_guest("Talk to a person")).to_have_count(1)
    expect(chat.person).to_have_text("Person requested")
    guest.reload()
    chat.open()
    expect(chat.person).to_have_text("Person requested")


def test_h11_the_button_asks_for_a_person_in_malay(visitor, demo):
    page = visitor(**PHONE).new_page()
    page.goto(f"{demo.url}/?lang=ms")
    chat = Chat(page).open().accept()
    chat.person.click()
    expect(chat.said_by_guest("Bercakap dengan staf")).to_have_count(1)
    expect(chat.person).to_have_text("Permintaan dihantar")


def test_a_colleagues_words_bear_their_name(guest: Page):
    chat = unanswered(guest)
    hears(
        guest,
        ("status", {"mode": "staff", "staff_name": "Nadia"}),
        message("staff", "Good evening!", staff_name="Nadia"),
    )
    said = chat.log.locator(".item.staff")
    expect(said.locator(".name")).to_have_text("Nadia")
    expect(chat.panel.locator(".head")).to_contain_text("You are talking to Nadia")
    expect(chat.log.locator(".dots")).to_be_hidden()  # a person answers in their own time


def test_a_long_address_is_shown_short_and_an_amount_keeps_its_currency(guest: Page):
    chat = unanswered(guest)
    address = "https://book.example/rooms?arrive=2027-03-10&depart=2027-03-12"
    hears(guest, message("ai", f"From RM 930.48: {address}."))
    bubble = chat.answers().first
    expect(bubble).to_have_text("From RM 930.48: book.example/rooms.")
    assert "RM\u00a0930.48" in str(bubble.evaluate("node => node.textContent"))
    expect(bubble.get_by_role("link")).to_have_attribute("href", address)


def test_x11_a_notice_that_changed_is_shown_before_the_next_message(guest: Page):
    chat = Chat(guest).open().accept()
    agreed = guest.evaluate("JSON.stringify(localStorage)")
    assert json.loads(agreed)
    guest.evaluate(ANOTHER_TAB, None)
    expect(chat.panel.get_by_role("button", name="Accept and chat")).to_be_visible()
    expect(chat.box).to_be_hidden()
    chat.accept()
    chat.ask("What time is breakfast?")
