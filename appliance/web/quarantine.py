"""What was delivered and nobody could use: the manager's part of the API."""

from __future__ import annotations

from http import HTTPStatus

from sanic import Request

from appliance import aside
from appliance.aside import SwitchedOff
from appliance.desk import Staff
from appliance.web.aside import discard, found, listed, read, replay
from appliance.web.auth import staff
from appliance.web.context import here
from appliance.web.crew import on_disk
from appliance.web.endpoint import Endpoints
from appliance.web.errors import Problem
from appliance.web.schemas import QuarantinedWords, QuarantineList, Replayed
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
