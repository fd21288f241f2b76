"""The appliance behind its web server, a WhatsApp guest before it, Meta's stand-in behind it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from appliance import codec
from appliance.engine.hotel import AlertRoute
from appliance.engine.state import Conversation
from appliance.settings import Settings
from appliance.simulate.graph import Graph
from appliance.simulate.guest import Guest, Meta
from appliance.web import whatsapp_hook
from appliance.web.app import Mount, build
from tests.flows.conftest import NIGHT, House, come_to_rest, opened
from tests.patience import wait_until
from tests.web.house import serving

NUMBER_ID, NUMBER, TOKEN, SECRET = "109900000000900", "6045550900", "token-1", "app-secret-1"
SECRETS = {
    "WHATSAPP_ACCESS_TOKEN": TOKEN,
    "WHATSAPP_APP_SECRET": SECRET,
    "WHATSAPP_VERIFY_TOKEN": "verify-1",
}


@dataclass
class Line:
    """A guest's and Meta's end of the channel, and the house it leads to."""

    house: House
    graph: Graph
    meta: Meta
    guest: Guest
    at: datetime = NIGHT
    url: str = ""

    def __post_init__(self) -> None:
        self.house.app.now = lambda: self.at

    @property
    def app(self) -> Any:
        return self.house.app

    @property
    def key(self) -> str:
        return f"whatsapp:{self.guest.number or self.guest.user_id}"

    def say(self, text: str, guest: Guest | None = None) -> dict[str, Any]:
        return self.deliver((guest or self.guest).says(text, self.clock()), guest)

    def deliver(self, message: dict[str, Any], guest: Guest | None = None) -> dict[str, Any]:
        assert self.meta.post(self.meta.messages(guest or self.guest, message)) == 200
        return message

    def ask(self, text: str, guest: Guest | None = None) -> dict[str, Any]:
        """Say it; what goes out for it, as Meta gets it."""
        before = len(self.graph.sent)
        self.say(text, guest)
        wait_until(lambda: len(self.graph.sent) > before)
        self.settle()
        return self.graph.sent[-1]

    def settle(self) -> None:
        come_to_rest(self.app)

    def clock(self) -> float:
        """A second later each time."""
        self.at += timedelta(seconds=1)
        return self.at.timestamp()

    @property
    def state(self) -> Conversation:
        body = self.app.spool.state(self.key)
        return codec.load(Conversation, body)

    @property
    def record(self) -> list[Any]:
        self.settle()
        found: list[Any] = self.app.store.messages(self.house.id_of(self.key))
        return found

    @property
    def alerts(self) -> list[Any]:
        self.settle()
        found: list[Any] = self.app.store.alerts()
        return found


@contextmanager
def connected(
    settings: Settings,
    routes: tuple[AlertRoute, ...] = (),
    mounts: tuple[Mount, ...] = (),
    **changes: Any,
) -> Iterator[Line]:
    with Graph(TOKEN, NUMBER_ID) as graph:
        changes |= {"secrets": SECRETS, "whatsapp_base_url": graph.url}
        with opened(settings, routes, **changes) as house:
            site = build(house.app, mounts=(whatsapp_hook.mounted, *mounts))
            with serving(site) as url:
                meta = Meta(url, SECRET, NUMBER_ID, NUMBER)
                yield Line(house, graph, meta, Guest("60123450900", "Aisyah", "MY.900900"), url=url)


def text_of(message: dict[str, Any]) -> str:
    if "text" in message:
        return str(message["text"]["body"])
    return str(message["interactive"]["body"]["text"])
