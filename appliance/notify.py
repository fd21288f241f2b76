"""Alerts to staff by Apprise: e-mail, Telegram, Slack, ntfy, and a hundred others by URL."""

from __future__ import annotations

from collections.abc import Mapping

import apprise

from appliance import logs
from appliance.channels import ChannelError
from appliance.engine.hotel import AlertRoute
from appliance.engine.message import Outgoing

log = logs.get(__name__)

SECRET = "secret:"  # noqa: S105 - how packs name one
TIMEOUT = 15  # seconds for one route


class Alerts:
    """The channel staff are reached by. A message's `guest` is the code of an alert route."""

    streams, by_job = False, True

    def __init__(self, routes: tuple[AlertRoute, ...], secrets: Mapping[str, str]) -> None:
        self._secrets = secrets
        self._unset: list[str] = []
        self.follow(routes)

    def follow(self, routes: tuple[AlertRoute, ...]) -> None:
        """From now on these are the hotel's routes."""
        self._urls = {route.code: resolve(route.url, self._secrets) for route in routes}
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
        title, _, body = message.text.partition("\n\n")
        if not service.notify(title=title, body=body or title, timeout=TIMEOUT):
            raise ChannelError(f"alert route {message.guest} did not take it")
        return ""


def resolve(url: str, secrets: Mapping[str, str]) -> str:
    return secrets.get(url.removeprefix(SECRET), "") if url.startswith(SECRET) else url
