"""Passwords of staff, hashed with Argon2id.

Parameters are OWASP's (Password Storage Cheat Sheet): 19 MiB, two passes, one lane. A hash costs
tens of milliseconds of one core; call both functions off the event loop.
"""

from __future__ import annotations

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

LONGEST = 200  # characters; hashing a megabyte is a way to keep the appliance busy
SHORTEST = 10
HASHER = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
NOBODY = HASHER.hash("nobody has this password")  # so that an unknown name takes as long


def hash_password(password: str) -> str:
    return HASHER.hash(password)


def is_password(hashed: str, password: str) -> bool:
    """False also where there is no hash: an invited person has not set one yet."""
    try:
        return HASHER.verify(hashed or NOBODY, password) and bool(hashed)
    except (VerificationError, InvalidHashError):
        return False
