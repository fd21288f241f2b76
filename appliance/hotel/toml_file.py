"""A TOML file with the lines its keys stand on."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

from appliance.problems import Problem

Place = tuple[str | int, ...]
KEY = r"(?:[A-Za-z0-9_-]+|\"[^\"]*\"|'[^']*')"
HEADER = re.compile(rf"\s*(\[\[?)\s*({KEY}(?:\s*\.\s*{KEY})*)\s*\]\]?")
ASSIGNMENT = re.compile(rf"\s*({KEY}(?:\s*\.\s*{KEY})*)\s*=(.*)")
STRING = re.compile(r"\"\"\".*?\"\"\"|'''.*?'''|\"(?:\\.|[^\"\\])*\"|'[^']*'")
SYNTAX = re.compile(r"(.*) \(at (?:line (\d+), column \d+|end of document)\)")


@dataclass(frozen=True, slots=True)
class TomlFile:
    name: str
    data: dict[str, Any]
    lines: dict[Place, int] = field(default_factory=dict)

    def place(self, at: Place) -> str:
        """ "line 14, room.2.adr", by the nearest line known to hold it."""
        key = ".".join(str(part + 1) if isinstance(part, int) else part for part in at)
        known = next((self.lines[at[:n]] for n in range(len(at), 0, -1) if at[:n] in self.lines), 0)
        return f"line {known}, {key}" if known else key

    def problem(self, at: Place, wrong: str, expected: str = "") -> Problem:
        return Problem(self.name, self.place(at), wrong, expected)


def read_toml(path: Path) -> TomlFile | Problem:
    try:
        text = path.read_text("utf-8-sig")
        return TomlFile(path.name, tomllib.loads(text, parse_float=Decimal), find_lines(text))
    except UnicodeDecodeError:
        return Problem(path.name, "", "is not UTF-8 text", "a file saved as UTF-8")
    except tomllib.TOMLDecodeError as error:
        return _syntax_problem(path.name, str(error))


def _syntax_problem(name: str, message: str) -> Problem:
    found = SYNTAX.fullmatch(message)
    line = f"line {found[2]}" if found and found[2] else ""
    return Problem(name, line, f"is not TOML: {found[1] if found else message}", "see toml.io")


def find_lines(text: str) -> dict[Place, int]:
    """Line numbers of tables and of keys at the start of a line; enough to point a person to."""
    lines: dict[Place, int] = {}
    counts: Counter[str] = Counter()
    table: Place = ()
    depth, quoted = 0, ""
    for number, line in enumerate(text.splitlines(), 1):
        if quoted:
            quoted = "" if quoted in line else quoted
            continue
        if depth == 0 and (header := HEADER.match(line)):
            table = _keys(header[2])
            if header[1] == "[[":
                table = (*table, counts[header[2]])
                counts[header[2]] += 1
            lines[table] = number
        elif depth == 0 and (assigned := ASSIGNMENT.match(line)):
            lines[(*table, *_keys(assigned[1]))] = number
        depth, quoted = _open_after(line, depth)
    return lines


def _keys(dotted: str) -> Place:
    return tuple(key.strip("\"'") for key in re.findall(KEY, dotted))


def _open_after(line: str, depth: int) -> tuple[int, str]:
    """How many brackets are open at the line's end, and the multi-line string it is in."""
    bare = STRING.sub("", line)
    quoted = next((quote for quote in ('"""', "'''") if quote in bare), "")
    bare = bare.partition("#")[0]
    if HEADER.fullmatch(bare.rstrip()) and depth == 0:
        return 0, quoted
    opened = sum(bare.count(each) for each in "[{") - sum(bare.count(each) for each in "]}")
    return max(0, depth + opened), quoted
