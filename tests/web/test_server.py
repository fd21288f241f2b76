"""The server itself: health, headers, errors, stopping."""

from __future__ import annotations

import signal
import socket
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any, cast

import httpx
import pytest
from sanic import HTTPResponse, Request, Sanic, text

from appliance.web.app import build
from appliance.web.errors import Problem
from tests.patience import PATIENCE
from tests.web.house import SITE, Clock, House, Record, appliance, serving


def broken(app: Sanic[Any, Any]) -> None:
    async def stumble(_: Request) -> HTTPResponse:
        raise RuntimeError("guest said: my card is 4111")

    async def swallow(request: Request) -> HTTPResponse:
        return text(str(len(request.body)))

    app.add_route(stumble, "/stumble")
    app.add_route(stumble, "/api/v1/stumble", name="stumble_in_api")
    app.add_route(swallow, "/hook", methods=["POST"], ctx_max_size=3_000_000)


@pytest.fixture
def stumbling(tmp_path):
    of = appliance(tmp_path, Record(), Clock())
    with (
        serving(build(of, mounts=[broken])) as url,
        httpx.Client(base_url=url, verify=False) as client,
    ):
        yield client
    of.lanes.close()
    of.spool.close()


def test_health_is_ok(house):
    answer = house.client.get("/api/v1/health")
    assert answer.status_code == 200
    assert answer.json()["status"] == "ok"
    assert set(answer.json()["checks"]) == {"spool", "cluster", "knowledge", "models", "channels"}
    assert house.client.get("/api/v1/ready").json() == {"ready": True}


def test_health_without_the_cluster_is_degraded_and_still_200(house):
    house.record.away = True
    answer = house.client.get("/api/v1/health")
    assert (answer.status_code, answer.json()["status"]) == (200, "degraded")
    assert answer.json()["checks"]["cluster"]["status"] == "degraded"
    assert house.client.get("/api/v1/ready").status_code == 200


class FullDisk:
    def record(self, _facts: object) -> None:
        raise sqlite3.OperationalError("database or disk is full")


def test_health_is_503_where_messages_cannot_be_kept(house):
    spool, house.appliance.spool = house.appliance.spool, cast("Any", FullDisk())
    health, ready = house.client.get("/api/v1/health"), house.client.get("/api/v1/ready")
    house.appliance.spool = spool
    assert health.status_code == ready.status_code == 503
    assert health.json()["checks"]["spool"]["status"] == "down"


def test_every_response_carries_security_headers_and_an_id(house):
    for path in ("/api/v1/health", "/nowhere", "/api/v1/nowhere"):
        headers = house.client.get(path).headers
        assert headers["x-content-type-options"] == "nosniff"
        assert "frame-ancestors 'none'" in headers["content-security-policy"]
        assert "unsafe" not in headers["content-security-policy"]
        assert headers["referrer-policy"]
        assert headers["strict-transport-security"]
        assert headers["x-request-id"]


def test_a_callers_request_id_is_kept_where_it_is_a_word(house):
    for given, kept in (("abc-123", True), ("a b", False), ("x" * 65, False)):
        answer = house.client.get("/api/v1/nowhere", headers={"X-Request-ID": given})
        assert (answer.headers["x-request-id"] == given) is kept
        assert answer.json()["request_id"] == answer.headers["x-request-id"]


def test_an_error_of_ours_shows_neither_trace_nor_guests_words(stumbling):
    answer = stumbling.get("/api/v1/stumble")
    assert answer.status_code == 500
    assert answer.json()["code"] == "internal"
    page = stumbling.get("/stumble")
    assert page.headers["content-type"].startswith("text/html")
    for shown in (answer.text, page.text):
        assert "4111" not in shown
        assert "Traceback" not in shown


def test_a_route_may_take_more_than_the_others(stumbling):
    assert stumbling.post("/hook", content=b"x" * 2_000_000).text == "2000000"
    assert stumbling.post("/hook", content=b"x" * 3_100_000).status_code == 413


def test_what_is_not_http_is_refused_and_the_server_goes_on(house):
    host, port = house.url.removeprefix("http://").split(":")
    for sent in (b"GET / HTTP/1.1\r\nno colon here\r\n\r\n", b"\x16\x03\x01 TLS?\r\n\r\n"):
        with socket.create_connection((host, int(port)), timeout=5) as wire:
            wire.sendall(sent)
            assert b"400" in wire.recv(4096).split(b"\r\n")[0]
    assert house.client.get("/api/v1/health").status_code == 200


def test_wrong_method_is_a_problem_too(house):
    answer = house.client.delete("/api/v1/health")
    assert answer.status_code == 405
    assert answer.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize("proxies", [0, 1])
def test_m9_the_clients_address_is_believed_of_trusted_proxies_only(tmp_path, proxies):
    record, clock = Record(), Clock()
    of = appliance(
        tmp_path, record, clock, trusted_proxies=proxies, requests_per_key=5, requests_per_visitor=2
    )
    app = build(of)
    with serving(app) as url, httpx.Client(base_url=url, verify=False) as client:
        house = House(url, of, record, clock, app, client)
        record.cut_key("nk_test_current")
        statuses = []
        for n in range(4):
            client.headers["X-Forwarded-For"] = f"203.0.113.{n}"
            statuses.append(house.start().status_code)
    assert (429 in statuses) is (proxies == 0)
    of.lanes.close()
    of.spool.close()


def test_m10_problem_members_are_not_the_exceptions_text():
    problem = Problem(409, "conflict", "Somebody was faster.")  # type: ignore[arg-type]
    assert str(problem) == "conflict"


def test_sigterm_ends_open_streams_and_exits_cleanly(tmp_path):
    server = subprocess.Popen(
        [sys.executable, "-m", "tests.web.served", str(tmp_path)],
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[2],
    )
    assert server.stdout
    try:
        url = server.stdout.readline().strip()
        started = start(url)
        headers = {"Authorization": f"Bearer {started['token']}", "Origin": SITE}
        path = f"{url}/api/v1/conversations/{started['id']}/events"
        with httpx.stream("GET", path, headers=headers, timeout=PATIENCE) as response:
            lines = response.iter_lines()
            assert next(lines) == "retry: 2000"
            server.send_signal(signal.SIGTERM)
            rest = list(lines)  # ends properly: a broken connection would raise
        assert rest == [""]
        assert server.wait(PATIENCE) == 0
    finally:
        server.kill()
        server.wait()


def start(url: str) -> dict[str, str]:
    body = {
        "client_id": "3f0c1a52-9a52-4b0c-8c1e-5b8f3f1f2f3f",
        "consent": {"version": "1", "language": "en"},
    }
    headers = {"X-Property-Key": "nk_test_current", "Origin": SITE}
    answer = httpx.post(f"{url}/api/v1/conversations", json=body, headers=headers)
    found: dict[str, str] = answer.json()
    return found
