"""What is in a message, of whatever type, in words and attachments.

Types are those of the Cloud API's webhook reference; one that is not known is kept for staff and
answered by nobody.
"""

from __future__ import annotations

import json
import mimetypes
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from appliance.engine.message import Attachment

Raw = dict[str, Any]
# documents that are asked for and sent by photo at a front desk
IDENTITY = re.compile(
    r"passport|pasport|paspot|my ?kad\b|\bi\.?c\.?\b|\bnric\b|kad pengenalan|identity card"
    r"|\bid card\b|driving licen|lesen memandu|\bvisa\b|credit card|kad kredit",
    re.IGNORECASE,
)
FILES = ("image", "video", "audio", "document", "sticker", "voice")
PICTURES = ("image", "video")
QUIET = frozenset({"reaction", "sticker", "unsupported", "poll", "poll_update", "edit", "revoke"})


@dataclass(frozen=True, slots=True)
class Content:
    kind: str
    text: str = ""
    attachments: tuple[Attachment, ...] = ()
    about: str = ""  # wamid of another message
    original: str = ""
    quiet: bool = False


def of(raw: Raw) -> Content:
    """The content of one entry of `messages`. Raises KeyError, TypeError for what has no sense."""
    kind = str(raw.get("type") or "unknown")
    if kind in FILES:
        return _file(kind, raw[kind])
    if read := READERS.get(kind):
        return read(raw)
    return Content(kind, original=json.dumps(raw, ensure_ascii=False), quiet=True)


def _text(raw: Raw) -> Content:
    return Content("text", str(raw["text"]["body"]), about=_answered(raw))


def _button(raw: Raw) -> Content:
    """A button of a template: the same to us as its words typed (W17)."""
    button = raw["button"]
    return Content("text", str(button.get("text") or button["payload"]), about=_answered(raw))


def _interactive(raw: Raw) -> Content:
    """A tap on a button or a row says its title, as if it had been typed."""
    about = _answered(raw)
    match raw.get("interactive"):
        case {"button_reply": {"title": title}} | {"list_reply": {"title": title}}:
            return Content("text", str(title), about=about)
        case {"nfm_reply": {"response_json": filled}}:
            return Content("form", _form(str(filled)), about=about, original=str(filled))
    return Content("interactive", about=about)


def _form(filled: str) -> str:
    """A form's fields, a line each; `flow_token` is Meta's own."""
    try:
        fields = json.loads(filled)
    except ValueError:
        return filled
    shown = fields.items() if isinstance(fields, dict) else ()
    return "\n".join(f"{name}: {value}" for name, value in shown if name != "flow_token")


def _file(kind: str, part: Raw) -> Content:
    caption = str(part.get("caption") or "")
    content_type = str(part.get("mime_type") or "application/octet-stream")
    suffix = mimetypes.guess_extension(content_type.partition(";")[0].strip()) or ""
    name = str(part.get("filename") or f"{kind}{suffix}")
    attachment = Attachment(
        name=name,
        content_type=content_type,
        remote=str(part["id"]),
        sensitive=is_sensitive(kind, caption, name),
    )
    return Content(kind, caption, (attachment,), quiet=kind in QUIET)


def is_sensitive(kind: str, caption: str, name: str) -> bool:
    """Whether it may show an identity paper. Nothing here looks into pictures, and a passport is
    sent without a word: only a picture that says what it is is shown unasked (W19)."""
    silent = kind in PICTURES and not caption.strip()
    return kind == "document" or silent or bool(IDENTITY.search(f"{caption} {name}"))


def _location(raw: Raw) -> Content:
    place = raw["location"]
    where = f"{float(place['latitude']):.5f}, {float(place['longitude']):.5f}"
    named = ", ".join(str(place[part]) for part in ("name", "address") if place.get(part))
    return Content("location", f"📍 {named or where}", original=where)


def _contacts(raw: Raw) -> Content:
    """A contact card says who and how to reach them, as if it had been typed."""
    cards = []
    for card in raw["contacts"]:
        name = str((card.get("name") or {}).get("formatted_name") or "")
        reached = [str(p.get("phone") or p.get("wa_id") or "") for p in card.get("phones") or ()]
        reached += [str(e.get("email") or "") for e in card.get("emails") or ()]
        cards.append(", ".join(part for part in (name, *reached) if part))
    return Content("contacts", "\n".join(cards))


def _order(raw: Raw) -> Content:
    order = raw["order"]
    items = [f"{i['quantity']} × {i['product_retailer_id']}" for i in order["product_items"]]
    return Content("order", "\n".join([*items, str(order.get("text") or "")]).strip())


def _reaction(raw: Raw) -> Content:
    """No emoji takes the reaction back."""
    reaction = raw["reaction"]
    emoji = str(reaction.get("emoji") or "")
    return Content("reaction", emoji, about=str(reaction["message_id"]), quiet=True)


def _edit(raw: Raw) -> Content:
    """New words in the place of old ones. A media message's caption counts as its words."""
    edit = raw["edit"]
    new = of({"type": "text", **edit["message"]})
    return Content("edit", new.text, new.attachments, str(edit["original_message_id"]), quiet=True)


def _revoke(raw: Raw) -> Content:
    return Content("revoke", about=str(raw["revoke"]["original_message_id"]), quiet=True)


def _unsupported(raw: Raw) -> Content:
    """A poll, a view-once photo, what Meta does not pass on: staff see that there was something."""
    inner = raw.get("unsupported") or {}
    errors = raw.get("errors") or ()
    details = [str((e.get("error_data") or {}).get("details") or e.get("title")) for e in errors]
    note = "; ".join([str(inner.get("type") or ""), *details]).strip("; ")
    return Content("unsupported", original=note, quiet=True)


def _answered(raw: Raw) -> str:
    return str((raw.get("context") or {}).get("id") or "")


READERS: dict[str, Callable[[Raw], Content]] = {
    "text": _text,
    "button": _button,
    "interactive": _interactive,
    "location": _location,
    "contacts": _contacts,
    "order": _order,
    "reaction": _reaction,
    "edit": _edit,
    "revoke": _revoke,
    "unsupported": _unsupported,
}
