"""What was set aside, dealt with by a person: looked at, tried again once mended, or thrown away.

By whichever channel it came: each knows how to read again what it could not use.
"""

from __future__ import annotations

from appliance import intake, logs, mailroom, quarantine
from appliance.app import Appliance
from appliance.channels import Called
from appliance.channels.email import inbox, smtp
from appliance.engine import masking
from appliance.quarantine import Became
from appliance.spool import Aside

log = logs.get(__name__)

LONGEST_SHOWN = 20_000  # characters


class SwitchedOff(Exception):
    """The channel it came by is off: nobody would answer."""


def listed(app: Appliance) -> list[Aside]:
    """All of it, the newest first."""
    return app.spool.quarantined()


def found(app: Appliance, id: str) -> Aside:
    """Raises LookupError for what is not, or no longer, set aside."""
    aside = next((each for each in listed(app) if each.id == id), None)
    if aside is None:
        raise LookupError(id)
    return aside


def words(app: Appliance, aside: Aside) -> str:
    """What there is to read of it, card numbers masked. Raises LookupError, Undecipherable."""
    if aside.channel == inbox.CHANNEL:
        told = mailroom.readable(app, aside.id)
    else:
        told = quarantine.kept(app, aside.id).decode("utf-8", "replace")
    return masking.mask(told[:LONGEST_SHOWN])[0]


def replay(app: Appliance, aside: Aside) -> Became:
    """Take it in again; what became of it. What is of use by now is set aside no more.

    Raises SwitchedOff, LookupError, Undecipherable; OSError, sqlite3.Error where our disk fails.
    """
    channel: object = app.channels.get(aside.channel)
    if isinstance(channel, smtp.Email):
        became = mailroom.replay(app, channel.intake, aside.id)
    elif isinstance(channel, Called):
        became = intake.replay(app, aside.channel, channel, aside.id)
    else:
        raise SwitchedOff(aside.channel)
    log.info("replayed", channel=aside.channel, became=became)
    return became


def discard(app: Appliance, aside: Aside) -> None:
    """For good: what lay there, and why."""
    quarantine.forget(app, aside.id)
