"""Where guests and staff are reached: made of the pack's channels and the settings' secrets."""

from __future__ import annotations

from urllib.parse import unquote, urlsplit

from appliance import hotel, logs
from appliance.channels import Channel
from appliance.channels.email.letter import House
from appliance.channels.email.smtp import Email, Intake, Server
from appliance.channels.web import Web
from appliance.channels.whatsapp import Account, WhatsApp
from appliance.engine.hotel import Hotel
from appliance.feed import guest_topic
from appliance.hotel import Pack
from appliance.hub import Hub
from appliance.notify import Alerts
from appliance.settings import Settings

log = logs.get(__name__)


def open_channels(settings: Settings, pack: Pack, hub: Hub) -> dict[str, Channel]:
    """Where guests and staff are reached: the website, alerts, what channels.toml switches on."""
    found: dict[str, Channel] = {
        "web": Web(lambda conversation_id: hub.publish(guest_topic(conversation_id))),
        "alert": Alerts(pack.hotel, settings.secrets, settings.public_url),
    }
    if whatsapp := open_whatsapp(settings, pack.channels.whatsapp):
        found["whatsapp"] = whatsapp
    if pack.channels.email and (email := open_email(settings, pack.hotel, pack.channels.email)):
        found["email"] = email
    return found


def open_whatsapp(settings: Settings, table: hotel.WhatsAppChannel | None) -> WhatsApp | None:
    """None where the pack has no number, or nobody has given its secrets yet."""
    if table is None:
        return None
    names = ("access_token", "app_secret", "verify_token")
    wanted = {name: getattr(table, name).removeprefix(hotel.SECRET) for name in names}
    if missing := [name for name in wanted.values() if not settings.secrets.get(name)]:
        log.warning("whatsapp is off: secrets are not set", missing=missing)
        return None
    secret = {name: settings.secrets[of] for name, of in wanted.items()}
    account = Account(table.phone_number_id, table.number, **secret)
    return WhatsApp(account, settings.whatsapp_base_url, settings.whatsapp_version)


def open_email(settings: Settings, known: Hotel, table: hotel.EmailChannel) -> Email | None:
    """None where nobody has given its secrets yet."""
    wanted = (table.webhook_user, table.webhook_password, table.api_key or "")
    user, password, key = (settings.secrets.get(name.partition(":")[2], "") for name in wanted)
    if not (user and password and (key or settings.smtp_url or not table.smtp_user)):
        log.warning("email is off: secrets are not set", wanted=[name for name in wanted if name])
        return None
    given = urlsplit(settings.smtp_url)
    server = (
        Server(
            given.hostname or "localhost",
            given.port or 25,
            "tls" if given.scheme == "smtps" else "none",
            unquote(given.username or ""),
            unquote(given.password or ""),
        )
        if settings.smtp_url
        else Server(table.smtp_host, table.smtp_port, table.smtp_security, table.smtp_user, key)
    )
    reply_to = table.reply_to or table.address
    ours = frozenset(box.lower() for box in (table.address, reply_to, *table.inbound))
    return Email(
        server,
        House(known, table.address, table.sender_name, reply_to),
        Intake(ours, table.spam_score, user, password, table.webhook_public_key),
    )
