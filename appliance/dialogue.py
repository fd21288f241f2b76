"""Dialogues as hotel staff write them: what a guest says, and where it must lead.

    # L9 A guest corrects the dates
    at: 2026-11-23 23:10
    guest: how much deluxe 24 to 26 dec, 2 adults
    hotel: RM 995.28
    guest: eh sorry, 25 to 27
    expect: check_in = 2026-12-25, nights = 2, lead = yes, handoff = no

A `#` heading starts a dialogue, every other line is `word: what`, and lines that start with `>` are
notes. tests/dialogues/README.md describes every word; appliance/rehearse.py plays them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from appliance.problems import nearest

STATE_KEYS = frozenset(
    "check_in check_out nights rooms adults children ages time room name phone email intent lead"
    " leads value mode status handoff promises gaps alerts language asks after_hours late".split()
)
LEAD_KEYS = frozenset(
    "check_in check_out nights rooms adults children ages time room name phone email intent value"
    " priority after_hours late withdrawn".split()
)
CHANNELS = frozenset({"web", "whatsapp", "email"})
STAFF_ACTS = ("takes over", "says", "hands back", "resolves")


@dataclass(frozen=True, slots=True)
class Mistake:
    """What is wrong in a dialogue file, or what a dialogue did not come to."""

    file: str
    line: int
    wrong: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.wrong}"


class DialogueError(Exception):
    """Files that cannot be read as dialogues; `mistakes` are all that were found."""

    def __init__(self, mistakes: Iterable[Mistake]) -> None:
        self.mistakes = tuple(mistakes)
        super().__init__("\n".join(map(str, self.mistakes)))


@dataclass(frozen=True, slots=True)
class Step:
    """One line. `value` is what its word's reader made of it; `number` is N of "lead N"."""

    line: int
    word: str
    value: Any
    number: int = 0


@dataclass(frozen=True, slots=True)
class Dialogue:
    file: str
    line: int
    title: str
    steps: tuple[Step, ...]

    @property
    def hotel(self) -> str:
        """The slug it is played against; empty where it does not say."""
        return next((step.value for step in self.steps if step.word == "property"), "")


def read_dialogues(paths: Iterable[Path]) -> list[Dialogue]:
    """Every dialogue of the files, and of the *.md files of folders. Raises DialogueError."""
    found: list[Dialogue] = []
    mistakes: list[Mistake] = []
    for path in files(paths):
        dialogues, wrong = read_file(path)
        found += dialogues
        mistakes += wrong
    if mistakes:
        raise DialogueError(mistakes)
    return found


def files(paths: Iterable[Path]) -> Iterator[Path]:
    for path in paths:
        inside = sorted(path.glob("*.md")) if path.is_dir() else [path]
        yield from (each for each in inside if each.stem.lower() != "readme")


def read_file(path: Path) -> tuple[list[Dialogue], list[Mistake]]:
    try:
        text = path.read_text("utf-8-sig")
    except UnicodeDecodeError:
        return [], [Mistake(str(path), 1, "is not UTF-8 text")]
    dialogues: list[Dialogue] = []
    mistakes: list[Mistake] = []
    title, began, steps = "", 0, list[Step]()
    for number, line in enumerate([*text.splitlines(), "#"], 1):
        if line.startswith("#"):
            if title:
                dialogues.append(Dialogue(str(path), began, title, tuple(steps)))
            title, began, steps = line.lstrip("# ").strip(), number, []
        elif line.strip() and not line.startswith(">"):
            try:
                if not title:
                    raise ValueError("comes before the first heading; start with a line '# Title'")
                steps.append(read_step(number, line))
            except ValueError as error:
                mistakes.append(Mistake(str(path), number, str(error)))
    return dialogues, mistakes or [w for each in dialogues for w in incomplete(each)]


def incomplete(dialogue: Dialogue) -> Iterator[Mistake]:
    words = {step.word for step in dialogue.steps}
    if "guest" not in words:
        yield Mistake(dialogue.file, dialogue.line, "has no line 'guest: …'")
    elif not words & {"expect", "lead", "hotel", "hotel not"}:
        yield Mistake(dialogue.file, dialogue.line, "expects nothing; add a line 'expect: …'")


# -- one line


def read_step(number: int, line: str) -> Step:
    """Raises ValueError, saying what is wrong and what is expected."""
    word, colon, rest = line.strip().removeprefix("- ").partition(":")
    word, numbered = _numbered(" ".join(word.lower().split()))
    if not colon or word not in READERS:
        raise ValueError(f"starts with no known word; did you mean {nearest(word, READERS)}")
    return Step(number, word, READERS[word](rest.strip()), numbered)


def _numbered(word: str) -> tuple[str, int]:
    match = re.fullmatch(r"lead (\d)", word)
    return ("lead", int(match[1])) if match else (word, 0)


def _text(said: str) -> str:
    if not said:
        raise ValueError("says nothing after the colon")
    return said


def _moment(said: str) -> datetime:
    """A wall-clock time in the hotel's zone."""
    try:
        return datetime.strptime(said, "%Y-%m-%d %H:%M")
    except ValueError:
        raise ValueError(f"{said!r} is no time; expected one like 2026-11-23 23:10") from None


_UNITS = {"minute": 1, "hour": 60, "day": 24 * 60, "week": 7 * 24 * 60}


def _later(said: str) -> timedelta:
    match = re.fullmatch(r"(\d+) (minute|hour|day|week)s?", said)
    if not match:
        raise ValueError(f"{said!r} is no length of time; expected one like 31 minutes or 3 weeks")
    return timedelta(minutes=int(match[1]) * _UNITS[match[2]])


def _channel(said: str) -> tuple[str, str]:
    """The channel and the guest's address on it: "whatsapp +60123456789"."""
    name, _, address = said.partition(" ")
    if name not in CHANNELS:
        raise ValueError(f"{name!r} is no channel; expected {nearest(name, CHANNELS)}")
    return name, address.strip()


def _staff(said: str) -> tuple[str, str]:
    for act in STAFF_ACTS:
        if said.startswith(act):
            return act, said[len(act) :].lstrip(": ")
    raise ValueError(f"{said!r} is nothing staff do; expected one of {', '.join(STAFF_ACTS)}")


def _expectations(known: frozenset[str]) -> Callable[[str], dict[str, str]]:
    def read(said: str) -> dict[str, str]:
        pairs = [part.partition("=") for part in re.split(r",\s*(?=\w+\s*=)", _text(said))]
        for key, equals, _ in pairs:
            if not equals:
                raise ValueError(f"{key.strip()!r} has no value; expected it as 'nights = 2'")
            if key.strip() not in known:
                raise ValueError(
                    f"{key.strip()!r} cannot be expected; did you mean {nearest(key, known)}"
                )
        return {key.strip(): value.strip() for key, _, value in pairs}

    return read


READERS: dict[str, Callable[[str], Any]] = {
    "property": _text,
    "at": _moment,
    "channel": _channel,
    "sent": _moment,
    "later": _later,
    "guest": _text,
    "guest also": _text,
    "staff": _staff,
    "hotel": _text,
    "hotel not": _text,
    "expect": _expectations(STATE_KEYS),
    "lead": _expectations(LEAD_KEYS),
}
