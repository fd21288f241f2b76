"""Codes, entries of the audit trail and alerts as staff read them. Their words are in ui/words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from jinja2 import pass_context
from jinja2.runtime import Context

from appliance.engine import handoff
from appliance.engine.facts import AuditFact
from appliance.store.records import MessageRow

FAULTS = {  # as delivery reports them: what they are called
    "no such address": "address",
    "returned by its server": "returned",
    "its channel is switched off": "off",
}
VALUES = {  # of the details of an audited action: whose words they are
    "status": "lead.",
    "role": "role.",
    "mode": "mode.",
    "kinds": "routes.kind.",
    "when": "routes.when.",
}
MOST = 60  # characters of what is shown of a value
ID = 36  # characters of an id


def named(context: Context, key: str, otherwise: str) -> str:
    """The interface's word; where it has none, what there is to show."""
    try:
        return str(context["t"](key))
    except KeyError:
        return otherwise


@pass_context
def reason(context: Context, code: str) -> str:
    """Why a person was asked for, as alerts say it too."""
    said = handoff.why(code or "asked", context["lang"])
    return said[:1].upper() + said[1:]


@pass_context
def kind(context: Context, code: str) -> str:
    """What a message is that is not words alone."""
    return named(context, f"kind.{code}", code.replace("_", " "))


@pass_context
def variable(context: Context, name: str) -> str:
    """What staff are asked for where a template has a variable of this name."""
    return named(context, f"variable.{name}", name.replace("_", " ").capitalize())


@pass_context
def fault(context: Context, row: MessageRow) -> str:
    """Why a message did not get through: by the vendor's code, else as it was reported."""
    codes = (e.get("code") for e in row.status_meta.get("errors") or () if isinstance(e, dict))
    told = row.status_detail
    known = next((key for said, key in FAULTS.items() if told.startswith(said)), "reported")
    reported = str(context["t"](f"fault.{known}", told)) if told else ""
    return named(context, f"fault.{next(codes, '')}", reported)


@pass_context
def charged(context: Context, row: MessageRow) -> str:
    """What the vendor asks for a message, as staff say it; "" where it has not told."""
    pricing = row.status_meta.get("pricing")
    if not isinstance(pricing, dict) or "billable" not in pricing:
        return ""
    if pricing["billable"]:
        return named(context, f"charge.{pricing.get('category')}", context["t"]("charge.billed"))
    by_advertisement = pricing.get("type") == "free_entry_point"
    return str(context["t"]("charge.advertisement" if by_advertisement else "charge.free"))


# -- alerts


def brief(body: str) -> str:
    """An alert's summary in one line. Its row says why; the conversation has the rest."""
    return " · ".join(filter(None, map(handoff.telling, body.splitlines())))


# -- the audit trail


@pass_context
def did(context: Context, action: str) -> str:
    """What an audited action is called."""
    return named(context, f"did.{action}", action.replace("_", " ").replace(".", ": "))


@pass_context
def about(context: Context, fact: AuditFact, people: Mapping[str, str]) -> str:
    """A colleague by name, a desk and its day, a page; else the kind of thing and its id's end."""
    target, kind_of = fact.target, f"did.{fact.action.partition('.')[0]}"
    if target in people:
        return people[target]
    if title := str(fact.details.get("title") or ""):
        return title[:MOST]
    if len(target) == ID:
        return f"{named(context, kind_of, '')} · {target[-4:]}"
    code, _, day = target.partition(":")
    if found := context["hotel"].desks.get(code):
        return " · ".join(filter(None, (found.name.say(context["lang"]), day)))
    return named(context, f"did.{target}", target[:MOST])


@pass_context
def details(context: Context, fact: AuditFact) -> str:
    """What an entry tells beside its action: "status: Contacted, notes"."""
    return ", ".join(filter(None, (_detail(context, *each) for each in fact.details.items())))


def _detail(context: Context, name: str, value: Any) -> str:
    """What staff make nothing of has no word, and is in the file only."""
    label = named(context, f"detail.{name}", "")
    if not label or value in (None, "", [], 0):
        return ""
    return label if value is True else f"{label}: {_value(context, name, value)}"


def _value(context: Context, name: str, value: Any) -> str:
    if name == "actual_value":
        return str(context.environment.filters["money"](value, context["hotel"].currency))
    parts = value if isinstance(value, list) else [value]
    said = (named(context, f"{VALUES.get(name, '')}{part}", str(part)) for part in parts)
    return ", ".join(said)[:MOST]


FILTERS: dict[str, Callable[..., Any]] = {
    f.__name__: f for f in (reason, kind, variable, fault, charged, brief, did, about, details)
}
