"""What the config pack already says, as items in both languages: rooms, desks, check-in times."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time
from itertools import groupby

from appliance.engine.contact import readable
from appliance.engine.days import LONG_DAYS
from appliance.engine.hotel import Desk, Fee, Hotel, Room, Shift
from appliance.engine.hours import clock_words
from appliance.engine.ids import derive
from appliance.engine.passages import KnowledgeItem
from appliance.engine.pricing.money import ringgit
from appliance.engine.text import Language, Text
from appliance.knowledge.item import sealed

_DAY = 1440  # minutes
BOTH: tuple[Language, Language] = ("en", "ms")


def items_from_hotel(hotel: Hotel) -> list[KnowledgeItem]:
    """One item a fact; ids derive from the fact's key, so a changed room replaces its item."""
    items = [*_times(hotel), *_rooms(hotel), *_desks(hotel), *_fees(hotel), *_contact(hotel)]
    return [sealed(item) for item in items]


def _item(
    key: str, category: str, question: Text, answer: Text, aliases: tuple[str, ...] = ()
) -> KnowledgeItem:
    return KnowledgeItem(
        id=derive("knowledge", "hotel", key),
        category=category,
        title=question.en,
        text=answer.en,
        language="en",
        visibility="guest",
        source=f"config pack, {key}",
        answers={"en": answer.en, "ms": answer.say("ms")},
        aliases=(*((question.ms,) if question.ms else ()), *aliases),
    )


def _times(hotel: Hotel) -> Iterator[KnowledgeItem]:
    arrive, leave = _clock(hotel.check_in_from), _clock(hotel.check_out_by)
    yield _item(
        "check_in",
        "policies",
        Text("What time is check-in?", "Pukul berapa daftar masuk?"),
        Text(f"Check-in is from {arrive.en}.", f"Daftar masuk bermula pukul {arrive.ms}."),
    )
    yield _item(
        "check_out",
        "policies",
        Text("What time is check-out?", "Pukul berapa daftar keluar?"),
        Text(f"Check-out is by {leave.en}.", f"Daftar keluar selewat-lewatnya pukul {leave.ms}."),
    )


def _rooms(hotel: Hotel) -> Iterator[KnowledgeItem]:
    if hotel.rooms:
        yield _item(
            "rooms",
            "rooms",
            Text("What room types do you have?", "Apakah jenis bilik yang ada?"),
            Text(
                f"We have {_listed(hotel, 'en')}.",
                f"Kami ada {_listed(hotel, 'ms')}.",
            ),
            ("room rates", "harga bilik", "how much is a room per night"),
        )
        yield _cheapest(hotel)
        yield from _largest(hotel)
    for room in hotel.rooms:
        yield _room(room, hotel.currency)


def _cheapest(hotel: Hotel) -> KnowledgeItem:
    """By the average rate: what it costs depends on the night."""
    by_rate = sorted(hotel.rooms, key=lambda room: room.adr)
    fed = {row.room for row in hotel.rates if row.breakfast}
    first = by_rate[0].name
    said = Text(f"The cheapest is the {first.en}.", f"Yang paling murah ialah {first.say('ms')}.")
    if with_breakfast := next((room.name for room in by_rate if room.code in fed), None):
        said = Text(
            f"{said.en} With breakfast included it is the {with_breakfast.en}.",
            f"{said.ms} Yang termasuk sarapan ialah {with_breakfast.say('ms')}.",
        )
    return _item(
        "rooms.cheapest",
        "rooms",
        Text("Which room is the cheapest?", "Bilik mana paling murah?"),
        Text(f"{said.en} Prices depend on the dates.", f"{said.ms} Harga bergantung pada tarikh."),
        ("cheapest room with breakfast", "bilik termurah dengan sarapan"),
    )


def _largest(hotel: Hotel) -> Iterator[KnowledgeItem]:
    """By size, where more than one room's is given: who finds a room small asks for the next."""
    sized = sorted((room for room in hotel.rooms if room.size_m2), key=lambda room: -room.size_m2)
    if len(sized) < 2:
        return
    said = Text(*(
        ", ".join(f"{room.name.say(language)} {room.size_m2} m²" for room in sized)
        for language in ("en", "ms")
    ))  # fmt: skip
    yield _item(
        "rooms.largest",
        "rooms",
        Text("Which rooms are bigger?", "Bilik mana yang lebih besar?"),
        Text(f"Our rooms by size: {said.en}.", f"Bilik kami mengikut saiz: {said.ms}."),
        ("biggest room, largest room, room sizes", "bilik paling besar, saiz bilik, bilik besar"),
    )


def _listed(hotel: Hotel, language: Language) -> str:
    start = "from" if language == "en" else "dari"
    return "; ".join(
        f"{room.name.say(language)} ({start} {ringgit(room.adr, hotel.currency)})"
        for room in hotel.rooms
    )


def _room(room: Room, currency: str) -> KnowledgeItem:
    price = ringgit(room.adr, currency)
    english = [f"{room.name.en}: {room.beds.en}", *_details(room, "en")]
    malay = [f"{room.name.say('ms')}: {room.beds.say('ms')}", *_details(room, "ms")]
    return _item(
        f"rooms.{room.code}",
        "rooms",
        Text(f"What is the {room.name.en} like?", f"Bagaimana {room.name.say('ms')}?"),
        Text(
            f"{', '.join(english)}. From {price} a night.",
            f"{', '.join(malay)}. Dari {price} semalam.",
        ),
        (f"{room.name.en} size, beds, view, price, how many people", *room.aliases),
    )


