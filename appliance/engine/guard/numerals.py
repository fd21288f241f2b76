"""Numbers written as words, in English and Malay, read as digits."""

from __future__ import annotations

import re

UNITS = {
    word: n
    for n, words in enumerate(
        (
            "zero kosong",
            "one satu",
            "two dua",
            "three tiga",
            "four empat",
            "five lima",
            "six enam",
            "seven tujuh",
            "eight lapan",
            "nine sembilan",
            "ten sepuluh",
            "eleven sebelas",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
        )
    )
    for word in words.split()
}
TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
UNITS |= {word: 10 * n for n, word in enumerate(TENS, 2)}
SCALES = {"belas": 10, "puluh": 10, "ratus": 100, "hundred": 100, "ribu": 1000, "thousand": 1000}
WHOLE = {"seratus": 100, "seribu": 1000}

WORD = "|".join(sorted([*UNITS, *SCALES, *WHOLE], key=len, reverse=True))
RUN = re.compile(rf"\b(?:{WORD})(?:(?:[ \-]| and )(?:{WORD}))*\b", re.I)


def read(words: str) -> int:
    """ "twenty-four" is 24, "dua belas" 12, "two hundred and fifty" 250."""
    total = current = 0
    for word in re.findall(r"[a-z]+", words.lower()):
        if word == "belas":
            current += 10
        elif word in SCALES:
            scaled = max(current, 1) * SCALES[word]
            total, current = (total + scaled, 0) if SCALES[word] > 10 else (total, scaled)
        else:
            current += WHOLE.get(word, UNITS.get(word, 0))
    return total + current


def digits(text: str, before: re.Pattern[str]) -> str:
    """`text` with number words as digits where `before`, a unit, follows them.

    Elsewhere a number word is left alone: "one of our rooms" and "in two minds" state no number.
    "One" is left alone everywhere: it is an article as often as a count.
    """

    def rewrite(match: re.Match[str]) -> str:
        n = read(match.group())
        return str(n) if n > 1 and before.match(text, match.end()) else match.group()

    return RUN.sub(rewrite, text)
