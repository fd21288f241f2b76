"""A mail that was delivered, on its way to becoming a guest's message.

    which hotel?       by the envelope; what is for nobody here is set aside, and staff hear of it
    a report?          what became of a mail of ours is told at that mail
    which thread?      by message ids, with somebody who takes part in it
    an answer?         not for machines, and not more than a few an hour for one address
    then               its files into media, the message into turn.receive

Whatever cannot be used is set aside and acknowledged: sent again, it would be no better. Only where
the disk fails does an error leave here, so that the mail is delivered again later.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass, field, replace
from datetime import timedelta
from hashlib import sha256
from textwrap import shorten
from typing import Literal

from appliance import codec, delivery, incident, logs, quarantine, spool, turn
from appliance.app import Appliance
from appliance.channels.email import inbox, machines, post
from appliance.channels.email.form import NotAForm
from appliance.channels.email.inbox import CHANNEL, Taken
from appliance.channels.email.post import NoSender, Post
from appliance.channels.email.smtp import Intake
from appliance.engine import masking
from appliance.engine.facts import DeliveryFact
from appliance.engine.ids import derive
from appliance.engine.language import find_language
from appliance.engine.message import Inbound
from appliance.engine.text import Text
from appliance.quarantine import OF_NO_USE, Became

log = logs.get(__name__)

THREAD_LASTS = timedelta(days=30)  # a mail to an older thread opens a new conversation (E21)
HOUR = 3600.0
LONGEST_QUOTED = 280  # characters of a mail in the letter that answers it


@dataclass(frozen=True, slots=True)
class Delivery:
    """A call of Inbound Parse, as it came."""

    content_type: str
    body: bytes = field(repr=False)

    @property
    def id(self) -> str:
        return derive("delivery", sha256(self.body).hexdigest())

    def kept(self) -> bytes:
        return self.content_type.encode("utf-8", "replace") + b"\n" + self.body

    @classmethod
    def again(cls, kept: bytes) -> Delivery:
        content_type, _, body = kept.partition(b"\n")
        return cls(content_type.decode(), body)


def take_in(app: Appliance, intake: Intake, given: Delivery) -> Became:
    """What became of it, in a word. Raises OSError or sqlite3.Error only, where our disk fails."""
    try:
        return understood(app, intake, given)
    except (OSError, sqlite3.Error):
        raise
    except (NotAForm, NoSender) as error:
        return set_aside(app, given, "unreadable", str(error))
    except Exception as error:
        log.exception("mail could not be taken in")
        return set_aside(app, given, "unreadable", type(error).__name__)


def understood(app: Appliance, intake: Intake, given: Delivery) -> Became:
    mail = post.read(given.content_type, given.body)
    taken = inbox.taken(mail, app.now(), intake.spam_from)
    if not intake.takes(mail.to):
        return set_aside(app, given, "misdirected", ", ".join(mail.to)[:200])
    if mail.sender in intake.addresses:
        quarantine.put(app, given.id, CHANNEL, given.kept(), "own")
        return "own"  # it came round in a circle (E7)
    surface_verification(app, mail)
    if taken.kind == "bounce":
        tell_of_bounce(app, mail)
    return accept(app, taken)


def accept(app: Appliance, taken: Taken) -> Became:
    message = limited(app, with_copied(app, threaded(app, masked(taken.message)), taken.shared))
    for media, data in taken.files.items():
        app.media.keep(media, data)
    new = turn.receive(app, [message])[0]
    return "quiet" if new and message.quiet else "received" if new else "repeated"


def masked(m: Inbound) -> Inbound:
    """Card numbers stand in subjects and in what is quoted, too (A15); turn masks the text."""
    subject = masking.mask(m.envelope.get("subject", ""))[0]
    asked = shorten(masking.mask(m.text)[0], LONGEST_QUOTED, placeholder=" …")
    said = {"subject": subject, "asked": asked}
    envelope = m.envelope | {name: value for name, value in said.items() if value}
    return replace(m, original=masking.mask(m.original)[0], envelope=envelope)


# -- which conversation


def threaded(app: Appliance, m: Inbound) -> Inbound:
    """The message under the names of its thread, or of a new one."""
    found = find_language(m.text, app.hotel.language)
    m = replace(m, envelope=m.envelope | {"language": found.language})
    joined = app.spool.known(CHANNEL, m.names)
    if not joined:
        return opening(app, m)
    c = app.recall(f"{CHANNEL}:{joined}")
    if c.last_at and m.at - c.last_at > THREAD_LASTS:
        own = replace(m, names=m.names[:1], notes=(*m.notes, "continued"))
        return opening(app, replace(own, source={"continues": c.id}))
    if app.spool.address(CHANNEL, joined) == m.address:
        return m
    return replace(m, name="", email="", notes=(*m.notes, "copied_in"))  # the lead stays (E14)


def with_copied(app: Appliance, m: Inbound, shared: tuple[str, ...]) -> Inbound:
    """Whom the guest copied in takes part. A name that is known already stays whose it is: ids are
    the sender's to choose, and must not lead into another's thread."""
    free = (name for name in shared if not app.spool.known(CHANNEL, [name]))
    return replace(m, names=(*m.names, *free))


def opening(app: Appliance, m: Inbound) -> Inbound:
    """The first of a conversation, known from then on also by the conversation's own id."""
    of_thread = inbox.named(app.conversation_id(m.conversation), m.address)
    return replace(m, names=(*m.names, of_thread), envelope=m.envelope | {"first": "yes"})


