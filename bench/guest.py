"""A guest on the hotel's website, as light as can be: the driver shares the appliance's cores."""

from __future__ import annotations

import asyncio
import json
import re
import time
from typing import Any
from uuid import uuid4

TIMEOUT = 30.0  # seconds


class Line:
    """One HTTP/1.1 connection, kept open."""

    def __init__(self, host: str, port: int) -> None:
        self.host, self.port = host, port

    async def open(self) -> None:
        self.reader, self.writer = await asyncio.open_connection(self.host, self.port)

    async def send(self, verb: str, path: str, headers: dict[str, str], body: bytes = b"") -> int:
        """Ask; the length of the answer's body. Raises ConnectionError for anything but a 2xx."""
        told = {"host": f"{self.host}:{self.port}", "content-length": str(len(body)), **headers}
        lines = "".join(f"{name}: {value}\r\n" for name, value in told.items())
        self.writer.write(f"{verb} {path} HTTP/1.1\r\n{lines}\r\n".encode() + body)
        head = (await self.reader.readuntil(b"\r\n\r\n")).decode()
        if not head.startswith("HTTP/1.1 2"):
            raise ConnectionError(head.partition("\r\n")[0])
        length = re.search(r"content-length: (\d+)", head, re.IGNORECASE)
        return int(length[1]) if length else 0

    async def post(self, path: str, headers: dict[str, str], said: dict[str, Any]) -> Any:
        told = {"content-type": "application/json", **headers}
        length = await self.send("POST", path, told, json.dumps(said).encode())
        return json.loads(await self.reader.readexactly(length))


class Guest:
    """One conversation, its event stream held open."""

    def __init__(self, host: str, port: int, key: str) -> None:
        self.writes, self.hears, self.key = Line(host, port), Line(host, port), key
        self.replies: asyncio.Queue[float] = asyncio.Queue()

    async def arrive(self) -> None:
        await self.writes.open()
        await self.hears.open()
        origin = f"http://{self.writes.host}:{self.writes.port}"
        body = await self.writes.post(
            "/api/v1/conversations",
            {"x-property-key": self.key, "origin": origin},
            {
                "client_id": str(uuid4()),
                "page_language": "en",
                "page_url": "",
                "consent": {"version": "1", "language": "en"},
            },
        )
        self.path = f"/api/v1/conversations/{body['id']}"
        self.headers = {"authorization": f"Bearer {body['token']}"}
        await self.hears.send("GET", f"{self.path}/events", self.headers)
        self.listening = asyncio.create_task(self.listen())

    async def listen(self) -> None:
        while line := await self.hears.reader.readline():
            if line.startswith(b"data:") and b'"role": "ai"' in line.replace(b'":"', b'": "'):
                self.replies.put_nowait(time.perf_counter())

    async def ask(self, text: str) -> float:
        """Seconds from writing to the finished reply. Raises TimeoutError, ConnectionError."""
        began = time.perf_counter()
        said = {"client_message_id": str(uuid4()), "text": text}
        async with asyncio.timeout(TIMEOUT):
            await self.writes.post(f"{self.path}/messages", self.headers, said)
            return await self.replies.get() - began

    def leave(self) -> None:
        self.listening.cancel()
        self.writes.writer.close()
        self.hears.writer.close()
