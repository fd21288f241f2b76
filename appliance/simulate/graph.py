"""A stand-in for Meta's Graph API: a real HTTP server that speaks the part of it WhatsApp needs.

It takes messages, read receipts and requests for media, refuses what Meta refuses, and misbehaves
when it is told to. Nothing leaves this machine.

    POST /vN/{phone number id}/messages   send; or mark as read, with a typing indicator
    GET  /vN/{media id}                   where the file is, for five minutes
    GET  /files/{media id}/{ticket}       the file
"""

from __future__ import annotations

import hashlib
import json
import re
import sys
import threading
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

URL_LIFE = 300.0  # seconds
BSUID = re.compile(r"[A-Z]{2}\.(ENT\.)?[A-Za-z0-9]{1,128}")
NUMBER = re.compile(r"\+?\d{5,20}")
MESSAGES = re.compile(r"/(v\d+\.\d+)/(\d+)/messages")
MEDIA = re.compile(r"/(v\d+\.\d+)/(\w+)")
FILE = re.compile(r"/files/(\w+)/(\d+)")


@dataclass(frozen=True, slots=True)
class Refusal:
    """An answer that is no 200. `code` is Meta's; 0 sends a page no API would send."""

    status: int
    code: int = 0
    details: str = ""
    after: float = 0.0  # seconds the caller waits for it
    taken: bool = False  # the message was taken all the same, as when a gateway times out


@dataclass(frozen=True, slots=True)
class File:
    data: bytes
    content_type: str


@dataclass
class Graph:
    """`sent` are the messages taken, in order; `receipts` what was marked as read."""

    token: str
    number_id: str
    port: int = 0
    url_life: float = URL_LIFE
    on_sent: Callable[[str, dict[str, Any]], None] = lambda _id, _message: None
    sent: list[dict[str, Any]] = field(default_factory=list)
    receipts: list[dict[str, Any]] = field(default_factory=list)
    files: dict[str, File] = field(default_factory=dict)
    # of the next messages, in order; None takes one
    refusals: deque[Refusal | None] = field(default_factory=deque)
    file_refusals: deque[Refusal] = field(default_factory=deque)  # of the next requests for media
    receipt_refusals: deque[Refusal] = field(default_factory=deque)
    calls: int = 0

    def __post_init__(self) -> None:
        self._lock = threading.Lock()
        self._server = _Server(("127.0.0.1", self.port), _handler(self))
        self.port = self._server.server_port
        self.url = f"http://127.0.0.1:{self.port}"

    def __enter__(self) -> Graph:
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()

    # -- what it answers: a status and a body

    def post(self, path: str, authorization: str, body: bytes) -> tuple[int, bytes]:
        self.calls += 1
        found = MESSAGES.fullmatch(path)
        if not found or found[2] != self.number_id:
            return error(400, 100, "Unsupported post request. Object does not exist.")
        if authorization != f"Bearer {self.token}":
            return error(401, 190, "Error validating access token: session has expired.")
        message = json.loads(body)
        if message.get("status") == "read":
            return self._receipt(message)
        wrong = mistake(message)
        if wrong:
            return error(400, 100, wrong)
        return self._message(message)

    def get(self, path: str, authorization: str) -> tuple[int, bytes]:
        self.calls += 1
        if authorization != f"Bearer {self.token}":
            return error(401, 190, "Error validating access token: session has expired.")
        if self.file_refusals:
            return self._refused(self.file_refusals.popleft())
        if found := FILE.fullmatch(path):
            return self._file(found[1], int(found[2]))
        found = MEDIA.fullmatch(path)
        if not found or found[2] not in self.files:
            return error(400, 100, "Unsupported get request. Object does not exist.")
        return self._where(found[2])

    def _receipt(self, message: dict[str, Any]) -> tuple[int, bytes]:
        if self.receipt_refusals:
            return self._refused(self.receipt_refusals.popleft())
        self.receipts.append(message)
        return 200, b'{"success":true}'

    def _message(self, message: dict[str, Any]) -> tuple[int, bytes]:
        refusal = self.refusals.popleft() if self.refusals else None
        if refusal and not refusal.taken:
            return self._refused(refusal)
        with self._lock:
            self.sent.append(message)
            id = f"wamid.STANDIN{len(self.sent):06}"
        self.on_sent(id, message)
        if refusal:
            return self._refused(refusal)
        to = message.get("to") or message.get("recipient")
        answer = {
            "messaging_product": "whatsapp",
            "contacts": [{"input": to, "wa_id": str(to).lstrip("+")}],
            "messages": [{"id": id}],
        }
        return 200, json.dumps(answer).encode()

    def _refused(self, refusal: Refusal) -> tuple[int, bytes]:
        time.sleep(refusal.after)
        if refusal.code:
            return error(refusal.status, refusal.code, refusal.details)
        return refusal.status, b"<!doctype html><title>Sorry, something went wrong.</title>"

    def _where(self, id: str) -> tuple[int, bytes]:
        file = self.files[id]
        answer = {
            "messaging_product": "whatsapp",
            "url": f"{self.url}/files/{id}/{time.monotonic_ns()}",
            "mime_type": file.content_type,
            "sha256": hashlib.sha256(file.data).hexdigest(),
            "file_size": len(file.data),
            "id": id,
        }
        return 200, json.dumps(answer).encode()

    def _file(self, id: str, issued: int) -> tuple[int, bytes]:
        if (time.monotonic_ns() - issued) / 1e9 > self.url_life or id not in self.files:
            return 404, b"URL signature expired"
        return 200, self.files[id].data


