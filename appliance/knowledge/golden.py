"""`golden.toml`: questions a hotel's knowledge is tried with, and what a right answer holds."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from appliance.engine.message import Passage
from appliance.engine.text import Language
from appliance.problems import PackError, Problem

FILE = "golden.toml"
EXPECTED = frozenset({"answer", "unknown", "quote", "handoff"})


@dataclass(frozen=True, slots=True)
class Golden:
    """`expect` is "answer", "unknown", "quote" or "handoff"; the last two are not knowledge's."""

    ask: str
    language: Language
    expect: str
    must_contain: tuple[str, ...] = ()
    must_not_contain: tuple[str, ...] = ()

    def answered_by(self, passage: Passage) -> bool:
        """Whether the passage holds all that a right answer holds."""
        said = _said(passage)
        return all(part.casefold() in said for part in self.must_contain)

    def touched_by(self, passage: Passage) -> bool:
        """Whether it holds any of it."""
        said = _said(passage)
        return any(part.casefold() in said for part in self.must_contain)


def _said(passage: Passage) -> str:
    return "\n".join((passage.text, *passage.answers.values())).casefold()


def read_golden(folder: Path) -> tuple[Golden, ...]:
    """Of a knowledge pack; () where it has none. Raises PackError with every problem found."""
    path = folder / FILE
    if not path.exists():
        return ()
    try:
        rows = tomllib.loads(path.read_text("utf-8")).get("question", [])
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise PackError(folder.name, [Problem(FILE, "", f"is not TOML: {error}")]) from error
    if problems := [problem for n, row in enumerate(rows, 1) for problem in _problems(n, row)]:
        raise PackError(folder.name, problems)
    return tuple(_golden(row) for row in rows)


def _problems(n: int, row: dict[str, Any]) -> Iterator[Problem]:
    place = f"question {n}"
    if not str(row.get("ask", "")).strip():
        yield Problem(FILE, f"{place}, ask", "is missing", "the question in a guest's words")
    if row.get("language") not in ("en", "ms"):
        yield Problem(FILE, f"{place}, language", "is not one", "en or ms")
    if row.get("expect") not in EXPECTED:
        yield Problem(FILE, f"{place}, expect", "is not one", ", ".join(sorted(EXPECTED)))


def _golden(row: dict[str, Any]) -> Golden:
    return Golden(
        ask=str(row["ask"]),
        language=cast("Language", row["language"]),
        expect=str(row["expect"]),
        must_contain=tuple(map(str, row.get("must_contain", ()))),
        must_not_contain=tuple(map(str, row.get("must_not_contain", ()))),
    )
