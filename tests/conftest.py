"""The database every suite may use: one embedded cluster a session, a fresh database a test."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import psycopg2
import pytest
from hypothesis import settings

from appliance.cluster import EmbeddedPostgres
from appliance.engine.ids import derive
from appliance.store import Store, ensure_database, migrate, provision_property, role_name
from appliance.vault import Vault

settings.register_profile("nocturn", deadline=None)  # a busy machine is no defect
settings.load_profile("nocturn")

PASSWORD = "only for tests"
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


@pytest.fixture(scope="session")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EmbeddedPostgres]:
    hasty = {"fsync": "off"}  # what it holds need not outlive the session
    with EmbeddedPostgres(tmp_path_factory.mktemp("cluster"), settings=hasty) as server:
        yield server


@pytest.fixture(scope="session")
def template(cluster: EmbeddedPostgres) -> str:
    """The name of a migrated database, to be copied."""
    ensure_database(cluster.dsn(), "migrated")
    migrate(cluster.dsn(database="migrated"))
    return "migrated"


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
