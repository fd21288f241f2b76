"""What no single key can show: that the parts of a pack agree with each other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from string import Formatter

from appliance.engine.hotel import RateRow
from appliance.engine.phrases import PHRASES
from appliance.engine.text import Text
from appliance.hotel import rates
from appliance.hotel.schema import PropertyFile, RepliesFile, RoomsFile
from appliance.hotel.toml_file import Place, TomlFile
from appliance.hotel.values import Strict
from appliance.problems import Problem, nearest

UNIQUE = {
    "rooms.toml": ("room", "code"),
    "fees.toml": ("fee", "code"),
    "staff.toml": ("staff", "email"),
    "alerts.toml": ("route", "code"),
}
ALWAYS_KNOWN = frozenset({"hotel", "phone"})  # every phrase may name them
LINK_FIELDS = frozenset({"check_in", "check_out", "adults"})


def disagreements(
    files: Mapping[str, TomlFile], models: Mapping[str, Strict], card: list[RateRow]
) -> list[Problem]:
    found = [*_doubles(files), *_card(models.get("rooms.toml"), card)]
    replies, place = models.get("replies.toml"), models.get("property.toml")
    if isinstance(replies, RepliesFile) and replies.replies:
        found += _replies(files["replies.toml"], replies)
    if isinstance(place, PropertyFile):
        found += _link(files["property.toml"], place.booking_url)
    return found


def _doubles(files: Mapping[str, TomlFile]) -> Iterable[Problem]:
    for name, (table, key) in UNIQUE.items():
        rows = files[name].data.get(table, []) if name in files else []
        if not isinstance(rows, list):
            continue
        values = [
            str(row.get(key, n)).lower() for n, row in enumerate(rows) if isinstance(row, dict)
        ]
        seen: Counter[str] = Counter()
        for n, value in enumerate(values):
            seen[value] += 1
            if seen[value] == 2:
                yield files[name].problem((table, n, key), f"{value!r} stands twice", f"one {key}")


def _card(rooms: Strict | None, card: list[RateRow]) -> Iterable[Problem]:
    yield from rates.overlaps(card)
    if not isinstance(rooms, RoomsFile):
        return
    codes = {room.code for room in rooms.room}
    for row in card:
        if row.room not in codes:
            place = f"line {row.line}, room"
            yield Problem(rates.NAME, place, f"no room {row.room!r}", nearest(row.room, codes))


def _replies(file: TomlFile, replies: RepliesFile) -> Iterable[Problem]:
    for key, text in replies.replies.items():
        at: Place = ("replies", key)
        if key not in PHRASES:
            yield file.problem(at, f"no reply is called {key!r}", nearest(key, PHRASES))
            continue
        allowed = _placeholders(PHRASES[key]) | ALWAYS_KNOWN
        for name in sorted(_placeholders(text) - allowed):
            yield file.problem(at, f"{{{name}}} is not known here", nearest(name, allowed))


def _link(file: TomlFile, link: str) -> Iterable[Problem]:
    for name in sorted(_placeholders(Text(link)) - LINK_FIELDS):
        yield file.problem(("booking_url",), f"{{{name}}} is not known", nearest(name, LINK_FIELDS))


def _placeholders(text: Text) -> set[str]:
    """Names in braces; a lone brace counts as one, as it cannot be filled in."""
    try:
        both = [*Formatter().parse(text.en), *Formatter().parse(text.ms)]
    except ValueError:
        return {"{"}
    return {name for _, name, _, _ in both if name is not None}


def warnings(rooms: RoomsFile, card: list[RateRow]) -> list[Problem]:
    """What a pack may go live with, and someone should look at."""
    untold = [
        Problem("rooms.toml", f"room {room.code}", "has no Malay name; the English one is used")
        for room in rooms.room
        if not room.name.ms
    ]
    return rates.gaps(card, (room.code for room in rooms.room)) + untold
