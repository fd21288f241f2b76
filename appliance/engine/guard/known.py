"""What a reply may state: from the hotel's knowledge, computed by code, or the guest's own."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import cast

from appliance.engine.fence import canary
from appliance.engine.guard.evidence import Told
from appliance.engine.guard.evidence import told as told_by
from appliance.engine.guard.support import Said
from appliance.engine.guard.values import ANY, Claim, Locale, Reading, claims
from appliance.engine.hotel import Desk, Fee, Hotel, Shift
from appliance.engine.lexicon import read
from appliance.engine.message import Passage, Quote
from appliance.engine.pricing import describe
from appliance.engine.state import Line, Stay
from appliance.engine.text import Language

LANGUAGES: tuple[Language, ...] = ("en", "ms")
LONGEST_LISTED = 60  # nights of a stay whose days a reply may name one by one
EMERGENCY = {"MY": ("999", "112", "991")}
FREE = re.compile(
    r"\b(free of charge|for free|complimentary|at no (?:extra |additional )?c(?:ost|harge)"
    r"|no (?:extra |additional )?charge|free(?= (?:parking|wi-?fi|breakfast|shuttle|transfer|use))"
    r"|percuma|tanpa (?:bayaran|caj))\b",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Known:
    """Values as readings (see values.py); `guest` are those only the guest has said."""

    values: frozenset[Reading]
    guest: frozenset[Reading]
    locale: Locale
    now: datetime  # local
    canary: str
    text: str  # what the hotel itself says, lower case
    said: Said
    never_say: tuple[str, ...] = ()
    links: tuple[re.Pattern[str], ...] = ()  # booking links with their blanks

    def holds(self, claim: Claim) -> bool:
        """Whether the hotel's side says so."""
        return self.has(claim, self.values)

    def echoes(self, claim: Claim) -> bool:
        """Whether at least the guest said so."""
        return self.has(claim, self.guest)

    def has(self, claim: Claim, values: frozenset[Reading]) -> bool:
        if claim.kind == "date":
            return any(self.has_date(reading, claim, values) for reading in claim.readings)
        if claim.kind == "url" and any(link.fullmatch(claim.text) for link in self.links):
            return True
        return bool(claim.readings & values)

    def has_date(self, reading: Reading, claim: Claim, values: frozenset[Reading]) -> bool:
        """A date agrees when its year and its weekday, where it names them, do."""
        kind, (day, month, year) = reading[0], triple(reading[1])
        years = [year] if year else [0, *range(self.now.year - 1, self.now.year + 3)]
        agreeing = [y for y in years if (kind, (day, month, y)) in values]
        if claim.weekday is None or not agreeing:
            return bool(agreeing)
        return any(weekday_of(day, month, y) == claim.weekday for y in agreeing if y)


def pair(value: object) -> tuple[object, object]:
    return cast("tuple[object, object]", value)


def triple(value: object) -> tuple[int, int, int]:
    return cast("tuple[int, int, int]", value)


def weekday_of(day: int, month: int, year: int) -> int | None:
    try:
        return date(year, month, day).weekday()
    except ValueError:
        return None


def known_values(
    hotel: Hotel,
    *,
    passages: Sequence[Passage] = (),
    quotes: Sequence[Quote] = (),
    notes: Iterable[str] = (),
    lines: Sequence[Line] = (),
    said: Iterable[str] = (),
    stay: Stay | None = None,
    now: datetime,
) -> Known:
    """Everything a reply may state.

    `notes` are what code tells the model, `lines` the conversation so far, `said` guest's words
    that are not among them, `stay` what code made of them. `now` is aware, in any zone.
    """
    locale, local = Locale(hotel.currency, hotel.country), now.astimezone(hotel.zone)
    itself, looked_up = of_itself(hotel, local), tuple(knowledge(passages))
    passing = [*quoted(quotes), *notes, *by(lines, "staff")]
    guest = readings([*said, *by(lines, "guest")], locale, local)
    told = readings(by(lines, "ai"), locale, local) - guest  # "we can't do RM 250" grants nothing
    computed = (
        *(reading for quote in quotes for reading in quote_readings(quote)),
        *stay_readings(stay or Stay()),
        *now_readings(local),
    )
    loose = frozenset().union(readings(passing, locale, local), told, computed)
    own = frozenset(reading for reading in guest if reading[0] in ("number", "date"))
    clock = ("time", 60 * local.hour + local.minute)
    return Known(
        values=frozenset().union(
            readings(looked_up, locale, local, lasting_claims),
            itself.readings,
            loose,
        ),
        guest=guest,
        locale=locale,
        now=local,
        canary=canary(hotel.id),
        text="\n".join([*itself.texts, *looked_up, *passing]).lower(),
        said=spoken(
            itself.told,
            passages,
            [*passing, *by(lines, "ai")],
            loose - {clock} | own,
            [*by(lines, "guest"), *said],
            locale,
        ),
        never_say=tuple(phrase.lower() for phrase in hotel.never_say),
        links=booking_links(hotel.booking_url),
    )


