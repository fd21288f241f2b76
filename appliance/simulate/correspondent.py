"""A guest who writes e-mail, and SendGrid, which delivers it to the appliance's webhook."""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import format_datetime, formataddr, make_msgid
from uuid import uuid4

import httpx2

from appliance.simulate.post_office import Received

PATH = "/api/v1/webhook/email"


@dataclass(frozen=True, slots=True)
class SendGrid:
    """Inbound Parse, in its parsed mode."""

    url: str
    user: str
    password: str = field(repr=False)

    def deliver(self, fields: Mapping[str, str], files: Mapping[str, bytes] | None = None) -> int:
        """The webhook's status. Raises httpx2.HTTPError where nobody answers."""
        login = base64.b64encode(f"{self.user}:{self.password}".encode()).decode()
        content_type, body = form(fields, files or {})
        headers = {"Authorization": f"Basic {login}", "Content-Type": content_type}
        return httpx2.post(self.url + PATH, content=body, headers=headers, timeout=60).status_code


def form(fields: Mapping[str, str], files: Mapping[str, bytes]) -> tuple[str, bytes]:
    """A multipart form as SendGrid writes it; `files` are attachments by name."""
    boundary = f"xYz{uuid4().hex}"
    info = {f"attachment{n}": {"filename": name} for n, name in enumerate(files, 1)}
    told = {**fields, "attachments": str(len(files)), "attachment-info": json.dumps(info)}
    parts = [_part(boundary, f'name="{name}"', value.encode()) for name, value in told.items()]
    for n, (name, data) in enumerate(files.items(), 1):
        parts.append(_part(boundary, f'name="attachment{n}"; filename="{name}"', data))
    body = b"".join(parts) + f"--{boundary}--\r\n".encode()
    return f"multipart/form-data; boundary={boundary}", body


def _part(boundary: str, named: str, data: bytes) -> bytes:
    return (
        f"--{boundary}\r\nContent-Disposition: form-data; {named}\r\n\r\n".encode() + data + b"\r\n"
    )


@dataclass
class Correspondent:
    """A guest's mail program: it answers below the last letter, and quotes it."""

    mailbox: str
    name: str
    hotel: str  # the address written to
    subject: str = "Question"
    last: Received | None = None  # the hotel's last letter
    ids: list[str] = field(default_factory=list)  # Message-IDs of the thread

    def writes(self, text: str, **headers: str) -> dict[str, str]:
        """The fields of one delivery. Header names are written with "_" for "-"."""
        self.ids.append(make_msgid(domain="guest.example"))
        told = {
            "Message-ID": self.ids[-1],
            "Date": format_datetime(datetime.now(UTC)),
            "From": formataddr((self.name, self.mailbox)),
            "To": self.hotel,
            "Subject": self.subject,
            **self.below(),
            **{name.replace("_", "-"): value for name, value in headers.items()},
        }
        return {
            "headers": "".join(f"{name}: {value}\n" for name, value in told.items()),
            "from": told["From"],
            "to": told["To"],
            "subject": told["Subject"],
            "text": text + self.quotation(),
            "envelope": json.dumps({"to": [self.hotel], "from": self.mailbox}),
            "charsets": json.dumps({"from": "UTF-8", "subject": "UTF-8", "text": "UTF-8"}),
            "dkim": f"{{@{self.mailbox.partition('@')[2]} : pass}}",
            "SPF": "pass",
        }

    def below(self) -> dict[str, str]:
        if self.last is None:
            return {}
        answered = str(self.last.message["Message-ID"])
        earlier = f"{self.last.message['References'] or ''} {answered}".strip()
        return {"In-Reply-To": answered, "References": earlier}

    def quotation(self) -> str:
        if self.last is None:
            return ""
        body = self.last.message.get_body(("plain",))
        said = str(body.get_content()).strip() if body else ""
        quoted = "\n".join(f"> {line}" for line in said.split("\n"))
        return f"\n\nOn {self.last.message['Date']}, {self.hotel} wrote:\n{quoted}\n"

    def reads(self, letter: Received) -> None:
        self.last = letter
        self.subject = str(letter.message["Subject"] or self.subject)
