"""Channels turn someone else's wire format into Inbound, and Outgoing back into it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from appliance.channels.events import Event
from appliance.engine.message import Outgoing


class ChannelError(Exception):
    """A message was not accepted. Permanent: retrying cannot help, tell staff.

    `retry_after` is in seconds; 0 leaves the pace to delivery. `down`: nothing gets through until
    somebody mends the account. `told`: the log has said so before, once for all messages.
    """

    def __init__(
        self,
        message: str,
        *,
        permanent: bool = False,
        retry_after: float = 0,
        down: bool = False,
        told: bool = False,
    ) -> None:
        super().__init__(message)
        self.permanent, self.retry_after, self.down = permanent, retry_after, down
        self.told = told


class Channel(Protocol):
    streams: bool  # whether the guest sees an answer while it is being written
    by_job: bool  # delivered by a job beside the turn, which does not wait for it

    def send(self, message: Outgoing) -> str:
        """Deliver one message; the channel's own id for it. Raises ChannelError."""
        ...


@dataclass(frozen=True, slots=True)
class Off:
    """A channel that is switched off while something for it still waits, or is still decided."""

    name: str
    streams = False
    by_job = False

    def send(self, _message: Outgoing) -> str:
        raise ChannelError(f"{self.name} is switched off", down=True)


@runtime_checkable
class Attentive(Protocol):
    """A channel that can show a guest that an answer is being written."""

    def attend(self, message_id: str) -> None:
        """For the message with this id (Inbound.id). Returns at once, raises nothing."""
        ...


@runtime_checkable
class Keeper(Protocol):
    """A channel whose files stay with its vendor until they are fetched."""

    def fetch(self, remote: str) -> bytes:
        """The file an Attachment names as `remote`. Raises ChannelError."""
        ...


@runtime_checkable
class Called(Protocol):
    """A channel whose vendor calls us."""

    def events(self, body: bytes) -> list[Event]:
        """What a genuine call tells, in its order. Raises nothing: what is of no use says so."""
        ...


@runtime_checkable
class Closing(Protocol):
    """A channel that holds connections."""

    def close(self) -> None: ...
