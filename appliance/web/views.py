"""What the dashboard's pages show: the record, and what the spool knows sooner.

The record is some moments behind the spool, and may be away; a person who has just taken a
conversation over must see so at once. All functions block: call them through the crew.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from appliance import codec
from appliance.app import Appliance
from appliance.engine.state import Conversation
from appliance.store import StoreUnavailable
from appliance.store.records import (
    AlertRow,
    ConversationRow,
    LeadRow,
    PromiseRow,
    Recovery,
)
from appliance.web import charts
from appliance.web.ahead import sooner
from appliance.web.charts import Chart
from appliance.web.ranges import Range

MANY = 2000  # conversations read at one stroke
FRESH = timedelta(days=7)  # what moved before is nobody's to read any more
WARM, OWED = 8, 12  # leads and promises on the first page
SHOWN = 50


@dataclass(frozen=True, slots=True)
class Counts:
    """What waits for anybody, for the numbers beside the navigation."""

    waiting: int
    alerts: int


@dataclass(frozen=True, slots=True)
class Home:
    recovery: Recovery | None  # None while the record is away
    waiting: list[ConversationRow]
    warm: list[LeadRow]
    promises: list[Owed]
    chart: Chart | None = None


@dataclass(frozen=True, slots=True)
class Owed:
    """A promise not kept yet, and to whom it was made."""

    promise: PromiseRow
    to: ConversationRow


@dataclass(frozen=True, slots=True)
class Asked:
    """What is to be shown of the inbox."""

    view: str = "all"
    channel: str = ""
    q: str = ""
    span: Range | None = None  # when conversations began
    before: datetime | None = None


@dataclass(frozen=True, slots=True)
class InboxPage:
    rows: list[ConversationRow]
    older: datetime | None  # where the next page begins


def counts(app: Appliance) -> Counts | None:
    """None while the record is away."""
    try:
        with app.store.together():
            return Counts(len(who_waits(app)), app.store.unseen_alerts())
    except StoreUnavailable:
        return None


def home(app: Appliance, span: Range) -> Home:
    try:
        with app.store.together():
            return Home(
                app.store.recovery(span.since, span.until),
                waiting(app),
                app.store.leads(status="new", order="warm", limit=WARM),
                owed(app),
                inquiries(app, span),
            )
    except StoreUnavailable:
        return Home(None, [], [], [])


def inquiries(app: Appliance, span: Range) -> Chart:
    """When guests wrote, and how much of it while the desk was closed."""
    step, zone = span.step, app.hotel.zone
    found = app.store.arrivals(span.since, span.until, zone.key, step)
    late = {a.at: a.after_hours for a in found}
    early = {a.at: a.total - a.after_hours for a in found}
    at = charts.slots(span.since, span.until, zone, step)
    return charts.stacked(at, {"late": late, "early": early}, step)


def waiting(app: Appliance) -> list[ConversationRow]:
    """Who waits for a person, longest first."""
    rows = sooner(app, app.store.conversations(waiting=True, limit=SHOWN))
    still = [row for row in rows if row.mode == "handoff"]
    return sorted(still, key=lambda row: row.handed_off_at or row.last_at)


def who_waits(app: Appliance) -> list[str]:
    """The conversations that wait for a person, without reading them."""
    kept = app.store.waiting()
    ahead = {id: codec.load(Conversation, body) for id, body in app.spool.ahead(kept).items()}
    return [id for id in kept if id not in ahead or ahead[id].mode == "handoff"]


def owed(app: Appliance) -> list[Owed]:
    """The most urgent first."""
    promises = app.store.open_promises(OWED)
    rows = app.store.conversations(ids=[p.conversation for p in promises], limit=OWED)
    to = {row.id: row for row in rows}
    return [Owed(p, to[p.conversation]) for p in promises if p.conversation in to]


def inbox(app: Appliance, reader: str, asked: Asked) -> InboxPage:
    """A page of the inbox as `reader` sees it. Raises StoreUnavailable."""
    view = asked.view
    found = app.store.conversations(
        status="handed_off" if view == "staff" else None,
        waiting=True if view == "waiting" else None,
        after_hours=True if view == "after-hours" else None,
        staff_id=reader if view == "mine" else None,
        unread=True if view == "unread" else None,
        reader=reader,
        unread_since=app.now() - FRESH,
        since=asked.span.since if asked.span else None,
        until=asked.span.until if asked.span else None,
        channel=asked.channel or None,
        search=asked.q,
        limit=SHOWN + 1,
        before=asked.before,
    )
    older = found[SHOWN - 1].last_at if len(found) > SHOWN else None
    mode = {"waiting": "handoff", "staff": "staff", "mine": "staff"}.get(view)
    rows = sooner(app, found[:SHOWN])
    return InboxPage([row for row in rows if mode in (None, row.mode)], older)


def read_all(app: Appliance, reader: str) -> None:
    """Whatever is unread now counts as read by `reader`."""
    now = app.now()
    unread = app.store.conversations(
        reader=reader, unread_since=now - FRESH, unread=True, limit=MANY
    )
    app.store.mark_read(reader, [row.id for row in unread], now)


def alerts(app: Appliance) -> list[AlertRow]:
    """Raises StoreUnavailable."""
    return app.store.alerts(SHOWN * 2)


def see_alerts(app: Appliance) -> None:
    now = app.now()
    for alert in alerts(app):
        if not alert.seen_at:
            app.store.mark_alert(alert.id, seen_at=now)
