"""A server on loopback that speaks OpenAI's audio transcriptions as it is told to.

POST /v1/audio/transcriptions   multipart/form-data: file, model, prompt …  ->  {"text": …}
"""

from __future__ import annotations

import json
import threading
from collections import deque
from dataclasses import dataclass, field
from email import message_from_bytes
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass(frozen=True, slots=True)
class Answer:
    """What one request gets. `page` is sent instead of JSON; `after` is waited for first."""

    text: str = ""
    status: int = 200
    error: str = ""
    page: str = ""
    headers: dict[str, str] = field(default_factory=dict)
    after: threading.Event | None = None


@dataclass(frozen=True, slots=True)
class Upload:
    """One request, its form read."""

    authorization: str
    fields: dict[str, str]
    name: str
    content_type: str
    data: bytes


class TranscriptionServer:
    """`answers` are taken in turn, then `default`; `uploads` is what came."""

    def __init__(self, default: Answer | None = None) -> None:
        self.default = default or Answer("What time is breakfast?")
        self.answers: deque[Answer] = deque()
        self.uploads: list[Upload] = []
        self._waited: list[threading.Event] = []
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_port}/v1"

    def event(self) -> threading.Event:
        """To make an answer wait; leaving the `with` sets it."""
        self._waited.append(threading.Event())
        return self._waited[-1]

    def __enter__(self) -> TranscriptionServer:
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        for event in self._waited:
            event.set()
        self._server.shutdown()
        self._server.server_close()

    def take(self, upload: Upload) -> Answer:
        self.uploads.append(upload)
        return self.answers.popleft() if self.answers else self.default


def read(authorization: str, content_type: str, body: bytes) -> Upload:
    """Raises ValueError for what is no form with a file."""
    form: Any = message_from_bytes(b"Content-Type: " + content_type.encode() + b"\r\n\r\n" + body)
    if not form.is_multipart():
        raise ValueError("not multipart/form-data")
    parts = {part.get_param("name", header="content-disposition"): part for part in form.walk()}
    if "file" not in parts:
        raise ValueError("no file")
    file = parts.pop("file")
    fields = {
        str(name): part.get_payload(decode=True).decode() for name, part in parts.items() if name
    }
    data = file.get_payload(decode=True)
    return Upload(authorization, fields, file.get_filename(), file.get_content_type(), data)


def _handler(server: TranscriptionServer) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"]))
            if self.path != "/v1/audio/transcriptions":
                self.answer(Answer(status=404, error="no such path"))
                return
            try:
                kind = self.headers["content-type"]
                upload = read(self.headers.get("authorization", ""), kind, body)
            except ValueError as error:
                self.answer(Answer(status=400, error=str(error)))
                return
            self.answer(server.take(upload))

        def answer(self, answer: Answer) -> None:
            if answer.after:
                answer.after.wait()
            said: Any = (
                {"error": {"message": answer.error}} if answer.error else {"text": answer.text}
            )
            body = (answer.page or json.dumps(said)).encode()
            self.send_response(answer.status)
            kind = "text/html" if answer.page else "application/json"
            sent = {"content-type": kind, "content-length": str(len(body)), **answer.headers}
            for name, value in sent.items():
                self.send_header(name, value)
            self.end_headers()
            try:
                self.wfile.write(body)
            except OSError:
                self.close_connection = True

        def log_message(self, format: str, *args: Any) -> None:
            pass

    return Handler
