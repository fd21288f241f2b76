"""A letter in the HTML that mail programs show: tables, styles in place, no script, no picture."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import timedelta
from html import escape
from itertools import groupby
from typing import TYPE_CHECKING

from appliance.engine import pricing
from appliance.engine.contact import readable
from appliance.engine.days import date_words, span
from appliance.engine.hotel import Hotel
from appliance.engine.message import FeeLine, NightPrice, Outgoing, Quote
from appliance.engine.text import Language

if TYPE_CHECKING:
    from appliance.channels.email.letter import Letter

FONT = "-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif"
INK, QUIET, LINE, GROUND = "#22262b", "#667080", "#e3e6ea", "#f4f5f7"
LINK = re.compile(r"https?://[^\s<>\"']+[^\s<>\"'.,;:!?)]")
SHELL = """<!doctype html>
<html lang="{language}"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark"><title>{hotel}</title><style>
@media (prefers-color-scheme:dark){{.ground{{background:#131619!important}}
.sheet,.sheet td{{background:#1c2024!important;border-color:#353b42!important;\
color:#e6e8eb!important}}
.sheet table,.sheet blockquote{{border-color:#353b42!important}}
.sheet table{{border-left-color:{colour}!important}}
.sheet .quiet,.sheet a{{color:#a7b0ba!important}}
.sheet a.go{{color:#fff!important}}
.sheet td.head{{color:#fff!important;border-top-color:{colour}!important}}}}
</style></head>
<body class="ground" style="margin:0;padding:0;background:{ground}">
<table class="ground" role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0"\
 style="background:{ground}"><tr><td align="center" style="padding:24px 12px">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0"\
 class="sheet"\
 style="max-width:600px;background:#ffffff;border:1px solid {line};border-radius:10px">
<tr><td class="head"\
 style="padding:20px 28px;border-top:5px solid {colour};border-radius:10px 10px 0 0;\
border-bottom:1px solid {line};font:600 18px/1.3 Georgia,'Times New Roman',serif;color:{colour}">\
{hotel}</td></tr>
<tr><td style="padding:26px 28px 8px;font:16px/1.6 {font};color:{ink}">
{body}
</td></tr>
<tr><td style="padding:8px 28px 26px;font:16px/1.5 {font};color:{ink}">
{signature}
</td></tr>
{quoted}{small_print}</table>
</td></tr></table>
</body></html>
"""
SMALL_PRINT = (
    '<tr><td class="quiet" style="padding:14px 28px 20px;border-top:1px solid {line};'
    'font:13px/1.5 {font};color:{quiet}">{words}</td></tr>\n'
)
QUOTED = (
    '<tr><td class="quiet" style="padding:0 28px 22px;font:14px/1.5 {font};color:{quiet}">'
    "{you_wrote}"
    '<blockquote style="margin:4px 0 0;padding:0 0 0 12px;border-left:3px solid {line}">{words}'
    "</blockquote></td></tr>\n"
)
TABLE: dict[Language, dict[str, str]] = {
    "en": {
        "night": "night",
        "nights": "nights",
        "rooms": "rooms",
        "total": "Total",
        "foreign": "Guests who are not Malaysians or permanent residents add {fee}",
        "breakfast": "with breakfast",
        "no_breakfast": "without breakfast",
    },
    "ms": {
        "night": "malam",
        "nights": "malam",
        "rooms": "bilik",
        "total": "Jumlah",
        "foreign": "Tetamu bukan warganegara atau pemastautin tetap Malaysia tambah {fee}",
        "breakfast": "termasuk sarapan",
        "no_breakfast": "tidak termasuk sarapan",
    },
}


def html(letter: Letter, message: Outgoing, hotel: Hotel) -> str:
    style = {"line": LINE, "font": FONT, "ink": INK, "quiet": QUIET, "ground": GROUND}
    small = "<br>".join(linked(line) for line in letter.small_print)
    return SHELL.format(
        **style,
        language=letter.language,
        hotel=escape(hotel.name),
        colour=escape(hotel.brand.colour),
        body=body(letter, message, hotel),
        signature=signature(letter, hotel),
        quoted=quoted(letter, style),
        small_print=SMALL_PRINT.format(**style, words=small) if small else "",
    )


def notice(title: str, body: str, link: tuple[str, str], hotel: Hotel) -> str:
    """An alert to staff: lines of "Name: value", and a link with its words; no link where empty."""
    words, address = link
    button = (
        f'<p style="margin:0"><a class="go" href="{escape(address)}" style="display:inline-block;'
        f"padding:11px 18px;border-radius:8px;background:{escape(hotel.brand.colour)};"
        f'color:#ffffff;font-weight:600;text-decoration:none">{escape(words)}</a></p>'
        f'<p class="quiet" style="margin:10px 0 0;font-size:13px;color:{QUIET};'
        f'word-break:break-all">{linked(address)}</p>'
    )
    return SHELL.format(
        line=LINE,
        font=FONT,
        ink=INK,
        ground=GROUND,
        language=hotel.language,
        hotel=escape(hotel.name),
        colour=escape(hotel.brand.colour),
        body=f'<p style="margin:0 0 14px;font-weight:600">{escape(title)}</p>\n'
        + "".join(told(line) for line in body.splitlines() if line.strip()),
        signature=button if address else "",
        quoted="",
        small_print="",
    )


def told(line: str) -> str:
    """ "Name: value" with the name set back, or a line as it is."""
    name, colon, value = line.partition(": ")
    quiet = f'<span class="quiet" style="color:{QUIET}">{escape(name)}:</span> {linked(value)}'
    return f'<p style="margin:0 0 6px">{quiet if colon else linked(line)}</p>\n'


def quoted(letter: Letter, style: Mapping[str, str]) -> str:
    """What is answered, short: mail programs show the thread, and phones hide it."""
    if not letter.asked:
        return ""
    return QUOTED.format(**style, you_wrote=letter.you_wrote, words=escape(letter.asked))


def body(letter: Letter, message: Outgoing, hotel: Hotel) -> str:
    """The words; prices as tables in the place where the text spells them out."""
    greeting = paragraphs(letter.greeting)
    if not (message.quotes and message.spelled and message.spelled in letter.body):
        return greeting + paragraphs(letter.body)
    before, _, after = letter.body.partition(message.spelled)
    tables = "".join(quote_table(q, letter.language, hotel.brand.colour) for q in message.quotes)
    condition = paragraphs(message.spelled.rstrip().rpartition("\n")[2])  # "subject to …"
    return greeting + paragraphs(before) + tables + condition + paragraphs(after)


def paragraphs(text: str) -> str:
    parts = (part.strip() for part in re.split(r"\n\s*\n", text))
    return "".join(
        f'<p style="margin:0 0 16px">{linked(part).replace(chr(10), "<br>")}</p>\n'
        for part in parts
        if part
    )


def linked(text: str) -> str:
    """Escaped, with its web addresses as links."""
    made, at = "", 0
    for found in LINK.finditer(text):
        url = escape(found[0])
        made += (
            escape(text[at : found.start()]) + f'<a href="{url}" style="color:inherit">{url}</a>'
        )
        at = found.end()
    return made + escape(text[at:])


def signature(letter: Letter, hotel: Hotel) -> str:
    first, *rest = letter.signature or (hotel.name,)
    lines = [f"<strong>{escape(first)}</strong>", *(escape(line) for line in rest)]
    site = hotel.website.partition("://")[2].rstrip("/")
    reach = (
        f'<a href="tel:{escape(hotel.phone)}" style="color:{QUIET}">{readable(hotel.phone)}</a>'
        f' &nbsp;·&nbsp; <a href="{escape(hotel.website)}" style="color:{QUIET}">{escape(site)}</a>'
    )
    return (
        f'<p style="margin:0 0 4px">{escape(letter.closing)}</p><p style="margin:0">'
        f'{"<br>".join(lines)}<br><span style="font-size:14px;color:{QUIET}">{reach}</span></p>'
    )


def quote_table(quote: Quote, language: Language, colour: str) -> str:
    """One quote: its nights, what is added to them, the total."""
    words = TABLE[language]
    stay = f"{date_words(quote.check_in, language)} – {date_words(quote.check_out, language)}"
    head = f"<strong>{escape(quote.room_name.say(language))}</strong><br>{escape(stay)}"
    breakfast = words["breakfast" if quote.breakfast else "no_breakfast"]
    rows = "".join(row(label, value) for label, value in charges(quote, language))
    abroad = "".join(
        row(
            f"{words['foreign'].format(fee=f.name.say(language))} ({f.how.say(language)})",
            money(f.amount, quote),
        )
        for f in quote.fees
        if f.foreign_only and not f.included
    )
    total = row(f"{words['total']} ({breakfast})", money(quote.total, quote), strong=True)
    return (
        f'<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0"'
        f' style="margin:0 0 18px;border:1px solid {LINE};border-left:4px solid {colour};'
        f'font:15px/1.5 {FONT};color:{INK}">'
        f'<tr><td colspan="2" style="padding:12px 16px 8px">{head}</td></tr>'
        f"{rows}{total}{abroad}</table>\n"
    )


def charges(quote: Quote, language: Language) -> Sequence[tuple[str, str]]:
    """As the text spells them: runs of nights at one price, then the fees that all pay."""
    runs = [list(run) for _, run in groupby(quote.nights, key=lambda night: night.price)]
    return [
        *(nights(run, quote, language) for run in runs),
        *(fee(f, quote, language) for f in quote.fees if not f.foreign_only),
    ]


def nights(run: Sequence[NightPrice], quote: Quote, language: Language) -> tuple[str, str]:
    words, count, price = TABLE[language], len(run), run[0].price
    dates = span(run[0].night, run[-1].night + timedelta(days=1), language)
    label = (
        f"{count} {words['night' if count == 1 else 'nights']} × {money(price, quote)} ({dates})"
    )
    rooms = f" × {quote.rooms} {words['rooms']}" if quote.rooms > 1 else ""
    return label + rooms, money(price * count * quote.rooms, quote)


def fee(line: FeeLine, quote: Quote, language: Language) -> tuple[str, str]:
    name, how = line.name.say(language), line.how.say(language)
    label = f"{name}: {how}" if line.included else f"{name} ({how})"
    return label, "" if line.included else money(line.amount, quote)


def money(value: object, quote: Quote) -> str:
    return pricing.ringgit(value, quote.currency)  # type: ignore[arg-type]


def row(label: str, value: str, *, strong: bool = False) -> str:
    weight = f"font-weight:600;border-top:1px solid {LINE};" if strong else f"color:{QUIET};"
    pad, seen = ("10px", 'valign="top"') if strong else ("3px", 'valign="top" class="quiet"')
    return (
        f'<tr><td {seen} style="padding:{pad} 8px {pad} 16px;{weight}">{escape(label)}</td>'
        f'<td {seen} align="right" style="padding:{pad} 16px {pad} 0;white-space:nowrap;{weight}">'
        f"{escape(value)}</td></tr>"
    )
