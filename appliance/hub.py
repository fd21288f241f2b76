"""Wake-ups between threads of this process.

Nothing here is durable: what must not be missed is in the spool's feed, and whoever reconnects
reads that first. A hub event says "look", or carries what may vanish, such as half a sentence.
How far a guest's page has read is kept here too: a page tells it again whenever it reconnects.
"""

from __future__ import annotations

import threading
from collections import OrderedDict, defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

LOOK = "look"  # there is something new in the feed
MOST_READERS = 10_000  # topics remembered


@dataclass(frozen=True, slots=True)
class Event:
    kind: str
    body: dict[str, Any] = field(default_factory=dict)


class Hub:
    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._listeners: defaultdict[str, list[Callable[[Event], None]]] = defaultdict(list)
        self._read: OrderedDict[str, int] = OrderedDict()

    def publish(self, topic: str, event: Event | None = None) -> None:
        """Call every listener of the topic on this thread; they must be quick and not raise."""
        with self._lock:
            listeners = tuple(self._listeners.get(topic, ()))
        for listener in listeners:
            listener(event or Event(LOOK))

    def subscribe(self, topic: str, listener: Callable[[Event], None]) -> Callable[[], None]:
        """Listen to a topic until the returned function is called."""
        with self._lock:
            self._listeners[topic].append(listener)

        def unsubscribe() -> None:
            with self._lock:
                if listener in self._listeners.get(topic, ()):
                    self._listeners[topic].remove(listener)
                if not self._listeners.get(topic):
                    self._listeners.pop(topic, None)

        return unsubscribe

    def read(self, topic: str, number: int) -> None:
        """Whom the topic is for has everything up to this event of the feed."""
        with self._lock:
            self._read[topic] = max(number, self._read.pop(topic, 0))
            if len(self._read) > MOST_READERS:
                self._read.popitem(last=False)

    def read_to(self, topic: str) -> int:
        """The number of the last event that was read, as far as is known here."""
        with self._lock:
            return self._read.get(topic, 0)
