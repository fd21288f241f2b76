"""Who comes and what they need: guests, rooms and the room type, as a message says them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from appliance.engine.hotel import Room
from appliance.engine.slips import one_slip
from appliance.engine.words import NUMBER, blank, fold, number


@dataclass(frozen=True, slots=True)
class Party:
    adults: int | None = None
    children: int | None = None
    rooms: int | None = None

    @property
    def said(self) -> bool:
        return self != Party()


_N = rf"(?<![\w.,:/-])(?P<n>{NUMBER})(?:(?<=\d)|(?![a-z]))"  # not the "ten" of "tengok"
_ROOM_WORD = (
    r"(?:rooms?\b(?!\s*(?:service|\d|no\b|number))|bilik\b(?!\s*(?:air|mandi|no\b|\d))|units?\b)"
)
_ROOMS = (
    re.compile(rf"{_N}\s*(?:x\s*)?(?:[a-z]+[\s-]+){{0,3}}?{_ROOM_WORD}"),
    re.compile(rf"\b(?:rooms?|bilik)\s*[:=x]\s*{_N}"),
    re.compile(r"(?P<n>\bse)(?:buah\s+)?bilik\b"),
)
_NOT_BETWEEN = re.compile(
    r"\b(?:nights?|days?|hari|malam|adults?|pax|people|persons?|orang|org|kids?|child\w*|dewasa|"
    r"budak|"
    r"guests?|in|for|per|untuk|dan|and|with|stars?|bed|bedded|or|to|of|weeks?|minggu|dalam|hb|at|"
    r"is)\b"
)
_ADULTS = (
    re.compile(rf"{_N}\s*-?\s*(?:adults?|adlts?|dewasa|(?:orang|org)\s+dewasa|grown[\s-]?ups?)\b"),
    re.compile(rf"\b(?:adults?|dewasa)\s*[:=x-]\s*{_N}"),
    re.compile(rf"{_N}a(?=[\s+/&,]*(?:\d{{1,2}}c\b|\0))"),
)
_CHILD = (
    r"(?:kids?|child(?:ren|s)?|kiddos?|babies|baby|bab(?:y|ies)|infants?|toddlers?|"
    r"teen(?:ager)?s?|"
    r"(?:orang\s+|org\s+)?(?:budak(?:-budak|2)?|kanak(?:-kanak|2)?|anak(?:\s+kecil|-anak|2)?|"
    r"bayi)|"
    r"sons?|daughters?|boys?|girls?)"
)
_CHILDREN = (
    re.compile(rf"{_N}\s*(?:(?:small|young|little|teenage|school)\s+)?-?\s*{_CHILD}\b"),
    re.compile(rf"\b(?:kids?|children|child|kanak-kanak|budak)\s*[:=x]\s*{_N}"),
    re.compile(r"(?<=\da)[\s+/&,]*(?P<n>\d{1,2})c\b"),
)
_ONE_CHILD = re.compile(
    r"\b(?:an?|my|our|the|with|anak)\s+(?:teenage\s+|little\s+|small\s+|young\s+|"
    r"\d+[\s-]*(?:year|yr)s?[\s-]*old\s+)?"
    r"(?:baby|infant|toddler|kid|child|son|daughter)\b|\bseorang\s+anak\b|\banak\s+saya\b"
)
_PEOPLE = (
    re.compile(
        rf"{_N}\s*-?\s*(?:people|ppl|persons?|pax|guests?|tetamu|orang|org|travell?ers?|of\s+us|adults|"
        rf"heads?)\b"
    ),
    re.compile(rf"\b(?:family|party|group|keluarga|team|total)\s+(?:of|seramai|dalam)?\s*{_N}\b"),
    re.compile(rf"\b(?:pax|guests?|people|tetamu)\s*[:=]\s*{_N}"),
    re.compile(rf"\b(?:ada|kami|we\s+are|we're|we\s+will\s+be|there\s+(?:are|will\s+be))\s+{_N}\b"
               r"(?!\s*(?:bilik|rooms?|nights?|days?|malam|hari|cars?|kereta|kids?|child|budak|"
               r"anak|in\b|[a-z]+\s+(?:rooms?|away)))"),
    re.compile(rf"\bfor\s+{_N}\b(?!\s*(?:[/:.]\d|-|[ap]\.?m|th\b|st\b|nd\b|rd\b|hb|days?|nights?|"
    rf"weeks?|"
               r"months?|hours?|hrs?|min|whole|more|full|consecutive|straight|o'?clock|rooms?|"
               r"[a-z]+\s+rooms?|times?|"
               r"kids?|child|cars?|stars?\b|[a-z]+\s+stars?\b|i\b|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|"
               r"breakfast|ringgit|rm|of\s+the|room|king|queen|single|double|twin|suite|deluxe))"),
)  # fmt: skip
_TOGETHER = {
    "seorang": 1, "sorang": 1, "berdua": 2, "bertiga": 3, "berempat": 4, "berlima": 5,
    "berenam": 6, "bertujuh": 7, "berlapan": 8, "bersembilan": 9, "bersepuluh": 10,
}  # fmt: skip
_TOGETHER_WORD = re.compile(
    rf"(?<!harga )(?<!berapa )(?<!per )\b(?P<n>{'|'.join(_TOGETHER)})\b"
    rf"(?!\s+(?:berapa|brp|lagi|anak|staf|manusia|manager|pengurus|petugas|"
    rf"yang))"
)
_PARTNER = (
    r"(?:wife|husband|hubby|spouse|partner|fianc[eé]e?|girlfriend|boyfriend|gf|bf|mom|mum|"
    r"mother|dad|father|friend|sister|brother|colleague|isteri|suami|wife|tunang|kawan|mak|ibu|ayah|"
    r"bini|laki|boss)"
)
_WITH_ONE = re.compile(
    rf"\b(?:me|i|myself|saya|aku|us)\b[\s,]*(?:and|with|dan|dgn|dengan|\+|&|,)\s*(?:my\s+|"
    rf"a\s+)?{_PARTNER}\b"
    rf"|\bmy\s+{_PARTNER}\s+and\s+(?:i|me|myself)\b|\b(?:a|for|as\s+a|young)\s+couple\b(?!\s+of)|"
    rf"\bhoneymooners\b"
)
_WITH_SOME = re.compile(
    rf"\b(?:me|i|saya)\b\s*(?:and|with|dan|dengan|\+|"
    rf"&)\s*(?:my\s+)?(?P<n>{NUMBER})\s+(?:friends?|kawan|colleagues?|others?)"
)
_PARENTS = re.compile(r"\bmy\s+parents\b|\bmak\s+ayah\b|\bibu\s+bapa\b")
_ALONE = re.compile(
    r"\bjust\s+(?:me|myself|for\s+me)\b|\bsolo\b|\b(?:by|for)\s+myself\b|"
    r"\b(?:i|i'm|im|i'll|me|myself|travel\w*|com\w+)\b[^.?!]{0,40}\balone\b|^\W*alone\b|"
    r"\bonly\s+me\b|"
    r"\bsaya\s+(?:seorang|sorang)\b|\bsorang\s+(?:je|saja|sahaja)\b"
)
_TOTAL = re.compile(r"\b(?:including|incl|inclusive|termasuk|family\s+of|keluarga)\b")
_MOST = 500


def find_party(text: str) -> Party:
    """Guests and rooms said in folded `text` (lengths and days already struck out)."""
    rooms, text = _rooms(text)
    children, text = _count(_CHILDREN, text)
    adults, text = _count(_ADULTS, text)
    people, text = _count(_PEOPLE, text)
    if children is None and _ONE_CHILD.search(text):
        children = 1
    if adults is None:
        adults = _adults(text, people, children)
    return Party(adults, children, rooms)


_BARE = re.compile(
    rf"^\W*(?:(?:just|only|about|around|dalam|lebih\s+kurang|cuma)\s+)?(?P<n>{NUMBER})"
    rf"(?:\s*(?:\+|,|and|dan|&)\s*(?P<m>{NUMBER}))?"
    r"(?:\s*(?:je|jer|sahaja|saja|only|lah?|of us|please|pls))*\W*$"
)


def bare_party(text: str) -> Party:
    """The party in a bare answer to "how many adults and children?": "2", "2 and 1", "dua je"."""
    match = _BARE.match(text.replace("\0", " "))
    if not match or not 0 < number(match["n"]) <= _MOST:
        return Party()
    return Party(number(match["n"]), number(match["m"]) if match["m"] else None)


_AGES = re.compile(
    rf"\b{_CHILD}\b[^.?!\d]{{0,16}}?(?:\(|\baged?\b|\bages\b|\bumur\b|\bberumur\b|\bwho\s+(?:is|are)\b)"
    r"[^.?!\d]{0,8}(?P<ages>\d{1,2}(?:\s*(?:,|and|dan|&|/|y/?o|yrs?|years?(?:\s+old)?|tahun)\s*"
    r"(?:(?:and|dan|,|&)\s*)?\d{1,2})*)(?!\d)|"
    r"(?P<one>\d{1,2})[\s-]*(?:years?|yrs?)[\s-]*old|(?P<yo>\d{1,2})\s*y/?o\b"
)
_OLDEST = 17  # years; older is no child


def find_ages(text: str) -> tuple[int, ...] | None:
    """The children's ages said in folded `text`, None where none is."""
    ages = [
        int(age)
        for match in _AGES.finditer(text)
        for age in re.findall(r"\d+", match["ages"] or match["one"] or match["yo"])
        if int(age) <= _OLDEST
    ]
    return tuple(ages) or None


