"""A server on loopback that speaks OpenAI's and Anthropic's protocols as it is told to.

    with ProviderServer() as server:
        server.script(rate_limited(retry_after=5), ok("The pool opens at 7 am."))
        OpenAIChat(api_key="k", model="m", base_url=server.openai)

Each request takes the next behaviour of the script, then `server.default`; a behaviour may also be
a function of the request. What waits, waits for an event, which leaving the `with` sets.
"""

from __future__ import annotations

import base64
import hashlib
import json
import struct
import threading
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Literal

Protocol_ = Literal["openai", "anthropic"]
DIMENSIONS = 256


@dataclass(frozen=True, slots=True)
class Behaviour:
    """What to do with one request. Everything left alone makes a good answer."""

    written: str = ""  # what the model writes: the JSON object
    status: int = 200
    error: str = ""  # type of the error in the body; with status 200 it comes inside the stream
    headers: dict[str, str] = field(default_factory=dict)
    content_type: str = "text/event-stream"
    page: str = ""  # a body sent instead of events
    refusal: str = ""
    finish: str = "stop"  # stop, length, content_filter …, as OpenAI calls it; empty: never told
    stops_after: int | None = None  # pieces, then the connection or the error
    unknown_events: bool = False
    piece: int = 8  # characters
    before_headers: threading.Event | None = None
    before_text: threading.Event | None = None
    before_piece: tuple[int, threading.Event] | None = None
    kept_open: bool = False  # the connection, for the next request
    after_all: threading.Event | None = None  # before the stream ends
    pings: bool = False  # keep the connection busy while waiting
    tokens: tuple[int, int] = (120, 40)


def written(
    reply: str, sources: tuple[str, ...] = (), *, answered: bool = True, handoff: bool = False
) -> str:
    return json.dumps(
        {"reply": reply, "sources": list(sources), "answered": answered, "handoff": handoff},
        ensure_ascii=False,
    )


def ok(reply: str = "Breakfast is from 7 am.", *sources: str, handoff: bool = False) -> Behaviour:
    return Behaviour(written(reply, sources, handoff=handoff))


def raw(text: str) -> Behaviour:
    """The model writes just this."""
    return Behaviour(text)


def slow_first(
    event: threading.Event, reply: str = "At last.", *, pings: bool = False
) -> Behaviour:
    return replace(ok(reply), before_text=event, pings=pings)


def pausing(event: threading.Event, after: int = 4, reply: str = "One. Two. Three.") -> Behaviour:
    """Some of the reply, then nothing until `event`."""
    return replace(ok(reply), before_piece=(after, event))


def hanging(event: threading.Event) -> Behaviour:
    """Takes the request and does not answer it."""
    return replace(ok("Too late."), before_headers=event)


def failing(status: int, error: str = "api_error", **headers: str) -> Behaviour:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Behaviour(status=status, error=error, headers=named)


def rate_limited(retry_after: float | None = None) -> Behaviour:
    headers = {} if retry_after is None else {"Retry-After": f"{retry_after:g}"}
    return Behaviour(status=429, error="rate_limit_error", headers=headers)


def overloaded() -> Behaviour:
    return Behaviour(status=529, error="overloaded_error")


def cut(reply: str = "The pool is open until ten.", after: int = 3) -> Behaviour:
    return replace(ok(reply), stops_after=after, finish="")


def breaks_off(error: str = "overloaded_error", after: int = 3) -> Behaviour:
    """An error event after some of the reply."""
    return replace(ok("The pool is open until ten."), stops_after=after, error=error)


def malformed() -> Behaviour:
    return Behaviour('{"reply": "Yes", "sources": "none"}')


def empty() -> Behaviour:
    return Behaviour("")


def refusing() -> Behaviour:
    return Behaviour(refusal="I can't help with that.", finish="content_filter")


def truncated() -> Behaviour:
    return Behaviour('{"reply": "The hotel was founded', finish="length")


def page() -> Behaviour:
    """What a captive portal or a proxy says."""
    return Behaviour(content_type="text/html", page="<html>Sign in to the network</html>")


def garbled() -> Behaviour:
    return Behaviour(page="event: message_start\ndata: {not json\n\n")


@dataclass(frozen=True, slots=True)
class Request:
    protocol: Protocol_
    path: str
    headers: dict[str, str]
    body: dict[str, Any]

    @property
    def last(self) -> str:
        """What the last turn says."""
        return str(self.body["messages"][-1]["content"])


Answering = Behaviour | Callable[[Request], Behaviour]


class Listening(ThreadingHTTPServer):
    request_queue_size = 256  # many may ask at once
    daemon_threads = True