def error(status: int, code: int, details: str) -> tuple[int, bytes]:
    """As the Graph API writes them."""
    body = {
        "error": {
            "message": f"(#{code}) {details}",
            "type": "OAuthException",
            "code": code,
            "error_data": {"messaging_product": "whatsapp", "details": details},
            "fbtrace_id": "AStandIn",
        }
    }
    return status, json.dumps(body).encode()


# -- what Meta would refuse


def mistake(message: dict[str, Any]) -> str:
    """What is wrong with a message, by the limits Meta publishes; empty where nothing is."""
    to, recipient = str(message.get("to", "")), str(message.get("recipient", ""))
    if message.get("messaging_product") != "whatsapp":
        return "Param messaging_product must be 'whatsapp'"
    if bool(to) == bool(recipient):
        return "One of to and recipient is required"
    if (to and not NUMBER.fullmatch(to)) or (recipient and not BSUID.fullmatch(recipient)):
        return "Param to is not a valid WhatsApp ID"
    if len(str(message.get("biz_opaque_callback_data", ""))) > 512:
        return "Param biz_opaque_callback_data must be at most 512 characters long"
    check = CHECKS.get(str(message.get("type")))
    return check(message) if check else "Param type is not valid"


def _text(message: dict[str, Any]) -> str:
    body = message["text"]["body"]
    return "" if 1 <= len(body) <= 4096 else "Param text['body'] must be 1 to 4096 characters long"


def _interactive(message: dict[str, Any]) -> str:
    part = message["interactive"]
    if not 1 <= len(part["body"]["text"]) <= 1024:
        return "Param interactive['body']['text'] must be 1 to 1024 characters long"
    if part["type"] == "button":
        buttons = [button["reply"] for button in part["action"]["buttons"]]
        fits = 1 <= len(buttons) <= 3 and all(1 <= len(b["title"]) <= 20 for b in buttons)
        return "" if fits else "Invalid buttons count or length"
    rows = [row for section in part["action"]["sections"] for row in section["rows"]]
    fits = 1 <= len(rows) <= 10 and all(1 <= len(row["title"]) <= 24 for row in rows)
    return "" if fits else "Total row count exceed max allowed count: 10"


def _template(message: dict[str, Any]) -> str:
    named = message["template"].get("name") and message["template"].get("language", {}).get("code")
    return "" if named else "Template name does not exist in the translation"


CHECKS: dict[str, Callable[[dict[str, Any]], str]] = {
    "text": _text,
    "interactive": _interactive,
    "template": _template,
}


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Whoever called is gone, or was killed: nothing to tell anybody."""
        if not isinstance(sys.exception(), OSError):
            super().handle_error(request, client_address)


def _handler(graph: Graph) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("content-length", 0)))
            self.answer(*graph.post(self.path, self.headers.get("authorization", ""), body))

        def do_GET(self) -> None:
            self.answer(*graph.get(self.path, self.headers.get("authorization", "")))

        def answer(self, status: int, body: bytes) -> None:
            if not status:  # the line goes dead
                self.close_connection = True
                return
            self.send_response(status)
            self.send_header("content-type", "application/json")
            self.send_header("content-length", str(len(body)))
            version = self.path.split("/")[1]
            if version.startswith("v"):
                self.send_header("facebook-api-version", version)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: Any) -> None:
            """Silent: what is said is what people want to read."""

    return Handler
