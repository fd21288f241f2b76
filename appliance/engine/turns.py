"""The values a turn is made of."""

from __future__ import annotations

from dataclasses import dataclass, field

from appliance.engine.completion import Attempt
from appliance.engine.facts import Fact
from appliance.engine.message import Inbound, Outgoing, Quote
from appliance.engine.pricing import NoQuote
from appliance.engine.state import Conversation
from appliance.engine.understanding import Understanding


@dataclass(frozen=True, slots=True)
class Plan:
    """Work only the outside world can do: search for this, then ask the model."""

    state: Conversation  # with what the guest just said in it
    messages: tuple[Inbound, ...]
    understanding: Understanding
    question: str  # what to search for; empty where the guest only answered ours
    facts: tuple[Fact, ...]
    quotes: tuple[Quote, ...] = ()
    no_quote: NoQuote | None = None
    ask: str = ""  # the lead detail to ask for next, a key of phrases without "ask_"
    before: Conversation | None = None  # as it stood, to see what is new
    beside: bool = False  # it asks about something else besides the stay
    asked: str = ""  # the question with what it leans on, as it is looked up
    within: tuple[tuple[str, str], ...] = ()  # what it may be about, and how it then reads
    avoid: tuple[str, ...] = ()  # ids of passages that were not what the guest asked


@dataclass(frozen=True, slots=True)
class Answered:
    """What came back, whoever answered: a model behind the guard, or the grounded answerer."""

    text: str
    sources: tuple[str, ...] = ()
    confidence: float = 0.0
    found: bool = False
    handoff: bool = False
    asked: str = ""  # the reading of the question that was looked up
    provider: str = "grounded"
    model: str = ""
    attempts: tuple[Attempt, ...] = ()
    violations: tuple[str, ...] = ()  # kinds of claims the guard kept back
    held: tuple[str, ...] = ()  # the words at fault, one for each of `violations`


@dataclass(frozen=True, slots=True)
class Turn:
    """What to remember, what to record, what to say."""

    state: Conversation
    facts: tuple[Fact, ...] = ()
    outgoing: tuple[Outgoing, ...] = field(default=())
