"""What a guest wants of the house to stay at, beside when and for whom.

    wishes = before.merge(find_wishes(text, asked=our_last_line, about=before.about))

A hotel of one house passes these on to the person who follows the inquiry up; a group of houses
chooses by them. "Any" is what a guest said not to mind. Patterns are searched in folded text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, fields, replace
from typing import Literal

from appliance.engine.text import Language, Text
from appliance.engine.words import fold

ANY = "any"
Topic = Literal["", "stay", "other"]


@dataclass(frozen=True, slots=True)
class Wishes:
    """Empty where nothing was said."""

    area: str = ""  # north, south, east, west, centre
    price: str = ""  # cheap, moderate, expensive
    stars: str = ""
    house: str = ""  # hotel, guesthouse
    parking: str = ""  # yes, no
    internet: str = ""  # yes, no
    name: str = ""  # of the house, lower case
    about: Topic = ""  # what the guest talks of: a place to stay, or a table, a train, a museum

    def say(self, language: Language) -> str:
        """For staff: "area north, parking yes". Which house: they work there."""
        told = {word: getattr(self, name) for name, word in WORDS.items()}
        return ", ".join(
            f"{word.say(language)} {VALUES.get(value, Text(value, value)).say(language)}"
            for word, value in told.items()
            if value
        )

    def merge(self, newer: Wishes) -> Wishes:
        """`newer` wins wherever it says something; another house asked for drops the name."""
        said = {f.name: value for f in fields(newer) if (value := getattr(newer, f.name))}
        return replace(self, **said)


WORDS = {
    "area": Text("area", "kawasan"),
    "price": Text("price", "harga"),
    "stars": Text("stars", "bintang"),
    "house": Text("kind of house", "jenis penginapan"),
    "parking": Text("parking", "tempat letak kereta"),
    "internet": Text("internet", "internet"),
}
VALUES = {
    ANY: Text("any", "mana-mana"),
    "yes": Text("yes", "ya"),
    "no": Text("no", "tidak"),
    "north": Text("north", "utara"),
    "south": Text("south", "selatan"),
    "east": Text("east", "timur"),
    "west": Text("west", "barat"),
    "centre": Text("centre", "tengah bandar"),
    "cheap": Text("cheap", "murah"),
    "moderate": Text("moderate", "sederhana"),
    "expensive": Text("expensive", "mahal"),
    "guesthouse": Text("guesthouse", "rumah tamu"),
}


def find_wishes(text: str, *, asked: str = "", about: Topic = "") -> Wishes:
    """Read one message. `asked` is what we said last; `about` is the topic so far."""
    plain, before = fold(text), fold(asked)
    topic = _topic(plain, before, about)
    if topic != "stay":
        return Wishes(about=topic)
    parts = _SENTENCE.findall(plain)
    lodging = " ".join(part for part in parts if not _only_other(part)) or plain
    name = _name(text, asked)
    lodging = lodging.replace(name, " ") if name else lodging
    indifferent = bool(_INDIFFERENT.search(lodging))
    found = {
        "area": _last(_AREA, lodging),
        "price": _price(lodging),
        "stars": _stars(lodging),
        "house": _house(lodging),
        "parking": _wanted("parking", lodging, before),
        "internet": _wanted("internet", lodging, before),
    }
    if indifferent:
        for what in _not_minded(lodging, before):
            found[what] = found[what] or ANY
    return Wishes(**found, name=name, about=topic)


# -- what is talked about


_STAY = re.compile(
    r"\b(?:hotels?|guest\s?-?houses?|lodg\w+|place\s+to\s+(?:stay|sleep|crash|lodge|bed\s+down)|"
    r"(?:some|any)where\s+to\s+(?:stay|sleep)|accomm?odations?|rooms?|b\s?&\s?b|bed\s+and\s+breakfast|"
    r"inn|stay(?:ing|s)?|(?:a|the)\s+(?:house|villa|apartment)|nights?|check\s?-?in|bilik|penginapan|menginap|malam|rumah\s+tamu)\b"
)
_OTHER = re.compile(
    r"\b(?:restaurants?|food|eat(?:ing|ery)?|dine|dining|dinner|lunch|cuisine|table|trains?|taxis?|cabs?|"
    r"bus|depart(?:s|ing)\s+from|leav(?:es|ing)\s+from|attractions?|"
    r"museums?|colleges?|church\w*|theat(?:re|er)s?|cinemas?|boats?|swimming\s?pools?|nightclubs?|"
    r"entertainment|architecture|concerts?|galler(?:y|ies)|hospital|police|entrance\s+fee|tickets?|"
    r"travel\s+time|chinese|indian|italian|british|european|asian|thai|korean|restoran|makan|kereta\s?api|"
    r"places?\s+to\s+(?:go|see|visit|eat)|things?\s+to\s+do)\b"
)
_SENTENCE = re.compile(r"[^.?!;]+[.?!;]*")


def _topic(text: str, before: str, about: Topic) -> Topic:
    stays, others = _STAY.search(text), _OTHER.search(text)
    if stays:
        return "stay"
    if others:
        return "other"
    if about:
        return about
    return "stay" if _STAY.search(before) else "other" if _OTHER.search(before) else ""


def is_elsewhere(text: str, asked: str) -> bool:
    """Whether a message is of a train, a table, a museum: its day and its people are no stay's.

    `asked` is what we said last: it tells where it asked something, not where it told of breakfast.
    """
    plain = fold(text)
    if _STAY.search(plain):
        return False
    return bool(_OTHER.search(plain)) or ("?" in asked and about_elsewhere(asked))


def about_elsewhere(line: str) -> bool:
    plain = fold(line)
    return bool(_OTHER.search(plain)) and not _STAY.search(plain)


def _only_other(sentence: str) -> bool:
    return bool(_OTHER.search(sentence)) and not _STAY.search(sentence)


# -- what is wanted


_AREA = re.compile(
    r"\b(?P<v>north|south|east|west|cent(?:re|er)|central|utara|selatan|timur|barat|pusat\s+bandar)"
    r"(?:ern)?\b(?!\s+(?:b\s?&\s?b|bed|guest|hotel))"
)
_AREAS = {"center": "centre", "central": "centre", "utara": "north", "selatan": "south",
          "timur": "east", "barat": "west", "pusat bandar": "centre"}  # fmt: skip
_PRICES = (
    ("moderate", re.compile(r"\bmoderate(?:ly)?\b|\bmid[\s-]?(?:range|priced)\b|\bsederhana\b")),
    ("cheap", re.compile(r"\bcheap(?:er|est|ly)?\b|\binexpensive\b|\bbudget\b|\bmurah\b|"
                         r"\blow(?:er)?[\s-]?(?:priced?|cost|end)\b")),
    ("expensive", re.compile(r"(?<!in)(?<!less )(?<!too )(?<!not )\bexpensive\b|\bupscale\b|"
                             r"\bluxur\w+\b|\bhigh[\s-]end\b|\bpricey\b|\bmewah\b|\bmahal\b")),
)  # fmt: skip
_COUNT = {"zero": "0", "one": "1", "two": "2", "three": "3", "four": "4", "five": "5"}
_STARS = re.compile(
    r"(?<![.\d])\b(?P<n>[0-5]|zero|one|two|three|four|five)[\s-]*(?:or\s+more\s+)?star(?:s|red)?\b|"
    r"\bstars?(?:\s+rating)?\s+(?:rating\s+)?(?:of|is|:|at\s+least)\s+(?P<m>[0-5]|zero|one|two|three|four|five)\b(?!\.\d)|"
    r"\brat(?:ing|ed)\s+(?:of\s+|is\s+|a\s+|at\s+)?(?P<o>[0-5]|zero|one|two|three|four|five)\b(?!\.\d)|"
    r"\bbintang\s+(?P<p>[0-5])\b|\b(?P<q>[0-5])\s*bintang\b"
)
_GUESTHOUSE = re.compile(
    r"\bguest\s?-?houses?\b|\bbed\s+and\s+breakfasts?\b|\bb\s?&\s?bs?\b|\brumah\s+tamu\b"
)
_HOTEL = re.compile(
    r"\b(?:a|another|any|of|the)\s+(?:\w+\s+){0,3}hotels?\s+(?:rather|instead|not)\b|"
    r"\b(?:prefer|type|kind|be|is)\b[^.?!]{0,20}\bhotels?\b|\bnot\s+a\s+guest\s?-?house\b|"
    r"\bhotel\s+type\b"
)
_FACILITIES = {
    "parking": re.compile(r"\b(?:car\s+)?park(?:ing)?\b(?!\s+(?:street|road))|\bletak\s+kereta\b"),
    "internet": re.compile(r"\bwi-?\s?fi\b|\binternet\b"),
}
_REFUSED = re.compile(r"\b(?:no|not|don'?t|doesn'?t|without|isn'?t|never)\b(?:\W+\w+){0,5}\W*$")
_ASKS_WHETHER = re.compile(
    r"^\W*(?:and\s+|also\s+|ok\w*\W+|great\W+|thanks?\W+)*(?:does|do|is|are|did|has|have)\s+"
    r"(?:it|they|that|this|the|there|any|either|one)\b"
)
_INDIFFERENT = re.compile(
    r"\b(?:(?:does|do)\s?n[o']?t|not)\s+(?:really\s+)?(?:matter|care|mind|have\s+a\s+preference|"
    r"picky|important|particular)|\bno(?:t\s+any)?\s+(?:particular\s+)?preferences?\b|"
    r"\bany(?:thing|where|\s+(?:area|price|part|star\w*|type|kind|of))\b|\beither\b|"
    r"\bwhichever\b|\bwhatever\b|\bno\s+matter\b|\btak\s+kisah\b|\bmana[\s-]?mana\b"
)
_ASKED_OF = {
    "area": re.compile(r"\b(?:area|part\s+of\s+(?:town|the\s+city)|location|where|side)\b"),
    "price": re.compile(r"\bpric(?:e|es|ing)\b|\bbudget\b|\bcost\b"),
    "stars": re.compile(r"\bstars?\b|\brating\b"),
    "house": re.compile(
        r"\b(?:hotel\s+or\s+(?:a\s+)?guest|guest\s?-?house\s+or\s+(?:a\s+)?hotel|type|kind)\b"
    ),
    "parking": _FACILITIES["parking"],
    "internet": _FACILITIES["internet"],
}
_YES = re.compile(r"^\W*(?:yes|yeah|yep|sure|please|it\s+would|that\s+would|of\s+course|ya)\b")
_NO = re.compile(r"^\W*(?:no|nope|not)\b")


def _last(pattern: re.Pattern[str], text: str) -> str:
    found = [match["v"] for match in pattern.finditer(text)]
    return _AREAS.get(found[-1], found[-1]) if found else ""


def _price(text: str) -> str:
    found = [(m.start(), value) for value, pattern in _PRICES for m in pattern.finditer(text)]
    return max(found)[1] if found else ""


def _stars(text: str) -> str:
    said = [next(filter(None, match.groups())) for match in _STARS.finditer(text)]
    return _COUNT.get(said[-1], said[-1]) if said else ""


def _house(text: str) -> str:
    if _HOTEL.search(text):
        return "hotel"
    return "guesthouse" if _GUESTHOUSE.search(text) else ""


def _wanted(facility: str, text: str, before: str) -> str:
    """A question whether there is one asks; it does not want."""
    for sentence in _SENTENCE.findall(text):
        match = _FACILITIES[facility].search(sentence)
        if match and not ("?" in sentence and _ASKS_WHETHER.search(sentence)):
            return "no" if _REFUSED.search(sentence[: match.start()]) else "yes"
    last = (_SENTENCE.findall(before) or [""])[-1]
    if "?" in last and _FACILITIES[facility].search(last):
        return "yes" if _YES.search(text) else ""
    return ""


def _not_minded(text: str, before: str) -> list[str]:
    """What the guest does not mind: what they name, else what we asked for last."""
    near = " ".join(text[m.start() : m.end() + 40] for m in _INDIFFERENT.finditer(text))
    around = (
        near
        + " "
        + " ".join(text[max(0, m.start() - 25) : m.start()] for m in _INDIFFERENT.finditer(text))
    )
    named = [name for name, pattern in _ASKED_OF.items() if pattern.search(around)]
    if named:
        return named
    asking = " ".join(s for s in _SENTENCE.findall(before) if "?" in s)
    return [name for name, pattern in _ASKED_OF.items() if pattern.search(asking)][:1]


# -- which house


_KIND = r"(?:guest\s?-?\s?house|house|lodge|hotel|bed\s+and\s+breakfast|b\s?&\s?b|b\s+and\s+b|inn)"
_NOT_NAME = (
    "a about all also an and another any are area as at available be book both budget by call "
    "called can center central centre cheap cheaper city could decent did different do does "
    "each east eastern either expensive fancy find five for four free from get good great "
    "guest has have hello hi hotel house how i if in inexpensive info information internet "
    "into is it its kind like local looking luxury me moderate moderately more my named need "
    "new nice no north northern not of on one only or other our parking part particular please "
    "prefer price priced range rated rather recommend regular room rooms same side some "
    "someone south southern specific star stars suggest than thanks that the their there these "
    "this those three to town try two type upscale want was west western what whatever which "
    "wifi will with would you your "
).split()
_NAMED = re.compile(
    rf"\b(?P<name>(?:(?!(?:{'|'.join(_NOT_NAME)})\b)[a-z][\w']*(?:\s+-)?\s+(?:and\s+[a-z]\s+)?)"
    rf"{{1,3}}{_KIND})\b"
)
_CALLED = re.compile(
    r"\b(?:called|named)\s+(?:the\s+)?(?P<name>[a-z][\w '&-]{2,40}?)(?=[.,?!]|"
    r"\s+(?:in|for|please|is|it|someone|that|which|can)\b|$)"
)
_PROPER = re.compile(
    r"(?<![.?!]\s)(?<!^)\b(?:[A-Z][\w'&-]*)(?:\s+(?:[A-Z][\w'&-]*|and|by|of|from|-)){0,5}"
)
_TAKES = re.compile(
    r"\b(?:book|reserve|take)\b(?!\s+(?:a\s+)?(?:train|taxi|table))|\breservation\b|"
    r"\b(?:sounds?|works?|would\s+be|is|that'?s)\s+(?:\w+\s+)?(?:good|great|fine|perfect|nice|lovely)\b|"
    r"^\W*(?:yes|yeah|sure|ok\w*|great|perfect)\b"
)
_OFFERS = re.compile(
    r"\b(?:book|recommend|suggest|try|how\s+about|would\s+you\s+like|meets?|match\w*|fits?|suits?|have|is)\b"
)


def _name(text: str, asked: str) -> str:
    """The house the guest names, or the one we offered last, if the guest takes it."""
    plain, offered = fold(text), houses(asked)
    said = [match["name"] for match in (*_CALLED.finditer(plain), *_NAMED.finditer(plain))]
    known = [name for name in offered if name in plain]
    if known or said:
        return " ".join(max([*said, *known], key=len).split())
    if len(offered) == 1 and _TAKES.search(plain) and _OFFERS.search(fold(asked)):
        return offered[0]
    return ""


def houses(text: str) -> list[str]:
    """The houses that one of our lines names."""
    by_kind = [" ".join(match["name"].split()) for match in _NAMED.finditer(fold(text))]
    if by_kind:
        return list(dict.fromkeys(by_kind))
    proper = [fold(match[0]) for match in _PROPER.finditer(text)]
    kept = [re.sub(r"\s+(?:and|by|of|from|-)$", "", name) for name in proper]
    return list(
        dict.fromkeys(name for name in kept if len(name) > 4 and not _ORDINARY.search(name))
    )


_ORDINARY = re.compile(
    r"\d|\b(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday|reference|number|street|road|avenue|"
    r"postcode|would|perhaps|anything|their|booking|phone|the)\b"
)
