"""Meta's callback URL: what is answered, and what is in the spool by then."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any

import httpx
import pytest

from appliance import aside, codec, intake
from appliance.channels.whatsapp import Account, WhatsApp
from appliance.channels.whatsapp.signature import HEADER, sign
from appliance.engine.message import Inbound
from appliance.simulate.guest import PATH, Guest, Meta
from appliance.spool import Fact
from appliance.web import whatsapp_hook
from appliance.web.app import build
from tests.patience import PATIENCE, wait_until
from tests.web.house import NOON, Clock, Record, appliance, serving

ACCOUNT = Account("109900000000900", "+6045550900", "token-1", "secret-1", "verify-1")
GUEST = Guest("60123450900", "Aisyah", "MY.900900")
AT = NOON.timestamp()


@dataclass
class Hook:
    url: str
    app: Any
    meta: Meta

    def post(self, body: bytes, signature: str | None = None) -> httpx.Response:
        given = sign(body, "secret-1") if signature is None else signature
        headers = {HEADER: given} if given else {}
        return httpx.post(self.url + PATH, content=body, headers=headers, timeout=PATIENCE)

    @property
    def depth(self) -> dict[str, int]:
        """What is in the spool once everything kept is taken in."""
        intake.take_up(self.app, "whatsapp")
        found: dict[str, int] = self.app.spool.depth()
        return found

    @contextmanager
    def writing(self) -> Iterator[list[str]]:
        """What the spool's file is told to do meanwhile."""
        statements: list[str] = []
        self.app.spool._file._db.set_trace_callback(statements.append)
        yield statements
        self.app.spool._file._db.set_trace_callback(None)


@pytest.fixture
def hook(tmp_path) -> Iterator[Hook]:
    of = appliance(tmp_path, Record(), Clock())
    of.lanes.close()  # nobody answers, and nothing is taken in before the test asks for it
    of.arrivals.close()
    channel = WhatsApp(ACCOUNT, "http://127.0.0.1:9", "v24.0")
    of.channels = {**of.channels, "whatsapp": channel}
    with serving(build(of, mounts=(whatsapp_hook.mounted,))) as url:
        yield Hook(url, of, Meta(url, "secret-1", ACCOUNT.number_id))
    channel.close()
    of.spool.close()


def test_w6_the_challenge_is_echoed_as_plain_text(hook):
    asked = {"hub.mode": "subscribe", "hub.challenge": "1158201444", "hub.verify_token": "verify-1"}
    answer = httpx.get(hook.url + PATH, params=asked)
    assert (answer.status_code, answer.text) == (200, "1158201444")
    assert answer.headers["content-type"].startswith("text/plain")
    assert httpx.get(hook.url + PATH, params=asked | {"hub.verify_token": "x"}).status_code == 403
    assert httpx.get(hook.url + PATH).status_code == 403


@pytest.mark.parametrize("given", [b"sha256=\xe9", b"\xed\xa0\x80", "sha256=é".encode()])
def test_w5_a_signature_of_no_characters_is_refused_too(hook, given):
    headers = [(HEADER.encode(), given)]
    assert httpx.post(hook.url + PATH, content=b"{}", headers=headers).status_code == 401


@pytest.mark.parametrize("signature", ["", "sha256=00", "nonsense"])
def test_w5_what_meta_did_not_sign_is_refused_and_nothing_is_stored(hook, signature):
    body = json.dumps(hook.meta.messages(GUEST, GUEST.says("hi", AT))).encode()
    assert hook.post(body, signature).status_code == 401
    assert not any(hook.depth.values())


def test_w5_emoji_and_accents_verify_on_the_raw_bytes(hook):
    payload = hook.meta.messages(GUEST, GUEST.says("Café 🏨 ada?", AT))
    for raw in (json.dumps(payload), json.dumps(payload, ensure_ascii=False, indent=3)):
        assert hook.post(raw.encode()).status_code == 200
    assert hook.depth["inbox"] == 1


def test_w1_the_same_message_by_two_workers_at_once_is_kept_once(hook):
    body = json.dumps(hook.meta.messages(GUEST, GUEST.says("hi", AT))).encode()
    with ThreadPoolExecutor(8) as workers:
        answers = list(workers.map(hook.post, [body] * 16))
    assert {answer.status_code for answer in answers} == {200}
    assert hook.depth["inbox"] == 1


