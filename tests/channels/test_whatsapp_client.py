"""The real client against the stand-in, which misbehaves in every way Meta does."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from appliance.channels import ChannelError
from appliance.channels.whatsapp import Account, WhatsApp, client
from appliance.channels.whatsapp.faults import judge
from appliance.engine.message import Outgoing
from appliance.simulate.graph import File, Graph, Refusal

AT = datetime(2026, 11, 23, tzinfo=UTC)
ACCOUNT = Account("109900000000900", "+6045550900", "token-1", "secret-1", "verify-1")


def message(text="Hello", id="m-1") -> Outgoing:
    return Outgoing(id, "whatsapp", "60123450900", "c-1", text, AT)


@pytest.fixture
def graph() -> Iterator[Graph]:
    with Graph("token-1", "109900000000900") as standing_in:
        yield standing_in


@pytest.fixture
def channel(graph) -> Iterator[WhatsApp]:
    one = WhatsApp(ACCOUNT, graph.url, "v24.0")
    yield one
    one.close()


def refused(channel, graph, refusal: Refusal, text="Hello") -> ChannelError:
    graph.refusals.append(refusal)
    with pytest.raises(ChannelError) as e:
        channel.send(message(text))
    return e.value


def test_a_message_is_handed_over_and_named(channel, graph):
    assert channel.send(message()) == "wamid.STANDIN000001"
    assert graph.sent[0]["text"]["body"] == "Hello"


@pytest.mark.parametrize("code", [131000, 131016, 130429, 131056, 80007, 4])
def test_w14_what_passes_is_tried_again(channel, graph, code):
    error = refused(channel, graph, Refusal(400, code))
    assert (error.permanent, error.down) == (False, False)


def test_w14_a_pair_rate_waits_its_seconds_and_not_all_the_same():
    waits = {judge(400, 131056).wait for _ in range(20)}
    assert all(6 <= wait <= 10 for wait in waits)
    assert len(waits) > 1


@pytest.mark.parametrize("status", [500, 502, 503])
def test_w14_a_gateways_page_is_tried_again(channel, graph, status):
    error = refused(channel, graph, Refusal(status))
    assert (error.permanent, error.down) == (False, False)


@pytest.mark.parametrize("code", [131047, 131026, 131051, 132000, 132015, 100, 131021, 130472])
def test_w13_what_cannot_succeed_is_told_and_not_repeated(channel, graph, code):
    error = refused(channel, graph, Refusal(400, code, "because"))
    assert (error.permanent, error.down) == (True, False)
    assert "because" in str(error)
    assert not graph.sent


@pytest.mark.parametrize(
    ("status", "code"),
    [(401, 190), (400, 10), (403, 200), (400, 299), (400, 368), (400, 131031), (400, 133010)],
)
def test_w14_what_needs_the_account_mended_takes_the_channel_down(channel, graph, status, code):
    error = refused(channel, graph, Refusal(status, code))
    assert (error.permanent, error.down) == (False, True)


@pytest.mark.parametrize(
    ("status", "code", "remedy"),
    [
        (400, 33, "down"),
        (403, 131005, "down"),
        (400, 131037, "down"),
        (500, 131045, "down"),
        (500, 3, "down"),
        (403, 130497, "stop"),  # this guest's country, not the account
        (500, 131057, "retry"),
        (403, 999999, "down"),  # codes nobody knows count by their status
        (400, 999999, "stop"),
        (500, 999999, "retry"),
    ],
)
def test_w14_the_code_decides_and_not_its_status(status, code, remedy):
    assert judge(status, code).remedy == remedy


def test_w14_a_withdrawn_token_takes_it_down(channel, graph):
    graph.token = "another"
    with pytest.raises(ChannelError) as e:
        channel.send(message())
    assert e.value.down


@pytest.mark.parametrize("status", [0, 200])
def test_an_answer_that_is_none_leaves_time_for_a_report(channel, graph, status):
    error = refused(channel, graph, Refusal(status, taken=True))
    assert not error.permanent
    assert error.retry_after == client.UNSURE
    assert len(graph.sent) == 1


def test_nobody_there_is_tried_again(graph):
    channel = WhatsApp(ACCOUNT, "http://127.0.0.1:9", "v24.0")
    with pytest.raises(ChannelError, match="cannot be reached"):
        channel.send(message())
    channel.close()


def test_w15_a_part_that_is_out_is_not_sent_again(channel, graph):
    text = "A sentence of some length. " * 200
    graph.refusals.extend([None, Refusal(400, 131056)])
    with pytest.raises(ChannelError):
        channel.send(message(text))
    channel.send(message(text))
    assert [m["biz_opaque_callback_data"] for m in graph.sent] == ["m-1:1", "m-1"]


# -- read receipts


def settled(channel):
    channel._crew.shutdown(wait=True)


def test_the_guest_sees_that_an_answer_is_coming(channel, graph):
    channel.attend("whatsapp:wamid.1")
    settled(channel)
    [receipt] = graph.receipts
    assert (receipt["message_id"], receipt["status"]) == ("wamid.1", "read")
    assert receipt["typing_indicator"] == {"type": "text"}


def test_a_receipt_that_fails_hurts_nobody(channel, graph):
    graph.receipt_refusals.extend([Refusal(500), Refusal(400, 131009)])
    channel.attend("whatsapp:wamid.1")
    channel.attend("whatsapp:wamid.2")
    settled(channel)
    channel.attend("whatsapp:wamid.3")  # closing: still nothing is raised
    assert graph.receipts == []


# -- files


def test_w18_a_file_is_fetched_by_an_address_asked_for_anew(channel, graph):
    graph.files["77"] = File(b"OggS voice", "audio/ogg")
    assert channel.fetch("77") == b"OggS voice"
    assert channel.fetch("77") == b"OggS voice"
    assert graph.calls == 4


def test_w18_an_address_that_has_run_out_is_tried_again(channel, graph):
    graph.files["77"], graph.url_life = File(b"x", "audio/ogg"), -1
    with pytest.raises(ChannelError) as e:
        channel.fetch("77")
    assert not e.value.permanent


def test_a_file_too_large_is_not_fetched(graph):
    graph.files["77"] = File(b"x" * 100, "image/png")
    api = client.Graph(graph.url, "v24.0", "109900000000900", "token-1")
    with pytest.raises(ChannelError) as e:
        api.fetch("77", largest=99)
    assert e.value.permanent
    api.close()


def test_a_file_that_is_gone_is_given_up(channel):
    with pytest.raises(ChannelError) as e:
        channel.fetch("404")
    assert e.value.permanent


def test_a_version_meta_no_longer_has_is_told(graph, caplog):
    with caplog.at_level(logging.WARNING):
        client.Graph(graph.url, "v19.0", "1", "t").close()
    assert "v19.0 is old" in caplog.text
