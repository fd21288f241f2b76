"""What a channel's vendor calls with: kept as it came, acknowledged, and then taken in.

    keep      the whole call into the spool (fsync), enciphered ──> the vendor's 200
    take_up   on the channel's lane: what is in the calls, in order of arrival, then forget them
    take_in   messages go the path of turn.py; beside them come reports of how far ours got, new
              names of a guest, news about the account, and what nobody can use

So a call costs its vendor the same wait whatever is in it. A crash at any line takes the call up
again, and doing that again changes nothing. Only the spool is touched here.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import replace
from hashlib import sha256

from appliance import codec, delivery, incident, logs, quarantine, spool, turn
from appliance.app import Appliance
from appliance.channels import Called
from appliance.channels.events import Event, Notice, Renamed, Report, Unusable
from appliance.engine.facts import DeliveryFact
from appliance.engine.ids import derive
from appliance.engine.message import Attachment, Inbound
from appliance.engine.text import Text
from appliance.quarantine import Became
from appliance.spool import Call
from appliance.vault import Undecipherable

log = logs.get(__name__)

DISK = (sqlite3.OperationalError, OSError)  # full or failing: what came is kept, and waits


# -- calls


def keep(app: Appliance, channel: str, body: bytes) -> None:
    """Called before a vendor's call is acknowledged. Raises sqlite3.Error where it is not kept."""
    id = derive(channel, sha256(body).hexdigest())
    app.spool.keep_call(channel, Call(id, app.vault.seal(body)))
    app.arrivals.wake(channel)


def resume(app: Appliance) -> None:
    """Take up what a crash, or a failing disk, has left."""
    for channel in app.spool.channels_called():
        app.arrivals.wake(channel)


def take_up(app: Appliance, channel: str) -> None:
    """Runs on a lane, one at a time for a channel: all calls that wait, in order of arrival."""
    of: object = app.channels.get(channel)
    if not isinstance(of, Called):
        log.warning("calls wait for a channel that is switched off", channel=channel)
        return
    while calls := app.spool.calls(channel):
        understand(app, channel, of, calls)
        app.spool.taken_in(calls)


def understand(app: Appliance, channel: str, of: Called, calls: Sequence[Call]) -> None:
    """All of them together, for the price of one; one that cannot be is set aside alone."""
    try:
        bodies = [app.vault.unseal(call.body) for call in calls]
        take_in(app, channel, [event for body in bodies for event in of.events(body)])
    except DISK:
        raise
    except Exception as error:
        if len(calls) > 1:
            for call in calls:
                understand(app, channel, of, [call])
        else:
            give_up(app, channel, calls[0], error)


def give_up(app: Appliance, channel: str, call: Call, error: Exception) -> None:
    """Here is a fault of ours: staff hear of it, because a guest may wait."""
    log.exception("a call could not be taken in", channel=channel)
    try:
        body = app.vault.unseal(call.body).decode("utf-8", "replace")
    except Undecipherable:
        body = call.body.decode()
    set_aside(app, channel, Unusable(call.id, body, f"cannot be taken in: {error!r}"))
    title = Text(
        f"A message could not be read: {channel}", f"Satu mesej tidak dapat dibaca: {channel}"
    )
    told = Text(
        f"{error!r}\nIt is kept in the quarantine and answered by nobody.",
        f"{error!r}\nIa disimpan dalam kuarantin dan tidak dijawab oleh sesiapa.",
    )
    incident.report(app, f"{channel} unread", title, told)


def replay(app: Appliance, channel: str, of: Called, id: str) -> Became:
    """Read what was set aside again, now that the cause may be mended; what became of it.

    What is of use by now leaves the quarantine. Raises LookupError where nothing is kept,
    Undecipherable, OSError, sqlite3.Error.
    """
    events = of.events(quarantine.kept(app, id))
    useless = [event for event in events if isinstance(event, Unusable)]
    if len(useless) == len(events):
        return "misdirected" if any(event.alarming for event in useless) else "unreadable"
    try:
        take_in(app, channel, events)
    except DISK:
        raise
    except Exception:
        log.exception("a call could not be taken in", channel=channel)
        return "unreadable"
    quarantine.forget(app, id)
    return "received"


