"""Sentences of a text that is still being written."""

from __future__ import annotations

import re

ABBREVIATIONS = frozenset(
    "e.g i.e etc vs approx est incl excl min max dr mr mrs ms prof st jln tmn lrg kg tel ext hp "
    "dept sdn bhd hj hjh tn pn dll dsb spt cth pkl jan feb mac apr jun jul ogos sep sept okt nov "
    "dis dec mon tue wed thu fri sat sun".split()
)
BEFORE_NUMBER = frozenset("no nos lot blk pg ref".split())  # "No. 12", but "No. We close at 9."
END = re.compile(
    # possessive, so that a piece cut inside a mark decides nothing early
    r"(?P<line>[ \t]*+\n\s*+(?=\S))"
    r"|(?P<mark>[.!?…]++[\"'”’)\]*_]*+)\s++(?=\S)"
    r"|(?P<wide>[。！？]++[”』」）]*+)\s*+(?=\S)"
)
LAST_WORD = re.compile(r"[\w.&]+$")
ORDINAL = re.compile(r"(?:^|\n)[ \t]*\(?\d{1,2}$")


class Sentences:
    """Takes text in pieces of any size; gives back whole sentences, with the space behind them.

    The sentences are the same however the text is cut, and together they are the text.
    """

    def __init__(self) -> None:
        self.rest = ""

    def feed(self, piece: str) -> list[str]:
        """The sentences that `piece` completed."""
        self.rest += piece
        whole = split(self.rest)
        self.rest = whole.pop() if whole else ""
        return whole

    def flush(self) -> str:
        """What is left when the text is over; empty when nothing is."""
        rest, self.rest = self.rest, ""
        return rest


def split(text: str) -> list[str]:
    """Every sentence of `text`; the last may be unfinished."""
    sentences, start = [], 0
    for end in END.finditer(text):
        if ends(text, start, end):
            sentences.append(text[start : end.end()])
            start = end.end()
    return [*sentences, text[start:]] if start < len(text) else sentences


def ends(text: str, start: int, end: re.Match[str]) -> bool:
    """Whether what looks like the end of a sentence is one."""
    mark = end["mark"]
    if mark is None or "!" in mark or "?" in mark or "\n" in end.group():
        return True
    before, following = text[start : end.start()], text[end.end()]
    if not before.strip() or ORDINAL.search(before):
        return False
    word = LAST_WORD.search(before)
    if mark == "." and word and abbreviates(word.group().lower(), following):
        return False
    return not following.islower()


def abbreviates(word: str, following: str) -> bool:
    if word in ABBREVIATIONS:
        return word != "etc" or following.islower()
    if word in BEFORE_NUMBER:
        return following.isdigit()
    return len(word) == 1 and word.isalpha()  # an initial: "Jalan P. Ramlee"
