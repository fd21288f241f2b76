"""How long to wait for the rest of what a guest is about to say."""

from __future__ import annotations

import re

SHORT = 2  # words: "hi", "nak tanya", "bilik"


def unfinished(text: str) -> bool:
    """Whether a message reads like the start of several, so its answer had better wait a moment."""
    words = text.split()
    return len(words) <= SHORT and not re.search(r"[?\d@]", text)
