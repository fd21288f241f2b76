"""A whole config pack: read every file, collect every problem, then build the Hotel."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from appliance.engine.hotel import Desk, Hotel, RateRow
from appliance.hotel.build import Parts, build
from appliance.hotel.checks import disagreements, warnings
from appliance.hotel.desks import DeskReader
from appliance.hotel.rates import read_rates
from appliance.hotel.schema import FILES, OPTIONAL, RATES, Channels, HoursFile, RoomsFile
from appliance.hotel.toml_file import TomlFile, read_toml
from appliance.hotel.validate import validated
from appliance.hotel.values import Strict
from appliance.problems import PackError, Problem, nearest

YEARS_WITHOUT_RATES = range(2025, 2036)
F = TypeVar("F", bound=Strict)


@dataclass(frozen=True, slots=True)
class Pack:
    hotel: Hotel
    channels: Channels
    warnings: tuple[Problem, ...] = ()


def load(tenant_dir: Path, slug: str) -> Hotel:
    """The hotel of tenant_dir/slug. Raises PackError with all that is wrong."""
    return read(tenant_dir, slug).hotel


def read(tenant_dir: Path, slug: str) -> Pack:
    """The whole pack of tenant_dir/slug. Raises PackError with all that is wrong."""
    folder = tenant_dir / slug
    if not folder.is_dir():
        raise PackError(slug, [Problem(slug, "", "there is no such pack", f"a folder {folder}")])
    return _Reading(folder, slug).pack()


class _Reading:
    """One pass over a folder."""

    def __init__(self, folder: Path, slug: str) -> None:
        self.folder = folder
        self.slug = slug
        self.problems: list[Problem] = []
        self.files: dict[str, TomlFile] = {}
        self.models: dict[str, Strict] = {}

    def pack(self) -> Pack:
        self._stray_files()
        for name, model in FILES.items():
            self._read(name, model)
        card = self._rates()
        desks = self._desks(card)
        self.problems += disagreements(self.files, self.models, card)
        if self.problems:
            raise PackError(self.slug, sorted(self.problems, key=_file_order))
        parts = Parts(self.slug, self.models, tuple(card), desks)
        channels = parts.file(Channels, "channels.toml")
        rooms = parts.file(RoomsFile, "rooms.toml")
        return Pack(build(parts), channels, tuple(warnings(rooms, card)))

    def _stray_files(self) -> None:
        """A misspelt name would leave a file unread, and its defaults in force."""
        known = {*FILES, RATES}
        for path in sorted(self.folder.iterdir()):
            if path.suffix in (".toml", ".csv") and path.name not in known:
                expected = nearest(path.name, known)
                self.problems.append(Problem(path.name, "", "no file has this name", expected))

    def _read(self, name: str, model: type[Strict]) -> None:
        path = self.folder / name
        if not path.is_file():
            if name in OPTIONAL:
                self.models[name] = model()
            else:
                self._missing(name)
            return
        file = read_toml(path)
        if isinstance(file, Problem):
            self.problems.append(file)
            return
        self.files[name] = file
        result = validated(file, model)
        if isinstance(result, list):
            self.problems += result
        else:
            self.models[name] = result

    def _rates(self) -> list[RateRow]:
        path = self.folder / RATES
        if not path.is_file():
            self._missing(RATES)
            return []
        card, problems = read_rates(path)
        self.problems += problems
        return card

    def _desks(self, card: list[RateRow]) -> dict[str, Desk]:
        hours = self.models.get("hours.toml")
        if not isinstance(hours, HoursFile):
            return {}
        reader = DeskReader(self.files["hours.toml"], hours, _years(card))
        desks = reader.desks()
        self.problems += reader.problems
        return desks

    def _missing(self, name: str) -> None:
        self.problems.append(Problem(name, "", "the file is missing", "see the pack's README"))


def _years(card: list[RateRow]) -> range:
    """The rate card's years, one before and two after: `next_open_at` looks beyond its end."""
    if not card:
        return YEARS_WITHOUT_RATES
    return range(min(row.first for row in card).year - 1, max(row.last for row in card).year + 3)


def _file_order(problem: Problem) -> str:
    return problem.file
