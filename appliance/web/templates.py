"""How values read on a page, and the pages themselves (ui/templates)."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import cache
from typing import Any
from urllib.parse import urlencode

from jinja2 import Environment, FileSystemLoader, StrictUndefined, pass_context
from jinja2.runtime import Context
from markupsafe import Markup, escape

from appliance.engine.contact import readable
from appliance.engine.days import DAYS, MONTHS
from appliance.engine.hotel import Hotel
from appliance.engine.text import Language
from appliance.store.records import ConversationRow, LeadRow
from appliance.web import wording, words
from appliance.web.assets import UI, Assets

SYMBOLS = {"MYR": "RM", "SGD": "S$", "USD": "US$", "GBP": "£", "EUR": "€"}


class Templates:
    def __init__(self, hotel: Callable[[], Hotel], assets: Assets) -> None:
        """`hotel` gives the hotel as it is now: staff may have changed it."""
        known, self._hotel = words.load(), hotel
        self._says: dict[Language, words.Say] = {
            "en": words.speak(known, "en"),
            "ms": words.speak(known, "ms"),
        }
        self._pages = Environment(
            loader=FileSystemLoader(UI / "templates"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
        )
        self._pages.filters |= FILTERS
        self._pages.globals |= {
            "asset": assets.url,
            "icon": icons(assets.url("icons.svg")),
            "plain": str,
            "money_of": lambda amount: money(amount, hotel().currency, short=True),
        }

    def speak(self, language: Language) -> words.Say:
        return self._says[language]

    def render(self, name: str, language: Language, now: datetime, **values: Any) -> str:
        """A page or a part of one. `values` are what ui/README.md says the template takes."""
        t = self.speak(language)
        frame = {"t": t, "lang": language, "now": now, "hotel": self._hotel()}
        return self._pages.get_template(name).render(frame | values)


def icons(file: str) -> Callable[..., Markup]:
    """What draws a sign of `file` by its name: a page asks for the same few a hundred times."""

    @cache
    def icon(name: str, cls: str = "") -> Markup:
        use = Markup('<svg class="icon {}" aria-hidden="true"><use href="{}#{}"/></svg>')
        return use.format(cls, file, name)

    return icon


# -- money and numbers


def money(amount: Decimal | str | None, currency: str, *, short: bool = False) -> str:
    """ "RM 1,234.50"; with `short`, whole ringgit lose their ".00"."""
    value = Decimal(amount or 0)
    whole = short and value == value.to_integral_value()
    return f"{symbol(currency)} {value:,.0f}" if whole else f"{symbol(currency)} {value:,.2f}"


def unparted(text: str) -> str:
    """What was said, no amount parted from its currency at the end of a line."""
    return re.sub(r"(RM|S\$) (?=\d)", "\\1\N{NO-BREAK SPACE}", text)


def symbol(currency: str) -> str:
    return SYMBOLS.get(currency, currency)


def percent(share: Decimal | float | str) -> str:
    return f"{float(share) * 100:.0f}%"


def seconds(value: float) -> str:
    if value < 1:
        return "< 1 s"
    if value < 10:
        return f"{value:.1f} s"
    return f"{value:.0f} s" if value < 120 else f"{value / 60:.0f} min"


# -- time


@pass_context
def local(context: Context, at: datetime, form: str = "moment") -> str:
    """An instant in the hotel's zone: "time" 21:40, "day" Sat 21 Nov, "moment" both, "full"."""
    there = at.astimezone(context["hotel"].zone)
    clock = f"{there:%H:%M}"
    if form == "time":
        return clock
    written = _short_day(there.date(), context["lang"], context["now"].year != there.year)
    if form == "day":
        return written
    return f"{written}, {clock}" if form == "moment" else f"{written} {there:%Y %H:%M:%S %Z}"


@pass_context
def day(context: Context, iso: str) -> str:
    """A date as leads hold it, "2026-12-24"."""
    at = date.fromisoformat(iso)
    return _short_day(at, context["lang"], at.year != context["now"].year)


@pass_context
def ago(context: Context, at: datetime) -> str:
    """ "5 min", "3 h", else the day."""
    passed = context["now"] - at
    if passed < timedelta(minutes=1):
        return str(context["t"]("ago.now"))
    if passed < timedelta(hours=1):
        return str(context["t"]("ago.minutes", int(passed.total_seconds() // 60)))
    if passed < timedelta(hours=12):
        return str(context["t"]("ago.hours", int(passed.total_seconds() // 3600)))
    there, today = (x.astimezone(context["hotel"].zone) for x in (at, context["now"]))
    if there.date() == today.date():
        return f"{there:%H:%M}"
    return _short_day(there.date(), context["lang"], there.year != today.year)


@pass_context
def waited(context: Context, since: datetime) -> str:
    """A clock that the page lets run on: "4 min", "1 h 05"; "4:05" reads like a time of day."""
    return _running(context, context["now"] - since)


@pass_context
def left(context: Context, until: datetime) -> str:
    """The same, running down."""
    return _running(context, until - context["now"])


def _running(context: Context, span: timedelta) -> str:
    hours, minutes = divmod(max(0, int(span.total_seconds())) // 60, 60)
    t = context["t"]
    return str(t("clock.hours", hours, f"{minutes:02}") if hours else t("clock.minutes", minutes))


def _short_day(at: date, language: Language, year: bool) -> str:
    weekday = DAYS[language][at.weekday()]
    weekday = weekday if len(weekday) < 5 else weekday[:3]  # Isn, Rabu, Jum
    words = f"{weekday} {at.day} {MONTHS[language][at.month - 1]}"
    return f"{words} {at.year}" if year else words


# -- people and places


@pass_context
def guest(context: Context, row: ConversationRow | LeadRow) -> str:
    """What to call a guest: the name, else how they can be reached, else the channel (W32)."""
    if isinstance(row, LeadRow):
        name, number, address, id = row.name, row.phone, row.email, row.conversation
    else:
        name, number, address, id = row.guest_name, row.guest_phone, row.guest_email, row.id
    if name:
        return name
    if number:
        return readable(number)
    return address or str(context["t"](f"guest.{row.channel}", id[-4:]))


@pass_context
def room(context: Context, code: str) -> str:
    found = context["hotel"].room(code)
    return str(found.name.say(context["lang"])) if found else code


@pass_context
def desk(context: Context, code: str) -> str:
    found = context["hotel"].desks.get(code)
    name = found.name.say(context["lang"]) if found else code
    return name[:1].upper() + name[1:]


# -- text


def cut(text: str, most: int) -> str:
    """Between words where there are any."""
    if len(text) <= most:
        return text
    kept = text[: most - 1].rstrip()
    whole = text[most - 1].isspace() or " " not in kept
    return (kept if whole else kept[: kept.rindex(" ")].rstrip()) + "…"


def breakable(text: str) -> Markup:
    """An e-mail address goes on the next line before its place, not in the midst of a word."""
    return escape(text).replace("@", Markup("<wbr>@"))


def source_name(passage_id: str) -> str:
    """A passage's id without its hash, where it has a readable head."""
    return passage_id if len(passage_id) < 48 else passage_id[:45] + "…"


def query(values: Mapping[str, object]) -> str:
    """A query string of what is not empty."""
    return urlencode({name: value for name, value in values.items() if value})


FILTERS: dict[str, Callable[..., Any]] = {
    f.__name__: f
    for f in (
        *(money, symbol, unparted, percent, seconds),
        *(local, day, ago, waited, left),
        *(guest, room, desk),
        *(cut, breakable, source_name, query),
    )
} | {"phone": readable, **wording.FILTERS}
