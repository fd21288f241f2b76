"""Yes or no to what a guest asks, where code can tell from the words of a passage.

A passage opens with "Yes" for the question in its own heading. To another question about the same
thing that word is wrong: "Is the gym open at midnight?" is not answered by "Yes, from 6 am".
"""

from __future__ import annotations

import re
from datetime import time
from functools import lru_cache
from typing import Literal

from appliance.engine.guard.values import AM_PM, CLOCK, UNTIL, WEEKDAYS, Locale, claims, minutes
from appliance.engine.hotel import Hotel
from appliance.engine.lexicon import read
from appliance.engine.text import Language

Verdict = Literal["yes", "no"]
DAY = 24 * 60

YES_OR_NO = re.compile(
    r"(?:^|[,.;]\s+)\W*(?:(?:hi|hello|hai|and|so|but|ok|sorry|excuse me|salam)\b\W*)?"
    r"(?:is|are|can|could|may|do|does|will|would|am|any chance|still|boleh\w*|ada\w*|masih)\b"
    r"|\b(?:tak|ke|kah|masih|boleh|possible)\b|\b(?:can|may) (?:he|she|they)\b"
    r"|\b(?:buka|open)\b.*\?\s*$",
    re.I,
)
ASKS_WHICH = re.compile(
    r"\b(?:what|when|where|which|who|how|berapa|bila|mana|siapa|apa|bagaimana)\b", re.I
)
OPENS_WITH = re.compile(
    r"^(?:yes|no|sorry|of course|ya|ada|boleh|tidak|tiada|maaf)\s*[,.:;]\s*(?=\S)", re.I
)
HOURS = re.compile(rf"(?<![\d.:]){CLOCK}\s*{AM_PM}?{UNTIL}{CLOCK}\s*{AM_PM}", re.I)
DEARER = re.compile(  # hours of a higher price are no opening hours
    r"\b(?:more|extra|additional|surcharge|tambah(?:an)?|lebih)\b[^.;]*$", re.I
)
ALL_DAY = re.compile(r"\b24[\s-]?(?:hours?|hrs?|jam)\b|\b24/7\b|\bround the clock\b", re.I)
_DAY = "|".join(sorted(WEEKDAYS, key=len, reverse=True))
CLOSED_ON = re.compile(
    rf"\b(?:closed on|closed|tutup(?: pada)?(?: hari)?|ditutup)\s+({_DAY})s?\b", re.I
)
WEEKDAY = re.compile(rf"\b({_DAY})s?\b", re.I)
AGE_ASKED = re.compile(
    r"\b(\d{1,2})[- ]?(?:years?[- ]old|yo|y/o|tahun)\b"
    r"|\b(?:i'?m|aged?|umur|berumur|(?:son|daughter|child|kid|boy|girl) is) (\d{1,2})\b",
    re.I,
)
AGE_FROM = re.compile(
    r"\b(?:aged?|of|at least|from|berumur|umur) (\d{1,2})(?: years?)?(?: tahun)?"
    r" (?:and over|and above|or older|years old|ke atas)",
    re.I,
)


def verdict(question: str, text: str) -> Verdict | None:
    """What the hours, closing days or age limit in `text` say to a question asking yes or no."""
    if ASKS_WHICH.search(question) or not YES_OR_NO.search(question):
        return None
    for judge in (on_the_day, around_the_clock, at_the_hour, at_the_age):
        said = judge(question, text)
        if said is False:
            return "no"
        if said is True:
            return "yes"
    return None


def at_the_hour(question: str, text: str) -> bool | None:
    """Whether the one span of hours given holds every hour the question may mean, or none; of
    several, which are of this and that, only whether none does."""
    spans = spans_given(text)
    if not spans or None in spans or not (asked := hours_named(question)):
        return None
    within = [any(holds(each, at) for each in spans if each) for at in asked]
    if len(spans) > 1:
        return None if any(within) else False
    return within[0] if all(within) or not any(within) else None


def around_the_clock(question: str, text: str) -> bool | None:
    """No to "24 hours?" where hours are given, and none of them are these."""
    asked = ALL_DAY.search(question) and not ALL_DAY.search(text)
    return False if asked and spans_given(text) else None


def spans_given(text: str) -> list[tuple[int, int] | None]:
    """Opening and closing, in minutes after midnight; None where one cannot be told."""
    held = [match for match in HOURS.finditer(text) if not DEARER.search(text[: match.start()])]
    return [span(match) for match in held]


def holds(hours: tuple[int, int], at: int) -> bool:
    opens, closes = hours
    return (at - opens) % DAY < (closes - opens) % DAY


