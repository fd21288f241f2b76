"""What a channel delivered and nobody could use: kept for a person to look at, for a month.

It is whatever strangers sent, passports and card numbers not excepted, so it is enciphered as
guests' files are. The spool remembers why it lies there.
"""

from __future__ import annotations

from typing import Literal

from appliance import logs
from appliance.app import Appliance

log = logs.get(__name__)

# what comes of something delivered; the last three are, or stay, here
Became = Literal["received", "quiet", "repeated", "misdirected", "unreadable", "own"]
OF_NO_USE: frozenset[Became] = frozenset({"misdirected", "unreadable", "own"})


def put(app: Appliance, id: str, channel: str, body: bytes, why: str) -> bool:
    """On the disk once this returns. True the first time. Raises OSError, sqlite3.Error."""
    app.media.keep(id, body)
    new = app.spool.quarantine(id, channel, why)
    log.warning("set aside", channel=channel, why=why, new=new)
    return new


def kept(app: Appliance, id: str) -> bytes:
    """As it was delivered. Raises LookupError where nothing is, Undecipherable."""
    body = app.media.read(id)
    if body is None:
        raise LookupError(id)
    return body


def forget(app: Appliance, *ids: str) -> None:
    for id in ids:
        app.media.forget(id)
    app.spool.release(ids)


def forget_old(app: Appliance, seconds: float) -> int:
    """What nobody has asked for since; how much it was."""
    old = [aside.id for aside in app.spool.quarantined(seconds)]
    forget(app, *old)
    return len(old)
