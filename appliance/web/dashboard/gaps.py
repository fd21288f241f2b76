"""What guests asked and the hotel could not say; an answer given here is knowledge at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus
from typing import Any

from sanic import Blueprint, HTTPResponse, Request, Sanic, redirect

from appliance.app import Appliance
from appliance.desk import Staff
from appliance.engine.ids import derive
from appliance.engine.passages import KnowledgeItem
from appliance.engine.text import Language
from appliance.knowledge import ingest
from appliance.knowledge.alike import Grouping
from appliance.knowledge.item import CATEGORIES, DASHBOARD, sealed, visibility_of
from appliance.knowledge.search import ANSWERS
from appliance.store.records import GapRow
from appliance.web.auth import staff_only
from appliance.web.context import here
from appliance.web.crew import in_crew
from appliance.web.dashboard.forms import fields
from appliance.web.dashboard.frame import draw_page
from appliance.web.dashboard.menu import MONEY
from appliance.web.errors import Problem
from appliance.web.schemas import written
from appliance.web.trail import note

pages = Blueprint("gaps")

MOST = 500  # open questions looked at
SHOWN = 20  # groups of them on the page, each with a form to answer it
EXAMPLES = 5
LONGEST = {"title": 200, "title_ms": 200, "answer": 2000, "answer_ms": 2000, "aliases": 2000}
REQUIRED = ("title", "answer")


@dataclass(frozen=True, slots=True)
class Group:
    """Open questions that mean the same, latest first."""

    ids: tuple[str, ...]
    examples: tuple[str, ...]
    languages: tuple[str, ...]
    last_at: datetime
    conversation: str  # where it was asked last

    @property
    def count(self) -> int:
        return len(self.ids)


@dataclass(frozen=True, slots=True)
class Draft:
    """An answer as it was written into the form."""

    ids: tuple[str, ...] = ()
    title: str = ""
    answer: str = ""
    title_ms: str = ""
    answer_ms: str = ""
    category: str = "faq"
    aliases: str = ""
    problem: str = ""  # a key of ui/words


@pages.before_server_start
async def prepare(app: Sanic[Any, Any]) -> None:
    app.ctx.grouping = Grouping(app.ctx.context.appliance.knowledge.embedder)


@pages.get("/dashboard/gaps")
@staff_only(*MONEY)
async def page(request: Request, who: Staff) -> HTTPResponse:
    return await _page(request, who)


@pages.post("/dashboard/gaps/answer")
@staff_only(*MONEY)
async def answer(request: Request, who: Staff) -> HTTPResponse:
    app, draft = here(request).appliance, read(fields(request))
    if draft.problem:
        return await _page(request, who, draft)
    item = entered(draft)
    now_found = await in_crew(put, app, item, draft.ids, who.id)
    await note(here(request), who.id, "knowledge.added", item.id, gaps=len(draft.ids))
    wordings = len(item.aliases) + 1
    query = f"answered={now_found}&of={wordings}" if item.visibility == "guest" else "kept=staff"
    return redirect(f"/dashboard/gaps?{query}", status=303)


@pages.post("/dashboard/gaps/dismiss")
@staff_only(*MONEY)
async def dismiss(request: Request, who: Staff) -> HTTPResponse:
    app, ids = here(request).appliance, _ids(fields(request))
    await in_crew(app.store.settle_gaps, ids, item="", actor=who.id, now=app.now())
    await note(here(request), who.id, "gaps.dismissed", ",".join(ids)[:200], gaps=len(ids))
    return redirect("/dashboard/gaps", status=303)


async def _page(request: Request, who: Staff, draft: Draft | None = None) -> HTTPResponse:
    grouping: Grouping = request.app.ctx.grouping
    found = await in_crew(look, here(request).appliance, grouping)
    kept = draft.ids if draft else None  # whoever wrote an answer finds it again
    shown = [g for n, g in enumerate(found) if n < SHOWN or g.ids == kept]
    values: dict[str, Any] = {
        "groups": shown,
        "beyond": len(found) - len(shown),
        "categories": sorted(CATEGORIES),
        "draft": draft or Draft(),
        "answered": _number(request.args.get("answered")),
        "of": _number(request.args.get("of")),
        "kept": request.args.get("kept") == "staff",
    }
    drawn = await draw_page(request, who, "gaps", values)
    if draft:
        drawn.status = HTTPStatus.UNPROCESSABLE_ENTITY
    return drawn


# -- the work, on a thread


def look(app: Appliance, grouping: Grouping) -> list[Group]:
    """The open questions by meaning, the most asked first."""
    rows = app.store.gaps(MOST)
    groups = grouping.group([row.question for row in rows])
    return [_group([rows[at] for at in group]) for group in groups]


def _group(rows: Sequence[GapRow]) -> Group:
    return Group(
        ids=tuple(row.id for row in rows),
        examples=tuple(dict.fromkeys(row.question for row in rows))[:EXAMPLES],
        languages=tuple(dict.fromkeys(row.language for row in rows)),
        last_at=rows[0].at,
        conversation=rows[0].conversation,
    )


def put(app: Appliance, item: KnowledgeItem, ids: Sequence[str], actor: str) -> int:
    """Put the answer on record and into use; how many of its wordings now find it."""
    put_to_use(app, item)
    app.store.settle_gaps(ids, item=item.id, actor=actor, now=app.now())
    return sum(finds(app, wording, item.id) for wording in (item.title, *item.aliases))


def put_to_use(app: Appliance, item: KnowledgeItem) -> None:
    """On record and searched from now on; encoders that live elsewhere see it in the background."""
    ingest.add(item, app.store, app.knowledge.embedder, app.hotel.name)
    app.renew_knowledge()


def finds(app: Appliance, question: str, id_: str) -> bool:
    language: Language = "en"
    today = app.now().astimezone(app.hotel.zone).date()
    found = app.knowledge.search(question, language=language, today=today)
    return any(passage.id == id_ and passage.score >= ANSWERS for passage in found[:2])


# -- the form


def read(form: dict[str, str]) -> Draft:
    """What was written, or what is wrong with it."""
    said = {name: str(written(form.get(name) or "")).strip() for name in LONGEST}
    category = form.get("category", "")
    problem = ""
    if not all(said[name] for name in REQUIRED):
        problem = "gaps.missing"
    elif any(len(text) > LONGEST[name] for name, text in said.items()):
        problem = "gaps.too_long"
    elif category not in CATEGORIES:
        raise Problem(HTTPStatus.UNPROCESSABLE_ENTITY, "invalid", "There is no such category.")
    return Draft(ids=_ids(form), category=category, problem=problem, **said)


def entered(draft: Draft) -> KnowledgeItem:
    """The passage it becomes. The same title again replaces the answer given before."""
    languages = {"en": draft.answer} | ({"ms": draft.answer_ms} if draft.answer_ms else {})
    aliases = dict.fromkeys([draft.title_ms, *ways_to_ask(draft.aliases)])
    return sealed(
        KnowledgeItem(
            id=f"{DASHBOARD}:{derive('knowledge', DASHBOARD, draft.title.casefold())}",
            category=draft.category,
            title=draft.title,
            text=draft.answer,
            language="en",
            visibility=visibility_of("", draft.title, *languages.values()),
            source=DASHBOARD,
            answers=languages,
            aliases=tuple(alias for alias in aliases if alias and alias != draft.title),
        )
    )


def ways_to_ask(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()][:12]


def _ids(form: dict[str, str]) -> tuple[str, ...]:
    return tuple(id_ for id_ in form.get("ids", "").split(",") if id_)[:MOST]


def _number(text: str | None) -> int | None:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 4 else None