class ProviderServer:
    def __init__(self, default: Answering | None = None) -> None:
        self.default: Answering = default or ok()
        self.requests: list[Request] = []
        self.callers: set[int] = set()  # ports of the connections they came by
        self.embedded: list[Request] = []  # requests for vectors
        self.embedding = Behaviour()
        self.scripted: deque[Answering] = deque()
        self.lock = threading.Lock()
        self.events: list[threading.Event] = []
        self.finished = threading.Semaphore(0)  # one for every request served or broken off
        handler = type("ProviderHandler", (Handler,), {"provider": self})
        self.http = Listening(("127.0.0.1", 0), handler)
        self.thread = threading.Thread(target=self.http.serve_forever, args=(0.05,), daemon=True)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.http.server_address[1]}"

    @property
    def openai(self) -> str:
        return f"{self.url}/v1"

    @property
    def anthropic(self) -> str:
        return self.url

    def script(self, *answers: Answering) -> None:
        self.scripted.extend(answers)

    def event(self) -> threading.Event:
        """One that leaving sets, so that nothing waits for ever."""
        self.events.append(threading.Event())
        return self.events[-1]

    def take(self, request: Request) -> Behaviour:
        with self.lock:
            self.requests.append(request)
            answer = self.scripted.popleft() if self.scripted else self.default
        return answer if isinstance(answer, Behaviour) else answer(request)

    def __enter__(self) -> ProviderServer:
        self.thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        for event in self.events:
            event.set()
        self.http.shutdown()
        self.http.server_close()
        self.thread.join()


class Handler(BaseHTTPRequestHandler):
    provider: ProviderServer
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        protocol: Protocol_ = "anthropic" if self.path.endswith("/messages") else "openai"
        request = Request(
            protocol, self.path, {k.lower(): v for k, v in self.headers.items()}, body
        )
        try:
            self.serve(request)
        except OSError:
            self.close_connection = True
        finally:
            self.provider.finished.release()

    def serve(self, request: Request) -> None:
        if request.path.endswith("/embeddings"):
            self.serve_embeddings(request)
            return
        self.provider.callers.add(self.client_address[1])
        behaviour = self.provider.take(request)
        if behaviour.before_headers:
            behaviour.before_headers.wait()
        if behaviour.status != 200:
            self.send_json(behaviour.status, error_body(behaviour, request), behaviour.headers)
        elif request.body.get("stream"):
            self.send_events(behaviour, request)
        else:
            self.send_json(200, WHOLE[request.protocol](behaviour), behaviour.headers)

    def serve_embeddings(self, request: Request) -> None:
        """Good vectors, unless `embedding` says otherwise: chat's script is not used up."""
        self.provider.embedded.append(request)
        behaviour = self.provider.embedding
        if behaviour.before_headers:
            behaviour.before_headers.wait()
        if behaviour.status != 200:
            self.send_json(behaviour.status, error_body(behaviour, request), behaviour.headers)
        elif behaviour.page:
            self.send_json(200, behaviour.page)
        else:
            self.send_json(200, embeddings(request.body))

    def send_json(self, status: int, body: Any, headers: dict[str, str] | None = None) -> None:
        data = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(data)

    def send_events(self, behaviour: Behaviour, request: Request) -> None:
        """The stream ends with the connection, so that a cut one looks like a cut one; or it is
        kept open."""
        kept = behaviour.kept_open
        self.send_response(200)
        self.send_header("Content-Type", behaviour.content_type)
        self.send_header(*(("Transfer-Encoding", "chunked") if kept else ("Connection", "close")))
        self.end_headers()
        self.close_connection = not kept
        if behaviour.page:
            self.wfile.write(behaviour.page.encode())
            return
        for event in EVENTS[request.protocol](behaviour):
            if isinstance(event, threading.Event):
                self.await_(event, behaviour, request)
            else:
                data = event.encode()
                self.wfile.write(b"%x\r\n%s\r\n" % (len(data), data) if kept else data)
                self.wfile.flush()
        if behaviour.after_all:
            behaviour.after_all.wait()
        if kept:
            self.wfile.write(b"0\r\n\r\n")

    def await_(self, event: threading.Event, behaviour: Behaviour, request: Request) -> None:
        ping = (
            ": ping\n\n"
            if request.protocol == "openai"
            else 'event: ping\ndata: {"type": "ping"}\n\n'
        )
        while not event.wait(0.02 if behaviour.pings else None):
            self.wfile.write(ping.encode())
            self.wfile.flush()

    def log_message(self, format: str, *args: Any) -> None:
        """Tests are quiet."""


# -- the wire


Events = Iterator[str | threading.Event]


def pieces(behaviour: Behaviour) -> Iterator[str | threading.Event]:
    """What the model writes, a piece at a time, with what it waits for in between."""
    if behaviour.before_text:
        yield behaviour.before_text
    text, size = behaviour.written, behaviour.piece
    for n, start in enumerate(range(0, len(text), size)):
        if behaviour.stops_after is not None and n >= behaviour.stops_after:
            return
        if behaviour.before_piece and behaviour.before_piece[0] == n:
            yield behaviour.before_piece[1]
        yield text[start : start + size]


