"""Several providers asked as one."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from appliance.llm.breaker import BreakerRules
from appliance.llm.ladder import AllFailed, Ladder
from tests.llm import provider_server as wire
from tests.llm.listening import PROMPT, Ear, provider

SOON = 0.05  # seconds until the hedge


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def ladder_of(server, second):
    made = []

    def make(**settings) -> Ladder:
        pair = [provider("openai", server), provider("anthropic", second)]
        made.append(Ladder(pair, **{"hedge_after": 60.0} | settings))
        return made[-1]

    yield make
    for ladder in made:
        ladder.close()


def said(completion) -> list[tuple[str, str]]:
    return [(attempt.provider, attempt.outcome) for attempt in completion.attempts]


def test_the_first_provider_answers_alone(ladder_of, server, second):
    server.script(wire.ok("From the first."))
    completion = ladder_of().ask(PROMPT, Ear())
    assert completion.reply == "From the first."
    assert said(completion) == [("openai", "ok")]
    assert second.requests == []


@pytest.mark.parametrize(
    "behaviour", [wire.rate_limited(3600), wire.failing(500), wire.page(), wire.refusing()]
)
def test_a18_a_failure_is_answered_by_the_next_at_once(behaviour, ladder_of, server, second):
    server.script(behaviour)
    second.script(wire.ok("From the second."))
    completion = ladder_of().ask(PROMPT, Ear())
    assert (completion.provider, completion.reply) == ("anthropic", "From the second.")
    assert len(completion.attempts) == 2


def test_x14_what_was_streamed_is_forgotten_before_the_next_speaks(ladder_of, server, second):
    server.script(wire.cut("The pool is open until ten."))
    second.script(wire.ok("Until 10 pm."))
    ear = Ear()
    completion = ladder_of().ask(PROMPT, ear)
    before, after = ear.all.split("⟲")
    assert "The pool is open until ten.".startswith(before)
    assert before
    assert after == completion.reply == "Until 10 pm."


def test_a18_both_down(ladder_of, server, second):
    server.script(wire.failing(500))
    second.script(wire.overloaded())
    with pytest.raises(AllFailed) as failed:
        ladder_of().ask(PROMPT, Ear())
    assert said(failed.value) == [("openai", "server_error"), ("anthropic", "overloaded")]


def test_no_provider_at_all():
    with pytest.raises(AllFailed) as failed:
        Ladder(()).ask(PROMPT, Ear())
    assert failed.value.attempts == ()


def test_a18_hedged_and_the_late_answer_is_discarded(ladder_of, server, second):
    late = server.event()
    server.script(wire.slow_first(late, "From the first, late."))
    second.script(wire.ok("From the second."))
    ear = Ear()
    completion = ladder_of(hedge_after=SOON).ask(PROMPT, ear)
    assert completion.reply == ear.all == "From the second."
    assert said(completion) == [("openai", "slow"), ("anthropic", "ok")]
    late.set()
    assert server.finished.acquire(timeout=10)
    assert ear.all == "From the second."


def test_a18_the_late_answer_arrives_while_the_other_speaks(ladder_of, server, second):
    late, rest = server.event(), second.event()
    server.script(wire.slow_first(late, "From the first, late."))
    second.script(wire.pausing(rest, reply="One. Two. Three."))

    class Releases(Ear):
        def text(self, delta: str) -> None:
            super().text(delta)
            if not late.is_set():
                late.set()
                server.finished.acquire(timeout=10)
                rest.set()

    ear = Releases()
    completion = ladder_of(hedge_after=SOON).ask(PROMPT, ear)
    assert ear.all == completion.reply == "One. Two. Three."


def test_the_hedge_is_dropped_when_the_first_speaks_first(ladder_of, server, second):
    go = server.event()

    def hedged(request: wire.Request) -> wire.Behaviour:
        go.set()
        return wire.hanging(second.event())

    server.script(wire.slow_first(go, "From the first."))
    second.script(hedged)
    completion = ladder_of(hedge_after=SOON).ask(PROMPT, Ear())
    assert completion.reply == "From the first."
    assert sorted(said(completion)) == [("anthropic", "abandoned"), ("openai", "ok")]


def test_a_first_provider_already_speaking_is_not_hedged(ladder_of, server, second):
    rest = server.event()
    server.script(wire.pausing(rest, reply="One. Two. Three."))
    timer = threading.Timer(1.5, rest.set)
    timer.start()
    completion = ladder_of(hedge_after=1.0).ask(PROMPT, Ear())  # it speaks well before
    timer.join()
    assert said(completion)[-1] == ("openai", "ok")


def test_who_was_dropped_is_asked_again_when_the_speaker_fails(ladder_of, server, second):
    server.script(wire.slow_first(server.event()), wire.ok("Second try of the first."))
    second.script(wire.cut("Half a"))
    ear = Ear()
    completion = ladder_of(hedge_after=SOON).ask(PROMPT, ear)
    assert completion.reply == "Second try of the first."
    assert said(completion) == [("openai", "slow"), ("anthropic", "cut"), ("openai", "ok")]
    assert ear.all.endswith("⟲Second try of the first.")


def test_a18_the_deadline_holds_whatever_hangs(ladder_of, server, second):
    server.script(wire.hanging(server.event()))
    second.script(wire.hanging(second.event()))
    with pytest.raises(AllFailed) as failed:
        ladder_of(hedge_after=SOON, deadline=1.0).ask(PROMPT, Ear())
    assert said(failed.value) == [("openai", "timeout"), ("anthropic", "timeout")]


def test_the_breaker_opens_after_failures_and_tries_again(ladder_of, server, second):
    clock = Clock()
    ladder = ladder_of(clock=clock, breaker=BreakerRules(failures=2, open_for=30))
    server.script(wire.failing(500), wire.failing(500), wire.failing(500), wire.ok("Back."))
    for _ in range(2):
        assert ladder.ask(PROMPT, Ear()).provider == "anthropic"
    assert ladder.states() == {"openai/openai-model": "open", "anthropic/anthropic-model": "closed"}
    assert said(ladder.ask(PROMPT, Ear())) == [("openai", "skipped"), ("anthropic", "ok")]
    assert len(server.requests) == 2

    clock.now += 31  # half open: one try, which fails and doubles the time
    assert said(ladder.ask(PROMPT, Ear()))[0] == ("openai", "server_error")
    clock.now += 31
    assert said(ladder.ask(PROMPT, Ear()))[0] == ("openai", "skipped")
    clock.now += 31
    assert ladder.ask(PROMPT, Ear()).reply == "Back."
    assert ladder.states()["openai/openai-model"] == "closed"


@pytest.mark.parametrize(("asked", "waits"), [(12, 12), (3600, 300)])
def test_retry_after_keeps_a_provider_alone_for_that_long(asked, waits, ladder_of, server, second):
    clock = Clock()
    ladder = ladder_of(clock=clock, breaker=BreakerRules(longest=300))
    server.script(wire.rate_limited(asked))
    ladder.ask(PROMPT, Ear())
    clock.now += waits - 1
    assert ladder.ask(PROMPT, Ear()).provider == "anthropic"
    clock.now += 2
    assert ladder.ask(PROMPT, Ear()).provider == "openai"


def test_a_wrong_key_is_not_tried_with_every_message(ladder_of, server, second):
    server.script(wire.failing(401, "authentication_error"))
    ladder = ladder_of(clock=Clock())
    ladder.ask(PROMPT, Ear())
    assert said(ladder.ask(PROMPT, Ear()))[0] == ("openai", "skipped")


def test_a_refusal_is_no_reason_to_open_the_breaker(ladder_of, server, second):
    server.default = wire.refusing()
    ladder = ladder_of(breaker=BreakerRules(failures=1))
    ladder.ask(PROMPT, Ear())
    assert ladder.states()["openai/openai-model"] == "closed"


def test_all_breakers_open_fails_without_a_call(ladder_of, server, second):
    server.default = second.default = wire.failing(500)
    ladder = ladder_of(clock=Clock(), breaker=BreakerRules(failures=1))
    for outcome in (["server_error"] * 2, ["skipped"] * 2):
        with pytest.raises(AllFailed) as failed:
            ladder.ask(PROMPT, Ear())
        assert [a.outcome for a in failed.value.attempts] == outcome
    assert len(server.requests) == len(second.requests) == 1


def test_a_listener_that_fails_is_our_fault_and_not_the_providers(ladder_of, server, second):
    class Deaf(Ear):
        def text(self, delta: str) -> None:
            raise RuntimeError("deaf")

    ladder = ladder_of(breaker=BreakerRules(failures=1))
    with pytest.raises(AllFailed) as failed:
        ladder.ask(PROMPT, Deaf())
    assert [a.outcome for a in failed.value.attempts] == ["internal", "internal"]
    assert set(ladder.states().values()) == {"closed"}


def test_with_no_thread_free_it_ends_in_time_and_blames_nobody(ladder_of, server, second):
    server.default = wire.hanging(server.event())
    second.default = server.default
    ladder = ladder_of(threads=1, hedge_after=SOON, deadline=0.4, breaker=BreakerRules(failures=9))
    with ThreadPoolExecutor(4) as crew:
        questions = [crew.submit(ladder.ask, PROMPT, Ear()) for _ in range(4)]
        failures = [question.exception() for question in questions]
    assert all(isinstance(failure, AllFailed) for failure in failures)
    assert {a.outcome for f in failures if isinstance(f, AllFailed) for a in f.attempts} <= {
        "timeout",
        "unserved",
        "slow",
    }


def test_many_questions_at_once_each_get_their_own_answer(ladder_of, server, second):
    server.default = lambda request: wire.ok(f"Answer to {request.last}")
    ladder = ladder_of(threads=32)
    prompts = [
        type(PROMPT)(version="t", system="s", turns=(("user", f"question {n}"),))
        for n in range(120)
    ]
    ears = [Ear() for _ in prompts]
    with ThreadPoolExecutor(24) as crew:
        replies = [c.reply for c in crew.map(ladder.ask, prompts, ears)]
    assert replies == [f"Answer to question {n}" for n in range(120)]
    assert [ear.all for ear in ears] == replies
