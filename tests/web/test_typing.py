"""A reply is being written: guest and colleagues see so for some seconds, and nothing is kept."""

from __future__ import annotations

from uuid import uuid4

import pytest

from appliance.feed import STAFF_TOPIC, guest_topic
from tests.web.house import House


@pytest.fixture
def siti(house: House) -> dict[str, str]:
    return house.bearer(house.record.hire("reservations", "siti@selasar.example", name="Siti"))


@pytest.fixture
def ravi(house: House) -> dict[str, str]:
    return house.bearer(house.record.hire("front_desk", "ravi@selasar.example", name="Ravi"))


def heard(house: House, topic: str) -> list[dict[str, object]]:
    """What passes on a topic from now on."""
    told: list[dict[str, object]] = []
    house.appliance.hub.subscribe(
        topic, lambda event: told.append(event.body) if event.kind == "typing" else None
    )
    return told


def test_a_colleague_who_writes_is_seen_by_the_guest_and_at_the_desk(house, siti):
    page = house.guest()
    page.talk("hello")
    id_ = page.path.rpartition("/")[2]
    by_guest, at_desk = heard(house, guest_topic(id_)), heard(house, STAFF_TOPIC)
    other = heard(house, guest_topic(str(uuid4())))
    house.client.post(f"{page.path}/takeover", headers=siti)
    by_guest.clear()
    before = house.appliance.spool.feed_last(STAFF_TOPIC)
    assert house.client.post(f"{page.path}/typing", headers=siti).status_code == 204
    assert by_guest == [{"on": True, "staff_name": "Siti"}]
    assert [(b["conversation"], b["staff_name"]) for b in at_desk] == [(id_, "Siti")]
    assert other == []
    assert house.appliance.spool.feed_last(STAFF_TOPIC) == before  # nothing is kept of it


def test_h2_only_who_has_the_conversation_is_seen_writing_in_it(house, siti, ravi):
    page = house.guest()
    page.talk("hello")
    assert house.client.post(f"{page.path}/typing", headers=siti).status_code == 409
    house.client.post(f"{page.path}/takeover", headers=siti)
    told = heard(house, guest_topic(page.path.rpartition("/")[2]))
    assert house.client.post(f"{page.path}/typing", headers=ravi).status_code == 409
    assert house.client.post(f"{page.path}/typing", headers=page.headers).status_code == 401
    house.client.post(f"{page.path}/release", headers=siti)
    assert house.client.post(f"{page.path}/typing", headers=siti).status_code == 409
    assert [body for body in told if body["on"]] == []


def test_h10_another_hotels_conversation_is_not_there_to_write_in(house, siti):
    path = f"/api/v1/conversations/{uuid4()}/typing"
    assert house.client.post(path, headers=siti).status_code == 404


def test_m9_a_page_gone_wild_is_slowed_down(house, siti):
    page = house.guest()
    page.talk("hello")
    house.client.post(f"{page.path}/takeover", headers=siti)
    answers = [house.client.post(f"{page.path}/typing", headers=siti) for _ in range(41)]
    assert [a.status_code for a in answers] == [204] * 40 + [429]