def openai_events(behaviour: Behaviour) -> Events:
    def event(**body: Any) -> str:
        shape = {"id": "chatcmpl-1", "object": "chat.completion.chunk", "created": 1, "model": "m"}
        return f"data: {json.dumps(shape | body)}\n\n"

    def choice(delta: dict[str, Any], finish: str | None = None) -> str:
        return event(choices=[{"index": 0, "delta": delta, "finish_reason": finish}])

    yield choice({"role": "assistant", "content": ""})
    if behaviour.unknown_events:
        yield event(object="chat.completion.mood", choices=[], mood="sunny")
    if behaviour.refusal:
        yield choice({"refusal": behaviour.refusal})
    for piece in pieces(behaviour):
        yield choice({"content": piece}) if isinstance(piece, str) else piece
    if behaviour.error:
        yield f"data: {json.dumps({'error': {'message': 'no', 'type': behaviour.error}})}\n\n"
        return
    if not behaviour.finish:
        return
    yield choice({}, behaviour.finish)
    prompt, completion = behaviour.tokens
    spent = {"prompt_tokens": prompt, "completion_tokens": completion}
    yield event(choices=[], usage=spent | {"total_tokens": prompt + completion})
    yield "data: [DONE]\n\n"


STOP = {"stop": "end_turn", "length": "max_tokens", "content_filter": "refusal"}


def anthropic_events(behaviour: Behaviour) -> Events:
    def event(kind: str, **body: Any) -> str:
        return f"event: {kind}\ndata: {json.dumps({'type': kind} | body)}\n\n"

    tokens_in, tokens_out = behaviour.tokens
    yield event("message_start", message=anthropic_message([], None, tokens_in, 1))
    yield event("content_block_start", index=0, content_block={"type": "text", "text": ""})
    if behaviour.unknown_events:
        yield event("mood_delta", mood="sunny")
    for piece in pieces(behaviour):
        delta = {"type": "text_delta", "text": piece}
        yield (
            event("content_block_delta", index=0, delta=delta) if isinstance(piece, str) else piece
        )
    if behaviour.error:
        yield event("error", error={"type": behaviour.error, "message": "no"})
        return
    if not behaviour.finish:
        return
    yield event("content_block_stop", index=0)
    reason = STOP.get(behaviour.finish, behaviour.finish)
    usage = {"output_tokens": tokens_out}
    yield event("message_delta", delta={"stop_reason": reason, "stop_sequence": None}, usage=usage)
    yield event("message_stop")


def anthropic_message(
    content: list[Any], reason: str | None, tokens_in: int, tokens_out: int
) -> dict[str, Any]:
    return {
        "id": "msg_1",
        "type": "message",
        "role": "assistant",
        "model": "m",
        "content": content,
        "stop_reason": reason,
        "stop_sequence": None,
        "usage": {"input_tokens": tokens_in, "output_tokens": tokens_out},
    }


def openai_whole(behaviour: Behaviour) -> dict[str, Any]:
    message = {
        "role": "assistant",
        "content": behaviour.written,
        "refusal": behaviour.refusal or None,
    }
    prompt, completion = behaviour.tokens
    return {
        "id": "chatcmpl-1",
        "object": "chat.completion",
        "created": 1,
        "model": "m",
        "choices": [{"index": 0, "message": message, "finish_reason": behaviour.finish}],
        "usage": {
            "prompt_tokens": prompt,
            "completion_tokens": completion,
            "total_tokens": prompt + completion,
        },
    }


def anthropic_whole(behaviour: Behaviour) -> dict[str, Any]:
    reason = STOP.get(behaviour.finish, behaviour.finish)
    content = [{"type": "text", "text": behaviour.written}]
    return anthropic_message(content, reason, *behaviour.tokens)


EVENTS = {"openai": openai_events, "anthropic": anthropic_events}
WHOLE = {"openai": openai_whole, "anthropic": anthropic_whole}


def error_body(behaviour: Behaviour, request: Request) -> dict[str, Any]:
    error = {"type": behaviour.error, "message": "no", "code": None, "param": None}
    if request.protocol == "anthropic":
        return {"type": "error", "error": {"type": behaviour.error, "message": "no"}}
    return {"error": error}


def embeddings(body: dict[str, Any]) -> dict[str, Any]:
    """Vectors that depend on the words alone; the SDK asks for base64."""
    texts = [body["input"]] if isinstance(body["input"], str) else body["input"]
    size = body.get("dimensions") or DIMENSIONS
    vectors = [bag(text, size) for text in texts]
    encoded = body.get("encoding_format") == "base64"
    data = [
        {
            "object": "embedding",
            "index": n,
            "embedding": base64.b64encode(struct.pack(f"<{size}f", *vector)).decode()
            if encoded
            else vector,
        }
        for n, vector in enumerate(vectors)
    ]
    count = sum(len(text.split()) for text in texts)
    usage = {"prompt_tokens": count, "total_tokens": count}
    return {"object": "list", "data": data, "model": body["model"], "usage": usage}


def bag(text: str, size: int) -> list[float]:
    """Hashed words, of length one: texts that share words are near each other."""
    vector = [0.0] * size
    for word in text.lower().split():
        slot = int.from_bytes(hashlib.blake2s(word.encode()).digest()[:4], "big") % size
        vector[slot] += 1.0
    length = sum(x * x for x in vector) ** 0.5 or 1.0
    return [x / length for x in vector]
