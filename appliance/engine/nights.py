"""How long a guest wants to stay: "3 nights", "4D3N", "2 malam", "for a week"."""

from __future__ import annotations

import re

from appliance.engine.words import NUMBER, blank, number

_N = rf"(?<![\w.:/-])(?P<n>{NUMBER})"
_STAY = (
    r"(?:stay(?:ing)?|for|book(?:ing)?|just|only|it'?s|untuk|selama|menginap|bermalam|duduk|total)"
)
_NOT_LENGTH = (
    r"(?!\s*(?:ago|later|before|prior|earlier|in\s+advance|advance|notice|from\s+(?:now|today)|lagi|"
    r"sebelum|lepas|lalu|selepas|kemudian|kerja|working|a\s+week|per\s+week|seminggu|sekali|'?\s?time))"
)
_NOT_AFTER = (
    r"(?<!\bin )(?<!\bwithin )(?<!\bdalam )(?<!\bevery )(?<!\btiap )(?<!\blast )(?<!\bpast )"
    r"(?<!\bmasa )(?<!\bleast )(?<!\bpukul )(?<!\bpkl )(?<!\bpkul )(?<!\bjam )(?<!\bat )(?<!\bkul )"
    r"(?<!\bsampai )"
)
_NOT_EACH = (  # "berapa satu malam" asks for the price of each
    r"(?!(?:(?<=\bberapa )|(?<=\bbrp )|(?<=\bharga ))(?:satu|1)\s*(?:malam|mlm)\b)"
)
_WIDE = r"(?:\s+(?:more|whole|full|straight|consecutive|extra|additional))?"

_BOTH = re.compile(
    rf"{_N}\s*(?:days?|hari|d)\s*(?:/|,|-|and|dan|&)?\s*(?P<m>{NUMBER})\s*(?:n|nights?|malam|mlm)\b"
)
_BOTH_TURNED = re.compile(
    rf"{_N}\s*(?:nights?|malam|mlm|n)\s*(?:/|,|-|and|dan|&)?\s*{NUMBER}\s*(?:d|days?|hari)\b"
)
_NIGHTS = re.compile(
    rf"{_NOT_AFTER}{_NOT_EACH}{_N}{_WIDE}\s*-?\s*(?:n|nights?|nite?s?|malam|mlm)\b{_NOT_LENGTH}"
)
_WEEKS = re.compile(rf"{_NOT_AFTER}{_N}{_WIDE}\s*-?\s*(?:weeks?|minggu|mggu)\b{_NOT_LENGTH}")
_A_WEEK = re.compile(
    rf"\b{_STAY}\s+(?:for\s+)?(?:a|one|the|1)\s+(?:whole\s+|full\s+)?week\b{_NOT_LENGTH}"
    rf"|\b(?:{_STAY}\s+)seminggu\b(?!\s+lagi)|^\s*a\s+week[\s.!]*$"
)
_DAYS = re.compile(rf"{_NOT_AFTER}{_N}{_WIDE}\s*-?\s*(?:days?|hari)\b(?!\s?bulan){_NOT_LENGTH}")
_A_NIGHT = re.compile(
    rf"\b{_STAY}\s+(?:for\s+)?(?:the|(?<!\bfor )a)\s+(?:one\s+)?(?:single\s+)?(?:night|day)\b"
    r"|\bthe\s+night\s+of\b|\b(?:tonight|malam\s+ni|malam\s+ini)\s+(?:only|sahaja|saja|shj|je|jer)\b"
    r"|\b(?:just|only)\s+(?:for\s+)?tonight\b"
    r"|(?<!\bpark )(?<!\bparked )(?<!\bparking )\bovernight\b(?!\s+(?:park|bus|train|flight))"
)
_LENGTHS = ((_BOTH, 1), (_BOTH_TURNED, 1), (_NIGHTS, 1), (_WEEKS, 7), (_DAYS, 1))


def find_nights(text: str) -> tuple[int | None, str]:
    """The nights said in folded `text`, and the text without what was read.

    Days without nights ("for 5 days") count as that many nights; "3 hari 2 malam" says both.
    """
    nights: int | None = None
    for pattern, size in _LENGTHS:
        for match in list(pattern.finditer(text)):
            said = match.groupdict().get("m") or match["n"]
            nights = nights or number(said) * size
            text = blank(text, *match.span())
    if nights is None and _A_WEEK.search(text):
        return 7, _A_WEEK.sub(lambda m: "\0" * len(m[0]), text)
    if nights is None and _A_NIGHT.search(text):
        return 1, text
    return nights, text
