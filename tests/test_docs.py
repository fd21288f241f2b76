"""The documents tell the truth about options, verbs and modules."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from appliance.cli import VERBS
from appliance.settings import OPTIONS, SettingsError, read

ROOT = Path(__file__).parent.parent


def text(name: str) -> str:
    return (ROOT / name).read_text()


@pytest.mark.parametrize("name", [option.name for option in OPTIONS])
def test_every_option_is_in_operations(name):
    assert f"`{name}`" in text("OPERATIONS.md")


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_is_in_operations(verb):
    assert f"nocturn {verb}" in text("OPERATIONS.md")


def test_every_module_has_a_room_in_the_architecture():
    said = text("ARCHITECTURE.md")
    names = {p.name for p in (ROOT / "appliance").iterdir() if not p.name.startswith("_")}
    assert {name for name in names if name.removesuffix(".py") not in said} == set()


def test_every_dependency_has_its_reason():
    declared = text("pyproject.toml").partition("dependencies = [")[2].partition("]")[0]
    packages = re.findall(r'"([a-z0-9-]+)', declared)
    said = text("DECISIONS.md")
    assert {package for package in packages if package not in said} == set()


def test_locks_carry_hashes_and_no_address():
    for lock in (ROOT / "requirements").glob("*.lock"):
        lines = lock.read_text()
        assert "://" not in lines
        assert lines.count("==") <= lines.count("--hash=sha256:")


def test_an_option_may_come_from_a_file(tmp_path):
    secret = tmp_path / "key"
    secret.write_text("from a file\n")
    assert read({"OPENAI_API_KEY_FILE": str(secret)}).openai_key == "from a file"
    assert read({"NOCTURN_SECRET_DESK": "json://x"}).secrets == {"DESK": "json://x"}


def test_every_wrong_option_is_told_at_once():
    with pytest.raises(SettingsError) as e:
        read({"NOCTURN_PORT": "70000", "NOCTURN_LOG_LEVEL": "loud", "NOCTURN_CREW": "-1"})
    assert all(
        name in str(e.value) for name in ("NOCTURN_PORT", "NOCTURN_LOG_LEVEL", "NOCTURN_CREW")
    )
