"""What staff changed on the dashboard, on record."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from appliance.store.records import OverrideRow
from tests.conftest import Property
from tests.store.facts import NOON

pytestmark = pytest.mark.postgres

ROUTE = OverrideRow("route", "gm", {"url": "tgram://token", "kinds": ["urgent"]}, "amy", NOON)


@pytest.fixture
def store(store_for):
    return store_for(Property("alpha"))


def test_a_change_made_again_replaces_the_first(store):
    store.put_override(ROUTE)
    later = replace(ROUTE, value={"url": "tgram://other", "kinds": []}, changed_by="ben")
    store.put_override(later)
    assert store.overrides() == [later]


def test_the_oldest_comes_first_and_each_can_be_taken_back(store):
    mode = OverrideRow("mode", "", {"mode": "draft"}, "amy", NOON - timedelta(hours=1))
    store.put_override(ROUTE)
    store.put_override(mode)
    assert store.overrides() == [mode, ROUTE]
    assert store.drop_override("mode", "")
    assert not store.drop_override("mode", "")
    assert store.overrides() == [ROUTE]


def test_m10_an_alerts_address_is_enciphered_and_survives_new_keys(store):
    store.put_override(ROUTE)
    assert "token" not in store._only("select value_cipher from overrides")["value_cipher"]
    assert store.reencrypt() == 1
    assert store.overrides() == [ROUTE]
