"""The values a text states: prices, numbers, percentages, times, dates, links, addresses.

    claims("Pool 7am-10pm, RM 20 a towel", Locale("MYR", "MY"))

A claim carries every reading its words allow, written alike however they were written: "RM320",
"RM 320.00" and "320 ringgit" are one; "7.30pm", "19:30" and "pukul 7.30 malam" are one. Two claims
agree when they share a reading. What was read is taken out before the next kind is looked for, so
that no digit counts twice.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

import phonenumbers

from appliance.engine.guard import numerals

Kind = Literal["price", "percent", "time", "date", "number", "code", "url", "email", "phone"]
Reading = tuple[str, object]  # what it is, and its value: ("time", 1170), ("price", ("MYR", 320))
ANY = "*"  # a number whatever it counts


@dataclass(frozen=True, slots=True)
class Locale:
    currency: str  # ISO 4217: what "RM" or a bare "$" means is the hotel's
    country: str  # ISO 3166: where a phone number without country code is


@dataclass(frozen=True, slots=True)
class Claim:
    kind: Kind
    text: str
    readings: frozenset[Reading]
    weekday: int | None = None  # said beside a date; Monday is 0


Found = Iterator[tuple[tuple[int, int], Claim]]


def claims(text: str, locale: Locale) -> tuple[Claim, ...]:
    """Every value `text` states, in no particular order."""
    text = KEYCAP.sub("", text)
    text = numerals.digits(LIST_MARK.sub(r"\1", text), AFTER_NUMBER)
    found: list[Claim] = []
    for reader in READERS:
        for (start, end), claim in list(reader(text, locale)):
            found.append(claim)
            text = f"{text[:start]}{'·' * (end - start)}{text[end:]}"
    return tuple(found)


def amount(text: str) -> Decimal:
    return Decimal(text.replace(",", "")).normalize()


# -- words

KEYCAP = re.compile("\\d\ufe0f?\u20e3")  # 1️⃣
LIST_MARK = re.compile(r"(^|\n)[ \t]*(?:[-*•] )?\(?\d{1,2}[.)](?=[ \t*]+\D)")
NUMBER = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"

UNIT_WORDS = {
    "minute": "minutes minute mins min minit",
    "hour": "hours hour hrs hr jam",
    "day": "days day hari",
    "night": "nights night malam",
    "week": "weeks week minggu",
    "month": "months month bulan",
    "year": "years year yrs tahun",
    "metre": "metres metre meters meter m",
    "kilometre": "kilometres kilometre kilometers kilometer km",
    "area": "sqm sq.m m2 m² meter persegi square metres square meters square metre square meter",
    "foot": "sqft sq.ft square feet kaki persegi ft",
    "person": "guests guest pax persons person people adults adult children child kids kid infants"
    " tetamu orang dewasa kanak-kanak bayi seater",
    "room": "rooms room suites suite villas villa units unit bilik",
    "bed": "beds bed katil",
    "floor": "floors floor storeys storey levels level tingkat aras",
    "pool": "pools pool kolam",
    "restaurant": "restaurants restaurant outlets outlet cafes cafe bars bar restoran kafe",
    "hall": "halls hall ballrooms ballroom dewan",
    "court": "courts court gelanggang",
    "star": "stars star bintang",
    "kilogram": "kg kilograms kilos kilo",
    "bay": "bays bay lots lot spaces petak",
    "time": "times kali",
    "vehicle": "cars car kereta buses bas",
    "course": "courses course dishes hidangan",
}
PHRASES = (
    "meter persegi",
    "square metres",
    "square meters",
    "square metre",
    "square meter",
    "square feet",
    "kaki persegi",
)


def unit_table() -> dict[str, str]:
    table: dict[str, str] = {}
    for unit, words in UNIT_WORDS.items():
        phrases = [phrase for phrase in PHRASES if phrase in words]
        single = set(words.split()) - {word for phrase in phrases for word in phrase.split()}
        table |= dict.fromkeys((*phrases, *single), unit)
    return table


UNITS = unit_table()
UNIT = "|".join(re.escape(word) for word in sorted(UNITS, key=len, reverse=True))
NO_ADJECTIVE = "(?!per|an?|to|and|or|for|of|is|in|on|from|until|at|setiap|untuk|dan|atau|hingga"
NO_ADJECTIVE += r"|pada|dari|am|pm|pagi|petang|tengah|percent|peratus)"
AFTER_NUMBER = re.compile(
    rf"[ \-]+(?:\b{NO_ADJECTIVE}\b[a-z]+[ \-])?(?:(?:{UNIT}|ringgit|sen|percent|per cent|peratus"
    r"|am|pm|a\.m|p\.m|o'clock|pagi|petang|malam|tengah ?hari)\b)",
    re.I,
)

WEEKDAYS = {
    word: day
    for day, words in enumerate(
        (
            "monday mon isnin",
            "tuesday tues tue selasa",
            "wednesday wed rabu",
            "thursday thurs thur thu khamis",
            "friday fri jumaat",
            "saturday sat sabtu",
            "sunday sun ahad",
        )
    )
    for word in words.split()
}
MONTHS = {
    word: month
    for month, words in enumerate(
        (
            "january jan januari",
            "february feb februari",
            "march mar mac",
            "april apr",
            "may mei",
            "june jun",
            "july jul julai",
            "august aug ogos ogo",
            "september sept sep",
            "october oct oktober okt",
            "november nov",
            "december dec disember dis",
        ),
        1,
    )
    for word in words.split()
}

# -- links and addresses

EMAIL = re.compile(r"[\w.+\-]+@[\w\-]+(?:\.[\w\-]+)+")
URL = re.compile(
    r"(?:[a-z][a-z0-9+.\-]{1,10}://|www\.|(?:javascript|data|mailto|tel):)[^\s<>\"'()\[\]]+"
    r"|\b(?:[a-z0-9\-]+\.)+(?:com|net|org|my|co|io|info|biz|hotel|hotels|travel|asia|sg|id|uk|app"
    r"|site|online|store|shop|xyz|link|ly|gl|me|page|live|club|top)\b(?:/[^\s<>\"'()\[\]]*)?",
    re.I,
)


def emails(text: str, _: Locale) -> Found:
    for match in EMAIL.finditer(text):
        address = match.group().rstrip(".").lower()
        yield match.span(), Claim("email", address, frozenset({("email", address)}))


def urls(text: str, _: Locale) -> Found:
    for match in URL.finditer(text):
        written = match.group().rstrip(".,;:!?*_'’”")
        claim = Claim("url", written, frozenset({("url", plain_url(written))}))
        yield (match.start(), match.start() + len(written)), claim


def plain_url(url: str) -> str:
    """A link without what makes no difference to where it leads."""
    return re.sub(r"^(?:https?://)?(?:www\.)?", "", url.lower()).rstrip("/")


AMOUNT = re.compile(r"\d+\.\d{2}")
PHONE = re.compile(r"(?<![\w.,])(?:\+|(?=0|60|1[ \-]?[38]00))\d(?:[ \-().]{0,2}\d){6,14}(?![\w])")


def phones(text: str, locale: Locale) -> Found:
    for match in PHONE.finditer(text):
        if AMOUNT.fullmatch(match.group()):  # 60000.01 begins like a number in Malaysia
            continue
        value = plain_phone(match.group(), locale.country)
        yield match.span(), Claim("phone", match.group(), frozenset({("phone", value)}))


def plain_phone(written: str, country: str) -> str:
    """E.164 where the number can be read, else its digits."""
    try:
        number = phonenumbers.parse(written, country)
    except phonenumbers.NumberParseException:
        return re.sub(r"\D", "", written)
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


# -- dates

DAY = r"(\d{1,2})(?:st|nd|rd|th|hb| ?hari ?bulan)?"
MONTH = rf"({'|'.join(sorted(MONTHS, key=len, reverse=True))})\b\.?"
WEEKDAY = rf"(?:\b({'|'.join(sorted(WEEKDAYS, key=len, reverse=True))})\b\.?,?\s+(?:the\s+)?)?"
TO = r"\s*(?:-|–|—|to|until|till|through|hingga|sampai|and|dan|&|,)\s*"
YEAR = r"(?:,?\s+(\d{4})\b)?"

ISO = re.compile(r"\b(\d{4})-(\d{2})-(\d{2})\b")
FULL = re.compile(r"(?<![\d/.\-])(\d{1,2})([/.\-])(\d{1,2})\2(\d{4}|\d{2})(?![\d/.\-]*\d)")
SHORT = re.compile(r"(?<![\d/])(?!24/7\b)(\d{1,2})/(\d{1,2})(?![\d/])")
DAY_MONTH = re.compile(
    rf"{WEEKDAY}(?<![\w/.])(?:{DAY}{TO}{WEEKDAY})?{DAY}\s+(?:of\s+)?{MONTH}{YEAR}", re.I
)
MONTH_DAY = re.compile(
    rf"{WEEKDAY}\b{MONTH}\s+{DAY}(?:{TO}{DAY})?(?![\d:.]*\d|\s*[ap]\.?m)(?:,?\s+(\d{{4}})\b)?", re.I
)
AROUND_THE_CLOCK = re.compile(
    r"\b(?:24/7|(?:a)?round the clock|all night(?: long)?|day and night|sepanjang malam"
    r"|siang (?:dan )?malam)\b",
    re.I,
)


def day_claim(
    text: str, day: str, month: int, year: str | None = None, weekday: str | None = None
) -> Claim | None:
    if not (1 <= int(day) <= 31 and 1 <= month <= 12):
        return None
    full = 0 if not year else int(year) + (2000 if len(year) == 2 else 0)
    named = WEEKDAYS.get(weekday.lower()) if weekday else None
    return Claim("date", text, frozenset({("date", (int(day), month, full))}), named)


def numeric_dates(text: str, _: Locale) -> Found:
    for match in ISO.finditer(text):
        year, month, day = match.groups()
        if claim := day_claim(match.group(), day, int(month), year):
            yield match.span(), claim
    for match in FULL.finditer(text):
        day, _sep, month, year = match.groups()
        if claim := day_claim(match.group(), day, int(month), year):
            yield match.span(), claim


def short_dates(text: str, _: Locale) -> Found:
    for match in AROUND_THE_CLOCK.finditer(text):
        yield match.span(), number_claim(match.group(), Decimal(24), "hour")
    for match in SHORT.finditer(text):
        if claim := day_claim(match.group(), match[1], int(match[2])):
            yield match.span(), claim


def worded_dates(text: str, _: Locale) -> Found:
    for match in DAY_MONTH.finditer(text):
        first_weekday, first, weekday, last, month, year = match.groups()
        if is_month(month):
            weekday = weekday if first else first_weekday
            yield from spread(match, month, year, ((first, first_weekday), (last, weekday)))
    taken = [match.span() for match in DAY_MONTH.finditer(text) if is_month(match[5])]
    for match in MONTH_DAY.finditer(text):
        weekday, month, first, last, year = match.groups()
        if is_month(month) and not any(a < match.end() and match.start() < b for a, b in taken):
            yield from spread(match, month, year, ((first, weekday), (last, None)))


def spread(
    match: re.Match[str],
    month: str,
    year: str | None,
    days: tuple[tuple[str | None, str | None], ...],
) -> Found:
    """A claim for every day of "24–26 Dec"."""
    for day, weekday in days:
        if day and (claim := day_claim(match.group(), day, MONTHS[month.lower()], year, weekday)):
            yield match.span(), claim


def is_month(word: str) -> bool:
    """ "3 may stay" and "2 mac" are no dates; "3 May" is."""
    return word.lower() not in ("may", "mac", "mar", "dis") or word[0].isupper()


# -- times

CLOCK = r"(\d{1,2})(?:[:.](\d{2}))?"
AM_PM = (
    r"([ap]\.?\s?m\b\.?|noon|nn\b|midnight|pagi\b|pg\b|petang\b|ptg\b|tengah ?hari"
    r"|tengah malam|malam\b|mlm\b)"
)
UNTIL = r"\s*(?:-|–|—|to|until|till|and|hingga|sampai|ke|dan)\s*(?:pukul |jam |pkl )?"
RANGE = re.compile(rf"(?<![\d.:])(?<!rm)(?<!rm ){CLOCK}{UNTIL}{CLOCK}\s*{AM_PM}", re.I)
CLOCK_TIME = re.compile(rf"(?<![\d.:,]){CLOCK}\s*{AM_PM}", re.I)
SAID_TIME = re.compile(rf"\b(?:pukul|pkl\.?|jam)\s*{CLOCK}(?![\d.]*\d)", re.I)
OCLOCK = re.compile(rf"(?<![\d.:]){CLOCK}\s*o['’]?\s?clock", re.I)
DAY_CLOCK = re.compile(r"(?<![\d.:])([01]?\d|2[0-4]):([0-5]\d)(?::[0-5]\d)?(?![\d:])")
MILITARY = re.compile(r"\b([01]\d|2[0-3])([0-5]\d)\s*(?:hrs?|hours)\b", re.I)
NAMED_TIME = re.compile(r"\b(noon|midday|midnight|tengah malam)\b", re.I)


def minutes(hour: str, minute: str | None, half: str) -> frozenset[Reading]:
    """Minutes after midnight that "7.30" with "pm", "malam" or nothing may mean."""
    h, m = int(hour), int(minute or 0)
    if h > 24 or m > 59:
        return frozenset()
    half = re.sub(r"[\s.]", "", half.lower())
    if h > 12 or not half:
        hours = {h % 24} if h > 12 or hour.startswith("0") else {h % 12, h % 12 + 12}
    elif half in ("am", "pagi", "pg", "midnight", "tengahmalam"):
        hours = {h % 12}
    elif half.startswith("m"):  # malam, mlm
        hours = {h % 12 if h == 12 else h + 12}
    else:
        hours = {h % 12 + 12} if half != "tengahhari" or h != 11 else {11}
    return frozenset(("time", 60 * hour_ + m) for hour_ in hours)


def ranges(text: str, _: Locale) -> Found:
    for match in RANGE.finditer(text):
        hour, minute, last, last_minute, half = match.groups()
        opening, closing = minutes(hour, minute, ""), minutes(last, last_minute, half)
        if opening and closing:
            yield match.span(), Claim("time", match.group(), opening)
            yield match.span(), Claim("time", match.group(), closing)


def times(text: str, _: Locale) -> Found:
    for match in CLOCK_TIME.finditer(text):
        hour, minute, half = match.groups()
        readings = minutes(hour, minute, half)
        if half.lower() == "malam" and minute is None:  # "8 malam" is 8 pm and eight nights
            readings |= number_claim("", Decimal(hour), "night").readings
        if readings:
            yield match.span(), Claim("time", match.group(), readings)


def other_times(text: str, _: Locale) -> Found:
    for pattern in (SAID_TIME, OCLOCK, DAY_CLOCK, MILITARY):
        for match in pattern.finditer(text):
            if readings := minutes(match[1], match[2], ""):
                yield match.span(), Claim("time", match.group(), readings)
    for match in NAMED_TIME.finditer(text):
        noon = match[1].lower() in ("noon", "midday")
        yield match.span(), Claim("time", match.group(), frozenset({("time", 720 if noon else 0)}))


# -- amounts

CURRENCIES = {"rm": "MYR", "ringgit": "MYR", "myr": "MYR", "usd": "USD", "us$": "USD"}
CURRENCIES |= {"dollar": "USD", "dollars": "USD", "sgd": "SGD", "s$": "SGD", "€": "EUR"}
CURRENCIES |= {"eur": "EUR", "euro": "EUR", "euros": "EUR", "£": "GBP", "gbp": "GBP", "idr": "IDR"}
CURRENCIES |= {"thb": "THB", "aud": "AUD", "rp": "IDR"}
SIGN = r"(?:\bRM|\bMYR|\bUSD|\bUS\$|\bSGD|\bS\$|\bEUR|\bGBP|\bAUD|\bTHB|\bIDR|\bRp|\$|€|£)"
BEFORE = re.compile(
    rf"({SIGN})\s?({NUMBER})(k\b)?"
    rf"(?:\s*(?:-|–|—|to|hingga|sampai)\s*(?:{SIGN}\s?)?({NUMBER})(?![\w%]))?",
    re.I,
)
AFTER = re.compile(
    rf"(?<![\w.,])({NUMBER})\s?(ringgit|RM|MYR|USD|SGD|dollars?|euros?|EUR|GBP)\b", re.I
)
PERCENT = re.compile(rf"(?<![\w.,])({NUMBER})\s?(?:%|percent\b|per cent\b|peratus\b)", re.I)


def prices(text: str, locale: Locale) -> Found:
    for match in BEFORE.finditer(text):
        sign, first, thousands, last = match.groups()
        scale = 1000 if thousands else 1
        yield match.span(), price_claim(match.group(), sign, amount(first) * scale, locale)
        if last:
            yield match.span(), price_claim(match.group(), sign, amount(last), locale)
    for match in AFTER.finditer(text):
        yield match.span(), price_claim(match.group(), match[2], amount(match[1]), locale)


def price_claim(text: str, sign: str, value: Decimal, locale: Locale) -> Claim:
    currency = CURRENCIES.get(sign.lower(), sign.upper() if sign != "$" else locale.currency)
    return Claim("price", text, frozenset({("price", (currency, value.normalize()))}))


def percents(text: str, _: Locale) -> Found:
    for match in PERCENT.finditer(text):
        reading = ("percent", amount(match[1]))
        yield match.span(), Claim("percent", match.group(), frozenset({reading}))


# -- what is left

COUNTED = re.compile(
    rf"(?<![\w.,])({NUMBER})(?:st|nd|rd|th)?"
    rf"(?:[ \-]?({UNIT})\b|[ \-]{NO_ADJECTIVE}[a-z]+[ \-]({UNIT})\b)",
    re.I,
)
PACKAGE = re.compile(r"\b(\d{1,2})[dh](\d{1,2})[nm]\b", re.I)  # 3D2N, 3H2M
LEVEL = re.compile(r"\b(?:levels?|floors?|tingkat|aras)\s+(?:ke-?)?(\d+)\b", re.I)
NUMBERED = re.compile(rf"(?<![\w,])({NUMBER})(?:st|nd|rd|th|x)?(?![\d])", re.I)
CODE = re.compile(r"\b(?!ke-)(?=[\w\-]*\d)[A-Za-z][\w\-]*\b")


def number_claim(text: str, value: Decimal, unit: str = "") -> Claim:
    value, unit = in_one_unit(value, unit)
    wanted: set[Reading] = {("number", (value, unit)), ("number", (value, ""))}
    return Claim("number", text, frozenset(wanted if unit else {("number", (value, ANY))}))


def in_one_unit(value: Decimal, unit: str) -> tuple[Decimal, str]:
    """48 hours are 2 days, 1.5 km are 1500 m."""
    if unit == "hour" and value % 24 == 0:
        return (value / 24).normalize(), "day"
    if unit == "kilometre":
        return (value * 1000).normalize(), "metre"
    return value.normalize(), unit


def codes(text: str, _: Locale) -> Found:
    for match in CODE.finditer(text):
        reading = ("code", match.group().lower())
        yield match.span(), Claim("code", match.group(), frozenset({reading}))


def counts(text: str, _: Locale) -> Found:
    for match in PACKAGE.finditer(text):
        yield match.span(), number_claim(match.group(), Decimal(match[1]), "day")
        yield match.span(), number_claim(match.group(), Decimal(match[2]), "night")
    for match in LEVEL.finditer(text):
        yield match.span(), number_claim(match.group(), Decimal(match[1]), "floor")
    for match in COUNTED.finditer(text):
        unit = UNITS[(match[2] or match[3]).lower()]
        yield match.span(), number_claim(match.group(), amount(match[1]), unit)


def numbers(text: str, _: Locale) -> Found:
    for match in NUMBERED.finditer(text):
        yield match.span(), number_claim(match.group(), amount(match[1]))


READERS: tuple[Callable[[str, Locale], Found], ...] = (
    emails,
    urls,
    numeric_dates,
    phones,
    ranges,
    times,
    worded_dates,
    prices,
    percents,
    other_times,
    short_dates,
    counts,
    codes,
    numbers,
)