def limited(app: Appliance, m: Inbound) -> Inbound:
    """Two programs may answer each other for ever, whatever they call themselves (E7)."""
    most = app.settings.mails_per_sender
    if m.quiet or not most or app.spool.heard(CHANNEL, m.address, HOUR) < most:
        return m
    title = Text(
        "An address writes more e-mail than a person would",
        "Satu alamat menulis lebih banyak e-mel daripada seorang manusia",
    )
    body = Text(
        f"More than {most} within an hour. It is kept, and no longer answered by itself.",
        f"Lebih {most} dalam sejam. Ia disimpan, dan tidak lagi dijawab sendiri.",
    )
    incident.report(app, f"mail flood {derive('mailbox', m.address)}", title, body)
    return replace(m, quiet=True, notes=(*m.notes, "too_many"))


# -- what is no guest's message


def set_aside(
    app: Appliance, given: Delivery, why: Literal["unreadable", "misdirected"], detail: str
) -> Became:
    """Keep it for a person to look at, and say so once a day (E20)."""
    quarantine.put(app, given.id, CHANNEL, given.kept(), f"{why}: {detail}")
    titles = {
        "unreadable": Text("An e-mail came that cannot be read", "E-mel tidak dapat dibaca"),
        "misdirected": Text(
            "E-mail comes for an address that is not in channels.toml",
            "E-mel tiba untuk alamat yang tiada dalam channels.toml",
        ),
    }
    kept = Text(f"{detail}\nIt is kept in quarantine.", f"{detail}\nIa disimpan dalam kuarantin.")
    incident.report(app, f"mail {why}", titles[why], kept)
    return why


def replay(app: Appliance, intake: Intake, id: str) -> Became:
    """Deliver it again, now that the cause may be mended; what became of it, as in `take_in`.

    What is of use by now leaves the quarantine. Raises LookupError where nothing is kept,
    Undecipherable, OSError, sqlite3.Error.
    """
    given = Delivery.again(quarantine.kept(app, id))
    became = take_in(app, intake, given)
    if became not in OF_NO_USE:
        quarantine.forget(app, id)
    return became


def readable(app: Appliance, id: str) -> str:
    """What there is to read of it. Raises LookupError, Undecipherable."""
    given = Delivery.again(quarantine.kept(app, id))
    try:
        mail = post.read(given.content_type, given.body)
    except (NotAForm, NoSender):
        return given.body.decode("utf-8", "replace")
    head = (f"From: {mail.sender}", f"To: {', '.join(mail.to)}", f"Subject: {mail.subject}")
    return "\n".join((*head, "", mail.letter.text))


def surface_verification(app: Appliance, mail: Post) -> None:
    """Who forwards a mailbox to us must confirm it with a code that arrives here (E18)."""
    asked = machines.verification(mail.letter, mail.sender)
    if asked:
        title = Text(
            "Confirm that e-mail may be forwarded here",
            "Sahkan bahawa e-mel boleh dimajukan ke sini",
        )
        code = asked.code and f"Code: {asked.code}"
        body = Text("\n".join(filter(None, (code, asked.link))))
        cause = f"forwarding {asked.code or mail.message_id}"
        incident.report(app, cause, title, body)


def tell_of_bounce(app: Appliance, mail: Post) -> None:
    """A mail of ours came back: its message is marked as failed (E7)."""
    words = "\n".join(
        (mail.letter.text, *(file.data.decode("utf-8", "replace") for file in mail.letter.files))
    )
    if "action: delayed" in words.lower():
        return
    for sent in dict.fromkeys(inbox.ours(words)):
        id_, why = derive(sent.message, "bounced"), "returned by its server"
        message = delivery.concerned(app, sent.message)
        fact = DeliveryFact(id_, message, "failed", app.now(), detail=why)
        app.spool.record([spool.Fact(fact.id, type(fact).__name__, codec.dump_fact(fact))])
        delivery.came_back(app, sent.message, why)
        app.nudge_flush()
