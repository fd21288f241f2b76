"""What a process has used so far, as the kernel counts it."""

from __future__ import annotations

import os
import re
from pathlib import Path


def memory(pid: int) -> float:
    """Megabytes resident, the process alone."""
    status = Path(f"/proc/{pid}/status").read_text()
    return int(re.search(r"VmRSS:\s+(\d+)", status)[1]) / 1024  # type: ignore[index]


def processor(pid: int) -> float:
    """Processor seconds: what a busy machine does not change."""
    after_name = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(after_name[11]) + int(after_name[12])) / os.sysconf("SC_CLK_TCK")
