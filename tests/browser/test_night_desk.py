"""The people at the desk, through a real browser: the night manager, reservations, the manager."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, Route, expect

from tests.browser.chat import Chat
from tests.browser.conftest import PHONE, sign_in
from tests.browser.running import Demo

pytestmark = pytest.mark.browser

NOTE = "Regular guest, prefers the quiet side"


@pytest.fixture
def phone(visitor: Callable[..., BrowserContext], demo: Demo) -> Page:
    """The dashboard in one hand."""
    page = visitor(**PHONE).new_page()
    sign_in(page, demo)
    return page


def wait_for_person(guest: Page) -> Chat:
    """A guest who has said when, and asks for somebody."""
    chat = Chat(guest).open().accept()
    chat.ask("How much is a deluxe courtyard room from 12 to 14 March 2027 for 2 adults?")
    chat.panel.get_by_role("button", name="Talk to a person").click()
    expect(chat.panel.get_by_role("button", name="Person requested")).to_be_visible()
    return chat


def test_a_night_manager_with_one_thumb(guest: Page, phone: Page):
    """Told at once, takes over, reads what is known, notes it, answers with a ready reply."""
    chat = wait_for_person(guest)
    phone.locator(".toast").first.dispatch_event("click")  # at once: it goes by itself
    expect(phone).to_have_title(re.compile(r"^\(\d+\) "))
    phone.get_by_role("button", name="Take over").click()

    phone.locator("#brief").click()
    side = phone.locator("#side")
    expect(side.get_by_role("heading", name="What you need to know")).to_be_visible()
    expect(side).to_contain_text("12 Mar 2027")
    phone.get_by_role("button", name="Close").click()
    expect(side).to_be_hidden()

    phone.locator(".noting summary").click()
    phone.get_by_role("textbox", name="Note for colleagues").fill(NOTE)
    phone.get_by_role("button", name="Save note").click()
    expect(phone.locator(".said.note")).to_contain_text(NOTE)

    phone.locator("details.ready summary").click()
    phone.get_by_role("button", name=re.compile("Ask for a number")).click()
    reply = phone.get_by_role("textbox", name="Your reply")
    expect(reply).to_have_value(re.compile("phone number"))
    phone.get_by_role("button", name="Send").click()
    expect(phone.locator(".said.staff")).to_contain_text("phone number")
    expect(chat.log.locator(".staff .bubble")).to_contain_text("phone number")
    expect(chat.panel).not_to_contain_text(NOTE)  # H13
    phone.get_by_role("button", name="Resolve").click()
    expect(phone.locator("#talk-head")).to_contain_text("Resolved")


def test_h14_h7_a_blank_is_kept_back_and_so_is_the_text(guest: Page, phone: Page):
    chat = wait_for_person(guest)
    phone.goto(phone.url.partition("/dashboard")[0] + "/dashboard/inbox?view=waiting")
    phone.locator("#inbox a.line").first.click()
    phone.get_by_role("button", name="Take over").click()
    phone.locator("details.ready summary").click()
    phone.get_by_role("button", name=re.compile("Introduce myself.*fill in", re.S)).click()
    reply = phone.get_by_role("textbox", name="Your reply")
    chosen = "f => f.value.slice(f.selectionStart, f.selectionEnd)"
    assert reply.evaluate(chosen) == "{{name}}"
    phone.get_by_role("button", name="Send").click()
    expect(phone.get_by_role("alert")).to_contain_text("Fill in {{name}} first")
    expect(reply).to_have_value(re.compile(r"Hello \{\{name\}\}"))
    expect(chat.log.locator(".staff .bubble")).to_have_count(0)
    phone.context.set_offline(True)
    reply.fill("Hello Farah, one moment")
    phone.get_by_role("button", name="Send").click()
    expect(phone.locator(".toast")).to_contain_text("did not work")
    phone.context.set_offline(False)
    phone.reload()
    expect(reply).to_have_value("Hello Farah, one moment")
    phone.get_by_role("button", name="Send").click()
    expect(chat.log.locator(".staff .bubble")).to_have_text("Hello Farah, one moment")
    phone.get_by_role("button", name="Resolve").click()


def test_a_page_drawn_before_the_record_had_it_all_catches_up(guest: Page, phone: Page):
    at = phone.url.partition("/dashboard")[0] + "/dashboard/inbox?view=waiting"
    early = phone.request.get(at).text()
    wait_for_person(guest)
    phone.goto(at)
    line = phone.locator("#inbox a.line").first  # who came last stands first
    ids = [*re.findall(r'id="(talk-[^"]+)', early), "none"]
    expect(line).not_to_have_id(ids[0])
    newest = f"#{line.get_attribute('id')}"
    (told,) = re.findall(r"events\?after=\d+", phone.content())
    page = re.sub(r"events\?after=\d+", told, early).replace("<body", "<body data-behind", 1)
    phone.route(at, lambda route: route.fulfill(body=page, content_type="text/html"), times=1)
    phone.goto(at)
    expect(phone.locator(newest)).to_be_visible()


# A toast goes by itself: they are counted as they come.
COUNT_TOASTS = """() => {
    const toasts = document.querySelector(".toasts");
    let told = 0;
    new MutationObserver((changes) => {
        for (const change of changes) told += change.addedNodes.length;
        toasts.dataset.told = told;
    }).observe(toasts, { childList: true });
}"""


def test_h8_alerts_missed_on_the_train_are_told_once(guest: Page, phone: Page):
    expect(phone.locator(".line-state")).to_be_hidden()
    phone.evaluate(COUNT_TOASTS)
    phone.context.set_offline(True)
    wait_for_person(guest)
    phone.context.set_offline(False)
    expect(phone.locator(".toasts")).to_have_attribute("data-told", "1")
    phone.wait_for_timeout(3000)
    expect(phone.locator(".toasts")).to_have_attribute("data-told", "1")


def test_reservations_in_the_morning(guest: Page, staff: Page):
    """Warm leads in order; called, converted, and the manager's figure moves with them."""
    chat = Chat(guest).open().accept()
    chat.ask("A deluxe courtyard room from 20 to 22 March 2027 for 2 adults please")
    chat.ask("My name is Nadia, my number is 019-222 3344")
    staff.get_by_role("link", name="Leads").first.click()
    staff.get_by_label("Sort by").select_option("value")
    expect(staff).to_have_url(re.compile("sort=value"))
    row = staff.get_by_role("row").filter(has_text="+60 19-222 3344")
    status = row.get_by_label(re.compile("^Status"))
    status.select_option("converted")
    amount = row.get_by_label("Actual amount (RM)")
    expect(amount).to_be_visible()
    amount.fill("1,250.50")
    amount.press("Enter")
    expect(row).to_contain_text("RM 1,250.50 actual")
    with staff.expect_download() as download:
        staff.get_by_role("link", name="CSV").click()
    assert download.value.suggested_filename.startswith("leads-")


