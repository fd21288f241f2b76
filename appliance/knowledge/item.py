"""What every kind of pack file shares in becoming items."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from typing import Literal, cast

from appliance.engine.passages import KnowledgeItem
from appliance.problems import Problem

Visibility = Literal["guest", "inhouse", "staff"]
CATEGORIES = frozenset("rooms rates facilities faq policies dining location events offers".split())
VISIBILITIES = frozenset({"guest", "inhouse", "staff"})
LANGUAGES = frozenset({"en", "ms"})
DASHBOARD = "dashboard"  # head of the source of what staff entered or changed

# A code that opens something, given as such: "WiFi password: Serai2026", "kod pintu ialah 4471".
_SECRET = re.compile(
    r"\b(?:pass\s?word|passcode|pass\s?phrase|kata\s?laluan|pin|(?:door|gate|access|entry|lift|safe"
    r"|alarm|lock\s?box|key\s?box)\s?(?:code|pin)|kod\s?(?:pintu|pagar|akses|masuk|lif|wifi|wi-fi))"
    r"\s*(?:(?:is|are|ialah|adalah|=|:|-|–|→)\s*)+[\"'“‘]?(?P<code>\S*[\d@#$%&!_]\S*|(?-i:[A-Z0-9]{4,}))",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Found:
    """What one file holds, and what is wrong with it."""

    items: tuple[KnowledgeItem, ...]
    problems: tuple[Problem, ...]

    @classmethod
    def wrong(cls, *problems: Problem) -> Found:
        return cls((), problems)


@dataclass(frozen=True, slots=True)
class Period:
    """Days an item holds, both inclusive; None is open."""

    first: date | None = None
    last: date | None = None


def day(value: object) -> date | None:
    """The date a TOML value or a cell "2026-12-31" names; None where it names none."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(str(value or "").strip())
    except ValueError:
        return None


def visibility_of(said: str, *texts: str) -> Visibility:
    """As the pack says; where it does not, staff only for what opens doors or networks (O9)."""
    if said:
        return cast("Visibility", said)
    return "staff" if any(map(holds_secret, texts)) else "guest"


def holds_secret(text: str) -> bool:
    return bool(_SECRET.search(text))


def by_staff(item: KnowledgeItem) -> bool:
    """Whether staff entered the item or changed it: from then on no pack does."""
    return item.source.startswith(DASHBOARD)


def taken_over(source: str) -> str:
    """The source of an item staff change: theirs now, and still telling where it came from."""
    return source if source.startswith(DASHBOARD) else f"{DASHBOARD}, after {source}"


def sealed(item: KnowledgeItem) -> KnowledgeItem:
    """The item with the digest of all it says."""
    body = asdict(replace(item, digest=""))
    canonical = json.dumps(body, sort_keys=True, ensure_ascii=False, default=str)
    return replace(item, digest=hashlib.sha256(canonical.encode()).hexdigest())
