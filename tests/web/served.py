"""Run a server until it is told to stop: `python -m tests.web.served HOME` prints its address."""

from __future__ import annotations

import sys
from pathlib import Path

from appliance.web.app import build, run
from tests.web.house import KEY, Clock, Record, appliance


def main(home: Path) -> None:
    record = Record()
    record.cut_key(KEY)
    of = appliance(home, record, Clock())
    run(build(of), "127.0.0.1", 0, lambda port: print(f"http://127.0.0.1:{port}", flush=True))
    of.lanes.close()
    of.spool.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
