from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from appliance.engine.facts import AuditFact, UsageFact
from appliance.engine.ids import derive
from appliance.engine.passages import KnowledgeItem
from appliance.engine.state import Contact
from appliance.store import NotFound
from appliance.store.records import ApiKeyRow, StaffRow
from tests.conftest import Property
from tests.store.facts import (
    CONVERSATION,
    GUEST,
    NOON,
    at,
    lead,
    message,
    numbered,
    one_of_each,
    snapshot,
)

TODAY = date(2026, 3, 2)


@pytest.fixture
def store(store_for):
    return store_for(Property("reading"))


@pytest.fixture
def talks(store):
    """Three conversations: Aisyah's on WhatsApp, a nameless one on the web, Omar's by e-mail."""
    omar = Contact("Omar Haddad", "", "omar@mail.example")
    store.write(
        numbered(
            [
                snapshot(mode="handoff", status="handed_off"),
                message("a", text="Do you have a sea view?"),
                snapshot("web:1", contact=Contact(), after_hours=False, last_at=at(1)),
                snapshot("email:2", contact=omar, status="resolved", last_at=at(2)),
            ]
        )
    )
    return store


def channels(rows):
    return [row.channel for row in rows]


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({}, ["email", "web", "whatsapp"]),
        ({"limit": 2}, ["email", "web"]),
        ({"before": at(2)}, ["web", "whatsapp"]),
        ({"status": "resolved"}, ["email"]),
        ({"channel": "web"}, ["web"]),
        ({"after_hours": True}, ["email", "whatsapp"]),
        ({"waiting": True}, ["whatsapp"]),
        ({"waiting": False}, ["email", "web"]),
        ({"search": "AISYAH"}, ["whatsapp"]),
        ({"search": "rahman aisyah"}, ["whatsapp"]),
        ({"search": "012-345 6789"}, ["whatsapp"]),
        ({"search": "+60 12 345 6789"}, ["whatsapp"]),
        ({"search": "Omar@mail.example"}, ["email"]),
        ({"search": "sea view"}, ["whatsapp"]),
        ({"search": "%"}, []),
        ({"search": "nobody at all"}, []),
    ],
)
def test_conversations_are_found_by_what_staff_look_for(talks, filters, expected):
    assert channels(talks.conversations(**filters)) == expected


def test_a_conversation_shows_its_last_message(talks):
    row = talks.conversation(CONVERSATION.id)
    assert (row.preview, row.guest_name, row.confidence) == (
        "Do you have a sea view?",
        GUEST.name,
        0.75,
    )
    assert talks.conversation(derive("none")) is None


@pytest.mark.parametrize(
    ("filters", "count"),
    [
        ({}, 2),
        ({"status": "new"}, 2),
        ({"status": "lost"}, 0),
        ({"intent": "event"}, 1),
        ({"after_hours": False}, 0),
        ({"since": at(1)}, 1),
        ({"until": at(1)}, 1),
        ({"search": "Haddad"}, 1),
        ({"conversation": derive("none")}, 0),
        ({"offset": 1}, 1),
    ],
)
def test_leads_are_found_by_what_staff_look_for(store, filters, count):
    wedding = lead(id=derive("wedding"), intent="event", name="Omar Haddad", captured_at=at(1))
    store.write(numbered([lead(), wedding]))
    assert len(store.leads(**filters)) == count


def test_promises_are_open_until_a_person_sees_to_them(store):
    store.write(numbered(one_of_each()))
    [promise] = store.open_promises()
    assert (promise.owner, promise.due_at, promise.kept_at) == ("reservations", at(60), None)
    assert store.keep_promises(CONVERSATION.id, at(5)) == 1
    assert store.keep_promises(CONVERSATION.id, at(6)) == 0
    assert store.open_promises() == []
    assert [p.kept_at for p in store.promises(CONVERSATION.id)] == [at(5)]


def test_h8_an_alert_is_kept_until_somebody_has_seen_it(store):
    store.write(numbered(one_of_each()))
    [alert] = store.alerts()
    assert (alert.title, alert.delivered_at, alert.seen_at) == (f"{GUEST.name} waits", None, None)
    store.mark_alert(alert.id, delivered_at=at(1))
    store.mark_alert(alert.id, delivered_at=at(2), seen_at=at(3))
    assert [(a.delivered_at, a.seen_at) for a in store.alerts()] == [(at(1), at(3))]


def test_a1_gaps_and_usage_are_told(store):
    store.write(numbered(one_of_each()))
    assert [gap.question for gap in store.gaps()] == ["Is there a helipad?"]
    [usage] = store.usage(NOON, at(1))
    assert (usage.model, usage.calls, usage.failures, usage.tokens_in) == ("small", 1, 0, 100)
    assert (usage.cost, usage.unpriced) == (None, 1)
    assert store.usage(at(1), at(2)) == []


