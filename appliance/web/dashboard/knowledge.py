"""What the hotel knows: looked through, corrected, added to, taken out of use.

What is saved here is searched at once, and it is staff's from then on: importing the pack again
neither changes it nor brings back what was taken out of use.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from http import HTTPStatus
from typing import Any
from urllib.parse import quote, urlencode

from sanic import Blueprint, HTTPResponse, Request, redirect

from appliance.app import Appliance
from appliance.desk import Staff
from appliance.engine.ids import derive
from appliance.engine.passages import KnowledgeItem
from appliance.knowledge.item import (
    CATEGORIES,
    DASHBOARD,
    LANGUAGES,
    VISIBILITIES,
    day,
    holds_secret,
    sealed,
    taken_over,
)
from appliance.web.auth import staff_only
from appliance.web.context import here
from appliance.web.crew import in_crew
from appliance.web.dashboard.forms import fields, one_of, whole
from appliance.web.dashboard.frame import draw_page
from appliance.web.dashboard.gaps import put_to_use, ways_to_ask
from appliance.web.dashboard.menu import MONEY
from appliance.web.errors import not_found
from appliance.web.schemas import written
from appliance.web.trail import note

pages = Blueprint("knowledge")

PER_PAGE = 40
LONGEST = {"title": 200, "text": 4000, "other": 4000, "aliases": 2000}
STATES = ("expired", "retired")


@dataclass(frozen=True, slots=True)
class Filters:
    q: str = ""
    category: str = ""
    language: str = ""
    visibility: str = ""
    state: str = ""

    def query(self, offset: int) -> str:
        given = {name: getattr(self, name) for name in self.__slots__} | {"offset": offset}
        return urlencode({name: value for name, value in given.items() if value})


@dataclass(frozen=True, slots=True)
class Entry:
    """A passage as it stands in the form. `text` and `title` are in `language`."""

    title: str = ""
    text: str = ""
    other: str = ""  # the same answer in the other language
    aliases: str = ""
    category: str = "faq"
    language: str = "en"
    visibility: str = "guest"
    valid_from: str = ""
    valid_to: str = ""

    @property
    def problem(self) -> str:
        """A key of ui/words; "" where it can be kept."""
        first, last = day(self.valid_from), day(self.valid_to)
        if not (self.title and self.text):
            return "knowledge.missing"
        if any(len(getattr(self, name)) > most for name, most in LONGEST.items()):
            return "gaps.too_long"
        if first and last and last < first:
            return "knowledge.dates"
        return ""


@pages.get("/dashboard/knowledge")
@staff_only(*MONEY)
async def page(request: Request, who: Staff) -> HTTPResponse:
    app, args = here(request).appliance, request.args
    chosen = Filters(
        q=(args.get("q") or "").strip()[:100],
        category=one_of(args.get("category"), tuple(CATEGORIES)),
        language=one_of(args.get("language"), tuple(LANGUAGES)),
        visibility=one_of(args.get("visibility"), tuple(VISIBILITIES)),
        state=one_of(args.get("state"), STATES),
    )
    offset = min(whole(args.get("offset")) or 0, 100_000)
    found = await in_crew(look, app, chosen, offset)
    values: dict[str, Any] = {
        "items": found[:PER_PAGE],
        "chosen": chosen,
        "more": chosen.query(offset + PER_PAGE) if len(found) > PER_PAGE else "",
        "said": one_of(args.get("said"), ("saved", "staff", "retired", "restored")),
        "today": today(app),
        **CHOICES,
    }
    return await draw_page(request, who, "knowledge", values, part="knowledge_rows.html")


@pages.get("/dashboard/knowledge/new")
@staff_only(*MONEY)
async def new(request: Request, who: Staff) -> HTTPResponse:
    entry = Entry(title=(request.args.get("title") or "").strip()[:200])
    return await draw_form(request, who, entry)


@pages.post("/dashboard/knowledge/new")
@staff_only(*MONEY)
async def add(request: Request, who: Staff) -> HTTPResponse:
    entry = read(fields(request))
    if entry.problem:
        return await draw_form(request, who, entry, problem=entry.problem)
    id_ = f"{DASHBOARD}:{derive('knowledge', DASHBOARD, entry.title.casefold())}"
    return await keep(request, who, entered(entry, id_, DASHBOARD), "knowledge.added")


@pages.get("/dashboard/knowledge/item/<id_:path>")
@staff_only(*MONEY)
async def show(request: Request, who: Staff, id_: str) -> HTTPResponse:
    item, active = await find(request, id_)
    return await draw_form(request, who, of(item), item=item, active=active)


@pages.post("/dashboard/knowledge/item/<id_:path>")
@staff_only(*MONEY)
async def change(request: Request, who: Staff, id_: str) -> HTTPResponse:
    (item, active), entry = await find(request, id_), read(fields(request))
    if entry.problem:
        return await draw_form(request, who, entry, item=item, active=active, problem=entry.problem)
    changed = entered(entry, item.id, taken_over(item.source))
    return await keep(request, who, changed, "knowledge.changed")


@pages.post("/dashboard/knowledge/use/<id_:path>")
@staff_only(*MONEY)
async def use(request: Request, who: Staff, id_: str) -> HTTPResponse:
    """Take a passage out of use, or back into it."""
    item, active = await find(request, id_)
    theirs = sealed(replace(item, source=taken_over(item.source)))
    if active:
        await in_crew(retire, here(request).appliance, theirs)
    else:
        await in_crew(put_to_use, here(request).appliance, theirs)
    done = "retired" if active else "restored"
    await note(here(request), who.id, f"knowledge.{done}", item.id[:120], title=item.title)
    return redirect(f"/dashboard/knowledge?said={done}", status=303)


async def keep(request: Request, who: Staff, item: KnowledgeItem, action: str) -> HTTPResponse:
    await in_crew(put_to_use, here(request).appliance, item)
    await note(here(request), who.id, action, item.id[:120], title=item.title)
    said = "staff" if item.visibility == "staff" else "saved"
    return redirect(f"/dashboard/knowledge?said={said}&q={quote(item.title[:60])}", status=303)


async def find(request: Request, id_: str) -> tuple[KnowledgeItem, bool]:
    found = await in_crew(here(request).appliance.store.knowledge_item, id_)
    if found is None:
        raise not_found()
    return found


async def draw_form(
    request: Request,
    who: Staff,
    entry: Entry,
    *,
    item: KnowledgeItem | None = None,
    active: bool = True,
    problem: str = "",
) -> HTTPResponse:
    values: dict[str, Any] = {
        "entry": entry,
        "item": item,
        "active": active,
        "problem": problem,
        "today": today(here(request).appliance),
        **CHOICES,
    }
    drawn = await draw_page(request, who, "knowledge_item", values, section="knowledge")
    if problem:
        drawn.status = HTTPStatus.UNPROCESSABLE_ENTITY
    return drawn


CHOICES = {
    "categories": sorted(CATEGORIES),
    "languages": sorted(LANGUAGES),
    "visibilities": ("guest", "inhouse", "staff"),
    "states": STATES,
}


# -- the work


def look(app: Appliance, chosen: Filters, offset: int) -> list[KnowledgeItem]:
    """One more than a page, to know whether there is another."""
    return app.store.knowledge(
        category=chosen.category or None,
        language=chosen.language or None,
        visibility=chosen.visibility or None,
        expired=today(app) if chosen.state == "expired" else None,
        active=chosen.state != "retired",
        search=chosen.q,
        limit=PER_PAGE + 1,
        offset=offset,
    )


def retire(app: Appliance, item: KnowledgeItem) -> None:
    app.store.retire_by_staff(item)
    app.renew_knowledge()


def today(app: Appliance) -> date:
    return app.now().astimezone(app.hotel.zone).date()


# -- between the form and the passage


def read(form: dict[str, str]) -> Entry:
    said = {name: str(written(form.get(name) or "")).strip() for name in LONGEST}
    return Entry(
        category=one_of(form.get("category"), tuple(CATEGORIES)) or "faq",
        language=one_of(form.get("language"), tuple(LANGUAGES)) or "en",
        visibility=one_of(form.get("visibility"), tuple(VISIBILITIES)) or "guest",
        valid_from=_iso(form.get("valid_from")),
        valid_to=_iso(form.get("valid_to")),
        **said,
    )


def of(item: KnowledgeItem) -> Entry:
    return Entry(
        title=item.title,
        text=item.text,
        other=item.answers.get(other_than(item.language), ""),
        aliases="\n".join(item.aliases),
        category=item.category,
        language=item.language,
        visibility=item.visibility,
        valid_from=_iso(item.valid_from),
        valid_to=_iso(item.valid_to),
    )


def entered(entry: Entry, id_: str, source: str) -> KnowledgeItem:
    """The passage it becomes. What opens doors stays with staff, whatever was chosen (O9)."""
    answers = {entry.language: entry.text}
    if entry.other:
        answers[other_than(entry.language)] = entry.other
    secret = any(map(holds_secret, (entry.title, *answers.values())))
    return sealed(
        KnowledgeItem(
            id=id_,
            category=entry.category,
            title=entry.title,
            text=entry.text,
            language=entry.language,
            visibility="staff" if secret else entry.visibility,  # type: ignore[arg-type]
            source=source,
            valid_from=day(entry.valid_from),
            valid_to=day(entry.valid_to),
            answers=answers,
            aliases=tuple(dict.fromkeys(ways_to_ask(entry.aliases))),
        )
    )


def other_than(language: str) -> str:
    return "ms" if language == "en" else "en"


def _iso(given: object) -> str:
    found = day(given)
    return found.isoformat() if found else ""
