"""The API document (OpenAPI 3.1), made from the endpoints themselves, and a page to browse it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from http import HTTPStatus
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import models_json_schema
from sanic import HTTPResponse, Request, Sanic, html, json, text

import appliance
from appliance.web.endpoint import JSON, PREFIX, Endpoint, mounted
from appliance.web.errors import PROBLEM, not_found
from appliance.web.schemas import ProblemDocument

REF = "#/components/schemas/{model}"
PART = re.compile(r"<(\w+):(\w+)>")
SECURITY_SCHEMES: dict[str, dict[str, str]] = {
    "widget_key": {
        "type": "apiKey",
        "in": "header",
        "name": "X-Property-Key",
        "description": "The property's widget key, from a page of a listed origin.",
    },
    "guest": {
        "type": "http",
        "scheme": "bearer",
        "bearerFormat": "JWT",
        "description": "The token a conversation was started with.",
    },
    "staff": {
        "type": "http",
        "scheme": "bearer",
        "bearerFormat": "JWT",
        "description": "An access token from /auth/token; good for 15 minutes.",
    },
    "session": {
        "type": "apiKey",
        "in": "cookie",
        "name": "nocturn_access",
        "description": "The dashboard's cookies, for its own pages.",
    },
}
ASSETS = {
    "swagger-ui.css": "text/css",
    "swagger-ui-bundle.js": "text/javascript",
    "swagger-ui-standalone-preset.js": "text/javascript",
    "favicon-32x32.png": "image/png",
}
PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Nocturn API</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="/api/docs/favicon-32x32.png">
<link rel="stylesheet" href="/api/docs/swagger-ui.css"></head>
<body><div id="swagger-ui"></div>
<noscript>The document itself: <a href="/api/v1/openapi.json">openapi.json</a></noscript>
<script src="/api/docs/swagger-ui-bundle.js"></script>
<script src="/api/docs/swagger-ui-standalone-preset.js"></script>
<script src="/api/docs/start.js"></script></body></html>
"""
START = f"""SwaggerUIBundle({{
  url: "{PREFIX}/openapi.json",
  dom_id: "#swagger-ui",
  presets: [SwaggerUIBundle.presets.apis, SwaggerUIStandalonePreset],
  layout: "BaseLayout",
  validatorUrl: null,
}});
"""


def document(endpoints: Iterable[Endpoint], cookie: str = "nocturn_access") -> dict[str, Any]:
    """The document as JSON-ready values. `cookie` is the name of the dashboard's access cookie."""
    endpoints = tuple(endpoints)
    paths: dict[str, dict[str, Any]] = {}
    for endpoint in endpoints:
        operations = paths.setdefault(PART.sub(r"{\1}", endpoint.route), {})
        operations[endpoint.method.lower()] = _operation(endpoint)
    session = {**SECURITY_SCHEMES["session"], "name": cookie}
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Nocturn",
            "version": appliance.__version__,
            "description": "The appliance a hotel runs to answer guests after hours, catch the lead"
            " and hand over to staff. Errors are problem documents (RFC 9457); every response"
            " carries X-Request-ID.",
        },
        "servers": [{"url": "/"}],
        "tags": [{"name": tag} for tag in dict.fromkeys(one.tag for one in endpoints)],
        "paths": paths,
        "components": {
            "schemas": _schemas(endpoints),
            "securitySchemes": {**SECURITY_SCHEMES, "session": session},
        },
    }


def _operation(endpoint: Endpoint) -> dict[str, Any]:
    operation: dict[str, Any] = {
        "operationId": endpoint.name,
        "summary": endpoint.summary,
        "tags": [endpoint.tag],
        "security": [{scheme: []} for scheme in endpoint.door.schemes],
        "responses": _responses(endpoint),
    }
    if description := _description(endpoint):
        operation["description"] = description
    if parameters := [*_path_parameters(endpoint), *_query_parameters(endpoint)]:
        operation["parameters"] = parameters
    if endpoint.body:
        operation["requestBody"] = {
            "required": bool(endpoint.body.model_json_schema().get("required")),
            "content": {JSON: {"schema": _ref(endpoint.body)}},
        }
    return operation


