"""News about the hotel's account and number: quality, limits, bans, templates (W30)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from appliance.channels.events import Notice
from appliance.engine.text import Text

Raw = dict[str, Any]
BANS = frozenset("DISABLED_UPDATE ACCOUNT_DELETED ACCOUNT_RESTRICTION ACCOUNT_VIOLATION".split())
LOST = frozenset("PARTNER_REMOVED ACCOUNT_OFFBOARDED PARTNER_APP_UNINSTALLED".split())
RESTORED = frozenset("REINSTATE ACCOUNT_RECONNECTED PARTNER_ADDED".split())
BAD_TEMPLATE = frozenset("REJECTED PAUSED DISABLED FLAGGED LIMIT_EXCEEDED".split())
BAD_QUALITY = frozenset("FLAGGED DOWNGRADE".split())


def _account(value: Raw, _: str) -> Notice | None:
    event = reinstated(value) or str(value["event"])
    said = event.replace("_", " ").lower()
    if event in BANS:
        ban, breach = value.get("ban_info") or {}, value.get("violation_info") or {}
        limits = [str(r.get("restriction_type")) for r in value.get("restriction_info") or ()]
        why = [*ban.values(), *breach.values(), *limits]
        detail = ", ".join(str(part) for part in why if part)
        body = f"Meta reports: {said}. {detail}\nSee Account quality in WhatsApp Manager."
        title = Text(
            "WhatsApp has restricted the hotel's account", "WhatsApp mengehadkan akaun hotel"
        )
        trouble = "" if event == "ACCOUNT_VIOLATION" else f"Meta reports: {said}"
        return Notice(f"whatsapp account {event}", title, body.strip(), trouble)
    if event in RESTORED:
        title = Text("WhatsApp works again", "WhatsApp berfungsi semula")
        return Notice(f"whatsapp account {event}", title, f"Meta reports: {said}.", over=True)
    if event in LOST:
        title = Text("WhatsApp is no longer connected", "WhatsApp tidak lagi bersambung")
        return Notice(f"whatsapp account {event}", title, f"Meta reports: {said}.", said)
    return None


def reinstated(value: Raw) -> str:
    """A lifted ban comes as an update of the ban."""
    ban = value.get("ban_info") or {}
    return "REINSTATE" if str(ban.get("waba_ban_state") or "") == "REINSTATE" else ""


def _quality(value: Raw, number: str) -> Notice | None:
    digits = "".join(c for c in str(value.get("display_phone_number") or "") if c.isdigit())
    event = str(value["event"])
    if event not in BAD_QUALITY or (digits and digits != number.lstrip("+")):
        return None
    limit = value.get("current_limit") or value.get("max_daily_conversations_per_business") or ""
    body = f"Guests blocked or reported messages. Meta reports: {event.lower()}. Limit: {limit}"
    title = Text("WhatsApp: the number's quality is low", "WhatsApp: kualiti nombor rendah")
    return Notice(f"whatsapp quality {event}", title, body)


def _template(value: Raw, _: str) -> Notice | None:
    event, name = str(value["event"]), str(value.get("message_template_name"))
    if event not in BAD_TEMPLATE:
        return None
    why = value.get("reason") or ""
    body = f"Template {name}: {event.lower()}. {why}".strip()
    title = Text(
        f"WhatsApp template {name} is unusable", f"Templat WhatsApp {name} tidak boleh digunakan"
    )
    return Notice(f"whatsapp template {name} {event}", title, body)


def _alert(value: Raw, _: str) -> Notice | None:
    info = value.get("alert_info") or value
    kind, severity = str(info.get("alert_type")), str(info.get("alert_severity"))
    if severity not in ("CRITICAL", "WARNING"):
        return None
    body = str(info.get("alert_description") or kind)
    title = Text(
        "WhatsApp: Meta warns about the account", "WhatsApp: Meta memberi amaran tentang akaun"
    )
    return Notice(f"whatsapp alert {kind}", title, body)


ACCOUNT: dict[str, Callable[[Raw, str], Notice | None]] = {
    "account_update": _account,
    "account_alerts": _alert,
    "phone_number_quality_update": _quality,
    "message_template_status_update": _template,
}
