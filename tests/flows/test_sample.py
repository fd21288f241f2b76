"""Sample guests, and that nothing is ever sent to them (P11)."""

from __future__ import annotations

import logging
from dataclasses import dataclass, field
from datetime import timedelta

from appliance import logs, sample
from appliance.sample import Step
from tests.flows.conftest import NIGHT, Letters, come_to_rest

SCENE = {
    "guest": "aina",
    "channel": "web",
    "days_ago": 0,
    "at": "00:35",
    "say": ["hi", "ada bilik?"],
    "then": [{"by": "gm", "do": "take", "after": 510}, {"by": "gm", "do": "resolve", "after": 600}],
}


def test_p11_nothing_leaves_for_a_sample_guest(house):
    sample.stand_in(house.app)
    house.ask("What time is breakfast?", guest="sample-aina", channel="letter")
    house.ask("What time is breakfast?", guest="somebody", channel="letter")
    come_to_rest(house.app)  # nothing of theirs waits, to be tried again for ever
    assert {message.guest for message in house.letters.sent} == {"somebody"}


@dataclass
class Attentive(Letters):
    attended: list[str] = field(default_factory=list)

    def attend(self, message_id: str) -> None:
        self.attended.append(message_id.split(":")[1])


def test_p11_nobody_is_told_that_a_sample_guest_was_read(house):
    sample.stand_in(house.app)
    house.app.channels = {**house.app.channels, "letter": (letters := Attentive())}
    for guest in ("sample-aina", "somebody"):
        house.ask("What time is breakfast?", guest=guest, channel="letter")
    assert letters.attended == ["somebody"]


def test_p11_channels_that_are_there_stay(house):
    house.app.channels = {**house.app.channels, "whatsapp": (there := Letters())}
    sample.stand_in(house.app)
    assert house.app.channels["whatsapp"] is there
    assert isinstance(house.app.channels["email"], sample.Nowhere)


def test_what_is_played_says_only_what_goes_wrong(caplog):
    caplog.set_level(logging.INFO)
    log = logging.getLogger("appliance.turn")
    with logs.warnings_only():
        log.info("answered")
        log.warning("delivery given up")
    log.info("answered a guest")
    assert [record.message for record in caplog.records] == [
        "delivery given up",
        "answered a guest",
    ]


def test_what_staff_would_still_do_is_not_done_yet(house):
    def acts(passed: timedelta) -> list[Step]:
        return [s for s in sample.steps([SCENE], house.app, NIGHT - passed) if s.act]

    assert [step.act["do"] for step in acts(timedelta(hours=8))] == ["take"]  # 15:30
    assert [step.act["do"] for step in acts(timedelta())] == ["take", "resolve"]  # 23:30
    assert acts(timedelta(hours=20)) == []  # 03:30
