"""What is asked of a language model, and what it answers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal


@dataclass(frozen=True, slots=True)
class Prompt:
    """One request, the same for every provider.

    `turns` alternate, start and end with "user". Knowledge stands fenced in the last one, as data.
    """

    version: str
    system: str
    turns: tuple[tuple[Literal["user", "assistant"], str], ...]
    max_tokens: int = 700
    sources: tuple[tuple[str, str], ...] = ()  # label in the prompt ("K1") -> id of the passage


@dataclass(frozen=True, slots=True)
class Attempt:
    """One call of one provider, whether or not it was of use."""

    provider: str
    model: str
    outcome: str  # "ok", "timeout", "rate_limited", "server_error", "cut", "malformed", "refused" …
    milliseconds: int
    tokens_in: int = 0
    tokens_out: int = 0
    cost: Decimal | None = None  # US dollars; None where nobody has priced the model
    priced_on: date | None = None  # version of the price list


@dataclass(frozen=True, slots=True)
class Completion:
    """A model's answer, already parsed."""

    reply: str
    sources: tuple[str, ...] = ()  # ids of the passages it says it used
    handoff: bool = False
    answered: bool = True  # False where it says the knowledge does not hold the answer
    provider: str = ""
    model: str = ""
    attempts: tuple[Attempt, ...] = ()
