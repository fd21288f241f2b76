"""Which browser the tests drive."""

from __future__ import annotations

import os
import shutil

NAMES = ("chromium", "chromium-browser", "google-chrome")
QUIET = (
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-features=LocalNetworkAccessChecks",  # pages of made-up sites load from here
)


def chromium_path() -> str | None:
    """NOCTURN_CHROMIUM, else one on the PATH; None is the one Playwright installed itself."""
    given = os.environ.get("NOCTURN_CHROMIUM")
    return given or next((path for name in NAMES if (path := shutil.which(name))), None)


def arguments() -> list[str]:
    """Chromium's own sandbox does not work for root."""
    return [*QUIET, "--no-sandbox"] if os.geteuid() == 0 else [*QUIET]
