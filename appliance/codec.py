"""Values to JSON and back, for whatever must outlive the process.

A field added with a default reads old text; a field taken away is ignored in it. What stands in
`dict[str, Any]` comes back as JSON has it: tuples as lists, decimals and dates as strings.
"""

from __future__ import annotations

import json
from typing import Any, TypeVar, get_args

from pydantic import TypeAdapter
from pydantic_core import PydanticSerializationError

from appliance.engine.facts import Fact

T = TypeVar("T")
FACTS: dict[str, type[Any]] = {kind.__name__: kind for kind in get_args(Fact)}
_adapters: dict[type[Any], TypeAdapter[Any]] = {}  # building one takes milliseconds


def dump(value: object) -> str:
    """`value`, a dataclass, as JSON. Lone surrogates, which no file can hold, become U+FFFD."""
    adapter = _adapter(type(value))
    try:
        return adapter.dump_json(value).decode()
    except PydanticSerializationError:
        return _whole(json.dumps(adapter.dump_python(value, mode="json"), ensure_ascii=False))


def load(cls: type[T], text: str) -> T:
    """The value `dump` wrote; raises ValueError where `text` is not a `cls`."""
    found: T = _adapter(cls).validate_json(text)
    return found


def dump_fact(fact: Fact) -> str:
    """A fact with its kind: `{"LeadFact": {…}}`."""
    return f'{{"{type(fact).__name__}":{dump(fact)}}}'


def load_fact(text: str) -> Fact:
    """The fact `dump_fact` wrote; raises ValueError for anything else."""
    tagged = json.loads(text)
    if not isinstance(tagged, dict) or len(tagged) != 1:
        raise ValueError("not a fact")
    [(name, body)] = tagged.items()
    if name not in FACTS:
        raise ValueError(f"no such kind of fact: {name}")
    fact: Fact = _adapter(FACTS[name]).validate_python(body)
    return fact


def warm() -> None:
    """Build what facts are written with now, rather than on fifty threads at the first guests."""
    for kind in FACTS.values():
        _adapter(kind)


def _adapter(kind: type[Any]) -> TypeAdapter[Any]:
    if kind not in _adapters:
        _adapters[kind] = TypeAdapter(kind)
    return _adapters[kind]


def _whole(text: str) -> str:
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
