"""From the outbox to the guest, the staff's phones, or a reason why not.

A parcel is claimed with a lease, handed to its channel, and marked. A crash between handing over
and marking repeats it once the lease is over: rare, and better than silence. Parcels of one lane go
out in order: a later one waits while an earlier one is being retried.
"""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import datetime

from appliance import absence, codec, feed, incident, logs, spool
from appliance.app import Appliance
from appliance.channels import ChannelError, Keeper
from appliance.engine import handoff
from appliance.engine.facts import DeliveryFact
from appliance.engine.ids import derive
from appliance.engine.message import Outgoing
from appliance.engine.state import Conversation
from appliance.engine.text import Text

log = logs.get(__name__)

FIRST_RETRY, LONGEST_RETRY = 2.0, 900.0  # seconds
DOWN_PAUSE = 60.0  # seconds between tries while somebody must mend the account
GUEST_ATTEMPTS = 40  # about eight hours: later than that, an answer surprises more than it helps


def parcel(c: Conversation, o: Outgoing) -> spool.Parcel:
    """Replies to a guest keep their order; alerts do not wait for each other."""
    return in_lane(c.key, o) if o.channel == c.channel else alone(o)


def carried(app: Appliance, c: Conversation, o: Outgoing) -> bool:
    """Whether the turn's own commit delivers it: the guest's page reads the spool's feed."""
    return o.channel == c.channel and app.channel(o.channel).streams


def in_lane(lane: str, o: Outgoing) -> spool.Parcel:
    return spool.Parcel(o.id, lane, o.channel, codec.dump(o))


def alone(o: Outgoing) -> spool.Parcel:
    return in_lane(o.id, o)


def errand(channel: str, media: str, remote: str, conversation: str, now: datetime) -> Outgoing:
    """To fetch a file a guest sent: it waits and is tried again as a message is (W18)."""
    return Outgoing(media, FILE, remote, conversation, "", now, envelope={"from": channel})


FILE = "file"  # the channel of errands


def deliver_lane(app: Appliance, lane: str) -> None:
    """Send what is due in a lane, in order, until something has to wait."""
    while (due := app.spool.claim_lane(lane)) and deliver(app, due):
        pass


def deliver_due(app: Appliance) -> int:
    """Send the first due parcel of every lane, and what is behind it. Returns how many lanes."""
    due = app.spool.claim()
    for first in due:
        if deliver(app, first):
            deliver_lane(app, first.lane)
    return len(due)


def deliver(app: Appliance, due: spool.Parcel) -> bool:
    """Send one claimed parcel. True if the lane may go on."""
    message = addressed(app, codec.load(Outgoing, due.body))
    with logs.about(correlation=message.correlation, parcel=due.id, channel=due.channel):
        try:
            external_id = hand_over(app, message)
        except ChannelError as error:
            return put_off(app, due, message, error)
        except Exception as error:
            log.exception("channel failed")
            return put_off(app, due, message, ChannelError(type(error).__name__))
        app.spool.sent(due.id, status(app, message, "sent", external_id), external_id)
        app.troubles.pop(due.channel, None)
        app.nudge_flush()
        log.info("delivered", attempts=due.attempts)
        return True


def hand_over(app: Appliance, message: Outgoing) -> str:
    """The channel's own id for it. Raises ChannelError."""
    if absence.is_over(app, message) or app.made_up(message.guest):
        return ""
    if message.channel != FILE:
        return app.channel(message.channel).send(message)
    keeper: object = app.channels.get(message.envelope["from"])
    if not isinstance(keeper, Keeper):
        raise ChannelError("its channel is switched off", permanent=True)
    app.media.keep(message.id, keeper.fetch(message.guest))
    return ""


def addressed(app: Appliance, message: Outgoing) -> Outgoing:
    """To where the guest is reached now: numbers change (W10). A letter goes to the mailbox of the
    mail it answers, whoever has written since (E14)."""
    mailbox = message.envelope.get("mailbox")
    return replace(message, guest=mailbox or app.spool.address(message.channel, message.guest))


def put_off(app: Appliance, due: spool.Parcel, message: Outgoing, error: ChannelError) -> bool:
    """Retry later, or give up where retrying cannot help. True if the lane may go on."""
    given_up = error.permanent or (due.channel != "alert" and due.attempts >= GUEST_ATTEMPTS)
    if error.down:
        mark_down(app, due.channel, str(error))
    if given_up:
        app.spool.failed(due.id, str(error), status(app, message, "failed", detail=str(error)))
        tell_staff(app, message, str(error))
        app.nudge_flush()
        if not error.told:
            log.warning("delivery given up", reason=str(error), attempts=due.attempts)
        return True
    wait = max(backoff(due.attempts), DOWN_PAUSE if error.down else error.retry_after)
    app.spool.postpone(due.id, wait)
    if due.channel == FILE or app.channel(due.channel).by_job:
        app.run_job(due.id, wait)
    else:
        app.lanes.wake(due.lane, wait)
    log.warning("delivery put off", reason=str(error), attempts=due.attempts, seconds=round(wait))
    return False


def mark_down(app: Appliance, channel: str, why: str) -> None:
    """Nothing gets through until somebody acts: staff hear of it once a day (W14)."""
    app.troubles[channel] = why
    title = Text(
        f"No answers get out by {channel}", f"Jawapan tidak dapat keluar melalui {channel}"
    )
    body = Text(
        f"{why}\nGuests' messages are still taken in. Answers wait, and go out once it works.",
        f"{why}\nMesej tetamu tetap diterima. Jawapan menunggu, dan keluar sebaik ia pulih.",
    )
    incident.report(app, f"{channel} down", title, body)


def tell_staff(app: Appliance, message: Outgoing, why: str) -> None:
    """A guest did not get an answer: whoever is at the desk must find another way (H7)."""
    if message.channel in (FILE, "alert") or not (c := app.recall_id(message.conversation)):
        return
    fact, notices = handoff.undelivered(c, message.id, why, app.hotel, app.now())
    app.spool.record(
        [spool.Fact(fact.id, type(fact).__name__, codec.dump_fact(fact))],
        [alone(o) for o in notices],
        [feed.raised(fact)],
    )
    for o in notices:
        app.run_job(o.id, 0.0)


def concerned(app: Appliance, id: str) -> str:
    """The message whose fate that of the parcel `id` is: a letter carries an answer (X15)."""
    posted = app.spool.posted(id)
    return (posted and absence.answer_of(codec.load(Outgoing, posted.body))) or id


def came_back(app: Appliance, id: str, why: str) -> None:
    """What had gone out did not arrive after all."""
    if posted := app.spool.posted(id):
        tell_staff(app, codec.load(Outgoing, posted.body), why)


def backoff(attempts: int) -> float:
    """Seconds: doubling from FIRST_RETRY to LONGEST_RETRY, with jitter so that retries spread."""
    return float(
        min(LONGEST_RETRY, FIRST_RETRY * 2 ** max(0, attempts - 1)) * random.uniform(0.8, 1.2)
    )


def status(
    app: Appliance, message: Outgoing, reached: str, external_id: str = "", detail: str = ""
) -> tuple[spool.Fact, ...]:
    """The fact of how far a message, or an alert by one of its routes, got."""
    if message.channel == FILE:
        return ()
    fact = DeliveryFact(
        id=derive(message.id, reached),
        message=message.meta.get("alert") or absence.answer_of(message) or message.id,
        status=reached,  # type: ignore[arg-type]
        at=app.now(),
        external_id=external_id,
        detail=detail,
    )
    return (spool.Fact(fact.id, type(fact).__name__, codec.dump_fact(fact)),)
