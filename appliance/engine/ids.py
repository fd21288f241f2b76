"""Every id is derived from its cause, so doing a thing twice names it once."""

from __future__ import annotations

from uuid import UUID, uuid5

NOCTURN = UUID("6f1f3a1c-1d0e-5f0a-9f38-6e6f6374726e")


def derive(*cause: object) -> str:
    """The UUID (version 5, RFC 9562) named by `cause`; equal causes give equal ids."""
    return str(uuid5(NOCTURN, "\x1f".join(str(part) for part in cause)))
