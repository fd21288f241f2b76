"""`nocturn eval` as it is typed, on files the test writes."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from appliance import cli
from tests.llm.provider_server import ProviderServer

PACKS = Path(__file__).parents[1] / "fixtures" / "packs"
Write = Callable[..., Path]


@dataclass
class Run:
    """What one measurement printed, wrote and returned."""

    status: int
    printed: str
    predictions: dict[Any, dict[str, Any]]

    def measure(self, name: str) -> str:
        """The value printed beside `name`."""
        lines = [line.strip() for line in self.printed.splitlines()]
        return next(line[len(name) :].strip() for line in lines if line.startswith(f"{name}  "))


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """A file of one JSON object a line; a text is written as it is."""

    def written(name: str, rows: Sequence[object]) -> Path:
        path = tmp_path / name
        lines = [row if isinstance(row, str) else json.dumps(row) for row in rows]
        path.write_text("".join(f"{line}\n" for line in lines))
        return path

    return written


@pytest.fixture
def evaluate(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Iterator[Callable[..., Run]]:
    for name in ("OPENAI_API_KEY", "ANTHROPIC_API_KEY", "NOCTURN_DATABASE_URL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("NOCTURN_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("NOCTURN_PROPERTY", "teluk-kelapa")
    monkeypatch.setenv("NOCTURN_TENANT_DIR", str(PACKS / "tenant_config"))
    monkeypatch.setenv("NOCTURN_KNOWLEDGE_DIR", str(PACKS / "knowledge_packs"))
    out = tmp_path / "predictions.jsonl"

    def run(kind: str, *arguments: object) -> Run:
        with pytest.raises(SystemExit) as ended:
            cli.main(["eval", kind, *map(str, arguments), "--out", str(out)])
        rows = [json.loads(line) for line in out.read_text().splitlines()] if out.exists() else []
        code = ended.value.code
        told = code if isinstance(code, str) else ""
        status = code if isinstance(code, int) else 1
        return Run(status, capsys.readouterr().out + told, {row["id"]: row for row in rows})

    root = logging.getLogger()
    before = root.handlers[:]
    yield run
    root.handlers[:] = before  # the verb's own writes to a stream that ends with this test


@pytest.fixture
def server() -> Iterator[ProviderServer]:
    with ProviderServer() as running:
        yield running
