"""A guest who writes e-mail, typed by a person or read from a script.

Each line is a mail, delivered to the appliance's webhook as SendGrid Inbound Parse does, with the
appliance's own credentials; what the hotel writes arrives at a mail server here. The appliance must
be told to use it: NOCTURN_SMTP_URL. `nocturn demo` does so by itself.
"""

from __future__ import annotations

import argparse
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from appliance import demo
from appliance.hotel import SECRET, Pack
from appliance.settings import Settings, SettingsError
from appliance.simulate.bubble import bubble, seconds
from appliance.simulate.correspondent import Correspondent, SendGrid
from appliance.simulate.post_office import PostOffice, Received, wait_for, words_of
from appliance.simulate.script import ANSWER_WITHIN, Report, play

HELP = """\
/new SUBJECT    begin another thread
/subject TEXT   go on in this one under another subject
/file PATH      send a file, without a word
/away TEXT      what a holiday notice says by itself: it must not be answered
/quit"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--url", default="", help="the appliance; http://localhost:NOCTURN_PORT")
    parser.add_argument("--from", dest="mailbox", default="nurul@guest.example")
    parser.add_argument("--name", default="Nurul")
    parser.add_argument("--subject", default="Your rooms")


def run(settings: Settings, pack: Pack, arguments: argparse.Namespace, report: Report) -> int:
    """0; 1 where a scripted line got no answer."""
    channel = pack.channels.email
    if channel is None:
        raise SettingsError(f"{pack.hotel.slug} has no [email] in channels.toml")
    secrets = demo.channel_secrets(settings, pack.channels)
    user, password = (
        secrets[name.removeprefix(SECRET)]
        for name in (channel.webhook_user, channel.webhook_password)
    )
    url = arguments.url or f"http://127.0.0.1:{settings.port}"
    guest = Correspondent(arguments.mailbox, arguments.name, channel.address, arguments.subject)
    with PostOffice(urlsplit(settings.smtp_url or demo.POST_OFFICE).port or 0) as office:
        talk = Talk(SendGrid(url, user, password), guest, report)
        office.on_letter = talk.heard
        report(f"{pack.hotel.name} by e-mail, at {url}")
        report(f"You are {guest.name} <{guest.mailbox}>; each line is a mail, /help lists more.")
        report(f"The hotel's letters come to {office.url}\n")
        return play(talk, sys.stdin, sys.stdin.isatty())


@dataclass
class Talk:
    """One guest's correspondence, played line by line."""

    sendgrid: SendGrid
    guest: Correspondent
    report: Report
    asked_at: float = 0.0  # when the guest last wrote
    shown: int = 0  # letters

    def obey(self, line: str) -> bool:
        """True where the hotel should answer. Raises ValueError for what cannot be done."""
        word, _, rest = line.partition(" ")
        match word:
            case "/new":
                self.guest = Correspondent(
                    self.guest.mailbox,
                    self.guest.name,
                    self.guest.hotel,
                    rest or "Another question",
                )
            case "/subject":
                self.guest.subject = rest
            case "/file":
                path = Path(rest)
                return self.post("", {path.name: path.read_bytes()})
            case "/away":
                self.post(rest or "I am away.", Auto_Submitted="auto-replied")
            case "/help":
                self.report(HELP)
            case _ if line.startswith("/"):
                raise ValueError(f"{word} is not known; /help lists what is")
            case _:
                return self.post(line)
        return False

    def post(self, text: str, files: dict[str, bytes] | None = None, **headers: str) -> bool:
        status = self.sendgrid.deliver(self.guest.writes(text, **headers), files)
        if status != 200:
            raise ConnectionError(f"the appliance answered {status}")
        return True

    def answered(self, before: int) -> bool:
        came = wait_for(lambda: self.shown > before, ANSWER_WITHIN)
        if not came:
            self.report(bubble("!", f"no answer within {ANSWER_WITHIN:.0f} s"))
        return came

    def heard(self, letter: Received) -> None:
        """The hotel wrote: show it, and answer below it next."""
        self.guest.reads(letter)
        took, self.asked_at = seconds(self.asked_at, time.monotonic()), 0.0
        words = f"Subject: {letter.message['Subject']}\n\n{words_of(letter)}"
        self.report(bubble("hotel", words, took))
        self.shown += 1
