"""What the record must hold. A turn's facts wait in the spool's ledger until Postgres has them.

Each fact is written by id, so writing it twice changes nothing. `ConversationFact` and `LeadFact`
are snapshots: the one with the higher revision wins.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Literal

from appliance.engine.state import Conversation, Intent, Role
from appliance.engine.text import Text

AlertKind = Literal["handoff", "urgent", "lead", "system"]


@dataclass(frozen=True, slots=True)
class MessageFact:
    id: str
    conversation: str
    role: Role
    text: str
    at: datetime
    external_id: str = ""  # the channel's own id
    kind: str = "text"
    after_hours: bool = False
    staff_id: str = ""
    staff_name: str = ""
    tokens: int = 0
    # language, confidence, sources (passage ids), provider, model, quotes, violations …
    meta: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ConversationFact:
    """The conversation after a turn; the whole state is kept, encrypted, to rebuild from."""

    state: Conversation

    @property
    def id(self) -> str:
        return self.state.id


@dataclass(frozen=True, slots=True)
class LeadFact:
    id: str  # derived from conversation and stay: told twice, recorded once
    conversation: str
    revision: int
    channel: str
    name: str
    phone: str
    email: str
    intent: Intent
    details: dict[str, Any]  # dates, nights, room, rooms, party, how the value was computed
    value: Decimal  # ADR × nights × rooms × probability; 0 where that rule does not apply
    currency: str
    priority: Literal["normal", "high"]
    after_hours: bool
    captured_at: datetime
    updated_at: datetime


@dataclass(frozen=True, slots=True)
class PromiseFact:
    """Something a guest was told would happen, with an owner and a due time."""

    id: str
    conversation: str
    owner: str  # desk code
    text: str  # as the guest was told
    due_at: datetime
    made_at: datetime


@dataclass(frozen=True, slots=True)
class AlertFact:
    id: str
    conversation: str
    kind: AlertKind
    title: str  # English, as is `body`
    body: str
    raised_at: datetime
    title_ms: str = ""  # where it is empty the English is shown
    body_ms: str = ""

    @property
    def words(self) -> tuple[Text, Text]:
        return Text(self.title, self.title_ms), Text(self.body, self.body_ms)


@dataclass(frozen=True, slots=True)
class NoteFact:
    """What staff tell each other about a conversation; never the guest."""

    id: str
    conversation: str
    staff_id: str
    staff_name: str
    text: str
    at: datetime


@dataclass(frozen=True, slots=True)
class GapFact:
    """A question the hotel's knowledge did not answer."""

    id: str
    conversation: str
    question: str
    language: str
    at: datetime


@dataclass(frozen=True, slots=True)
class UsageFact:
    """What one call of a model cost."""

    id: str
    conversation: str
    provider: str
    model: str
    tokens_in: int
    tokens_out: int
    milliseconds: int
    outcome: str  # "ok" or the class of failure
    at: datetime
    cost: Decimal | None = None  # US dollars; None where nobody has priced the model
    priced_on: date | None = None  # version of the price list


@dataclass(frozen=True, slots=True)
class DeliveryFact:
    """How far a message got. Status only moves forward; `failed` keeps its reason."""

    id: str
    message: str  # MessageFact.id
    status: Literal["queued", "sent", "delivered", "read", "failed"]
    at: datetime
    external_id: str = ""
    detail: str = ""
    meta: dict[str, Any] = field(default_factory=dict)  # pricing and errors, as the vendor put them


@dataclass(frozen=True, slots=True)
class AuditFact:
    id: str
    actor: str  # staff id, "system" or "guest"
    action: str
    target: str
    at: datetime
    details: dict[str, Any] = field(default_factory=dict)


Fact = (
    MessageFact
    | ConversationFact
    | LeadFact
    | PromiseFact
    | AlertFact
    | NoteFact
    | GapFact
    | UsageFact
    | DeliveryFact
    | AuditFact
)
