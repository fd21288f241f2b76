"""Where the packs are, and a copy of one to break."""

from __future__ import annotations

import shutil
from pathlib import Path

from appliance.hotel import PackError, load

ROOT = Path(__file__).parents[2]
DEMO = ROOT / "tenant_config"
FIXTURES = ROOT / "tests" / "fixtures" / "packs" / "tenant_config"
RATES_HEADER = "room,season,from,to,days,price,breakfast,min_nights,bookable_until\n"


def copied(folder: Path, slug: str = "teluk-kelapa") -> Path:
    """A pack of its own for a test; returns its folder."""
    return shutil.copytree(FIXTURES / slug, folder / slug)


def replaced(pack: Path, name: str, old: str, new: str) -> None:
    path = pack / name
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def problems(pack: Path) -> list[str]:
    """What is wrong with a pack, a line each; none where it loads."""
    try:
        load(pack.parent, pack.name)
    except PackError as error:
        return [str(problem) for problem in error.problems]
    return []


def rates_problems(folder: Path, *rows: str) -> list[str]:
    pack = copied(folder)
    (pack / "rates.csv").write_text(RATES_HEADER + "\n".join(rows), "utf-8")
    return problems(pack)
