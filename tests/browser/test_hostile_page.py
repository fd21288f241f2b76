"""The widget on a page that means it no good, served from another origin (X9)."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.chat import Chat
from tests.browser.conftest import PHONE

pytestmark = pytest.mark.browser

SITE = "http://localhost:8080"  # listed in the demo pack
STRANGER = "http://localhost:8081"
PAGE = """<!doctype html><html lang="en" dir="rtl"><head><title>Hotel</title>
<link rel="stylesheet" href="/hostile.css"></head><body><h1>Hotel</h1>
<div class="cover"></div><div id="app"><a href="/rooms">Rooms</a></div>
<script async src="{script}" data-key="{key}"></script></body></html>"""
STYLE = """* { all: unset !important; display: inline !important; direction: rtl !important; }
nocturn-chat, .root, .panel, .launch { display: none !important; opacity: 0 !important; }
.cover { position: fixed !important; inset: 0 !important; z-index: 2147483647 !important; }"""
POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src {origin}",
        "connect-src {origin}",
        "style-src 'self'",
        "img-src 'self'",
        "require-trusted-types-for 'script'",
    )
)


@pytest.fixture
def hostile(visitor, demo) -> Callable[..., Page]:
    """`hostile(site, **options)`: the page on `site`, its shortcuts and complaints written down."""
    key = visitor().request.get(demo.url).text().partition('data-key="')[2].partition('"')[0]

    def serve(route: Route) -> None:
        if route.request.url.endswith(".css"):
            route.fulfill(body=STYLE, content_type="text/css")
            return
        page = PAGE.format(script=f"{demo.url}/widget/nocturn.js", key=key)
        policy = POLICY.format(origin=demo.url)
        route.fulfill(
            body=page, content_type="text/html", headers={"Content-Security-Policy": policy}
        )

    def opened(site: str = SITE, **options) -> Page:
        page: Page = visitor(**options).new_page()
        page.route(f"{site}/**", serve)
        page.add_init_script(
            """window.complaints = []; window.shortcuts = [];
            addEventListener("securitypolicyviolation", (e) => complaints.push(e.blockedURI));
            addEventListener("keydown", (e) => shortcuts.push(e.key));"""
        )
        page.goto(f"{site}/")
        return page

    return opened


@pytest.mark.parametrize("device", [PHONE, {"viewport": {"width": 1440, "height": 900}}])
def test_x9_resets_layers_policy_and_direction_leave_the_chat_usable(hostile, device):
    page = hostile(**device)
    chat = Chat(page).open().accept()  # clicked where it is seen: nothing lies over it
    expect(chat.ask("What time is breakfast?")).to_contain_text("7")
    box = chat.panel.bounding_box()
    assert box
    assert box["width"] >= 390
    style = "node => { const s = getComputedStyle(node); return [s.direction, s.display]; }"
    assert chat.panel.evaluate(style) == ["ltr", "flex"]
    assert page.evaluate("complaints") == []
    assert page.evaluate("shortcuts") == []  # typing is not heard by the page


def test_x9_a_page_that_swaps_itself_keeps_the_conversation(hostile):
    page = hostile()
    chat = Chat(page).open().accept()
    chat.ask("What time is breakfast?")
    page.evaluate(
        "() => { history.pushState({}, '', '/rooms'); document.body.replaceWith("
        "document.createElement('body')); }"
    )
    expect(chat.said_by_guest("What time is breakfast?")).to_be_visible()
    page.evaluate(
        "() => { const next = document.createElement('html');"
        "next.append(document.createElement('body')); document.documentElement.replaceWith(next); }"
    )
    chat.ask("Is there parking?")
    expect(page.locator("nocturn-chat")).to_have_count(1)


def test_x6_a_page_that_is_not_listed_shows_nothing(hostile):
    page = hostile(STRANGER)
    page.wait_for_load_state("networkidle")
    expect(page.locator("nocturn-chat")).to_have_count(0)


def test_x13_nothing_of_the_page_moves_when_the_chat_arrives(hostile):
    page = hostile()
    expect(Chat(page).launcher).to_be_visible()
    shifts = """() => new Promise((done) => { new PerformanceObserver((list) =>
        done(list.getEntries().length)).observe({ type: "layout-shift", buffered: true });
        setTimeout(() => done(0), 300); })"""
    assert page.evaluate(shifts) == 0
