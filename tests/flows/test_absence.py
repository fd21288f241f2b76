"""A guest leaves the website before a person answers: the answer follows by e-mail or WhatsApp."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from appliance import delivery, desk
from appliance.engine.hotel import Template
from appliance.engine.staff import Staff
from appliance.engine.text import Text
from appliance.feed import guest_topic
from tests.flows.email import corresponding, returned
from tests.flows.whatsapp import connected, text_of
from tests.patience import wait_until

MEI = Staff("7c9e6679-7425-50de-944b-e07fc1f90ae7", "Mei", "gm")
ADDRESS = "guest@mail.example"
pytestmark = pytest.mark.postgres


NUMBER = "60123450900"
AFTER_CHAT = Template(
    "after_chat",
    "whatsapp",
    "answer_after_chat",
    Text("en", "ms"),
    Text("Hello {guest}, {staff} of {hotel} answers you: {answer}"),
)


@pytest.fixture
def line(settings):
    with connected(settings) as one:
        yield one


@pytest.fixture
def mail(settings):
    with corresponding(settings) as one:
        yield one


def talk(hotel, *said: str) -> str:
    """A guest of the website has said this, and Mei has taken over; the conversation's id."""
    for text in said:
        hotel.house.ask(text, "ana")
    id: str = hotel.house.id_of("web:ana")
    desk.take_over(hotel.app, id, MEI)
    return id


def time_passes(hotel) -> None:
    """What waits in the outbox is due, and the sweep comes twice."""
    for _ in range(2):
        hotel.app.spool.release_leases()
        delivery.deliver_due(hotel.app)


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


def test_x15_a_letter_that_comes_back_later_marks_the_answer_and_tells_staff(mail):
    id = talk(mail, f"Do you have a cot? I am Ana, {ADDRESS}")
    desk.say(mail.app, id, MEI, "Yes, free of charge.", "one")
    time_passes(mail)
    mail.deliver(returned(mail.office.letters[-1]))
    mail.settle()
    answer = mail.app.store.messages(id)[-1]
    assert (answer.text, answer.status) == ("Yes, free of charge.", "failed")
    told = [alert for alert in mail.app.store.alerts() if "did not reach" in alert.title]
    assert [alert.conversation for alert in told] == [id]


# -- by WhatsApp


def test_x15_w26_who_wrote_on_whatsapp_lately_is_answered_there_once(line):
    line.ask("Hi, what time is breakfast?")
    before = len(line.graph.sent)
    id = talk(line, "Do you have a cot? I am Ana, 012-345 0900")
    for _ in range(2):  # a click repeated
        desk.say(line.app, id, MEI, "Yes, a cot is free of charge.", "one")
        time_passes(line)
    [sent] = line.graph.sent[before:]
    assert sent["to"] == NUMBER
    assert text_of(sent).startswith("You had left the chat on our website")
    assert text_of(sent).endswith("Yes, a cot is free of charge.")


def test_x15_w13_a_message_whatsapp_gives_back_marks_the_answer(line):
    line.ask("Hi, what time is breakfast?")
    id = talk(line, "Do you have a cot? I am Ana, 012-345 0900")
    desk.say(line.app, id, MEI, "Yes, free of charge.", "one")
    time_passes(line)
    sent = line.graph.sent[-1]
    failed = {"errors": [{"code": 131026, "title": "Message undeliverable"}]}
    told = {"biz_opaque_callback_data": sent["biz_opaque_callback_data"]}
    report = line.meta.status("wamid.x", "failed", line.clock(), **failed, **told)
    assert line.meta.post(report) == 200
    line.settle()
    answer = line.app.store.messages(id)[-1]
    assert (answer.text, answer.status) == ("Yes, free of charge.", "failed")
    assert any("did not reach" in alert.title for alert in line.alerts)


def test_x15_w26_outside_of_the_window_only_a_template_goes(line):
    line.ask("Hi, what time is breakfast?")
    line.at += timedelta(hours=25)
    before = len(line.graph.sent)
    id = talk(line, "Do you have a cot? I am Ana, 012-345 0900")
    desk.say(line.app, id, MEI, "Yes,\nfree of charge.", "one")
    time_passes(line)
    assert len(line.graph.sent) == before  # the pack has no template with room for an answer
    line.app.hotel = replace(line.app.hotel, templates=(*line.app.hotel.templates, AFTER_CHAT))
    desk.say(line.app, id, MEI, "Shall I\nreserve one?", "two")
    desk.say(line.app, id, MEI, "x" * 1000, "three")  # longer than Meta takes
    time_passes(line)
    [sent] = line.graph.sent[before:]
    assert sent["template"]["name"] == "answer_after_chat"
    values = [p["text"] for p in sent["template"]["components"][0]["parameters"]]
    assert values == ["Ana", "Mei", line.app.hotel.name, "Shall I reserve one?"]


def test_x15_w28_who_said_stop_on_whatsapp_is_not_written_to_there(line):
    line.ask("Hi, what time is breakfast?")
    line.say("STOP")
    line.settle()
    before = len(line.graph.sent)
    id = talk(line, "Do you have a cot? I am Ana, 012-345 0900")
    desk.say(line.app, id, MEI, "Yes.", "one")
    time_passes(line)
    assert len(line.graph.sent) == before


def test_x15_who_has_an_address_and_a_number_is_written_to_by_e_mail_alone(mail):
    mail.app.channels = {**mail.app.channels, "whatsapp": mail.house.letters}
    id = talk(mail, f"Do you have a cot? I am Ana, {ADDRESS}, 012-345 0900")
    desk.say(mail.app, id, MEI, "Yes.", "one")
    time_passes(mail)
    assert len(mail.office.letters) == 1
    assert mail.house.letters.sent == []
