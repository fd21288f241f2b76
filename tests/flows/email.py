"""The appliance and its web server, a guest's mail program before it, a mail server behind it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any

from appliance.channels.email.letter import House as Sender
from appliance.channels.email.smtp import Email, Intake, Server
from appliance.settings import Settings
from appliance.simulate.correspondent import Correspondent, SendGrid
from appliance.simulate.post_office import PostOffice, Received, words_of
from appliance.web import email_hook
from appliance.web.app import build
from tests.flows.conftest import House, come_to_rest, opened
from tests.patience import wait_until
from tests.web.house import serving

ADDRESS, INBOUND = "stay@telukkelapa.example", "reservations+teluk-kelapa@parse.example"
USER, PASSWORD = "inbound", "only for tests"


@dataclass
class Correspondence:
    """A guest's and the hotel's end of the channel."""

    house: House
    office: PostOffice
    sendgrid: SendGrid
    guest: Correspondent

    @property
    def app(self) -> Any:
        return self.house.app

    def send(self, text: str, guest: Correspondent | None = None, **headers: str) -> None:
        self.deliver((guest or self.guest).writes(text, **headers))

    def deliver(self, fields: dict[str, str], files: dict[str, bytes] | None = None) -> None:
        assert self.sendgrid.deliver(fields, files) == 200

    def ask(self, text: str, guest: Correspondent | None = None, **headers: str) -> Received:
        """Write it; the letter that comes for it, which is answered below from then on."""
        before = len(self.office.letters)
        self.send(text, guest, **headers)
        wait_until(lambda: len(self.office.letters) > before)
        (guest or self.guest).reads(self.office.letters[-1])
        return self.office.letters[-1]

    def words(self) -> str:
        return words_of(self.office.letters[-1])

    def settle(self) -> None:
        come_to_rest(self.app)

    def conversations(self) -> list[Any]:
        self.settle()
        return list(self.app.store.conversations(channel="email"))


def with_address(fields: dict[str, str], to: str) -> dict[str, str]:
    envelope = json.loads(fields["envelope"]) | {"to": [to]}
    return fields | {"envelope": json.dumps(envelope)}


@contextmanager
def corresponding(
    settings: Settings, patience: float = 20.0, **changes: Any
) -> Iterator[Correspondence]:
    """`patience`: seconds the appliance waits for its mail server's next word."""
    with PostOffice() as office, opened(settings, **changes) as house:
        hotel = house.app.hotel
        email = Email(
            Server("127.0.0.1", office.port, "none", timeout=patience),
            Sender(hotel, ADDRESS, hotel.name, INBOUND),
            Intake(frozenset({ADDRESS, INBOUND}), 5.0, USER, PASSWORD),
        )
        house.app.channels = {**house.app.channels, "email": email}
        with serving(build(house.app, mounts=(email_hook.mounted,))) as url:
            guest = Correspondent("nurul@guest.example", "Nurul Huda", ADDRESS, "Your rooms")
            yield Correspondence(house, office, SendGrid(url, USER, PASSWORD), guest)


def returned(letter: Received) -> dict[str, str]:
    """The letter as its guest's server gives it back."""
    daemon = Correspondent("mailer-daemon@guest.example", "", ADDRESS, "Undelivered Mail")
    about = f"Message-ID: {letter.message['Message-ID']}"
    return daemon.writes(f"Undelivered. 550 5.1.1 user unknown\n\n{about}")


def renamed(guest: Correspondent, mailbox: str, name: str = "") -> Correspondent:
    """Somebody else, who has seen the same mails."""
    return replace(guest, mailbox=mailbox, name=name or mailbox.partition("@")[0], ids=[])
