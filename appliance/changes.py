"""The hotel as it is run now: its pack, with what staff changed on the dashboard laid over it.

Taken up at the start, on every change and by the sweep. A copy beside the spool is what holds while
the cluster is away.
"""

from __future__ import annotations

import os
import tempfile
import threading
from dataclasses import dataclass
from pathlib import Path

from appliance import codec, logs
from appliance.app import Appliance
from appliance.engine.overrides import merged
from appliance.hotel import overrides
from appliance.notify import Alerts
from appliance.store import StoreUnavailable
from appliance.store.records import OverrideRow

log = logs.get(__name__)


@dataclass(frozen=True, slots=True)
class Copy:
    rows: tuple[OverrideRow, ...] = ()


class Changes:
    """One call at a time, so that none puts back what it read before another changed it."""

    def __init__(self, app: Appliance, path: Path) -> None:
        self.app, self.path = app, path
        self.known: Copy | None = None
        self.reading = threading.Lock()

    def __call__(self) -> None:
        with self.reading:
            found = self.found()
            if found != self.known:
                self.take(found)
                self.known = found

    def take(self, found: Copy) -> None:
        changes = [(row.kind, row.name, row.value) for row in found.rows]
        changed, problems = overrides.read(changes, self.app.pack)
        for problem in problems:
            log.warning("a change of the settings is not used", why=problem)
        self.app.hotel = merged(self.app.pack, changed)
        if isinstance(alerts := self.app.channels.get("alert"), Alerts):
            alerts.follow(self.app.hotel)

    def found(self) -> Copy:
        """From the record; while it is away as last known, or as kept on disk."""
        try:
            found = Copy(tuple(self.app.store.overrides()))
        except StoreUnavailable:
            return self.known or kept(self.path)
        if found != self.known:
            keep(found, self.path)
        return found


def kept(path: Path) -> Copy:
    try:
        return codec.load(Copy, path.read_text())
    except (OSError, ValueError):
        return Copy()


def keep(copy: Copy, path: Path) -> None:
    """Readable by us only: an alert's address may hold a token."""
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    with os.fdopen(handle, "w") as file:
        file.write(codec.dump(copy))
        file.flush()
        os.fsync(file.fileno())
    Path(name).replace(path)
