"""Try a question: what is found for it, and what a guest would be told. Nothing of it is kept.

The product's own path: read, search, models behind the guard, reply. No conversation is made and no
lead; only what a model cost is noted.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import uuid4

from sanic import Blueprint, HTTPResponse, Request

from appliance import answering, codec, spool
from appliance.app import Appliance
from appliance.desk import Staff
from appliance.engine import conversation
from appliance.engine.facts import Fact, UsageFact
from appliance.engine.message import Inbound, Outgoing, Passage
from appliance.engine.state import Conversation
from appliance.engine.text import Language
from appliance.engine.turns import Answered, Plan
from appliance.knowledge.search import ANSWERS
from appliance.web.auth import staff_only
from appliance.web.context import here
from appliance.web.crew import in_crew
from appliance.web.dashboard.forms import fields
from appliance.web.dashboard.frame import draw_page
from appliance.web.dashboard.menu import MONEY
from appliance.web.schemas import written

pages = Blueprint("trial")

LONGEST = 1000
BOTH: tuple[Language, ...] = ("en", "ms")


@dataclass(frozen=True, slots=True)
class Reply:
    """What a guest of one language would be told, and how it came about."""

    language: Language
    text: str
    answered: Answered | None  # None where the reply is one of the fixed ones
    handoff: bool

    @property
    def held(self) -> list[tuple[str, str]]:
        """What the guard kept back: the kind of claim, and the words."""
        found = self.answered
        return list(zip(found.violations, found.held, strict=False)) if found else []


@dataclass(frozen=True, slots=True)
class Trial:
    read_as: Language
    passages: tuple[Passage, ...]
    replies: tuple[Reply, ...]


@pages.get("/dashboard/knowledge/try")
@staff_only(*MONEY)
async def page(request: Request, who: Staff) -> HTTPResponse:
    return await draw(request, who, "", None)


@pages.post("/dashboard/knowledge/try")
@staff_only(*MONEY)
async def ask(request: Request, who: Staff) -> HTTPResponse:
    question = str(written(fields(request).get("question") or "")).strip()[:LONGEST]
    if not question:
        return await draw(request, who, "", None)
    tried = await in_crew(attempt, here(request).appliance, question)
    here(request).appliance.nudge_flush()
    return await draw(request, who, question, tried)


async def draw(request: Request, who: Staff, question: str, tried: Trial | None) -> HTTPResponse:
    values: dict[str, Any] = {"question": question, "tried": tried, "enough": ANSWERS}
    return await draw_page(request, who, "trial", values, section="knowledge")


def attempt(app: Appliance, question: str) -> Trial:
    """As a guest nobody knows would be answered now, in the language read and in the other."""
    now, key = app.now(), f"web:trial-{uuid4().hex}"
    nobody = Conversation(app.conversation_id(key), key, language=app.hotel.language)
    message = Inbound(f"{key}:1", "web", key.partition(":")[2], question, now)
    impression = app.reader.read(question)
    step = conversation.begin(nobody, [message], app.hotel, now, impression)
    today = now.astimezone(app.hotel.zone).date()
    found = app.knowledge.search(question, language=step.state.language, today=today)
    if not isinstance(step, Plan):
        language = step.state.language
        fixed = Reply(language, told(step.outgoing), None, step.state.mode == "handoff")
        return Trial(language, found, (fixed,))
    return Trial(step.state.language, found, tuple(reply(app, step, each) for each in BOTH))


def reply(app: Appliance, plan: Plan, language: Language) -> Reply:
    plan = replace(
        plan,
        state=replace(plan.state, language=language),
        understanding=replace(plan.understanding, language=language),
    )
    answered = answering.answer(app, plan)
    done = conversation.finish(plan, answered, app.hotel, app.now())
    record(app, done.facts)
    return Reply(language, told(done.outgoing), answered, done.state.mode == "handoff")


def told(outgoing: Sequence[Outgoing]) -> str:
    return "\n\n".join(o.text for o in outgoing if o.channel == "web")


def record(app: Appliance, facts: Sequence[Fact]) -> None:
    """What the models cost: the bill does not know that nobody was answered."""
    spent = [replace(fact, conversation="") for fact in facts if isinstance(fact, UsageFact)]
    app.spool.record(
        [spool.Fact(fact.id, UsageFact.__name__, codec.dump_fact(fact)) for fact in spent]
    )
