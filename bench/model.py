"""A model behind OpenAI's streaming protocol that starts to write after so many seconds.

`python -m bench.model SECONDS` prints its URL and serves until it is ended: a process of its own,
so that neither the appliance nor the guests wait for it. Connections stay open, as vendors' do.
"""

from __future__ import annotations

import asyncio
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

REPLY = {
    "reply": "Our team is happy to help.",
    "sources": ["K1"],
    "answered": True,
    "handoff": False,
}
HEAD = b"HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n"


def event(delta: dict[str, str], finish: str | None = None) -> str:
    choice = {"index": 0, "delta": delta, "finish_reason": finish}
    kind = {"id": "bench", "object": "chat.completion.chunk", "created": 0, "model": "bench"}
    return f"data: {json.dumps({**kind, 'choices': [choice]})}\n\n"


def answer() -> bytes:
    whole = json.dumps(REPLY)
    events = [event({"content": piece}) for piece in (whole[:20], whole[20:])]
    chunks = [*events, event({}, "stop"), "data: [DONE]\n\n", ""]
    return HEAD + b"".join(b"%x\r\n%s\r\n" % (len(c), c.encode()) for c in chunks)


async def serve(seconds: float) -> None:
    said = answer()

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while True:
                head = await reader.readuntil(b"\r\n\r\n")
                length = re.search(rb"content-length: (\d+)", head, re.IGNORECASE)
                await reader.readexactly(int(length[1]) if length else 0)
                await asyncio.sleep(seconds)
                writer.write(said)
        except (asyncio.IncompleteReadError, ConnectionError):
            writer.close()

    server = await asyncio.start_server(talk, "127.0.0.1", 0, backlog=1024)
    print(f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/v1", flush=True)
    await server.serve_forever()


@contextmanager
def model(seconds: float) -> Iterator[str]:
    """Its URL."""
    command = [sys.executable, "-m", "bench.model", str(seconds)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert process.stdout
    try:
        yield process.stdout.readline().strip()
    finally:
        process.terminate()
        process.wait(60)


if __name__ == "__main__":
    asyncio.run(serve(float(sys.argv[1])))