def _details(room: Room, language: Language) -> list[str]:
    said = [room.view.say(language)] if room.view.say(language) else []
    if room.size_m2:
        said.insert(0, f"{room.size_m2} m²")
    if language == "en":
        party = f"sleeps up to {room.max_guests} (at most {room.max_adults} adults)"
    else:
        party = f"muat sehingga {room.max_guests} orang (paling ramai {room.max_adults} dewasa)"
    return [*said, party]


def _desks(hotel: Hotel) -> Iterator[KnowledgeItem]:
    for code, desk in hotel.desks.items():
        name = desk.name
        yield _item(
            f"desks.{code}",
            "facilities",
            Text(
                f"What are the {name.en} hours?",
                f"Waktu operasi {name.say('ms')}: buka dan tutup pukul berapa?",
            ),
            Text(
                f"{_titled(name.en)}: {_week(desk, 'en')}.",
                f"{_titled(name.say('ms'))}: {_week(desk, 'ms')}.",
            ),
            (f"is the {name.en} open", code.replace("_", " ")),
        )


def _week(desk: Desk, language: Language) -> str:
    """ "Monday–Friday 9:00 am – 6:00 pm; Saturday–Sunday closed"."""
    days = LONG_DAYS[language]
    runs = [
        (shifts, [day for day, _ in run])
        for shifts, run in groupby(enumerate(desk.weekly), key=lambda each: each[1])
    ]
    if len(runs) == 1:
        return f"{'every day' if language == 'en' else 'setiap hari'} {_open(runs[0][0], language)}"
    return "; ".join(
        f"{_run([days[day] for day in run])} {_open(shifts, language)}" for shifts, run in runs
    )


def _run(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{names[0]}–{names[-1]}"


def _open(shifts: tuple[Shift, ...], language: Language) -> str:
    if not shifts:
        return "closed" if language == "en" else "tutup"
    if any(shift.closes - shift.opens >= _DAY for shift in shifts):
        return "open 24 hours" if language == "en" else "buka 24 jam"
    return " & ".join(
        f"{_minute(shift.opens, language)} – {_minute(shift.closes, language)}" for shift in shifts
    )


def _minute(minutes: int, language: Language) -> str:
    at = minutes % _DAY
    return _clock(time(at // 60, at % 60)).say(language)


def _fees(hotel: Hotel) -> Iterator[KnowledgeItem]:
    if hotel.fees:
        said = [Text(_fee(fee, hotel, "en"), _fee(fee, hotel, "ms")) for fee in hotel.fees]
        yield _item(
            "fees",
            "rates",
            Text("What taxes and charges are there?", "Apakah cukai dan caj yang dikenakan?"),
            Text("; ".join(each.en for each in said) + ".", "; ".join(f.ms for f in said) + "."),
            tuple(name for fee in hotel.fees for name in (fee.name.en, fee.name.ms) if name),
        )


def _fee(fee: Fee, hotel: Hotel, language: Language) -> str:
    amount = (
        f"{fee.amount.normalize():f}%"
        if fee.basis == "percent"
        else f"{ringgit(fee.amount, hotel.currency)} {_BASES[fee.basis].say(language)}"
    )
    parts = [f"{fee.name.say(language)} {amount}"]
    if fee.applies_to == "foreign":
        parts.append(_FOREIGN.say(language))
    if fee.included:
        parts.append(_INCLUDED.say(language))
    if fee.note.say(language):
        parts.append(fee.note.say(language).rstrip("."))
    return ", ".join(parts)


_BASES = {
    "room_night": Text("per room and night", "setiap bilik semalam"),
    "guest_night": Text("per guest and night", "setiap tetamu semalam"),
    "stay": Text("per stay", "setiap penginapan"),
}
_FOREIGN = Text("for guests who are not Malaysian", "untuk tetamu bukan warganegara Malaysia")
_INCLUDED = Text("already included in the room rates", "sudah termasuk dalam harga bilik")


def _contact(hotel: Hotel) -> Iterator[KnowledgeItem]:
    if hotel.address:
        yield _item(
            "address",
            "location",
            Text("Where is the hotel? What is the address?", "Di mana hotel ini? Apa alamatnya?"),
            Text(f"{hotel.name}, {hotel.address}.", f"{hotel.name}, {hotel.address}."),
            ("how do I get there", "directions, location", "macam mana nak ke hotel"),
        )
    ways = " · ".join(filter(None, (readable(hotel.phone), hotel.email, hotel.website)))
    if ways:
        yield _item(
            "contact",
            "location",
            Text("How can I contact the hotel?", "Bagaimana menghubungi hotel?"),
            Text(f"You can reach us at {ways}", f"Hubungi kami di {ways}"),
            ("phone number, e-mail, website", "nombor telefon, emel"),
        )


def _clock(at: time) -> Text:
    when = datetime.combine(datetime.min, at)
    return Text(clock_words(when, "en"), clock_words(when, "ms"))


def _titled(name: str) -> str:
    return name[:1].upper() + name[1:]
