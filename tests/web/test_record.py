"""The same doors before the real record."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any, cast
from uuid import uuid4

import httpx
import pytest

from appliance import codec
from appliance.store import Store
from appliance.store.records import ApiKeyRow, StaffRow
from appliance.web.app import build
from tests.patience import PATIENCE
from tests.web.house import HASH, KEY, NOON, Clock, GuestPage, House, appliance, hotel, serving

pytestmark = pytest.mark.postgres


@pytest.fixture
def kept(store_for: Callable[..., Store], tmp_path: Path) -> Iterator[House]:
    store, clock = store_for(hotel()), Clock()
    key = ApiKeyRow(str(uuid4()), "site", KEY[:6], NOON, None, None)
    store.add_api_key(key, sha256(KEY.encode()).hexdigest())
    of = appliance(tmp_path, cast("Any", store), clock)
    app = build(of)
    with serving(app) as url, httpx.Client(base_url=url, timeout=PATIENCE, verify=False) as client:
        yield House(url, of, cast("Any", store), clock, app, client)
    of.lanes.close()
    of.spool.close()


def hired(house: House, role: Any) -> StaffRow:
    row = StaffRow(str(uuid4()), f"{role}@selasar.example", role, role, "en", HASH, True, 1)
    house.appliance.store.put_staff(row)
    return row


def flush(house: House) -> None:
    house.appliance.spool.drain(
        lambda facts: house.appliance.store.write(
            [(fact.id, codec.load_fact(fact.body)) for fact in facts]
        )
    )


def test_x1_what_the_spool_has_forgotten_comes_from_the_record(kept):
    client_id = str(uuid4())
    started = kept.start(client_id).json()
    page = GuestPage(kept, started["id"], started["token"])
    page.talk("is there a pool?")
    before = page.read()
    flush(kept)
    kept.appliance.spool.prune(-1.0)
    after = page.read()
    assert after["last_event_id"] == 0
    heard = [(m["id"], m["text"]) for m in before["messages"] if m["role"] == "guest"]
    assert [(m["id"], m["text"]) for m in after["messages"]] == heard  # all that was recorded
    assert kept.start(client_id).json()["messages"] == after["messages"]


def test_staff_sign_in_and_a_new_role_counts_at_once(kept):
    row = hired(kept, "gm")
    staff = kept.bearer(row)
    url = f"/api/v1/properties/{kept.appliance.hotel.id}"
    assert kept.client.get(f"{url}/leads", headers=staff).json() == {
        "leads": [],
        "next_offset": None,
    }
    assert kept.client.get(f"{url}/settings", headers=staff).status_code == 200
    assert kept.client.get(f"/api/v1/leads/{uuid4()}", headers=staff).status_code == 404
    change = {"version": 1, "status": "lost"}
    assert (
        kept.client.patch(f"/api/v1/leads/{uuid4()}", json=change, headers=staff).status_code == 404
    )
    kept.appliance.store.put_staff(
        StaffRow(row.id, row.email, row.name, "front_desk", "en", "", True, 1)
    )
    kept.app.ctx.context.members.forget(row.id)
    # a changed role ends the session as well: the store raises the person's token version
    assert kept.client.get(f"{url}/settings", headers=staff).status_code == 401


def test_p8_reading_leads_is_in_the_audit_trail(kept):
    staff = kept.bearer(hired(kept, "reservations"))
    kept.client.get(f"/api/v1/properties/{kept.appliance.hotel.id}/leads", headers=staff)
    flush(kept)
    actions = {fact.action for fact in kept.appliance.store.audit_trail()}
    assert {"sign_in", "leads.read"} <= actions


def test_health_with_the_record(kept):
    assert kept.client.get("/api/v1/health").json()["status"] == "ok"
