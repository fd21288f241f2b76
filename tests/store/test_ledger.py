from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from appliance import codec
from appliance.engine.facts import GapFact
from appliance.engine.ids import derive
from appliance.store import Conflict, NotFound, Refused
from appliance.store.schema import admin
from appliance.vault import Vault, add_key, drop_old_keys
from tests.conftest import Property
from tests.store.facts import (
    CONVERSATION,
    GUEST,
    KEY,
    NOON,
    at,
    conversation,
    delivery,
    lead,
    message,
    numbered,
    one_of_each,
    snapshot,
)

HOTEL = Property("ledger")
TABLES = "conversations messages deliveries leads lead_history promises alerts gaps usage audit_log"


@pytest.fixture
def store(store_for):
    return store_for(HOTEL)


def dump(dsn):
    """Every row of the tables facts go to, as text."""
    with admin(dsn) as db, db.cursor() as cursor:
        found = {}
        for table in TABLES.split():
            cursor.execute(f"select t::text from nocturn.{table} t order by 1")
            found[table] = [row[0] for row in cursor.fetchall()]
        return found


def test_every_kind_of_fact_is_kept(store, database):
    store.write(numbered(one_of_each()))
    assert {table: len(rows) for table, rows in dump(database).items()} == dict.fromkeys(
        TABLES.split(), 1
    )


def test_l17_facts_written_twice_change_nothing(store, database):
    store.write(numbered(one_of_each()))
    once = dump(database)
    store.write([])
    without_ciphers = [fact for fact in one_of_each() if not hasattr(fact, "state")]
    store.write(numbered(one_of_each()))
    store.write(numbered(without_ciphers))
    assert dump(database) == once


def test_facts_of_a_conversation_not_on_record_yet_wait_for_it(store):
    *facts, last = one_of_each()[0], one_of_each()[2], one_of_each()[1]
    store.write(numbered(facts))
    assert store.conversations() == []
    assert store.recall(KEY) is None
    store.write(numbered([last]))
    assert store.recall(KEY) == CONVERSATION
    assert [m.text for m in store.messages(CONVERSATION.id)] == ["text of hello"]


def test_a21_the_whole_state_is_recalled_by_key_and_by_id(store):
    store.write(numbered([snapshot()]))
    assert store.recall(KEY) == store.recall_id(CONVERSATION.id) == CONVERSATION
    assert store.recall("whatsapp:60999") is None
    assert store.recall_id(derive("nobody")) is None


def test_the_latest_conversation_of_a_guest_is_recalled(store):
    older = conversation(language="ms")
    newer = codec.load(type(older), codec.dump(older).replace(older.id, derive("newer")))
    store.write(numbered([snapshot(last_at=at(-60))]))
    store.write([("x", type(snapshot())(newer))])
    recalled = store.recall(KEY)
    assert recalled is not None
    assert recalled.id == derive("newer")


def test_snapshots_in_any_order_leave_the_highest_revision(store):
    @settings(
        max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
    )
    @given(st.permutations(range(1, 6)), st.integers(1, 5), st.uuids())
    def highest_wins(order, cut, name):
        key = f"web:{name}"
        talks = [snapshot(key, revision=n, misses=n) for n in order]
        leads = [
            lead(
                id=derive("lead", name),
                conversation=talks[0].id,
                revision=n,
                value=Decimal(n),
                details={"n": n},
            )
            for n in order
        ]
        store.write(numbered([*talks[:cut], *leads[:cut]]))
        store.write(numbered([*talks[cut:], *leads[cut:]]))
        recalled, kept = store.recall(key), store.lead(derive("lead", name))
        assert (recalled.revision, recalled.misses) == (5, 5)
        assert (kept.value, kept.details) == (Decimal(5), {"n": 5})
        assert [v.revision for v in store.lead_history(kept.id)] == [1, 2, 3, 4, 5]

    highest_wins()


def test_l9_l15_snapshots_never_touch_what_staff_wrote(store):
    store.write(numbered([lead()]))
    store.update_lead(
        lead().id,
        1,
        status="converted",
        notes="paid",
        actual_value=Decimal("410.50"),
        actor="siti",
        now=at(5),
    )
    store.write(numbered([lead(revision=2, value=Decimal("200.00"), priority="high")]))
    kept = store.lead(lead().id)
    assert (kept.status, kept.notes, kept.actual_value) == ("converted", "paid", Decimal("410.50"))
    assert (kept.value, kept.priority, kept.version) == (Decimal("200.00"), "high", 2)


def test_l16_of_two_staff_who_edit_one_lead_the_second_sees_what_the_first_did(store):
    store.write(numbered([lead()]))
    store.update_lead(lead().id, 1, status="contacted", actor="siti", now=at(1))
    with pytest.raises(Conflict) as conflict:
        store.update_lead(lead().id, 1, notes="mine", actor="omar", now=at(2))
    assert (conflict.value.current.status, conflict.value.current.notes) == ("contacted", "")
    updated = store.update_lead(lead().id, 2, notes="mine", actor="omar", now=at(3))
    assert (updated.status, updated.notes, updated.version) == ("contacted", "mine", 3)
    assert [a.actor for a in store.audit_trail(target=lead().id)] == ["omar", "siti"]
    with pytest.raises(NotFound):
        store.update_lead(derive("none"), 1, actor="omar", now=NOON)


