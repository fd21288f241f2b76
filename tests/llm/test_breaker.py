from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from appliance.llm.breaker import Breaker, BreakerRules

RULES = BreakerRules(failures=3, open_for=10, longest=60)


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def made() -> tuple[Breaker, Clock]:
    clock = Clock()
    return Breaker(RULES, clock), clock


def test_opens_only_after_failures_in_a_row():
    breaker, _ = made()
    breaker.failed()
    breaker.failed()
    breaker.succeeded()
    breaker.failed()
    breaker.failed()
    assert breaker.state() == "closed"
    breaker.failed()
    assert breaker.state() == "open"
    assert not breaker.lets_through()


def test_half_open_lets_one_through_at_a_time():
    breaker, clock = made()
    breaker.failed(at_once=True)
    clock.now = 10
    assert breaker.state() == "half_open"
    assert breaker.lets_through()
    assert not breaker.lets_through()
    breaker.released()
    assert breaker.lets_through()
    breaker.succeeded()
    assert breaker.state() == "closed"


def test_every_failed_try_doubles_the_time_up_to_the_longest():
    breaker, clock = made()
    breaker.failed(at_once=True)
    for wait in (10, 20, 40, 60, 60):
        clock.now += wait - 1
        assert not breaker.lets_through()
        clock.now += 1
        assert breaker.lets_through()
        breaker.failed()


def test_a_late_failure_does_not_shorten_the_time_asked_for():
    breaker, clock = made()
    breaker.failed(retry_after=50)
    breaker.failed(retry_after=5)
    clock.now = 49
    assert breaker.state() == "open"


@given(st.lists(st.sampled_from(["ok", "fail", "retry", "release", "wait", "ask"]), max_size=60))
def test_it_never_stays_shut_for_longer_than_the_longest(events):
    breaker, clock = made()
    for event in events:
        match event:
            case "ok":
                breaker.succeeded()
            case "fail":
                breaker.failed()
            case "retry":
                breaker.failed(retry_after=3600)
            case "release":
                breaker.released()
            case "wait":
                clock.now += 7
            case "ask":
                if breaker.lets_through():
                    breaker.released()
    breaker.released()
    clock.now += RULES.longest
    assert breaker.lets_through()
