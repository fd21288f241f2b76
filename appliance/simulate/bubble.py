"""How a conversation looks on a terminal: who speaks in a column of its own, then what is said."""

from __future__ import annotations

from textwrap import wrap

COLUMN, WIDTH = 9, 84  # characters of the name, and of a line of what is said


def bubble(who: str, text: str, note: str = "") -> str:
    """`note` stands below the words: how long they took, say."""
    lines = [part for line in text.splitlines() or [""] for part in wrap(line, WIDTH) or [""]]
    named = [f"{who[:COLUMN] if n == 0 else '':>{COLUMN}} │ {line}" for n, line in enumerate(lines)]
    below = [f"{'':>{COLUMN}} ╰ {note}"] if note else []
    return "\n".join(line.rstrip() for line in (*named, *below))


def seconds(since: float, now: float) -> str:
    """How long an answer took, both on the monotonic clock; "" where nothing was asked."""
    return f"{now - since:.1f} s" if since else ""