def test_w4_another_hotels_message_is_quarantined_answered_200_and_told_once(hook):
    theirs = Meta(hook.url, "secret-1", "999")
    for _ in range(2):
        assert theirs.post(theirs.messages(GUEST, GUEST.says("hi", AT))) == 200
    assert (hook.depth["inbox"], hook.depth["quarantine"]) == (0, 2)
    assert hook.depth["ledger"] == 1  # one alert a day


def test_w4_what_was_set_aside_is_taken_in_once_the_number_is_ours(hook):
    theirs, app = Meta(hook.url, "secret-1", "999"), hook.app
    said = theirs.messages(GUEST, GUEST.says("hi", AT))
    said["entry"] += hook.meta.messages(GUEST, GUEST.says("ours", AT))["entry"]
    assert theirs.post(said) == 200
    assert (hook.depth["inbox"], hook.depth["quarantine"]) == (1, 1)
    [one] = aside.listed(app)
    assert "hi" in aside.words(app, one)
    assert aside.replay(app, one) == "misdirected"
    assert hook.depth["quarantine"] == 1
    ours = replace(ACCOUNT, number_id="999")
    app.channels |= {"whatsapp": WhatsApp(ours, "http://127.0.0.1:9", "v24.0")}
    assert aside.replay(app, one) == "received"
    assert (hook.depth["inbox"], hook.depth["quarantine"]) == (2, 0)
    with pytest.raises(LookupError):
        aside.replay(app, one)


def test_what_stays_unreadable_stays_set_aside_alone(hook):
    bad, report = GUEST.sends("text", AT, text=None), hook.meta.status("wamid.1", "read", AT)
    payload = hook.meta.messages(GUEST, bad, GUEST.says("hi", AT))
    value = payload["entry"][0]["changes"][0]["value"]
    value["statuses"] = report["entry"][0]["changes"][0]["value"]["statuses"]
    assert hook.meta.post(payload) == 200
    assert (hook.depth["inbox"], hook.depth["quarantine"]) == (1, 1)
    [one] = aside.listed(hook.app)
    assert aside.replay(hook.app, one) == "unreadable"
    assert [each.id for each in aside.listed(hook.app)] == [one.id]
    hook.app.channels = {}
    with pytest.raises(aside.SwitchedOff):
        aside.replay(hook.app, one)


@pytest.mark.parametrize("body", [b"", b"not json", b"[]", b'{"entry": null}'])
def test_a_signed_body_of_no_use_is_never_asked_for_again(hook, body):
    assert hook.post(body).status_code == 200
    assert hook.post(body).status_code == 200
    assert hook.depth["quarantine"] == 1


def test_m9_a_flood_is_queued_and_never_refused(hook):
    texts = [hook.meta.messages(GUEST, GUEST.says(f"{n}", AT)) for n in range(150)]
    bodies = [json.dumps(text).encode() for text in texts]
    with ThreadPoolExecutor(16) as workers:
        answers = list(workers.map(hook.post, bodies))
    assert {answer.status_code for answer in answers} == {200}
    assert hook.depth["inbox"] == 150


def crowd(hook: Hook, size: int) -> bytes:
    guests = [Guest(f"6012{n:07}", "x" * 20, "") for n in range(size)]
    messages = [guest.says("ada bilik? " + "x" * 3000, AT) for guest in guests]
    return json.dumps(hook.meta.messages(GUEST, *messages)).encode()


def commits(statements: list[str]) -> int:
    return sum(statement.lower().startswith("commit") for statement in statements)


def test_w7_three_megabytes_of_a_thousand_guests_wait_for_no_more_than_one(hook):
    """Meta waits for one write and its fsync, whatever a call holds: `make bench` prints the ms."""
    body = crowd(hook, 1000)
    assert len(body) > 3_000_000
    for each in (crowd(hook, 1), body):
        with hook.writing() as statements:
            assert hook.post(each).status_code == 200
        assert commits(statements) == 1
        assert len([s for s in statements if "insert" in s]) == 1
    with hook.writing() as statements:
        assert hook.depth["inbox"] == 1001
    assert commits(statements) <= 10  # one for a guest would be a thousand


