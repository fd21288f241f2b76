"""Nothing leaves in a model's reply that cannot be traced.

    known = known_values(hotel, passages=…, quotes=…, said=…, now=…)
    check("Deluxe is RM 999 a night.", known)     -> (Violation("price", "RM 999"),)

`SentenceGate` does it while the reply is still being written.
"""

from __future__ import annotations

from appliance.engine.guard.check import Checked, Violation, check, check_reply
from appliance.engine.guard.gate import SentenceGate
from appliance.engine.guard.known import Known, known_values

__all__ = [
    "Checked",
    "Known",
    "SentenceGate",
    "Violation",
    "check",
    "check_reply",
    "known_values",
]
