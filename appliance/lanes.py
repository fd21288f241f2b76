"""A fixed crew of threads; each key is served by at most one of them at a time.

Guests send "hi", "nak tanya", "bilik ada?" within four seconds. A conversation is a lane: its work
runs once for all that has come in, after the delay its latest message asked for, and never beside
itself. What to do is not queued here: the work looks into the spool, so a wake-up that comes twice
or too early does no harm, and one that is lost is repeated by the sweep.
"""

from __future__ import annotations

import heapq
import logging
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

log = logging.getLogger(__name__)

LONGEST_WAIT = 10.0  # seconds a burst may put off its answer


@dataclass(slots=True)
class Lane:
    due: float
    latest: float  # the burst's answer is not put off beyond this
    running: bool = False
    woken: bool = True


class Lanes:
    def __init__(self, work: Callable[[str], None], crew: int = 64) -> None:
        self._work = work
        self._crew = ThreadPoolExecutor(crew, thread_name_prefix="lane")
        self._changed = threading.Condition()
        self._lanes: dict[str, Lane] = {}
        self._heap: list[tuple[float, str]] = []
        self._open = True
        self._dispatcher = threading.Thread(target=self._dispatch, name="lanes", daemon=True)
        self._dispatcher.start()

    def wake(self, key: str, delay: float = 0.0) -> None:
        """Serve the key in `delay` seconds; a later wake moves that, within LONGEST_WAIT."""
        now = time.monotonic()
        with self._changed:
            if not self._open:
                return
            lane = self._lanes.get(key)
            if lane is None:
                lane = self._lanes[key] = Lane(now + delay, now + LONGEST_WAIT)
            elif lane.running and not lane.woken:
                lane.woken, lane.due, lane.latest = True, now + delay, now + LONGEST_WAIT
            else:
                lane.due = min(now + delay, lane.latest)
            if not lane.running:
                self._plan(key, lane)

    def idle(self) -> bool:
        with self._changed:
            return not self._lanes

    def close(self, wait: bool = True) -> None:
        """Take no more wake-ups; let what runs finish."""
        with self._changed:
            self._open = False
            self._changed.notify_all()
        self._dispatcher.join()
        self._crew.shutdown(wait=wait, cancel_futures=True)

    def _plan(self, key: str, lane: Lane) -> None:
        heapq.heappush(self._heap, (lane.due, key))
        self._changed.notify_all()

    def _dispatch(self) -> None:
        with self._changed:
            while self._open:
                wait = self._heap[0][0] - time.monotonic() if self._heap else None
                if wait is None or wait > 0:
                    self._changed.wait(wait)
                    continue
                due, key = heapq.heappop(self._heap)
                lane = self._lanes.get(key)
                if lane and not lane.running and lane.woken and lane.due == due:
                    lane.running, lane.woken = True, False
                    self._crew.submit(self._serve, key, lane)

    def _serve(self, key: str, lane: Lane) -> None:
        try:
            self._work(key)
        except Exception:  # what it failed on is still in the spool; the sweep will offer it again
            log.exception("lane failed", extra={"lane": key})
        with self._changed:
            lane.running = False
            if lane.woken:
                self._plan(key, lane)
            else:
                del self._lanes[key]
