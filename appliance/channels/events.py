"""What a vendor tells a channel, besides messages (Inbound), in the words of the product."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from appliance.engine.message import Inbound
from appliance.engine.text import Text


@dataclass(frozen=True, slots=True)
class Report:
    """How far a message of ours got."""

    status: Literal["sent", "delivered", "read", "failed"]
    at: datetime
    external_id: str  # the vendor's own id of the message
    message: str = ""  # ours, where the vendor says which it was
    whole: bool = True  # of all of it; False of a part that others follow
    detail: str = ""  # why it failed, for staff
    down: bool = False  # nothing gets through until somebody mends the account
    meta: dict[str, Any] = field(default_factory=dict)  # what the vendor says of it, verbatim


@dataclass(frozen=True, slots=True)
class Renamed:
    """All of these are one guest, who is reached at `address` from now on."""

    names: tuple[str, ...]
    address: str


@dataclass(frozen=True, slots=True)
class Notice:
    """Something about the hotel's account. `cause` is a short stable word for it."""

    cause: str
    title: Text
    body: str  # as the vendor puts it
    trouble: str = ""  # what is wrong with the channel until it works again; empty: nothing is
    over: bool = False  # what was wrong is mended


@dataclass(frozen=True, slots=True)
class Unusable:
    """Delivered, genuine, and nothing of ours can use it. `id` is the same for the same content."""

    id: str
    body: str
    why: str
    alarming: bool = False  # staff should hear of it: another hotel's messages come here


Event = Inbound | Report | Renamed | Notice | Unusable
