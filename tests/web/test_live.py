"""Event streams: nothing durable is missed, nothing fleeting is kept."""

from __future__ import annotations

import asyncio
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import httpx
import pytest

from appliance import feed
from appliance.feed import guest_topic
from appliance.hub import LOOK, Event
from appliance.spool import FeedEvent
from appliance.web.live import EPHEMERAL_KEPT, MOST_PER_READER, Mailbox, durable
from tests.patience import PATIENCE, wait_until
from tests.web.house import GuestPage, House, open_house


@contextmanager
def following(
    house: House, path: str, headers: dict[str, str]
) -> Iterator[Iterator[dict[str, Any]]]:
    streams = house.app.ctx.context.streams
    before = len(streams)
    with house.client.stream("GET", path, headers=headers) as response:
        assert response.status_code == 200, response.read()
        wait_until(lambda: len(streams) > before)
        yield events(response)
    wait_until(lambda: len(streams) <= before)  # the reader has left, and that was noticed


def events(response: httpx.Response) -> Iterator[dict[str, Any]]:
    """As a browser reads them: {id, event, data}; comments and `retry` are left out."""
    block: dict[str, Any] = {}
    for line in response.iter_lines():
        if not line:
            if "data" in block:
                yield block | {"data": json.loads(block["data"])}
            block = {}
        elif not line.startswith(":"):
            name, _, value = line.partition(": ")
            block[name] = value


def events_path(page: GuestPage) -> str:
    return f"{page.path}/events"


def test_a_guest_sees_the_answer_as_it_comes(house):
    page = house.guest()
    with following(house, events_path(page), page.headers) as seen:
        page.say("hello")
        first, second = next(seen), next(seen)
    assert (first["event"], first["data"]["role"]) == ("message", "guest")
    assert (second["event"], second["data"]["text"]) == ("message", "You said hello")
    assert 0 < int(first["id"]) < int(second["id"])


def test_x15_what_was_sent_to_the_guests_page_counts_as_read_and_what_staff_read_does_not(house):
    page = house.guest()
    topic, hub = guest_topic(page.path.rpartition("/")[2]), house.appliance.hub
    page.say("one")
    wait_until(lambda: len(house.appliance.spool.feed_after(topic, 0)) == 2)
    last = house.appliance.spool.feed_last(topic)
    staff = house.bearer(house.record.hire("front_desk"))
    with following(house, events_path(page), staff) as seen:
        next(seen)
        assert hub.read_to(topic) == 0
    with following(house, events_path(page), page.headers) as seen:
        assert [next(seen)["data"]["role"], next(seen)["data"]["role"]] == ["guest", "ai"]
    assert hub.read_to(topic) == last


def test_x15_a_page_that_asks_now_and_then_has_read_what_it_was_told(house):
    page = house.guest()
    page.talk("one")
    topic = guest_topic(page.path.rpartition("/")[2])
    last = page.read()["last_event_id"]
    assert house.appliance.hub.read_to(topic) == last > 0


@pytest.mark.parametrize("how", ["header", "query"])
def test_x3_who_was_away_gets_what_was_missed_once(house, how):
    page = house.guest()
    page.talk("one")
    last = page.read()["last_event_id"]
    page.talk("two")
    headers, path = dict(page.headers), events_path(page)
    if how == "header":
        headers["Last-Event-ID"] = str(last)
    else:
        path += f"?after={last}"
    with following(house, path, headers) as seen:
        texts = [next(seen)["data"]["text"], next(seen)["data"]["text"]]
        page.say("three")
        texts.append(next(seen)["data"]["text"])
    assert texts == ["two", "You said two", "three"]


def test_x2_both_tabs_hear_of_it(house):
    page = house.guest()
    path = events_path(page)
    with (
        following(house, path, page.headers) as one,
        following(house, path, page.headers) as two,
    ):
        page.say("hello")
        assert next(one)["data"]["text"] == next(two)["data"]["text"] == "hello"


def test_partial_and_typing_come_without_a_number(house):
    page = house.guest()
    with following(house, events_path(page), page.headers) as seen:
        topic = feed.guest_topic(page.id)
        house.appliance.hub.publish(topic, Event("typing", {"on": True}))
        typing = next(seen)
        house.appliance.hub.publish(topic, Event("partial", {"reply_to": "m1", "text": "We "}))
        partial = next(seen)
    assert typing == {"event": "typing", "data": {"on": True}}
    assert partial == {"event": "partial", "data": {"reply_to": "m1", "text": "We "}}