STEPS = ["queued", "sent", "delivered", "read"]


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.permutations(STEPS), st.integers(0, 4), st.uuids())
def test_w12_status_never_regresses(store, order, cut, name):
    said = message(str(name), role="ai")
    reports = [delivery(said.id, status, n) for n, status in enumerate(order)]
    store.write(numbered([snapshot(), *reports[:cut]]))
    store.write(numbered([said, *reports[cut:]]))
    found = {m.id: m.status for m in store.messages(CONVERSATION.id)}
    assert found[said.id] == "read"
    store.write(numbered([delivery(said.id, "sent", 99)]))
    assert {m.id: m.status for m in store.messages(CONVERSATION.id)}[said.id] == "read"


def test_w13_a_failed_message_keeps_its_reason(store):
    said = message("reply", role="ai")
    reports = [
        delivery(said.id, "sent", 1, external_id="wamid.1"),
        delivery(said.id, "failed", 2, detail="131047 window closed"),
        delivery(said.id, "sent", 3),
    ]
    store.write(numbered([snapshot(), said, *reports]))
    [found] = store.messages(CONVERSATION.id)
    assert (found.status, found.status_detail) == ("failed", "131047 window closed")


def test_text_postgres_cannot_hold_does_not_stop_the_ledger(store):
    odd = message("odd", text="nul \0 half \ud83d", meta={"nul\0": ["\0", "\\u0000", "\udc00"]})
    store.write(numbered([snapshot(), odd]))
    [found] = store.messages(CONVERSATION.id)
    assert found.text == "nul  half ?"
    assert found.meta == {"nul": ["", "\\u0000", "?"]}


def test_a_fact_no_record_can_hold_is_named_and_those_before_it_are_kept(store):
    bad = GapFact("not a uuid", CONVERSATION.id, "?", "en", NOON)
    with pytest.raises(Refused) as refused:
        store.write([("a", snapshot()), ("b", bad), ("c", message("late"))])
    assert refused.value.fact == "b"
    assert store.recall(KEY) == CONVERSATION


def test_m10_no_guest_is_named_in_a_dump_of_the_record(store, database):
    store.write(numbered(one_of_each()))
    lead_row, talk = store.lead(derive("lead", "")), store.conversation(CONVERSATION.id)
    assert (lead_row.name, lead_row.phone, lead_row.email) == (GUEST.name, GUEST.phone, GUEST.email)
    assert (talk.guest_name, talk.guest_phone) == (GUEST.name, GUEST.phone)
    for table, rows in dump(database).items():
        plain = " ".join(rows).casefold()
        for secret in ("aisyah", "rahman", "60123456789", "mail.example"):
            assert secret not in plain, table


def test_m10_rotation_re_encrypts_the_record(store_for, database, tmp_path):
    keys = tmp_path / "keys"
    store = store_for(HOTEL)
    store.vault = Vault.open(keys)
    store.write(numbered(one_of_each()))
    add_key(keys)
    store.vault = Vault.open(keys)
    assert store.reencrypt(batch=1) == 4
    drop_old_keys(keys)
    store.vault = Vault.open(keys)
    assert store.recall(KEY) == CONVERSATION
    assert store.lead(derive("lead", "")).phone == GUEST.phone
    assert store.alerts()[0].title == f"{GUEST.name} waits"
    store.check()


def test_r2_r9_recovery_counts_what_came_while_the_desk_was_closed(store):
    day = snapshot("web:day", after_hours=False, started_at=at(10), last_at=at(10))
    waiting = snapshot("web:wait", mode="handoff", status="handed_off", handed_off_at=at(3))
    store.write(
        numbered(
            [
                snapshot(),
                day,
                waiting,
                message("q", at=at(0)),
                message("a", role="ai", at=at(0.5)),
                message("q2", conversation=day.id, at=at(10)),
                message("a2", conversation=day.id, role="staff", at=at(12)),
                lead(),
                lead(id=derive("won"), value=Decimal(90)),
                lead(id=derive("lost"), value=Decimal(70)),
                lead(id=derive("day"), conversation=day.id, after_hours=False, value=Decimal(50)),
            ]
        )
    )
    store.update_lead(
        derive("won"), 1, status="converted", actual_value=Decimal("410.50"), actor="x", now=NOON
    )
    store.update_lead(derive("lost"), 1, status="lost", actor="x", now=NOON)
    found = store.recovery(NOON, NOON + timedelta(days=1))
    assert (found.inquiries, found.after_hours_inquiries) == (3, 2)
    assert (found.leads, found.after_hours_leads) == (4, 3)
    assert (found.estimated, found.confirmed) == (Decimal("160.00"), Decimal("410.50"))
    assert (found.handoffs, found.waiting) == (1, 1)
    assert found.median_first_reply_seconds == 75.0
    empty = store.recovery(at(-9000), at(-8000))
    assert (empty.inquiries, empty.estimated, empty.median_first_reply_seconds) == (0, 0, None)
