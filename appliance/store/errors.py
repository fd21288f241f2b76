"""What can go wrong with the record. Messages say what to do about it."""

from __future__ import annotations

from appliance.store.records import LeadRow


class StoreUnavailable(Exception):
    """The cluster is away, or too busy to answer in time. Try again later."""


class UnsafeRole(Exception):
    """The role connected with could read or change more than its own property."""


class OldSchema(Exception):
    """Database and program are not of one version."""


class UnknownProperty(Exception):
    """The role connected with is not the one of this property."""


class WrongKeys(Exception):
    """The record was enciphered with other keys than the appliance has."""


class MigrationRefused(Exception):
    """A migration cannot be run as things stand; nothing of it was."""


class ProvisionRefused(Exception):
    """The property cannot be made as asked; nothing was."""


class NotFound(Exception):
    """No such row, or not of this property."""


class Conflict(Exception):
    """Somebody else changed the lead since; `current` is how it stands."""

    def __init__(self, current: LeadRow) -> None:
        super().__init__(f"lead {current.id} is at version {current.version}")
        self.current = current


class Refused(Exception):
    """The record cannot hold one fact, now or ever: `fact` is its ledger id. None was written."""

    def __init__(self, fact: str, reason: str) -> None:
        super().__init__(f"{fact}: {reason}")
        self.fact = fact
