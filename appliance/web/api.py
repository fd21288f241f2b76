"""Every endpoint of the API, in the order its document shows them."""

from __future__ import annotations

from appliance.web import conversations, handling, health, leads, quarantine, sessions
from appliance.web.endpoint import Endpoint

ENDPOINTS: tuple[Endpoint, ...] = (
    *conversations.endpoints,
    *handling.endpoints,
    *leads.endpoints,
    *quarantine.endpoints,
    *sessions.endpoints,
    *health.endpoints,
)
