"""A WhatsApp guest: what Meta would post about them, signed as Meta signs it."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from itertools import count
from typing import Any
from uuid import uuid4

import httpx2

from appliance.channels.whatsapp.signature import HEADER, sign

PATH = "/api/v1/webhook/whatsapp"


@dataclass
class Guest:
    """Somebody with a phone. `number` may be empty: then only the BSUID is known (W8)."""

    number: str = "60123450182"
    name: str = "Nurul"
    user_id: str = "MY.48213955210067"
    _ids: Any = field(default_factory=lambda: (f"wamid.{uuid4().hex}{n}" for n in count()))

    def says(self, text: str, at: float, **more: Any) -> dict[str, Any]:
        return self.sends("text", at, text={"body": text}, **more)

    def sends(self, type: str, at: float, **more: Any) -> dict[str, Any]:
        """One message of any type, as it stands under `messages`."""
        who = {"from": self.number} if self.number else {}
        named = {"from_user_id": self.user_id} if self.user_id else {}
        message = {"id": next(self._ids), "timestamp": str(int(at)), "type": type}
        return who | named | message | more

    @property
    def contact(self) -> dict[str, Any]:
        found: dict[str, Any] = {"profile": {"name": self.name}}
        found |= {"wa_id": self.number} if self.number else {}
        return found | ({"user_id": self.user_id} if self.user_id else {})


@dataclass(frozen=True, slots=True)
class Meta:
    """Posts to an appliance's webhook in Meta's name."""

    url: str
    app_secret: str
    number_id: str
    number: str = "6045550182"

    def post(self, payload: dict[str, Any], *, timeout: float = 10.0) -> int:
        """The status answered with. Raises httpx2.HTTPError where nobody answers."""
        body = json.dumps(payload, ensure_ascii=False).encode()
        headers = {HEADER: sign(body, self.app_secret), "content-type": "application/json"}
        return httpx2.post(
            self.url + PATH, content=body, headers=headers, timeout=timeout
        ).status_code

    def messages(self, guest: Guest, *messages: dict[str, Any]) -> dict[str, Any]:
        contacts = [guest.contact]
        return self.payload("messages", {"contacts": contacts, "messages": list(messages)})

    def status(self, id: str, status: str, at: float, **more: Any) -> dict[str, Any]:
        report = {"id": id, "status": status, "timestamp": str(int(at))} | more
        return self.payload("messages", {"statuses": [report]})

    def payload(self, field: str, value: dict[str, Any]) -> dict[str, Any]:
        metadata = {"display_phone_number": self.number, "phone_number_id": self.number_id}
        value = {"messaging_product": "whatsapp", "metadata": metadata} | value
        change = {"field": field, "value": value}
        return {"object": "whatsapp_business_account", "entry": [{"id": "1", "changes": [change]}]}
