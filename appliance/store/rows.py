"""Each fact as the row it becomes; what is personal is enciphered on the way."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from appliance import codec
from appliance.engine.facts import (
    AlertFact,
    AuditFact,
    ConversationFact,
    DeliveryFact,
    GapFact,
    LeadFact,
    MessageFact,
    NoteFact,
    PromiseFact,
    UsageFact,
)
from appliance.store.sealed import sealed
from appliance.vault import Vault

Row = dict[str, Any]


def conversation_row(fact: ConversationFact, vault: Vault) -> Row:
    state, contact = fact.state, fact.state.contact
    last = state.last_at or state.last_guest_at or state.started_at or datetime.now(UTC)
    count = state.confidence_count
    return {
        "id": state.id,
        "revision": state.revision,
        "state_cipher": vault.encrypt(codec.dump(state)),
        "channel": state.channel,
        "guest_index": vault.index("guest", state.key),
        **sealed(vault, contact.name, contact.phone, contact.email),
        "status": state.status,
        "mode": state.mode,
        "language": state.language,
        "intent": state.intent,
        "staff_id": state.staff_id,
        "staff_name": state.staff_name,
        "handoff_reason": state.handoff_reason,
        "handed_off_at": state.handed_off_at,
        "after_hours": state.after_hours,
        "message_count": state.message_count,
        "confidence": state.confidence_sum / count if count else None,
        "started_at": state.started_at or last,
        "last_at": last,
        "ended_at": state.ended_at,
        "answer_by": state.answer_by,
        "opted_out": state.opted_out,
    }


def lead_row(fact: LeadFact, vault: Vault) -> Row:
    return {
        "id": fact.id,
        "conversation_id": fact.conversation,
        "revision": fact.revision,
        "channel": fact.channel,
        **sealed(vault, fact.name, fact.phone, fact.email),
        "intent": fact.intent,
        "details": fact.details,
        "value": fact.value,
        "currency": fact.currency,
        "priority": fact.priority,
        "after_hours": fact.after_hours,
        "captured_at": fact.captured_at,
        "updated_at": fact.updated_at,
    }


def history_row(fact: LeadFact) -> Row:
    return {
        "lead_id": fact.id,
        "revision": fact.revision,
        "details": fact.details,
        "value": fact.value,
        "at": fact.updated_at,
    }


def _message(fact: MessageFact, _: Vault) -> Row:
    return {
        "id": fact.id,
        "conversation_id": fact.conversation,
        "role": fact.role,
        "text": fact.text,
        "sent_at": fact.at,
        "external_id": fact.external_id,
        "kind": fact.kind,
        "after_hours": fact.after_hours,
        "staff_id": fact.staff_id,
        "staff_name": fact.staff_name,
        "token_count": fact.tokens,
        "meta": fact.meta,
    }


def _promise(fact: PromiseFact, _: Vault) -> Row:
    return {
        "id": fact.id,
        "conversation_id": fact.conversation,
        "owner": fact.owner,
        "text": fact.text,
        "due_at": fact.due_at,
        "made_at": fact.made_at,
    }


def _alert(fact: AlertFact, vault: Vault) -> Row:
    return {
        "id": fact.id,
        "conversation_id": fact.conversation or None,
        "kind": fact.kind,
        "title_cipher": vault.encrypt(fact.title),
        "body_cipher": vault.encrypt(fact.body),
        "title_ms_cipher": vault.encrypt(fact.title_ms),
        "body_ms_cipher": vault.encrypt(fact.body_ms),
        "raised_at": fact.raised_at,
    }


def _note(fact: NoteFact, vault: Vault) -> Row:
    return {
        "id": fact.id,
        "conversation_id": fact.conversation,
        "staff_id": fact.staff_id,
        "staff_name": fact.staff_name,
        "text_cipher": vault.encrypt(fact.text),
        "at": fact.at,
    }


def _gap(fact: GapFact, _: Vault) -> Row:
    return {
        "id": fact.id,
        "conversation_id": fact.conversation,
        "question": fact.question,
        "language": fact.language,
        "at": fact.at,
    }


def _usage(fact: UsageFact, _: Vault) -> Row:
    return {
        "id": fact.id,
        "conversation_id": fact.conversation or None,
        "provider": fact.provider,
        "model": fact.model,
        "tokens_in": fact.tokens_in,
        "tokens_out": fact.tokens_out,
        "milliseconds": fact.milliseconds,
        "outcome": fact.outcome,
        "at": fact.at,
        "cost": fact.cost,
        "priced_on": fact.priced_on,
    }


def _delivery(fact: DeliveryFact, _: Vault) -> Row:
    return {
        "id": fact.id,
        "message_id": fact.message,
        "status": fact.status,
        "at": fact.at,
        "external_id": fact.external_id,
        "detail": fact.detail,
        "meta": fact.meta,
    }


def audit_row(fact: AuditFact, _: Vault | None = None) -> Row:
    return {
        "id": fact.id,
        "actor": fact.actor,
        "action": fact.action,
        "target": fact.target,
        "at": fact.at,
        "details": fact.details,
    }


TABLES: dict[type[Any], tuple[str, Callable[[Any, Vault], Row]]] = {
    MessageFact: ("messages", _message),
    PromiseFact: ("promises", _promise),
    AlertFact: ("alerts", _alert),
    NoteFact: ("notes", _note),
    GapFact: ("gaps", _gap),
    UsageFact: ("usage", _usage),
    DeliveryFact: ("deliveries", _delivery),
    AuditFact: ("audit_log", audit_row),
}
