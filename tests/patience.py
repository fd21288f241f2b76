"""Waiting for what other threads and processes do: until it is so, and no longer."""

from __future__ import annotations

import time
from collections.abc import Callable

PATIENCE = 60.0  # seconds for what must come: a busy machine is no defect
LOOK = 0.01  # seconds between two looks


def wait_until(done: Callable[[], object]) -> None:
    """Return once it is true. Raises AssertionError where it never is."""
    deadline = time.monotonic() + PATIENCE
    while not done():
        assert time.monotonic() < deadline, "it never came"
        time.sleep(LOOK)
