"""The clock beside the turns: guests who wait for a person, and colleagues who have left."""

from __future__ import annotations

from datetime import timedelta

import pytest

from appliance import desk
from appliance.engine.ids import derive
from appliance.engine.staff import Staff
from appliance.store.records import StaffRow
from tests.flows.conftest import NIGHT
from tests.patience import wait_until

MEI = Staff(derive("mei"), "Mei", "gm")
GUEST = Staff("guest", "Guest", "system")
pytestmark = pytest.mark.postgres


def alerts(house):
    wait_until(lambda: house.app.spool.depth()["ledger"] == 0)
    return {alert.title for alert in house.app.store.alerts()}


def waiting(house):
    key = house.write("What time is breakfast?", "ana")
    id = house.id_of(key)
    wait_until(lambda: house.said(id))
    return key, desk.hand_off(house.app, id, "asked", GUEST)


def test_h4_nobody_claims_it_and_the_manager_hears_while_the_guest_is_told_once(house):
    key, c = waiting(house)
    assert desk.watch(house.app) == 0
    promised = house.app.recall(key).handed_off_at
    said = len(house.said(c.id))
    house.app.now = lambda: promised + timedelta(hours=14)  # past the next opening, and an hour
    assert desk.watch(house.app) == 1
    assert desk.watch(house.app) == 0
    assert any(title.startswith("Nobody has answered") for title in alerts(house))
    assert len(house.said(c.id)) == said + 1


def test_h4_a_cluster_that_is_away_keeps_nobody_waiting(house, monkeypatch):
    _, c = waiting(house)
    house.app.now = lambda: NIGHT + timedelta(hours=14)
    house.app.store.close()
    monkeypatch.setattr(house.app, "store", None)  # whoever asks the record now fails
    assert desk.watch(house.app) == 1
    assert house.app.recall_id(c.id).escalated == 2


def test_h12_what_a_dismissed_colleague_had_goes_back_to_everybody(house):
    _, c = waiting(house)
    row = StaffRow(MEI.id, "mei@kelapa.example", "Mei", "gm", "en", "", True, 0)
    house.app.store.put_staff(row)
    desk.take_over(house.app, c.id, MEI)
    assert desk.watch(house.app) == 0
    house.app.store.put_staff(
        StaffRow(MEI.id, row.email, "Mei", "gm", "en", "", is_active=False, token_version=1)
    )
    assert desk.watch(house.app) == 1
    assert house.app.recall_id(c.id).mode == "handoff"
    assert "Mei has left: this guest needs somebody" in alerts(house)
