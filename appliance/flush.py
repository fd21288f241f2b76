"""Ledger to Postgres: soon after every turn, in order, as often as it takes.

A thread of its own, so that a cluster that is away costs guests nothing: the ledger grows, and is
written when the cluster is back. huey's sweep nudges it too.
"""

from __future__ import annotations

import threading

from appliance import codec, logs, spool
from appliance.app import Appliance
from appliance.feed import STAFF_TOPIC
from appliance.hub import Event
from appliance.store import Refused, StoreUnavailable

log = logs.get(__name__)

SHORTEST_PAUSE, LONGEST_PAUSE = 0.5, 30.0  # seconds between tries while the cluster is away


class Flusher:
    def __init__(self, app: Appliance) -> None:
        self._app = app
        self._nudged, self._closed = threading.Event(), threading.Event()
        self._thread = threading.Thread(target=self._run, name="flush", daemon=True)

    def start(self) -> None:
        self._thread.start()
        self.nudge()

    def nudge(self) -> None:
        self._nudged.set()

    def close(self) -> None:
        """Write what can still be written, then stop; the rest waits for the next start."""
        self._closed.set()
        self.nudge()
        self._thread.join()

    def _run(self) -> None:
        pause = SHORTEST_PAUSE
        while not self._closed.is_set():
            self._nudged.wait()
            self._nudged.clear()
            if self._flush():
                pause = SHORTEST_PAUSE
            elif not self._closed.wait(pause):
                pause = min(LONGEST_PAUSE, pause * 2)
                self.nudge()

    def _flush(self) -> bool:
        """True when the ledger is empty."""
        try:
            written = 0
            while batch := self._app.spool.drain(self._write):
                written += batch
        except StoreUnavailable as error:
            log.warning("cluster away; the ledger waits", why=str(error), **self._app.spool.depth())
            return False
        except Refused as error:  # one fact that can never be written must not hold up the rest
            log.error("the record refused a fact; it is set aside", fact=error.fact)
            self._app.spool.set_aside(error.fact, str(error))
            self.nudge()
            return True
        except Exception:
            log.exception("could not write the ledger")
            return False
        finally:
            self._app.hub.publish(STAFF_TOPIC)
        if written:
            self._app.hub.publish(STAFF_TOPIC, Event("recorded"))
            log.debug("flushed", facts=written)
        return True

    def _write(self, facts: list[spool.Fact]) -> None:
        self._app.store.write([(fact.id, codec.load_fact(fact.body)) for fact in facts])
