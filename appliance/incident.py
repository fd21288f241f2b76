"""Something is wrong with the appliance itself, not with a guest's question: tell staff, once.

A channel that no longer takes messages, mail for a property that is not here, a number that was
banned. The same cause on the same day of the hotel is one alert, however often it is met.
"""

from __future__ import annotations

from appliance import codec, feed, logs, spool
from appliance.app import Appliance
from appliance.engine import handoff
from appliance.engine.ids import derive
from appliance.engine.text import Text

log = logs.get(__name__)


def report(app: Appliance, cause: str, title: Text, body: Text) -> None:
    """Raise a "system" alert for `cause`, a short stable word for what happened."""
    now = app.now()
    day = now.astimezone(app.hotel.zone).date()
    id_ = derive(app.hotel.id, "incident", cause, day)
    fact = handoff.raised(id_, "", "system", title, body, now)
    notices = handoff.notices(fact, app.hotel)
    app.spool.record(
        [spool.Fact(fact.id, type(fact).__name__, codec.dump_fact(fact))],
        [spool.Parcel(o.id, o.id, o.channel, codec.dump(o)) for o in notices],
        [feed.raised(fact)],
    )
    app.nudge_flush()
    for o in notices:
        app.run_job(o.id, 0.0)
    log.warning("incident", cause=cause, title=title.en)
