from __future__ import annotations

import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from appliance.vault import Undecipherable, Vault, add_key, drop_old_keys


@pytest.fixture
def keys(tmp_path: Path) -> Path:
    return tmp_path / "secrets" / "keys"


def test_m10_keys_are_readable_by_their_owner_only(keys):
    Vault.open(keys)
    assert stat.S_IMODE(keys.stat().st_mode) == 0o600


def test_the_same_text_is_never_enciphered_the_same_way_twice(keys):
    vault = Vault.open(keys)
    first, second = vault.encrypt("Aisyah"), vault.encrypt("Aisyah")
    assert first != second
    assert vault.decrypt(first) == vault.decrypt(second) == "Aisyah"


def test_m10_rotation_moves_every_text_under_the_new_key(keys):
    old = Vault.open(keys).encrypt("Aisyah")
    add_key(keys)
    moved = Vault.open(keys).rotate(old)
    drop_old_keys(keys)
    assert Vault.open(keys).decrypt(moved) == "Aisyah"
    with pytest.raises(Undecipherable):
        Vault.open(keys).decrypt(old)


def test_rotation_leaves_the_index_as_it_was(keys):
    before = Vault.open(keys).index("email", "a@b.example")
    add_key(keys)
    assert Vault.open(keys).index("email", "a@b.example") == before


@pytest.mark.parametrize("same", ["+60 12-345 6789", "0060123456789", "60123456789"])
def test_m11_an_international_number_has_one_index(keys, same):
    vault = Vault.open(keys)
    assert vault.index("phone", same) == vault.index("phone", "+60123456789")


def test_m11_an_index_tells_kinds_values_and_keys_apart(keys, tmp_path):
    vault, other = Vault.open(keys), Vault.open(tmp_path / "other")
    assert vault.index("email", "A@b.example ") == vault.index("email", "a@b.example")
    assert len({v.index(k, "60123") for v in (vault, other) for k in ("phone", "word")}) == 4
    assert vault.index("phone", "") == vault.index("phone", "no number") == ""


def test_nothing_stays_nothing(keys):
    vault = Vault.open(keys)
    assert vault.encrypt("") == vault.decrypt("") == vault.rotate("") == ""


def test_two_processes_that_make_the_keys_at_once_agree(keys):
    with ThreadPoolExecutor(8) as crowd:
        indexes = list(crowd.map(lambda _: Vault.open(keys).index("word", "x"), range(16)))
    assert len(set(indexes)) == 1
    assert [file.name for file in keys.parent.iterdir()] == ["keys"]


def test_a_file_that_holds_no_keys_is_refused(keys):
    keys.parent.mkdir()
    keys.write_text("key abc\n")
    with pytest.raises(ValueError, match="expected one"):
        Vault.open(keys)
