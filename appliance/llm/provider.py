"""What every provider of a language model looks like to the ladder."""

from __future__ import annotations

import json
import socket
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from email.utils import parsedate_to_datetime
from threading import Timer
from typing import Any, Literal, Protocol

import httpx2

from appliance.engine.completion import Prompt

Outcome = Literal[
    "ok",
    "timeout",  # no connection, or nothing more came in time
    "connection",  # refused or reset
    "rate_limited",
    "overloaded",
    "server_error",
    "unauthorised",  # key, permission or credit: nothing will answer until someone acts
    "bad_request",  # it refuses what we send: model retired, option unknown, prompt too long
    "garbled",  # not the protocol: a proxy's HTML page, broken events
    "cut",  # the stream ended without saying why
    "truncated",  # the answer grew longer than allowed
    "refused",
    "malformed",  # not the JSON asked for
    "empty",
    "unexpected",  # ended for a reason we do not know
    "slow",  # another provider, started later, was first
    "abandoned",  # another provider was first
    "skipped",  # its breaker is open
    "unserved",  # no thread came free in time
    "internal",  # our own fault
]
Finish = Literal["stop", "truncated", "refused", "unexpected"]
CONNECT_WITHIN = 3.0  # seconds
LAST_WORD = 0.5  # seconds a stream may stay open after its last event


@dataclass(frozen=True, slots=True)
class Chunk:
    """A piece of a streamed answer; every field may be absent in it."""

    text: str = ""  # of the JSON object
    finish: Finish | None = None
    tokens_in: int = 0
    tokens_out: int = 0


@dataclass(frozen=True, slots=True)
class Stream:
    """An answer on its way. `interrupt` may be called from any thread, any time, more than once."""

    chunks: Iterator[Chunk]
    interrupt: Callable[[], None]


class ProviderError(Exception):
    """A call failed. `retry_after` is in seconds, where the provider said so."""

    def __init__(
        self, outcome: Outcome, detail: str = "", retry_after: float | None = None
    ) -> None:
        super().__init__(f"{outcome}: {detail}" if detail else outcome)
        self.outcome: Outcome = outcome
        self.retry_after = retry_after


class Provider(Protocol):
    name: str
    model: str

    def stream(self, prompt: Prompt, *, timeout: float) -> Stream:
        """Ask. Returns when the answer begins; raises ProviderError, as iterating the chunks may.

        `timeout`, in seconds, bounds every wait for the network, not the whole answer.
        """
        ...

    def close(self) -> None: ...


# -- what both SDKs share: their errors carry a status and a type, their responses are httpx2's


STATUS: dict[int, Outcome] = {
    401: "unauthorised",
    402: "unauthorised",
    403: "unauthorised",
    408: "timeout",
    409: "server_error",
    429: "rate_limited",
    504: "timeout",
    529: "overloaded",
}
KIND: dict[str, Outcome] = {
    "overloaded_error": "overloaded",
    "rate_limit_error": "rate_limited",
    "rate_limit_exceeded": "rate_limited",
    "insufficient_quota": "unauthorised",
    "billing_error": "unauthorised",
    "authentication_error": "unauthorised",
    "permission_error": "unauthorised",
    "invalid_api_key": "unauthorised",
    "timeout_error": "timeout",
    "invalid_request_error": "bad_request",
    "not_found_error": "bad_request",
    "request_too_large": "bad_request",
    "context_length_exceeded": "bad_request",
}


def outcome_of(status: int, *kinds: object) -> Outcome:
    """The class of a failure from its HTTP status and the types or codes in its body.

    An error inside a stream comes with status 200: there only its type tells.
    """
    for kind in kinds:
        if isinstance(kind, str) and kind in KIND:
            return KIND[kind]
    if 400 <= status < 500:
        return STATUS.get(status, "bad_request")
    return STATUS.get(status, "server_error")


def retry_after(headers: httpx2.Headers) -> float | None:
    """Seconds to wait, from `Retry-After` (RFC 9110, 10.2.3) or `retry-after-ms`."""
    try:
        if "retry-after-ms" in headers:
            return max(0.0, float(headers["retry-after-ms"]) / 1000)
        return max(0.0, float(headers["retry-after"]))
    except KeyError:
        return None
    except ValueError:
        return until(headers["retry-after"], headers.get("date", ""))


def until(later: str, now: str) -> float | None:
    """Seconds between two HTTP dates, both by the server's clock."""
    try:
        wait = moment(later) - moment(now)
    except (TypeError, ValueError):
        return None
    return max(0.0, wait.total_seconds())


def moment(text: str) -> datetime:
    return parsedate_to_datetime(text)


def require_event_stream(response: httpx2.Response) -> None:
    """A captive portal or a proxy answers 200 with a page."""
    kind = response.headers.get("content-type", "")
    if not kind.startswith("text/event-stream"):
        response.close()
        raise ProviderError("garbled", kind)


def events(response: httpx2.Response) -> Iterator[Any]:
    """The JSON of every event but the last, as it comes. Raises ValueError for one that is none.

    Read to its very end, the connection serves the next question, which waits for no handshake.
    """
    stream = iter(httpx2.EventSource(response))
    for event in stream:
        if event.event == "message_stop" or event.data.startswith("[DONE]"):
            break
        if event.data:
            yield json.loads(event.data)
    else:
        return
    impatience = Timer(LAST_WORD, interrupter(response))
    impatience.start()
    try:
        deque(stream, maxlen=0)
    except httpx2.TransportError:  # it was all said
        return
    finally:
        impatience.cancel()


def interrupter(response: httpx2.Response) -> Callable[[], None]:
    """What wakes the thread that reads `response`: its connection is shut down, not closed.

    Closing would free the descriptor while the other thread may still read from it.
    """

    def interrupt() -> None:
        stream = response.extensions.get("network_stream")
        raw = stream.get_extra_info("socket") if stream else None
        if raw is not None:
            try:
                socket.socket.shutdown(raw, socket.SHUT_RDWR)
            except OSError:  # it is closed already
                return

    return interrupt


def network_timeout(seconds: float) -> httpx2.Timeout:
    return httpx2.Timeout(seconds, connect=min(seconds, CONNECT_WITHIN))