def test_what_models_cost_is_summed_where_it_is_known(store):
    calls = [
        replace(one, id=derive("usage", n), cost=cost, priced_on=TODAY)
        for one in one_of_each()
        if isinstance(one, UsageFact)
        for n, cost in enumerate([Decimal("0.00012345"), Decimal("0.25"), None])
    ]
    store.write(numbered([*one_of_each(), *calls]))
    [usage] = store.usage(NOON, at(1))
    assert (usage.calls, usage.cost, usage.unpriced) == (4, Decimal("0.25012345"), 2)


SITI = StaffRow(derive("siti"), "Siti@hotel.example", "Siti", "gm", "ms", "hash", True, 1)


def test_staff_are_found_by_e_mail_in_any_case(store):
    store.put_staff(SITI)
    assert store.staff_by_email(" siti@HOTEL.example") == store.staff(SITI.id) == SITI
    assert store.staff_members() == [SITI]
    assert store.staff_by_email("omar@hotel.example") is None


def test_putting_staff_again_keeps_their_password(store):
    store.put_staff(SITI)
    store.put_staff(replace(SITI, name="Siti N.", password_hash=""))
    assert store.staff(SITI.id) == replace(SITI, name="Siti N.")


def test_m8_h12_a_new_role_password_or_closed_account_ends_every_session(store):
    store.put_staff(SITI)
    store.put_staff(replace(SITI, role="front_desk"))
    assert store.staff(SITI.id).token_version == 2
    store.put_staff(replace(SITI, role="front_desk", is_active=False))
    assert store.staff(SITI.id).token_version == 3
    store.set_password(SITI.id, "new")
    found = store.staff(SITI.id)
    assert (found.token_version, found.password_hash) == (4, "new")
    with pytest.raises(NotFound):
        store.set_password(derive("nobody"), "new")


def test_x7_a_rotated_key_works_until_its_overlap_ends(store):
    old = ApiKeyRow(derive("old"), "site", "nk_1", NOON, None, None)
    store.add_api_key(old, "hash of old")
    store.expire_api_key(old.id, at(60))
    assert store.api_key("hash of old", at(59)) == replace(old, expires_at=at(60))
    assert store.api_key("hash of old", at(60)) is None
    assert store.api_key("hash of old") is None
    assert store.api_key("hash of nothing", NOON) is None
    assert [key.label for key in store.api_keys()] == ["site"]


def test_p8_the_audit_trail_tells_the_latest_first(store):
    for minute in (1, 2, 2):
        fact = AuditFact(derive("audit", minute), "siti", "export", "leads", at(minute), {"n": 1})
        store.audit(fact)
    assert [fact.at for fact in store.audit_trail()] == [at(2), at(1)]
    assert store.audit_trail(target="other") == []


def item(name, **changes):
    plain = KnowledgeItem(name, "faq", f"title {name}", f"text {name}", "en", "guest", "faq.md:1")
    return replace(plain, digest=name, **changes)


def axis(n, size=512):
    return [1.0 if k == n else 0.0 for k in range(size)]


def found(store, vector, words, **changes):
    given = {"embedder": "use", "today": TODAY, **changes}
    return [candidate.item.id for candidate in store.candidates(vector, words, **given)]


def everything(store, embedder):
    return [(item, list(vector)) for item, vector in store.knowledge_all(embedder)]


def test_candidates_are_the_best_by_vector_and_the_best_by_words(store):
    pool = item("pool", title="Pool hours", aliases=("kolam renang",), answers={"ms": "Pukul 7"})
    spa = item("spa", title="Spa", text="Massages by appointment")
    store.put_knowledge([(pool, axis(0)), (spa, axis(1)), (item("x"), axis(2))], embedder="use")
    best = store.candidates(axis(1), "kolam", embedder="use", today=TODAY, limit=1)
    assert [c.item for c in best] == [spa, pool]
    assert [c.similarity for c in best] == [1.0, 0.0]
    assert best[0].lexical == 0
    assert best[1].lexical > 0
    assert found(store, axis(0), "massages", limit=1) == ["pool", "spa"]
    assert found(store, [], "pukul") == ["pool"]
    assert found(store, [], "kolm renag")[0] == "pool"


def test_a_cluster_without_trigrams_finds_by_words_alone(store):
    store.put_knowledge([(item("pool", title="Pool hours"), [])], embedder="use")
    store._trigrams = False
    assert found(store, [], "pool") == ["pool"]
    assert found(store, [], "pol hors") == []


@pytest.mark.parametrize("junk", ["", "1", "../x", "\0", "'--"])
def test_m6_an_id_that_is_none_is_simply_not_found(store, junk):
    assert store.conversation(junk) is store.recall_id(junk) is store.lead(junk) is None
    assert store.messages(junk) == store.promises(junk) == store.lead_history(junk) == []
    assert store.staff(junk) is None
    store.mark_alert(junk, seen_at=NOON)
    with pytest.raises(NotFound):
        store.update_lead(junk, 1, actor="x", now=NOON)


