"""One guest's conversation, played line by line."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

import httpx2

from appliance.simulate.bubble import bubble, seconds
from appliance.simulate.graph import Graph
from appliance.simulate.guest import Guest, Meta
from appliance.simulate.script import ANSWER_WITHIN, Report

Act = Callable[["Talk", str], bool]  # what a line with a slash does; whether an answer is due
QUIET_FOR = 1.5  # seconds without another bubble after which an answer is whole


@dataclass
class Talk:
    """One guest's conversation, played line by line."""

    graph: Graph
    meta: Meta
    guest: Guest
    report: Report
    acts: Mapping[str, Act]
    last: dict[str, Any] = field(default_factory=dict)  # the guest's last message
    shown: int = 0  # bubbles
    asked_at: float = 0.0  # when the guest last wrote what is to be answered
    heard_at: float = 0.0
    ours: str = ""  # id of the hotel's last message

    def answered(self, before: int) -> bool:
        deadline = time.monotonic() + ANSWER_WITHIN
        while time.monotonic() < deadline:
            if self.shown > before and time.monotonic() - self.heard_at > QUIET_FOR:
                return True
            time.sleep(0.05)
        if self.shown == before:
            self.report(bubble("!", f"no answer within {ANSWER_WITHIN:.0f} s"))
        return self.shown > before

    def heard(self, id: str, message: dict[str, Any]) -> None:
        """The hotel wrote: show it, and report it as Meta does."""
        self.shown, self.heard_at, self.ours = self.shown + 1, time.monotonic(), id
        self.report(bubble("hotel", words(message), seconds(self.asked_at, self.heard_at)))
        self.asked_at = 0.0  # what follows is the same answer
        threading.Thread(target=self.delivered, args=(id, message), daemon=True).start()

    def delivered(self, id: str, message: dict[str, Any]) -> None:
        named = {"biz_opaque_callback_data": message.get("biz_opaque_callback_data", "")}
        who = {"recipient_id": self.guest.number or self.guest.user_id}
        for status in ("sent", "delivered", "read"):
            report = self.meta.status(id, status, time.time(), **named, **who, **PRICED)
            with suppress(httpx2.HTTPError):  # the appliance is stopping
                self.meta.post(report)

    def say(self, text: str, at: float = 0.0) -> bool:
        return self.deliver(self.guest.says(text, at or time.time()))

    def deliver(self, message: dict[str, Any], expects: bool = True) -> bool:
        self.last = message
        status = self.meta.post(self.meta.messages(self.guest, message))
        if status != 200:
            raise ConnectionError(f"the appliance answered {status}")
        return expects

    def obey(self, line: str) -> bool:
        """True where the hotel should answer. Raises ValueError for what cannot be done."""
        word, _, rest = line.partition(" ")
        return self.act(word, rest) if line.startswith("/") else self.say(line)

    def act(self, word: str, rest: str) -> bool:
        if word not in self.acts:
            raise ValueError(f"{word} is not known; /help lists what is")
        try:
            return self.acts[word](self, rest)
        except (ValueError, KeyError) as error:
            raise ValueError(f"{word} {rest}: cannot be done; /help tells how") from error


def words(message: dict[str, Any]) -> str:
    """A message of the hotel's as a guest would see it."""
    match message:
        case {"text": {"body": body}}:
            return str(body)
        case {"interactive": {"body": {"text": body}, "action": {"buttons": buttons}}}:
            return f"{body}\n" + "  ".join(f"[{b['reply']['title']}]" for b in buttons)
        case {"interactive": {"body": {"text": body}, "action": {"sections": sections}}}:
            rows = [row["title"] for section in sections for row in section["rows"]]
            return f"{body}\n" + "\n".join(f"○ {row}" for row in rows)
        case {"template": template}:
            return f"(template {template['name']}, {template['language']['code']})"
    return str(message)


PRICED = {
    "pricing": {"billable": False, "pricing_model": "PMP", "category": "service", "type": "free"}
}
