"""An answer as a letter, in text and HTML."""

from __future__ import annotations

import email
from dataclasses import replace
from datetime import UTC, datetime
from email.policy import default

import pytest

from appliance.channels.email.letter import House, as_text, mail, written
from appliance.engine.message import Outgoing
from tests.web.house import hotel

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


def read(message: Outgoing):
    return email.message_from_bytes(mail(message, HOUSE), policy=default)


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
    html = page.get_body(("html",)).get_content()
    assert "&lt;script&gt;" in html
    for never in ("<script", "<img", "src=", "url(", "@import"):
        assert never not in html
    linked = read(SAID).get_body(("html",)).get_content()
    assert 'href="https://selasar.example/book?a=1&amp;b=2"' in linked
