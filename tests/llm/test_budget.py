"""A flood of messages does not become a bill."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

from appliance.llm.budget import Budget

TODAY = date(2026, 11, 23)


def test_x16_a_day_has_so_many_questions_and_the_next_begins_anew():
    budget = Budget(a_day=3)
    assert [budget.take(f"web:{n}", TODAY) for n in range(5)] == [True] * 3 + [False] * 2
    assert budget.take("web:0", TODAY + timedelta(days=1))


def test_x16_one_guest_cannot_spend_it_all():
    budget = Budget(a_day=10, a_guest=2)
    assert [budget.take("web:flood", TODAY) for _ in range(4)] == [True, True, False, False]
    assert budget.take("web:other", TODAY)


def test_x16_what_was_asked_before_a_restart_counts():
    assert [Budget(5, 0, 4, TODAY).take("g", TODAY), Budget(5, 0, 5, TODAY).take("g", TODAY)] == [
        True,
        False,
    ]
    assert Budget(5, 0, 5, TODAY - timedelta(days=1)).take("g", TODAY)


def test_x16_nought_is_no_limit():
    budget = Budget()
    assert all(budget.take("g", TODAY) for _ in range(1000))


def test_x16_many_at_once_are_counted_right():
    budget = Budget(a_day=100)
    with ThreadPoolExecutor(8) as crew:
        taken = list(crew.map(lambda n: budget.take(f"web:{n}", TODAY), range(400)))
    assert sum(taken) == 100


def test_x16_that_it_is_spent_is_told_once_a_day():
    budget = Budget(a_day=1, a_guest=1)
    assert (budget.left(TODAY), budget.ran_out(TODAY)) == (1, False)
    assert budget.take("web:0", TODAY)
    assert budget.left(TODAY) == 0
    assert [budget.ran_out(TODAY) for _ in range(3)] == [True, False, False]
    tomorrow = TODAY + timedelta(days=1)
    assert (budget.left(tomorrow), budget.ran_out(tomorrow)) == (1, False)
    assert Budget().left(TODAY) is None
    assert not Budget(a_day=5, a_guest=1).ran_out(TODAY)
