"""The stay and the contact, in the words of each data set.

A value is given where the message says it: nights that only follow from two dates are not.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from appliance.engine.clock import find_clock
from appliance.engine.dates import resolve
from appliance.engine.nights import find_nights
from appliance.engine.state import Conversation, Intent
from appliance.engine.understanding import Understanding
from appliance.engine.wishes import ANY
from appliance.engine.words import NUMBER, fold, number
from appliance.evaluate.asked import awaited
from appliance.evaluate.bench import Bench, conversation
from appliance.evaluate.measures import Measures, Pair
from appliance.evaluate.measures import slots as slot_measures
from appliance.evaluate.rows import Row

Slots = dict[str, Any]
FIELDS = ("informed", "slots", "lead")
REQUESTED = {
    "people": "party",
    "date": "dates",
    "time": "table_time",
    "first_name": "name",
    "last_name": "name",
}
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


@dataclass(frozen=True, slots=True)
class Heard:
    """A message, what it answers and what was understood of it."""

    said: str
    before: Conversation
    u: Understanding
    today: date

    @property
    def people(self) -> int | None:
        stay = self.u.stay
        return None if stay.adults is None else stay.adults + (stay.children or 0)

    @property
    def nights(self) -> int | None:
        """Where the message itself says how many."""
        return self.u.stay.nights if find_nights(fold(self.said))[0] else None

    @property
    def check_out(self) -> date | None:
        """Where the message itself names the day, and it does not only follow from the nights."""
        _, rest = find_nights(fold(self.said))
        named = resolve(rest, self.today, expected=self.before.awaiting == "dates")
        return self.u.stay.check_out if named.check_out or not self.nights else None


def slots(bench: Bench, row: Row) -> dict[str, Any]:
    body = row.body
    if "service" in body:
        told = sgd(heard(bench, row, "room_booking"))
    elif "domains" in body:
        told = multiwoz(heard(bench, row, "room_booking"))
    elif "intents" in body:
        told = nlupp(heard(bench, row, "general"))
    elif "requested" in body:
        told = table(heard(bench, row, "fb_inquiry"))
    else:
        told = own(heard(bench, row, "general"))
    return {"slots": {name: value for name, value in told.items() if value not in (None, "")}}


def heard(bench: Bench, row: Row, intent: Intent) -> Heard:
    """The message understood within a conversation about `intent`."""
    said, day = row.text("user", "text", "query"), row.day("reference_date", "reference")
    history, now = row.history(said), bench.noon(day)
    c = replace(conversation(bench.hotel, history, now), intent=intent)
    requested = [REQUESTED[name] for name in REQUESTED if name in str(row.body.get("requested"))]
    asked = awaited(history[-1][1]) if history else "".join(requested[:1])
    c = replace(c, awaiting=asked)
    return Heard(said, c, bench.understood(said, c, day), now.date())


# -- in each data set's words


def sgd(heard: Heard) -> Slots:
    stay = heard.u.stay
    return {
        "check_in_date": iso(stay.check_in),
        "check_out_date": iso(heard.check_out),
        "nights": heard.nights,
        "rooms": stay.rooms,
        "guests": heard.people,
        "star_rating": heard.u.wishes.stars.replace(ANY, ""),
        "has_wifi": "True" if heard.u.wishes.internet == "yes" else None,
    }


def multiwoz(heard: Heard) -> Slots:
    stay, wishes = heard.u.stay, heard.u.wishes
    return {
        "area": indifferent(wishes.area),
        "price_range": indifferent(wishes.price),
        "stars": indifferent(wishes.stars),
        "type": indifferent(wishes.house),
        "parking": indifferent(wishes.parking),
        "internet": indifferent(wishes.internet),
        "hotel_name": wishes.name,
        "check_in_day": stay.check_in and WEEKDAYS[stay.check_in.weekday()],
        "nights": stay.nights,
        "guests": heard.people,
    }


def nlupp(heard: Heard) -> Slots:
    stay, adults = heard.u.stay, "adult" in heard.said.lower()
    alone = stay.children is None and not adults
    return {
        "date_from": calendar(stay.check_in),
        "date_to": calendar(heard.check_out),
        "people": stay.adults if alone else None,
        "adults": None if alone else stay.adults,
        "kids": stay.children,
        "rooms": stay.rooms,
        "person_name": heard.u.contact.name,
    }


def table(heard: Heard) -> Slots:
    """People, day and time in the guest's own words, as this data set wants them."""
    spans = resolve(fold(heard.said), heard.today, expected=heard.before.awaiting == "dates").spans
    first, _, last = heard.u.contact.name.partition(" ")
    asked = "at " if heard.before.awaiting == "table_time" else ""
    clock = find_clock(asked + fold(heard.said))
    return {
        "time": clock and heard.said[clock.start - len(asked) : clock.end - len(asked)].strip(),
        "people": heard.people and counted(heard.said, heard.people),
        "date": _LEADING.sub("", heard.said[slice(*spans[0])]).rstrip(".") if spans else None,
        "first_name": first,
        "last_name": last,
    }


_LEADING = re.compile(r"^(?:(?:on|for|by|the)\s+)+", re.I)
_COUNTED = re.compile(
    rf"\b(?P<n>{NUMBER})(?:\s+(?:people|persons?|guests?|adults?|pax|of us))?\b", re.I
)


def counted(said: str, people: int) -> str:
    """The words of `said` that count `people`; the number itself where there are none."""
    plain = fold(said)
    found = (m for m in _COUNTED.finditer(plain) if number(m["n"]) == people)
    match = next(found, None)
    return said[slice(*match.span())] if match else str(people)


def own(heard: Heard) -> Slots:
    stay, contact = heard.u.stay, heard.u.contact
    return {
        "check_in": iso(stay.check_in),
        "check_out": iso(stay.check_out),
        "nights": stay.nights,
        "rooms": stay.rooms,
        "adults": stay.adults,
        "children": stay.children,
        "room": stay.room,
        "name": contact.name,
        "phone": contact.phone,
        "email": contact.email,
    }


def indifferent(wish: str) -> str:
    return "dontcare" if wish == ANY else wish


def iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def calendar(day: date | None) -> dict[str, Any] | None:
    return {"value": {"day": day.day, "month": day.month, "year": day.year}} if day else None


# -- measured


def measures(pairs: list[Pair]) -> Measures:
    name = next((name for name in FIELDS if pairs and name in pairs[0][0]), FIELDS[0])
    return slot_measures(
        [
            (dictionary(row.get(name)), dictionary(said.get("slots")), others(row))
            for row, said in pairs
        ]
    )


def dictionary(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def others(row: Mapping[str, Any]) -> Mapping[str, Any]:
    """Values that are as good, in lists by slot."""
    found = dictionary(row.get("lead_alternatives"))
    return {name: values for name, values in found.items() if isinstance(values, list)}
