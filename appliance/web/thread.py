"""A conversation's messages as they are read.

A reaction stands at the message it is about, and what a guest edited or took back is marked there.
What is about a message that is not shown, stands for itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from appliance.store.records import MessageRow

ABOUT = frozenset({"reaction", "edit", "revoke"})


@dataclass(frozen=True, slots=True)
class Reaction:
    emoji: str
    role: str  # whose it is


@dataclass(frozen=True, slots=True)
class Said:
    """A message, and what came of it."""

    row: MessageRow
    reactions: tuple[Reaction, ...] = ()
    first: str = ""  # its words before the guest edited them
    revoked: bool = False

    @property
    def at(self) -> datetime:
        return self.row.at


def folded(rows: Iterable[MessageRow]) -> list[Said]:
    """Oldest first, as `rows` are."""
    said: list[Said] = []
    place: dict[str, int] = {}  # of each message, by its channel's id
    for row in rows:
        at = place.get(row.meta.get("about", "")) if row.kind in ABOUT else None
        if at is None:
            place[bare(row)] = len(said)
            said.append(Said(row))
        else:
            said[at] = after(said[at], row)
    return said


def bare(row: MessageRow) -> str:
    """The channel's own id: a guest's message has the channel's name before it."""
    return row.external_id.partition(":")[2] or row.external_id or row.id


def after(said: Said, row: MessageRow) -> Said:
    match row.kind:
        case "edit":
            first = said.first or said.row.meta.get("original") or said.row.text
            return replace(said, row=replace(said.row, text=row.text), first=first)
        case "revoke":
            return replace(said, revoked=True)
        case _:
            return replace(said, reactions=reacted(said.reactions, row))


def reacted(before: Sequence[Reaction], row: MessageRow) -> tuple[Reaction, ...]:
    """One for each side: a new one replaces it, and none takes it back."""
    others = tuple(each for each in before if each.role != row.role)
    return (*others, Reaction(row.text, row.role)) if row.text else others
