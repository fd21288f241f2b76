"""Number, month and weekday words as guests type them, and the folding they are matched after."""

from __future__ import annotations

import re
import unicodedata

_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−~"), "-")
_QUOTES = dict.fromkeys(map(ord, "‘’ʼ`´"), "'") | dict.fromkeys(map(ord, "“”"), '"')
_INVISIBLE = dict.fromkeys([*range(0x200B, 0x2010), 0x2060, 0xFEFF], " ")
_TIDY = _DASHES | _QUOTES | _INVISIBLE


def fold(text: str) -> str:
    """Lower case, plain dashes and quotes; the length stays, so positions do too."""
    tidy = text.translate(_TIDY)
    return tidy.lower() if tidy.isascii() else "".join(map(_fold_one, tidy))


def _fold_one(char: str) -> str:
    if char < "\x80":
        return char.lower()
    plain = unicodedata.normalize("NFKC", char).lower()
    return plain if len(plain) == 1 else char


def blank(text: str, start: int, end: int) -> str:
    """`text` with the part already understood struck out, everything else in its place."""
    return text[:start] + "\0" * (end - start) + text[end:]


def any_of(words: dict[str, int] | tuple[str, ...]) -> str:
    """A regular expression of the words, longest first, their spaces loose."""
    ordered = sorted(words, key=len, reverse=True)
    return "|".join(re.escape(word).replace(r"\ ", r"[\s-]+") for word in ordered)


NUMBERS: dict[str, int] = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14,
    "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20,
    "a couple of": 2, "a couple": 2, "a single": 1,
    "satu": 1, "dua": 2, "tiga": 3, "empat": 4, "lima": 5, "enam": 6, "tujuh": 7, "lapan": 8,
    "delapan": 8, "sembilan": 9, "sepuluh": 10, "sebelas": 11, "dua belas": 12, "tiga belas": 13,
    "empat belas": 14, "lima belas": 15, "dua puluh": 20,
}  # fmt: skip
NUMBER = rf"(?:\d{{1,3}}|{any_of(NUMBERS)})"


def number(word: str) -> int:
    """The value of what NUMBER matched."""
    return int(word) if word.isdigit() else NUMBERS[re.sub(r"[\s-]+", " ", word)]


_UNITS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth")
_TEENS = (
    "tenth", "eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth",
    "seventeenth", "eighteenth", "nineteenth", "twentieth",
)  # fmt: skip
ORDINALS: dict[str, int] = {
    **{word: day for day, word in enumerate(_UNITS + _TEENS, 1)},
    **{f"twenty {word}": 20 + day for day, word in enumerate(_UNITS, 1)},
    "thirtieth": 30,
    "thirty first": 31,
}
_COUNTED: dict[str, int] = {
    **{f"twenty {word}": 20 + NUMBERS[word] for word in list(NUMBERS)[:9]},
    "thirty": 30,
    "thirty one": 31,
}
DAY_WORDS = {**ORDINALS, **_COUNTED}
NTH = {  # of a month's weekdays
    "first": 1,
    "1st": 1,
    "second": 2,
    "2nd": 2,
    "third": 3,
    "3rd": 3,
    "fourth": 4,
    "4th": 4,
    "pertama": 1,
    "kedua": 2,
    "ketiga": 3,
    "keempat": 4,
    "last": -1,
    "terakhir": -1,
}

_MONTH_NAMES = (
    "january januari jan", "february februari pebruari feb febuari", "march mac maret mar",
    "april apr", "may mei", "june jun juni", "july julai juli jul",
    "august ogos agustus aug ogo agos", "september sept sep", "october oktober oct okt",
    "november nov", "december disember desember dec dis des",
)  # fmt: skip
MONTHS = {word: month for month, names in enumerate(_MONTH_NAMES, 1) for word in names.split()}

_WEEKDAY_NAMES = (
    "monday mon isnin senin", "tuesday tues tue selasa", "wednesday wed weds rabu",
    "thursday thurs thur thu khamis kamis", "friday fri jumaat jumat jumaah jmt",
    "saturday sat sabtu", "sunday sun ahad",
)  # fmt: skip
WEEKDAYS = {word: day for day, names in enumerate(_WEEKDAY_NAMES) for word in names.split()}
