from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from appliance.engine.passages import KnowledgeItem
from appliance.knowledge.snapshot import BadSnapshot, Snapshot, load, save

TODAY = date(2026, 11, 23)


def of(*items: KnowledgeItem, property_id: str = "one") -> Snapshot:
    rows = [(item, [1.0, float(at)]) for at, item in enumerate(items)]
    return Snapshot.of(property_id, "Test House", "tiny", rows)


def item(id_: str, **more) -> KnowledgeItem:
    fields = {"category": "faq", "title": id_, "text": "", "language": "en", "visibility": "guest"}
    return KnowledgeItem(id_, **{**fields, "source": "", **more})


def found(snapshot: Snapshot, **more) -> set[str]:
    options = {"embedder": "tiny", "today": TODAY, **more}
    return {each.item.id for each in snapshot.candidates([1.0, 0.0], "", **options)}


def test_what_is_saved_is_loaded(tmp_path):
    kept = of(item("a", valid_to=TODAY, aliases=("x", "y"), answers={"ms": "Ya"}), item("b"))
    save(kept, tmp_path / "home" / "k.npz")
    again = load(tmp_path / "home" / "k.npz", "one", "tiny")
    assert again.items == kept.items
    assert np.array_equal(again.vectors, kept.vectors)
    assert [path.name for path in (tmp_path / "home").iterdir()] == ["k.npz"]


def test_another_embedders_vectors_are_kept_beside(tmp_path):
    kept = of(item("a"), item("b")).with_vectors("large", {"a": [0.0, 1.0, 0.0], "b": [1.0, 0, 0]})
    save(kept, tmp_path / "k.npz")
    again = load(tmp_path / "k.npz", "one", "tiny")
    best = again.candidates([1.0, 0.0, 0.0], "", embedder="large", today=TODAY, limit=1)
    assert [(each.item.id, each.similarity) for each in best] == [("b", 1.0)]
    assert found(again) == {"a", "b"}


def test_another_propertys_snapshot_is_refused(tmp_path):
    save(of(item("a"), property_id="two"), tmp_path / "k.npz")
    with pytest.raises(BadSnapshot):
        load(tmp_path / "k.npz", "one", "tiny")


def test_another_embedders_vectors_are_refused(tmp_path):
    save(of(item("a")), tmp_path / "k.npz")
    with pytest.raises(BadSnapshot):
        load(tmp_path / "k.npz", "one", "large")
    assert found(of(item("a")), embedder="large") == set()


@pytest.mark.parametrize("body", [b"", b"junk", b"PK\x03\x04 cut off"])
def test_a_damaged_file_is_refused_not_trusted(tmp_path, body):
    (tmp_path / "k.npz").write_bytes(body)
    with pytest.raises(BadSnapshot):
        load(tmp_path / "k.npz", "one", "tiny")


def test_no_file_is_a_bad_snapshot(tmp_path):
    with pytest.raises(BadSnapshot):
        load(tmp_path / "none.npz", "one", "tiny")


def test_pickles_are_never_opened(tmp_path):
    np.savez(tmp_path / "k.npz", vectors=np.array([{"a": 1}], dtype=object), about=np.zeros(1))
    with pytest.raises(BadSnapshot):
        load(tmp_path / "k.npz", "one", "tiny")


def test_an_item_without_a_vector_is_found_by_its_words():
    snapshot = Snapshot.of("one", "", "tiny", [(item("sauna"), []), (item("bar"), [0.0, 1.0])])
    names = [
        each.item.id
        for each in snapshot.candidates([0.0, 1.0], "sauna", embedder="tiny", today=TODAY, limit=1)
    ]
    assert set(names) == {"sauna", "bar"}


def test_o10_only_items_of_the_day_are_found():
    early, now, late = (
        item("early", valid_to=date(2026, 11, 22)),
        item("now", valid_from=TODAY, valid_to=TODAY),
        item("late", valid_from=date(2026, 11, 24)),
    )
    assert found(of(early, now, late)) == {"now"}


@pytest.mark.parametrize(
    ("audience", "sees"),
    [("guest", {"g"}), ("inhouse", {"g", "i"}), ("staff", {"g", "i", "s"})],
)
def test_each_audience_sees_what_is_for_it(audience, sees):
    shelf = of(item("g"), item("i", visibility="inhouse"), item("s", visibility="staff"))
    assert found(shelf, audience=audience) == sees


def test_an_empty_snapshot_finds_nothing():
    assert found(Snapshot("one", "tiny")) == set()
