"""Which pages may use the widget.

An `Origin` header is compared as a whole: scheme, host and port, nothing implied. `https://hotel.example`
lets neither `https://www.hotel.example` nor `http://hotel.example` nor `https://hotel.example:8443`
in; each is listed on its own. A default port may be written or left out. The appliance's own public
address is always allowed, and on a machine's own loopback address so is the page it serves itself.
"""

from __future__ import annotations

from collections.abc import Iterable
from ipaddress import ip_address
from urllib.parse import urlsplit

DEFAULT_PORTS = {"http": 80, "https": 443}


def origin_of(url: str) -> str:
    """`scheme://host[:port]` in one spelling (RFC 6454 §6.1); "" where `url` has none."""
    try:
        parts = urlsplit(url.strip())
        scheme, host, port = parts.scheme.lower(), parts.hostname, parts.port
    except ValueError:
        return ""
    if scheme not in DEFAULT_PORTS or not host:
        return ""
    name = f"[{host}]" if ":" in host else host
    return (
        f"{scheme}://{name}"
        if port in (None, DEFAULT_PORTS[scheme])
        else f"{scheme}://{name}:{port}"
    )


class Origins:
    def __init__(self, listed: Iterable[str], public_url: str) -> None:
        self.own = origin_of(public_url)
        self._allowed = {origin_of(url) for url in (*listed, public_url)} - {""}

    def allows(self, origin: str, host: str) -> bool:
        """May a page of `origin` use the widget of the appliance called as `host`?"""
        named = origin_of(origin)
        return named in self._allowed or (_is_loopback(named) and _same_host(named, host))

    def is_own(self, origin: str, host: str) -> bool:
        """Is `origin` a page of this appliance? A proxy may speak TLS for us, so hosts decide."""
        named = origin_of(origin)
        return bool(named) and (named == self.own or _same_host(named, host))


def _same_host(origin: str, host: str) -> bool:
    return origin == origin_of(f"{urlsplit(origin).scheme}://{host}")


def _is_loopback(origin: str) -> bool:
    host = urlsplit(origin).hostname or ""
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False
