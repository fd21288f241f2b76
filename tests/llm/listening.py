"""What the suites of this folder ask, and who listens."""

from __future__ import annotations

import threading

from appliance.engine.completion import Prompt
from appliance.llm import connect
from appliance.llm.provider import Provider
from tests.llm.provider_server import ProviderServer

PROMPT = Prompt(
    version="test",
    system="You answer for a hotel.",
    turns=(("user", "hi"), ("assistant", "Hello!"), ("user", "When is breakfast?")),
    sources=(("K1", "passage-1"), ("K2", "passage-2")),
)


class Ear:
    """Keeps everything heard, in order; "⟲" is a restart."""

    def __init__(self) -> None:
        self.heard: list[str] = []
        self.first = threading.Event()

    def text(self, delta: str) -> None:
        self.heard.append(delta)
        self.first.set()

    def restart(self) -> None:
        self.heard.append("⟲")

    @property
    def all(self) -> str:
        return "".join(self.heard)


def provider(name: str, server: ProviderServer) -> Provider:
    base_url = server.openai if name == "openai" else server.anthropic
    return connect(name, api_key="test-key", model=f"{name}-model", base_url=base_url)
