"""rates.csv -> the rate card."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from appliance.engine.hotel import RateRow
from appliance.hotel.amounts import (
    MERGED,
    Unreadable,
    parse_amount,
    parse_count,
    parse_day,
    parse_weekdays,
    parse_yes_no,
)
from appliance.problems import Problem, nearest

NAME = "rates.csv"
LONGEST_ROW = 1500  # days: about four years, so that a slip of a digit is seen


def _named(cell: str) -> str:
    if not cell.strip():
        raise Unreadable(f"is blank{MERGED}", "a name")
    return cell.strip()


def _optional_day(cell: str) -> date | None:
    return parse_day(cell) if cell.strip() else None


COLUMNS: dict[str, Callable[[str], Any]] = {
    "room": _named,
    "season": _named,
    "from": parse_day,
    "to": parse_day,
    "days": parse_weekdays,
    "price": parse_amount,
    "breakfast": parse_yes_no,
    "min_nights": parse_count,
    "bookable_until": _optional_day,
}
OPTIONAL = frozenset({"min_nights", "bookable_until"})


def read_rates(path: Path) -> tuple[list[RateRow], list[Problem]]:
    try:
        text = path.read_text("utf-8-sig")
    except UnicodeDecodeError:
        expected = 'a file saved as "CSV UTF-8"'
        return [], [Problem(NAME, "", "is not UTF-8 text", expected)]
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    rows: list[RateRow] = []
    problems: list[Problem] = []
    try:
        columns = [cell.strip().lower() for cell in next(reader, [])]
        problems += _header_problems(columns)
        for cells in reader if not problems else ():
            row, wrong = _read_row(columns, cells, reader.line_num)
            rows += [row] if row else []
            problems += wrong
    except csv.Error as error:
        problems.append(Problem(NAME, f"line {reader.line_num}", f"is not CSV: {error}"))
    return rows, problems


def _header_problems(columns: list[str]) -> list[Problem]:
    if len(columns) == 1 and ";" in columns[0]:
        return [Problem(NAME, "line 1", "is separated by semicolons", "commas")]
    unknown = [
        Problem(NAME, "line 1", f"unknown column {name!r}", nearest(name, COLUMNS))
        for name in columns
        if name not in COLUMNS
    ]
    missing = [
        Problem(NAME, "line 1", f"the column {name!r} is missing", ",".join(COLUMNS))
        for name in COLUMNS
        if name not in columns and name not in OPTIONAL
    ]
    twice = sorted({name for name in columns if columns.count(name) > 1})
    return unknown + missing + [Problem(NAME, "line 1", f"{name!r} stands twice") for name in twice]


def _read_row(
    columns: list[str], cells: list[str], line: int
) -> tuple[RateRow | None, list[Problem]]:
    if not any(cell.strip() for cell in cells):
        return None, []
    if len(cells) != len(columns):
        wrong = f"has {len(cells)} cells; a price above 999 with a comma needs quotes around it"
        return None, [Problem(NAME, f"line {line}", wrong, f"{len(columns)} cells")]
    values: dict[str, Any] = {"min_nights": 1, "bookable_until": None}
    problems = []
    for column, cell in zip(columns, cells, strict=True):
        try:
            values[column] = COLUMNS[column](cell)
        except Unreadable as error:
            problems.append(Problem(NAME, f"line {line}, {column}", error.wrong, error.expected))
    if problems:
        return None, problems
    return _row(values, line)


def _row(values: dict[str, Any], line: int) -> tuple[RateRow | None, list[Problem]]:
    first, last = values["from"], values["to"]
    if not 0 <= (last - first).days <= LONGEST_ROW:
        wrong = f"runs from {first} to {last}"
        expected = "a last night on or after the first, within four years"
        return None, [Problem(NAME, f"line {line}, to", wrong, expected)]
    row = RateRow(
        room=values["room"],
        season=values["season"],
        first=first,
        last=last,
        weekdays=values["days"],
        price=values["price"],
        breakfast=values["breakfast"],
        min_nights=values["min_nights"],
        bookable_until=values["bookable_until"],
        line=line,
    )
    if not any(True for _ in nights(row)):
        wrong = "none of its days falls between its dates"
        return None, [Problem(NAME, f"line {line}, days", wrong, "days of those weeks")]
    return row, []


def nights(row: RateRow) -> Iterator[date]:
    for n in range((row.last - row.first).days + 1):
        night = row.first + timedelta(days=n)
        if night.weekday() in row.weekdays:
            yield night


def overlaps(rows: Iterable[RateRow]) -> list[Problem]:
    """Two rows with a price for the same night: nobody can say which one holds."""
    priced: dict[tuple[str, date], int] = {}
    found: dict[tuple[int, int], Problem] = {}
    for row in rows:
        for night in nights(row):
            other = priced.setdefault((row.room, night), row.line)
            if other != row.line and (other, row.line) not in found:
                wrong = f"{row.room} already has a price for {night}, on line {other}"
                problem = Problem(NAME, f"line {row.line}", wrong, "one row for each night")
                found[other, row.line] = problem
    return list(found.values())


def gaps(rows: list[RateRow], rooms: Iterable[str]) -> list[Problem]:
    """Nights within the card that have no price; asked about them, the appliance says so (A4)."""
    if not rows:
        return []
    first, last = min(row.first for row in rows), max(row.last for row in rows)
    priced = {(row.room, night) for row in rows for night in nights(row)}
    card = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    return [
        Problem(NAME, f"room {room}", f"no price for the nights {start} to {end}")
        for room in rooms
        for start, end in _runs(night for night in card if (room, night) not in priced)
    ]


def _runs(days: Iterable[date]) -> list[tuple[date, date]]:
    runs: list[tuple[date, date]] = []
    for day in days:
        if runs and runs[-1][1] + timedelta(days=1) == day:
            runs[-1] = (runs[-1][0], day)
        else:
            runs.append((day, day))
    return runs
