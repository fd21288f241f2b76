"""Several language models asked as one.

    completion = Ladder([openai, anthropic]).ask(prompt, listener)

The first provider is asked; when it has said nothing after `hedge_after` seconds the next is asked
beside it, when it fails the next is asked at once. Who speaks first answers, the others are dropped
and whatever they still send is discarded (A18): a reply has one author. A provider that keeps
failing is passed over until its breaker closes.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from queue import Empty, SimpleQueue

from appliance.engine.completion import Attempt, Completion, Prompt
from appliance.engine.prompts.v1 import REPAIR
from appliance.llm.answer import Answer
from appliance.llm.breaker import Breaker, BreakerRules, State
from appliance.llm.prices import PriceList
from appliance.llm.provider import Outcome, Provider, ProviderError
from appliance.llm.run import Ended, Floor, Listener, News, Run, Rung, Spoke

ANSWERED = frozenset({"malformed", "empty", "refused", "truncated", "unexpected"})  # it is there
LASTING = frozenset({"unauthorised"})  # asking again soon changes nothing
UNTOLD = frozenset({"abandoned", "unserved", "internal"})  # says nothing of the provider
REPEATED = 2000  # characters of a malformed answer shown to the model again


class AllFailed(Exception):
    """No provider answered. `attempts` is empty where there is no provider at all."""

    def __init__(self, attempts: tuple[Attempt, ...]) -> None:
        super().__init__(", ".join(f"{a.provider}: {a.outcome}" for a in attempts) or "no provider")
        self.attempts = attempts


class Ladder:
    """Thread-safe. `threads` bounds the calls under way: two for each question asked at a time.

    `hedge_after` and `deadline` are in seconds; `clock` is monotonic.
    """

    def __init__(
        self,
        providers: Sequence[Provider],
        *,
        hedge_after: float = 3.0,
        deadline: float = 20.0,
        breaker: BreakerRules | None = None,
        threads: int = 64,
        clock: Callable[[], float] = time.monotonic,
        prices: PriceList | None = None,
    ) -> None:
        rules = breaker or BreakerRules()
        self.rungs = tuple(Rung(provider, Breaker(rules, clock)) for provider in providers)
        self.hedge_after = hedge_after
        self.deadline = deadline
        self.clock = clock
        self.prices = prices or PriceList()
        self.pool = ThreadPoolExecutor(threads, thread_name_prefix="llm")

    def ask(self, prompt: Prompt, listener: Listener) -> Completion:
        """The first good answer. `listener` hears it being written and is never called afterwards.

        Raises AllFailed after `deadline` seconds at the latest.
        """
        return Question(self, prompt, listener).answer()

    def states(self) -> dict[str, State]:
        """The breaker of every provider, by "name/model"."""
        return {f"{r.provider.name}/{r.provider.model}": r.breaker.state() for r in self.rungs}

    def close(self) -> None:
        """Take no more questions; those under way end within their deadline."""
        self.pool.shutdown(wait=False, cancel_futures=True)
        for rung in self.rungs:
            rung.provider.close()


class Question:
    """One prompt on its way up the ladder. Only the asking thread changes it."""

    def __init__(self, ladder: Ladder, prompt: Prompt, listener: Listener) -> None:
        self.ladder = ladder
        self.prompt = prompt
        self.clock = ladder.clock
        self.ends_at = self.clock() + ladder.deadline
        self.hedge_at: float | None = None
        self.untried = deque(ladder.rungs)
        self.running: list[Run] = []
        self.attempts: list[Attempt] = []
        self.repaired = False
        self.news: SimpleQueue[News] = SimpleQueue()
        self.floor = Floor(listener, self.news.put)

    def answer(self) -> Completion:
        completion = None
        try:
            self.climb()
            while self.running and completion is None:
                completion = self.step()
        finally:
            self.floor.close(well=completion is not None)
            for run in tuple(self.running):
                self.drop(run, "abandoned")
        if completion is None:
            raise AllFailed(tuple(self.attempts))
        return replace(completion, attempts=tuple(self.attempts))

    def step(self) -> Completion | None:
        """Wait for the next thing to happen and act on it."""
        match self.next_news():
            case None if self.hedge_at is None:
                self.run_out()
            case None:
                self.hedge()
            case Spoke(run) if run in self.running:
                self.settle_on(run)
            case Ended(run, Answer() as answer) if run in self.running:
                return self.succeed(run, answer)
            case Ended(run, ProviderError() as error) if run in self.running:
                self.fail(run, error)
        return None

    def next_news(self) -> News | None:
        """What a run tells; None when it is time to hedge, or the deadline."""
        if self.hedge_at is not None and self.hedge_at >= self.ends_at:
            self.hedge_at = None
        until = self.ends_at if self.hedge_at is None else self.hedge_at
        try:
            return self.news.get(timeout=max(0.0, until - self.clock()))
        except Empty:
            return None

    # -- starting

    def climb(self) -> None:
        """Ask the next provider whose breaker lets us."""
        self.hedge_at = None
        while self.untried:
            rung = self.untried.popleft()
            if rung.breaker.lets_through():
                self.start(rung, self.prompt)
                return
            self.attempts.append(
                Attempt(rung.provider.name, rung.provider.model, "skipped", milliseconds=0)
            )

    def start(self, rung: Rung, prompt: Prompt) -> None:
        run = Run(rung, prompt, self.floor, self.ends_at, self.clock)
        self.running.append(run)
        self.hedge_at = run.asked_at + self.ladder.hedge_after if self.untried else None
        self.ladder.pool.submit(run.go)

    def hedge(self) -> None:
        """Ask one more beside who is silent, unless it only waits for a thread as we would."""
        if all(run.began_at is not None for run in self.running):
            self.climb()
        else:
            self.hedge_at = self.clock() + self.ladder.hedge_after

    def repair(self, run: Run) -> None:
        """Show the model what it wrote and ask again, once (A19)."""
        self.repaired = True
        wrote = run.text.written[:REPEATED] or "(nothing)"
        turns = (*self.prompt.turns, ("assistant", wrote), ("user", REPAIR))
        self.start(run.rung, replace(self.prompt, turns=turns))

    # -- ending

    def settle_on(self, speaker: Run) -> None:
        """Drop the others; they may be asked again should the speaker fail."""
        self.hedge_at = None
        for run in [run for run in self.running if run is not speaker]:
            self.drop(run, "slow" if run.asked_at < speaker.asked_at else "abandoned")
            self.untried.append(run.rung)

    def succeed(self, run: Run, answer: Answer) -> Completion:
        self.note(run, "ok")
        provider, ids = run.rung.provider, dict(self.prompt.sources)
        sources = (ids.get(label) for label in dict.fromkeys(answer.sources))
        return Completion(
            reply=answer.reply.strip(),
            sources=tuple(id_ for id_ in sources if id_),
            handoff=answer.handoff,
            answered=answer.answered,
            provider=provider.name,
            model=provider.model,
        )

    def fail(self, run: Run, error: ProviderError) -> None:
        self.note(run, error.outcome, error.retry_after)
        if self.running:
            return
        spent, left = self.clock() - run.asked_at, self.ends_at - self.clock()
        if error.outcome == "malformed" and not self.repaired and spent <= left:
            self.repair(run)
        else:
            self.climb()

    def run_out(self) -> None:
        """The deadline: whoever has not answered has failed."""
        self.floor.close(well=False)
        for run in tuple(self.running):
            self.drop(run, "timeout" if run.began_at is not None else "unserved")

    def drop(self, run: Run, outcome: Outcome) -> None:
        run.abandon()
        self.note(run, outcome)

    def note(self, run: Run, outcome: Outcome, retry_after: float | None = None) -> None:
        """Take `run` off the list and let its breaker know."""
        self.running.remove(run)
        self.attempts.append(run.attempt(outcome, self.ladder.prices))
        breaker = run.rung.breaker
        if outcome in UNTOLD:
            breaker.released()
        elif outcome == "ok" or outcome in ANSWERED:
            breaker.succeeded()
        else:
            breaker.failed(at_once=outcome in LASTING, retry_after=retry_after)
