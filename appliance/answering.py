"""What a guest's question is answered: by the models behind the guard, else in the hotel's words.

Nothing here is remembered or sent; `turn` does both.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import partial

from appliance import feed, incident, logs
from appliance.app import Appliance
from appliance.engine import grounded, guard, prompt, reply, talk
from appliance.engine.asking import says_back
from appliance.engine.completion import Attempt, Completion
from appliance.engine.hotel import Hotel
from appliance.engine.message import Passage
from appliance.engine.turns import Answered, Plan
from appliance.hub import Event
from appliance.knowledge.search import Knowledge
from appliance.llm.ladder import AllFailed

log = logs.get(__name__)


def answer(app: Appliance, plan: Plan) -> Answered:
    """From the models behind the guard, else from the hotel's own knowledge alone."""
    plan, passages = look_up(app.knowledge, plan, app.now().astimezone(app.hotel.zone).date())
    if plan.understanding.strays and not passages:
        return Answered("")  # no model is asked about the world at large
    try:
        answered = ask(app, plan, passages)
        return answered if stands(answered) else instead(plan, passages, app.hotel, answered)
    except AllFailed as failed:
        if failed.attempts:
            log.warning("no model answered", outcomes=[a.outcome for a in failed.attempts])
        return from_knowledge(plan, passages, app.hotel, failed.attempts)


def look_up(knowledge: Knowledge, plan: Plan, today: date) -> tuple[Plan, tuple[Passage, ...]]:
    """What the hotel's knowledge has on the plan's question, and the plan with that reading of it
    which finds more: by itself, or as one about what is spoken of."""
    if not plan.question:
        return plan, ()
    search = partial(knowledge.search, language=plan.state.language, today=today)
    found = search(plan.asked)
    if any(talk.elsewhere(plan.question, about, found) for about, _ in plan.within[:1]):
        found = ()
    for about, asked in plan.within:
        if talk.settled(plan.question, found):
            break
        inside = search(asked)
        if talk.belongs(plan.question, about, found, inside):
            plan, found = replace(plan, asked=asked), inside
    return plan, reply.sure(plan, found)


def stands(answered: Answered) -> bool:
    """Whether a model answered, or called a person, and the guard kept nothing back."""
    return not answered.violations and (answered.found or answered.handoff)


def instead(
    plan: Plan, passages: tuple[Passage, ...], hotel: Hotel, answered: Answered
) -> Answered:
    """The hotel's own words for what is left of a reply the guard kept back from, or where a model
    overlooks what surely answers."""
    own = from_knowledge(plan, passages, hotel, answered.attempts)
    own = replace(own, handoff=answered.handoff, violations=answered.violations, held=answered.held)
    if answered.violations:
        return own if own.found or plan.question or not answered.text else answered
    return own if own.confidence >= reply.SURE or not answered.text else answered


def from_knowledge(
    plan: Plan, passages: tuple[Passage, ...], hotel: Hotel, attempts: tuple[Attempt, ...] = ()
) -> Answered:
    """The answer that needs no model."""
    usable = reply.relevant(plan, passages)
    before = plan.before.told if plan.before else ()
    found = grounded.answer(
        plan.question, plan.understanding, usable, hotel, meant=plan.asked, told=before
    )
    return Answered(
        text=found.text,
        sources=found.sources,
        confidence=found.confidence,
        found=found.found,
        asked=plan.asked,
        attempts=attempts,
    )


def ask(app: Appliance, plan: Plan, passages: tuple[Passage, ...]) -> Answered:
    """A model's answer, every sentence checked before anybody sees it. Raises AllFailed."""
    c, now = plan.state, app.now()
    if not app.ladder.rungs:
        raise AllFailed(())
    today = now.astimezone(app.hotel.zone).date()
    if not app.budget.take(c.key, today):
        log.warning("the day's budget for models is spent", guest=c.id)
        if app.budget.ran_out(today):
            incident.budget_spent(app)
        raise AllFailed(())
    request = prompt.build(
        c,
        plan.messages,
        plan.understanding,
        passages,
        plan.quotes,
        (),
        app.hotel,
        now,
        ask=plan.ask,
    )
    known = guard.known_values(
        app.hotel,
        passages=passages,
        quotes=plan.quotes,
        lines=c.lines,
        said=[m.text for m in plan.messages],
        stay=c.stay,
        now=now,
    )
    gate = guard.SentenceGate(known, lambda text: show(app, plan, text))
    completion = app.ladder.ask(request, gate)
    return vetted(completion, gate.close(), passages, plan)


def show(app: Appliance, plan: Plan, text: str) -> None:
    """What is checked so far appears on the guest's page, unless staff have acted meanwhile."""
    c = plan.state
    if app.hotel.mode == "draft":
        return  # nobody has checked it
    if app.channel(c.channel).streams and app.spool.revision(c.key) < c.revision:
        body = {"reply_to": plan.messages[-1].id, "text": text}
        app.hub.publish(feed.guest_topic(c.id), Event("partial", body))


def vetted(
    completion: Completion, checked: guard.Checked, passages: tuple[Passage, ...], plan: Plan
) -> Answered:
    """Confidence is that of the best passage the model says it used, never its own word (A23). A
    model that gives the question back has said nothing."""
    text = "" if plan.question and says_back(checked.text, plan.question) else checked.text
    kinds = tuple(violation.kind for violation in checked.violations)
    if kinds:
        log.warning("guard kept back", kinds=kinds)
    used = [p for p in passages if p.id in completion.sources]
    return Answered(
        text=text,
        sources=tuple(p.id for p in used),
        confidence=max((p.score for p in used), default=0.0),
        found=completion.answered and bool(text),
        handoff=completion.handoff,
        asked=plan.asked,
        provider=completion.provider,
        model=completion.model,
        attempts=completion.attempts,
        violations=kinds,
        held=tuple(violation.value for violation in checked.violations),
    )
