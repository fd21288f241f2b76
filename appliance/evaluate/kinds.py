"""What can be measured, by name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from appliance.evaluate import details, dialogues, mail, reading, replies
from appliance.evaluate.bench import Bench
from appliance.evaluate.measures import Measures, Pair, binary, labels, percent
from appliance.evaluate.rows import Row


@dataclass(frozen=True, slots=True)
class Kind:
    """`predict` gives a row's prediction without its id; `measure` judges all of them."""

    help: str
    rows: str  # what a line of the file holds
    writes: str  # what a line of the predictions holds
    predict: Callable[[Bench, Row], dict[str, Any]]
    measure: Callable[[list[Pair]], Measures]
    asks_models: bool = False


def of_name(*names: str) -> Callable[[Callable[[list[Pair], str], Measures]], Any]:
    """A measure of the first of `names` that the rows have."""

    def measured(measure: Callable[[list[Pair], str], Measures]) -> Callable[..., Measures]:
        def judge(pairs: list[Pair]) -> Measures:
            present = (name for row, _ in pairs for name in names if name in row)
            return measure(pairs, next(present, names[0]))

        return judge

    return measured


def day_measures(pairs: list[Pair]) -> Measures:
    """By source: the phrase alone to a day, and the day stored from the whole message."""
    found: dict[str, Counter[str]] = {}
    for row, said in pairs:
        if days := gold_days(row):
            count = found.setdefault(str(row.get("source", "all")), Counter())
            count["n"] += 1
            count["phrase"] += said.get("iso") in days
            count["stored"] += said.get("stored") in days
    return {
        source: f"{percent(n['phrase'], n['n'])}  (n={n['n']}; "
        f"stored from the whole message {percent(n['stored'], n['n'])})"
        for source, n in found.items()
    }


def gold_days(row: Mapping[str, Any]) -> list[str]:
    if "iso" in row:
        return [str(row["iso"])]
    if row.get("hotel_relevant") is False:
        return []
    match row.get("expected"):
        case [{"type": "date", **named}, *_]:
            return [str(named[name]) for name in ("date", "past") if name in named]
    return []


KINDS: dict[str, Kind] = {
    "knowledge-seeking": Kind(
        "whether a message needs the hotel's knowledge",
        '{"id", "query", "prev_system"?, "knowledge_seeking"?: bool}',
        '{"id", "knowledge_seeking": bool}',
        reading.knowledge_seeking,
        of_name("knowledge_seeking")(binary),
    ),
    "handoff": Kind(
        "whether a message calls for a person, or asks for one",
        '{"id", "text", "should_handoff"?: bool, it calls for one, or "handoff"?: bool, it asks}',
        '{"id", "should_handoff" or "handoff", as the file has it: bool}',
        reading.handoff,
        of_name("should_handoff", "handoff")(binary),
        asks_models=True,
    ),
    "language": Kind(
        "the language of a message",
        '{"id", "text", "lang"? or "language"?: "en", "ms", "zh" …}',
        '{"id", "lang" or "language", as the file has it: "en", "ms", "zh" …}',
        reading.language,
        of_name("lang", "language")(labels),
    ),
    "dates": Kind(
        "a phrase naming a day, to that day",
        '{"id", "text": the phrase, "utterance"?, "slot"?, "reference": a date, "iso"?}',
        '{"id", "iso": date or null, "stored": the arrival or departure stored from the message}',
        reading.date,
        day_measures,
    ),
    "slots": Kind(
        "what one message says of the stay and the guest",
        '{"id", "user" or "text", "history"? or "prev_system"?, "reference_date"?,'
        ' "informed"? or "slots"? or "lead"?: {name: value}}',
        '{"id", "slots": {name: value}}, named as the file names them',
        details.slots,
        details.measures,
    ),
    "dialogues": Kind(
        "where the booking stands after every turn of a dialogue",
        '{"id", "turns": [{"user", "system", "hotel_state"?: {name: value}}]}',
        '{"id", "states": [{name: value}, one a turn]}',
        dialogues.dialogue,
        dialogues.measures,
        asks_models=True,
    ),
    "scope": Kind(
        "whether a message is of a room, a table, small talk or nothing of ours",
        '{"id", "text", "label"?: room_booking, fb_inquiry, general_chitchat or out_of_scope}',
        '{"id", "label"}',
        reading.scope,
        of_name("label")(labels),
    ),
    "intent": Kind(
        "which desk a message is for",
        '{"id", "text", "mapped_intent"? or "intent"?}',
        '{"id", "mapped_intent" or "intent", as the file has it}',
        reading.intent,
        of_name("mapped_intent", "intent")(labels),
    ),
    "injection": Kind(
        "whether a message tries to steer the assistant",
        '{"id", "text", "label"?: 0 or 1}',
        '{"id", "label": bool}',
        reading.injection,
        of_name("label")(binary),
    ),
    "email": Kind(
        "what is new in a mail, whether a machine writes, and mail made to break programs",
        '{"id", "body", "content_type"?, "is_full_eml"?: bool, "expected_exact"?, "must_contain"?,'
        ' "must_not_contain"?}, or\n  {"id", "eml", "label"?: normal, auto_reply, bounce or'
        ' feedback_report}, or\n  {"id", "eml_base64"}',
        '{"id", "reply"}, {"id", "label"}, or {"id", "subject", "text": length, "files": count}',
        mail.mail,
        mail.measures,
    ),
    "guard": Kind(
        "whether a reply that says what the hotel does not is kept back",
        '{"id", "query", "reply", "history"?, "invented"?: bool, "family"?}',
        '{"id", "invented": bool, "why": [kind and words kept back]}',
        replies.reply,
        replies.measures,
    ),
}