def _adults(text: str, people: int | None, children: int | None) -> int | None:
    if people is None:
        return _together(text)
    if children and people > children and _TOTAL.search(text):
        return people - children
    return people


def _together(text: str) -> int | None:
    if match := _WITH_SOME.search(text):
        return number(match["n"]) + 1
    if _WITH_ONE.search(text):
        return 2
    if _ALONE.search(text):
        return 1
    if match := _TOGETHER_WORD.search(text):
        return _TOGETHER[match["n"]]
    return 2 if _PARENTS.search(text) else None


def _rooms(text: str) -> tuple[int | None, str]:
    for pattern in _ROOMS:
        for match in pattern.finditer(text):
            said = match["n"]
            if _NOT_BETWEEN.search(text[match.end("n") : match.end()]):
                continue
            count = 1 if said == "se" else number(said)
            if 0 < count <= _MOST:
                return count, blank(text, *match.span("n"))
    return None, text


def _count(patterns: Iterable[re.Pattern[str]], text: str) -> tuple[int | None, str]:
    for pattern in patterns:
        found = [m for m in pattern.finditer(text) if 0 < number(m["n"]) <= _MOST]
        if found:
            for match in found:
                text = blank(text, *match.span())
            return number(found[-1]["n"]), text
    return None, text


_WHICH_IS = re.compile(r"\s+(?:yang|yg)\s+")  # "bilik yang paling besar" is "bilik paling besar"
_COMMON = frozenset(
    "room rooms bilik bed beds katil with view and the dan hotel family keluarga pemandangan "
    "guest single double twin king queen sea garden city pool laut taman bandar kolam".split()
)


