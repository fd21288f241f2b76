"""Questions that lean on the one before: "and on weekends?", "how much?", "kalau minggu depan?"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from appliance.engine.asking import asks
from appliance.engine.lexicon import Reading, naming, read, words
from appliance.engine.words import MONTHS, WEEKDAYS

_LEANS = re.compile(
    r"^\W*(?:(?:ok|okay|oh|eh|then|so)\W+)?(?:and|but|what about|how about|what if|also for"
    r"|same for|kalau|untuk|yang|then|so|how|when|(?:macam mana|bagaimana) (?:pula|dengan)"
    r"|is (?:it|that)|are they|does (?:it|that)|where|until when|berapa|brp|harga|pukul berapa|bila"
    r"|kat mana|di ?mana|sampai|any for|ada (?:yang )?untuk)\b",
    re.I,
)
_POINTS = re.compile(  # at what was spoken of before, whatever else they name
    r"^\W*(?:(?:and|so|but)\s+)?(?:(?:is|are|was|does|do|can|will)\s+(?:it|that|they|those)"
    r"|how much (?:(?:is|are) (?:it|that|they|those)|for|if)|kalau)\b"
    r"|\b(?:will|would|can|does) (?:it|they|he|she)\b"
    r"|\b(?:have|get|use|order|bring) (?:it|them|that)\b"
    r"|\b(?:cheaper|bigger|smaller|closer|nearer|another|other|dearer) ones?\b",
    re.I,
)
_UNSAID = re.compile(  # what is entered, used or joined is what was spoken of before
    r"\b(?:it|go|come in|go in|get in|enter|masuk|guna|pakai|naik|join)\W*"
    r"(?:(?:tak|x|ke|kah|juga|sekali|lagi)\W*)*$|\bmana (?:yang )?ada\W*$|\b(?:number|nombor)\W*$",
    re.I,
)
_TAGGED = re.compile(  # "lelaki boleh ke": may they, that is, do what was spoken of
    r"^(?!.*\b(?:tolong|bantu|tanya)\b).*\b(?:boleh|bole|blh|kena|perlu)(?:\s+(?:tak|x|ke|kah))?\W*$",
    re.I,
)
_BY = re.compile(
    r"^\W*(?:(?:kalau|klu|boleh|can (?:i|we)|and|or)\s+)*(?:naik|by|take|walk)\b", re.I
)
_ALSO = re.compile(
    r"^\W*(?:at|in|on|for|during|masa|semasa|(?:ada )?dalam)\b.*"
    r"\b(?:too|also|as well|juga|jugak)\W*$",
    re.I,
)
_THERE = re.compile(r"\b(?:there|sana|situ)\W*$", re.I)
_RENAMES = re.compile(r"^\W*(?:and|what about|how about|kalau|dan)\b", re.I)
_STATES = re.compile(  # tells something of the guest, and asks nothing
    r"^\W*(?:our|my|we|we're|i|i'm|the flight|flight|kami|saya|kitorang)\b", re.I
)
_WHEN = re.compile(
    r"\b(?:after|before|lepas|selepas|sebelum)\s+(?:(?:we|i|kami)\s+)?"
    r"(?:check(?:ing)?[\s-]?(?:in|out)|daftar (?:masuk|keluar))\b",
    re.I,
)
# topics a pointing question may name and still be about something else
_PEOPLE = frozenset(
    "child baby adults age couple senior student visitor capacity single citizen".split()
)
BY_THE_WAY = _PEOPLE | frozenset(
    "availability payment room room_type deluxe superior standard suite family_room double twin"
    " single car rate day_use discount".split()
)
_ASPECTS = frozenset("capacity floor".split())
CARRIERS = frozenset("bus taxi train car ferry motorcycle bicycle near".split())
_IDLE = frozenset(  # stems of what only counts, or is done with anything
    "peopl person pax day date guest per am pm minut minit min hour jam year yr meter m km kg"
    " masuk guna pakai naik join fit high instead wife husband friend parent mother father isteri"
    " suami kawan mak ayah ambil amik take pilih choose number nombor head kepala balik"
    " back".split()
)
_DAYS = frozenset(MONTHS) | frozenset(WEEKDAYS)
_OF_PLACE = frozenset("open close time where size kinds".split())  # asked of a place, whatever else
_PLACES = frozenset(
    "pool gym spa sauna jacuzzi restaurant bar cafe business_centre lounge kitchen prayer laundry"
    " front_desk room playground".split()
)
# words; a longer question without a topic is about something else, not elliptic
LONGEST, POINTING = 8, 13
BOOKED = frozenset({"book", "in_advance"})
LOOK_BACK = 6  # of the guest's messages

# what a price and the questions around it deal with; anything else is another question
STAY_TOPICS = frozenset(
    "room room_type deluxe superior standard suite family_room twin double single capacity adults"
    " child baby age couple rate availability book breakfast check_in check_out long_stay".split()
)


def resolve(question: str, history: Sequence[str]) -> str:
    """`question`, led by the message it leans on where it leans on one.

    Only where it is short and starts like a follow-up: joined to every question, the message
    before does more harm than good (measured: R@1 within a hotel fell from 83 to 63).
    """
    before = _carried(question, subject(history)) if leans(question) else ""
    return f"{before} {question}" if before else question


def _carried(question: str, before: str) -> str:
    """What is taken over of the message before: where this asks of a place, the place alone, for
    the rest asks something else: "is the restaurant halal?", "until what time?"."""
    topics = read(before).topics
    places = topics & _PLACES
    own = read(question)
    others = own.topics & _PEOPLE and topics & _PEOPLE  # asked of somebody else now
    books = own.topics and own.topics <= BOOKED
    alone = others or books or (own.facets & _OF_PLACE and places != topics)
    return naming(before, places) if places and alone else before


def subject(history: Sequence[str]) -> str:
    """The last of the guest's messages that stands by itself and names what it is about."""
    named = [(at, text) for at, text in enumerate(history) if names(text)][-LOOK_BACK:]
    for at, text in reversed(named):
        if not leans(text):
            return text
        if goes_on(text):
            return resolve(text, history[:at])
    return named[0][1] if named else ""