def spoken(
    itself: Told,
    passages: Sequence[Passage],
    passing: Sequence[str],
    loose: frozenset[Reading],
    asked: Sequence[str],
    locale: Locale,
) -> Said:
    """What the hotel's side has said, statement by statement, and what was asked."""
    headed = [(p.title, text) for p in passages for text in (p.text, *p.answers.values())]
    found = [told_by(title, text, locale) for title, text in headed]
    whole = together([*found, itself, *(told_by("", text, locale) for text in passing)])
    topics = (read(text).topics for text in reversed(asked))
    return Said(
        statements=whole.statements,
        topics=whole.topics,
        words=whole.words,
        loose=loose,
        question=asked[-1] if asked else "",
        asked=next(filter(None, topics), frozenset()),
        locale=locale,
    )


def together(texts: Sequence[Told]) -> Told:
    return Told(
        statements=tuple(statement for each in texts for statement in each.statements),
        topics=frozenset().union(*(each.topics for each in texts)),
        words=frozenset().union(*(each.words for each in texts)),
    )


def hotel_lines(hotel: Hotel) -> Iterable[str]:
    """Its figures in words, each with what it belongs to."""
    yield f"Check-in is from {hotel.check_in_from:%H:%M}."
    yield f"Check-out is by {hotel.check_out_by:%H:%M}."
    for desk in hotel.desks.values():
        yield from (f"{desk.name.en} {shift_words(shift)}." for shift in shifts_of(desk))
    for room in hotel.rooms:
        yield f"{room.name.en} sleeps up to {room.max_guests} guests, {room.max_adults} adults."
        yield f"{room.name.en} is {room.size_m2} m²."
    for fee in hotel.fees:
        amount = f"{fee.amount}%" if fee.basis == "percent" else f"{hotel.currency} {fee.amount}"
        yield f"{fee.name.en} is {amount}."


def shift_words(shift: Shift) -> str:
    if shift.closes - shift.opens == 1440:
        return "is open 24 hours"
    opens, closes = divmod(shift.opens % 1440, 60), divmod(shift.closes % 1440, 60)
    return f"opens at {opens[0]:02}:{opens[1]:02}, closes at {closes[0]:02}:{closes[1]:02}"


def shifts_of(desk: Desk) -> Iterable[Shift]:
    weekly = (shift for day in desk.weekly for shift in day)
    return dict.fromkeys(
        (*weekly, *(s for special in desk.special.values() for s in special.shifts))
    )


def by(lines: Sequence[Line], role: str) -> list[str]:
    return [line.text for line in lines if line.role == role]


def knowledge(passages: Sequence[Passage]) -> Iterable[str]:
    return (text for passage in passages for text in texts(passage))


def quoted(quotes: Sequence[Quote]) -> Iterable[str]:
    return (describe(quote, language) for quote in quotes for language in LANGUAGES)


@lru_cache(maxsize=2048)
def lasting_claims(text: str, locale: Locale) -> tuple[Claim, ...]:
    """A hotel says the same all day long; what guests write is not kept."""
    return claims(text, locale)


def readings(
    said: Iterable[str],
    locale: Locale,
    local: datetime,
    read: Callable[[str, Locale], tuple[Claim, ...]] = claims,
) -> frozenset[Reading]:
    return frozenset(
        reading
        for text in said
        for claim in read(text, locale)
        for reading in as_known(claim, local)
    )


def texts(passage: Passage) -> tuple[str, ...]:
    return passage.title, passage.text, *passage.answers.values()


def as_known(claim: Claim, local: datetime) -> Iterable[Reading]:
    """A claim's readings, and what follows from them."""
    for kind, value in claim.readings:
        if kind == "number":
            yield from as_known_number(*pair(value))
            continue
        yield kind, value
        if kind == "price":
            yield "number", (pair(value)[1], ANY)
        elif kind == "date":
            yield from as_known_date(*triple(value), local)
        elif kind == "url":
            yield kind, str(value).partition("/")[0]


def as_known_number(n: object, unit: object) -> Iterable[Reading]:
    """One counting something answers for that; one counting nothing answers for anything."""
    yield "number", (n, ANY)
    yield "number", (n, "" if unit == ANY else unit)


def as_known_date(day: int, month: int, year: int, local: datetime) -> Iterable[Reading]:
    """A date may be named without its year, one without a year is this year's or the next's."""
    yield "date", (day, month, 0)
    yield "number", (Decimal(day), ANY)
    for likely in () if year else (local.year, local.year + 1):
        yield "date", (day, month, likely)


def day_readings(day: date) -> Iterable[Reading]:
    yield "date", (day.day, day.month, day.year)
    yield "date", (day.day, day.month, 0)
    yield "number", (Decimal(day.day), ANY)


