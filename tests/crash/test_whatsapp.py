"""WhatsApp messages redelivered and shuffled as Meta does, the process killed in their midst.

Every one is answered, none twice, in order within a guest. A reply is repeated exactly where a kill
fell between handing it to Meta and marking it: the dead process's own spool says where that was.
Counted and printed (`pytest -s`). NOCTURN_CRASH_MESSAGES (default 60) sets the size: 500 are from
50 guests, with 10 kills.
"""

from __future__ import annotations

import os
import random
import sqlite3
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from subprocess import Popen
from typing import Any

import httpx2
import psycopg2
import pytest

from appliance.simulate.graph import Graph
from appliance.simulate.guest import Guest, Meta
from tests.crash.test_kill import app_is_idle, environment, recorded, victim
from tests.flows.whatsapp import NUMBER_ID, SECRET, SECRETS, TOKEN
from tests.patience import wait_until

__all__ = ["environment"]  # the fixture

MESSAGES = int(os.environ.get("NOCTURN_CRASH_MESSAGES", "60"))
# places between a call's coming and its being taken in; elsewhere it is killed from outside
STEPS = ("keep_call:after", "accept_all:after", "", "taken_in:before", "taken_in:after")
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


def answers_begin(graph: Graph, some: int, process: Popen[str]) -> None:
    """A kill before the first answer would hit nothing that is under way."""
    ends, wanted = time.monotonic() + 15, len(graph.sent) + some
    while len(graph.sent) < wanted and time.monotonic() < ends and process.poll() is None:
        time.sleep(0.005)


@dataclass(frozen=True)
class Life:
    """What the process sent to each guest before it was killed, and what its spool says then."""

    sent: list[tuple[str, str]]  # guest, reply
    unmarked: set[str]
    unread: int  # calls acknowledged and not taken in

    @property
    def in_doubt(self) -> list[tuple[str, str]]:
        return [(to, id) for to, id in self.sent if id in self.unmarked]


def rows(environment: dict[str, str], sql: str) -> list[Any]:
    path = Path(environment["NOCTURN_HOME"]) / "spool.db"
    if not path.exists():
        return []
    with closing(sqlite3.connect(path, timeout=10)) as db:
        return [row[0] for row in db.execute(sql)]


def unmarked(environment: dict[str, str]) -> set[str]:
    return set(rows(environment, "select id from outbox where gone is null"))


def marked(environment: dict[str, str], doubted: set[str]) -> bool:
    return not doubted & unmarked(environment)


def life(environment: dict[str, str], graph: Graph, since: int) -> Life:
    """Of a process that is dead: what it had sent is still being read for a moment."""
    time.sleep(0.2)
    sent = [(m.get("to") or m["recipient"], m["biz_opaque_callback_data"]) for m in graph.sent]
    unread = sum(rows(environment, "select count(*) from calls"))
    return Life(sent[since:], unmarked(environment), unread)


def order_on_record(dsn: str) -> dict[str, int]:
    with closing(psycopg2.connect(dsn)) as db, db.cursor() as cursor:
        cursor.execute("select id::text, recorded from nocturn.messages where role = 'ai'")
        return dict(cursor.fetchall())


@pytest.mark.postgres
@pytest.mark.timeout(900)
def test_w1_w7_w14_killed_again_and_again_every_message_is_answered_once(environment, database):
    environment |= {f"NOCTURN_SECRET_{name}": value for name, value in SECRETS.items()}
    lives: list[Life] = []
    with Graph(TOKEN, NUMBER_ID) as graph:
        environment["NOCTURN_WHATSAPP_BASE_URL"] = graph.url
        meta = Meta("", SECRET, NUMBER_ID)
        left = deliveries(meta)
        share = len(left) // KILLS + 1
        for n in range(KILLS):
            since, doubted = len(graph.sent), {id for one in lives[-1:] for _, id in one.in_doubt}
            step = "" if doubted else STEPS[n % len(STEPS)]  # what is in doubt is not hit again
            with victim(environment, graph.url, step, random.randint(2, 6)) as (url, process):
                meta = Meta(url, SECRET, NUMBER_ID)
                left = deliver(meta, left[:share], 5.0) + left[share:]
                answers_begin(graph, random.randint(1, 8), process)
                wait_until(partial(marked, environment, doubted))
                time.sleep(random.uniform(0, 0.1))  # leaving kills it, wherever it is
            lives.append(life(environment, graph, since))
        since = len(graph.sent)
        with victim(environment, graph.url) as (url, _):
            meta = Meta(url, SECRET, NUMBER_ID)
            while left:
                left = deliver(meta, left, 30.0)
            wait_until(lambda: app_is_idle(url))
            time.sleep(0.5)
            wait_until(lambda: app_is_idle(url))
        lives.append(life(environment, graph, since))
    found, places = recorded(database), order_on_record(database)
    report(lives, found)
    assert found["guest"] == MESSAGES
    sent = [each for one in lives for each in one.sent]
    assert {to for to, _ in sent} == {f"6012{n:07}" for n in range(GUESTS)}
    each_once_but_where_a_kill_left_doubt(lives, set(places))
    for guest in {to for to, _ in sent}:  # repeats included: none is older than what went before
        order = [places[id] for to, id in sent if to == guest]
        assert order == sorted(order)


def each_once_but_where_a_kill_left_doubt(lives: list[Life], on_record: set[str]) -> None:
    counts = Counter(id for one in lives for _, id in one.sent)
    doubts = Counter(id for one in lives for _, id in one.in_doubt)
    assert set(counts) == on_record  # each answer on record went out, and nothing else
    for one in lives:
        assert max(Counter(one.sent).values(), default=1) == 1
        assert max(Counter(to for to, _ in one.in_doubt).values(), default=1) == 1  # a lane's first
    assert counts == {id: 1 + doubts[id] for id in counts}
    assert max(counts.values()) <= 2
    assert not lives[-1].in_doubt


def report(lives: list[Life], found: dict[str, int]) -> None:
    sent = [id for one in lives for _, id in one.sent]
    doubt = [len(one.in_doubt) for one in lives[:-1]]
    unread = [one.unread for one in lives[:-1]]
    print(
        f"\nkills {len(lives) - 1}, recorded {found}, sent {len(sent)},"
        f" repeated {len(sent) - len(set(sent))}; at each kill unmarked {doubt}, unread {unread}"
    )
