"""Notes, replies kept ready, what was read, and leads that are one."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest

from appliance.engine.facts import NoteFact, PromiseFact
from appliance.engine.ids import derive
from appliance.store import Conflict, NotFound
from appliance.store.records import CannedReply
from tests.conftest import Property
from tests.store.facts import (
    CONVERSATION,
    GUEST,
    NOON,
    at,
    conversation,
    lead,
    message,
    numbered,
    snapshot,
)

MEI, RAVI = derive("mei"), derive("ravi")
WEEK_AGO = NOON - timedelta(days=7)


@pytest.fixture
def store(store_for):
    opened = store_for(Property("desk"))
    opened.write(numbered([snapshot(), message("hello", at=at(1))]))
    return opened


def unread(store, reader=MEI, since=WEEK_AGO):
    return [row.id for row in store.conversations(reader=reader, unread_since=since, unread=True)]


def test_a_note_is_kept_once_and_unreadable_in_the_cluster(store):
    note = NoteFact(derive("n"), CONVERSATION.id, MEI, "Mei", "VIP: Aisyah Rahman", NOON)
    store.write(numbered([note]))
    store.write(numbered([note]))
    [kept] = store.notes(CONVERSATION.id)
    assert (kept.staff_name, kept.text, kept.at) == ("Mei", "VIP: Aisyah Rahman", NOON)
    [row] = store._rows("select text_cipher from notes")
    assert "Aisyah" not in row["text_cipher"]


def test_h13_a_note_is_not_among_the_messages(store):
    store.write(numbered([NoteFact(derive("n"), CONVERSATION.id, MEI, "Mei", "rude", NOON)]))
    assert [m.text for m in store.messages(CONVERSATION.id)] == ["text of hello"]
    assert store.conversations()[0].preview == "text of hello"


def test_unread_is_each_persons_own(store):
    assert unread(store) == [CONVERSATION.id]
    store.mark_read(MEI, [CONVERSATION.id], at(2))
    assert unread(store) == []
    assert unread(store, RAVI) == [CONVERSATION.id]
    store.mark_read(MEI, [CONVERSATION.id], at(0))  # a slower tab takes nothing back
    assert unread(store) == []


def test_what_we_say_ourselves_is_not_unread(store):
    store.mark_read(MEI, [CONVERSATION.id], at(2))
    said = message("answer", role="ai", at=at(3))
    store.write(numbered([snapshot(revision=2, last_at=at(3)), said]))
    assert unread(store) == []
    asked = message("again", at=at(4))
    store.write(numbered([snapshot(revision=3, last_at=at(4)), asked]))
    assert unread(store) == [CONVERSATION.id]


def test_what_is_old_is_not_unread_to_somebody_new(store):
    assert unread(store, since=at(5)) == []


def test_a_canned_reply_is_changed_and_dropped(store):
    reply = CannedReply(derive("c"), "Parking", "It is RM 12.", "RM 12.", MEI, NOON)
    store.put_canned_reply(reply)
    store.put_canned_reply(CannedReply(reply.id, "Parking", "Free.", "Percuma.", RAVI, at(1)))
    assert [(r.text_en, r.updated_by) for r in store.canned_replies()] == [("Free.", RAVI)]
    assert store.drop_canned_reply(reply.id) == 1
    assert store.canned_replies() == []


# -- one guest, two leads


@pytest.fixture
def twice(store):
    """Aisyah on WhatsApp, and again on the web, for the same days; Omar for others."""
    web = conversation("web:1")
    other = lead(id=derive("web"), conversation=web.id, channel="web", value=Decimal("100.00"))
    omar = lead(id=derive("omar"), conversation=web.id, phone="+60198887777", email="")
    store.write(numbered([lead(), snapshot("web:1"), other, omar]))
    return store


def test_l10_the_same_guest_on_two_channels_is_suggested(twice):
    assert [row.id for row in twice.same_guest(derive("lead"))] == [derive("web")]
    assert [row.id for row in twice.same_guest(derive("omar"))] == []


def test_l10_another_stay_is_not_the_same_inquiry(twice):
    later = lead(
        id=derive("later"),
        conversation=conversation("web:1").id,
        details={"check_in": "2026-06-01"},
    )
    twice.write(numbered([later]))
    assert derive("later") not in {row.id for row in twice.same_guest(derive("lead"))}


def test_l10_merged_leads_are_counted_once(twice):
    night = (at(-60), at(60))
    assert twice.recovery(*night).estimated == Decimal("420.00")
    twice.merge_lead(derive("web"), 1, derive("lead"), actor=MEI, now=NOON)
    assert twice.recovery(*night).estimated == Decimal("320.00")
    assert twice.recovery(*night).leads == 2
    assert derive("web") not in {row.id for row in twice.leads()}
    assert twice.same_guest(derive("lead")) == []
    twice.merge_lead(derive("web"), 2, "", actor=MEI, now=NOON)
    assert twice.recovery(*night).estimated == Decimal("420.00")
    assert [fact.action for fact in twice.audit_trail(target=derive("web"))] == ["lead.merge"] * 2


@pytest.mark.parametrize("into", [derive("nobody"), derive("web")])
def test_l10_there_must_be_another_lead_to_count_instead(twice, into):
    with pytest.raises(NotFound):
        twice.merge_lead(derive("web"), 1, into, actor=MEI, now=NOON)


def test_l16_a_merge_names_the_version_it_saw(twice):
    with pytest.raises(Conflict):
        twice.merge_lead(derive("web"), 7, derive("lead"), actor=MEI, now=NOON)


def test_leads_by_what_they_are_worth(twice):
    assert [row.value for row in twice.leads(order="value")] == [
        Decimal("160.00"),
        Decimal("160.00"),
        Decimal("100.00"),
    ]
    assert GUEST.name in {row.name for row in twice.leads(channel="web")}


def test_t14_inquiries_by_the_hotels_own_hours_and_days(store):
    late = snapshot("web:9", started_at=at(5 * 60), after_hours=False)  # 01:00 of the 3rd in KL
    store.write(numbered([late]))
    by_hour = store.arrivals(at(-60), at(600), "Asia/Kuala_Lumpur", "hour")
    assert [(a.at.day, a.at.hour, a.total, a.after_hours) for a in by_hour] == [
        (2, 20, 1, 1),
        (3, 1, 1, 0),
    ]
    by_day = store.arrivals(at(-60), at(600), "Asia/Kuala_Lumpur", "day")
    assert [(a.at.day, a.total) for a in by_day] == [(2, 1), (3, 1)]


# -- promises


PROMISE = PromiseFact(derive("p"), CONVERSATION.id, "reservations", "a call", at(60), NOON)
SAID = message("said", role="staff", at=at(30))
CLOSED = snapshot(revision=5, status="resolved", ended_at=at(40))


def kept(store):
    return [promise.kept_at for promise in store.promises(CONVERSATION.id)]


@pytest.mark.parametrize(
    ("facts", "when"),
    [
        ([PROMISE, SAID], at(30)),
        ([SAID, PROMISE], at(30)),
        ([PROMISE, CLOSED], at(40)),
        ([CLOSED, PROMISE], at(40)),
        ([PROMISE, message("before", role="staff", at=at(-5))], None),
        ([PROMISE, message("ai", role="ai", at=at(30))], None),
    ],
)
def test_a_persons_word_keeps_what_was_promised_in_whatever_order_it_is_told(store, facts, when):
    for fact in facts:
        store.write(numbered([fact]))
    assert kept(store) == [when]


@pytest.mark.parametrize(("status", "when"), [("contacted", at(50)), ("new", None)])
def test_a_lead_somebody_has_called_keeps_what_was_promised(store, status, when):
    store.write(numbered([PROMISE, lead()]))
    store.update_lead(derive("lead"), 1, status=status, actor=MEI, now=at(50))
    assert kept(store) == [when]