def quote_readings(quote: Quote) -> Iterable[Reading]:
    amounts = [quote.subtotal, quote.total, quote.total + quote.foreign_extra, quote.foreign_extra]
    amounts += [night.price for night in quote.nights] + [fee.amount for fee in quote.fees]
    for value in amounts:
        yield "price", (quote.currency, value.normalize())
        yield "number", (value.normalize(), ANY)
    yield from stay_readings(
        Stay(check_in=quote.check_in, check_out=quote.check_out, rooms=quote.rooms).completed()
    )


def stay_readings(stay: Stay) -> Iterable[Reading]:
    counted = {"night": stay.nights, "room": stay.rooms, "person": stay.adults}
    for unit, n in (*counted.items(), ("person", stay.children), ("person", party(stay))):
        if n:
            yield from counted_readings(n, unit)
    if stay.check_in:
        yield from day_readings(stay.check_in)
    if stay.check_in and stay.check_out:
        for offset in range(min((stay.check_out - stay.check_in).days, LONGEST_LISTED) + 1):
            yield from day_readings(stay.check_in + timedelta(days=offset))


def party(stay: Stay) -> int:
    return (stay.adults or 0) + (stay.children or 0)


def counted_readings(n: int | Decimal, unit: str) -> Iterable[Reading]:
    value = Decimal(n).normalize()
    yield "number", (value, unit)
    yield "number", (value, ANY)


def hotel_texts(hotel: Hotel) -> Iterable[str]:
    """The hotel's own particulars in words."""
    yield from (hotel.name, hotel.city, hotel.address, hotel.email, hotel.website, hotel.phone)
    for room in hotel.rooms:
        yield from (room.name.en, room.name.ms, room.beds.en, room.beds.ms)
        yield from (room.view.en, room.view.ms)
    for fee in hotel.fees:
        yield from (fee.name.en, fee.name.ms, fee.note.en, fee.note.ms)
    yield hotel.booking_url.partition("{")[0].rstrip("?&=")


@dataclass(frozen=True, slots=True)
class Itself:
    """What a hotel says of itself, whatever it is asked."""

    texts: tuple[str, ...]
    readings: frozenset[Reading]
    told: Told


KEPT: dict[tuple[int, int], tuple[Hotel, Itself]] = {}  # by identity: a Hotel cannot be hashed


def of_itself(hotel: Hotel, local: datetime) -> Itself:
    """Worked out once a hotel and year: its holidays alone cost more than all the rest."""
    key = (id(hotel), local.year)
    kept = KEPT.get(key)
    if kept is None or kept[0] is not hotel:
        if len(KEPT) >= 16:  # a process has one hotel; tests have many
            KEPT.clear()
        kept = KEPT[key] = (hotel, said_of_itself(hotel, local))
    return kept[1]


def said_of_itself(hotel: Hotel, local: datetime) -> Itself:
    locale, texts = Locale(hotel.currency, hotel.country), tuple(hotel_texts(hotel))
    return Itself(
        texts,
        readings(texts, locale, local) | frozenset(hotel_readings(hotel)),
        together([told_by("", text, locale) for text in (*texts, *hotel_lines(hotel))]),
    )


def hotel_readings(hotel: Hotel) -> Iterable[Reading]:
    for clock in (hotel.check_in_from, hotel.check_out_by):
        yield "time", 60 * clock.hour + clock.minute
    for desk in hotel.desks.values():
        yield from desk_readings(desk)
    for room in hotel.rooms:
        for n in (room.max_adults, room.max_children, room.max_guests):
            yield from counted_readings(n, "person")
        yield from counted_readings(room.size_m2, "area")
    for fee in hotel.fees:
        yield from fee_readings(fee, hotel.currency)
    for number in EMERGENCY.get(hotel.country, ()):
        yield "number", (Decimal(number), ANY)


def fee_readings(fee: Fee, currency: str) -> Iterable[Reading]:
    value = fee.amount.normalize()
    yield ("percent", value) if fee.basis == "percent" else ("price", (currency, value))


def desk_readings(desk: Desk) -> Iterable[Reading]:
    for shift in shifts_of(desk):
        if shift.closes - shift.opens == 1440:
            yield from counted_readings(1, "day")  # "24 hours"
            continue
        yield "time", shift.opens % 1440
        yield "time", shift.closes % 1440
    for day in desk.special:
        yield from day_readings(day)


def now_readings(local: datetime) -> Iterable[Reading]:
    yield from day_readings(local.date())
    yield from day_readings(local.date() + timedelta(days=1))
    yield "time", 60 * local.hour + local.minute
    for year in (local.year, local.year + 1):
        yield "number", (Decimal(year), ANY)


def booking_links(template: str) -> tuple[re.Pattern[str], ...]:
    """A pattern for the booking link however its blanks are filled."""
    if not template:
        return ()
    parts = re.split(r"\{[a-z_]+\}", template)
    return (re.compile(r"[\w.\-]*".join(re.escape(part) for part in parts), re.I),)
