"""Types of the values in a pack's TOML files, with what is wrong in plain words."""

from __future__ import annotations

import re
from datetime import date, datetime, time
from decimal import Decimal
from typing import Annotated, Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, InstanceOf, PlainValidator
from pydantic_core import PydanticCustomError

from appliance.engine.text import Text
from appliance.hotel.amounts import Unreadable, parse_amount

EMAIL = re.compile(r"[^@\s,;<>]+@[a-z0-9-]+(\.[a-z0-9-]+)+", re.IGNORECASE)
PHONE = re.compile(r"\+[1-9][0-9]{7,14}")  # E.164
COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
ORIGIN = re.compile(
    r"https://[a-z0-9-]+(\.[a-z0-9-]+)+(:\d{1,5})?|http://(localhost|127\.0\.0\.1)(:\d{1,5})?"
)
CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,31}")
SECRET = re.compile(r"secret:[A-Z][A-Z0-9_]*")
ALERT_URL = re.compile(r"secret:[A-Z][A-Z0-9_]*|[a-z][a-z0-9+.-]*://\S+")
LINK = re.compile(r"https?://\S+")


class Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


def refuse(wrong: str, expected: str) -> PydanticCustomError:
    return PydanticCustomError("pack", "{wrong}", {"wrong": wrong, "expected": expected})


def _shaped(pattern: re.Pattern[str], expected: str) -> BeforeValidator:
    def check(value: Any) -> str:
        if not isinstance(value, str) or not pattern.fullmatch(value.strip()):
            raise refuse(f"{value!r} is not {expected.partition(',')[0]}", expected)
        return value.strip()

    return BeforeValidator(check)


def _text(value: Any) -> Text:
    """ "words", or { en = "words", ms = "kata" }."""
    words = {"en": value} if isinstance(value, str) else value
    expected = '"words" or { en = "words", ms = "kata" }'
    if not isinstance(words, dict) or not isinstance(words.get("en"), str):
        raise refuse("is not text in English, with or without Malay", expected)
    if unknown := sorted(set(words) - {"en", "ms"}):
        raise refuse(f"{unknown[0]!r} is not a language of the appliance", expected)
    if not all(isinstance(said, str) for said in words.values()) or not words["en"].strip():
        raise refuse("is empty, or not text", expected)
    return Text(words["en"].strip(), words.get("ms", "").strip())


def _amount(value: Any) -> Decimal:
    if isinstance(value, bool) or not isinstance(value, int | Decimal | str):
        raise refuse(f"{value!r} is not an amount", "an amount such as 320.00")
    try:
        return parse_amount(f"{value}")
    except Unreadable as error:
        raise refuse(error.wrong, error.expected) from None


def _zone(value: Any) -> ZoneInfo:
    expected = "a zone of the IANA time zone database, such as Asia/Kuala_Lumpur"
    try:
        return ZoneInfo(str(value))
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise refuse(f"{value!r} is not a time zone", expected) from None


def _clock(value: Any) -> time:
    if isinstance(value, time):
        return value
    if not isinstance(value, str) or not re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d", value):
        raise refuse(f"{value!r} is not a time of day", 'a time such as "15:00"')
    return time.fromisoformat(value)


def _day(value: Any) -> date:
    if not isinstance(value, date) or isinstance(value, datetime):
        raise refuse(f"{value!r} is not a date", "a date such as 2026-12-24, without quotes")
    return value


def _hours(value: Any) -> str | list[str]:
    """Text or a list of texts; week.py reads them."""
    if isinstance(value, str) or (
        isinstance(value, list) and all(isinstance(each, str) for each in value)
    ):
        return value
    raise refuse(f"{value!r} is not opening hours", '"09:00-18:00", a list of such, or "closed"')


Words = Annotated[InstanceOf[Text], BeforeValidator(_text)]
Amount = Annotated[Decimal, BeforeValidator(_amount)]
Zone = Annotated[InstanceOf[ZoneInfo], BeforeValidator(_zone)]
Clock = Annotated[time, BeforeValidator(_clock)]
Day = Annotated[date, BeforeValidator(_day)]
Hours = Annotated[str | list[str], PlainValidator(_hours)]
Line = Annotated[str, Field(min_length=1, strict=True)]
Count = Annotated[int, Field(ge=1, strict=True)]
Chance = Annotated[Decimal, Field(ge=0, le=1)]
Email = Annotated[str, _shaped(EMAIL, "an e-mail address, such as stay@hotel.example")]
Phone = Annotated[str, _shaped(PHONE, "an international phone number, such as +6045550182")]
Colour = Annotated[str, _shaped(COLOUR, "a colour, such as #7a4b2a")]
Origin = Annotated[
    str, _shaped(ORIGIN, "an origin, https://host or https://host:port with no path and no *")
]
Code = Annotated[str, _shaped(CODE, "a code, of letters, digits, - and _")]
Secret = Annotated[str, _shaped(SECRET, "the name of a secret, such as secret:WHATSAPP_TOKEN")]
AlertUrl = Annotated[
    str, _shaped(ALERT_URL, "an Apprise URL, or the name of a secret such as secret:ALERT_GM")
]
Link = Annotated[str, _shaped(LINK, "a link, starting with https://")]
