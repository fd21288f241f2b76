"""Every page and state of the dashboard, as something that drives a signed-in page into it."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import Page

from appliance.simulate.correspondent import Correspondent, SendGrid
from tests.browser.running import Demo
from tests.pages import PAGES

Drive = Callable[[Page, Demo], None]


def plain(path: str) -> Drive:
    """A page as it opens."""

    def drive(page: Page, demo: Demo) -> None:
        page.goto(demo.url + path)

    return drive


def unfolded(path: str) -> Drive:
    """A page with its first forms open."""

    def drive(page: Page, demo: Demo) -> None:
        page.goto(demo.url + path)
        page.evaluate("document.querySelectorAll('main details').forEach((d, n) => d.open = n < 2)")

    return drive


def conversation(view: str) -> Drive:
    """The first conversation of a view."""

    def drive(page: Page, demo: Demo) -> None:
        page.goto(f"{demo.url}/dashboard/inbox?view={view}")
        page.locator("#inbox a.line").first.click()
        page.locator("#transcript").wait_for()

    return drive


def beside(page: Page, demo: Demo) -> None:
    """On a phone: what is beside the conversation, over it."""
    conversation("waiting")(page, demo)
    if (brief := page.locator(".brief")).is_visible():
        brief.click()


def menu(page: Page, demo: Demo) -> None:
    """On a phone: what does not fit the bar."""
    page.goto(f"{demo.url}/dashboard")
    if (more := page.locator(".rail .more summary")).is_visible():
        more.click()


def tried(page: Page, demo: Demo) -> None:
    page.goto(f"{demo.url}/dashboard/knowledge/try")
    page.locator("input[name=question]").fill("Ada kolam renang tak?")
    page.locator(".asking button").click()
    page.locator(".reply").first.wait_for()


def passage(page: Page, demo: Demo) -> None:
    page.goto(f"{demo.url}/dashboard/knowledge")
    page.locator("#knowledge .cover").first.click()
    page.locator("textarea[name=text]").wait_for()


def invited(page: Page, demo: Demo) -> None:
    """A colleague's link, shown this once."""
    page.goto(f"{demo.url}/dashboard/settings/staff")
    page.evaluate("document.querySelectorAll('main details').forEach((d) => d.open = true)")
    page.locator("form[action$='/invite'] button").last.click()
    page.locator(".secret").wait_for()


def welcome(page: Page, demo: Demo) -> None:
    """What a colleague sees who follows that link."""
    invited(page, demo)
    page.goto(page.locator(".secret").inner_text())


def aside(page: Page, demo: Demo) -> None:
    """Mails nobody could use, delivered the first time one looks."""
    page.goto(demo.url + PAGES["settings-aside"])
    if page.locator(".empty").is_visible():
        for stray in STRAYS:
            assert post_box(demo).deliver(stray.writes("Is the family room free?")) == 200
        page.reload()
    page.locator("a.line").first.wait_for()


STRAYS = (
    Correspondent("nurul@guest.example", "Nurul", "reservations@selasarcengkih.example"),
    Correspondent("tan@guest.example", "Tan", "front.office.enquiries@another-hotel.example"),
)


def post_box(demo: Demo) -> SendGrid:
    """Where the demo takes mail, with the credentials it made itself."""
    kept = demo.home / "demo-secrets"
    user, password = ((kept / f"INBOUND_MAIL_{name}").read_text() for name in ("USER", "PASSWORD"))
    return SendGrid(demo.url, user, password)


def aside_one(page: Page, demo: Demo) -> None:
    aside(page, demo)
    page.locator("a.line").first.click()
    page.locator("pre").wait_for()
    page.locator("details.fold summary").click()


def aside_told(page: Page, demo: Demo) -> None:
    """Tried again before its cause was mended."""
    aside_one(page, demo)
    page.locator("form[action$='/replay'] button").click()
    page.locator(".notice.alarm").wait_for()


def whole(page: Page, demo: Demo) -> None:
    conversation("waiting")(page, demo)
    page.goto(f"{page.url.partition('?')[0]}?all=1")


def login(page: Page, demo: Demo) -> None:
    page.context.clear_cookies(name=re.compile("_(access|refresh)$"))
    page.goto(f"{demo.url}/login")


def not_let_in(page: Page, demo: Demo) -> None:
    login(page, demo)
    page.locator("input[name=email]").fill(demo.email)
    page.locator("input[name=password]").fill("not this one")
    page.locator(".door .primary").click()
    page.locator(".door .alarm").wait_for()


STATES: dict[str, Drive] = {
    **{name: plain(path) for name, path in PAGES.items()},
    "menu": menu,
    "conversation": conversation("waiting"),
    "conversation-beside": beside,
    "conversation-staff": conversation("staff"),
    "conversation-whole": whole,
    "inbox-nothing": plain("/dashboard/inbox?q=nobody+of+this+name"),
    "leads-nothing": plain("/dashboard/leads?q=nobody+of+this+name"),
    "knowledge-tried": tried,
    "knowledge-passage": passage,
    "settings-hours-forms": unfolded("/dashboard/settings"),
    "settings-staff-forms": unfolded("/dashboard/settings/staff"),
    "questions-form": unfolded("/dashboard/gaps"),
    "invited": invited,
    "aside": aside,
    "aside-one": aside_one,
    "aside-told": aside_told,
    "welcome": welcome,
    "not-found": plain("/dashboard/nowhere"),
    "login": login,  # these sign out
    "login-refused": not_let_in,
}
# of a hotel nobody has written to yet
EMPTY: dict[str, Drive] = {
    f"empty-{name}": plain(PAGES[name])
    for name in ("home", "recovered", "inbox", "leads", "alerts", "questions", "replies")
} | {f"empty-{name}": plain(PAGES[f"settings-{name}"]) for name in ("usage", "audit")}
