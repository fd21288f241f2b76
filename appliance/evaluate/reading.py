"""What the product understands of single messages, in the words of each data set."""

from __future__ import annotations

from typing import Any

from appliance.engine.conversation import begin
from appliance.engine.dates import one_date
from appliance.engine.state import Conversation
from appliance.engine.turns import Plan, Turn
from appliance.evaluate.bench import Bench, conversation, message
from appliance.evaluate.rows import Row

SCOPES = {"chitchat": "general_chitchat", "question": "out_of_scope"}  # as the data calls them
DEPARTURES = frozenset({"check_out_date", "date_to"})


def before(bench: Bench, row: Row, said: str) -> Conversation:
    return conversation(bench.hotel, row.history(said), bench.noon(None))


def knowledge_seeking(bench: Bench, row: Row) -> dict[str, Any]:
    """Whether the message asks what a hotel's knowledge may hold."""
    said = row.text("query", "text")
    return {"knowledge_seeking": bench.understood(said, before(bench, row, said)).seeks_knowledge}


def begun(bench: Bench, c: Conversation, said: str) -> Plan | Turn:
    """The turn as far as it needs no search and no model."""
    now = bench.noon(None)
    return begin(c, [message(said, now)], bench.hotel, now, bench.reader.read(said))


def handoff(bench: Bench, row: Row) -> dict[str, Any]:
    """Whether a person is called for; with a model, the model may call one too. A booking to be
    changed goes to staff as well (L14), but that asks for no person. Where the file says "handoff",
    an intent of NLU++, it is whether the guest asks for one: complaints are another column there.
    """
    said = row.text("text", "query")
    earlier = before(bench, row, said)
    taken: Plan | Turn = begun(bench, earlier, said)
    if bench.ladder.rungs:
        taken = bench.take(bench.appliance(bench.hotel, bench.knowledge), earlier, said)
    c, name = taken.state, _named(row, "should_handoff", "handoff")
    reason = c.handoff_reason if c.mode == "handoff" else ""
    called = reason == "asked" if name == "handoff" else reason not in ("", "existing_booking")
    return {name: called}


def language(bench: Bench, row: Row) -> dict[str, Any]:
    said = row.text("text")
    u = bench.understood(said, before(bench, row, said))
    return {_named(row, "lang", "language"): u.other_language or u.language}


def intent(bench: Bench, row: Row) -> dict[str, Any]:
    said = row.text("text", "user", "query")
    u = bench.understood(said, before(bench, row, said), row.day("reference_date"))
    return {_named(row, "mapped_intent", "intent"): u.intent}


def scope(bench: Bench, row: Row) -> dict[str, Any]:
    said = row.text("text")
    scope = bench.understood(said, before(bench, row, said)).scope
    return {"label": SCOPES.get(scope, scope)}


def injection(bench: Bench, row: Row) -> dict[str, Any]:
    said = row.text("text")
    return {"label": bench.understood(said, before(bench, row, said)).injection}


def date(bench: Bench, row: Row) -> dict[str, Any]:
    """The day the row's phrase names, and what the whole message is understood to say."""
    phrase, whole = row.text("text"), row.text("utterance", "text")
    today = bench.noon(row.day("reference", "reference_date"))
    asked = Conversation("eval", "eval:guest", intent="room_booking", awaiting="dates")
    stay = bench.understood(whole, asked, today.date()).stay
    day = stay.check_out if row.body.get("slot") in DEPARTURES else stay.check_in
    named = one_date(phrase, today.date())
    return {"iso": named and named.isoformat(), "stored": day and day.isoformat()}


def _named(row: Row, *names: str) -> str:
    """What the data set calls it; the first of `names` where it has no gold."""
    return next((name for name in names if name in row.body), names[0])
