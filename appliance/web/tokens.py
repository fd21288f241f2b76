"""Signed statements about who is calling (JWT, RFC 7519; HS256).

A token is good for one use only, its audience:

    guest    one conversation, from one browser
    staff    a member of staff, for minutes
    refresh  the right to ask for the next staff token, once
    invite   the right to set a password, once: setting it makes the token's version old
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, Literal

import jwt

Audience = Literal["guest", "staff", "refresh", "invite"]
LIFETIME: dict[Audience, timedelta] = {
    "guest": timedelta(days=1),  # the widget asks again with its client_id
    "staff": timedelta(minutes=15),
    "refresh": timedelta(days=14),
    "invite": timedelta(days=2),
}
REQUIRED = ["exp", "sub", "aud", "iss", "iat"]


class InvalidToken(Exception):
    """Forged, expired, for another use or of another property."""


class Tokens:
    def __init__(self, secret: bytes, issuer: str) -> None:
        """`secret` is at least 32 bytes; `issuer` is the property's id."""
        self._secret, self._issuer = secret, issuer
        self._jwt = jwt.PyJWT(options={"enforce_minimum_key_length": True})

    def issue(self, audience: Audience, subject: str, now: datetime, **claims: Any) -> str:
        standard = {
            "iss": self._issuer,
            "aud": audience,
            "sub": subject,
            "iat": int(now.timestamp()),
            "exp": int((now + LIFETIME[audience]).timestamp()),
        }
        return self._jwt.encode(claims | standard, self._secret, algorithm="HS256")

    def read(self, audience: Audience, token: str, now: datetime) -> dict[str, Any]:
        """The claims of a token that is valid at `now`. Raises InvalidToken."""
        try:
            claims = self._jwt.decode(
                token,
                self._secret,
                algorithms=["HS256"],
                audience=audience,
                issuer=self._issuer,
                # judged below, by the appliance's clock rather than the library's
                options={"require": REQUIRED, "verify_exp": False, "verify_iat": False},
            )
            expired = now.timestamp() >= float(claims["exp"])
        except (jwt.InvalidTokenError, TypeError, ValueError) as error:
            raise InvalidToken(type(error).__name__) from None
        if expired:
            raise InvalidToken("expired")
        return claims
