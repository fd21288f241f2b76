"""Things no reply may assert, whatever the numbers: a room is free, it is booked, a price is cut.

A rule (rules.py) is phrases that assert and what takes an assertion back when it stands in front of
it or within it: a negation, a condition, the need to check first. A clause is judged by itself, so
"I can't see every rate, but we have a room for you" asserts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from appliance.engine.guard.known import Known
from appliance.engine.guard.rules import CLAUSE, DATED, POLITE, QUESTION, RULES, TERMS, Rule


def asserted(sentence: str, known: Known) -> Iterator[tuple[str, str]]:
    """Kind and words of every forbidden assertion in `sentence`."""
    asking = sentence.rstrip().endswith("?")
    for clause in CLAUSE.split(sentence):
        if not (asking and QUESTION.match(clause)):
            yield from asserted_in(clause, known)


def asserted_in(clause: str, known: Known) -> Iterator[tuple[str, str]]:
    for rule in RULES:
        match = rule.asserts.search(clause)
        if match and not excused(rule, clause, match) and not stated(rule, clause, match, known):
            yield rule.kind, match.group().strip()


def excused(rule: Rule, clause: str, match: re.Match[str]) -> bool:
    """Whether what stands before the assertion, or in it, takes it back."""
    said = POLITE.sub("", clause[: match.end()])
    if any(pattern.search(said) for pattern in rule.excused_by):
        return True
    return bool(TERMS.match(clause, match.end()))


def stated(rule: Rule, clause: str, match: re.Match[str], known: Known) -> bool:
    """Whether the hotel says so itself, and of no particular night."""
    if rule.kind == "availability" and DATED.search(clause):
        return False
    return match.group().strip(" .!").lower() in known.text
