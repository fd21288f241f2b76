"""A guest on WhatsApp, typed by a person or read from a script.

Payloads are signed with the appliance's own app secret and posted to its webhook; its answers go to
the stand-in here, which reports them as delivered and read, as Meta would. The appliance must be
told to use the stand-in: NOCTURN_WHATSAPP_BASE_URL. `nocturn demo` does so by itself.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from urllib.parse import urlsplit

from appliance import demo
from appliance.hotel import Pack
from appliance.settings import Settings, SettingsError
from appliance.simulate.acts import ACTS
from appliance.simulate.graph import Graph
from appliance.simulate.guest import Guest, Meta
from appliance.simulate.script import play
from appliance.simulate.talk import Talk

Report = Callable[[str], None]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--url", default="", help="the appliance; http://localhost:NOCTURN_PORT")
    parser.add_argument("--number", default="60123450182", help="the guest's; empty: BSUID only")
    parser.add_argument("--name", default="Nurul", help="the guest's profile name")
    parser.add_argument("--bsuid", default="", help="the guest's business-scoped user id")


def run(settings: Settings, pack: Pack, arguments: argparse.Namespace, report: Report) -> int:
    """0; 1 where a scripted line got no answer."""
    channel = pack.channels.whatsapp
    if channel is None:
        raise SettingsError(f"{pack.hotel.slug} has no [whatsapp] in channels.toml")
    secrets = demo.channel_secrets(settings, pack.channels)
    secret = {name: secrets[getattr(channel, name).removeprefix("secret:")] for name in SECRETS}
    url = arguments.url or f"http://127.0.0.1:{settings.port}"
    graph = Graph(
        secret["access_token"], channel.phone_number_id, port_of(settings.whatsapp_base_url)
    )
    meta = Meta(url, secret["app_secret"], channel.phone_number_id, channel.number.lstrip("+"))
    guest = Guest(arguments.number, arguments.name, arguments.bsuid or bsuid(arguments.number))
    talk = Talk(graph, meta, guest, report, ACTS)
    graph.on_sent = talk.heard
    with graph:
        report(f"{pack.hotel.name} on WhatsApp, at {url}")
        report(
            f"You are {guest.name}, {guest.number or guest.user_id}; /help lists what you can do."
        )
        report(f"Answers come to a stand-in for Meta's Graph API at {graph.url}\n")
        return play(talk, sys.stdin, sys.stdin.isatty())


SECRETS = ("access_token", "app_secret")


def port_of(base_url: str) -> int:
    """Where the appliance looks for the stand-in. Raises SettingsError where that is elsewhere."""
    parts = urlsplit(base_url)
    if parts.hostname in ("localhost", "127.0.0.1") and parts.port:
        return parts.port
    return urlsplit(demo.STAND_IN).port or 0


def bsuid(number: str) -> str:
    """Raises SettingsError for what is no number."""
    if number and not number.isdecimal():
        raise SettingsError(f"--number {number}: digits with the country code, such as 60123450182")
    return f"MY.{int(number or 0) * 7919 + 10**14}"
