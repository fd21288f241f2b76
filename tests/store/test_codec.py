from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from appliance import codec
from appliance.engine.facts import Fact, MessageFact
from appliance.engine.message import Inbound, Outgoing
from appliance.engine.state import Conversation

JSON = st.dictionaries(
    st.text(max_size=5), st.none() | st.booleans() | st.integers() | st.text(max_size=5), max_size=3
)
st.register_type_strategy(datetime, st.datetimes(timezones=st.just(UTC)))
st.register_type_strategy(float, st.floats(0, 1e6))
st.register_type_strategy(Decimal, st.decimals(0, 10**6, places=2))
st.register_type_strategy(Outgoing, st.builds(Outgoing, meta=JSON))  # drafts inside a conversation
relaxed = settings(suppress_health_check=list(HealthCheck), deadline=None, max_examples=25)


def values(kind: Any) -> st.SearchStrategy[Any]:
    """Values of `kind` that JSON can hold: finite numbers, and plain JSON where anything goes."""
    with_json = {name: JSON for name in ("meta", "details") if name in kind.__slots__}
    return st.builds(kind, **with_json)


@pytest.mark.parametrize("kind", [Conversation, Inbound, Outgoing, *codec.FACTS.values()])
def test_every_value_that_outlives_the_process_round_trips(kind):
    @relaxed
    @given(values(kind))
    def round_trips(value):
        assert codec.load(kind, codec.dump(value)) == value

    round_trips()


@relaxed
@given(st.sampled_from(list(codec.FACTS.values())).flatmap(values))
def test_a_fact_comes_back_as_its_own_kind(fact: Fact):
    again = codec.load_fact(codec.dump_fact(fact))
    assert again == fact
    assert type(again) is type(fact)


def test_a_field_added_later_reads_old_text():
    old = '{"id": "a", "key": "web:1", "a_field_of_long_ago": 1}'
    assert codec.load(Conversation, old) == Conversation("a", "web:1")


def test_lone_surrogates_do_not_stop_a_message():
    fact = MessageFact("a", "b", "guest", "half \ud83d", datetime(2026, 1, 1, tzinfo=UTC))
    assert codec.load(MessageFact, codec.dump(fact)).text == "half \ufffd"


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"Nothing": {}}', '{"GapFact": {"id": 1}}'])
def test_what_is_no_fact_is_refused(text):
    with pytest.raises(ValueError, match=r"."):
        codec.load_fact(text)
