"""What a channel's vendor delivers, taken in before it is acknowledged.

Messages take the path of turn.py. Beside them come reports of how far ours got, new names of a
guest, news about the account, and what nobody can use. Only the spool is touched here: its fsync is
all that the vendor's 200 waits for.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from appliance import codec, delivery, incident, logs, spool, turn
from appliance.app import Appliance
from appliance.channels.events import Event, Notice, Renamed, Report, Unusable
from appliance.engine.facts import DeliveryFact
from appliance.engine.ids import derive
from appliance.engine.message import Attachment, Inbound, Outgoing
from appliance.engine.text import Text

log = logs.get(__name__)


def take_in(app: Appliance, channel: str, events: Sequence[Event]) -> None:
    """All of a delivery. Doing it again, as vendors do, changes nothing (W1)."""
    for event in events:
        if isinstance(event, Renamed):
            app.spool.identify(channel, event.names, event.address)
    messages = [with_files(app, e) for e in events if isinstance(e, Inbound)]
    fetch(app, channel, messages)
    turn.receive(app, messages)
    report(app, [event for event in events if isinstance(event, Report)])
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


def report(app: Appliance, reports: Sequence[Report]) -> None:
    """Write down how far our messages got; a message that is out is not sent again."""
    told = [(r, found) for r in reports if (found := ours(app, r))]
    if not told:
        return
    app.spool.record([as_fact(r, message_id) for r, message_id in told])
    for r, message_id in told:
        if r.status == "failed":
            failed(app, message_id, r)
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


def failed(app: Appliance, message_id: str, r: Report) -> None:
    if posted := app.spool.posted(message_id):
        delivery.tell_staff(app, codec.load(Outgoing, posted.body), r.detail or "not delivered")


# -- the rest


def notice(app: Appliance, channel: str, event: Notice) -> None:
    if event.trouble:
        app.troubles[channel] = event.trouble
    incident.report(app, event.cause, event.title, Text(event.body))


def set_aside(app: Appliance, channel: str, event: Unusable) -> None:
    """Kept for a person to look at, and never a reason to be sent again (W4)."""
    new = app.spool.quarantine(event.id, channel, event.body, event.why)
    log.warning("delivered and of no use", channel=channel, why=event.why, new=new)
    if event.alarming:
        title = Text(
            f"Messages of another hotel came: {channel}", f"Mesej hotel lain diterima: {channel}"
        )
        body = Text(
            f"{event.why}\nThey are kept in the quarantine and answered by nobody.",
            f"{event.why}\nIa disimpan dalam kuarantin dan tidak dijawab.",
        )
        incident.report(app, f"{channel} stray", title, body)
