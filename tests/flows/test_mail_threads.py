"""Who takes part in a thread of mails, and whom a letter goes to."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from appliance import desk
from appliance.engine.staff import Staff
from appliance.simulate.correspondent import Correspondent
from tests.flows.email import Correspondence, corresponding, renamed
from tests.llm.provider_server import ProviderServer, ok, slow_first
from tests.patience import wait_until

MEI = Staff("7c9e6679-7425-50de-944b-e07fc1f90ae7", "Mei", "gm")
BREAKFAST, PARKING = "What time is breakfast?", "Is parking free?"
pytestmark = pytest.mark.postgres


@pytest.fixture
def mail(settings) -> Iterator[Correspondence]:
    with corresponding(settings) as one:
        yield one


def test_e12_a_mail_delivered_by_several_at_once_is_one_mail(mail):
    fields = mail.guest.writes(BREAKFAST)
    with ThreadPoolExecutor(4) as workers:
        told = list(workers.map(mail.sendgrid.deliver, [fields] * 8))  # each with its own boundary
    assert told == [200] * 8
    [row] = mail.conversations()
    assert [m.role for m in mail.app.store.messages(row.id)] == ["guest", "ai"]
    assert len(mail.office.letters) == 1


def test_e13_the_subject_of_a_thread_opens_it_to_nobody(mail):
    letter = mail.ask(BREAKFAST)
    [row] = mail.conversations()
    eve = Correspondent("eve@elsewhere.example", "Nurul Huda", mail.guest.hotel)
    eve.subject = f"{letter.message['Subject']} [{row.id}]"
    answer = mail.ask("What did I ask before?", eve)
    assert answer.recipient == "eve@elsewhere.example"
    assert "breakfast" not in answer.message.get_body(("plain",)).get_content().lower()
    assert len(mail.conversations()) == 2
    assert [m.role for m in mail.app.store.messages(row.id)] == ["guest", "ai"]


def couple(mail: Correspondence) -> Correspondent:
    """Whom the guest copied in, once the guest has been answered."""
    letter = mail.ask("Do you have a gym?", Cc="amir@guest.example")
    assert letter.recipient == mail.guest.mailbox
    assert not letter.message["Cc"]
    return renamed(mail.guest, "amir@guest.example", "Amir")


def test_e14_two_who_write_at_once_are_answered_one_after_the_other(settings):
    with ProviderServer() as server:
        settings = replace(settings, openai_key="k", openai_base_url=server.openai)
        with corresponding(settings, answer_deadline=60.0, hedge_after=60.0) as mail:
            spouse, thinking, before = couple(mail), server.event(), len(server.requests)
            server.script(slow_first(thinking, "Breakfast is from 8:00 am."), ok("Yes, it is."))
            mail.send(BREAKFAST)
            wait_until(lambda: len(server.requests) > before)
            mail.send(PARKING, spouse)
            thinking.set()
            wait_until(lambda: len(mail.office.letters) == 3)
            mail.settle()
            [row] = mail.conversations()
            first, second = mail.office.letters[1:]
            assert (first.recipient, second.recipient) == (mail.guest.mailbox, spouse.mailbox)
            assert first.message["In-Reply-To"] == mail.guest.ids[-1]
            assert second.message["In-Reply-To"] == spouse.ids[0]
            roles = [m.role for m in mail.app.store.messages(row.id)]
            assert roles.count("ai") == 3


def test_e14_staff_answer_whose_mail_they_read_whatever_machine_writes_after_it(mail):
    spouse = couple(mail)
    mail.send("I am away until Monday.", spouse, Auto_Submitted="auto-replied")
    [row] = mail.conversations()
    desk.take_over(mail.app, row.id, MEI)
    desk.say(mail.app, row.id, MEI, "See you soon!", "one")
    wait_until(lambda: len(mail.office.letters) == 2)
    assert mail.office.letters[1].recipient == mail.guest.mailbox


def test_e14_a_draft_goes_to_whose_mail_it_answers(mail):
    spouse = couple(mail)
    mail.app.hotel = replace(mail.app.hotel, mode="draft")
    for text, writer in ((BREAKFAST, mail.guest), (PARKING, spouse)):
        mail.send(text, writer)
        mail.settle()
    [row] = mail.conversations()
    drafts = mail.app.recall_id(row.id).drafts
    before = len(mail.office.letters)
    for draft in drafts:
        desk.approve(mail.app, row.id, MEI, draft.id, "")
    wait_until(lambda: len(mail.office.letters) == before + 2)
    to = [letter.recipient for letter in mail.office.letters[before:]]
    assert to == [mail.guest.mailbox, spouse.mailbox]


def test_e14_the_mailbox_of_a_guest_is_not_readable_on_the_record(mail):
    mail.ask(BREAKFAST)
    [row] = mail.conversations()
    assert all(mail.guest.mailbox not in str(m.meta) for m in mail.app.store.messages(row.id))
