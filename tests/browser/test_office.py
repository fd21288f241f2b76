"""The manager changes how the hotel is run, and guests notice: through real browsers."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.chat import Chat
from tests.browser.conftest import PHONE, sign_in
from tests.browser.running import Demo

pytestmark = pytest.mark.browser


def test_t8_the_front_desk_closes_today_and_opens_again(staff: Page, demo):
    staff.goto(f"{demo.url}/dashboard/settings")
    desk = staff.locator(".list .line").filter(has_text="Front desk").first
    expect(desk).to_contain_text("Open")
    staff.get_by_text("Change a day's hours").click()
    staff.locator(".pick").filter(has_text="Reservations").click()
    staff.locator(".pick").filter(has_text="Front desk").click()
    staff.get_by_label("What for").fill("Fire drill")
    staff.get_by_label("Which desks").get_by_role("checkbox", checked=True)
    staff.locator("form[action$='/hours/day']").get_by_role("button", name="Save").click()
    expect(staff.get_by_text("Saved. It holds from now on.")).to_be_visible()
    expect(desk).to_contain_text("Closed")
    staff.get_by_role("button", name=re.compile("Remove: Fire drill")).click()
    expect(desk).to_contain_text("Open")


def test_a_guest_is_answered_with_what_the_manager_added(staff: Page, guest: Page, demo):
    staff.goto(f"{demo.url}/dashboard/knowledge/new")
    staff.get_by_label("Question or heading").fill("Do you lend telescopes for stargazing?")
    staff.get_by_label("Answer", exact=True).fill("Yes, ask for one at the bell desk before dusk.")
    staff.get_by_role("button", name="Save").click()
    expect(staff.get_by_text("Guests are answered with it")).to_be_visible()
    answer = Chat(guest).open().accept().ask("Do you lend telescopes for stargazing?")
    expect(answer).to_contain_text("bell desk before dusk")


def test_a1_what_a_guest_was_not_told_the_next_one_is(staff: Page, guest: Page, demo):
    chat = Chat(guest).open().accept()
    chat.ask("Do you sell batik shirts?")
    staff.goto(f"{demo.url}/dashboard/inbox")
    expect(staff.locator("#inbox")).to_contain_text("I don't have that information")
    staff.goto(f"{demo.url}/dashboard/gaps")
    gap = staff.locator("section.card").filter(has_text="batik shirts")
    gap.get_by_text("Answer this").click()
    gap.get_by_label("Answer, in English").fill("Yes, batik shirts hang beside the bell desk.")
    gap.get_by_role("button", name="Add to the hotel's knowledge").click()
    expect(staff.get_by_text("Guests who ask this are answered from now on")).to_be_visible()
    expect(gap).to_have_count(0)
    answer = chat.ask("Can I buy a batik shirt?")
    expect(answer).to_contain_text("beside the bell desk")


def test_x7_a_new_key_is_shown_once_and_the_old_one_dies(staff: Page, demo):
    staff.goto(f"{demo.url}/dashboard/settings/widget")
    staff.get_by_label("Where it is for").fill("newsletter")
    staff.get_by_role("button", name="Make a key").click()
    old = staff.locator("#fresh-key").inner_text()
    config = f"{demo.url}/api/v1/widget-config?key="
    assert staff.request.get(config + old).status == 200
    line = staff.locator("li").filter(has_text=old[:12])
    line.locator("summary").click()
    line.get_by_label("The old key works for another").select_option("0")
    line.get_by_role("button", name="Make a new key for it").click()
    new = staff.locator("#fresh-key").inner_text()
    assert staff.request.get(config + old).status == 401
    assert staff.request.get(config + new).status == 200
    staff.reload()
    staff.goto(f"{demo.url}/dashboard/settings/widget")
    expect(staff.locator("#fresh-key")).to_have_count(0)


def test_the_night_manager_sees_no_settings_and_no_money(visitor, demo):
    page = visitor(**PHONE).new_page()
    night = Demo(demo.url, "nightdesk@selasarcengkih.example", demo.password)
    sign_in(page, night)
    expect(page.locator("html")).to_have_attribute("lang", "ms")
    assert page.locator("a[href='/dashboard/settings']").count() == 0
    assert page.locator("a[href='/dashboard/knowledge']").count() == 0
    expect(page.locator("main")).not_to_contain_text("RM ")
    assert page.goto(f"{demo.url}/dashboard/settings").status == 403


@pytest.mark.parametrize("language", ["en", "ms"])
def test_the_office_fits_a_phone_in_both_languages(visitor, demo, language):
    page = visitor(**PHONE).new_page()
    page.context.add_cookies([{"name": "nocturn_language", "value": language, "url": demo.url}])
    sign_in(page, demo)
    for path in ("", "/staff", "/alerts", "/widget", "/mode", "/usage", "/aside", "/audit"):
        page.goto(f"{demo.url}/dashboard/settings{path}")
        expect(page.locator("html")).to_have_attribute("lang", language)
        page.evaluate("document.querySelectorAll('main details').forEach((d) => d.open = true)")
        assert page.evaluate("document.documentElement.scrollWidth") <= 390, path


def test_the_line_for_the_hotels_site_is_copied_with_one_touch(visitor, demo):
    page = visitor(**PHONE, permissions=["clipboard-read", "clipboard-write"]).new_page()
    sign_in(page, demo)
    page.goto(f"{demo.url}/dashboard/settings/widget")
    page.get_by_role("button", name="Copy").click()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith(f'<script async src="{demo.url}/widget/nocturn.js" data-key="')