def test_similarity_is_the_inner_product_of_vectors_of_any_length(store):
    store.put_knowledge([(item("a"), [0.5] * 512), (item("b"), [0.25] * 512)], embedder="use")
    [best, _] = store.candidates([0.125] * 512, "", embedder="use", today=TODAY)
    assert (best.item.id, best.similarity) == ("a", pytest.approx(32))


def test_o10_what_is_out_of_season_is_not_brought_up(store):
    day = timedelta(days=1)
    seasons = [
        item("over", valid_to=TODAY - day),
        item("ends today", valid_to=TODAY),
        item("starts today", valid_from=TODAY),
        item("to come", valid_from=TODAY + day),
    ]
    store.put_knowledge([(one, axis(0)) for one in seasons], embedder="use")
    assert sorted(found(store, axis(0), "title")) == ["ends today", "starts today"]


def test_o9_what_only_staff_may_know_is_not_brought_up_for_guests(store):
    items = [item("guest"), item("in", visibility="inhouse"), item("st", visibility="staff")]
    store.put_knowledge([(one, axis(0)) for one in items], embedder="use")
    assert found(store, axis(0), "title") == ["guest"]
    assert sorted(found(store, axis(0), "title", audience="inhouse")) == ["guest", "in"]
    assert len(found(store, axis(0), "title", audience="staff")) == 3


def test_o2_importing_again_replaces_and_what_is_gone_is_retired(store):
    store.put_knowledge([(item("a"), axis(0)), (item("b"), axis(1))], embedder="use")
    changed = item("a", text="new text")
    store.put_knowledge([(replace(changed, digest="2"), axis(3))], embedder="use")
    assert store.retire_knowledge(["b"]) == 1
    assert store.knowledge_digests() == {"a": "2"}
    assert everything(store, "use") == [(replace(changed, digest="2"), axis(3))]
    assert found(store, axis(1), "title") == ["a"]
    store.put_knowledge([(item("b"), axis(1))], embedder="use")
    assert set(store.knowledge_digests()) == {"a", "b"}


def test_two_embedders_stand_side_by_side_until_one_is_dropped(store):
    store.put_knowledge([(item("a"), axis(0)), (item("b"), axis(1))], embedder="use")
    assert [i.id for i in store.unembedded("big")] == ["a", "b"]
    store.put_vectors([(item("a"), axis(5, 1536))], embedder="big")
    assert [i.id for i in store.unembedded("big")] == ["b"]
    assert found(store, axis(5, 1536), "", embedder="big") == ["a"]
    assert found(store, axis(1), "", limit=1) == ["b"]
    store.put_knowledge([(replace(item("a"), digest="2"), axis(0))], embedder="use")
    assert [i.id for i in store.unembedded("big")] == ["a", "b"]
    assert everything(store, "big") == [(replace(item("a"), digest="2"), []), (item("b"), [])]


def test_a_vector_made_of_an_items_old_wording_is_not_kept(store):
    store.put_knowledge([(item("a"), axis(0))], embedder="use")
    [read] = store.unembedded("big")
    store.put_knowledge([(replace(item("a"), digest="2"), axis(1))], embedder="use")
    store.put_vectors([(read, axis(5, 1536)), (item("never here"), axis(0))], embedder="big")
    assert store.embedded() == {"use": 1}
    assert store.vectors("big") == {}
    assert list(store.vectors("use", page=1)["a"]) == axis(1)


def test_o4_without_vectors_words_still_find(store):
    store.put_knowledge([(item("a", title="Shuttle bus"), [])], embedder="use")
    assert found(store, [], "when does the shuttle leave?") == ["a"]
    assert found(store, axis(0), "shuttle") == ["a"]
    assert [i.id for i in store.unembedded("use")] == ["a"]


@pytest.mark.parametrize(
    "words", ["", "'; drop table x", "a & b | !c <-> (", "\0", "😀", "x" * 9999]
)
def test_x12_no_words_upset_the_search(store, words):
    store.put_knowledge([(item("a"), axis(0))], embedder="use")
    assert found(store, axis(0), words) == ["a"]


def test_staff_browse_knowledge(store):
    items = [item("a", title="Pool"), item("b", category="dining"), item("c", text="100%")]
    store.put_knowledge([(one, []) for one in items], embedder="use")
    assert [i.id for i in store.knowledge()] == ["b", "a", "c"]
    assert [i.id for i in store.knowledge(category="dining")] == ["b"]
    assert [i.id for i in store.knowledge(search="100%")] == ["c"]
    assert [i.id for i in store.knowledge(limit=1, offset=1)] == ["a"]


def test_recovered_knowledge_is_what_was_put(store):
    full = item(
        "full", valid_from=TODAY, valid_to=TODAY, aliases=("a", "b"), answers={"ms": "x", "en": "y"}
    )
    store.put_knowledge([(full, axis(0))], embedder="use")
    assert everything(store, "use") == [(full, axis(0))]
