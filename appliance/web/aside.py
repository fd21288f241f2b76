"""What was set aside, dealt with over the web, by the API and on the dashboard alike.

Every look is written down: it may hold whatever a stranger sent.
"""

from __future__ import annotations

from datetime import UTC, datetime

from appliance import aside
from appliance.desk import Staff
from appliance.quarantine import Became
from appliance.spool import Aside
from appliance.vault import Undecipherable
from appliance.web.context import Context
from appliance.web.crew import on_disk, one_by_one
from appliance.web.errors import not_found
from appliance.web.schemas import Quarantined
from appliance.web.trail import note


async def read(context: Context, who: Staff, one: Aside) -> str:
    """Raises Problem 404."""
    try:
        words = await one_by_one(aside.words, context.appliance, one)
    except (LookupError, Undecipherable):
        raise not_found() from None
    await note(context, who.id, "quarantine.read", one.id)
    return words


async def replay(context: Context, who: Staff, one: Aside) -> Became:
    """Raises SwitchedOff, Problem 404."""
    try:
        became = await one_by_one(aside.replay, context.appliance, one)
    except (LookupError, Undecipherable):
        raise not_found() from None
    await note(context, who.id, "quarantine.replayed", one.id, became=became)
    return became


async def discard(context: Context, who: Staff, one: Aside) -> None:
    await on_disk(aside.discard, context.appliance, one)
    await note(context, who.id, "quarantine.discarded", one.id, channel=one.channel, why=one.why)


async def found(context: Context, entry: str) -> Aside:
    """Raises Problem 404."""
    try:
        return await on_disk(aside.found, context.appliance, entry)
    except LookupError:
        raise not_found() from None


def listed(one: Aside) -> Quarantined:
    at = datetime.fromtimestamp(one.at, UTC)
    return Quarantined(id=one.id, channel=one.channel, why=one.why, at=at)
