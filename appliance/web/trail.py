"""Who looked at or changed what, for the record: by way of the spool, so nobody waits for it."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable
from typing import Any, TypeVar

from appliance import codec
from appliance.engine.facts import AuditFact
from appliance.engine.ids import derive
from appliance.spool import Fact
from appliance.web.context import Context
from appliance.web.crew import on_disk

T = TypeVar("T")


async def note(
    context: Context, actor: str, action: str, target: str, *, once: object = None, **details: Any
) -> None:
    """Write it down; where `once` is given, only the first time for it."""
    now = context.appliance.now()
    id = derive("audit", actor, action, target, now.isoformat() if once is None else once)
    fact = AuditFact(id, actor, action, target, now, details)
    body = codec.dump_fact(fact)
    await on_disk(context.appliance.spool.record, [Fact(id, AuditFact.__name__, body)])
    context.appliance.nudge_flush()


async def noted(drawing: Awaitable[T], context: Context, actor: str, action: str, target: str) -> T:
    """What `drawing` makes, once it is made and written down: the disk is waited for meanwhile."""
    drawn, _ = await asyncio.gather(drawing, note(context, actor, action, target))
    return drawn
