"""Odd mail through SendGrid's webhook: encodings, findings about its sender, machines, spam."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import httpx
import pytest

from appliance import desk
from appliance.engine.staff import Staff
from appliance.simulate.correspondent import PATH, Correspondent, form
from tests.flows.conftest import NIGHT
from tests.flows.email import INBOUND, PASSWORD, USER, Correspondence, corresponding

MEI = Staff("7c9e6679-7425-50de-944b-e07fc1f90ae7", "Mei", "gm")
BREAKFAST = "What time is breakfast?"
TRACE = 'Traceback (most recent call last):\n  File "dkim.py", line 7\n{"@x": fail'
pytestmark = pytest.mark.postgres


@pytest.fixture
def mail(settings) -> Iterator[Correspondence]:
    with corresponding(settings) as one:
        yield one


@pytest.mark.parametrize("charset", ["iso-8859-1", "windows-1252", "UTF-8", "x-unknown"])
def test_e2_each_field_comes_in_its_own_encoding_and_none_is_lost(mail, charset):
    told = {"text": charset, "subject": "UTF-8", "from": "UTF-8"}
    fields = mail.guest.writes("Is the Caf@@ open for breakfast?", Subject="Bilik é")
    fields |= {"charsets": json.dumps(told), "subject": "Bilik é"}
    content_type, body = form(fields, {})
    body = body.replace(b"@@", "é".encode("utf-8" if charset == "UTF-8" else "latin-1"))
    url, headers = f"{mail.sendgrid.url}{PATH}", {"Content-Type": content_type}
    answer = httpx.post(url, content=body, headers=headers, auth=(USER, PASSWORD))
    assert (answer.status_code, answer.json()) == (200, {"became": "received"})
    [row] = mail.conversations()
    asked = mail.app.store.messages(row.id)[0]
    assert asked.text == "Is the Café open for breakfast?"
    assert asked.meta["envelope"]["subject"] == "Bilik é"
    assert len(mail.office.letters) == 1


@pytest.mark.parametrize("dkim", ["{@guest.example : pass}", "none", "", "{", TRACE])
def test_e4_whatever_is_said_of_the_signature_the_mail_is_answered(mail, dkim):
    mail.deliver(mail.guest.writes(BREAKFAST) | {"dkim": dkim})
    [row] = mail.conversations()
    assert "notes" not in mail.app.store.messages(row.id)[0].meta
    assert len(mail.office.letters) == 1


def test_e5_mail_the_hotels_old_mailbox_forwards_is_answered_and_flagged(mail):
    forwarded = {
        "To": "stay.teluk.kelapa@mailbox.example",
        "X_Forwarded_To": INBOUND,
        "X_Forwarded_For": f"stay.teluk.kelapa@mailbox.example {INBOUND}",
        "Received_SPF": "fail",
    }
    fields = mail.guest.writes(BREAKFAST, **forwarded)
    by = {"to": [INBOUND], "from": "stay.teluk.kelapa+caf_=parse=example@mailbox.example"}
    found = {"SPF": "fail", "dkim": "{@guest.example : fail}", "envelope": json.dumps(by)}
    mail.deliver(fields | found)
    [row] = mail.conversations()
    assert mail.app.store.messages(row.id)[0].meta["notes"] == ["spf_fail", "dkim_fail"]
    assert row.guest_email == mail.guest.mailbox
    assert [letter.recipient for letter in mail.office.letters] == [mail.guest.mailbox]


def test_e6_a_notice_without_a_way_back_reopens_nothing(mail):
    mail.ask(BREAKFAST)
    [row] = mail.conversations()
    desk.take_over(mail.app, row.id, MEI)
    desk.resolve(mail.app, row.id, MEI)
    fields = mail.guest.writes("Your room from 24 to 26 December has my answer on Monday.")
    mail.deliver(fields | {"envelope": json.dumps({"to": [INBOUND], "from": ""})})
    [row] = mail.conversations()
    assert row.status == "resolved"
    last = mail.app.store.messages(row.id)[-1]
    assert last.meta["quiet"]
    assert mail.app.store.leads() == []
    assert len(mail.office.letters) == 1


@pytest.mark.parametrize(
    ("sender", "subject", "text", "code"),
    [
        (
            "forwarding-noreply@google.com",
            "(#123456789) Pengesahan Pemajuan Gmail",
            "Sila sahkan: https://mail.google.example/mail/vf-abc",
            "123456789",
        ),
        (
            "account-security-noreply@accountprotection.microsoft.com",
            "Microsoft account security code",
            "Please use the following.\n\nSecurity code: 7654321",
            "7654321",
        ),
    ],
    ids=["Gmail", "Outlook"],
)
def test_e18_whose_forwarding_is_to_be_confirmed_its_code_is_told_once(
    mail, sender, subject, text, code
):
    fields = Correspondent(sender, "", INBOUND, subject).writes(text)
    for _ in range(2):
        mail.deliver(fields)
    mail.settle()
    [alert] = mail.app.store.alerts()
    assert "Confirm that e-mail may be forwarded" in alert.title
    assert code in alert.body
    assert mail.office.letters == []
    assert mail.app.store.leads() == []


@pytest.mark.parametrize(("score", "spam"), [("4.9", False), ("5.0", True), ("", False)])
def test_e19_from_the_score_on_it_is_spam_nobody_is_called_for(mail, score, spam):
    asked = mail.guest.writes("Have you a room from 24 to 26 December 2026 for two?")
    mail.deliver(asked | {"spam_score": score})
    [row] = mail.conversations()
    [said, *_] = mail.app.store.messages(row.id)
    assert ("spam" in said.meta.get("notes", ())) is spam
    far = timedelta(days=9)
    assert mail.app.store.recovery(NIGHT - far, NIGHT + far).inquiries == int(not spam)
    assert len(mail.app.store.leads()) == int(not spam)
    assert bool(mail.app.store.alerts()) is not spam
    assert len(mail.office.letters) == int(not spam)


def test_e21_a_thread_nobody_knows_any_more_is_a_new_one_with_nothing_of_the_old(mail):
    """As after the guest's data were deleted: the mail program still has the thread."""
    letter = mail.ask("I am Nurul and my number is 012-345 6789. Any room for two?")
    [old] = mail.conversations()
    known = "00000000-0000-4000-8000-00000000000a"
    forgotten = letter.message["Message-ID"].replace(old.id, known)
    del letter.message["Message-ID"]
    letter.message["Message-ID"] = forgotten
    later = Correspondent("nurul@home.example", "", mail.guest.hotel, "Re: Your rooms")
    later.reads(replace(letter))
    answer = mail.ask("Is parking free?", later)
    assert answer.message["In-Reply-To"] == later.ids[0]
    new = next(row for row in mail.conversations() if row.id not in (old.id, known))
    assert (new.guest_name, new.guest_phone) == ("", "")
    assert "source" not in mail.app.store.messages(new.id)[0].meta


def test_e3_a_mail_of_html_alone_is_answered_by_its_words(mail):
    page = f"<script>alert(1)</script><p>{BREAKFAST}</p><img src='https://spy.example/x.gif'>"
    fields = mail.guest.writes("")
    mail.deliver({**fields, "text": "", "html": page})
    [row] = mail.conversations()
    asked = mail.app.store.messages(row.id)[0]
    assert asked.text == BREAKFAST
    assert "spy" not in str(asked.meta)
    assert len(mail.office.letters) == 1
