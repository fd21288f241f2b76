"""`make screenshots`: every page and state of dashboard, guest page and widget, as people see it.

    python -m tests.browser.screenshots [FOLDER] [--only NAME …]

1440 by 900 and 390 by 844, light and dark, English and Malay: FOLDER/wide-light-en/home.png …, from
the demo with its sample guests; `empty-*` from a hotel nobody has written to yet. NAME: a pattern.
"""

from __future__ import annotations

import argparse
import itertools
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from fnmatch import fnmatch
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.browser import dashboard_states, running, widget_states
from tests.browser.chromium import arguments, chromium_path
from tests.browser.conftest import sign_in
from tests.browser.dashboard_states import Drive
from tests.browser.running import Demo

SIZES = {"wide": (1440, 900), "phone": (390, 844)}
SCHEMES = ("light", "dark")
LANGUAGES = ("en", "ms")
LONGEST = 2600  # pixels of a page below the fold that are shown


def guest_page(page: Page) -> None:
    """The hotel's own page, as far as it goes."""
    page.locator("nocturn-chat .launch").wait_for()


GUEST = {"guest-page": guest_page} | {f"widget-{s.name}": s.drive for s in widget_states.STATES}


def main() -> None:
    parser = argparse.ArgumentParser(description="everything of the demo, as people see it")
    parser.add_argument("folder", nargs="?", default="docs/screenshots", type=Path)
    parser.add_argument("--only", nargs="*", default=["*"], metavar="NAME")
    parser.add_argument("--sizes", nargs="*", default=list(SIZES))
    parser.add_argument("--schemes", nargs="*", default=SCHEMES)
    parser.add_argument("--languages", nargs="*", default=LANGUAGES)
    chosen = parser.parse_args()
    looks = list(itertools.product(chosen.sizes, chosen.schemes, chosen.languages))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=arguments())
        camera = Camera(browser, chosen.folder, chosen.only)
        with hotel(sample="no") as demo:
            for look in looks:
                camera.dashboard(demo, look, dashboard_states.EMPTY)
        with hotel(sample="yes") as demo:
            for look in looks:
                camera.dashboard(demo, look, dashboard_states.STATES)
            for look in looks:  # last: these guests write
                camera.guests(demo, look)
        browser.close()


@contextmanager
def hotel(sample: str) -> Iterator[Demo]:
    with (
        tempfile.TemporaryDirectory() as home,
        running.demo(Path(home), NOCTURN_SAMPLE=sample) as demo,
    ):
        yield demo


Look = tuple[str, str, str]  # size, scheme, language


class Camera:
    def __init__(self, browser: Browser, folder: Path, only: list[str]) -> None:
        self.browser, self.folder, self.only = browser, folder, only

    def dashboard(self, demo: Demo, look: Look, states: Mapping[str, Drive]) -> None:
        wanted = self.wanted(states)
        if not wanted:
            return
        context = visitor(self.browser, look, demo)
        page = context.new_page()
        sign_in(page, demo)
        for name in wanted:
            states[name](page, demo)
            self.take(page, look, name, whole=not name.startswith("conversation"))
        context.close()

    def guests(self, demo: Demo, look: Look) -> None:
        """Each is somebody who has not been here before."""
        for name in self.wanted(GUEST):
            context = visitor(self.browser, look, demo)
            page = context.new_page()
            page.goto(f"{demo.url}/?lang={look[2]}")
            GUEST[name](page)
            self.take(page, look, name, whole=name == "guest-page")
            context.close()

    def wanted(self, names: Mapping[str, object]) -> list[str]:
        return [name for name in names if any(fnmatch(name, one) for one in self.only)]

    def take(self, page: Page, look: Look, name: str, *, whole: bool = True) -> None:
        folder = self.folder / "-".join(look)
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / f"{name}.png"
        if not whole:
            page.screenshot(path=path)
            return
        width, height = SIZES[look[0]]
        tall = int(page.evaluate("document.documentElement.scrollHeight"))
        clip = {"x": 0, "y": 0, "width": width, "height": max(height, min(tall, LONGEST))}
        page.screenshot(path=path, clip=clip, full_page=True)  # type: ignore[arg-type]


def visitor(browser: Browser, look: Look, demo: Demo) -> BrowserContext:
    size, scheme, language = look
    width, height = SIZES[size]
    context = browser.new_context(
        viewport={"width": width, "height": height},
        locale={"en": "en-GB", "ms": "ms-MY"}[language],
        color_scheme=scheme,  # type: ignore[arg-type]
        reduced_motion="reduce",
        has_touch=size == "phone",
        is_mobile=size == "phone",
    )
    context.add_cookies([{"name": "nocturn_language", "value": language, "url": demo.url}])
    return context


if __name__ == "__main__":
    main()
