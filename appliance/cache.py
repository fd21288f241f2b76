"""What may vanish any second: what was worked out once and can be worked out again.

Nothing is ever unpickled: a cache file somebody has written to must not become code that runs
(CVE-2025-69872 of diskcache, whose JSONDisk alone does not close it).
"""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path
from typing import Any

import diskcache

PICKLED = 4  # diskcache.core.MODE_PICKLE
TIMEOUT = 1.0  # seconds a cache may keep anybody waiting
LARGEST = 64 * 2**20  # bytes


class Json(diskcache.JSONDisk):  # type: ignore[misc]
    """JSON in, JSON out, and no way around it."""

    def fetch(self, mode: int, filename: str | None, value: Any, read: bool) -> Any:
        if mode == PICKLED:
            raise ValueError("a pickled value is refused")
        return super().fetch(mode, filename, value, read)

    def get(self, key: Any, raw: bool) -> Any:
        if not raw:
            raise ValueError("a pickled key is refused")
        return super().get(key, raw)


class Cache:
    """Values as JSON has them, under text keys. Whatever goes wrong is a miss."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        try:
            self._cache = _opened(folder)
        except sqlite3.DatabaseError:  # damaged: it is only a cache
            shutil.rmtree(folder)
            folder.mkdir(mode=0o700)
            self._cache = _opened(folder)

    def get(self, key: str) -> Any:
        """The value, or None."""
        try:
            return self._cache.get(key)
        except (diskcache.Timeout, sqlite3.Error, ValueError, OSError):
            return None

    def put(self, key: str, value: Any, seconds: float) -> None:
        try:
            self._cache.set(key, value, expire=seconds)
        except (diskcache.Timeout, sqlite3.Error, OSError):
            return

    def close(self) -> None:
        self._cache.close()


def _opened(folder: Path) -> diskcache.Cache:
    return diskcache.Cache(
        str(folder), disk=Json, timeout=TIMEOUT, size_limit=LARGEST, disk_compress_level=1
    )
