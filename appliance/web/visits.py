"""The dashboard's cookies."""

from __future__ import annotations

from dataclasses import dataclass

from sanic import Request
from sanic.response import BaseHTTPResponse

from appliance.web.tokens import LIFETIME


@dataclass(frozen=True, slots=True)
class Pass:
    """What a signed-in browser or program holds. Empty tokens take a browser's away."""

    access: str
    refresh: str


NOTHING = Pass("", "")


class Visits:
    """Named after the hotel: cookies ignore ports, and two appliances may share a host."""

    def __init__(self, slug: str) -> None:
        self.access, self._refresh = f"nocturn_{slug}_access", f"nocturn_{slug}_refresh"

    def tokens(self, request: Request) -> tuple[str, str]:
        cookies = request.cookies
        return cookies.get(self.access) or "", cookies.get(self._refresh) or ""

    def keep(self, response: BaseHTTPResponse, tokens: Pass, *, secure: bool) -> None:
        for name, value, age in (
            (self.access, tokens.access, LIFETIME["staff"]),
            (self._refresh, tokens.refresh, LIFETIME["refresh"]),
        ):
            response.add_cookie(
                name,
                value,
                path="/",
                httponly=True,
                samesite="Lax",
                secure=secure,
                max_age=int(age.total_seconds()) if value else 0,
            )
