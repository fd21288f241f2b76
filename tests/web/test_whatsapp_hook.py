"""Meta's callback URL: what is answered, and what is in the spool by then."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import httpx
import pytest

from appliance.channels.whatsapp import Account, WhatsApp
from appliance.channels.whatsapp.signature import HEADER, sign
from appliance.simulate.guest import PATH, Guest, Meta
from appliance.web import whatsapp_hook
from appliance.web.app import build
from tests.web.house import NOON, Clock, Record, appliance, serving

ACCOUNT = Account("109900000000900", "+6045550900", "token-1", "secret-1", "verify-1")
GUEST = Guest("60123450900", "Aisyah", "MY.900900")
AT = NOON.timestamp()


@dataclass
class Hook:
    url: str
    app: object
    meta: Meta

    def post(self, body: bytes, signature: str | None = None) -> httpx.Response:
        given = sign(body, "secret-1") if signature is None else signature
        headers = {HEADER: given} if given else {}
        return httpx.post(self.url + PATH, content=body, headers=headers, timeout=20)

    @property
    def depth(self) -> dict[str, int]:
        return self.app.spool.depth()  # type: ignore[attr-defined, no-any-return]


@pytest.fixture
def hook(tmp_path) -> Iterator[Hook]:
    of = appliance(tmp_path, Record(), Clock())
    of.lanes.close()  # nobody answers: what is accepted stays to be counted
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


def test_w7_three_megabytes_of_a_thousand_guests_are_kept_within_a_second(hook):
    guests = [Guest(f"6012{n:07}", "x" * 20, "") for n in range(1000)]
    messages = [guest.says("ada bilik? " + "x" * 3000, AT) for guest in guests]
    body = json.dumps(hook.meta.messages(GUEST, *messages)).encode()
    assert len(body) > 3_000_000
    began = time.perf_counter()
    assert hook.post(body).status_code == 200
    took = time.perf_counter() - began
    print(f"\n{len(body):,} bytes, 1000 messages: {took:.2f} s")
    assert hook.depth["inbox"] == 1000


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
    of.spool.close()


def test_while_it_stops_meta_is_asked_to_come_back(hook):
    hook.app.draining = True
    assert hook.meta.post(hook.meta.messages(GUEST, GUEST.says("hi", AT))) == 503
