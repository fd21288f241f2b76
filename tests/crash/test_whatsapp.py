"""WhatsApp messages redelivered and shuffled as Meta does, the process killed in their midst.

Every one is answered, none twice, in order within a guest. A reply may be repeated only where a
kill fell between handing it to Meta and marking it: counted and printed (`pytest -s`).
NOCTURN_CRASH_MESSAGES (default 60) sets the size: 500 are from 50 guests, with 10 kills.
"""

from __future__ import annotations

import os
import random
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from typing import Any

import httpx2
import psycopg2
import pytest

from appliance.simulate.graph import Graph
from appliance.simulate.guest import Guest, Meta
from tests.crash.test_kill import app_is_idle, environment, recorded, victim, wait_until
from tests.flows.whatsapp import NUMBER_ID, SECRET, SECRETS, TOKEN

__all__ = ["environment"]  # the fixture

MESSAGES = int(os.environ.get("NOCTURN_CRASH_MESSAGES", "60"))
GUESTS, KILLS = max(5, MESSAGES // 10), max(3, MESSAGES // 50)
ASKED = ("What time is breakfast?", "Is there parking?", "Boleh check in awal?", "Any pool?")


def deliveries(meta: Meta) -> list[dict[str, Any]]:
    """Every message, a third of them twice, in an order of Meta's own."""
    guests = [Guest(f"6012{n:07}", "Tan", f"MY.{n:09}") for n in range(GUESTS)]
    began = time.time() - MESSAGES
    posts = [
        meta.messages(guest, guest.says(ASKED[n % len(ASKED)], began + n))
        for n in range(MESSAGES)
        for guest in (guests[n % GUESTS],)
    ]
    again = [(n + random.uniform(0, 3 * GUESTS), posts[n]) for n in range(0, MESSAGES, 3)]
    late = [(n + random.uniform(0, 2 * GUESTS), payload) for n, payload in enumerate(posts)]
    return [payload for _, payload in sorted([*late, *again], key=lambda each: each[0])]


def post(meta: Meta, payload: dict[str, Any]) -> bool:
    try:
        return meta.post(payload) == 200
    except httpx2.HTTPError:
        return False


def deliver(meta: Meta, payloads: list[dict[str, Any]], seconds: float) -> list[dict[str, Any]]:
    """Post what can be posted within some seconds; the rest is left, as where nobody answers."""
    ends = time.monotonic() + seconds

    def attempt(payload: dict[str, Any]) -> bool:
        return time.monotonic() < ends and post(meta, payload)

    with ThreadPoolExecutor(8) as workers:
        taken = list(workers.map(attempt, payloads))
    return [payload for payload, gone in zip(payloads, taken, strict=True) if not gone]


def answers_begin(graph: Graph, some: int) -> None:
    """A kill before the first answer would hit nothing that is under way."""
    ends, wanted = time.monotonic() + 15, len(graph.sent) + some
    while len(graph.sent) < wanted and time.monotonic() < ends:
        time.sleep(0.005)


def order_on_record(dsn: str) -> dict[str, int]:
    with closing(psycopg2.connect(dsn)) as db, db.cursor() as cursor:
        cursor.execute("select id::text, recorded from nocturn.messages where role = 'ai'")
        return dict(cursor.fetchall())


@pytest.mark.postgres
@pytest.mark.timeout(900)
def test_w1_w7_w14_killed_again_and_again_every_message_is_answered_once(environment, database):
    environment |= {f"NOCTURN_SECRET_{name}": value for name, value in SECRETS.items()}
    kills = 0
    with Graph(TOKEN, NUMBER_ID) as graph:
        environment["NOCTURN_WHATSAPP_BASE_URL"] = graph.url
        meta = Meta("", SECRET, NUMBER_ID)
        left = deliveries(meta)
        share = len(left) // KILLS + 1
        for _ in range(KILLS):
            with victim(environment, graph.url) as (url, _):
                meta = Meta(url, SECRET, NUMBER_ID)
                left = deliver(meta, left[:share], 5.0) + left[share:]
                answers_begin(graph, random.randint(1, 8))
                time.sleep(random.uniform(0, 0.1))  # leaving kills it, wherever it is
            kills += 1
        with victim(environment, graph.url) as (url, _):
            meta = Meta(url, SECRET, NUMBER_ID)
            while left:
                left = deliver(meta, left, 30.0)
            wait_until(lambda: app_is_idle(url))
            time.sleep(0.5)
            wait_until(lambda: app_is_idle(url))
        sent = [(m.get("to") or m["recipient"], m["biz_opaque_callback_data"]) for m in graph.sent]
    counts, places = Counter(id for _, id in sent), order_on_record(database)
    repeated = len(sent) - len(counts)
    found = recorded(database)
    print(f"\nkills {kills}, recorded {found}, sent {len(sent)}, repeated {repeated}")
    assert found["guest"] == MESSAGES
    assert set(counts) == set(places)  # each answer on record went out, and nothing else
    assert {to for to, _ in sent} == {f"6012{n:07}" for n in range(GUESTS)}
    assert max(counts.values()) <= 1 + kills
    assert repeated <= kills * 64
    for guest in {to for to, _ in sent}:
        first = list(dict.fromkeys(id for to, id in sent if to == guest))
        assert [places[id] for id in first] == sorted(places[id] for id in first)
