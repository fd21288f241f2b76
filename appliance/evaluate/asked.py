"""What another system's line asks for, as one of the questions our own conversation asks."""

from __future__ import annotations

import re

from appliance.engine.wishes import about_elsewhere

_ASKS = (
    (
        "departure",
        r"how (?:long|many (?:nights|days))|length of|until (?:when|what)|check(?:ing)?[- ]?out",
    ),
    (
        "party",
        (
            r"how many (?:people|guests|persons|adults|of you|will be|in your party)"
            r"|number of (?:people|guests)|(?:size of|large is) your party"
        ),
    ),
    ("rooms", r"how many rooms|number of rooms"),
    (
        "dates",
        (
            r"\bwhen\b|(?:what|which) (?:day|date)s?|arriv|check(?:ing)?[- ]?in"
            r"|start(?:ing)? (?:day|date|on)|\bdates?\b"
        ),
    ),
    ("name", r"\byour name\b|what name|name for the (?:booking|reservation)"),
)
_PATTERNS = tuple((name, re.compile(pattern, re.I)) for name, pattern in _ASKS)
_SENTENCE = re.compile(r"[^.?!]+[.?!]*")


def awaited(line: str) -> str:
    """`Conversation.awaiting` after `line`; empty where it asks for none of the details."""
    if about_elsewhere(line):
        return ""
    asking = [each for each in _SENTENCE.findall(line) if "?" in each] or [line]
    last = asking[-1]
    found = [name for name, pattern in _PATTERNS if pattern.search(last)]
    if "dates" in found and "departure" in found:
        return "dates"
    return found[0] if found else ""
