from __future__ import annotations

import threading
from collections import defaultdict

from appliance.lanes import Lanes
from tests.patience import PATIENCE


class Recorder:
    """Counts what runs beside what."""

    def __init__(self) -> None:
        self.runs: defaultdict[str, int] = defaultdict(int)
        self.inside: defaultdict[str, int] = defaultdict(int)
        self.overlapped = False
        self.lock = threading.Lock()
        self.hold = threading.Event()
        self.hold.set()
        self.ran = threading.Semaphore(0)

    def __call__(self, key: str) -> None:
        with self.lock:
            self.inside[key] += 1
            self.overlapped |= self.inside[key] > 1
        self.hold.wait(PATIENCE)
        with self.lock:
            self.inside[key] -= 1
            self.runs[key] += 1
        self.ran.release()


def test_a_key_never_runs_beside_itself():
    work = Recorder()
    lanes = Lanes(work, crew=8)
    for n in range(300):
        lanes.wake(f"guest {n % 7}")
    for _ in range(7):
        assert work.ran.acquire(timeout=PATIENCE)
    lanes.close()
    assert not work.overlapped
    assert all(work.runs[f"guest {n}"] >= 1 for n in range(7))


def test_w23_a_burst_runs_once():
    work = Recorder()
    lanes = Lanes(work)
    for _ in range(6):
        lanes.wake("guest", 0.5)
    assert work.ran.acquire(timeout=PATIENCE)
    lanes.close()
    assert work.runs["guest"] == 1


def test_a_complete_message_ends_the_wait():
    work = Recorder()
    lanes = Lanes(work)
    lanes.wake("guest", 60)
    lanes.wake("guest")
    assert work.ran.acquire(timeout=PATIENCE)
    lanes.close()


def test_w24_a_wake_while_running_runs_again():
    work = Recorder()
    work.hold.clear()
    lanes = Lanes(work)
    lanes.wake("guest")
    while not work.inside["guest"]:
        pass
    lanes.wake("guest")
    lanes.wake("guest")
    work.hold.set()
    for _ in range(2):
        assert work.ran.acquire(timeout=PATIENCE)
    lanes.close()
    assert work.runs["guest"] == 2
    assert not work.overlapped


def test_a_failed_run_does_not_close_the_lane():
    done = threading.Event()

    def work(key: str) -> None:
        if not done.is_set():
            done.set()
            raise ZeroDivisionError
        second.set()

    second = threading.Event()
    lanes = Lanes(work)
    lanes.wake("guest")
    assert done.wait(PATIENCE)
    lanes.wake("guest")
    assert second.wait(PATIENCE)
    lanes.close()


def test_closing_waits_for_what_runs():
    work = Recorder()
    work.hold.clear()
    lanes = Lanes(work)
    lanes.wake("guest")
    while not work.inside["guest"]:
        pass
    threading.Timer(0.05, work.hold.set).start()
    lanes.close()
    assert work.runs["guest"] == 1
    lanes.wake("guest")  # too late: ignored, the message waits in the spool
