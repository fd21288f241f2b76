"""An answer as a letter, in text and HTML."""

from __future__ import annotations

import email
import re
from dataclasses import replace
from datetime import UTC, date, datetime
from email.policy import default
from pathlib import Path

import pytest

from appliance.channels.email.html import to_text
from appliance.channels.email.letter import House, as_text, mail, written
from appliance.engine import pricing
from appliance.engine.message import Outgoing
from appliance.engine.state import Stay
from appliance.hotel import load
from tests.web.house import hotel

PACKS = Path(__file__).parents[3] / "tenant_config"
HOUSE = House(hotel(), "stay@selasar.example", "Hotel Selasar", "in+selasar@parse.example")
ID, CONVERSATION = "00000000-0000-5000-8000-000000000000", "11111111-1111-5111-8111-111111111111"
SAID = Outgoing(
    ID,
    "email",
    "nurul@guest.example",
    CONVERSATION,
    "Breakfast is from 7:00.\n\nBook at https://selasar.example/book?a=1&b=2.",
    datetime(2026, 7, 6, 4, 0, tzinfo=UTC),
    envelope={"subject": "Sarapan", "message_id": "<1@g.example>", "references": "<1@g.example>"},
    meta={"language": "en"},
)


def read(message: Outgoing, house: House = HOUSE):
    return email.message_from_bytes(mail(message, house), policy=default)


def body_of(letter, kind: str) -> str:
    """Its lines end as the wire's do."""
    return str(letter.get_body((kind,)).get_content()).replace("\r\n", "\n")


def told(message: Outgoing, **more: str) -> Outgoing:
    return replace(message, envelope=message.envelope | more)


def test_e8_the_headers_of_a_letter():
    made = read(SAID)
    assert made["From"] == "Hotel Selasar <stay@selasar.example>"
    assert made["Reply-To"] == "in+selasar@parse.example"
    assert made["Message-ID"] == f"<{ID}.{CONVERSATION}@selasar.example>"
    assert made["In-Reply-To"] == made["References"] == "<1@g.example>"
    assert made["Auto-Submitted"] == "auto-replied"
    assert mail(SAID, HOUSE) == mail(SAID, HOUSE)  # for every attempt the same


def test_e8_a_long_thread_keeps_its_first_and_its_newest_ids_whole():
    ids = [f"<{n}.{'x' * 80}@guest.example>" for n in range(60)]
    made = read(told(SAID, references=" ".join(ids)))
    assert made["References"].split() == [ids[0], *ids[-19:]]


def test_nothing_a_guest_wrote_begins_a_header():
    made = read(told(SAID, subject="Hi\r\nBcc: all@world.example\n\nbody", name="A\nB: c"))
    assert made["Bcc"] is None
    assert made["Subject"] == "Re: Hi Bcc: all@world.example body"


@pytest.mark.parametrize(
    ("subject", "expected"),
    [
        ("RE: Bilik", "RE: Bilik"),
        ("Bilik 🏝️ untuk 双人", "Re: Bilik 🏝️ untuk 双人"),
        ("", "Your question to Selasar"),
    ],
)
def test_e11_the_subject_is_the_guests(subject, expected):
    assert read(told(SAID, subject=subject))["Subject"] == expected


def test_a_letter_greets_by_name_and_signs_for_the_hotel_in_the_guests_language():
    english = as_text(written(told(SAID, name="Nurul", first="yes"), HOUSE), HOUSE.hotel)
    assert english.startswith("Dear Nurul,\n\nBreakfast is from 7:00.")
    assert "Kind regards,\nHotel Selasar" in english
    assert "We keep what you write." in english
    malay = as_text(written(replace(SAID, meta={"language": "ms"}), HOUSE), HOUSE.hotel)
    assert malay.startswith("Salam sejahtera,\n\n")
    assert "We keep what you write." not in malay  # said once, in the first letter


def test_staff_write_in_their_own_words_and_name():
    by_staff = replace(SAID, author="staff", staff_name="Mei", meta={})
    letter = as_text(written(told(by_staff, language="ms", name="Nurul"), HOUSE), HOUSE.hotel)
    assert letter.startswith("Breakfast is from 7:00.")
    assert "Salam mesra,\nMei\nHotel Selasar" in letter
    assert read(by_staff)["Auto-Submitted"] is None


def test_e3_the_html_of_a_letter_runs_nothing_and_fetches_nothing():
    page = read(replace(SAID, text='<script>x</script> "a" & b'))
    html = body_of(page, "html")
    assert "&lt;script&gt;" in html
    for never in ("<script", "<img", "src=", "url(", "@import"):
        assert never not in html
    linked = body_of(read(SAID), "html")
    assert 'href="https://selasar.example/book?a=1&amp;b=2"' in linked


@pytest.mark.parametrize("language", ["en", "ms"])
def test_text_and_html_of_a_quote_say_the_same(language):
    house = replace(HOUSE, hotel=load(PACKS, "selasar-cengkih"))
    stay = Stay(check_in=date(2026, 12, 24), check_out=date(2026, 12, 27), nights=3, adults=2)
    quotes = pricing.quotes_for(house.hotel, stay, today=date(2026, 11, 27))
    spelled = "\n\n".join(pricing.describe(quote, language) for quote in quotes)
    priced = replace(
        SAID, text=spelled, spelled=spelled, quotes=quotes, meta={"language": language}
    )
    letter = read(priced, house)
    text = body_of(letter, "plain")
    page = to_text(body_of(letter, "html"))
    figures = re.compile(r"RM [\d.,]+\d|\d+%|\d+ (?:nights?|malam)|\d+ \w+ 2026")
    assert len(set(figures.findall(text))) > 10
    assert set(figures.findall(text)) == set(figures.findall(page))


def test_a15_what_is_answered_stands_below_and_is_no_more_than_a_line():
    letter = read(told(SAID, asked="Is breakfast <b>early</b>? " + "We leave at five. " * 8))
    text = body_of(letter, "plain")
    assert "You wrote:\n> Is breakfast <b>early</b>? We leave" in text
    assert all(len(line) < 80 for line in text.split("\n") if line.startswith(">"))
    assert "&lt;b&gt;early" in body_of(letter, "html")
    assert "You wrote" not in read(SAID).as_string()


def test_the_hotels_number_reads_as_people_write_it_and_is_called_as_it_is():
    house = replace(HOUSE, hotel=replace(hotel(), phone="+60321418888"))
    letter = read(SAID, house)
    assert "+60 3-2141 8888 |" in body_of(letter, "plain")
    assert '<a href="tel:+60321418888"' in body_of(letter, "html")
    assert ">+60 3-2141 8888</a>" in body_of(letter, "html")