@dataclass(frozen=True, slots=True)
class RoomFound:
    code: str | None = None
    rooms: int | None = None  # "2 deluxe"


def find_room(text: str, rooms: tuple[Room, ...]) -> RoomFound:
    """The room type named in folded `text`; a longer name wins over a shorter one."""
    text = _WHICH_IS.sub(" ", text)
    best: tuple[bool, int, str, str] | None = None
    words = re.findall(r"[\w'&]+", text)
    first = {word[0] for word in words}
    for name, code in _names(rooms).items():
        exact = name in text and _is_named(name, text)
        if exact or (name[:1] in first and _nearly(name, words)):
            rank = (exact, len(name), code, name)
            best = max(best, rank) if best else rank
    if best is None:
        return RoomFound()
    counts = _counts(text, rooms)
    if len(counts) > 1:  # "2 deluxe and 1 family": no one type, so many rooms
        return RoomFound(None, sum(counts.values()))
    return RoomFound(best[2], _counted(text, best[3]))


def _is_named(name: str, text: str) -> bool:
    not_room = rf"{_NOT_ROOM}|{_COUNTED_FAMILY}" if name in _FAMILY else _NOT_ROOM
    return bool(re.search(rf"(?<!\w){re.escape(name)}(?!\w|{not_room})", text))


def _counts(text: str, rooms: tuple[Room, ...]) -> dict[str, int]:
    """How many are asked for of each type that is asked for by number."""
    counts: dict[str, int] = {}
    for name, code in sorted(_names(rooms).items(), key=lambda each: -len(each[0])):
        if count := _counted(text, name):
            counts.setdefault(code, count)
            text = re.sub(rf"(?<!\w){re.escape(name)}", lambda m: "\0" * len(m[0]), text)
    return counts


def _counted(text: str, name: str) -> int | None:
    if name not in text:  # a pattern for every name there is takes longer to make than to match
        return None
    match = re.search(rf"{_N}\s*x?\s*{re.escape(name)}s?\b", text)
    return number(match["n"]) if match and 0 < number(match["n"]) <= _MOST else None


_NOT_ROOM = r"\s+(?:of|with|is|are|day|trip|gathering|members?|friendly)\b"  # "family of 4"
_FAMILY = frozenset({"family", "keluarga"})
_COUNTED_FAMILY = r"\s+\d\s*(?:orang|org|pax|people|persons?|adults?|dewasa|\W*$)"


@lru_cache(maxsize=64)
def _names(rooms: tuple[Room, ...]) -> dict[str, str]:
    """What each room may be called; a word of its name alone only where no other has it."""
    names: dict[str, str] = {}
    parts = Counter(part for room in rooms for part in set(_parts(room)))
    for room in rooms:
        names |= {part: room.code for part in _parts(room) if parts[part] == 1}
    for room in rooms:
        said = (room.name.en, room.name.ms, room.code.replace("_", " "), *room.aliases)
        names |= {fold(name).strip(): room.code for name in said if name.strip()}
    return names


def _parts(room: Room) -> list[str]:
    words = re.findall(r"\w+", fold(f"{room.name.en} {room.name.ms}"))
    return [word for word in words if len(word) >= 5 and word not in _COMMON]


def _nearly(name: str, words: list[str]) -> bool:
    """`name` with one slip of the finger, but not in its first letter, in as many words."""
    if len(name) < 6:
        return False
    many = len(name.split())
    starts = (i for i in range(len(words) - many + 1) if words[i][0] == name[0])
    windows = (" ".join(words[i : i + many]) for i in starts)
    return any(one_slip(name, said) for said in windows if -2 < len(said) - len(name) < 2)
