"""An outgoing message as the Cloud API takes it, within the limits Meta publishes.

Lengths count code points. What does not fit as buttons becomes a list, what does not fit as a list
becomes numbered lines: nothing is left to Meta to refuse (W15, W16).
"""

from __future__ import annotations

from typing import Any

from appliance.channels.whatsapp.webhook import BSUID
from appliance.engine import sentences
from appliance.engine.message import Outgoing

Payload = dict[str, Any]
LONGEST_TEXT, LONGEST_BODY = 4096, 1024  # of a text; of what stands above buttons or a list
MOST_PARTS = 2
MOST_BUTTONS, LONGEST_BUTTON = 3, 20
MOST_ROWS, LONGEST_ROW = 10, 24
LONGEST_DATA = 512  # of biz_opaque_callback_data
CHOOSE = {"en": "Choose", "ms": "Pilih"}
CUT = {
    "en": "… (shortened: ask me for the rest)",
    "ms": "… (diringkaskan: tanya saya untuk selebihnya)",
}


def payloads(message: Outgoing) -> list[Payload]:
    """One for each bubble, in order: one, but for a text too long for it."""
    if template := message.meta.get("template"):
        bodies: list[Payload] = [approved(template)]
    elif body := choices(message):
        bodies = [body]
    else:
        bodies = [text(part) for part in parts(spelled_out(message), language(message))]
    last = len(bodies)
    return [
        {
            "messaging_product": "whatsapp",
            "recipient_type": "individual",
            **addressed(message.guest),
            **body,
            "biz_opaque_callback_data": message.id if n == last else f"{message.id}:{n}",
        }
        for n, body in enumerate(bodies, 1)
    ]


def addressed(guest: str) -> Payload:
    """Numbers go in `to`; a BSUID there would be dropped without a word (W8)."""
    return {"recipient": guest} if BSUID.fullmatch(guest) else {"to": guest}


def text(body: str) -> Payload:
    return {"type": "text", "text": {"preview_url": False, "body": body}}


def approved(template: dict[str, Any]) -> Payload:
    """A template with its variables; Meta takes no line breaks within one."""
    values = [{"type": "text", "text": " ".join(v.split())} for v in template["values"]]
    body: Payload = {"name": template["name"], "language": {"code": template["language"]}}
    if values:
        body["components"] = [{"type": "body", "parameters": values}]
    return {"type": "template", "template": body}


def language(message: Outgoing) -> str:
    return "ms" if message.meta.get("language") == "ms" else "en"


# -- choices


def choices(message: Outgoing) -> Payload | None:
    """As buttons, else as a list; None where neither would be taken."""
    titles, body = message.quick_replies, message.text
    if not titles or not 1 <= len(body) <= LONGEST_BODY or len(set(titles)) < len(titles):
        return None
    if fit(titles, MOST_BUTTONS, LONGEST_BUTTON):
        return interactive("button", body, {"buttons": [button(title) for title in titles]})
    if fit(titles, MOST_ROWS, LONGEST_ROW):
        rows = [{"id": title, "title": title} for title in titles]
        action = {"button": CHOOSE[language(message)], "sections": [{"rows": rows}]}
        return interactive("list", body, action)
    return None


def fit(titles: tuple[str, ...], most: int, longest: int) -> bool:
    return len(titles) <= most and all(1 <= len(title.strip()) <= longest for title in titles)


def button(title: str) -> Payload:
    return {"type": "reply", "reply": {"id": title, "title": title}}


def interactive(kind: str, body: str, action: Payload) -> Payload:
    return {
        "type": "interactive",
        "interactive": {"type": kind, "body": {"text": body}, "action": action},
    }


def spelled_out(message: Outgoing) -> str:
    """The text, with choices that fit nowhere as lines whose number can be typed (W17)."""
    lines = [f"{n}. {title}" for n, title in enumerate(message.quick_replies, 1)]
    return "\n\n".join(part for part in (message.text, "\n".join(lines)) if part)


# -- long texts


def parts(body: str, language: str = "en") -> list[str]:
    """At most MOST_PARTS, cut between sentences; what is beyond them is shortened."""
    found: list[str] = []
    rest = body.strip()
    while len(rest) > LONGEST_TEXT and len(found) < MOST_PARTS - 1:
        head = fitting(rest, LONGEST_TEXT)
        found.append(head.rstrip())
        rest = rest[len(head) :].lstrip()
    if len(rest) > LONGEST_TEXT:
        cut = CUT[language]
        rest = fitting(rest, LONGEST_TEXT - len(cut) - 1).rstrip() + " " + cut
    return [*found, rest]


def fitting(body: str, most: int) -> str:
    """The longest beginning of `body` of whole sentences, else words, else letters."""
    taken = ""
    for sentence in sentences.split(body):
        if len(taken) + len(sentence.rstrip()) > most:
            break
        taken += sentence
    if taken:
        return taken[:most]
    space = body.rfind(" ", 0, most)
    return body[:space] if space > 0 else body[:most]
