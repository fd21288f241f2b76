"""The widget as a guest uses it. Playwright's locators reach into its open shadow tree."""

from __future__ import annotations

from playwright.sync_api import Frame, Locator, Page, expect


class Chat:
    """In either language: parts are found by what they are, buttons of English pages by name."""

    def __init__(self, page: Page | Frame) -> None:
        self.launcher = page.locator("nocturn-chat .launch")
        self.panel = page.get_by_role("dialog")
        self.log = self.panel.get_by_role("log")
        self.box = self.panel.locator("textarea")
        self.person = self.panel.locator(".person")
        self.away = self.log.locator(".away")

    def open(self) -> Chat:
        self.launcher.click()
        return self

    def close(self) -> None:
        self.panel.press("Escape")
        expect(self.panel).to_be_hidden()

    def accept(self) -> Chat:
        self.panel.locator(".sheet .cta").first.click()
        expect(self.box).to_be_visible()
        return self

    def say(self, text: str) -> None:
        self.box.fill(text)
        self.box.press("Enter")
        expect(self.said_by_guest(text)).to_have_count(1)

    def said_by_guest(self, text: str) -> Locator:
        return self.log.locator(".guest .bubble").filter(has_text=text)

    def answers(self) -> Locator:
        """Whole ones: what is still being written has no id yet."""
        return self.log.locator(".item.ai[data-id] .bubble")

    def ask(self, text: str) -> Locator:
        """Say it and wait for one more whole answer."""
        before = self.answers().count()
        self.say(text)
        answer = self.answers().nth(before)
        expect(answer).to_be_visible()
        return answer

    def settled(self) -> None:
        """Nothing is under way any more."""
        expect(self.log.locator(".pending")).to_have_count(0)
        expect(self.log.locator(".dots")).to_be_hidden()
