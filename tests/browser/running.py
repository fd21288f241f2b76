"""The demo appliance, started as a person would start it, or another beside the browser."""

from __future__ import annotations

import os
import queue
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

T = TypeVar("T")
ROOT = Path(__file__).resolve().parents[2]
READY_WITHIN = 150.0  # seconds; the first start makes a database and imports the knowledge
ENVIRONMENT = {
    "NOCTURN_PORT": "0",
    "NOCTURN_REQUESTS_PER_KEY": "2000",  # all tests are one visitor's address
    "NOCTURN_BURST_WAIT": "0.2",
    "NOCTURN_SAMPLE": "no",
    "NOCTURN_LOG_LEVEL": "WARNING",
    "PYTHONUNBUFFERED": "1",
}


@dataclass(frozen=True, slots=True)
class Demo:
    url: str
    email: str
    password: str
    home: Path = Path()


@contextmanager
def demo(home: Path, **options: str) -> Iterator[Demo]:
    environment = {**os.environ, **ENVIRONMENT, **options, "NOCTURN_HOME": str(home)}
    for secret in ("OPENAI_API_KEY", "ANTHROPIC_API_KEY", "NOCTURN_DATABASE_URL"):
        environment.pop(secret, None)
    process = subprocess.Popen(
        [sys.executable, "-m", "appliance", "demo"],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        yield replace(announced(process), home=home)
    finally:
        process.send_signal(signal.SIGINT)
        try:
            process.wait(30)
        except subprocess.TimeoutExpired:
            process.kill()


def announced(process: subprocess.Popen[str]) -> Demo:
    """Read what it prints until it says where it is and how to log in."""
    lines: queue.Queue[str | None] = queue.Queue()

    def pump() -> None:
        for line in process.stdout or ():
            lines.put(line)
        lines.put(None)

    threading.Thread(target=pump, daemon=True).start()
    said, deadline = "", time.monotonic() + READY_WITHIN
    while time.monotonic() < deadline:
        try:
            line = lines.get(timeout=1)
        except queue.Empty:
            continue
        if line is None:
            break
        said += line
        page = re.search(r"guest page\s+(\S+?)/?\s", said)
        login = re.search(r"login\s+(\S+)\s+(\S+)\s", said)
        if page and login:
            return Demo(page[1], login[1], login[2])
    raise AssertionError(f"the demo did not start:\n{said}")


@contextmanager
def beside(house: AbstractContextManager[T]) -> Iterator[tuple[T, Executor]]:
    """It is opened and closed on a thread of its own, where more can be done: Playwright's event
    loop has ours, and the store is not called beside a loop."""
    with ThreadPoolExecutor(1) as thread:
        opened = thread.submit(house.__enter__).result()
        try:
            yield opened, thread
        finally:
            thread.submit(house.__exit__, None, None, None).result()