def take_in(app: Appliance, channel: str, events: Sequence[Event]) -> None:
    """What calls tell. Doing it again, as vendors do, changes nothing (W1)."""
    for event in events:
        if isinstance(event, Renamed):
            app.spool.identify(channel, event.names, event.address)
    messages = [with_files(app, e) for e in events if isinstance(e, Inbound)]
    fetch(app, channel, messages)
    turn.receive(app, messages)
    report(app, channel, [event for event in events if isinstance(event, Report)])
    for event in events:
        if isinstance(event, Notice):
            notice(app, channel, event)
        elif isinstance(event, Unusable):
            set_aside(app, channel, event)


# -- files


def with_files(app: Appliance, m: Inbound) -> Inbound:
    """Its attachments with the ids under which their bytes will be kept."""
    named = [named_file(app, m, n, a) for n, a in enumerate(m.attachments)]
    return replace(m, attachments=tuple(named)) if named else m


def named_file(app: Appliance, m: Inbound, n: int, a: Attachment) -> Attachment:
    return a if a.media or not a.remote else replace(a, media=derive(app.hotel.id, m.id, "file", n))


def fetch(app: Appliance, channel: str, messages: Sequence[Inbound]) -> None:
    """Have the bytes fetched beside everything else, as often as it takes (W18)."""
    errands = [
        delivery.errand(channel, a.media, a.remote, app.conversation_id(m.conversation), app.now())
        for m in messages
        for a in m.attachments
        if a.media and a.remote
    ]
    if errands:
        app.spool.record([], [delivery.alone(errand) for errand in errands])
    for errand in errands:
        app.run_job(errand.id, 0.0)


# -- reports


def report(app: Appliance, channel: str, reports: Sequence[Report]) -> None:
    """Write down how far our messages got; a message that is out is not sent again."""
    told = [(r, found) for r in reports if (found := ours(app, r))]
    if not told:
        return
    app.spool.record([as_fact(r, delivery.concerned(app, message_id)) for r, message_id in told])
    for r, message_id in told:
        if r.status == "failed":
            if r.down:
                delivery.mark_down(app, channel, r.detail)
            delivery.came_back(app, message_id, r.detail or "not delivered")
        elif r.whole and app.spool.parcel(message_id):
            app.spool.sent(message_id, external=r.external_id)
    app.nudge_flush()


def ours(app: Appliance, r: Report) -> str:
    """The id of the message it is about; one staff wrote elsewhere is known by the vendor's id."""
    return r.message or app.spool.sent_as(r.external_id)


def as_fact(r: Report, message_id: str) -> spool.Fact:
    fact = DeliveryFact(
        id=derive(message_id, r.status, r.external_id),
        message=message_id,
        status=r.status,
        at=r.at,
        external_id=r.external_id,
        detail=r.detail,
        meta=r.meta,
    )
    return spool.Fact(fact.id, type(fact).__name__, codec.dump_fact(fact))


# -- the rest


def notice(app: Appliance, channel: str, event: Notice) -> None:
    if event.trouble:
        app.troubles[channel] = event.trouble
    if event.over and app.troubles.pop(channel, None) is None:
        return  # nobody had heard of it
    incident.report(app, event.cause, event.title, Text(event.body))


def set_aside(app: Appliance, channel: str, event: Unusable) -> None:
    """Kept for a person to look at, and never a reason to be sent again (W4)."""
    quarantine.put(app, event.id, channel, event.body.encode("utf-8", "replace"), event.why)
    if event.alarming:
        title = Text(
            f"Messages of another hotel came: {channel}", f"Mesej hotel lain diterima: {channel}"
        )
        body = Text(
            f"{event.why}\nThey are kept in the quarantine and answered by nobody.",
            f"{event.why}\nIa disimpan dalam kuarantin dan tidak dijawab.",
        )
        incident.report(app, f"{channel} stray", title, body)
