"""A guest leaves the website before a person answers: the answer follows by e-mail."""

from __future__ import annotations

import pytest

from appliance import delivery, desk
from appliance.engine.staff import Staff
from appliance.feed import guest_topic
from tests.flows.conftest import wait_until
from tests.flows.email import corresponding

MEI = Staff("7c9e6679-7425-50de-944b-e07fc1f90ae7", "Mei", "gm")
ADDRESS = "guest@mail.example"
pytestmark = pytest.mark.postgres


@pytest.fixture
def mail(settings):
    with corresponding(settings) as one:
        yield one


def talk(mail, *said: str) -> str:
    """A guest of the website has said this, and Mei has taken over; the conversation's id."""
    for text in said:
        mail.house.ask(text, "ana")
    id: str = mail.house.id_of("web:ana")
    desk.take_over(mail.app, id, MEI)
    return id


def time_passes(mail) -> None:
    """What waits in the outbox is due, and the sweep comes twice."""
    for _ in range(2):
        mail.app.spool.release_leases()
        delivery.deliver_due(mail.app)


def test_x15_what_a_guest_who_left_never_saw_comes_by_e_mail_once(mail):
    id = talk(mail, f"Do you have a cot? I am Ana, {ADDRESS}")
    desk.say(mail.app, id, MEI, "Yes, a cot is free of charge.", "one")
    delivery.deliver_due(mail.app)
    assert mail.office.letters == []  # it waits for the guest to come back
    time_passes(mail)
    desk.say(mail.app, id, MEI, "Yes, a cot is free of charge.", "one")  # a click repeated
    time_passes(mail)
    [letter] = mail.office.letters
    assert letter.recipient == ADDRESS
    words = mail.words()
    assert words.startswith("You had left the chat on our website before we could answer")
    assert "You wrote:\n> Do you have a cot?" in words
    assert "Yes, a cot is free of charge." in words
    assert "Mei" in words
    assert letter.message["Auto-Submitted"] is None


def test_x15_in_malay(mail):
    id = talk(mail, f"Ada katil bayi tak? Nama saya Ana, e-mel {ADDRESS}")
    desk.say(mail.app, id, MEI, "Ada, percuma.", "one")
    time_passes(mail)
    assert mail.words().startswith("Anda sudah meninggalkan ruang sembang")


def test_x15_what_the_page_has_shown_is_not_written(mail):
    id = talk(mail, f"Do you have a cot? I am Ana, {ADDRESS}")
    desk.say(mail.app, id, MEI, "Yes, free of charge.", "one")
    topic = guest_topic(id)
    mail.app.hub.read(topic, mail.app.spool.feed_last(topic))
    desk.say(mail.app, id, MEI, "Shall I reserve it?", "two")
    time_passes(mail)
    assert len(mail.office.letters) == 1
    assert "Shall I reserve it?" in mail.words()
    assert "free of charge" not in mail.words()
    wait_until(lambda: mail.app.spool.depth()["outbox"] == 0)


@pytest.mark.parametrize("said", ["Do you have a cot?", "I am Ana, ana.7f3a@guest.booking.com"])
def test_x15_e16_nobody_is_written_to_without_an_address_of_their_own(mail, said):
    id = talk(mail, said)
    desk.say(mail.app, id, MEI, "Yes.", "one")
    time_passes(mail)
    assert mail.office.letters == []
    assert mail.app.spool.depth()["outbox"] == 0


def test_x15_p11_a_made_up_guest_is_not_written_to(mail):
    id = talk(mail, f"Do you have a cot? I am Ana, {ADDRESS}")
    mail.app.made_up = lambda guest: guest == "ana"
    desk.say(mail.app, id, MEI, "Yes.", "one")
    time_passes(mail)
    assert mail.office.letters == []


def test_x15_what_the_machine_says_is_not_sent_after_anybody(mail):
    mail.house.ask(f"What time is breakfast? I am Ana, {ADDRESS}", "ana")
    time_passes(mail)
    assert mail.office.letters == []


def test_x15_an_address_that_does_not_exist_marks_staffs_answer_as_not_delivered(mail):
    id = talk(mail, f"Do you have a cot? I am Ana, {ADDRESS}")
    mail.office.faults.append(("RCPT", "550 5.1.1 no such user"))
    desk.say(mail.app, id, MEI, "Yes, free of charge.", "one")
    time_passes(mail)
    wait_until(lambda: mail.app.spool.depth()["ledger"] == 0)
    answer = mail.app.store.messages(id)[-1]
    assert (answer.text, answer.status) == ("Yes, free of charge.", "failed")