@lru_cache(maxsize=256)  # a question is held against passage after passage
def hours_named(text: str) -> tuple[int, ...]:
    """Minutes after midnight of the one clock time in `text`; two where it may be either half."""
    plain = _HALF.sub(lambda m: " am" if m[1].lower() == "morning" else " pm", text)
    named = [c for c in claims(plain, Locale("", "")) if c.kind == "time"]
    readings = named[0].readings if len(named) == 1 else ()
    return tuple(int(str(value)) for kind, value in readings if kind == "time")


_HALF = re.compile(r"(?<=\d)\s*in the (morning|afternoon|evening)\b", re.I)


def span(match: re.Match[str]) -> tuple[int, int] | None:
    hour, minute, half, last, last_minute, last_half = match.groups()
    opens = minutes(hour, minute, half or last_half)
    closes = minutes(last, last_minute, last_half)
    if not opens or not closes:
        return None
    return int(str(next(iter(opens))[1])), int(str(next(iter(closes))[1]))


def on_the_day(question: str, text: str) -> bool | None:
    """No on a closing day; on another day the hours still decide."""
    asked = {WEEKDAYS[name.lower()] for name in WEEKDAY.findall(question)}
    closed = {WEEKDAYS[name.lower()] for name in CLOSED_ON.findall(text)}
    if not asked or not closed:
        return None
    if asked <= closed:
        return False
    return None if hours_named(question) or asked & closed else True


def at_the_age(question: str, text: str) -> bool | None:
    asked, limit = AGE_ASKED.search(question), AGE_FROM.search(text)
    if not asked or not limit:
        return None
    return int(asked[1] or asked[2]) >= int(limit[1])


def without_opening(text: str) -> str:
    """`text` without the yes or no it opens with."""
    rest = OPENS_WITH.sub("", text, count=1)
    return rest[:1].upper() + rest[1:]


def asks_more(question: str, heading: str) -> bool:
    """Whether the question names a thing, an hour, a day or an age its heading does not."""
    asked, answered = read(question), read(heading)
    return bool(
        asked.topics - answered.topics
        or asked.facets - answered.facets - SAME
        or hours_named(question)
        or AGE_ASKED.search(question)
    )


SAME = frozenset({"allowed", "required", "onsite", "where", "extra", "kinds", "best"})


# -- arriving and leaving


def sharpened(question: str, hotel: Hotel, language: Language, before: str = "") -> str:
    """The question with the name the trade has for it: leaving at 3 pm is a late check-out. One
    without a topic, "and at 3?", is of what was asked `before`."""
    if "check_out" in read(before).topics:  # who asked of leaving does not ask of arriving now
        question = UP_TO.sub("hingga", question)
    topics = read(question).topics or read(before).topics
    if ASKS_THE_WAY.search(question):  # the hour of the train is told by the way
        return question
    for topic, name, beyond in (
        ("check_out", LATE, lambda at: at > clock(hotel.check_out_by)),
        ("check_in", AT_NIGHT, lambda at: at < SMALL_HOURS or at >= NIGHT),
        ("check_in", EARLY, lambda at: SMALL_HOURS <= at < clock(hotel.check_in_from)),
    ):
        hours = hours_named(question) if topic in topics else ()
        if topic == "check_out":  # "leave at 4": nobody means the night
            hours = tuple(at for at in hours if at >= SMALL_HOURS)
        if hours and not topics & NAMED_BY_HOUR and all(map(beyond, hours)):
            return f"{question} {name[language]}"
    return question


UP_TO = re.compile(r"(?:(?<=^kalau )|^)sampai(?=\s+(?:pukul\s+)?\d)", re.I)
ASKS_THE_WAY = re.compile(
    r"\bhow (?:do|can|should) (?:we|i) (?:get|come|go|reach)\b|\bhow to (?:get|come|go|reach)\b"
    r"|\b(?:macam mana|mcm mana|bagaimana)\b.{0,20}\b(?:ke|pergi|sampai|datang)\b|\bnaik apa\b",
    re.I,
)
LATE: dict[Language, str] = {"en": "(late check-out)", "ms": "(daftar keluar lewat)"}
AT_NIGHT: dict[Language, str] = {"en": "(late arrival)", "ms": "(tiba lewat malam)"}
EARLY: dict[Language, str] = {"en": "(early check-in)", "ms": "(daftar masuk awal)"}


NIGHT = 21 * 60
SMALL_HOURS = 5 * 60  # who arrives before then is late, after it early
NAMED_BY_HOUR = frozenset({"late_check_out", "late_arrival", "early_check_in"})


def clock(at: time) -> int:
    return 60 * at.hour + at.minute
