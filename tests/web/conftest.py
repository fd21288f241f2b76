from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from appliance.cluster import EmbeddedPostgres
from tests.conftest import furnished
from tests.web.house import House, hotel, open_house
from tests.web.office import Office, opened


@pytest.fixture(scope="session")
def template(cluster: EmbeddedPostgres, template: str) -> str:
    return furnished(cluster, template, hotel())


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    with open_house(tmp_path) as opened:
        yield opened


@pytest.fixture
def office(store_for, tmp_path) -> Iterator[Office]:
    with opened(store_for(hotel()), tmp_path) as one:
        yield one
