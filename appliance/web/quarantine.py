"""What was delivered and nobody could use: looked at by the manager, and tried again once mended.

Every look is written down: it may hold whatever a stranger sent.
"""

from __future__ import annotations

from datetime import UTC, datetime
from http import HTTPStatus

from sanic import Request

from appliance import mailroom
from appliance.app import Appliance
from appliance.channels.email import inbox, smtp
from appliance.desk import Staff
from appliance.engine import masking
from appliance.spool import Aside
from appliance.vault import Undecipherable
from appliance.web.auth import staff
from appliance.web.context import here
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
    found = await on_disk(context.appliance.spool.quarantined)
    await note(context, who.id, "quarantine.read", "quarantine", count=len(found))
    return QuarantineList(quarantined=[listed(aside) for aside in found])


@endpoints.get("/quarantine/<entry:str>", KEEPERS, errors=(404,))
async def read_quarantined(request: Request, who: Staff, entry: str) -> QuarantinedWords:
    """Read what there is to read of one; card numbers are masked."""
    context = here(request)
    aside = await on_disk(found, context.appliance, entry)
    try:
        words = await one_by_one(words_of, context.appliance, aside)
    except (LookupError, Undecipherable):
        raise not_found() from None
    await note(context, who.id, "quarantine.read", entry)
    return QuarantinedWords(**listed(aside).model_dump(), text=words)


@endpoints.post("/quarantine/<entry:str>/replay", KEEPERS, errors=(404, 409))
async def replay_quarantined(request: Request, who: Staff, entry: str) -> Replayed:
    """Take an e-mail in again, once what was wrong is mended.

    `became` is what came of it. `received`, `quiet` and `repeated` are kept as messages and leave
    the quarantine; `misdirected`, `unreadable` and `own` stay.
    """
    context = here(request)
    app = context.appliance
    aside = await on_disk(found, app, entry)
    email = app.channels.get(aside.channel)
    if not isinstance(email, smtp.Email):
        detail = "Only e-mail can be taken in again, where the channel is on."
        raise Problem(HTTPStatus.CONFLICT, "not_replayable", detail)
    try:
        became = await one_by_one(mailroom.replay, app, email.intake, entry)
    except (LookupError, Undecipherable):
        raise not_found() from None
    await note(context, who.id, "quarantine.replayed", entry, became=became)
    return Replayed(became=became)


def found(app: Appliance, entry: str) -> Aside:
    """Raises Problem 404."""
    aside = next((each for each in app.spool.quarantined() if each.id == entry), None)
    if aside is None:
        raise not_found()
    return aside


def words_of(app: Appliance, aside: Aside) -> str:
    if aside.channel == inbox.CHANNEL:
        return mailroom.readable(app, aside.id)
    kept = app.media.read(aside.id)
    if kept is None:
        raise LookupError
    return masking.mask(kept.decode("utf-8", "replace")[: mailroom.LONGEST_SHOWN])[0]


def listed(aside: Aside) -> Quarantined:
    at = datetime.fromtimestamp(aside.at, UTC)
    return Quarantined(id=aside.id, channel=aside.channel, why=aside.why, at=at)
