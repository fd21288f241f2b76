"""The widget's side of the API."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest

from tests.web.house import KEY, NOON, OLD_KEY, SITE, GuestPage, House, open_house


def post_start(house: House, headers: dict[str, str], **changes: object):
    body = {"client_id": str(uuid4()), "consent": {"version": "1", "language": "en"}} | changes
    return house.client.post("/api/v1/conversations", json=body, headers=headers)


def test_a_conversation_starts_with_greeting_and_token(house):
    started = house.start(page_language="ms")
    assert started.status_code == 201
    body = started.json()
    assert body["greeting"] == "Helo!"
    assert body["quick_replies"] == ["Harga"]
    assert body["messages"] == []
    assert body["hotel"]["name"] == "Selasar"
    assert body["token"]


def test_the_same_client_id_comes_back_to_the_same_conversation(house):
    client_id = str(uuid4())
    first, second = house.start(client_id).json(), house.start(client_id).json()
    assert first["id"] == second["id"]


def test_x1_reload_shows_what_was_said_and_answered(house):
    client_id = str(uuid4())
    started = house.start(client_id).json()
    page = GuestPage(house, started["id"], started["token"])
    page.talk("is breakfast included?")
    again = house.start(client_id).json()
    assert [m["role"] for m in again["messages"]] == ["guest", "ai"]
    assert again["messages"][1]["text"] == "You said is breakfast included?"
    assert again["last_event_id"] == page.read()["last_event_id"] > 0


def test_x2_two_tabs_sending_the_same_message_say_it_once(house):
    page, said = house.guest(), str(uuid4())
    first, second = page.say("hello", said), page.say("hello", said)
    assert first.status_code == second.status_code == 202
    assert first.json() == second.json()
    page.talk("and goodbye")
    texts = [m["text"] for m in page.read()["messages"] if m["role"] == "guest"]
    assert texts == ["hello", "and goodbye"]


def test_x2_the_message_comes_back_with_the_id_it_was_accepted_under(house):
    page = house.guest()
    accepted = page.say("hello").json()["id"]
    page.talk("again")
    assert accepted in {m["id"] for m in page.read()["messages"]}


@pytest.mark.parametrize(
    "origin",
    [
        "https://selasar.example",
        "http://www.selasar.example",
        "https://www.selasar.example:8443",
        "https://www.selasar.example.evil.test",
        "null",
        "",
    ],
)
def test_x6_a_page_that_is_not_listed_is_refused(house, origin):
    headers = {"X-Property-Key": KEY} | ({"Origin": origin} if origin else {})
    refused = post_start(house, headers)
    assert refused.status_code == 403
    assert refused.json()["code"] == "origin_not_listed"
    assert "access-control-allow-origin" not in refused.headers


@pytest.mark.parametrize(
    "origin",
    [
        SITE,
        "https://www.selasar.example:443",
        "https://booking.selasar.example:8443",
        "https://chat.selasar.example",
    ],
)
def test_x6_listed_pages_and_our_own_are_let_in(house, origin):
    allowed = post_start(house, {"X-Property-Key": KEY, "Origin": origin})
    assert allowed.status_code == 201
    assert allowed.headers["access-control-allow-origin"] == origin
    assert "Origin" in allowed.headers["vary"]


def test_x6_preflight_answers_listed_pages_only(house):
    asking = {"Access-Control-Request-Method": "POST", "Origin": SITE}
    allowed = house.client.options("/api/v1/conversations", headers=asking)
    assert allowed.headers["access-control-allow-origin"] == SITE
    assert "x-property-key" in allowed.headers["access-control-allow-headers"]
    refused = house.client.options(
        "/api/v1/conversations", headers=asking | {"Origin": "https://evil.test"}
    )
    assert "access-control-allow-origin" not in refused.headers


def test_x6_errors_too_can_be_read_by_the_hotels_page(house):
    refused = post_start(house, {"X-Property-Key": "wrong", "Origin": SITE})
    assert refused.status_code == 401
    assert refused.headers["access-control-allow-origin"] == SITE


def test_x7_old_and_new_key_overlap_then_the_old_is_refused_and_open_sessions_go_on(house):
    house.record.cut_key(OLD_KEY, expires_at=NOON + timedelta(hours=1))
    old = {"X-Property-Key": OLD_KEY, "Origin": SITE}
    started = post_start(house, old)
    assert started.status_code == 201
    assert post_start(house, {"X-Property-Key": KEY, "Origin": SITE}).status_code == 201
    house.clock.pass_by(hours=2)
    assert post_start(house, old).status_code == 401
    page = GuestPage(house, started.json()["id"], started.json()["token"])
    assert page.say("still here").status_code == 202


def test_x7_a_key_the_cluster_vouched_for_opens_while_it_is_away(house):
    assert house.start().status_code == 201
    house.record.away = True
    assert house.start().status_code == 201
    page = house.guest()
    page.talk("the cluster is away")
    assert post_start(house, {"X-Property-Key": "never seen", "Origin": SITE}).status_code == 401


def test_x8_one_visitor_is_slowed_down_and_others_are_not(tmp_path):
    with open_house(tmp_path, requests_per_key=20, requests_per_visitor=5) as house:
        greedy, other = house.guest(), house.guest()
        answers = [greedy.say(f"{n}") for n in range(7)]
        assert [a.status_code for a in answers] == [202] * 4 + [429] * 3
        assert 1 <= int(answers[-1].headers["retry-after"]) <= 60
        assert answers[-1].json()["code"] == "too_many_requests"
        assert answers[-1].headers["access-control-expose-headers"]
        assert other.say("hello").status_code == 202


def test_x8_one_address_cannot_use_up_the_key(tmp_path):
    with open_house(tmp_path, requests_per_key=20, requests_per_visitor=5) as house:
        statuses = [house.start().status_code for _ in range(10)]
        assert statuses == [201] * 8 + [429] * 2


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("", "text"),
        (" \n\t ", "text"),
        ("\u200b\u200d \u2060", "text"),
        ("\x00\x07", "text"),
        ("a" * 4001, "text"),
    ],
)
def test_x12_nothing_and_too_much_are_refused_naming_the_field(house, text, field):
    refused = house.guest().say(text)
    assert refused.status_code == 422
    assert refused.headers["content-type"] == "application/problem+json"
    assert [error["field"] for error in refused.json()["errors"]] == [field]


@pytest.mark.parametrize(
    "text",
    [
        "👨‍👩‍👧‍👦" * 500,
        "<script>alert(1)</script>",
        "[x](javascript:alert(1))",
        "a" * 4000,
        "ada bilik?\r\nesok",
    ],
)
def test_x12_odd_text_is_taken_as_text(house, text):
    page = house.guest()
    assert page.say(text).status_code == 202
    page.talk("ok")
    assert page.read()["messages"][0]["text"] == text.replace("\r\n", "\n")


def test_x12_what_a_guest_wrote_is_never_in_an_error(house):
    page = house.guest()
    body = {"client_message_id": "my card is 4111 1111", "text": 7}
    refused = house.client.post(f"{page.path}/messages", json=body, headers=page.headers)
    assert refused.status_code == 422
    assert "4111" not in refused.text


def test_a_body_that_is_no_json_is_refused(house):
    page = house.guest()
    headers = page.headers | {"Content-Type": "application/json"}
    refused = house.client.post(f"{page.path}/messages", content=b"{", headers=headers)
    assert (refused.status_code, refused.json()["code"]) == (400, "not_json")
    plain = page.headers | {"Content-Type": "text/plain"}
    refused = house.client.post(f"{page.path}/messages", content=b"{}", headers=plain)
    assert refused.status_code == 415


def test_a_body_that_is_too_large_is_refused(house):
    page = house.guest()
    headers = page.headers | {"Content-Type": "application/json"}
    refused = house.client.post(f"{page.path}/messages", content=b" " * 1_100_000, headers=headers)
    assert refused.status_code == 413


def test_m6_a_token_opens_its_own_conversation_only(house):
    mine, theirs = house.guest(), house.guest()
    for path in (theirs.path, f"{theirs.path}/events"):
        assert house.client.get(path, headers=mine.headers).status_code == 404
    body = {"text": "hi", "client_message_id": str(uuid4())}
    said = house.client.post(f"{theirs.path}/messages", json=body, headers=mine.headers)
    assert said.status_code == 404


def test_a_token_that_expired_asks_to_start_again(house):
    page = house.guest()
    house.clock.pass_by(days=1, seconds=1)
    refused = page.say("hello")
    assert (refused.status_code, refused.json()["code"]) == (401, "token_expired")


def test_p5_consent_is_kept_once_with_version_and_language(house):
    client_id = str(uuid4())
    house.start(client_id)
    house.start(client_id)
    kept: list[str] = []
    house.appliance.spool.drain(lambda facts: kept.extend(f.body for f in facts))
    consents = [body for body in kept if '"consent"' in body]
    assert len(consents) == 1
    assert "2026-01" in consents[0]


def test_a_predictable_client_id_is_refused(house):
    refused = house.start("00000000-0000-1000-8000-000000000000")
    assert refused.status_code == 422


def test_a_guest_asks_for_a_person(house):
    page = house.guest()
    page.talk("hello")
    answer = house.client.post(f"{page.path}/handoff", headers=page.headers)
    assert answer.status_code == 200, answer.text
    assert answer.json()["mode"] == "handoff"


def test_while_stopping_nothing_new_is_begun(house):
    page = house.guest()
    house.appliance.draining = True
    assert page.say("hello").status_code == 503
    assert house.start().headers["retry-after"]
    assert house.client.get("/api/v1/ready").status_code == 503
    assert page.read()["messages"] == []
