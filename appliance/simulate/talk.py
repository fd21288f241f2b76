"""One guest's conversation, played line by line."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

import httpx2

from appliance.simulate.bubble import bubble, seconds
from appliance.simulate.graph import Graph
from appliance.simulate.guest import Guest, Meta

Report = Callable[[str], None]
Act = Callable[["Talk", str], bool]  # what a line with a slash does; whether an answer is due
ANSWER_WITHIN = 40.0  # seconds a script waits for the answer to a line
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
    bubbles: int = 0
    asked_at: float = 0.0  # when the guest last wrote what is to be answered
    heard_at: float = 0.0
    ours: str = ""  # id of the hotel's last message

    def play(self, script: Iterable[str], typed: bool) -> int:
        """Typed lines go out as they come; a script is shown, and waits for the answer to each."""
        unanswered = 0
        for line in script:
            word, _, rest = line.partition(" ")
            if word == "/quit":
                break
            if not typed:
                self.report(bubble(self.guest.name, line))
            before, self.asked_at = self.bubbles, time.monotonic()
            try:
                expects = self.act(word, rest) if line.startswith("/") else self.say(line)
            except (ValueError, OSError, httpx2.HTTPError) as error:
                self.report(bubble("!", str(error) or type(error).__name__))
                unanswered += 1
                continue
            if expects and not typed:
                unanswered += not self.answered(before)
        return 1 if unanswered else 0

    def answered(self, before: int) -> bool:
        deadline = time.monotonic() + ANSWER_WITHIN
        while time.monotonic() < deadline:
            if self.bubbles > before and time.monotonic() - self.heard_at > QUIET_FOR:
                return True
            time.sleep(0.05)
        if self.bubbles == before:
            self.report(bubble("!", f"no answer within {ANSWER_WITHIN:.0f} s"))
        return self.bubbles > before

    def heard(self, id: str, message: dict[str, Any]) -> None:
        """The hotel wrote: show it, and report it as Meta does."""
        self.bubbles, self.heard_at, self.ours = self.bubbles + 1, time.monotonic(), id
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

    def act(self, word: str, rest: str) -> bool:
        """True where the hotel should answer. Raises ValueError for what cannot be done."""
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
