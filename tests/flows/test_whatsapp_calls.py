"""What one call of Meta's holds, and who a guest is, from the signed webhook to the record."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from appliance import desk
from appliance.desk import Staff
from appliance.simulate.graph import File, Refusal
from appliance.simulate.guest import Guest, Meta
from tests.flows.conftest import NIGHT
from tests.flows.whatsapp import Line, connected, text_of
from tests.llm.provider_server import ProviderServer, ok, slow_first
from tests.patience import wait_until

pytestmark = pytest.mark.postgres

MEI = Staff("s1", "Mei", "reservations")
TAN = Guest("60123450901", "Tan", "MY.900901")


@pytest.fixture
def line(settings) -> Iterator[Line]:
    with connected(settings) as one:
        yield one


def asks(line: Line, guest: Guest, text: str) -> dict[str, Any]:
    return line.meta.messages(guest, guest.says(text, line.clock()))


def statuses(payload: dict[str, Any]) -> Any:
    return payload["entry"][0]["changes"][0]["value"]["statuses"]


def test_w2_two_entries_of_three_changes_for_two_hotels_lose_none(line):
    call = asks(line, line.guest, "What time is breakfast?")
    theirs = Meta("", "", "555", "60399").messages(TAN, TAN.says("Any room?", line.clock()))
    call["entry"][0]["changes"] += theirs["entry"][0]["changes"]
    call["entry"] += asks(line, TAN, "Is there parking?")["entry"]
    assert [len(entry["changes"]) for entry in call["entry"]] == [2, 1]
    assert line.meta.post(call) == 200
    wait_until(lambda: len(line.graph.sent) == 2)
    line.settle()
    assert {sent["to"] for sent in line.graph.sent} == {line.guest.number, TAN.number}
    assert [m.text for m in line.record if m.role == "guest"] == ["What time is breakfast?"]
    tans = line.app.store.messages(line.house.id_of(f"whatsapp:{TAN.number}"))
    assert [m.text for m in tans if m.role == "guest"] == ["Is there parking?"]
    assert line.app.spool.depth()["quarantine"] == 1
    assert len(line.app.store.conversations()) == 2


def test_w3_a_change_of_messages_and_reports_settles_both(line):
    line.ask("What time is breakfast?")
    call = asks(line, line.guest, "Is there parking?")
    report = statuses(line.meta.status("wamid.STANDIN000001", "read", line.clock()))
    call["entry"][0]["changes"][0]["value"]["statuses"] = report
    assert line.meta.post(call) == 200
    wait_until(lambda: len(line.graph.sent) == 2)
    assert [(m.role, m.status) for m in line.record][1] == ("ai", "read")
    assert [m.text for m in line.record if m.role == "guest"][1] == "Is there parking?"


def test_w11_whose_bsuid_changes_goes_on_where_they_were(line):
    old, new = Guest("", "Aisyah", "MY.111"), Guest("", "Aisyah", "MY.222")
    line.ask("What time is breakfast?", old)
    ids = {"previous": old.user_id, "current": new.user_id}
    told = {"wa_id": "", "user_id": ids, "timestamp": line.clock()}
    assert line.meta.post(line.meta.payload("user_id_update", {"user_id_update": [told]})) == 200
    desk.take_over(line.app, line.house.id_of("whatsapp:MY.111"), MEI)
    desk.say(line.app, line.house.id_of("whatsapp:MY.111"), MEI, "We have a room", "c1")
    wait_until(lambda: len(line.graph.sent) == 2)
    assert line.graph.sent[-1]["recipient"] == "MY.222"
    line.say("Thank you!", new)
    line.settle()
    [row] = line.app.store.conversations()
    assert [m.role for m in line.app.store.messages(row.id)] == ["guest", "ai", "staff", "guest"]


def test_w13_a_refusal_outside_of_the_window_is_told_and_not_tried_again(line):
    line.graph.refusals.append(Refusal(400, 131047))
    line.say("What time is breakfast?")
    [alert] = line.alerts
    assert "did not reach" in alert.title
    answer = line.record[-1]
    assert (answer.role, answer.status) == ("ai", "failed")
    assert "template" in answer.status_detail
    line.app.spool.release_leases()
    assert line.app.spool.depth()["outbox"] == 0
    assert line.graph.sent == []


def test_w15_a_long_answer_arrives_in_two_parts_in_order_and_is_sent_once_both_are(line, hasty):
    line.ask("What time is breakfast?")
    id = line.house.id_of(line.key)
    desk.take_over(line.app, id, MEI)
    text = " ".join(f"Sentence number {n} is here." for n in range(190))
    line.graph.refusals.append(Refusal(500, 131016))  # the first part is put off, and comes first
    desk.say(line.app, id, MEI, text, "c1")
    wait_until(lambda: len(line.graph.sent) == 3)
    parts = [text_of(sent) for sent in line.graph.sent[1:]]
    assert " ".join(parts) == text
    assert all(part.endswith("here.") and len(part) <= 4096 for part in parts)
    assert [m.text for m in line.record if m.role == "staff"] == [text]


@pytest.mark.parametrize("way", ["tapped", "typed", "template"])
def test_w17_a_tap_and_its_number_typed_call_a_person_alike(line, way):
    offered = line.ask("Do you have a helicopter pad?")["interactive"]["action"]["buttons"]
    yes = offered[0]["reply"]
    said = {
        "tapped": ("interactive", {"type": "button_reply", "button_reply": yes}),
        "typed": ("text", {"body": "1"}),
        "template": ("button", {"text": yes["title"], "payload": "p"}),
    }
    kind, part = said[way]
    line.deliver(line.guest.sends(kind, line.clock(), **{kind: part}))
    line.settle()
    assert (line.state.mode, line.state.handoff_reason) == ("handoff", "asked")


@pytest.mark.parametrize("before", ["", "Is there parking?"], ids=["Malay", "English"])
def test_w20_a_pin_is_answered_with_the_way_from_the_knowledge(line, before):
    sent = int(bool(before and line.ask(before)))
    place = {"latitude": 5.3, "longitude": 100.3, "name": "Queensbay Mall"}
    line.deliver(line.guest.sends("location", line.clock(), location=place))
    wait_until(lambda: len(line.graph.sent) > sent)
    answer = line.record[-1]
    assert answer.meta["sources"]
    assert line.app.hotel.address in answer.text


def test_w24_what_comes_while_a_model_thinks_is_answered_with_it_in_one(settings):
    with ProviderServer() as server:
        thinking = server.event()
        server.script(slow_first(thinking, "Breakfast is from 8:00 am."), ok("Parking is free."))
        settings = replace(settings, openai_key="k", openai_base_url=server.openai)
        with connected(settings, answer_deadline=60.0, hedge_after=60.0) as line:
            line.say("What time is breakfast?")
            wait_until(lambda: server.requests)
            line.say("And is there parking?")
            wait_until(line.app.arrivals.idle)
            thinking.set()
            wait_until(lambda: line.graph.sent)
            assert [m.role for m in line.record] == ["guest", "guest", "ai"]
            assert len(line.graph.sent) == 1
            asked = server.requests[-1].last
            assert "breakfast" in asked
            assert "parking" in asked


def test_w29_the_advertisement_that_brought_a_guest_stands_on_the_lead(line):
    ad = {"source_type": "ad", "source_id": "12", "headline": "Raya", "ctwa_clid": "c"}
    asked = line.guest.says(
        "A deluxe room from 24 to 26 December 2026 for 2 adults", line.clock(), referral=ad
    )
    line.deliver(asked)
    line.ask("Is breakfast included?")  # the later message names no advertisement
    [lead] = line.app.store.leads(conversation=line.house.id_of(line.key))
    assert lead.details["source"] == ad


@pytest.mark.parametrize("name", ["", "🌸🌸"])
def test_w32_a_nameless_guest_stays_nameless_on_the_lead_and_in_the_answer(line, name):
    guest = Guest("", name, "MY.777")
    sent = line.ask("A deluxe room from 24 to 26 December 2026 for 2 adults please", guest)
    assert "🌸" not in text_of(sent)
    [lead] = line.app.store.leads()
    assert (lead.name, lead.phone) == ("", "")
    [row] = line.app.store.conversations()
    assert row.guest_name == ""


def test_w19_a_photo_without_words_stands_unread_and_calls_nobody(line):
    line.graph.files["77"] = File(b"photo", "image/jpeg")
    photo = {"id": "77", "mime_type": "image/jpeg"}
    line.deliver(line.guest.sends("image", line.clock(), image=photo))
    wait_until(lambda: line.graph.sent)
    assert "perkataan" in text_of(line.graph.sent[0])  # asked to say it, in the hotel's language
    assert line.alerts == []
    [shown] = line.record[0].meta["attachments"]
    assert shown["sensitive"]
    wait_until(lambda: line.app.media.read(shown["media"]) == b"photo")
    yesterday = NIGHT - timedelta(days=1)
    unread = line.app.store.conversations(reader=str(uuid4()), unread_since=yesterday, unread=True)
    assert [row.id for row in unread] == [line.house.id_of(line.key)]
