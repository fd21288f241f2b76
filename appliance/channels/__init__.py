"""Channels turn someone else's wire format into Inbound, and Outgoing back into it."""

from __future__ import annotations

from typing import Protocol

from appliance.engine.message import Outgoing


class ChannelError(Exception):
    """A message was not accepted. Permanent: retrying cannot help, tell staff.

    `retry_after` is in seconds; 0 leaves the pace to delivery.
    """

    def __init__(self, message: str, *, permanent: bool = False, retry_after: float = 0) -> None:
        super().__init__(message)
        self.permanent, self.retry_after = permanent, retry_after


class Channel(Protocol):
    streams: bool  # whether the guest sees an answer while it is being written
    by_job: bool  # delivered by a job beside the turn, which does not wait for it

    def send(self, message: Outgoing) -> str:
        """Deliver one message; the channel's own id for it. Raises ChannelError."""
        ...
