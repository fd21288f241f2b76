"""The verb: which channel, and how it is talked through."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from dataclasses import dataclass

from appliance import hotel
from appliance.hotel import Pack
from appliance.settings import Settings
from appliance.simulate import email, whatsapp

Report = Callable[[str], None]
ABOUT = """Talk to a running appliance as a guest would, over a channel without an account.

Written lines are sent as the channel's vendor sends them; what the hotel answers is printed. Lines
that begin with a slash do something else: `/help` lists them. Scripts are read from standard input:

    nocturn simulate whatsapp < script.txt
"""


@dataclass(frozen=True, slots=True)
class Kind:
    help: str
    add_arguments: Callable[[argparse.ArgumentParser], None]
    run: Callable[[Settings, Pack, argparse.Namespace, Report], int]


KINDS: dict[str, Kind] = {
    "whatsapp": Kind(
        "a guest on WhatsApp, with a stand-in for Meta's Graph API",
        whatsapp.add_arguments,
        whatsapp.run,
    ),
    "email": Kind(
        "a guest who writes e-mail, with a mail server for the hotel's letters",
        email.add_arguments,
        email.run,
    ),
}


def add_arguments(verb: argparse.ArgumentParser) -> None:
    verb.description = ABOUT
    verb.formatter_class = argparse.RawDescriptionHelpFormatter
    kinds = verb.add_subparsers(dest="kind", required=True, metavar="KIND")
    for name, kind in KINDS.items():
        kind.add_arguments(kinds.add_parser(name, help=kind.help, description=kind.help))


def run(settings: Settings, arguments: argparse.Namespace, report: Report) -> int:
    pack = hotel.read(settings.tenant_dir, settings.slug)
    return KINDS[arguments.kind].run(settings, pack, arguments, report)
