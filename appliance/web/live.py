"""What pages see as it happens: server-sent events (HTML Living Standard §9.2).

What must not be missed is in the spool's feed, and is read from there by number: a browser that was
away says the last number it saw and gets the rest. The hub only says when to look. What may vanish,
half a sentence or "is typing", travels on the hub alone, and only its newest state is kept for a
reader who is slow, so no reader can make the appliance's memory grow.
"""

from __future__ import annotations

import asyncio
import json
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from http import HTTPStatus
from typing import Any, cast

from sanic import HTTPResponse, Request

from appliance.hub import LOOK, Event, Hub
from appliance.spool import FeedEvent, Spool
from appliance.web.crew import on_disk
from appliance.web.errors import Problem, unavailable
from appliance.web.limits import too_many

PING = (
    15.0  # seconds; under every proxy's idle limit, and a look at the feed in case a wake was lost
)
SLOW = 20.0  # seconds a reader may take for what was sent before it is sent away
PAGE = 200  # events read from the feed at once
RECONNECT = 2000  # milliseconds a browser waits
MOST, MOST_PER_ADDRESS = 2000, 600  # open streams; a whole hotel may share one address
MOST_PER_READER = 6  # also what a browser opens to one host
HEADERS = {"cache-control": "no-store", "x-accel-buffering": "no"}
EPHEMERAL_KEPT = 16
Lens = Callable[[str], str]


class Mailbox:
    """What the hub told one stream since it last looked. Touched on the event loop only."""

    def __init__(self) -> None:
        self._wake = asyncio.Event()
        self._passing: dict[tuple[str, object], Event] = {}
        self._look = True  # what came before it was opened
        self.closed = False

    def put(self, event: Event) -> None:
        if event.kind == LOOK:
            self._look = True
        else:
            name = (event.kind, event.body.get("conversation"))
            self._passing.pop(name, None)  # so that it becomes the newest
            self._passing[name] = event
            if len(self._passing) > EPHEMERAL_KEPT:
                del self._passing[next(iter(self._passing))]
        self._wake.set()

    def look(self) -> None:
        """Look at the feed once more, told to or not."""
        self._look = True

    def take(self) -> tuple[bool, list[Event]]:
        """Whether to look at the feed, and what is passing."""
        self._wake.clear()
        look, self._look = self._look, False
        passing, self._passing = list(self._passing.values()), {}
        return look, passing

    def close(self) -> None:
        self.closed = True
        self._wake.set()

    async def wait(self, seconds: float) -> bool:
        """False where nothing came for so long."""
        try:
            await asyncio.wait_for(self._wake.wait(), seconds)
        except TimeoutError:
            return False
        return True


def _ignored(_number: int) -> None:
    """Who looks on is not whom the topic is for."""


class Streams:
    """All open event streams of this process."""

    def __init__(self, spool: Spool, hub: Hub, *, most: int = MOST, ping: float = PING) -> None:
        self._spool, self._hub, self._most, self.ping = spool, hub, most, ping
        self._open: set[Mailbox] = set()
        self._readers: Counter[str] = Counter()
        self._closing = False

    def __len__(self) -> int:
        return len(self._open)

    async def serve(
        self,
        request: Request,
        topic: str,
        after: int,
        *,
        reader: str,
        address: str,
        has_read: Callable[[int], None] | None = None,
        lens: Lens = str,
    ) -> None:
        """Answer with everything in `topic` after number `after`, and then as it happens.

        `has_read` is told how far the reader is: what it says itself, and what was sent to it.
        `lens` makes of an event's body, JSON, what this reader may see of it.

        Returns when the reader leaves, reads too slowly or the server stops. Raises Problem 429 or
        503 before anything is sent where there are too many streams.
        """
        quotas = {f"reader {reader}": MOST_PER_READER, f"address {address}": MOST_PER_ADDRESS}
        with self._counted(quotas), self._subscribed(topic) as mailbox:
            response = await request.respond(content_type="text/event-stream", headers=HEADERS)
            try:
                await self._pour(response, mailbox, topic, after, has_read or _ignored, lens)
                await response.eof()
            except TimeoutError:  # too slow: it will come back with the last number it has
                cast("asyncio.Transport", request.transport).abort()

    async def _pour(
        self,
        response: HTTPResponse,
        mailbox: Mailbox,
        topic: str,
        after: int,
        has_read: Callable[[int], None],
        lens: Lens,
    ) -> None:
        has_read(after)
        await _send(response, f"retry: {RECONNECT}\n\n")
        while not mailbox.closed:
            look, passing = mailbox.take()
            events = await on_disk(self._spool.feed_after, topic, after, PAGE) if look else []
            if events:
                await _send(response, "".join(durable(event, lens) for event in events))
                after = events[-1].seq
                has_read(after)
            for short_lived in passing:
                # half a sentence older than what was just said in full must not follow it
                if not (events and short_lived.kind == "partial"):
                    await _send(response, ephemeral(short_lived, lens))
            if len(events) == PAGE:
                mailbox.look()
            elif not await mailbox.wait(self.ping):
                await _send(response, ": ping\n\n")
                mailbox.look()

    def close(self) -> None:
        """End every stream, as a server about to stop must. Safe to call twice."""
        self._closing = True
        for mailbox in tuple(self._open):
            mailbox.close()

    @contextmanager
    def _counted(self, quotas: dict[str, int]) -> Iterator[None]:
        if self._closing or len(self._open) >= self._most:
            raise unavailable()
        if any(self._readers[name] >= most for name, most in quotas.items()):
            raise too_many(RECONNECT // 1000)
        self._readers.update(quotas.keys())
        try:
            yield
        finally:
            self._readers.subtract(quotas.keys())
            for name in quotas:
                if not self._readers[name]:
                    del self._readers[name]

    @contextmanager
    def _subscribed(self, topic: str) -> Iterator[Mailbox]:
        mailbox = Mailbox()
        listener = partial(_hand_over, asyncio.get_running_loop(), mailbox)
        unsubscribe = self._hub.subscribe(topic, listener)
        self._open.add(mailbox)
        try:
            yield mailbox
        finally:
            unsubscribe()
            self._open.discard(mailbox)


def _hand_over(loop: asyncio.AbstractEventLoop, mailbox: Mailbox, event: Event) -> None:
    """Called on the publisher's thread."""
    loop.call_soon_threadsafe(mailbox.put, event)


def resume_after(request: Request) -> int:
    """The last event number the reader has: `Last-Event-ID`, else `?after=`, else 0."""
    given = request.headers.get("last-event-id") or request.args.get("after") or "0"
    if not (given.isascii() and given.isdigit() and len(given) < 16):
        detail = "after: a number of an event is expected."
        raise Problem(HTTPStatus.UNPROCESSABLE_ENTITY, "invalid", detail)
    return int(given)


def durable(event: FeedEvent, lens: Lens = str) -> str:
    return f"id: {event.seq}\nevent: {event.kind}\ndata: {lens(_one_line(event.body))}\n\n"


def ephemeral(event: Event, lens: Lens = str) -> str:
    body: dict[str, Any] = event.body
    return f"event: {event.kind}\ndata: {lens(json.dumps(body, ensure_ascii=False))}\n\n"


def _one_line(body: str) -> str:
    """JSON may stand on several lines; a field of an event may not."""
    return json.dumps(json.loads(body), ensure_ascii=False) if "\n" in body else body


async def _send(response: HTTPResponse, text: str) -> None:
    await asyncio.wait_for(response.send(text), SLOW)
