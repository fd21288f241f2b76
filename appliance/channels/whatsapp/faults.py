"""Meta's error codes, and what is to be done about each.

Handled by code: titles are to be withdrawn, and texts change. Codes are those of Meta's page
"Cloud API error codes"; one that is not here counts by its HTTP status.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import Any, Literal

Remedy = Literal["retry", "stop", "down"]
PAIR_RATE = 131056  # too many messages to one guest: about one in six seconds is allowed
PAIR_PAUSE, BUSY_PAUSE = 6.0, 4.0  # seconds, before jitter
WINDOW_CLOSED = 131047

RETRY = frozenset({1, 2, 4, 80007, 130429, 131000, 131016, 131057, PAIR_RATE})
DOWN = {
    0: "Meta does not accept the access token.",
    3: "The app may not send messages.",
    10: "The access token lacks a permission.",
    33: "Meta knows the number no longer.",
    190: "The access token has expired or was withdrawn.",
    368: "Meta has blocked the account for breaking its rules.",
    131005: "The access token lacks a permission.",
    131031: "Meta has locked the account.",
    131037: "Meta has not approved the number's display name.",
    131042: "Meta could not collect its fees: the payment method needs attention.",
    131045: "The number's registration failed.",
    133010: "The number is not registered with the Cloud API.",
}
STOP = {
    WINDOW_CLOSED: "The guest last wrote more than 24 hours ago: only a template can be sent.",
    130472: "Meta tries out something with this guest, and held the message back.",
    130497: "The account may not write to guests of this country.",
    131026: "The guest's WhatsApp cannot receive this message.",
    131021: "The hotel's own number cannot be written to.",
    131048: "Meta limits this number because guests reported or blocked it.",
    131049: "Meta holds back marketing messages to this guest for now.",
    131050: "The guest does not want marketing messages.",
    131051: "WhatsApp does not support this kind of message.",
    131052: "The file could not be fetched.",
    131053: "The file could not be sent.",
    131062: "This kind of template needs the guest's phone number.",
    100: "Meta did not understand the message.",
}
TEMPLATE = "The template was refused: its name, language or variables do not fit the approved one."


@dataclass(frozen=True, slots=True)
class Fault:
    remedy: Remedy
    reason: str  # for staff
    wait: float = 0.0  # seconds; 0 leaves the pace to delivery


def judge(status: int, code: int | None, details: str = "") -> Fault:
    """What a refusal means. `status` is HTTP's, `code` Meta's; None where there is none."""
    known = -1 if code is None else code
    if known in RETRY:
        return Fault("retry", told(f"Meta is busy ({code})", details), pause(known))
    if known in DOWN or 200 <= known < 300:
        return Fault("down", told(DOWN.get(known, DOWN[10]), details))
    if 132000 <= known < 133000:
        return Fault("stop", told(TEMPLATE, details))
    if known in STOP:
        return Fault("stop", told(STOP[known], details))
    return by_status(status, details)


def by_status(status: int, details: str) -> Fault:
    """A code nobody knows yet, or none: a gateway's page, say."""
    if status in (401, 403):
        return Fault("down", told(DOWN[190], details))
    if status == 429 or status >= 500:
        return Fault("retry", told(f"Meta is busy (HTTP {status})", details), BUSY_PAUSE)
    return Fault("stop", told("Meta refused it", details))


def pause(code: int) -> float:
    """Seconds, spread so that many conversations do not come back at once (W14)."""
    if code == PAIR_RATE:
        return PAIR_PAUSE * random.uniform(1.0, 1.6)
    return BUSY_PAUSE * random.uniform(0.8, 1.6) if code in (4, 80007, 130429) else 0.0


def told(reason: str, details: str) -> str:
    return f"{reason} [{details[:300]}]" if details else reason


def of_report(error: dict[str, Any]) -> Fault:
    """Why a message failed, from the error in its status report."""
    code = int(error["code"]) if "code" in error else None
    details = str((error.get("error_data") or {}).get("details") or error.get("title") or "")
    return judge(400, code, details if code is None else f"{code}: {details}")
