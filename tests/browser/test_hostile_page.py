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
PAGE = """<html lang="en" dir="rtl"><head><title>Hotel</title>
<link rel="stylesheet" href="/hostile.css"></head><body><h1>Hotel</h1>
<div class="cover"></div><div id="app"><a href="/rooms">Rooms</a></div>
<script async src="{script}" data-key="{key}"></script></body></html>"""
FRAME = """<!doctype html><title>Portal</title><link rel="stylesheet" href="/hostile.css">
<h1>Portal</h1><iframe src="/"></iframe>"""
RESETS = """* { all: unset !important; display: inline !important; direction: rtl !important; }
nocturn-chat, .root, .panel, .launch, [popover] { display: none !important; opacity: 0 !important; }
.cover { position: fixed !important; inset: 0 !important; z-index: 2147483647 !important; }"""
ROOT = """html { font-size: 60px !important; line-height: 4 !important;
  transform: scale(1); will-change: transform; contain: layout; letter-spacing: 1em;
  color-scheme: only dark; }
body { min-height: 4000px; background: #000; color: #fff; text-align: center; user-select: none; }
::selection { background: none; } .cover { position: fixed; inset: 0; z-index: 2147483647; }"""
SMALL = "iframe { width: 340px; height: 420px; border: 0; }"
MEDDLING = """Object.prototype.meddled = Array.prototype.meddled = function () {};
Array.prototype.toJSON = undefined; window.moon = window.ui = 1;"""
POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src {origin}",
        "connect-src {origin}",
        "style-src 'self'",
        "img-src 'self'",
        "frame-src 'self'",
        "require-trusted-types-for 'script'",
    )
)


@pytest.fixture
def hostile(visitor, demo) -> Callable[..., Page]:
    """`hostile(site, style, …)`: the page on `site`, its shortcuts and complaints written down."""
    key = visitor().request.get(demo.url).text().partition('data-key="')[2].partition('"')[0]

    def opened(
        site: str = SITE,
        style: str = RESETS,
        doctype: str = "<!doctype html>",
        path: str = "/",
        **options,
    ) -> Page:
        def serve(route: Route) -> None:
            if route.request.url.endswith(".css"):
                route.fulfill(body=style, content_type="text/css")
                return
            page = doctype + PAGE.format(script=f"{demo.url}/widget/nocturn.js", key=key)
            policy = POLICY.format(origin=demo.url)
            route.fulfill(
                body=FRAME if route.request.url.endswith("/frame") else page,
                content_type="text/html",
                headers={"Content-Security-Policy": policy},
            )

        page: Page = visitor(**options).new_page()
        page.route(f"{site}/**", serve)
        page.add_init_script(
            MEDDLING
            + """window.complaints = []; window.shortcuts = [];
            addEventListener("securitypolicyviolation", (e) => complaints.push(e.blockedURI));
            addEventListener("keydown", (e) => shortcuts.push(e.key));"""
        )
        page.goto(f"{site}{path}")
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


@pytest.mark.parametrize("doctype", ["<!doctype html>", ""], ids=["standard", "quirks"])
def test_x9_a_root_that_is_huge_moved_and_dark_changes_nothing(hostile, doctype):
    page = hostile(style=ROOT, doctype=doctype, viewport={"width": 1000, "height": 800})
    chat = Chat(page)
    page.evaluate("scrollTo(0, 900)")
    expect(chat.launcher).to_be_in_viewport(ratio=1)
    chat.open().accept()
    quote = "How much is a deluxe courtyard room from 10 to 12 March 2027 for 2 adults?"
    chat.say(quote)
    table = chat.log.locator(".quote table")
    expect(table).to_be_visible()
    style = "node => { const s = getComputedStyle(node); return [s.fontSize, s.letterSpacing]; }"
    assert table.evaluate(style) == ["15px", "normal"]
    assert chat.panel.bounding_box() == {"x": 572, "y": 80, "width": 408, "height": 700}
    assert page.evaluate("complaints") == []


def test_x9_a_layer_that_comes_later_does_not_lie_over_the_chat(hostile):
    page = hostile(style=ROOT)
    expect(Chat(page).launcher).to_be_visible()
    page.evaluate(
        "() => { const cover = document.createElement('div'); cover.className = 'cover';"
        "document.documentElement.append(cover); }"
    )
    Chat(page).open().accept()


def test_x9_a_small_frame_holds_a_whole_chat(hostile):
    page = hostile(style=SMALL, path="/frame", viewport={"width": 1000, "height": 800})
    frame = page.frame_locator("iframe").locator("html").element_handle().owner_frame()
    chat = Chat(frame).open().accept()
    expect(chat.ask("What time is breakfast?")).to_contain_text("7")
    box = chat.panel.evaluate(
        "node => { const b = node.getBoundingClientRect(); return [b.width, b.height]; }"
    )
    assert box == [340, 420]  # all of it, as on a phone


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
    # what moved before the script was there, the page moved by itself
    shifts = """() => new Promise((done) => {
        const [chat] = performance.getEntriesByName(document.querySelector("script").src);
        const late = (shift) => shift.startTime > chat.responseEnd;
        const moved = (shift) => shift.sources.map(({ node }) => node?.nodeName).join();
        new PerformanceObserver((list) => done(list.getEntries().filter(late).map(moved)))
            .observe({ type: "layout-shift", buffered: true });
        setTimeout(() => done([]), 300); })"""
    assert page.evaluate(shifts) == []
