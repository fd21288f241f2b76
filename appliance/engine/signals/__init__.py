"""How guests say what needs more than an answer, in English and Malay, formal or as in chat.

Every pattern is searched in folded text.
"""

from appliance.engine.signals.assistant import ABOUT_GUEST, DELETION, IF_BOT, OFF_TOPIC
from appliance.engine.signals.attacks import INJECTION
from appliance.engine.signals.complaints import COMPLAINT, NOT_COMPLAINT
from appliance.engine.signals.emergencies import EMERGENCY, NOT_EMERGENCY
from appliance.engine.signals.manners import CLOSING, GREETING, ONLY_CLOSING, ONLY_GREETING, REJECTS
from appliance.engine.signals.people import NOT_PERSON, PERSON
from appliance.engine.signals.trade import (
    AVAILABILITY,
    BOOKING,
    CLOCK,
    EVENT,
    EXISTING,
    FACILITY,
    FOOD,
    HOURS,
    IN_ROOM,
    LODGING,
    NOT_A_GUEST,
    PRICE,
)

__all__ = [
    "ABOUT_GUEST",
    "AVAILABILITY",
    "BOOKING",
    "CLOCK",
    "CLOSING",
    "COMPLAINT",
    "DELETION",
    "EMERGENCY",
    "EVENT",
    "EXISTING",
    "FACILITY",
    "FOOD",
    "GREETING",
    "HOURS",
    "IF_BOT",
    "INJECTION",
    "IN_ROOM",
    "LODGING",
    "NOT_A_GUEST",
    "NOT_COMPLAINT",
    "NOT_EMERGENCY",
    "NOT_PERSON",
    "OFF_TOPIC",
    "ONLY_CLOSING",
    "ONLY_GREETING",
    "PERSON",
    "PRICE",
    "REJECTS",
]
