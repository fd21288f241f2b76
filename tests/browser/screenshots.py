"""`make screenshots`: every page and state as people see it, from the demo with sample guests.

    python -m tests.browser.screenshots [FOLDER] [--only NAME …]

1440 by 900 and 390 by 844, light and dark, English and Malay: FOLDER/wide-light-en/home.png …
"""

from __future__ import annotations

import argparse
import itertools
import tempfile
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.browser import running
from tests.browser.chromium import arguments, chromium_path
from tests.browser.conftest import sign_in
from tests.browser.running import Demo
from tests.pages import PAGES

Drive = Callable[[Page, Demo], None]
SIZES = {"wide": (1440, 900), "phone": (390, 844)}
SCHEMES = ("light", "dark")
LANGUAGES = ("en", "ms")
LONGEST = 2600  # pixels of a page below the fold that are shown


def conversation(page: Page, demo: Demo) -> None:
    page.goto(f"{demo.url}/dashboard/inbox?view=waiting")
    page.locator("#inbox a.line").first.click()
    page.locator("#transcript").wait_for()


def tried(page: Page, demo: Demo) -> None:
    page.goto(f"{demo.url}/dashboard/knowledge/try")
    page.locator("input[name=question]").fill("Ada kolam renang tak?")
    page.locator(".asking button").click()
    page.locator(".reply").first.wait_for()


def passage(page: Page, demo: Demo) -> None:
    page.goto(f"{demo.url}/dashboard/knowledge")
    page.locator("#knowledge .cover").first.click()
    page.locator("textarea[name=text]").wait_for()


def unfolded(path: str) -> Drive:
    """A page with its first forms open."""

    def drive(page: Page, demo: Demo) -> None:
        page.goto(demo.url + path)
        page.evaluate("document.querySelectorAll('main details').forEach((d, n) => d.open = n < 2)")

    return drive


def login(page: Page, demo: Demo) -> None:
    page.context.clear_cookies()
    page.goto(f"{demo.url}/login")


def plain(path: str) -> Drive:
    """A page as it opens."""

    def drive(page: Page, demo: Demo) -> None:
        page.goto(demo.url + path)

    return drive


STATES: dict[str, Drive] = {
    **{name: plain(path) for name, path in PAGES.items()},
    "conversation": conversation,
    "knowledge-tried": tried,
    "knowledge-passage": passage,
    "settings-hours-forms": unfolded("/dashboard/settings"),
    "settings-staff-forms": unfolded("/dashboard/settings/staff"),
    "questions-form": unfolded("/dashboard/gaps"),
    "login": login,  # last: it signs out
}


def main() -> None:
    parser = argparse.ArgumentParser(description="every page of the demo, as people see it")
    parser.add_argument("folder", nargs="?", default="docs/screenshots", type=Path)
    parser.add_argument("--only", nargs="*", default=list(STATES), metavar="NAME")
    parser.add_argument("--sizes", nargs="*", default=list(SIZES))
    parser.add_argument("--schemes", nargs="*", default=SCHEMES)
    parser.add_argument("--languages", nargs="*", default=LANGUAGES)
    chosen = parser.parse_args()
    with (
        tempfile.TemporaryDirectory() as home,
        running.demo(Path(home), NOCTURN_SAMPLE="yes") as demo,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=arguments())
        for size, scheme, language in itertools.product(
            chosen.sizes, chosen.schemes, chosen.languages
        ):
            folder = chosen.folder / f"{size}-{scheme}-{language}"
            folder.mkdir(parents=True, exist_ok=True)
            context = visitor(browser, demo, size, scheme, language)
            look(context, demo, folder, [name for name in STATES if name in chosen.only])
            context.close()
        browser.close()


def visitor(browser: Browser, demo: Demo, size: str, scheme: str, language: str) -> BrowserContext:
    width, height = SIZES[size]
    context = browser.new_context(
        viewport={"width": width, "height": height},
        color_scheme=scheme,  # type: ignore[arg-type]
        reduced_motion="reduce",
        has_touch=size == "phone",
        is_mobile=size == "phone",
    )
    context.add_cookies([{"name": "nocturn_language", "value": language, "url": demo.url}])
    return context


def look(context: BrowserContext, demo: Demo, folder: Path, names: list[str]) -> None:
    page = context.new_page()
    sign_in(page, demo)
    for name in names:
        STATES[name](page, demo)
        height = min(int(page.evaluate("document.documentElement.scrollHeight")), LONGEST)
        width = page.viewport_size["width"] if page.viewport_size else 0
        clip = {"x": 0, "y": 0, "width": width, "height": height}
        page.screenshot(path=folder / f"{name}.png", clip=clip, full_page=True)  # type: ignore[arg-type]
    print(f"{folder}: {len(names)} pictures", flush=True)


if __name__ == "__main__":
    main()
