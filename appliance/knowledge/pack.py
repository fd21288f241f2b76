"""A knowledge pack read: `knowledge_packs/<slug>/` to items, or all that is wrong with it.

<category>/*.md   `## Heading` sections, one topic each; front matter between `+++` lines
faq.csv           one question a row, answered in English, Malay or both
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from appliance.engine.ids import derive
from appliance.engine.lexicon import words
from appliance.engine.passages import KnowledgeItem
from appliance.knowledge.chunk import Passage, passages
from appliance.knowledge.faq import read_faq
from appliance.knowledge.item import (
    CATEGORIES,
    LANGUAGES,
    VISIBILITIES,
    Found,
    Period,
    day,
    sealed,
    visibility_of,
)
from appliance.problems import PackError, Problem, nearest

_FRONT = re.compile(r"\A\ufeff?\+\+\+[ \t]*\r?\n(.*?)^\+\+\+[ \t]*(?:\r?\n|\Z)", re.S | re.M)
_KEYS = frozenset({"category", "visibility", "valid_from", "valid_to", "language"})


@dataclass(frozen=True, slots=True)
class Front:
    """What a file's front matter says of all its passages."""

    category: str
    visibility: str  # empty where not said
    period: Period
    language: str


def read_pack(folder: Path) -> list[KnowledgeItem]:
    """Every item of the pack, in order of its files. Raises PackError with every problem found."""
    if not folder.is_dir():
        raise PackError(folder.name, [Problem(str(folder), "", "there is no such folder")])
    items: list[KnowledgeItem] = []
    problems: list[Problem] = []
    for found in _read_all(folder):
        items += found.items
        problems += found.problems
    problems += contradictions(items)
    if problems:
        raise PackError(folder.name, problems)
    return items


def _read_all(folder: Path) -> Iterator[Found]:
    for path in sorted(folder.rglob("*.md")):
        name = path.relative_to(folder).as_posix()
        if not path.name.lower().startswith("readme"):
            yield read_markdown(path, name)
    if (folder / "faq.csv").exists():
        yield read_faq(folder / "faq.csv", "faq.csv")


def without_malay(items: list[KnowledgeItem]) -> list[KnowledgeItem]:
    """Items that guests writing Malay get in English: worth a warning, not an error (O8)."""
    return [item for item in items if item.language == "en" and "ms" not in item.answers]


def contradictions(items: list[KnowledgeItem]) -> list[Problem]:
    """Questions asked twice and answered differently, while both answers hold (A5)."""
    seen: dict[tuple[str, ...], KnowledgeItem] = {}
    problems = []
    for item in items:
        if item.category != "faq":
            continue
        other = seen.setdefault(tuple(words(item.title)), item)
        if words(other.text) != words(item.text) and _overlap(other, item):
            problems.append(_contradiction(other, item))
    return problems


def _contradiction(first: KnowledgeItem, second: KnowledgeItem) -> Problem:
    file, _, place = second.source.partition(", ")
    return Problem(
        file,
        place,
        f"{second.title!r} is answered differently from {first.source}",
        "one answer to a question, or periods (valid_from, valid_to) that do not overlap",
    )


def _overlap(one: KnowledgeItem, other: KnowledgeItem) -> bool:
    starts = max(each.valid_from or date.min for each in (one, other))
    ends = min(each.valid_to or date.max for each in (one, other))
    return starts <= ends


def read_markdown(path: Path, name: str) -> Found:
    try:
        text = path.read_text("utf-8")
    except UnicodeDecodeError:
        return Found.wrong(Problem(name, "", "is not UTF-8 text", "a file saved as UTF-8"))
    front, body, first_line, problems = _front(text, name)
    if problems or front is None:
        return Found((), problems)
    chunks = passages(body, first_line)
    if not chunks:
        return Found.wrong(Problem(name, "", "holds no text", "at least one paragraph"))
    return Found(tuple(_item(each, name, front) for each in chunks), ())


def _item(passage: Passage, name: str, front: Front) -> KnowledgeItem:
    title = passage.title or Path(name).stem.replace("-", " ").replace("_", " ").capitalize()
    return sealed(
        KnowledgeItem(
            id=derive("knowledge", name, *passage.headings, passage.part),
            category=front.category,
            title=title,
            text=passage.text,
            language=front.language,
            visibility=visibility_of(front.visibility, title, passage.text),
            source=f"{name}, line {passage.line}",
            valid_from=front.period.first,
            valid_to=front.period.last,
        )
    )


def _front(text: str, name: str) -> tuple[Front | None, str, int, tuple[Problem, ...]]:
    """The front matter, the rest, the line the rest starts on, and what is wrong."""
    match = _FRONT.match(text)
    body = text[match.end() :] if match else text.removeprefix("\ufeff")
    first_line = text[: match.end()].count("\n") + 1 if match else 1
    try:
        said = tomllib.loads(match[1]) if match else {}
    except tomllib.TOMLDecodeError as error:
        wrong = Problem(
            name, "front matter", f"is not TOML: {error}", 'lines like category = "faq"'
        )
        return None, body, first_line, (wrong,)
    problems = tuple(_front_problems(said, name))
    return (None if problems else _as_front(said, name)), body, first_line, problems


def _as_front(said: dict[str, Any], name: str) -> Front:
    period = Period(day(said.get("valid_from")), day(said.get("valid_to")))
    category = said.get("category", _folder(name))
    return Front(category, said.get("visibility", ""), period, said.get("language", "en"))


def _front_problems(said: dict[str, Any], name: str) -> Iterator[Problem]:
    for key in sorted(said.keys() - _KEYS):
        yield Problem(name, f"front matter, {key}", "is not a known key", nearest(key, _KEYS))
    choices = {"category": CATEGORIES, "visibility": VISIBILITIES, "language": LANGUAGES}
    for key, known in choices.items():
        value = said.get(key, _folder(name) if key == "category" else None)
        if value is not None and value not in known:
            place = f"front matter, {key}" if key in said else "folder"
            yield Problem(name, place, f"{value!r} is not one", nearest(str(value), known))
    for key in ("valid_from", "valid_to"):
        if said.get(key) is not None and day(said[key]) is None:
            yield Problem(name, f"front matter, {key}", f"{said[key]!r} is no date", "2026-12-31")
    first, last = day(said.get("valid_from")), day(said.get("valid_to"))
    if first and last and last < first:
        yield Problem(name, "front matter, valid_to", "ends before valid_from")


def _folder(name: str) -> str:
    return name.partition("/")[0] if "/" in name else "faq"


__all__ = ["PackError", "contradictions", "read_pack", "without_malay"]