def _description(endpoint: Endpoint) -> str:
    roles = ", ".join(f"`{role}`" for role in endpoint.door.roles)
    return "\n\n".join(filter(None, (endpoint.description, roles and f"Roles: {roles}.")))


def _responses(endpoint: Endpoint) -> dict[str, Any]:
    success: dict[str, Any] = {"description": HTTPStatus(endpoint.status).phrase}
    if endpoint.answer:
        success["content"] = {endpoint.media: {"schema": _ref(endpoint.answer)}}
    elif endpoint.media != JSON:
        success["content"] = {endpoint.media: {"schema": {"type": "string"}}}
    responses = {str(endpoint.status): success}
    taken = {400, 413, 415} if endpoint.body else set()
    for status in sorted({*endpoint.errors, *endpoint.door.refusals, *taken, 500}):
        responses[str(status)] = {
            "description": HTTPStatus(status).phrase,
            "content": {PROBLEM: {"schema": _ref(ProblemDocument)}},
        }
    return responses


def _path_parameters(endpoint: Endpoint) -> list[dict[str, Any]]:
    return [
        {
            "name": name,
            "in": "path",
            "required": True,
            "schema": {"type": "string", "format": kind} if kind == "uuid" else {"type": "string"},
        }
        for name, kind in PART.findall(endpoint.path)
    ]


def _query_parameters(endpoint: Endpoint) -> list[dict[str, Any]]:
    if endpoint.media != JSON:
        return [
            {
                "name": name,
                "in": place,
                "description": "The last event number that was seen",
                "schema": {"type": "integer", "minimum": 0},
            }
            for name, place in (("after", "query"), ("Last-Event-ID", "header"))
        ]
    if endpoint.query is None:
        return []
    schema = endpoint.query.model_json_schema(ref_template=REF)
    required = schema.get("required", ())
    return [
        {"name": name, "in": "query", "required": name in required, "schema": one}
        for name, one in schema["properties"].items()
    ]


def _schemas(endpoints: Iterable[Endpoint]) -> dict[str, Any]:
    asked = {one.body for one in endpoints if one.body}
    given = {one.answer for one in endpoints if one.answer} | {ProblemDocument}
    by_name: dict[str, Any] = {}
    for models, mode in ((asked, "validation"), (given, "serialization")):
        ordered = sorted(models, key=lambda model: model.__name__)
        _, schema = models_json_schema(
            [(model, mode) for model in ordered],  # type: ignore[misc]
            ref_template=REF,
        )
        by_name |= schema.get("$defs", {})
    return dict(sorted(by_name.items()))


def _ref(model: type[BaseModel]) -> dict[str, str]:
    return {"$ref": REF.format(model=model.__name__)}


# -- serving it


def mount_document(app: Sanic[Any, Any], cookie: str) -> None:
    @cache
    def written() -> dict[str, Any]:
        """At the first request: by then everything is mounted."""
        return document(mounted(app), cookie)

    async def openapi_document(_: Request) -> HTTPResponse:
        return json(written())

    app.add_route(openapi_document, f"{PREFIX}/openapi.json", name="openapi_document")
    app.add_route(_page, "/api/docs", name="docs")
    app.add_route(_start, "/api/docs/start.js", name="docs_start")
    app.add_route(_asset, "/api/docs/<name:str>", name="docs_asset")


async def _page(_: Request) -> HTTPResponse:
    return html(PAGE)


async def _start(_: Request) -> HTTPResponse:
    return text(START, content_type="text/javascript")


async def _asset(_: Request, name: str) -> HTTPResponse:
    """Swagger UI's own files, from the package that carries them; no other host is asked."""
    found = _asset_file(name)
    if found is None:
        raise not_found()
    return HTTPResponse(
        found, content_type=ASSETS[name], headers={"Cache-Control": "public, max-age=86400"}
    )


@cache
def _asset_file(name: str) -> bytes | None:
    folder = _assets()
    if name not in ASSETS or folder is None:
        return None
    return (folder / name).read_bytes()


def _assets() -> Path | None:
    """Found, not imported: the package's own code wants Django, its files do not."""
    spec = find_spec("drf_spectacular_sidecar")
    if spec is None or spec.origin is None:
        return None
    static = Path(spec.origin).parent / "static" / "drf_spectacular_sidecar"
    return static / "swagger-ui-dist"
