"""Where a booking stands after every turn of somebody else's dialogue.

The guest's words go through whole turns of the product. What the data's own system said then takes
the place of our reply, since the guest's next words answer it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from appliance.engine.state import Conversation, Line
from appliance.evaluate.asked import awaited
from appliance.evaluate.bench import Bench, conversation
from appliance.evaluate.details import WEEKDAYS, dictionary, indifferent
from appliance.evaluate.measures import Measures, Pair, states
from appliance.evaluate.rows import BadRow, Row

Slots = dict[str, str]


def dialogue(bench: Bench, row: Row) -> dict[str, Any]:
    app = bench.appliance(bench.hotel, bench.knowledge)
    c = conversation(bench.hotel, (), app.now())
    told: list[Slots] = []
    for each in row.list("turns"):
        if not isinstance(each, dict) or not isinstance(each.get("user"), str):
            raise BadRow('"turns" are not all {"user", "system"}')
        c = bench.take(app, c, each["user"]).state
        told.append(state(c))
        c = replied(c, str(each.get("system") or ""))
    return {"states": told}


def state(c: Conversation) -> Slots:
    stay, wishes = c.stay, c.wishes
    people = None if stay.adults is None else stay.adults + (stay.children or 0)
    booked = {
        "book_day": stay.check_in and WEEKDAYS[stay.check_in.weekday()],
        "book_stay": stay.nights and str(stay.nights),
        "book_people": people and str(people),
    }
    found = {
        "area": wishes.area,
        "pricerange": wishes.price,
        "stars": wishes.stars,
        "type": wishes.house,
        "parking": wishes.parking,
        "internet": wishes.internet,
        "name": wishes.name,
        **({} if c.intent == "fb_inquiry" else booked),
    }
    return {name: indifferent(value) for name, value in found.items() if value}


def replied(c: Conversation, text: str) -> Conversation:
    """The conversation with `text` for our last reply, and no person called to it."""
    lines = c.lines[:-1] if c.lines and c.lines[-1].role == "ai" else c.lines
    if text and c.last_at:
        lines = (*lines, Line("ai", text, c.last_at))
    mode = "concierge" if c.mode == "handoff" else c.mode
    return replace(c, lines=lines, awaiting=awaited(text), mode=mode, status="active", misses=0)


def measures(pairs: list[Pair]) -> Measures:
    return states([(gold(row), said.get("states", [])) for row, said in pairs])


def gold(row: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    turns = row.get("turns")
    return [
        dictionary(turn.get("hotel_state")) if isinstance(turn, dict) else {}
        for turn in (turns if isinstance(turns, list) else [])
    ]
