"""What staff do beside the turns, while vendors misbehave."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from appliance import desk
from appliance.channels.email.letter import House as Sender
from appliance.channels.email.smtp import Email, Intake, Server
from appliance.engine.ids import derive
from appliance.engine.staff import Staff
from tests.flows.conftest import opened
from tests.flows.email import ADDRESS, INBOUND, PASSWORD, USER
from tests.patience import PATIENCE, wait_until

MEI = Staff(derive("mei"), "Mei", "gm")
pytestmark = pytest.mark.postgres


class Mute:
    """A mail server that takes a call and says nothing."""

    def __init__(self) -> None:
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.callers: list[socket.socket] = []
        threading.Thread(target=self._take, daemon=True).start()

    def _take(self) -> None:
        while True:
            try:
                self.callers.append(self.listener.accept()[0])
            except OSError:
                return

    def waits(self) -> bool:
        """Whether the last caller is still on the line."""
        self.callers[-1].setblocking(False)
        try:
            return self.callers[-1].recv(1) != b""
        except BlockingIOError:
            return True

    def hang_up(self) -> None:
        self.listener.close()
        for caller in self.callers:
            caller.close()


@contextmanager
def mute() -> Iterator[Mute]:
    server = Mute()
    yield server
    server.hang_up()


def test_h7_staff_do_not_wait_for_a_mail_server_that_hangs(settings):
    with mute() as server, opened(settings) as house:
        app = house.app
        sender = Sender(app.hotel, ADDRESS, app.hotel.name, INBOUND)
        intake = Intake(frozenset({ADDRESS}), 5.0, USER, PASSWORD)
        port = server.listener.getsockname()[1]
        email = Email(Server("127.0.0.1", port, "none", timeout=PATIENCE), sender, intake)
        app.channels = {**app.channels, "email": email}
        key = "email:thread"
        app.spool.identify("email", ["thread"], "nurul@guest.example")
        desk.hand_off(app, app.conversation_id(key), "asked", MEI, key)
        desk.take_over(app, app.conversation_id(key), MEI)
        said = desk.say(app, app.conversation_id(key), MEI, "I am on it", "c1")
        wait_until(lambda: server.callers)
        assert server.waits()  # the click was answered, and the server was not
        assert app.spool.parcel(said)  # it waits its turn, and goes out once the server speaks
        server.hang_up()  # or the house would wait for it to close
