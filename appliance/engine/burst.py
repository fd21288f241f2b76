"""How long to wait for the rest of what a guest is about to say, and what is answered as one."""

from __future__ import annotations

import re
from collections.abc import Sequence

from appliance.engine.message import Inbound

SHORT = 2  # words: "hi", "nak tanya", "bilik"


def unfinished(text: str) -> bool:
    """Whether a message reads like the start of several, so its answer had better wait a moment."""
    words = text.split()
    return len(words) <= SHORT and not re.search(r"[?\d@]", text)


def together(messages: Sequence[Inbound]) -> list[Inbound]:
    """Those one answer is for: all lines of a chat; of letters the first, because each has its own
    subject and perhaps its own writer (E14)."""
    return list(messages[:1] if any(m.envelope for m in messages) else messages)