def test_a_manager_follows_the_money(staff: Page):
    """From the headline to its rows and back to a conversation."""
    home = staff.locator(".night")
    expect(home).to_be_visible()
    home.get_by_role("link", name=re.compile("estimated")).click()
    expect(staff.get_by_role("heading", name="After-hours recovery")).to_be_visible()
    staff.get_by_role("link", name="30 days").click()
    expect(staff.locator("#estimated")).to_be_visible()
    staff.get_by_label("From").fill("2026-01-01")
    staff.get_by_label("To").fill("2026-01-31")
    staff.get_by_role("button", name="Show").click()
    expect(staff.locator("#estimated")).to_contain_text("No open after-hours leads")


def page_only(route: Route) -> None:
    if "hx-request" in route.request.headers:
        route.fulfill(status=204)
    else:
        route.continue_()


def test_a_list_does_not_move_under_the_thumb(guest: Page, phone: Page):
    """What arrives above is drawn above; the line one looks at stays where it is."""
    wait_for_person(guest)
    inbox = phone.url.partition("/dashboard")[0] + "/dashboard/inbox"
    phone.goto(inbox)
    expect(phone.locator("#inbox a.line").first).to_be_visible()
    phone.route(f"{inbox}*", page_only)  # no look at the server takes away what is put in below
    phone.goto(inbox)
    phone.evaluate(
        """() => {
            const list = document.querySelector('#inbox .list');
            for (let n = 0; n < 30; n++) {
                const line = list.lastElementChild.cloneNode(true);
                line.querySelector('a').id = `filler-${n}`;
                list.append(line);
            }
            scrollTo(0, 200);
        }"""
    )
    first = phone.locator("#inbox a.line").nth(3)
    id_, before = first.get_attribute("id"), first.bounding_box()
    phone.evaluate(
        """() => {
            const event = new CustomEvent('htmx:beforeSwap', { bubbles: true,
                detail: { target: document.querySelector('#inbox') } });
            document.querySelector('#inbox').dispatchEvent(event);
            const list = document.querySelector('#inbox .list');
            list.prepend(list.lastElementChild);
            document.querySelector('#inbox').dispatchEvent(
                new CustomEvent('htmx:afterSettle', { bubbles: true }));
        }"""
    )
    after = phone.locator(f"[id='{id_}']").bounding_box()
    assert before
    assert after
    assert abs(after["y"] - before["y"]) < 2
