"""The API document says what the server does."""

from __future__ import annotations

import re

import httpx
import pytest
from openapi_spec_validator import OpenAPIV31SpecValidator

from appliance.web import dashboard, widget
from appliance.web.api import ENDPOINTS
from appliance.web.app import build
from appliance.web.openapi import document
from tests.web.house import Clock, Record, appliance, serving


@pytest.fixture(scope="module")
def written():
    return document(ENDPOINTS)


def test_the_document_is_valid_openapi_3_1(written):
    assert written["openapi"].startswith("3.1")
    OpenAPIV31SpecValidator(written).validate()


def test_every_route_of_the_api_is_in_the_document(tmp_path):
    of = appliance(tmp_path, Record(), Clock())
    app = build(of, mounts=[dashboard.mounted, widget.mounted("")])
    with serving(app) as url:
        served = httpx.get(f"{url}/api/v1/openapi.json").json()
    of.lanes.close()
    of.spool.close()
    OpenAPIV31SpecValidator(served).validate()
    for route in app.router.routes:
        path = "/" + re.sub(r"<(\w+):\w+>", r"{\1}", route.path)
        if path.startswith("/api/v1/") and path != "/api/v1/openapi.json":
            for method in set(route.methods) - {"OPTIONS"}:
                assert method.lower() in served["paths"].get(path, {}), f"{method} {path}"


def test_every_operation_says_what_it_is_and_who_may(written):
    names = []
    for path, operations in written["paths"].items():
        for method, operation in operations.items():
            assert operation["summary"], f"{method} {path}"
            names.append(operation["operationId"])
            open_to_all = path.startswith(("/api/v1/auth", "/api/v1/health", "/api/v1/ready"))
            assert bool(operation["security"]) is not open_to_all, f"{method} {path}"
    assert len(names) == len(set(names))


def test_errors_are_problem_documents(written):
    for operations in written["paths"].values():
        for operation in operations.values():
            for status, response in operation["responses"].items():
                if int(status) >= 400:
                    assert list(response["content"]) == ["application/problem+json"]


def test_m10_no_secret_stands_in_the_document(house):
    text = house.client.get("/api/v1/openapi.json").text
    assert "nk_test" not in text
    assert house.appliance.settings.secret_key.decode() not in text


def test_literals_and_required_fields_are_there(written):
    schemas = written["components"]["schemas"]
    assert schemas["ConversationView"]["properties"]["mode"]["enum"]
    assert set(schemas["GuestMessage"]["required"]) == {"client_message_id", "text"}
    assert schemas["GuestMessage"]["properties"]["text"]["maxLength"] == 4000


def test_the_page_needs_no_other_host_and_no_inline_script(house):
    page = house.client.get("/api/docs")
    assert page.status_code == 200
    assert "script-src" not in page.headers["content-security-policy"]
    assert "default-src 'self'" in page.headers["content-security-policy"]
    loaded = re.findall(r'(?:src|href)="([^"]+)"', page.text)
    assert all(url.startswith("/api/") for url in loaded)
    assert not re.search(r"<script(?![^>]*src=)|<style|\son\w+=", page.text)
    for url in loaded:
        assert house.client.get(url).status_code == 200, url
    assert house.client.get("/api/docs/LICENSE").status_code == 404
    assert house.client.get("/api/docs/..%2f__init__.py").status_code == 404
