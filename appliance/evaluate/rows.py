"""Files of one JSON object a line. A bad line is reported and counted; the others are used."""

from __future__ import annotations

import json
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

Spoken = tuple[str, str]  # "guest" or "ai", and the words


class BadRow(Exception):
    """A line that cannot be used: what is wrong with it, in words."""


@dataclass(frozen=True, slots=True)
class Row:
    file: str
    line: int
    body: Mapping[str, Any]

    @property
    def place(self) -> str:
        return f"{self.file}:{self.line}"

    @property
    def id(self) -> str | int:
        found = self.body.get("id")
        if not isinstance(found, str | int) or isinstance(found, bool):
            raise BadRow('has no "id"')
        return found

    def text(self, *names: str) -> str:
        """The first of `names` the row has."""
        for name in names:
            if name in self.body:
                return _text(self.body[name], name)
        raise BadRow(f"has no {_either(names)}")

    def day(self, *names: str) -> date | None:
        """The first of `names` the row has, as a date; None where it has none of them."""
        for name in names:
            if self.body.get(name) is not None:
                return _day(self.body[name], name)
        return None

    def list(self, name: str) -> Sequence[Any]:
        found = self.body.get(name)
        if not isinstance(found, list):
            raise BadRow(f'"{name}" is not a list')
        return found

    def history(self, said: str) -> tuple[Spoken, ...]:
        """What was said before `said`, the row's own message."""
        if isinstance(before := self.body.get("prev_system"), str) and before:
            return (("ai", before),)
        given = self.body.get("history") is not None
        spoken = [_spoken(each) for each in self.list("history")] if given else []
        if spoken and spoken[-1] == ("guest", said):
            spoken.pop()
        return tuple(spoken)


@dataclass(frozen=True, slots=True)
class Lines:
    """What was read of a file; `problems` are in words, each with its place."""

    rows: tuple[Row, ...]
    problems: tuple[str, ...]


def read(path: Path) -> Lines:
    """Raises OSError where there is no such file."""
    rows: list[Row] = []
    problems: list[str] = []
    with path.open("rb") as file:
        for number, line in enumerate(file, 1):
            try:
                if line.strip():
                    rows.append(Row(path.name, number, _object(line)))
            except BadRow as bad:
                problems.append(f"{path.name}:{number}: {bad}")
    return Lines(tuple(rows), tuple(problems))


def sample(rows: Sequence[Row], limit: int, seed: int) -> Sequence[Row]:
    """At most `limit` of them, drawn by `seed`, in the file's order; 0 is all."""
    if not limit or limit >= len(rows):
        return rows
    chosen = random.Random(seed).sample(range(len(rows)), limit)
    return [rows[at] for at in sorted(chosen)]


def _object(line: bytes) -> Mapping[str, Any]:
    try:
        found = json.loads(line)
    except (ValueError, RecursionError) as error:  # UnicodeDecodeError is a ValueError
        raise BadRow(f"is not JSON: {error}") from error
    if not isinstance(found, dict):
        raise BadRow("is not a JSON object")
    return found


def _text(value: object, name: str) -> str:
    if not isinstance(value, str):
        raise BadRow(f'"{name}" is not a text')
    return value


def _day(value: object, name: str) -> date:
    try:
        return datetime.fromisoformat(str(value)).date()
    except ValueError:
        raise BadRow(f'"{name}" is no date like 2026-12-31') from None


def _spoken(each: object) -> Spoken:
    match each:
        case {"speaker": str(speaker), "text": str(text)}:
            return ("guest" if speaker in ("user", "guest") else "ai", text)
    raise BadRow('"history" is not a list of {"speaker", "text"}')


def _either(names: Sequence[str]) -> str:
    return " or ".join(f'"{name}"' for name in names)
