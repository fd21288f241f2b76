"""WhatsApp from Meta's webhook to Meta's Graph API, over real HTTP both ways."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.flows.whatsapp import Line, connected, text_of

pytestmark = pytest.mark.postgres


@pytest.fixture
def line(settings) -> Iterator[Line]:
    with connected(settings) as one:
        yield one


def test_w1_a_message_delivered_twice_is_answered_once(line):
    sent = line.ask("What time is breakfast?")
    assert "8:00" in text_of(sent)
    assert sent["to"] == "60123450900"
