"""`nocturn simulate whatsapp` against a running appliance, as a person at a terminal sees it."""

from __future__ import annotations

import argparse
import io
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest

from appliance import hotel, wiring
from appliance.settings import SettingsError
from appliance.simulate import talk, whatsapp
from appliance.web import whatsapp_hook
from appliance.web.app import build
from tests.flows.conftest import PACKS, SLUG, House, come_to_rest, opened, settings
from tests.flows.whatsapp import SECRETS
from tests.loopback import quiet_port
from tests.patience import wait_until
from tests.web.house import serving

__all__ = ["settings"]  # the fixture

pytestmark = pytest.mark.postgres
Play = Callable[..., tuple[int, str]]


@pytest.fixture
def options(settings) -> Iterator[Any]:
    with quiet_port() as port:
        url = f"http://127.0.0.1:{port}"
        yield replace(settings, secrets=SECRETS, whatsapp_base_url=url)


@pytest.fixture
def house(options) -> Iterator[House]:
    with opened(options) as one:
        one.app.now = wiring.utc_now  # the guest's messages are of now
        yield one


@pytest.fixture
def play(options, house, monkeypatch) -> Iterator[Play]:
    """Plays a script; its exit status and everything that was shown."""
    with serving(build(house.app, mounts=(whatsapp_hook.mounted,))) as url:
        yield player(options, url, monkeypatch)


def player(options: Any, url: str, monkeypatch: pytest.MonkeyPatch) -> Play:
    pack = hotel.read(PACKS / "tenant_config", SLUG)

    def play(*script: str, **given: str) -> tuple[int, str]:
        monkeypatch.setattr("sys.stdin", io.StringIO("\n".join(script) + "\n"))
        told = {"number": "60123450182", "name": "Nurul", "bsuid": "", "url": url} | given
        shown: list[str] = []
        status = whatsapp.run(options, pack, argparse.Namespace(**told), shown.append)
        return status, "\n".join(shown)

    return play


def test_a_script_is_shown_with_its_answers_and_how_long_they_took(play):
    status, shown = play("# a comment", "", "What time is breakfast?", "/quit", "never sent")
    assert status == 0
    asked, answer, took = shown.splitlines()[-3:]
    assert asked == "    Nurul │ What time is breakfast?"
    assert answer.startswith("    hotel │ ")
    assert "8:00" in answer
    assert took.startswith("          ╰ ")
    assert took.endswith(" s")
    assert "Teluk Kelapa" in shown
    assert "never sent" not in shown
    assert "comment" not in shown


def test_w1_w18_w19_w22_every_act_of_a_guest_reaches_the_appliance(play, house):
    status, shown = play(
        "What time is breakfast?",
        "/again",
        "/photo",
        "/photo is this room available?",
        "/pdf",
        "/voice",
        "/pin 5.3,100.3 Queensbay",
        "/sticker",
        "/react 👍",
        "/edit Is there a gym?",
        "/delete",
        "/tap Yes",
        "/help",
    )
    assert status == 0, shown
    assert "/tap TITLE" in shown
    kinds = [m.kind for m in recorded(house) if m.role == "guest"]
    assert kinds == [
        "text",
        "image",
        "image",
        "document",
        "audio",
        "location",
        "sticker",
        "reaction",
        "edit",
        "revoke",
        "text",
    ]
    files = [a for m in recorded(house) for a in m.meta.get("attachments", ())]
    assert [a["sensitive"] for a in files] == [True, False, True, False, False]


def recorded(house: House) -> list[Any]:
    come_to_rest(house.app)
    return list(house.app.store.messages(house.id_of("whatsapp:60123450182")))


def test_w12_answers_are_reported_as_read(play, house):
    play("What time is breakfast?")
    wait_until(lambda: [m.status for m in recorded(house)] == ["", "read"])


def test_w14_a_refusal_asked_for_delays_the_answer_and_no_more(play):
    status, shown = play("/fail 500 131016", "What time is breakfast?")
    assert status == 0
    assert "8:00" in shown


def test_w25_where_staff_have_taken_over_no_answer_comes_and_the_script_fails(play, monkeypatch):
    monkeypatch.setattr(talk, "ANSWER_WITHIN", 1.0)
    status, shown = play("What time is breakfast?", "/staff I am on it", "hello?")
    assert status == 1
    assert shown.endswith("        ! │ no answer within 1 s")


def test_w31_a_message_of_days_ago_is_not_answered(play, house):
    status, _ = play("/late 3 Is there parking?", "/wait 0.1")
    assert status == 0
    assert [m.role for m in recorded(house)] == ["guest"]


def test_w8_a_guest_without_a_number_talks_too(play):
    status, shown = play("What time is breakfast?", number="", bsuid="MY.777")
    assert status == 0
    assert "You are Nurul, MY.777" in shown
    assert "8:00" in shown


@pytest.mark.parametrize("line", ["/nonsense", "/pin here", "/fail", "/wait long", "/edit new"])
def test_what_cannot_be_done_is_said_and_the_script_goes_on(play, line):
    status, shown = play(line, "What time is breakfast?")
    assert status == 1
    assert "/help" in shown
    assert "8:00" in shown


def test_an_appliance_that_is_not_there_is_said(options, monkeypatch):
    with quiet_port() as nobodys:
        play = player(options, f"http://127.0.0.1:{nobodys}", monkeypatch)
        status, shown = play("hello")
    assert status == 1
    assert "        ! │ " in shown


def test_a_number_that_is_none_is_told(play):
    with pytest.raises(SettingsError, match="country code"):
        play("hello", number="+60 12")
