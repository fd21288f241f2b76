"""Alerts to staff by Apprise: e-mail, Telegram, Slack, ntfy, and a hundred others by URL.

Mail is the only one set as a page; Apprise makes its plain text from that.
"""

from __future__ import annotations

from collections.abc import Mapping

import apprise

from appliance import logs
from appliance.channels import ChannelError
from appliance.channels.email import page
from appliance.engine.hotel import Hotel
from appliance.engine.message import Outgoing
from appliance.engine.text import Text

log = logs.get(__name__)

SECRET = "secret:"  # noqa: S105 - how packs name one
TIMEOUT = 15  # seconds for one route
MAIL = ("mailto://", "mailtos://")
OPEN = Text("Open the conversation", "Buka perbualan")


class Alerts:
    """The channel staff are reached by. A message's `guest` is the code of an alert route."""

    streams, by_job = False, True

    def __init__(self, hotel: Hotel, secrets: Mapping[str, str], public_url: str = "") -> None:
        self._secrets, self._home = secrets, public_url.rstrip("/")
        self._unset: list[str] = []
        self.follow(hotel)

    def follow(self, hotel: Hotel) -> None:
        """From now on its routes are these."""
        self._hotel = hotel
        self._urls = {route.code: resolve(route.url, self._secrets) for route in hotel.alerts}
        unset = [code for code, url in self._urls.items() if not url]
        if unset and unset != self._unset:  # here, and not at each alert
            log.warning("alert routes have no address", routes=unset)
        self._unset = unset

    def send(self, message: Outgoing) -> str:
        url = self._urls.get(message.guest, "")
        if not url:
            why = f"alert route {message.guest} has no address"
            raise ChannelError(why, permanent=True, told=True)
        service = apprise.Apprise()
        if not service.add(url):
            raise ChannelError(f"alert route {message.guest} is no Apprise URL", permanent=True)
        title, body, how = self.set(message, mail=url.startswith(MAIL))
        if not service.notify(title=title, body=body, body_format=how, timeout=TIMEOUT):
            raise ChannelError(f"alert route {message.guest} did not take it")
        return ""

    def set(self, message: Outgoing, *, mail: bool) -> tuple[str, str, str]:
        """Its title, its body with the way to the conversation, and the body's format."""
        title, _, body = message.text.partition("\n\n")
        at = f"{self._home}/dashboard/conversations/{message.conversation}"
        link = at if self._home and message.conversation else ""
        if mail:
            words = OPEN.say(self._hotel.language)
            return title, page.notice(title, body, (words, link), self._hotel), "html"
        return title, "\n".join(filter(None, (body or title, link))), "text"


def resolve(url: str, secrets: Mapping[str, str]) -> str:
    return secrets.get(url.removeprefix(SECRET), "") if url.startswith(SECRET) else url
