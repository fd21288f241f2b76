"""Meta signs every webhook call with the app's secret: HMAC-SHA-256 over the raw body.

Header `X-Hub-Signature-256: sha256=<hex>`. The bytes as they came are what is signed: a body that
was parsed and written again, even to the same JSON, no longer fits (W5).
"""

from __future__ import annotations

import hashlib
import hmac

HEADER = "X-Hub-Signature-256"
PREFIX = "sha256="


def sign(body: bytes, app_secret: str) -> str:
    """The header's value for `body`."""
    return PREFIX + hmac.new(app_secret.encode(), body, hashlib.sha256).hexdigest()


def is_genuine(body: bytes, given: str, app_secret: str) -> bool:
    """Whether `given` is the signature of `body`, compared in constant time."""
    return same(given, sign(body, app_secret))


def is_subscriber(mode: str, token: str, verify_token: str) -> bool:
    """Whether a GET of the callback URL is Meta's own, with the token entered there (W6)."""
    return mode == "subscribe" and same(token, verify_token)


def same(given: str, right: str) -> bool:
    """Whether they are equal, in a time that tells nothing. Headers may hold half characters."""
    return hmac.compare_digest(given.encode("utf-8", "replace"), right.encode())
