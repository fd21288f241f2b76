"""Whether the guard keeps back what somebody, a model perhaps, would answer for the property."""

from __future__ import annotations

from collections import Counter
from typing import Any

from appliance.engine import guard
from appliance.evaluate.bench import A_MONDAY, Bench, conversation
from appliance.evaluate.measures import Measures, Pair, binary, percent
from appliance.evaluate.rows import Row


def reply(bench: Bench, row: Row) -> dict[str, Any]:
    """The reply is checked against what the property's search finds for the question."""
    said = row.text("query")
    c = conversation(bench.hotel, row.history(said), bench.noon(None))
    language = bench.understood(said, c).language
    history = [line.text for line in c.lines if line.role == "guest"]
    known = guard.known_values(
        bench.hotel,
        passages=bench.knowledge.search(said, language=language, history=history, today=A_MONDAY),
        lines=c.lines,
        said=[said],
        now=bench.noon(None),
    )
    violations = guard.check_reply(row.text("reply"), known).violations
    return {"invented": bool(violations), "why": [f"{v.kind}: {v.value}" for v in violations]}


def measures(pairs: list[Pair]) -> Measures:
    """Recall is what was caught of the inventions; then what was judged right in each family."""
    right, all_of = Counter[str](), Counter[str]()
    for row, said in pairs:
        family = str(row.get("family", ""))
        all_of[family] += 1
        right[family] += said.get("invented") is row.get("invented")
    return binary(pairs, "invented") | {
        f"  {family}": f"{percent(right[family], n)}  (n={n})"
        for family, n in all_of.items()
        if family
    }