def test_w7_what_was_acknowledged_is_taken_up_after_a_crash_in_order_and_once(tmp_path):
    first = appliance(tmp_path, Record(), Clock())
    first.arrivals.close()
    meta = Meta("", "secret-1", ACCOUNT.number_id)
    for text in ("one", "two", "three", "two"):
        message = GUEST.says(text, AT) | {"id": f"wamid.{text}"}
        intake.keep(first, "whatsapp", json.dumps(meta.messages(GUEST, message)).encode())
    first.lanes.close()
    first.spool.close()
    channel = WhatsApp(ACCOUNT, "http://127.0.0.1:9", "v24.0")
    second = appliance(tmp_path, Record(), Clock())
    second.channels = {**second.channels, "whatsapp": channel}
    second.lanes.close()
    intake.resume(second)
    wait_until(second.arrivals.idle)
    said = [
        codec.load(Inbound, body).text for body in second.spool.waiting(f"whatsapp:{GUEST.number}")
    ]
    assert said == ["one", "two", "three"]
    assert second.spool.channels_called() == []
    second.arrivals.close()
    channel.close()
    second.spool.close()


def test_a15_what_waits_to_be_taken_in_cannot_be_read_on_the_disk(hook, tmp_path):
    message = hook.meta.messages(GUEST, GUEST.says("my card is 4111 1111 1111 1111", AT))
    assert hook.meta.post(message) == 200

    def on_disk(text: str) -> bool:
        return any(text.encode() in path.read_bytes() for path in tmp_path.glob("spool.db*"))

    assert not on_disk("my card")
    assert not on_disk(GUEST.number)
    assert hook.depth["inbox"] == 1
    assert on_disk("my card")  # as the inbox keeps it: masked
    assert not on_disk("1111 1111")


def test_a_call_that_breaks_us_is_set_aside_alone_and_told(hook):
    deep: Any = "x"
    for _ in range(280):
        deep = {"a": deep}
    told = {"biz_opaque_callback_data": "0d9c6a2e-5a0b-5d0a-8a51-6d1f3b1b9a11", "pricing": deep}
    for payload in (
        hook.meta.messages(GUEST, GUEST.says("before", AT)),
        hook.meta.status("wamid.1", "sent", AT, **told),
        hook.meta.messages(GUEST, GUEST.says("after", AT)),
    ):
        assert hook.meta.post(payload) == 200
    depth = hook.depth
    assert (depth["calls"], depth["inbox"], depth["quarantine"]) == (0, 2, 1)
    [alert] = [f.body for f in drained(hook.app) if f.kind == "AlertFact"]
    assert "could not be read" in alert


def drained(app: Any) -> list[Fact]:
    found: list[Fact] = []
    app.spool.drain(found.extend)
    return found


def test_a_full_disk_keeps_the_call_waiting(hook):
    message = GUEST.says("ada bilik? " * 4000, AT)
    assert hook.meta.post(hook.meta.messages(GUEST, message)) == 200
    hook.app.spool._file._db.execute("pragma max_page_count = 1")  # it cannot grow any more
    with pytest.raises(sqlite3.OperationalError):
        intake.take_up(hook.app, "whatsapp")
    another = GUEST.says("ada kolam? " * 4000, AT)
    assert hook.meta.post(hook.meta.messages(GUEST, another)) == 500  # Meta brings it again
    hook.app.spool._file._db.execute("pragma max_page_count = 1000000")
    assert (hook.depth["inbox"], hook.depth["calls"]) == (1, 0)


def test_reports_wait_in_the_ledger_and_come_twice_for_nothing(hook):
    told = {"biz_opaque_callback_data": "0d9c6a2e-5a0b-5d0a-8a51-6d1f3b1b9a11"}
    for status in ("read", "delivered", "sent", "read"):
        assert hook.meta.post(hook.meta.status("wamid.1", status, AT, **told)) == 200
    assert hook.depth["ledger"] == 3


def test_without_a_number_there_is_no_webhook(tmp_path):
    of = appliance(tmp_path, Record(), Clock())
    with serving(build(of, mounts=(whatsapp_hook.mounted,))) as url:
        assert httpx.get(url + PATH).status_code == 404
    of.lanes.close()
    of.arrivals.close()
    of.spool.close()


def test_while_it_stops_meta_is_asked_to_come_back(hook):
    hook.app.draining = True
    assert hook.meta.post(hook.meta.messages(GUEST, GUEST.says("hi", AT))) == 503
