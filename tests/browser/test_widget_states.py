"""Every state of the widget, as axe-core, a small screen and a large letter see it."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import PHONE
from tests.browser.test_accessibility import WIDE, against_wcag
from tests.browser.widget_states import STATES, State, declined, empty, notice, quote, typing

pytestmark = pytest.mark.browser

SCHEMES = [("en", "light", WIDE), ("ms", "dark", PHONE)]
STICKING_OUT = """() => {
  const inside = document.querySelector("nocturn-chat").shadowRoot;
  const wide = innerWidth;
  return [...inside.querySelectorAll(".panel *")].filter((node) => node.offsetParent)
    .filter((node) => node.getBoundingClientRect().right > wide + 0.5
      || (node.scrollWidth > node.clientWidth + 1 && node.matches(".log, .sheet, .head")))
    .map((node) => `${node.tagName}.${node.className}`);
}"""
SMALL_TARGETS = """() => [...document.querySelector("nocturn-chat").shadowRoot
  .querySelectorAll("button, .cta, summary, textarea, input")]
  .filter((node) => node.offsetParent)
  .map((node) => [node.className || node.tagName, node.getBoundingClientRect()])
  .filter(([, box]) => box.width < 24 || box.height < 24).map(([name]) => name)"""

FOCUSED = """() => {
  const inside = document.querySelector("nocturn-chat").shadowRoot;
  const node = inside.activeElement;
  const ring = getComputedStyle(node.matches("textarea") ? node.parentNode : node);
  const box = node.getBoundingClientRect();
  const seen = inside.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
  return { name: `${node.tagName}.${node.className} ${node.textContent}`,
    ringed: ring.outlineStyle !== "none" || ring.boxShadow !== "none", seen: node.contains(seen) };
}"""
DOTS = """() => {
  const dots = document.querySelector("nocturn-chat").shadowRoot.querySelector(".dots");
  return [getComputedStyle(dots.firstChild).borderTopColor, getComputedStyle(dots).backgroundColor];
}"""


@pytest.mark.parametrize(("language", "scheme", "device"), SCHEMES, ids=["light", "dark"])
@pytest.mark.parametrize("state", STATES, ids=[state.name for state in STATES])
def test_x10_no_state_is_closed_to_anybody(visitor, demo, state: State, language, scheme, device):
    context = visitor(**device, color_scheme=scheme, reduced_motion="reduce", bypass_csp=True)
    page = context.new_page()
    page.goto(f"{demo.url}/?lang={language}")
    state.drive(page)
    assert not page.evaluate(STICKING_OUT)
    assert not page.evaluate(SMALL_TARGETS)  # WCAG 2.2, 2.5.8
    context.set_offline(False)
    assert not against_wcag(page)


@pytest.mark.parametrize("width", [320, 720], ids=["320px", "zoomed-200"])
def test_x10_it_fits_the_smallest_screen_and_the_largest_zoom(visitor, demo, width):
    """1,440 x 900 at 200 % is 720 x 450 for the page."""
    page: Page = visitor(viewport={"width": width, "height": 450}).new_page()
    page.goto(demo.url)
    quote(page)
    assert not page.evaluate(STICKING_OUT)
    box = page.get_by_role("dialog").bounding_box()
    assert box
    assert (box["width"], box["height"]) == (width, 450)


def test_x10_nothing_moves_where_motion_is_unwanted(visitor, demo):
    page: Page = visitor(reduced_motion="reduce").new_page()
    page.goto(demo.url)
    empty(page)
    assert not page.evaluate("() => document.getAnimations().filter(a => a.currentTime).length")


@pytest.mark.parametrize("drive", [notice, declined, quote])
def test_x10_whoever_goes_by_the_keyboard_sees_where_they_are(visitor, demo, drive):
    """WCAG 2.2, 2.4.7 and 2.4.11."""
    page: Page = visitor(reduced_motion="reduce").new_page()
    page.goto(demo.url)
    drive(page)
    stops: list[dict[str, object]] = []
    while len(stops) < 30 and (len(stops) < 2 or stops[-1] != stops[0]):
        page.keyboard.press("Tab")
        stops.append(page.evaluate(FOCUSED))
    assert len(stops) > 3
    assert all(stop["ringed"] and stop["seen"] for stop in stops), stops


def test_x10_where_colours_are_forced_the_dots_are_still_seen(visitor, demo):
    page: Page = visitor(forced_colors="active").new_page()
    page.goto(demo.url)
    typing(page)
    dot, ground = page.evaluate(DOTS)
    assert dot != ground


def test_x10_where_colours_are_forced_what_is_pressed_has_an_edge(visitor, demo):
    page: Page = visitor(forced_colors="active").new_page()
    page.goto(demo.url)
    notice(page)
    edges = page.locator("nocturn-chat .sheet .cta").evaluate_all(
        "all => all.map((node) => getComputedStyle(node).borderTopWidth)"
    )
    assert len(edges) == 5  # yes, no, and three ways to a person
    assert "0px" not in edges