def spoken_of(talk: Sequence[str]) -> str:
    """What a question that leans on something leans on."""
    return talk[-1] if talk else ""


def names(text: str) -> bool:
    about = read(text)
    renamed = bool(_RENAMES.match(text)) and bool(new_words(about))  # "and Gurney Drive?"
    return renamed or bool(about.topics or (about.facets and about.words))


def leans(question: str) -> bool:
    """Whether it only makes sense with what was spoken of before."""
    reading = read(_WHEN.sub(" ", question))
    new = new_words(reading)
    if reading.facets and " it " in question.lower() and not reading.topics and not new:
        return True
    longest = POINTING if _POINTS.search(question) else LONGEST
    if len(words(question)) > longest or len(new) > 1:
        return False
    if reading.topics:
        return _means_another(question, reading.topics)
    follows = _LEANS.match(question) or _TAGGED.match(question) or _UNSAID.search(question)
    return bool(reading.facets or follows or (new and asks(question)))


def goes_on(text: str) -> bool:
    """Whether it leans on what it takes further: "and by bus?" is about the same way."""
    return bool(_BY.match(text))


def new_words(reading: Reading) -> frozenset[str]:
    """What it names that no line of the dictionary accounts for, without what is idle."""
    return frozenset(w for w in reading.words - _IDLE if not (w.isdecimal() or w in _DAYS))


def _means_another(question: str, topics: frozenset[str]) -> bool:
    """Whether what it names is by the way: "and for kids?", "is that per night?"."""
    if topics <= CARRIERS and (_BY.match(question) or _THERE.search(question)):
        return True
    if _ALSO.match(question):
        return True
    if topics <= BOOKED and "required" in read(question).facets:  # "need to book?"
        return True
    if any(p.search(question) for p in (_POINTS, _UNSAID, _TAGGED)):
        return topics <= BY_THE_WAY
    if _LEANS.match(question):
        return topics <= _PEOPLE | {"rate"}
    if topics <= _ASPECTS:  # "muat berapa orang?": the room, the hall
        return True
    return bool(_STATES.match(question)) and not asks(question) and topics <= _STATED


_STATED = BY_THE_WAY | {"airport", "late_arrival", "check_in"}
