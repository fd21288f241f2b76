"""`nocturn simulate email` against a running appliance, as a person at a terminal sees it."""

from __future__ import annotations

import argparse
import io
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest

from appliance import hotel, wiring
from appliance.simulate import email
from appliance.web import email_hook
from appliance.web.app import build
from appliance.wiring.channels import open_email
from tests.flows.conftest import PACKS, SLUG, House, come_to_rest, opened, settings
from tests.loopback import quiet_port
from tests.web.house import serving

__all__ = ["settings"]  # the fixture

pytestmark = pytest.mark.postgres
Play = Callable[..., tuple[int, str]]


@pytest.fixture
def pack() -> hotel.Pack:
    """The hotel's, with the channel switched on."""
    found = hotel.read(PACKS / "tenant_config", SLUG)
    table = hotel.EmailChannel(
        address="stay@telukkelapa.example",
        sender_name="Teluk Kelapa",
        webhook_user="secret:PARSE_USER",
        webhook_password="secret:PARSE_PASSWORD",
        smtp_user="",
    )
    return replace(found, channels=found.channels.model_copy(update={"email": table}))


@pytest.fixture
def options(settings) -> Iterator[Any]:
    secrets = {"PARSE_USER": "parse", "PARSE_PASSWORD": "only for tests"}
    with quiet_port() as port:
        yield replace(settings, secrets=secrets, smtp_url=f"smtp://127.0.0.1:{port}")


@pytest.fixture
def house(options, pack) -> Iterator[House]:
    with opened(options) as one:
        channel = open_email(options, one.app.hotel, pack.channels.email)
        assert channel
        one.app.channels = {**one.app.channels, "email": channel}
        one.app.now = wiring.utc_now
        yield one


@pytest.fixture
def play(options, pack, house, monkeypatch) -> Iterator[Play]:
    """Plays a script; its exit status and everything that was shown."""
    with serving(build(house.app, mounts=(email_hook.mounted,))) as url:

        def play(*script: str, at: str = url) -> tuple[int, str]:
            monkeypatch.setattr("sys.stdin", io.StringIO("\n".join(script) + "\n"))
            given = {"mailbox": "nurul@guest.example", "name": "Nurul", "subject": "Your rooms"}
            shown: list[str] = []
            arguments = argparse.Namespace(url=at, **given)
            return email.run(options, pack, arguments, shown.append), "\n".join(shown)

        yield play


def threads(house: House) -> list[Any]:
    come_to_rest(house.app)
    return list(house.app.store.conversations(channel="email"))


def test_e8_a_script_is_shown_with_the_letters_it_got(play, house):
    status, shown = play("What time is breakfast?", "And is there parking?")
    assert status == 0, shown
    assert "    Nurul │ What time is breakfast?" in shown
    assert "    hotel │ Subject: Re: Your rooms" in shown
    assert "8:00" in shown
    assert shown.splitlines()[-1].startswith("          ╰ ")
    [thread] = threads(house)
    assert thread.message_count == 4


def test_e6_e11_a_notice_is_not_answered_and_another_subject_is_another_thread(play, house):
    status, shown = play(
        "What time is breakfast?",
        "/away I am on leave",
        "/new Parking",
        "Is there parking?",
        "/help",
    )
    assert status == 0, shown
    assert shown.count("hotel │ Subject") == 2
    assert "hotel │ Subject: Re: Parking" in shown
    assert "/file PATH" in shown
    assert len(threads(house)) == 2


def test_a_file_is_sent(play, house, tmp_path):
    path = tmp_path / "passport.pdf"
    path.write_bytes(b"%PDF-1.4")
    status, shown = play(f"/file {path}")
    assert status == 0, shown
    [thread] = threads(house)
    [attached] = house.app.store.messages(thread.id)[0].meta["attachments"]
    assert attached["name"] == "passport.pdf"
    assert house.app.media.read(attached["media"]) == b"%PDF-1.4"


@pytest.mark.parametrize("line", ["/nonsense", "/file /no/such/file"])
def test_what_cannot_be_done_is_said_and_the_script_goes_on(play, line):
    status, shown = play(line, "What time is breakfast?")
    assert status == 1
    assert "        ! │ " in shown
    assert "8:00" in shown


def test_no_answer_is_said(play, monkeypatch):
    monkeypatch.setattr(email, "ANSWER_WITHIN", 0.5)
    with quiet_port() as nobodys:
        status, shown = play("hello", at=f"http://127.0.0.1:{nobodys}")
    assert status == 1
    assert "        ! │ " in shown
