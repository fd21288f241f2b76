"""The Graph API over HTTP. Whatever goes wrong becomes a ChannelError that says what to do."""

from __future__ import annotations

import hashlib
import json
import logging
from dataclasses import dataclass
from typing import Any

import httpx2

from appliance.channels import ChannelError
from appliance.channels.whatsapp import faults
from appliance.channels.whatsapp.faults import Fault

log = logging.getLogger(__name__)

CONNECT, WAIT = 4.0, 12.0  # seconds for a connection; for each answer, or piece of a file
UNSURE = 20.0  # seconds before a repeat where Meta may have taken it: its report may come first
LARGEST_FILE = 100 * 2**20  # bytes; Meta's own limit for documents
VERSION = "facebook-api-version"  # header: the version that answered
OLDEST = 22  # versions before it are retired, or about to be


@dataclass(frozen=True, slots=True)
class FileInfo:
    url: str
    content_type: str
    size: int
    sha256: str


class Graph:
    """`base_url` without a slash at its end; `version` like "v24.0"."""

    def __init__(self, base_url: str, version: str, number_id: str, token: str) -> None:
        self._root = f"{base_url}/{version}"
        self._messages = f"{self._root}/{number_id}/messages"
        self._version, self._told = version, False
        self._http = httpx2.Client(
            headers={"Authorization": f"Bearer {token}"},
            timeout=httpx2.Timeout(WAIT, connect=CONNECT),
            limits=httpx2.Limits(max_connections=40, max_keepalive_connections=20),
        )
        if int(version[1:].partition(".")[0]) < OLDEST:
            log.warning("the Graph API version %s is old: Meta retires it", version)

    def close(self) -> None:
        self._http.close()

    def send(self, payload: dict[str, Any]) -> str:
        """The message's wamid. Raises ChannelError."""
        answer = self._call("POST", self._messages, json=payload)
        try:
            return str(answer["messages"][0]["id"])
        except (KeyError, IndexError, TypeError):
            raise ChannelError("Meta's answer names no message", retry_after=UNSURE) from None

    def mark_read(self, wamid: str) -> None:
        """Blue ticks, and "typing…" until we answer or for 25 seconds. Raises ChannelError."""
        receipt = {
            "messaging_product": "whatsapp",
            "status": "read",
            "message_id": wamid,
            "typing_indicator": {"type": "text"},
        }
        self._call("POST", self._messages, json=receipt)

    def file_info(self, media_id: str) -> FileInfo:
        """Where the file is for the next five minutes. Raises ChannelError."""
        found = self._call("GET", f"{self._root}/{media_id}")
        size = str(found.get("file_size") or 0)  # a number, or its digits
        return FileInfo(
            url=str(found.get("url") or ""),
            content_type=str(found.get("mime_type") or ""),
            size=int(size) if size.isdecimal() else 0,
            sha256=str(found.get("sha256") or ""),
        )

    def fetch(self, media_id: str, largest: int = LARGEST_FILE) -> bytes:
        """A file's bytes, asked for its address anew (W18). Raises ChannelError."""
        info = self.file_info(media_id)
        if info.size > largest:
            raise ChannelError(f"the file has {info.size} bytes", permanent=True)
        data = self._download(info.url, largest)
        if info.sha256 and hashlib.sha256(data).hexdigest() != info.sha256:
            raise ChannelError("the file came damaged")
        return data

    def _download(self, url: str, largest: int) -> bytes:
        try:
            with self._http.stream("GET", url) as answer:
                if answer.status_code != 200:
                    raise ChannelError(f"HTTP {answer.status_code} for the file")
                data = bytearray()
                for piece in answer.iter_bytes():
                    data += piece
                    if len(data) > largest:
                        raise ChannelError("the file is larger than told", permanent=True)
                return bytes(data)
        except (httpx2.HTTPError, httpx2.InvalidURL) as error:
            raise ChannelError(f"{type(error).__name__} for the file") from error

    def _call(self, method: str, url: str, **what: Any) -> dict[str, Any]:
        try:
            answer = self._http.request(method, url, **what)
        except httpx2.ConnectError as error:  # nothing was sent
            raise ChannelError("Meta cannot be reached") from error
        except httpx2.HTTPError as error:  # it may have been
            said = f"no answer from Meta: {type(error).__name__}"
            raise ChannelError(said, retry_after=UNSURE if method == "POST" else 0) from error
        self._notice_version(answer)
        return understood(answer)

    def _notice_version(self, answer: httpx2.Response) -> None:
        """Meta answers calls of a retired version by the oldest it still has, and says so."""
        used = answer.headers.get(VERSION, self._version)
        if used != self._version and not self._told:
            self._told = True
            log.warning("the Graph API answered as %s, not %s", used, self._version)


def understood(answer: httpx2.Response) -> dict[str, Any]:
    """The body of a success. Raises ChannelError with what is to be done about a refusal."""
    try:
        body = answer.json()
    except ValueError:
        body = None
    if answer.is_success and isinstance(body, dict) and "error" not in body:
        return body
    if answer.is_success:
        raise ChannelError("Meta's answer cannot be read", retry_after=UNSURE)
    raise as_error(refusal(answer.status_code, body))


def refusal(status: int, body: Any) -> Fault:
    try:
        error = body["error"]
        data = error.get("error_data") or {}
        details = str(data.get("details") or error.get("message") or "")
        return faults.judge(status, int(error["code"]), details)
    except (KeyError, TypeError, ValueError, AttributeError):
        return faults.judge(status, None, f"HTTP {status}, {json.dumps(body)[:100]}")


def as_error(fault: Fault) -> ChannelError:
    return ChannelError(
        fault.reason,
        permanent=fault.remedy == "stop",
        retry_after=fault.wait,
        down=fault.remedy == "down",
    )
