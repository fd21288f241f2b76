"""An answer as a letter, in text and HTML, and what a server's refusal means for it."""

from __future__ import annotations

import email
import smtplib
from dataclasses import replace
from datetime import UTC, datetime
from email.policy import default
from typing import Any

import pytest

from appliance.channels import ChannelError
from appliance.channels.email import smtp
from appliance.channels.email.letter import House, as_text, mail, written
from appliance.channels.email.smtp import Email, Intake, Server
from appliance.engine.message import Outgoing
from appliance.simulate.post_office import PostOffice
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


# -- the server


@pytest.fixture
def office():
    with PostOffice() as one:
        yield one


def channel(office: PostOffice, **how: Any) -> Email:
    server = replace(Server("127.0.0.1", office.port, "none", timeout=0.5), **how)
    return Email(server, HOUSE, Intake(frozenset(), 5.0, "", ""))


@pytest.mark.parametrize(
    ("command", "answer", "permanent"),
    [
        ("CONNECT", "421 busy", False),
        ("MAIL", "451 later", False),
        ("MAIL", "550 not you", True),
        ("RCPT", "450 greylisted", False),
        ("RCPT", "550 no such user", True),
        ("DATA", "452 full", False),
        ("LETTER", "554 spam", True),
        ("RCPT", "hang", False),
        ("LETTER", "drop", False),
        ("EHLO", "drop", False),
    ],
)
def test_4xx_is_tried_again_and_5xx_is_final(office, command, answer, permanent):
    office.faults.append((command, answer))
    with pytest.raises(ChannelError) as refused:
        channel(office).send(SAID)
    assert refused.value.permanent is permanent
    assert channel(office).send(SAID) == f"<{ID}.{CONVERSATION}@selasar.example>"
    assert len(office.letters) == 1


def test_a_server_that_breaks_off_after_taking_the_letter_has_taken_it(office):
    office.faults.append(("QUIT", "drop"))
    assert channel(office).send(SAID)
    assert len(office.letters) == 1


def test_a_refused_login_and_a_missing_starttls_are_our_trouble_not_the_letters(office):
    for how in ({"security": "starttls"}, {"user": "apikey", "password": "x"}):
        with pytest.raises(ChannelError) as refused:
            channel(office, **how).send(SAID)
        assert not refused.value.permanent
    wrong = smtplib.SMTPAuthenticationError(535, b"bad credentials")
    assert not smtp.refusal(wrong).permanent
    assert office.letters == []


def test_a_server_that_is_not_there_is_tried_again():
    with pytest.raises(ChannelError) as refused:
        Email(Server("127.0.0.1", 9, "none"), HOUSE, Intake(frozenset(), 5.0, "", "")).send(SAID)
    assert not refused.value.permanent


def test_an_address_that_cannot_be_written_to_is_final(office):
    with pytest.raises(ChannelError) as refused:
        channel(office).send(replace(SAID, guest="nürül@guest.example"))
    assert refused.value.permanent


def test_e1_a_plus_address_is_ours_where_its_plain_one_is():
    intake = Intake(frozenset({"stay@h.example", "in+one@p.example"}), 5.0, "", "")
    assert intake.takes(["stay+anything@h.example"])
    assert intake.takes(["in+one@p.example"])
    assert not intake.takes(["in+two@p.example", "in@p.example", ""])
