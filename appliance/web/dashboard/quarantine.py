"""What was delivered and nobody could use: looked at, taken in again, or thrown away."""

from __future__ import annotations

from typing import get_args

from sanic import Blueprint, HTTPResponse, Request, redirect

from appliance import aside
from appliance.aside import SwitchedOff
from appliance.desk import Staff
from appliance.quarantine import OF_NO_USE, Became
from appliance.spool import Aside
from appliance.web.aside import discard, found, listed, read, replay
from appliance.web.auth import staff_only
from appliance.web.context import here
from appliance.web.crew import on_disk
from appliance.web.dashboard.menu import MANAGERS
from appliance.web.dashboard.settings import TAB, draw_tab

pages = Blueprint("quarantine")

PATH = TAB["quarantine"].path
KINDS = {"misdirected": "misdirected", "for another number": "misdirected", "own": "own"}
SAYINGS = (*get_args(Became), "off", "discarded")
STAYS = (*OF_NO_USE, "off")


@pages.get(PATH)
@staff_only(*MANAGERS)
async def page(request: Request, who: Staff) -> HTTPResponse:
    told = request.args.get("told", "")
    all_ = await on_disk(aside.listed, here(request).appliance)
    return await draw(request, who, all_, told=told if told in SAYINGS else "")


@pages.get(f"{PATH}/<entry:str>")
@staff_only(*MANAGERS)
async def look(request: Request, who: Staff, entry: str) -> HTTPResponse:
    """One of them, as text: whatever a stranger sent is never drawn as anything else."""
    one = await found(here(request), entry)
    return await draw(request, who, [one], words=await read(here(request), who, one))


@pages.post(f"{PATH}/<entry:str>/replay")
@staff_only(*MANAGERS)
async def take_in(request: Request, who: Staff, entry: str) -> HTTPResponse:
    one = await found(here(request), entry)
    try:
        return back(await replay(here(request), who, one))
    except SwitchedOff:
        return back("off")


@pages.post(f"{PATH}/<entry:str>/discard")
@staff_only(*MANAGERS)
async def throw_away(request: Request, who: Staff, entry: str) -> HTTPResponse:
    await discard(here(request), who, await found(here(request), entry))
    return back("discarded")


async def draw(
    request: Request, who: Staff, asides: list[Aside], *, told: str = "", words: str | None = None
) -> HTTPResponse:
    """The list, or with its `words` one of them; `told` is what came of the last act."""
    values = {
        "listed": [(listed(one), *reason(one.why)) for one in asides],
        "told": told,
        "stays": told in STAYS,
        "words": words,
    }
    return await draw_tab(request, who, "quarantine", values)


def back(told: str) -> HTTPResponse:
    return redirect(f"{PATH}?told={told}", status=303)


def reason(why: str) -> tuple[str, str]:
    """Its kind, of `quarantine.why.*`, and what else is known of it."""
    head, _, detail = why.partition(": ")
    return KINDS.get(head, "unreadable"), detail
