"""A guest who left the website before a person answered is written to by e-mail (X15).

Only what staff say is sent after a guest, only where the guest gave an address, and each answer
once: a letter's id derives from it. The letter waits in the outbox beside the answer; what the
guest's page has shown by then is not sent. That is known from the page's own stream, in memory: a
page says again how far it has read whenever it reconnects.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from textwrap import shorten

from appliance import codec, spool
from appliance.app import Appliance
from appliance.channels.email import machines
from appliance.engine.ids import derive
from appliance.engine.message import Outgoing
from appliance.engine.phrases import say
from appliance.engine.state import Conversation
from appliance.engine.turns import Turn
from appliance.feed import guest_topic

PATIENCE = 180.0  # seconds a guest may be away, on the train say
LONGEST_QUOTED = 300  # characters of what the guest had asked


def letters(app: Appliance, turn: Turn) -> Iterator[spool.Parcel]:
    """For the outbox, beside a turn's own parcels."""
    if not may_be_written_to(app, turn.state):
        return
    for o in turn.outgoing:
        by_a_person = o.author == "staff" or "approved" in o.meta
        if by_a_person and o.channel == turn.state.channel:
            letter = written(app, turn.state, o)
            yield spool.Parcel(letter.id, letter.id, "email", codec.dump(letter), wait=PATIENCE)


def may_be_written_to(app: Appliance, c: Conversation) -> bool:
    """A channel that reaches the guest anyway needs no letter; a booking site's address is lent for
    other things (E16). A chat begins with consent, and the guest gave the address in it."""
    mailbox = c.contact.email
    left_to_its_page = app.channel(c.channel).streams
    return bool(
        left_to_its_page
        and "email" in app.channels
        and mailbox
        and not (c.opted_out or machines.is_relay(mailbox) or app.made_up(c.guest))
    )


def written(app: Appliance, c: Conversation, answer: Outgoing) -> Outgoing:
    asked = next((line.text for line in reversed(c.lines) if line.role == "guest"), "")
    why = say("letter_after_chat", c.language, app.hotel)
    return replace(
        answer,
        id=derive(answer.id, "letter"),
        channel="email",
        guest=c.contact.email,
        text=f"{why}\n\n{answer.text}",
        envelope={
            "language": c.language,
            "name": c.contact.name,
            "asked": shorten(asked, LONGEST_QUOTED, placeholder=" …"),
        },
        meta={"answer": answer.id},
    )


def answer_of(letter: Outgoing) -> str:
    """The id of the answer a letter repeats; "" for what is no such letter."""
    return str(letter.meta.get("answer", "")) if letter.channel == "email" else ""


def is_over(app: Appliance, letter: Outgoing) -> bool:
    """Whether the guest's page has shown the answer meanwhile."""
    answer = answer_of(letter)
    if not answer:
        return False
    topic = guest_topic(letter.conversation)
    unread = app.spool.feed_after(topic, app.hub.read_to(topic))
    return all(event.id != answer for event in unread)
