"""Which of the days in a message is the arrival, which the departure, and which is taken back."""

from __future__ import annotations

import re
from itertools import pairwise

from appliance.engine.moments import Moment

_IN = (
    r"check(?:ing|ed)?[\s-]?in|c/in|arriv\w*|coming|starting|start|from|beginning|dari(?:pada)?|"
    r"mulai?|bermula|daftar\s+masuk|masuk|tiba|(?:saya|kami|kita|akan)\s+sampai|sampai\s+pada|datang"
)
_OUT = (
    r"check(?:ing|ed)?[\s-]?out|c/out|c/o|leav(?:e|ing)|depart\w*|unti?ll?|'?til|till|hingga|sehingga|"
    r"sampai|smpai|keluar|balik|pulang|return(?:ing)?|through|thru"
)
_CUE = re.compile(rf"(?<!\w)(?:(?P<arrive>{_IN})|(?P<depart>{_OUT}))(?!\w)")
_CUE_AFTER = re.compile(
    rf"^[\s,(]*(?:(?:is|for|-|:)\s*)*(?:(?P<arrive>{_IN})|(?P<depart>{_OUT}))\b"
)
_JOIN = re.compile(
    r"^[\s,]*(?:-+>?|→|>|to|unti?ll?|till?|'?til|thru|through|hingga|sehingga|sampai|smpai|smpi|ke|and|&|"
    r"dan|s/d|,|\(?\w*\)?\s*(?:-|to|until|hingga))[\s,]*(?:the|on|pada|tarikh)?\s*$"
)
_EITHER = re.compile(r"\b(?:or|atau|ataupun|otherwise|kalau)\b|[/?]")
_NOT = re.compile(
    r"(?<!\bor )\b(?:not|bukan|instead\s+of|rather\s+than|except|kecuali)\s+(?:(?:on|pada)\s+)?$"
)
_CORRECTED = re.compile(
    r"\b(?:sorry|i\s+mean|oops|silap|maksud\s+saya|correction|tersilap|salah)\b"
)
_MOVED_FROM = re.compile(
    r"\b(?:chang(?:e|ing)|mov(?:e|ing)|push|shift|reschedul\w+|tukar|ubah|pindah|anjak|tunda)\b[^.,:;?!]*"
    r"\b(?:from|dari|daripada)\s+(?:the\s+)?$"
)


def meant(text: str, moments: tuple[Moment, ...]) -> tuple[Moment, ...]:
    """Without the days taken back: "not the 5th", "the 5th, sorry, the 6th", "from the 5th to"."""
    kept = [m for m in moments if not _NOT.search(text[: m.start])]
    for first, second in pairwise(kept):
        if _CORRECTED.search(text[first.end : second.start]):
            kept = [m for m in kept if m.start >= second.start]
            break
    if len(kept) in (2, 4) and _MOVED_FROM.search(text[: kept[0].start]):
        kept = kept[len(kept) // 2 :]
    return tuple(kept)


def assign(
    text: str, moments: tuple[Moment, ...], *, departure_asked: bool
) -> tuple[Moment | None, Moment | None]:
    """Which day is the arrival and which the departure.

    `departure_asked`: the arrival is known, so a day without a cue is the departure.
    """
    cues = _cues(text, moments)
    arrive = next((m for m, cue in zip(moments, cues, strict=True) if cue == "arrive"), None)
    depart = next((m for m, cue in zip(moments, cues, strict=True) if cue == "depart"), None)
    free = [m for m, cue in zip(moments, cues, strict=True) if not cue]
    if arrive is None and free and (depart is None or free[0].start < depart.start):
        arrive = free.pop(0)
    if depart is None and arrive is not None:
        depart = next(
            (m for m in free if m.start > arrive.start and _joined(text, arrive, m)), None
        )
    if departure_asked and depart is None and arrive is not None and "arrive" not in cues:
        return None, arrive  # arrival known, departure asked for
    return arrive, depart


def _cues(text: str, moments: tuple[Moment, ...]) -> list[str]:
    before = [cue_before(text, m.start, _end_before(moments, i)) for i, m in enumerate(moments)]
    after = [_cue_after(text, m.end) for m in moments]
    if moments and not before[0] and after[-1]:  # "24 Dec check in, 26 Dec check out"
        return after
    return before


def _end_before(moments: tuple[Moment, ...], index: int) -> int:
    return moments[index - 1].end if index else 0


def cue_before(text: str, position: int, earliest: int = 0) -> str:
    part = re.split(r"[.!?;\n](?=\s)", text[max(earliest, position - 60) : position])[-1]
    cues = list(_CUE.finditer(part))
    return cues[-1].lastgroup or "" if cues else ""


def _cue_after(text: str, position: int) -> str:
    match = _CUE_AFTER.match(text[position:])
    return match.lastgroup or "" if match else ""


def _joined(text: str, first: Moment, second: Moment) -> bool:
    if first.opens_range or second.closes_range:
        return True
    between = text[first.end : second.start]
    return bool(_JOIN.match(between)) and not _EITHER.search(between)
