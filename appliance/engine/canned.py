"""Replies staff keep ready, with blanks that the conversation fills: "Dear {{name}}, …"."""

from __future__ import annotations

import re
from collections.abc import Mapping

from appliance.engine.contact import readable
from appliance.engine.days import date_words
from appliance.engine.hotel import Hotel
from appliance.engine.state import Conversation
from appliance.engine.text import Language, Text

BLANK = re.compile(r"\{\{\s*([^{}]*?)\s*\}\}")
BLANKS = ("name", "hotel", "phone", "staff", "room", "check_in", "check_out", "nights")
# offered until the hotel has written its own: what it is called, and what it says
STARTERS = (
    (
        Text("Introduce myself", "Perkenalkan diri"),
        Text(
            "Hello {{name}}, this is {{staff}} from {{hotel}}. I've read your messages; give me a"
            " moment to check for you.",
            "Salam {{name}}, saya {{staff}} dari {{hotel}}. Saya sudah baca mesej anda; sebentar"
            " ya, saya semak.",
        ),
    ),
    (
        Text("Checking your dates", "Semak tarikh"),
        Text(
            "I'm checking the {{room}} for {{check_in}} to {{check_out}} now and will come back to"
            " you within 10 minutes.",
            "Saya sedang semak {{room}} untuk {{check_in}} hingga {{check_out}} dan akan balas"
            " dalam 10 minit.",
        ),
    ),
    (
        Text("Ask for a number", "Minta nombor"),
        Text(
            "May I have a phone number or an e-mail, so that we can send you the confirmation?",
            "Boleh saya dapatkan nombor telefon atau e-mel untuk hantar pengesahan?",
        ),
    ),
    (
        Text("Please call us", "Sila hubungi kami"),
        Text(
            "The quickest way is by phone: {{phone}}. We are glad to help, {{name}}.",
            "Cara paling cepat ialah melalui telefon: {{phone}}. Kami sedia membantu, {{name}}.",
        ),
    ),
)


class Unfilled(Exception):
    """A reply still has blanks: a guest never reads "{{name}}" (H14)."""

    def __init__(self, blanks: tuple[str, ...]) -> None:
        super().__init__(", ".join(blanks))
        self.blanks = blanks


def blanks(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(BLANK.findall(text)))


def fill(text: str, values: Mapping[str, str]) -> str:
    """What is known filled in; other blanks stay, for a person to see."""
    return BLANK.sub(lambda m: values.get(m[1]) or m[0], text)


def values(c: Conversation, hotel: Hotel, staff_name: str, language: Language) -> dict[str, str]:
    """What the conversation knows for each of BLANKS; empty where it does not."""
    room = hotel.room(c.stay.room)
    days = {"check_in": c.stay.check_in, "check_out": c.stay.check_out}
    return {
        "name": c.contact.name,
        "hotel": hotel.name,
        "phone": readable(hotel.phone),
        "staff": staff_name,
        "room": room.name.say(language) if room else "",
        "nights": str(c.stay.nights or ""),
        **{name: date_words(day, language) if day else "" for name, day in days.items()},
    }
