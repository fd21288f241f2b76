"""Channels by which nothing gets out, and why: kept, so that a restart does not hide a ban.

A trouble ends when a message gets through by its channel again.
"""

from __future__ import annotations

import json
import threading
from collections import UserDict
from pathlib import Path


class Troubles(UserDict[str, str]):
    """By channel. Every change is written to `path`; what cannot be read there is no trouble."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self._path, self._writing = path, threading.Lock()
        self.data = _kept(path)

    def __setitem__(self, channel: str, why: str) -> None:
        if self.data.get(channel) != why:
            super().__setitem__(channel, why)
            self._keep()

    def __delitem__(self, channel: str) -> None:
        super().__delitem__(channel)
        self._keep()

    def _keep(self) -> None:
        with self._writing:
            part = self._path.with_suffix(".part")
            part.write_text(json.dumps(self.data))
            part.replace(self._path)


def _kept(path: Path) -> dict[str, str]:
    try:
        found = json.loads(path.read_text())
        return {str(channel): str(why) for channel, why in found.items()}
    except (OSError, ValueError, AttributeError):
        return {}
