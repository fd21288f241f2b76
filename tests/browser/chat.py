"""The widget as a guest uses it. Playwright's locators reach into its open shadow tree."""

from __future__ import annotations

from playwright.sync_api import Locator, Page, expect


class Chat:
    def __init__(self, page: Page) -> None:
        self.page = page
        self.panel = page.get_by_role("dialog")
        self.log = self.panel.get_by_role("log")
        self.box = self.panel.get_by_role("textbox")

    def open(self) -> Chat:
        self.page.get_by_role("button", name="Chat with us").click()
        return self

    def accept(self) -> Chat:
        self.panel.get_by_role("button", name="Accept and chat").click()
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
