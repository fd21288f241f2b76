"""postmaster.pid: who serves a data directory, and whether they still do."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable
from pathlib import Path

from appliance.cluster.user import ClusterError

STOP_SECONDS = 10.0


def pid_and_port(data: Path, *, ready: bool = False) -> tuple[int, int] | None:
    """From postmaster.pid: its first line, its fourth; the eighth says "ready"."""
    try:
        lines = (data / "postmaster.pid").read_text().splitlines()
        found = int(lines[0]), int(lines[3])
    except (OSError, ValueError, IndexError):
        return None
    if ready and (len(lines) < 8 or lines[7].strip() != "ready" or not _exists(found[0])):
        return None
    return found


def _exists(pid: int) -> bool:
    """Whether it runs; one that ended and was not waited for does not."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return not Path("/proc/self").exists() and _signalled(pid)
    return stat.rpartition(")")[2].split()[0] != "Z"


def _signalled(pid: int) -> bool:
    """For systems without /proc."""
    try:
        os.kill(pid, 0)
    except OSError:
        return False
    return True


def _serves(pid: int, data: Path) -> bool:
    try:
        words = Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
    except OSError:
        return True  # it cannot be told: treat it as ours
    return str(data).encode() in words


def end_orphan(data: Path) -> None:
    """Stop a server that outlived its supervisor; forget one whose number another process has."""
    found = pid_and_port(data)
    if found is None or not _exists(found[0]):
        return  # the server itself clears up after one that was killed
    if not _serves(found[0], data):
        (data / "postmaster.pid").unlink(missing_ok=True)
        return
    os.kill(found[0], signal.SIGINT)
    if not _waited(lambda: not _exists(found[0]), STOP_SECONDS):
        raise ClusterError(f"process {found[0]} still serves {data} and does not stop")


def _waited(done: Callable[[], bool], seconds: float) -> bool:
    deadline = time.monotonic() + seconds
    while not done():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.02)
    return True
