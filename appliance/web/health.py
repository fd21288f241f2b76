"""Whether the appliance works, and what it works without.

It answers guests without the cluster, without models and without channels that push; so only a
spool that cannot be written to, or a stop under way, makes it unfit.
"""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Awaitable
from http import HTTPStatus

from sanic import Request

import appliance
from appliance import logs
from appliance.app import Appliance
from appliance.store import StoreUnavailable
from appliance.web.auth import ANYONE
from appliance.web.context import here
from appliance.web.crew import in_crew, on_disk
from appliance.web.endpoint import Endpoints
from appliance.web.errors import Problem
from appliance.web.schemas import Check, Health, Readiness, State

log = logs.get(__name__)
endpoints = Endpoints("Health")

PATIENCE = 2.0  # seconds for one check
LEDGER_LONG = 1000  # facts that wait for the record


@endpoints.get("/health", ANYONE, errors=(503,))
async def check_health(request: Request, _: None) -> Health:
    """Whether the appliance works.

    200 also while it works without something (`degraded`): it still answers guests. 503 only where
    it cannot.
    """
    app = here(request).appliance
    checks = dict(
        zip(
            ("spool", "cluster", "knowledge", "models", "channels"),
            await asyncio.gather(
                _timely(_spool(app)),
                _timely(_cluster(app)),
                _timely(_knowledge(app)),
                _timely(_models(app)),
                _timely(_channels(app)),
            ),
            strict=True,
        )
    )
    health = Health(
        status=_overall(checks),
        version=appliance.__version__,
        property=app.hotel.slug,
        checks=checks,
        at=app.now(),
    )
    if health.status == "down":
        told = {name: check.model_dump() for name, check in checks.items()}
        detail = "The appliance cannot serve guests."
        raise Problem(HTTPStatus.SERVICE_UNAVAILABLE, "down", detail, checks=told)
    return health


@endpoints.get("/ready", ANYONE, errors=(503,))
async def check_readiness(request: Request, _: None) -> Readiness:
    """Whether to send guests here: not while it stops, nor where messages cannot be kept."""
    context = here(request)
    context.refuse_if_draining()
    if (await _timely(_spool(context.appliance))).status == "down":
        detail = "Messages cannot be kept."
        raise Problem(HTTPStatus.SERVICE_UNAVAILABLE, "down", detail)
    return Readiness(ready=True)


def _overall(checks: dict[str, Check]) -> State:
    if checks["spool"].status == "down":
        return "down"
    return "ok" if all(check.status == "ok" for check in checks.values()) else "degraded"


async def _timely(check: Awaitable[Check]) -> Check:
    """A check that hangs has failed."""
    try:
        return await asyncio.wait_for(check, PATIENCE)
    except TimeoutError:
        return Check(status="degraded", detail=f"no answer within {PATIENCE:g} s")


async def _spool(app: Appliance) -> Check:
    try:
        waiting = await on_disk(_written, app)
    except (sqlite3.Error, OSError) as error:
        return Check(status="down", detail=type(error).__name__)
    counts = ", ".join(f"{count} in {table}" for table, count in waiting.items())
    late = waiting["ledger"] > LEDGER_LONG
    return Check(status="degraded" if late else "ok", detail=counts)


def _written(app: Appliance) -> dict[str, int]:
    """Through the writing thread and its fsync: reading alone would not notice a full disk."""
    app.spool.record([])
    return app.spool.depth()


async def _cluster(app: Appliance) -> Check:
    try:
        await in_crew(app.store.ping)
    except StoreUnavailable:
        return Check(status="degraded", detail="away; facts wait in the spool")
    return Check(status="ok")


async def _knowledge(app: Appliance) -> Check:
    passages = len(app.knowledge.snapshot.items)
    if not passages:
        return Check(status="degraded", detail="nothing imported")
    return Check(status="ok", detail=f"{passages} passages")


async def _models(app: Appliance) -> Check:
    """No model is a choice, not a fault: the hotel's own knowledge answers."""
    states = app.ladder.states()
    failing = [name for name, state in states.items() if state == "open"]
    if failing:
        return Check(status="degraded", detail=f"not answering: {', '.join(failing)}")
    return Check(status="ok", detail=", ".join(states) or "built-in answers only")


async def _channels(app: Appliance) -> Check:
    if app.troubles:
        told = "; ".join(f"{name}: {why}" for name, why in sorted(app.troubles.items()))
        return Check(status="degraded", detail=told)
    return Check(status="ok", detail=", ".join(sorted(app.channels)))
