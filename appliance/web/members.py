"""Whether somebody still works here, asked again every few seconds."""

from __future__ import annotations

import time
from collections.abc import Callable

from appliance.store import Store, StoreUnavailable
from appliance.store.records import StaffRow
from appliance.web.crew import in_time

FRESH = 3.0  # seconds until a dismissal or a new role takes effect


class Members:
    """Members of staff by id, as the record last had them. Used on the event loop only."""

    def __init__(self, store: Store, clock: Callable[[], float] = time.monotonic) -> None:
        self._store, self._clock = store, clock
        self._known: dict[str, tuple[float, StaffRow | None]] = {}

    async def find(self, id: str) -> StaffRow | None:
        """None where there is no such person.

        While the cluster is away, as they were last known; StoreUnavailable where they never were.
        """
        asked, row = self._known.get(id, (float("-inf"), None))
        if self._clock() - asked < FRESH:
            return row
        try:
            row = await in_time(self._store.staff, id)
        except StoreUnavailable:
            if id not in self._known:
                raise
        self._known[id] = (self._clock(), row)
        return row

    def known(self, id: str) -> StaffRow | None:
        """As last asked, without asking."""
        return self._known.get(id, (0.0, None))[1]

    def forget(self, id: str) -> None:
        self._known.pop(id, None)
