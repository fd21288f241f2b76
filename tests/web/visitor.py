"""Whoever looks at the pages of a running house, as a browser of the same site would."""

from __future__ import annotations

import httpx

from tests.patience import PATIENCE
from tests.web.house import PASSWORD

SAME_SITE = {"sec-fetch-site": "same-origin"}


def visitor(url: str | httpx.URL) -> httpx.Client:
    """Reads no list of the web's authorities, which costs 85 ms of processor: the house speaks
    plain HTTP."""
    return httpx.Client(base_url=url, headers=SAME_SITE, timeout=PATIENCE, verify=False)


def sign_in(url: str | httpx.URL, name: str, password: str = PASSWORD) -> httpx.Client:
    client = visitor(url)
    form = {"email": f"{name}@selasar.example", "password": password}
    assert client.post("/login", data=form).status_code == 303
    return client
