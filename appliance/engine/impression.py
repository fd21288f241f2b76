"""What kind of message it is, as read by whoever can compare sentences (knowledge/kinds).

The engine compares no sentences itself: it takes an Impression as a value, and weighs it against
what its own patterns say. Without one (UNREAD) the patterns decide alone.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Literal, get_args

Kind = Literal[
    "question",  # about the house: its rooms, rules, services, surroundings
    "listing",  # what a directory tells: address, telephone, stars, price class
    "booking",  # a room: asking for one, its price, changing it, details given for it
    "menu",  # what there is to eat, and when
    "table",  # a table: asking for one, changing it, how busy it is
    "event",  # weddings, meetings, parties
    "travel",  # taxis, trains, places elsewhere in town
    "person",  # wants somebody of the staff
    "complaint",
    "social",  # greetings, thanks, a bare yes or no
    "assistant",  # about us: are you a robot, what can you do
    "off_topic",  # nothing to do with a hotel
    "attack",  # tells the assistant what to be, to say or to give away
]
Scope = Literal["question", "room_booking", "fb_inquiry", "chitchat", "out_of_scope"]

KINDS: tuple[Kind, ...] = get_args(Kind)
SCOPES: dict[Scope, frozenset[Kind]] = {
    "question": frozenset({"question", "listing", "event", "person", "complaint"}),
    "room_booking": frozenset({"booking"}),
    "fb_inquiry": frozenset({"menu", "table"}),
    "chitchat": frozenset({"social", "assistant"}),
    "out_of_scope": frozenset({"off_topic", "attack", "travel"}),
}
SEEKS_KNOWLEDGE: frozenset[Kind] = frozenset({"question", "menu"})
# Shares from which a message is treated as what it seems to be.
ATTACKS = 0.7  # refused at once, so it must be sure
ATTACKS_ELSEWHERE = 0.85  # in other languages, of which there are few examples
STRAYS = 0.5  # still answered from a passage that surely fits
STRAYS_IN_HOTEL_WORDS = 0.7
CELEBRATES = 0.85  # a team is told, so it must be sure
ASKS = 0.4  # a question overlooked is worse than a search for nothing


@dataclass(frozen=True, slots=True)
class Impression:
    """Shares of the kinds, which sum to 1, or none where nobody read the message.

    `attack` and `asking` are the greatest share of an attack, of a question, in the whole or any
    one sentence: an order hides behind harmless ones, a question behind what led to it.
    """

    shares: Mapping[Kind, float] = field(default_factory=dict)
    attack: float = 0.0
    asking: float = 0.0

    def share(self, kinds: Collection[Kind]) -> float:
        return sum(self.shares.get(kind, 0.0) for kind in kinds)

    def likeliest(self, among: Collection[Scope] = tuple(SCOPES)) -> Scope | None:
        """The scope that has the greatest share; None for a message nobody read."""
        if not self.shares:
            return None
        return max(among, key=lambda scope: self.share(SCOPES[scope]))

    @property
    def seeks_knowledge(self) -> bool:
        """Whether the hotel's knowledge is asked for, not its prices, bookings or people."""
        return self.asking >= ASKS

    def attacks(self, *, foreign: bool = False) -> bool:
        """`foreign` where it is written in neither English nor Malay."""
        return self.attack >= (ATTACKS_ELSEWHERE if foreign else ATTACKS)

    @property
    def is_event(self) -> bool:
        """Whether it surely asks for an event: "a company dinner for 60" is no table."""
        return self.shares.get("event", 0.0) >= CELEBRATES

    def strays(self, *, hotel_words: bool) -> bool:
        """Whether it has nothing to do with a hotel, even if it has words that hotels use too."""
        needed = STRAYS_IN_HOTEL_WORDS if hotel_words else STRAYS
        return self.share(("off_topic", "attack")) >= needed


UNREAD = Impression()
