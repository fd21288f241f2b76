"""What a page asks of the record does not grow with the guests there are; nor does the page."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from appliance.engine.facts import AlertFact, PromiseFact
from appliance.engine.ids import derive
from appliance.store import Store
from tests.pages import HEAVIEST
from tests.web.house import hotel
from tests.web.office import NIGHT, Office, id_of, opened, story

pytestmark = pytest.mark.postgres

PATHS = (
    "/dashboard",
    "/dashboard/counts",
    "/dashboard/recovered",
    "/dashboard/inbox",
    "/dashboard/inbox?view=waiting",
    "/dashboard/inbox?view=unread",
    "/dashboard/inbox?q=bold",
    "/dashboard/leads",
    "/dashboard/leads?sort=value&q=guest",
    "/dashboard/alerts",
    "/dashboard/settings/audit",
    f"/dashboard/conversations/{id_of('web:one')}",
)


class Counted(Store):
    """Counts its statements."""

    statements = 0

    def _cursor(self) -> Any:
        self.statements += 1
        return super()._cursor()


@pytest.fixture
def office(tenant_dsn, vault, tmp_path: Path) -> Iterator[Office]:
    store = Counted(tenant_dsn(hotel()), vault, hotel().id)
    with opened(store, tmp_path) as one:
        yield one
    store.close()


def statements(office: Office, path: str) -> int:
    """Of the cheapest of three looks: who is looking is asked again every few seconds."""
    store: Any = office.store
    asked = []
    for _ in range(3):
        before = store.statements
        assert office.client.get(path).status_code == 200, path
        asked.append(store.statements - before)
    return int(min(asked))


def many_guests(office: Office) -> None:
    """A hundred who wait for a person, were promised one and called staff; all with leads."""
    waiting: dict[str, Any] = {"mode": "handoff", "status": "handed_off", "handed_off_at": NIGHT}
    facts: list[Any] = []
    for n in range(100):
        facts += story(f"web:guest-{n}", f"Guest {n} " + "of a long name " * 4, "280.00", **waiting)
        id_, due = id_of(f"web:guest-{n}"), NIGHT + timedelta(hours=n)
        facts += [
            AlertFact(derive(id_, "alert"), id_, "handoff", "A guest asks", "Guest: Aina", NIGHT),
            PromiseFact(derive(id_, "promise"), id_, "reservations", "Soon", due, NIGHT),
        ]
    office.store.write([(fact.id, fact) for fact in facts])


def test_no_page_asks_more_of_the_record_for_more_guests(office):
    with_three = {path: statements(office, path) for path in PATHS}
    many_guests(office)
    assert {path: statements(office, path) for path in PATHS} == with_three
    assert max(with_three.values()) <= 12


def test_no_page_grows_beyond_its_aim_with_guests(office):
    many_guests(office)
    for path in PATHS:
        assert len(office.client.get(path).content) < HEAVIEST, path
