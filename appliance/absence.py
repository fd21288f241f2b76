"""A guest who left the website before a person answered is written to (X15).

By e-mail where the guest gave an address, else by WhatsApp where the guest gave a number: in free
words if the guest has written to us there lately, else by a template that has room for an answer.

Only what staff say is sent after a guest, and each answer once: a letter's id derives from it. The
letter waits in the outbox beside the answer; what the guest's page has shown by then is not sent.
That is known from the page's own stream, in memory: a page says again how far it has read whenever
it reconnects.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from textwrap import shorten

from appliance import codec, spool
from appliance.app import Appliance
from appliance.channels.email import machines
from appliance.engine import staff
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
        if by_a_person and o.channel == turn.state.channel and (letter := written(app, turn, o)):
            body = codec.dump(letter)
            yield spool.Parcel(letter.id, letter.id, letter.channel, body, wait=PATIENCE)


def may_be_written_to(app: Appliance, c: Conversation) -> bool:
    """A channel that reaches the guest anyway needs no letter. A chat begins with consent, and the
    guest gave the address or the number in it."""
    left_to_its_page = app.channel(c.channel).streams
    return left_to_its_page and not (c.opted_out or app.made_up(c.guest))


def written(app: Appliance, turn: Turn, answer: Outgoing) -> Outgoing | None:
    """The answer as the guest gets it elsewhere; None where there is no way to the guest."""
    letter = replace(answer, id=derive(answer.id, "letter"), meta={"answer": answer.id})
    return by_email(app, turn.state, letter) or by_whatsapp(app, turn.state, letter)


def by_email(app: Appliance, c: Conversation, letter: Outgoing) -> Outgoing | None:
    """A booking site's address is lent for other things (E16)."""
    mailbox = c.contact.email
    if "email" not in app.channels or not mailbox or machines.is_relay(mailbox):
        return None
    asked = next((line.text for line in reversed(c.lines) if line.role == "guest"), "")
    return replace(
        letter,
        channel="email",
        guest=mailbox,
        text=explained(app, c, letter),
        envelope={
            "language": c.language,
            "name": c.contact.name,
            "asked": shorten(asked, LONGEST_QUOTED, placeholder=" …"),
        },
    )


def by_whatsapp(app: Appliance, c: Conversation, letter: Outgoing) -> Outgoing | None:
    number = c.contact.phone.removeprefix("+")
    if "whatsapp" not in app.channels or not number:
        return None
    guest = app.spool.known("whatsapp", [number]) or number
    there = app.recall(f"whatsapp:{guest}")
    if there.opted_out:
        return None
    letter = replace(letter, channel="whatsapp", guest=guest)
    if there.answer_by and there.answer_by > app.now() + timedelta(seconds=PATIENCE):
        meta = letter.meta | {"language": c.language}
        return replace(letter, text=explained(app, c, letter), meta=meta)
    return staff.by_template(c, letter, app.hotel)


def explained(app: Appliance, c: Conversation, letter: Outgoing) -> str:
    return f"{say('letter_after_chat', c.language, app.hotel)}\n\n{letter.text}"


def answer_of(letter: Outgoing) -> str:
    """The id of the answer a letter repeats; "" for what is no such letter."""
    return str(letter.meta.get("answer", ""))


def is_over(app: Appliance, letter: Outgoing) -> bool:
    """Whether the guest's page has shown the answer meanwhile."""
    answer = answer_of(letter)
    if not answer:
        return False
    topic = guest_topic(letter.conversation)
    unread = app.spool.feed_after(topic, app.hub.read_to(topic))
    return all(event.id != answer for event in unread)
