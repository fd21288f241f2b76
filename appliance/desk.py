"""What staff do, carried out at once: it does not wait for a lane or a model.

Each action is decided upon the conversation as it stands and committed by the revision it saw, so
two people who take over at the same time do not both win, and a model's late answer never does.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime

from appliance import codec, delivery, logs, spool, turn
from appliance.app import Appliance
from appliance.engine import drafts, vigil
from appliance.engine import staff as acts
from appliance.engine.canned import Unfilled
from appliance.engine.facts import NoteFact
from appliance.engine.ids import derive
from appliance.engine.staff import AlreadyTaken, NotYours, OptedOut, Staff, WindowClosed
from appliance.engine.state import Conversation
from appliance.engine.turns import Turn
from appliance.feed import STAFF_TOPIC, guest_topic
from appliance.hub import Event
from appliance.store import StoreUnavailable

__all__ = [
    "AlreadyTaken",
    "NoTemplate",
    "NotFound",
    "NotYours",
    "OptedOut",
    "Staff",
    "Unfilled",
    "WindowClosed",
]

log = logs.get(__name__)


class NotFound(Exception):
    """No such conversation of this property."""


class NoTemplate(Exception):
    """The pack has no such template for the guest's channel."""


def take_over(app: Appliance, conversation_id: str, staff: Staff) -> Conversation:
    """Silence the AI and answer in person. Raises NotFound, AlreadyTaken."""
    return act(app, conversation_id, lambda c, now: acts.take_over(c, staff, now))


def say(app: Appliance, conversation_id: str, staff: Staff, text: str, client_id: str) -> str:
    """Write to the guest; the message's id. The same `client_id` is said once.

    Raises NotFound, NotYours, WindowClosed, and Unfilled for a text with blanks.
    """
    act(app, conversation_id, lambda c, now: acts.say(c, staff, text, client_id, now))
    return derive(conversation_id, "staff", client_id)


def note(app: Appliance, conversation_id: str, staff: Staff, text: str, client_id: str) -> NoteFact:
    """Keep a word for colleagues, in the record once the ledger is written. Raises NotFound."""
    c = app.recall_id(conversation_id)
    if c is None:
        raise NotFound(conversation_id)
    fact = acts.note(c, staff, text, client_id, app.now())
    app.spool.record((spool.Fact(fact.id, type(fact).__name__, codec.dump_fact(fact)),))
    app.nudge_flush()
    app.hub.publish(STAFF_TOPIC, Event("note", {"conversation": c.id}))
    return fact


def typing(app: Appliance, conversation_id: str, staff: Staff) -> None:
    """A reply is being written: the guest and colleagues' pages are told, nothing is kept.

    Pages forget it by themselves after seconds, WhatsApp after 25. Raises NotFound, NotYours.
    """
    c = app.recall_id(conversation_id)
    if c is None:
        raise NotFound(conversation_id)
    if c.mode != "staff" or c.staff_id != staff.id:
        raise NotYours
    by = {"on": True, "staff_name": staff.name}
    app.hub.publish(guest_topic(c.id), Event("typing", by))
    app.hub.publish(STAFF_TOPIC, Event("typing", {**by, "conversation": c.id, "by": staff.id}))
    if heard := [line.id for line in c.lines if line.role == "guest" and line.id]:
        turn.show_writing(app, c, heard[-1])


def send_template(
    app: Appliance,
    conversation_id: str,
    staff: Staff,
    code: str,
    client_id: str,
    values: Mapping[str, str],
) -> str:
    """Write by an approved template; the message's id. `values` are its variables as staff wrote
    them; the others are filled in. Raises NotYours, OptedOut, NoTemplate, Unfilled."""

    def decide(c: Conversation, now: datetime) -> Turn:
        fits = (t for t in app.hotel.templates if t.code == code and t.channel == c.channel)
        if (template := next(fits, None)) is None:
            raise NoTemplate(code)
        return acts.send_template(c, staff, template, app.hotel, client_id, now, values)

    act(app, conversation_id, decide)
    return derive(conversation_id, "staff", client_id)


def release(app: Appliance, conversation_id: str, staff: Staff) -> Conversation:
    return act(app, conversation_id, lambda c, now: acts.release(c, staff, now))


def resolve(app: Appliance, conversation_id: str, staff: Staff) -> Conversation:
    return act(app, conversation_id, lambda c, now: acts.resolve(c, staff, now))


def hand_off(
    app: Appliance, conversation_id: str, reason: str, by: Staff, key: str = ""
) -> Conversation:
    """Ask for a person. A guest's page gives the `key` too: nothing may have been said yet."""

    def decide(c: Conversation, now: datetime) -> Turn:
        return acts.hand_off(c, by, reason, app.hotel, now)

    return act(app, conversation_id, decide, key)


def watch(app: Appliance) -> int:
    """Remind of guests who wait for a person; how many reminders were due. The sweep calls it."""
    bodies = app.spool.states("mode", ("handoff", "staff"))
    open_now = [codec.load(Conversation, body) for body in bodies]
    gone = dismissed(app) if any(c.with_staff for c in open_now) else set()
    return sum(_watch(app, c, gone) for c in open_now)


def _watch(app: Appliance, c: Conversation, gone: set[str]) -> bool:
    def decide(c: Conversation, now: datetime) -> Turn:
        if c.with_staff and c.staff_id in gone:
            return vigil.reassign(c, app.hotel, now)
        return vigil.watch(c, app.hotel, now) or Turn(c)

    return act(app, c.id, decide).revision > c.revision


def dismissed(app: Appliance) -> set[str]:
    """Who no longer works here, by id; nobody while the cluster cannot tell."""
    try:
        return {member.id for member in app.store.staff_members() if not member.is_active}
    except StoreUnavailable:
        return set()


def approve(app: Appliance, conversation_id: str, staff: Staff, draft: str, text: str) -> None:
    """Send a draft, as it is or as it was edited. One that is gone is not sent again. NotYours."""
    act(app, conversation_id, lambda c, now: drafts.approve(c, staff, draft, text, now))


def discard(app: Appliance, conversation_id: str, staff: Staff, draft: str) -> None:
    """Do not send a draft. The guest goes on waiting for a person. Raises NotYours."""
    act(app, conversation_id, lambda c, now: drafts.discard(c, staff, draft, now))


def act(
    app: Appliance,
    conversation_id: str,
    decide: Callable[[Conversation, datetime], Turn],
    key: str = "",
) -> Conversation:
    """Decide upon the conversation as it is, and again if it moved meanwhile."""
    while True:
        before = app.recall_id(conversation_id) or (app.recall(key) if key else None)
        if before is None:
            raise NotFound(conversation_id)
        decided = decide(before, app.now())
        if decided.state.revision == before.revision:
            return before  # nothing to do: it stands so already
        if turn.commit(app, before, decided):
            send_off(app, decided)
            return decided.state


def send_off(app: Appliance, decided: Turn) -> None:
    """Staff do not wait for a vendor that hangs: only the guest's own page is reached at once."""
    c = decided.state
    said = [o for o in decided.outgoing if o.channel == c.channel]
    if said and app.channel(c.channel).streams:
        delivery.deliver_lane(app, c.key)
    elif said:
        app.run_job(said[0].id, 0.0)
