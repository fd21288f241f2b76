"""The path of one guest message. Read this file first.

    receive   accept into the spool (fsync), then wake the conversation's lane
    take      on the lane: everything the guest has said since, one answer
    think     begin -> answering: search, ask -> finish
    commit    ONE transaction: messages done, replies in the outbox, facts in the ledger, state
    deliver   send now; what fails stays in the outbox

A takeover while the model is thinking wins: the commit names the revision it was decided upon, and
is refused if staff have acted since; then the turn is taken again, from where things now stand.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import compress

from appliance import absence, answering, codec, delivery, feed, listening, logs, spool
from appliance.app import Appliance
from appliance.channels import Attentive
from appliance.engine import burst, conversation, drafts, masking
from appliance.engine.facts import Fact
from appliance.engine.ids import derive
from appliance.engine.message import Inbound
from appliance.engine.state import Conversation
from appliance.engine.turns import Plan, Turn
from appliance.hub import Event

log = logs.get(__name__)


def receive(app: Appliance, messages: Sequence[Inbound]) -> list[bool]:
    """Kept once this returns: a channel may acknowledge. True for each not seen before."""
    if not messages:
        return []
    known = [masked(m) for m in recognised(app, messages)]
    new = app.spool.accept_all([(m.id, m.conversation, codec.dump(m)) for m in known])
    for m in compress(known, new):
        wait = app.settings.burst_wait if burst.unfinished(m.text) else 0.0
        app.lanes.wake(m.conversation, wait)
        log.info("received", correlation=m.id, channel=m.channel, kind=m.kind)
    return new


def recognised(app: Appliance, messages: Sequence[Inbound]) -> list[Inbound]:
    """Who each is from, whichever of a guest's names the channel used this time (W9)."""
    told = [
        spool.Names(m.channel, (m.guest, *m.names), m.address)
        for m in messages
        if m.names or m.address
    ]
    guests = iter(app.spool.identify_all(told))
    return [replace(m, guest=next(guests)) if m.names or m.address else m for m in messages]


def masked(m: Inbound) -> Inbound:
    """Card and identity numbers never reach the disk or a model (A15)."""
    text, kinds = masking.mask(m.text)
    original, more = masking.mask(m.original)
    found = tuple(dict.fromkeys((*kinds, *more)))
    return replace(m, text=text, original=original, masked=found) if found else m


def resume(app: Appliance) -> None:
    """At start: finish what a crash interrupted."""
    for key in app.spool.conversations_waiting():
        app.lanes.wake(key)


def take(app: Appliance, key: str) -> None:
    """Runs on a lane, one at a time for a conversation: answer until nothing is waiting."""
    heard: dict[str, Inbound] = {}
    while messages := waiting(app, key):
        with logs.about(correlation=messages[-1].id, conversation=app.conversation_id(key)):
            c = app.recall(key)
            for m in messages:
                if m.id not in heard:  # overtaken or refused, it is not listened to again
                    heard[m.id] = listening.written_down(app, m)
            messages = [heard[m.id] for m in messages]
            turn = think(app, c, messages)
            if overtaken(app, key, messages):
                continue  # more came while we thought, and nothing was shown: one answer for all
            if commit(app, c, turn, messages):
                log.info("answered", messages=len(messages), replies=len(turn.outgoing))
                rest(app, c)
    delivery.deliver_lane(app, key)


def rest(app: Appliance, c: Conversation) -> None:
    """The guest's page shows that we think from the moment it has sent; not every message is
    answered, so it is told when we are done (A11)."""
    if app.channel(c.channel).streams:
        app.hub.publish(feed.guest_topic(c.id), Event("typing", {"on": False}))


def waiting(app: Appliance, key: str) -> list[Inbound]:
    """What the next answer is for, in the order it was sent: vendors deliver in any."""
    kept = (codec.load(Inbound, body) for body in app.spool.waiting(key))
    return burst.together(sorted(kept, key=lambda m: m.at))


def overtaken(app: Appliance, key: str, messages: Sequence[Inbound]) -> bool:
    streams = app.channel(messages[0].channel).streams
    return not streams and len(waiting(app, key)) > len(messages) < MOST_IN_A_BURST


MOST_IN_A_BURST = 12  # a guest who never stops is answered all the same


def think(app: Appliance, c: Conversation, messages: Sequence[Inbound]) -> Turn:
    """Work out a turn. Whatever goes wrong, the guest hears something and a person is told."""
    now = app.now()
    try:
        impression = app.reader.read(conversation.words_of(messages))
        step = conversation.begin(c, messages, app.hotel, now, impression)
        attend(app, step, messages)
        if isinstance(step, Turn):
            return drafts.held(step, app.hotel, now)
        done = conversation.finish(step, answering.answer(app, step), app.hotel, now)
        return drafts.held(done, app.hotel, now)
    except Exception:
        log.exception("could not work out an answer")
        return conversation.stumble(c, messages, app.hotel, now)


def attend(app: Appliance, step: Plan | Turn, messages: Sequence[Inbound]) -> None:
    """Where an answer is coming, the guest sees so; to what is quiet, or staff's, none is."""
    coming = isinstance(step, Plan) or any(o.channel == step.state.channel for o in step.outgoing)
    if coming and app.hotel.mode != "draft":  # there a person decides when it goes
        show_writing(app, step.state, [m.id for m in messages if not m.quiet][-1])


def show_writing(app: Appliance, c: Conversation, message: str) -> None:
    """Where the channel can, its guest sees that the message with this id is being answered."""
    channel: object = app.channels.get(c.channel)
    if isinstance(channel, Attentive) and not app.made_up(c.guest):
        channel.attend(message)


# -- the commit


def commit(app: Appliance, before: Conversation, turn: Turn, done: Sequence[Inbound] = ()) -> bool:
    """Record a turn, whole or not at all. False if the conversation has moved on since `before`."""
    c = turn.state
    carried = [o for o in turn.outgoing if delivery.carried(app, c, o)]
    kept = app.spool.commit(
        spool.Commit(
            conversation=c.key,
            id=c.id,
            seen=before.revision,
            revision=c.revision,
            state=codec.dump(c),
            done=tuple(m.id for m in done),
            facts=(
                *(recorded(c, n, fact) for n, fact in enumerate(turn.facts)),
                *(sent for o in carried for sent in delivery.status(app, o, "sent")),
            ),
            parcels=(
                *(delivery.parcel(c, o) for o in turn.outgoing if o not in carried),
                *absence.letters(app, turn),
            ),
            feed=(*feed.for_guest(app.hotel, before, turn, done), *feed.for_staff(turn)),
        )
    )
    if kept:
        announce(app, turn)
    return kept


def recorded(c: Conversation, n: int, fact: Fact) -> spool.Fact:
    return spool.Fact(derive(c.id, c.revision, n), type(fact).__name__, codec.dump_fact(fact))


def announce(app: Appliance, turn: Turn) -> None:
    """Wake whoever waits for what a commit has just made durable."""
    app.hub.publish(feed.guest_topic(turn.state.id))
    app.nudge_flush()  # the dashboard is told once Postgres has it
    for o in turn.outgoing:
        if app.channel(o.channel).by_job:
            app.run_job(o.id, 0.0)
