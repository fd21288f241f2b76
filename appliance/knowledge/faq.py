"""faq.csv: id,category,q_en,a_en,q_ms,a_ms,aliases,visibility,valid_from,valid_to,source."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator
from pathlib import Path

from appliance.engine.ids import derive
from appliance.engine.passages import KnowledgeItem
from appliance.knowledge.item import (
    CATEGORIES,
    VISIBILITIES,
    Found,
    day,
    sealed,
    visibility_of,
)
from appliance.problems import Problem, nearest

COLUMNS = (
    "id", "category", "q_en", "a_en", "q_ms", "a_ms", "aliases", "visibility", "valid_from",
    "valid_to", "source",
)  # fmt: skip
_NEEDED = frozenset({"id", "q_en", "a_en"})
Row = dict[str, str]


def read_faq(path: Path, name: str) -> Found:
    try:
        text = path.read_text("utf-8-sig")
    except UnicodeDecodeError:
        return Found.wrong(Problem(name, "", "is not UTF-8 text", "a file saved as CSV UTF-8"))
    rows = csv.reader(io.StringIO(text, newline=""))
    header = [cell.strip().lower() for cell in next(rows, [])]
    if problems := tuple(_header_problems(header, name)):
        return Found((), problems)
    return _read_rows(rows, header, name)


def _header_problems(header: list[str], name: str) -> Iterator[Problem]:
    for column in sorted(_NEEDED - set(header)):
        yield Problem(name, "line 1", f"the column {column} is missing", ",".join(COLUMNS))
    for column in header:
        if column not in COLUMNS:
            yield Problem(name, "line 1", f"{column!r} is no column", nearest(column, COLUMNS))


def _read_rows(rows: Iterator[list[str]], header: list[str], name: str) -> Found:
    items: list[KnowledgeItem] = []
    problems: list[Problem] = []
    lines: dict[str, int] = {}
    line = 1
    for cells in rows:
        line, start = rows.line_num, line + 1  # type: ignore[attr-defined]
        row = dict(zip(header, map(str.strip, cells), strict=False))
        if not any(row.values()):
            continue
        wrong = list(_row_problems(row, len(cells), header, name, start))
        if first := lines.get(row.get("id", "")):
            wrong.append(Problem(name, f"line {start}, id", f"is also the id of line {first}"))
        lines.setdefault(row.get("id", ""), start)
        problems += wrong
        if not wrong:
            items.append(_item(row, name, start))
    return Found(tuple(items), tuple(problems))


def _row_problems(
    row: Row, cells: int, header: list[str], name: str, line: int
) -> Iterator[Problem]:
    def problem(key: str, wrong: str, expected: str = "") -> Problem:
        return Problem(name, f"line {line}, {key}" if key else f"line {line}", wrong, expected)

    if cells > len(header):
        yield problem("", f"has {cells} cells", f"{len(header)}; quote texts that hold a comma")
    if not row.get("id"):
        yield problem("id", "is empty", "a short name that stays the same")
    yield from _text_problems(row, problem)
    for key, known in (("category", CATEGORIES), ("visibility", VISIBILITIES)):
        if row.get(key) and row[key] not in known:
            yield problem(key, f"{row[key]!r} is not one", nearest(row[key], known))
    for key in ("valid_from", "valid_to"):
        if row.get(key) and day(row[key]) is None:
            yield problem(key, f"{row[key]!r} is no date", "2026-12-31")
    first, last = day(row.get("valid_from")), day(row.get("valid_to"))
    if first and last and last < first:
        yield problem("valid_to", "ends before valid_from")


def _text_problems(row: Row, problem: Callable[..., Problem]) -> Iterator[Problem]:
    spoken = 0
    for language in ("en", "ms"):
        question, answer = row.get(f"q_{language}"), row.get(f"a_{language}")
        spoken += bool(question and answer)
        if bool(question) != bool(answer):
            missing = f"a_{language}" if question else f"q_{language}"
            yield problem(missing, "is empty", "a question and its answer, or neither")
    if not spoken and not any(row.get(key) for key in ("q_en", "a_en", "q_ms", "a_ms")):
        yield problem("q_en", "is empty", "a question in English or Malay")


def _item(row: Row, name: str, line: int) -> KnowledgeItem:
    answers = {lang: row[f"a_{lang}"] for lang in ("en", "ms") if row.get(f"a_{lang}")}
    language = next(iter(answers))
    other = row.get("q_ms", "") if language == "en" else ""
    aliases = [alias.strip() for alias in row.get("aliases", "").split("|")]
    source = row.get("source", "")
    return sealed(
        KnowledgeItem(
            id=derive("knowledge", "faq", row["id"]),
            category=row.get("category") or "faq",
            title=row[f"q_{language}"],
            text=answers[language],
            language=language,
            visibility=visibility_of(row.get("visibility", ""), *answers.values()),
            source=f"{name}, line {line}" + (f" ({source})" if source else ""),
            valid_from=day(row.get("valid_from")),
            valid_to=day(row.get("valid_to")),
            answers=answers,
            aliases=tuple(filter(None, (other, *aliases))),
        )
    )
