"""What others wrote, made safe to stand in a prompt: it is data, whatever it says (A6, A7)."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from appliance.engine.ids import derive
from appliance.engine.intent import injects
from appliance.engine.sentences import split
from appliance.engine.words import fold

GUEST_LIMIT = 4000  # characters of one guest message

INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\ufe00-\ufe0e\ufeff\ufff9-\ufffb\U000e0000-\U000e0fff]"
)
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
BRACKETS = str.maketrans({"<": "‹", ">": "›"})  # no tag and no special token survives this
MARKERS = re.compile(r"\[/?(?:INST|SYS(?:TEM)?|DATA|END)\]|`{3,}|#{3,}|-{4,}|={4,}|\|{2,}", re.I)
SPACES = re.compile(r"[ \t]{3,}")
BLANK_LINES = re.compile(r"\n{3,}")


@lru_cache(maxsize=64)
def canary(hotel_id: str) -> str:
    """A word that stands in every prompt of a hotel and never in an answer.

    It names the fences too: `neutral` takes it out of what goes between them.
    """
    return f"nct-{derive('canary', hotel_id).replace('-', '')[:16]}"


def neutral(text: str, limit: int = GUEST_LIMIT) -> str:
    """`text` without control, invisible and markup characters, at most `limit` characters long."""
    text = unicodedata.normalize("NFC", text[: 2 * limit]).replace("\r\n", "\n").replace("\r", "\n")
    text = CONTROL.sub(" ", INVISIBLE.sub("", text)).translate(BRACKETS)
    text = SPACES.sub("  ", MARKERS.sub(" ", text))
    return BLANK_LINES.sub("\n\n", text).strip()[:limit]


@lru_cache(maxsize=4096)  # the hotel's passages come back with every question
def without_orders(text: str) -> str:
    """A passage without the sentences that would order the assistant about (A6)."""
    return "".join(sentence for sentence in split(text) if not injects(fold(sentence)))


def fenced(name: str, text: str, token: str) -> str:
    """`text`, already neutral, between tags only we can write."""
    return f"<{name} {token}>\n{text.replace(token, '')}\n</{name} {token}>"
