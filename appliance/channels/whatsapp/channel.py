"""The channel: what the appliance says goes out, what Meta delivers is read."""

from __future__ import annotations

import logging
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from appliance.channels import ChannelError
from appliance.channels.events import Event
from appliance.channels.whatsapp import signature, webhook, wording
from appliance.channels.whatsapp.client import Graph
from appliance.engine.message import Outgoing

log = logging.getLogger(__name__)

ATTENTIVE = 2  # threads that say "typing…"
MOST_WAITING = 50  # of such; more would be late anyway


@dataclass(frozen=True, slots=True)
class Account:
    """One number's account: what the hotel entered at Meta, and what Meta gave for it."""

    number_id: str
    number: str  # E.164
    access_token: str
    app_secret: str
    verify_token: str


class WhatsApp:
    streams, by_job = False, False

    def __init__(self, account: Account, base_url: str, version: str) -> None:
        self._account = account
        self._graph = Graph(base_url, version, account.number_id, account.access_token)
        self._parts: dict[str, list[str]] = {}  # message -> wamids of its parts that are out
        self._crew = ThreadPoolExecutor(ATTENTIVE, thread_name_prefix="typing")
        self._room = threading.BoundedSemaphore(MOST_WAITING)

    # -- what comes in

    def is_subscriber(self, mode: str, token: str) -> bool:
        return signature.is_subscriber(mode, token, self._account.verify_token)

    def is_genuine(self, body: bytes, given: str) -> bool:
        return signature.is_genuine(body, given, self._account.app_secret)

    def events(self, body: bytes) -> list[Event]:
        return webhook.events(body, self._account.number_id, self._account.number)

    def fetch(self, remote: str) -> bytes:
        """A file a guest sent. Raises ChannelError."""
        return self._graph.fetch(remote)

    # -- what goes out

    def send(self, message: Outgoing) -> str:
        """Deliver all parts, in order; one that is out is not sent again by a retry."""
        done = self._parts.pop(message.id, [])
        for payload in wording.payloads(message)[len(done) :]:
            try:
                done.append(self._graph.send(payload))
            except ChannelError as error:
                if done and not error.permanent:
                    self._parts[message.id] = done
                raise
        return done[-1]

    def attend(self, message_id: str) -> None:
        """Show the guest that an answer is being written. Never waits, and never fails."""
        if not self._room.acquire(blocking=False):
            return
        try:
            self._crew.submit(self._mark_read, message_id.removeprefix("whatsapp:"))
        except RuntimeError:  # closing
            self._room.release()

    def close(self) -> None:
        self._crew.shutdown(wait=True, cancel_futures=True)
        self._graph.close()

    def _mark_read(self, wamid: str) -> None:
        try:
            self._graph.mark_read(wamid)
        except ChannelError as error:
            log.info("not marked as read: %s", error)
        finally:
            self._room.release()
