"""The measures, as the evaluation literature defines them. Percentages, but for counts."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Measures = dict[str, str]
Slots = Mapping[str, Any]
Pair = tuple[Mapping[str, Any], Mapping[str, Any]]  # a row and what was predicted for it, {} if not


@dataclass(slots=True)
class Hits:
    """True positives, false positives and false negatives."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    def add(self, *, expected: bool, given: bool, equal: bool = True) -> None:
        right = expected and given and equal
        self.right += right
        self.wrong += given and not right
        self.missed += expected and not right

    def __str__(self) -> str:
        precision = share(self.right, self.right + self.wrong)
        recall = share(self.right, self.right + self.missed)
        return f"P {precision:.1f}  R {recall:.1f}  F1 {self.f1:.1f}"

    @property
    def f1(self) -> float:
        return share(2 * self.right, 2 * self.right + self.wrong + self.missed)


def share(part: float, whole: float) -> float:
    return 100 * part / whole if whole else 0.0


def percent(part: float, whole: int) -> str:
    return f"{share(part, whole):.1f}"


def ranking(pairs: Sequence[tuple[Sequence[object], Sequence[object]]]) -> Measures:
    """Of pairs (gold ids, ranked ids): recall of any gold id, reciprocal rank, recall of all."""
    places = [_place(gold, ranked) for gold, ranked in pairs]
    found: Measures = {
        f"R@{depth}": percent(sum(at < depth for at in places), len(pairs)) for depth in (1, 3, 5)
    }
    found["MRR@5"] = percent(sum(1 / (at + 1) for at in places if at < 5), len(pairs))
    if any(len(gold) > 1 for gold, _ in pairs):
        of_all = sum(len(set(ranked[:10]) & set(gold)) / len(gold) for gold, ranked in pairs)
        found["set recall@10"] = percent(of_all, len(pairs))
    return found


def _place(gold: Sequence[object], ranked: Sequence[object]) -> int:
    return next((at for at, each in enumerate(ranked) if each in gold), len(ranked) + 10)


def binary(pairs: Sequence[Pair], name: str) -> Measures:
    """A missing prediction counts as wrong; a row without gold is not counted."""
    hits, right, plain = Hits(), 0, Counter[bool]()
    by_language: dict[str, Hits] = {}
    judged = [(row, said) for row, said in pairs if row.get(name) is not None]
    for row, said in judged:
        expected = bool(row[name])
        given = bool(said[name]) if name in said else not expected
        for count in (hits, by_language.setdefault(str(row.get("lang", "")), Hits())):
            count.add(expected=expected, given=given)
        right += expected == given
        plain[expected] += 1
    return {
        "F1": f"{hits.f1:.1f}",
        "precision": percent(hits.right, hits.right + hits.wrong),
        "recall": percent(hits.right, hits.right + hits.missed),
        "false alarms": percent(hits.wrong, plain[False]),
        "accuracy": percent(right, len(judged)),
        "n": str(len(judged)),
        **{f"  {language}": str(count) for language, count in by_language.items() if language},
    }


def labels(pairs: Sequence[Pair], name: str) -> Measures:
    """Accuracy, over all and for each label; `<name>_ok` lists labels that are as good."""
    seen: Counter[str] = Counter()
    right: Counter[str] = Counter()
    mistaken: Counter[str] = Counter()
    for row, said in pairs:
        as_good = row.get(f"{name}_ok")
        accepted = as_good if isinstance(as_good, list) else []
        accepted = accepted or ([] if row.get(name) is None else [row[name]])
        if not accepted:
            continue
        gold, given = str(row.get(name) or accepted[0]), said.get(name)
        if register := row.get("register"):
            gold = f"{gold} {register}"
        seen[gold] += 1
        right[gold] += given in accepted
        if given not in accepted:
            mistaken[f"{gold} taken for {given}"] += 1
    total = seen.total()
    return {
        "accuracy": percent(right.total(), total),
        "n": str(total),
        **{f"  {gold}": f"{percent(right[gold], n)}  (n={n})" for gold, n in seen.items()},
        **{f"  {what}": str(n) for what, n in mistaken.most_common(5)},
    }


def slots(pairs: Sequence[tuple[Slots, Slots, Slots]]) -> Measures:
    """Of (gold, given, other values as good): micro F1, exact items, and each slot."""
    by_slot: dict[str, Hits] = {}
    exact = 0
    for gold, given, others in pairs:
        wrong = 0
        for name in sorted(gold.keys() | given.keys()):
            right = _equal(name, gold, given, others)
            if right and name not in gold:
                continue
            hits = by_slot.setdefault(name, Hits())
            hits.add(expected=name in gold, given=name in given, equal=right)
            wrong += not right
        exact += not wrong
    micro = Hits(*(sum(getattr(h, part) for h in by_slot.values()) for part in Hits.__slots__))
    return {
        "micro": str(micro),
        "exact items": percent(exact, len(pairs)),
        "n": str(len(pairs)),
        **{f"  {name}": str(hits) for name, hits in sorted(by_slot.items())},
    }


def _equal(name: str, gold: Slots, given: Slots, others: Slots) -> bool:
    if name not in given:
        return False
    accepted = [*([gold[name]] if name in gold else []), *others.get(name, ())]
    return normal(given[name]) in map(normal, accepted)


def states(pairs: Sequence[tuple[Sequence[Slots], Sequence[Slots]]]) -> Measures:
    """Joint goal accuracy of (gold, given) states per turn: all slots of a turn right, or not."""
    turns = right = 0
    by_slot: dict[str, Hits] = {}
    for gold_turns, given_turns in pairs:
        padded = [*given_turns, *({} for _ in gold_turns[len(given_turns) :])]
        for gold, given in zip(gold_turns, padded, strict=False):
            turns += 1
            right += _normal_slots(gold) == _normal_slots(given)
            for name in gold.keys() | given.keys():
                equal = normal(gold.get(name)) == normal(given.get(name))
                hits = by_slot.setdefault(name, Hits())
                hits.add(expected=name in gold, given=name in given, equal=equal)
    return {
        "joint goal accuracy": percent(right, turns),
        "turns": str(turns),
        **{f"  {name}": str(hits) for name, hits in sorted(by_slot.items())},
    }


def _normal_slots(slots: Slots) -> dict[str, str]:
    return {name: normal(value) for name, value in slots.items()}


def normal(value: Any) -> str:
    """A slot's value as it is compared: {"value"}, {"canonical"} or {"text"} where it is one."""
    if isinstance(value, dict):
        value = next(
            (value[key] for key in ("value", "canonical", "text") if value.get(key) is not None),
            None,
        )
    if isinstance(value, dict):
        value = json.dumps(value, sort_keys=True)
    return re.sub(r"\s+", " ", str(value)).strip().lower()
