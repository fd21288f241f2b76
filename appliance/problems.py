"""What is wrong with a pack, in words the hotel's staff can act on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches


@dataclass(frozen=True, slots=True)
class Problem:
    """`place` is a line ("line 14, price") or, where no line is known, a key ("desk.bar.mon")."""

    file: str
    place: str
    wrong: str
    expected: str = ""

    def __str__(self) -> str:
        where = f"{self.file}, {self.place}" if self.place else self.file
        words = f"{where}: {self.wrong}"
        return f"{words}. Expected: {self.expected}" if self.expected else words


class PackError(Exception):
    """The pack cannot be used; `problems` are all that were found."""

    def __init__(self, slug: str, problems: Iterable[Problem]) -> None:
        self.slug = slug
        self.problems = tuple(problems)
        super().__init__(slug, self.problems)

    def __str__(self) -> str:
        count = len(self.problems)
        head = f"The pack {self.slug!r} has {count} problem{'s' if count != 1 else ''}:"
        return "\n".join([head, *(f"  {problem}" for problem in self.problems)])


def nearest(word: str, known: Iterable[str]) -> str:
    """ "did you mean …", or the choices where none is near."""
    choices = sorted(known)
    close = get_close_matches(word.lower(), choices, n=1, cutoff=0.6)
    return f"{close[0]!r}?" if close else f"one of {', '.join(choices)}"