def test_the_guest_sees_a_takeover(house):
    staff = house.bearer(house.record.hire("reservations", name="Siti"))
    page = house.guest()
    page.talk("hello")
    last = page.read()["last_event_id"]
    with following(house, f"{events_path(page)}?after={last}", page.headers) as seen:
        house.client.post(f"{page.path}/takeover", headers=staff)
        status = next(seen)
    assert status["event"] == "status"
    assert status["data"] == {"mode": "staff", "status": "handed_off", "staff_name": "Siti"}


def test_h8_the_dashboard_gets_what_it_missed(house):
    staff = house.bearer(house.record.hire("front_desk"))
    page = house.guest()
    page.talk("hello")
    with following(house, "/api/v1/events", staff) as seen:
        missed = [next(seen), next(seen)]
    assert {event["event"] for event in missed} == {"conversation", "message"}
    assert "hello" not in json.dumps(missed)
    with following(house, f"/api/v1/events?after={missed[-1]['id']}", staff) as seen:
        page.say("again")
        wait_until(lambda: len(page.read()["messages"]) == 4)
        house.appliance.hub.publish(feed.STAFF_TOPIC)
        assert int(next(seen)["id"]) > int(missed[-1]["id"])


def test_events_need_a_token(house):
    page = house.guest()
    assert house.client.get(events_path(page)).status_code == 401
    assert house.client.get("/api/v1/events", headers=page.headers).status_code == 401


def test_a_number_that_is_none_is_refused(house):
    page = house.guest()
    refused = house.client.get(f"{events_path(page)}?after=-1", headers=page.headers)
    assert refused.status_code == 422


def test_one_reader_holds_so_many_streams_and_gets_them_back(house):
    page = house.guest()
    streams = house.app.ctx.context.streams
    opened = [
        house.client.send(
            house.client.build_request("GET", events_path(page), headers=page.headers), stream=True
        )
        for _ in range(MOST_PER_READER)
    ]
    wait_until(lambda: len(streams) == MOST_PER_READER)
    refused = house.client.get(events_path(page), headers=page.headers)
    assert refused.status_code == 429
    for response in opened:
        response.close()
    wait_until(lambda: len(streams) == 0)
    with following(house, events_path(page), page.headers):
        pass


def test_the_line_is_kept_open(house):
    house.app.ctx.context.streams.ping = 0.05
    page = house.guest()
    with house.client.stream("GET", events_path(page), headers=page.headers) as response:
        lines = response.iter_lines()
        heard = [next(lines) for _ in range(5)]
    assert heard[0] == "retry: 2000"
    assert ": ping" in heard


def test_streams_end_when_the_server_stops(tmp_path):
    ended = threading.Event()

    def follow(page: GuestPage) -> None:
        with httpx.stream(
            "GET", page.house.url + events_path(page), headers=page.headers, timeout=PATIENCE
        ) as response:
            for _ in response.iter_lines():
                pass
        ended.set()  # an end, not a broken connection

    with open_house(tmp_path) as house:
        page = house.guest()
        threading.Thread(target=follow, args=(page,)).start()
        wait_until(lambda: len(house.app.ctx.context.streams) == 1)
    assert ended.wait(PATIENCE)


def test_a_slow_reader_keeps_only_the_newest_of_what_passes():
    async def scene() -> None:
        box = Mailbox()
        for n in range(1000):
            box.put(Event("partial", {"text": str(n)}))
            box.put(Event("typing", {"conversation": str(n), "on": True}))
        _, kept = box.take()
        assert len(kept) <= EPHEMERAL_KEPT
        assert [e.body["text"] for e in kept if e.kind == "partial"] == ["999"]
        assert box.take() == (False, [])

    asyncio.run(scene())


def test_only_who_is_told_to_looks_at_the_feed():
    async def scene() -> None:
        box = Mailbox()
        assert box.take() == (True, [])  # what came before
        passing = Event("partial", {"text": "Yes"})
        box.put(passing)
        assert box.take() == (False, [passing])
        box.put(Event(LOOK))
        assert box.take() == (True, [])
        box.look()
        assert box.take() == (True, [])

    asyncio.run(scene())


def test_an_event_is_one_line_whatever_stands_in_it():
    written = durable(FeedEvent("t", "1", "message", '{\n"text": "a\\nb"\n}', 7))
    assert written == 'id: 7\nevent: message\ndata: {"text": "a\\nb"}\n\n'
