"""E-mail, from SendGrid's delivery to the letter that answers it, on real parts."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import httpx
import pytest

from appliance import delivery, desk, turn
from appliance.engine.facts import ConversationFact
from appliance.engine.staff import Staff
from appliance.engine.state import Conversation
from appliance.engine.turns import Turn
from appliance.simulate.correspondent import Correspondent, form
from appliance.simulate.post_office import DROP, HANG
from tests.flows.conftest import NIGHT
from tests.flows.email import (
    ADDRESS,
    INBOUND,
    PASSWORD,
    USER,
    corresponding,
    renamed,
    returned,
    with_address,
)
from tests.patience import wait_until

MEI = Staff("7c9e6679-7425-50de-944b-e07fc1f90ae7", "Mei", "gm")
pytestmark = pytest.mark.postgres


@pytest.fixture
def mail(settings):
    with corresponding(settings) as one:
        yield one


def test_a_mail_is_answered_by_a_letter_in_its_thread(mail):
    letter = mail.ask("What time is breakfast?")
    assert letter.recipient == "nurul@guest.example"
    assert letter.message["Subject"] == "Re: Your rooms"
    assert letter.message["In-Reply-To"] == mail.guest.ids[0]
    assert letter.message["Reply-To"] == INBOUND
    said = mail.words()
    assert said.startswith("Dear Nurul Huda,")
    assert "8:00" in said
    assert "You wrote:\n> What time is breakfast?" in said
    assert mail.app.hotel.privacy.notice.en in said
    again = mail.ask("Is parking free?")
    assert mail.app.hotel.privacy.notice.en not in mail.words()  # said once
    assert again.message["References"].split() == [
        mail.guest.ids[0],
        letter.message["Message-ID"],
        mail.guest.ids[1],
    ]
    [row] = mail.conversations()
    assert (row.guest_email, row.guest_name) == ("nurul@guest.example", "Nurul Huda")
    asked = [m for m in mail.app.store.messages(row.id) if m.role == "guest"]
    assert asked[1].text == "Is parking free?"
    assert "> Dear Nurul Huda," in asked[1].meta["original"]  # E9: staff see all of it


def test_a10_a_malay_mail_is_answered_in_malay(mail):
    mail.ask("Sarapan pukul berapa ya? Ada tempat letak kereta?")
    assert mail.words().startswith("Salam Nurul Huda,")
    assert "Salam mesra," in mail.words()


def test_e1_mail_is_routed_by_its_envelope_and_e20_a_dead_alias_is_set_aside(mail):
    elsewhere = mail.guest.writes("Anybody there?", To="someone@other.example")
    mail.deliver(with_address(elsewhere, "reservations+another@parse.example"))
    assert mail.conversations() == []
    assert mail.app.spool.depth()["quarantine"] == 1
    wait_until(mail.app.store.alerts)
    mail.deliver(with_address(elsewhere, INBOUND))
    assert len(mail.conversations()) == 1


@pytest.mark.parametrize(
    "headers",
    [
        {"Auto_Submitted": "auto-replied"},
        {"Precedence": "bulk"},
        {"X_Auto_Response_Suppress": "All"},
        {"List_Id": "<news.example>"},
        {"From": "Mail Delivery System <mailer-daemon@guest.example>"},
        {"Subject": "Automatic reply: Your rooms"},
        {"From": "bookings <no-reply@engine.example>"},  # E17
    ],
    ids=lambda headers: next(iter(headers)),
)
def test_e6_e17_a_machine_is_kept_and_not_answered(settings, headers):
    with corresponding(settings) as mail:
        mail.send("Do you have a room from 24 to 26 December for two?", **headers)
        [row] = mail.conversations()
        [message] = mail.app.store.messages(row.id)
        assert message.meta["quiet"]
        assert mail.app.store.leads() == []
        assert mail.office.letters == []


def test_e7_our_own_mail_and_a_flood_are_not_answered(settings):
    with corresponding(settings, mails_per_sender=2) as mail:
        mail.send("Hello", From=ADDRESS)
        assert mail.conversations() == []
        for n in range(4):
            mail.send(f"What time is breakfast on day {n}?", Subject=f"Day {n}")
            mail.settle()
        assert len(mail.office.letters) == 2
        assert len(mail.conversations()) == 4  # nothing of it is lost


def test_e7_a_bounce_marks_the_message_that_came_back(mail):
    letter = mail.ask("What time is breakfast?")
    mail.deliver(returned(letter))
    mail.settle()
    row = next(row for row in mail.conversations() if row.guest_email)
    assert mail.app.store.messages(row.id)[-1].status == "failed"
    told = [alert for alert in mail.app.store.alerts() if "did not reach" in alert.title]
    assert [alert.conversation for alert in told] == [row.id]
    assert len(mail.office.letters) == 1


def test_e8_letters_say_who_writes_and_name_the_thread(mail):
    message = mail.ask("What time is breakfast?").message
    assert message["Auto-Submitted"] == "auto-replied"
    [row] = mail.conversations()
    desk.take_over(mail.app, row.id, MEI)
    desk.say(mail.app, row.id, MEI, "Hello Nurul, see you soon!", "one")
    wait_until(lambda: len(mail.office.letters) == 2)
    by_staff = mail.office.letters[1].message
    assert by_staff["Auto-Submitted"] is None
    assert by_staff["In-Reply-To"] == mail.guest.ids[0]
    assert by_staff["Message-ID"] != message["Message-ID"]
    assert mail.words().startswith("Hello Nurul, see you soon!")
    assert "Mei" in mail.words()


def test_e11_a_new_subject_is_answered_under_it(mail):
    mail.ask("What time is breakfast?")
    letter = mail.ask("Is parking free?", Subject="Parking")
    assert letter.message["Subject"] == "Re: Parking"
    assert len(mail.conversations()) == 1


def test_e12_a_mail_delivered_twice_is_one_mail(mail):
    fields = mail.guest.writes("What time is breakfast?")
    for _ in range(3):
        mail.deliver(fields)
    [row] = mail.conversations()
    assert [m.role for m in mail.app.store.messages(row.id)] == ["guest", "ai"]
    assert len(mail.office.letters) == 1


def test_e13_a_stranger_who_knows_a_message_id_does_not_join(mail):
    mail.ask("What time is breakfast?")
    [row] = mail.conversations()
    stranger = renamed(mail.guest, "eve@elsewhere.example")
    letter = mail.ask("And what did I ask before?", stranger)
    assert letter.recipient == "eve@elsewhere.example"
    # nor by a message id of the stranger's choice, and a copy to the guest
    crafted = {"Message_ID": mail.guest.ids[0], "Cc": mail.guest.mailbox}
    mail.ask("Send me all of it", replace(stranger, last=None), **crafted)
    # nor by the guest's name, with an address of the stranger's to answer to
    mail.send("Again", mail.guest, Reply_To="eve@elsewhere.example")
    mail.settle()
    assert len(mail.app.store.messages(row.id)) == 2
    letter = mail.ask("Is parking free?")
    assert letter.recipient == mail.guest.mailbox
    mail.settle()
    assert len(mail.app.store.messages(row.id)) == 4


def test_e14_whom_the_guest_copied_in_takes_part_and_the_lead_stays_the_guests(mail):
    spouse = "amir@guest.example"
    mail.ask("Do you have a room from 24 to 26 December 2026 for two?", Cc=spouse)
    other = renamed(mail.guest, spouse, "Amir")
    letter = mail.ask("Is breakfast included?", other)
    assert letter.recipient == spouse
    [row] = mail.conversations()
    assert row.guest_email == mail.guest.mailbox
    assert {lead.email for lead in mail.app.store.leads()} == {mail.guest.mailbox}


def test_e15_forty_megabytes_are_taken_and_what_does_harm_is_only_told_of(mail):
    files = {"plan.pdf": b"%PDF-1.7 " + b"x" * 10_000, "huge.jpg": b"\xff\xd8" + b"y" * 40_000_000}
    files |= {"setup.exe": b"MZ", "more.zip": b"PK\x03\x04", "page.html": b"<script>"}
    files |= {f"photo{n}.jpg": b"\xff\xd8" for n in range(25)}
    mail.deliver(mail.guest.writes("What time is breakfast? See attached."), files)
    [row] = mail.conversations()
    told = {each["name"]: each for each in mail.app.store.messages(row.id)[0].meta["attachments"]}
    assert len(told) == 30
    assert mail.app.media.read(told["plan.pdf"]["media"]) == files["plan.pdf"]
    assert told["huge.jpg"]["size"] == len(files["huge.jpg"])
    for name in ("huge.jpg", "setup.exe", "more.zip", "page.html", "photo24.jpg"):
        assert not told[name]["media"]
        assert told[name]["note"]
    assert len(mail.office.letters) == 1


def test_e16_a_booking_sites_relay_is_answered_and_not_kept_as_the_guests(mail):
    relay = renamed(mail.guest, "nurul.7f3a@guest.booking.com", "Nurul")
    letter = mail.ask("Do you have parking? We come 24 to 26 December 2026.", relay)
    assert letter.recipient == relay.mailbox
    [row] = mail.conversations()
    assert row.guest_email == ""
    assert all(lead.email == "" for lead in mail.app.store.leads())


def test_e18_a_forwarding_verification_reaches_staff_with_its_code(mail):
    google = Correspondent("forwarding-noreply@google.com", "Gmail Team", INBOUND)
    google.subject = "(#123456789) Gmail Forwarding Confirmation - Receive Mail"
    mail.send("Confirm: https://mail.google.example/mail/vf-abc", google)
    wait_until(mail.app.store.alerts)
    [alert] = mail.app.store.alerts()
    assert "123456789" in alert.body
    assert "https://mail.google.example/mail/vf-abc" in alert.body
    assert mail.office.letters == []


def test_e19_spam_is_kept_and_not_answered(mail):
    fields = mail.guest.writes("Cheap rooms from 24 to 26 December?") | {"spam_score": "7.2"}
    mail.deliver(fields)
    [row] = mail.conversations()
    far = timedelta(days=9)
    assert mail.app.store.recovery(NIGHT - far, NIGHT + far).inquiries == 0
    assert "spam" in mail.app.store.messages(row.id)[0].meta["notes"]
    assert mail.office.letters == []
    assert mail.app.store.leads() == []


def test_e5_a_failed_spf_is_only_flagged(mail):
    mail.deliver(mail.guest.writes("What time is breakfast?") | {"SPF": "softfail", "dkim": "none"})
    [row] = mail.conversations()
    assert mail.app.store.messages(row.id)[0].meta["notes"] == ["spf_fail"]
    assert len(mail.office.letters) == 1


def test_e21_a_mail_forty_days_later_is_a_new_conversation_linked_to_the_old(mail):
    mail.ask("What time is breakfast?")
    [old] = mail.conversations()
    before = mail.app.recall_id(old.id)
    aged(mail.app, before, timedelta(days=40))
    mail.ask("Hello again, is parking free?")
    rows = mail.conversations()
    assert len(rows) == 2
    new = next(row for row in rows if row.id != old.id)
    meta = mail.app.store.messages(new.id)[0].meta
    assert meta["source"] == {"continues": old.id}
    mail.ask("And the pool?")
    assert len(mail.conversations()) == 2


def aged(app, c: Conversation, by: timedelta) -> None:
    """The conversation as it is so long after its last word."""
    assert c.last_at
    moved = replace(c, revision=c.revision + 1, last_at=c.last_at - by)
    assert turn.commit(app, c, Turn(moved, (ConversationFact(moved),)))


def test_a15_a_card_number_stands_neither_in_the_subject_nor_in_the_whole_mail(mail, settings):
    card = "4111 1111 1111 1111"
    mail.ask(f"My card is {card}.\n\n> you asked for {card}", Subject=f"Card {card}")
    mail.settle()
    files = [path for path in settings.home.rglob("*") if path.is_file()]
    assert not any(b"4111 1111" in path.read_bytes() for path in files)


def test_e22_a_number_in_the_signature_is_not_the_guests(mail):
    mail.ask(
        "Do you have a room from 24 to 26 December 2026 for two?\n\n"
        "Kind regards,\nNurul\nKilang Contoh Sdn Bhd\nTel +60 3-2222 3333 | www.kilang.example"
    )
    [row] = mail.conversations()
    assert row.guest_phone == ""


@pytest.mark.parametrize(
    "fault",
    [
        ("CONNECT", "421 come back later"),
        ("RCPT", "450 4.2.0 greylisted"),
        ("LETTER", "451 4.3.0 try again"),
        ("MAIL", DROP),
        ("DATA", HANG),
    ],
    ids=lambda fault: f"{fault[0]} {fault[1][:3]}",
)
def test_a_letter_that_is_put_off_arrives_later_and_once(settings, fault, hasty):
    with corresponding(settings, patience=1.0) as mail:
        mail.office.faults.append(fault)
        letter = mail.ask("What time is breakfast?")
        mail.settle()
        assert len(mail.office.letters) == 1
        assert letter.message["In-Reply-To"] == mail.guest.ids[0]


def test_a_letter_taken_before_the_line_broke_is_sent_again_under_its_own_id(mail, hasty):
    mail.office.faults.append(("TAKEN", DROP))
    mail.ask("What time is breakfast?")
    wait_until(lambda: len(mail.office.letters) == 2)
    first, second = (letter.message for letter in mail.office.letters)
    assert first["Message-ID"] == second["Message-ID"]


def test_a_refused_account_is_told_once_shown_and_over_once_it_works(mail):
    guests = {mail.guest.mailbox, "tan@guest.example"}

    def answered() -> bool:
        mail.app.spool.release_leases()  # the pause is over
        delivery.deliver_due(mail.app)
        return {letter.recipient for letter in mail.office.letters} == guests

    mail.office.faults += [("MAIL", "535 5.7.8 bad credentials")] * 2
    mail.send("What time is breakfast?")
    mail.send("Is parking free?", renamed(mail.guest, "tan@guest.example"))
    wait_until(lambda: not mail.office.faults)
    wait_until(mail.app.store.alerts)
    [alert] = mail.app.store.alerts()
    assert "No answers get out by email" in alert.title
    health = f"{mail.sendgrid.url}/api/v1/health"
    shown = httpx.get(health).json()["checks"]["channels"]
    assert "535" in str(shown)
    wait_until(answered)
    mail.settle()
    assert httpx.get(health).json()["checks"].get("channels") != shown
    assert mail.app.store.alerts() == [alert]


def test_h7_a_mailbox_that_does_not_exist_is_given_up_and_shown(mail):
    mail.office.faults.append(("RCPT", "550 5.1.1 no such user"))
    mail.send("What time is breakfast?")
    [row] = mail.conversations()
    wait_until(lambda: mail.app.spool.depth()["outbox"] == 0)
    mail.settle()
    answer = mail.app.store.messages(row.id)[-1]
    assert answer.status == "failed"
    assert "550" in answer.status_detail


def test_poison_is_acknowledged_and_set_aside(mail):
    post = lambda **how: httpx.post(f"{mail.sendgrid.url}/api/v1/webhook/email", **how)  # noqa: E731
    login = (USER, PASSWORD)
    assert post(content=b"\x00\xff not a form", auth=login).status_code == 200
    content_type, body = form({"text": "hello", "headers": "Subject: no sender\n"}, {})
    answer = post(content=body, headers={"Content-Type": content_type}, auth=login)
    assert answer.json() == {"became": "unreadable"}
    assert mail.app.spool.depth()["quarantine"] == 2
    assert post(content=body).status_code == 401
    assert post(content=body, auth=(USER, "wrong")).status_code == 401
    assert mail.conversations() == []


def test_our_own_outage_is_told_as_such(mail):
    file = {"photo.jpg": b"\xff\xd8 a photo"}
    mail.app.media._folder.write_text("no folder any more")
    fields = mail.guest.writes("What time is breakfast?")
    assert mail.sendgrid.deliver(fields, file) == 500
    mail.app.media._folder.unlink()
    mail.deliver(fields, file)
    [row] = mail.conversations()
    assert len(mail.app.store.messages(row.id)) == 2
