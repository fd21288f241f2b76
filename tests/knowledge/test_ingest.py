from __future__ import annotations

from dataclasses import replace

import pytest

from appliance.knowledge.ingest import compare, ingest
from appliance.knowledge.item import sealed
from appliance.knowledge.pack import read_pack
from tests.knowledge.shelf import HOTEL, Shelf


def test_o2_importing_twice_embeds_nothing_again(pack, encoder):
    shelf, items = Shelf(), read_pack(pack)
    first = shelf.take(items, encoder)
    second = shelf.take(items, encoder)
    assert len(first.added) == shelf.puts == len(items)
    assert len(second.same) == len(items)
    assert (second.added, second.changed, second.retired) == ((), (), ())


def test_o2_a_changed_item_is_embedded_again_and_a_removed_one_retired(pack, encoder):
    shelf, items = Shelf(), read_pack(pack)
    shelf.take(items, encoder)
    kept = [sealed(replace(items[0], text="Closed for repairs.")), *items[2:]]
    changes = shelf.take(kept, encoder)
    assert changes.changed == (items[0].id,)
    assert changes.retired == (items[1].id,)
    assert shelf.puts == len(items) + 1
    assert set(shelf.rows) == {item.id for item in kept}


def test_o3_an_import_cut_short_goes_on_where_it_stopped(pack, encoder):
    class Cut(Shelf):
        def put_knowledge(self, items, *, embedder):
            super().put_knowledge(items, embedder=embedder)
            raise ConnectionError

    items = [sealed(replace(read_pack(pack)[0], id=str(n), text=f"No {n}.")) for n in range(40)]
    cut = Cut()
    with pytest.raises(ConnectionError):
        cut.take(items, encoder)
    shelf = Shelf()
    shelf.rows = cut.rows
    changes = shelf.take(items, encoder)
    assert (len(changes.same), len(changes.added)) == (32, 8)


def test_o13_a_dry_run_tells_the_difference(pack):
    items = read_pack(pack)
    digests = {items[0].id: items[0].digest, items[1].id: "old", "gone": "x"}
    changes = compare(items, digests)
    assert changes.same == (items[0].id,)
    assert changes.changed == (items[1].id,)
    assert changes.retired == ("gone",)


def test_progress_ends_at_the_total(pack, encoder):
    heard: list[tuple[int, int]] = []
    items = read_pack(pack)
    ingest(items, Shelf(), encoder, HOTEL, progress=lambda *counts: heard.append(counts))
    assert heard[-1] == (len(items), len(items))
