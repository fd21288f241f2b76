from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from tests.browser import running
from tests.browser.chromium import arguments, chromium_path
from tests.browser.running import Demo
from tests.conftest import memory_or_disk

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
expect.set_options(timeout=20_000)


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """For this package only: Playwright keeps an event loop on the main thread until it stops."""
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=chromium_path(), args=arguments())
        yield launched
        launched.close()


@pytest.fixture(scope="package")
def demo() -> Iterator[Demo]:
    with memory_or_disk() as home, running.demo(home) as started:
        yield started


@pytest.fixture
def visitor(browser: Browser) -> Iterator[Callable[..., BrowserContext]]:
    """`visitor(**options)`: a browser nobody has used; its pages' errors fail the test."""
    contexts: list[BrowserContext] = []
    trouble: list[str] = []

    def fresh(**options) -> BrowserContext:
        context = browser.new_context(locale="en-GB", **options)
        context.set_default_timeout(20_000)
        context.on("weberror", lambda error: trouble.append(str(error.error)))
        contexts.append(context)
        return context

    yield fresh
    for context in contexts:
        context.close()
    assert not trouble, trouble


@pytest.fixture
def guest(visitor: Callable[..., BrowserContext], demo: Demo) -> Page:
    """The hotel's page on a phone."""
    page = visitor(**PHONE).new_page()
    page.goto(demo.url)
    return page


@pytest.fixture
def staff(visitor: Callable[..., BrowserContext], demo: Demo) -> Page:
    """The dashboard, signed in as the general manager, on a wide screen."""
    page = visitor(viewport={"width": 1440, "height": 900}).new_page()
    sign_in(page, demo)
    return page


def sign_in(page: Page, demo: Demo) -> None:
    page.goto(f"{demo.url}/dashboard")
    page.locator("input[name=email]").fill(demo.email)
    page.locator("input[name=password]").fill(demo.password)
    page.locator(".door .primary").click()
    expect(page.locator(".rail [aria-current=page]")).to_be_visible()
