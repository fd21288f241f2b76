"""The dashboard's cookies, as its pages use them."""

from __future__ import annotations

from collections.abc import Iterator
from http.cookies import SimpleCookie
from pathlib import Path
from typing import Any

import httpx
import pytest
from sanic import HTTPResponse, Request, Sanic, text

from appliance.desk import Staff
from appliance.web.app import build
from appliance.web.auth import staff_only
from appliance.web.sessions import sign_in, sign_out
from tests.web.house import PASSWORD, Clock, House, Record, appliance, serving


def pages(app: Sanic[Any, Any]) -> None:
    async def enter(request: Request) -> HTTPResponse:
        session = await sign_in(request, "gm@selasar.example", PASSWORD)
        request.ctx.issued = session.tokens
        return text("in")

    async def leave(request: Request) -> HTTPResponse:
        await sign_out(request)
        return text("out")

    @staff_only("gm")
    async def desk(request: Request, staff: Staff) -> HTTPResponse:
        return text(staff.name)

    app.add_route(enter, "/enter", methods=["POST"])
    app.add_route(leave, "/leave", methods=["POST"])
    app.add_route(desk, "/desk", methods=["GET", "POST"])


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    record, clock = Record(), Clock()
    record.hire("gm")
    of = appliance(tmp_path, record, clock)
    app = build(of, mounts=[pages])
    with serving(app) as url, httpx.Client(base_url=url, verify=False) as client:
        yield House(url, of, record, clock, app, client)
    of.lanes.close()
    of.spool.close()


def enter(house: House) -> dict[str, str]:
    """The cookies as a browser on the public address would send them."""
    answer = house.client.post("/enter")
    house.client.cookies.clear()
    return jar(answer)


def jar(answer: httpx.Response) -> dict[str, str]:
    found: SimpleCookie = SimpleCookie()
    for header in answer.headers.get_list("set-cookie"):
        found.load(header)
    return {"Cookie": "; ".join(f"{name}={morsel.value}" for name, morsel in found.items())}


def test_cookies_are_kept_from_scripts_other_sites_and_plain_http(house):
    headers = house.client.post("/enter").headers.get_list("set-cookie")
    assert len(headers) == 2
    for header in headers:
        assert "HttpOnly" in header
        assert "SameSite=Lax" in header
        assert "Secure" in header  # the public address is https
        assert header.startswith("nocturn_selasar_")


def test_a_page_knows_who_is_signed_in(house):
    answer = house.client.get("/desk", headers=enter(house))
    assert (answer.status_code, answer.text) == (200, "Gm")


def test_a_page_sends_strangers_to_sign_in(house):
    answer = house.client.get("/desk?tab=leads")
    assert answer.status_code == 303
    assert answer.headers["location"] == "/login?next=%2Fdesk%3Ftab%3Dleads"
    part = house.client.get(
        "/desk", headers={"HX-Request": "true", "HX-Current-URL": f"{house.url}/leads?page=2"}
    )
    assert part.headers["hx-redirect"] == "/login?next=%2Fleads%3Fpage%3D2"


def test_an_expired_access_cookie_is_renewed_on_the_way(house):
    cookies = enter(house)
    house.clock.pass_by(minutes=16)
    answer = house.client.get("/desk", headers=cookies)
    assert answer.status_code == 200
    renewed = jar(answer)
    assert renewed != cookies
    house.client.cookies.clear()
    assert house.client.get("/desk", headers=renewed).status_code == 200


@pytest.mark.parametrize(
    "where", [{"Origin": "https://evil.test"}, {"Sec-Fetch-Site": "cross-site"}, {}]
)
def test_csrf_other_sites_may_not_act_with_our_cookies(house, where):
    refused = house.client.post("/desk", headers=enter(house) | where)
    assert refused.status_code == 403


@pytest.mark.parametrize(
    "where", [{"Origin": "https://chat.selasar.example"}, {"Sec-Fetch-Site": "same-origin"}]
)
def test_csrf_our_own_pages_may_act(house, where):
    assert house.client.post("/desk", headers=enter(house) | where).status_code == 200


def test_leaving_takes_the_cookies_away(house):
    cookies = enter(house)
    gone = house.client.post("/leave", headers=cookies).headers.get_list("set-cookie")
    assert all("Max-Age=0" in header for header in gone)
    house.client.cookies.clear()
    house.clock.pass_by(minutes=16)
    assert house.client.get("/desk", headers=cookies).status_code == 303
