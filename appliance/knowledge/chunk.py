"""Markdown cut into passages: one topic each, table rows with their header, long ones in parts."""

from __future__ import annotations

import re
from dataclasses import dataclass

LONGEST = 2000  # characters, about 500 tokens
FEWEST_LISTED, LONGEST_LIST = 3, 800  # rows, characters; of a table told as a whole
OVERLAP = 200  # about 50 tokens, so that a sentence's neighbour is in the same passage
TRAIL = " › "  # between the headings above a passage

_HEADING = re.compile(r"^(#{1,6})\s+(.*?)\s*#*$")
_RULE = re.compile(r"^\s*\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)*\|?\s*$")
_FENCE = re.compile(r"^\s*(?:```|~~~)")
_LINK = re.compile(r"!?\[([^\]]*)\]\(\s*([^)\s]+)[^)]*\)")
_MARKS = re.compile(r"(\*\*|__|`|(?<!\w)[*_](?=\S)|(?<=\S)[*_](?!\w))")
_WRAPPED = re.compile(
    r"(?<=\S)[ \t]*+\n[ \t]*+(?![-*+•>|#]\s|\d+[.)]\s)(?=\S)"
)  # inside a paragraph
_COMMENT = re.compile(r"<!--.*?-->", re.S)


@dataclass(frozen=True, slots=True)
class Passage:
    """`headings` go from the outermost; `part` counts under one heading, from `line` on."""

    headings: tuple[str, ...]
    text: str
    line: int
    part: int = 0

    @property
    def title(self) -> str:
        return TRAIL.join(self.headings)


@dataclass(frozen=True, slots=True)
class _Section:
    headings: tuple[str, ...]
    lines: tuple[tuple[int, str], ...]  # number and text


def passages(markdown: str, first_line: int = 1) -> list[Passage]:
    """All passages of `markdown`, in its order; sections without text give none."""
    found: list[Passage] = []
    for section in _sections(markdown, first_line):
        pieces = [each for block in _blocks(section.lines) for each in _pieces(section, block)]
        found += [
            Passage(each.headings, each.text, each.line, part) for part, each in enumerate(pieces)
        ]
    return found


def plain(text: str) -> str:
    """Without Markdown's marks, as guests read it in a chat; links keep their address."""
    text = _WRAPPED.sub(" ", text)
    text = _LINK.sub(lambda m: m[1] if m[1] == m[2] else f"{m[1]} ({m[2]})".strip(), text)
    return _MARKS.sub("", text).strip()


def _sections(markdown: str, first_line: int) -> list[_Section]:
    """What stands under each heading. Comments are blanked, keeping the line numbers."""
    markdown = _COMMENT.sub(lambda m: "\n" * m[0].count("\n"), markdown)
    sections: list[_Section] = []
    trail: list[tuple[int, str]] = []
    lines: list[tuple[int, str]] = []
    fenced = False

    def close() -> None:
        sections.append(_Section(tuple(name for _, name in trail), tuple(lines)))
        lines.clear()

    for number, line in enumerate(markdown.splitlines(), first_line):
        fenced ^= bool(_FENCE.match(line))
        heading = None if fenced else _HEADING.match(line)
        if heading:
            close()
            trail = [each for each in trail if each[0] < len(heading[1])]
            trail.append((len(heading[1]), plain(heading[2])))
        elif not _FENCE.match(line):
            lines.append((number, line.rstrip()))
    close()
    return sections


def _blocks(lines: tuple[tuple[int, str], ...]) -> list[list[tuple[int, str]]]:
    """Runs of lines that are a table, and runs that are not."""
    blocks: list[list[tuple[int, str]]] = []
    was_table: bool | None = None
    for line in lines:
        is_table = line[1].lstrip().startswith("|")
        if is_table is not was_table:
            blocks.append([])
        blocks[-1].append(line)
        was_table = is_table
    return blocks


def _pieces(section: _Section, block: list[tuple[int, str]]) -> list[Passage]:
    if block[0][1].lstrip().startswith("|"):
        return _rows(section, block)
    start = next((number for number, line in block if line.strip()), 0)
    text = plain("\n".join(line for _, line in block))
    return [Passage(section.headings, each, start) for each in split_long(text) if each]


def _rows(section: _Section, block: list[tuple[int, str]]) -> list[Passage]:
    """Each row of a table with the header's words (O7): "Size: 30 m²; View: sea"."""
    rows = [(number, _cells(line)) for number, line in block if not _RULE.match(line)]
    if not rows:
        return []
    header, filled = rows[0][1], [(number, cells) for number, cells in rows[1:] if any(cells)]
    found = [_row(section, header, number, cells) for number, cells in filled]
    whole = "; ".join(_in_brief(cells) for _, cells in filled) + "."
    listed = len(filled) >= FEWEST_LISTED and len(whole) <= LONGEST_LIST
    return [*found, Passage(section.headings, whole, rows[0][0])] if listed else found


def _in_brief(cells: list[str]) -> str:
    """A row of a table told as a whole, for who asks what there is: "Khoo Kongsi (450 m)"."""
    first, *rest = [cell for cell in cells if cell]
    return f"{first} ({', '.join(rest)})" if rest else first


def _row(section: _Section, header: list[str], number: int, cells: list[str]) -> Passage:
    named = [
        f"{name}: {cell}" if name else cell
        for name, cell in zip(header, cells, strict=False)
        if cell
    ]
    return Passage((*section.headings, next(filter(None, cells))), "; ".join(named) + ".", number)


def _cells(line: str) -> list[str]:
    bare = line.strip().removeprefix("|").removesuffix("|")
    return [plain(cell.replace(r"\|", "|")) for cell in re.split(r"(?<!\\)\|", bare)]


def split_long(text: str) -> list[str]:
    """`text` in parts of at most about LONGEST, cut between paragraphs where that is possible.

    Each part after the first begins with the end of the one before.
    """
    if len(text) <= LONGEST:
        return [text]
    parts, current = [], ""
    for unit in _units(text):
        if current and len(current) + len(unit) > LONGEST:
            parts.append(current.strip())
            current = _tail(current)
        current += unit
    return [*parts, current.strip()]


def _units(text: str) -> list[str]:
    """Paragraphs; of a paragraph that alone is too long, its sentences, and at worst its words."""
    room = LONGEST - OVERLAP
    units: list[str] = []
    for paragraph in re.split(r"(?<=\n)\n+", text):
        whole = paragraph.rstrip("\n") + "\n\n"
        sentences = [whole] if len(whole) <= room else re.findall(r".+?(?:[.!?]\s+|\s*$)", whole)
        for unit in sentences:
            units += [unit[at : at + room] for at in range(0, len(unit), room)]
    return units


def _tail(text: str) -> str:
    """The last OVERLAP characters, from the start of a sentence or at least of a word."""
    end = text[-OVERLAP:]
    sentence = re.search(r"[.!?]\s+(?=\S)", end)
    return end[sentence.end() :] if sentence else end.partition(" ")[2]
