"""What was delivered and nobody could use: looked at by the manager, and tried again once mended.

Every look is written down: it may hold whatever a stranger sent.
"""

from __future__ import annotations

from datetime import UTC, datetime
from http import HTTPStatus

from sanic import Request

from appliance import aside
from appliance.aside import SwitchedOff
from appliance.desk import Staff
from appliance.quarantine import Became
from appliance.spool import Aside
from appliance.vault import Undecipherable
from appliance.web.auth import staff
from appliance.web.context import Context, here
from appliance.web.crew import on_disk, one_by_one
from appliance.web.endpoint import Endpoints
from appliance.web.errors import Problem, not_found
from appliance.web.schemas import Quarantined, QuarantinedWords, QuarantineList, Replayed
from appliance.web.trail import note

endpoints = Endpoints("Quarantine")
KEEPERS = staff("gm", "admin")


@endpoints.get("/quarantine", KEEPERS)
async def list_quarantine(request: Request, who: Staff) -> QuarantineList:
    """List what nobody could use, newest first.

    It is kept for 30 days.
    """
    context = here(request)
    all_ = await on_disk(aside.listed, context.appliance)
    await note(context, who.id, "quarantine.read", "quarantine", count=len(all_))
    return QuarantineList(quarantined=[listed(one) for one in all_])


@endpoints.get("/quarantine/<entry:str>", KEEPERS, errors=(404,))
async def read_quarantined(request: Request, who: Staff, entry: str) -> QuarantinedWords:
    """Read what there is to read of one; card numbers are masked."""
    context = here(request)
    one = await found(context, entry)
    words = await read(context, who, one)
    return QuarantinedWords(**listed(one).model_dump(), text=words)


@endpoints.post("/quarantine/<entry:str>/replay", KEEPERS, errors=(404, 409))
async def replay_quarantined(request: Request, who: Staff, entry: str) -> Replayed:
    """Take something in again, once what was wrong is mended.

    `became` is what came of it. `received`, `quiet` and `repeated` are kept as messages and leave
    the quarantine; `misdirected`, `unreadable` and `own` stay.
    """
    context = here(request)
    one = await found(context, entry)
    try:
        return Replayed(became=await replay(context, who, one))
    except SwitchedOff:
        detail = "The channel it came by is switched off."
        raise Problem(HTTPStatus.CONFLICT, "switched_off", detail) from None


@endpoints.delete("/quarantine/<entry:str>", KEEPERS, status=204, errors=(404,))
async def discard_quarantined(request: Request, who: Staff, entry: str) -> None:
    """Throw something away for good."""
    context = here(request)
    await discard(context, who, await found(context, entry))


# -- as the dashboard does it, too


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
