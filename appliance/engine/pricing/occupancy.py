"""How many rooms of a type a party fits in."""

from __future__ import annotations

from appliance.engine.hotel import Room
from appliance.engine.state import Stay

USUAL_PARTY = 2  # guests in a room where the party was not told; a fee line says how many


def rooms_asked(stay: Stay) -> int:
    return max(1, stay.rooms or 1)


def rooms_needed(room: Room, stay: Stay) -> int | None:
    """The fewest rooms that hold the party's adults, its children and all of them.

    None where no number does: children where the type takes none.
    """
    adults, children = stay.adults or 0, stay.children or 0
    each = (
        _fitting(adults, room.max_adults),
        _fitting(children, room.max_children),
        _fitting(adults + children, room.max_guests),
    )
    known = [count for count in each if count is not None]
    return max(1, *known) if len(known) == len(each) else None


def guests(room: Room, stay: Stay) -> int:
    """The party's size; as many as usually share the rooms where it was not told."""
    if stay.adults is None:
        return min(USUAL_PARTY, room.max_guests) * rooms_asked(stay)
    return stay.adults + (stay.children or 0)


def _fitting(people: int, limit: int) -> int | None:
    if people == 0:
        return 0
    return -(-people // limit) if limit else None
