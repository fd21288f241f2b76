"""What guests send is kept whole, unreadable without the keys, and found by nothing but its id."""

from __future__ import annotations

import pytest

from appliance.media import Media
from appliance.vault import Undecipherable, Vault

ID = "7c9e6679-7425-50de-944b-e07fc1f90ae7"


@pytest.fixture
def media(tmp_path):
    return Media(tmp_path / "media", Vault.open(tmp_path / "vault.keys"))


def test_a_file_comes_back_as_it_was_sent(media):
    media.keep(ID, b"\x00passport\xff")
    media.keep(ID, b"\x00passport\xff")  # a redelivery
    assert media.read(ID) == b"\x00passport\xff"


def test_w19_a_passport_is_not_readable_on_the_disk(media, tmp_path):
    media.keep(ID, b"passport A1234567")
    [kept] = (tmp_path / "media").iterdir()
    assert b"A1234567" not in kept.read_bytes()
    with pytest.raises(Undecipherable):
        Media(tmp_path / "media", Vault.open(tmp_path / "other.keys")).read(ID)


def test_what_is_forgotten_is_gone(media):
    media.keep(ID, b"photo")
    media.forget(ID)
    media.forget(ID)
    assert media.read(ID) is None


@pytest.mark.parametrize("id", ["../vault.keys", "..", "", "a/b", "/etc/passwd", "a\x00b"])
def test_m5_no_path_leads_out_of_the_folder(media, id):
    with pytest.raises(ValueError, match="not the id"):
        media.read(id)


def test_a_file_that_cannot_be_written_leaves_no_half_of_it(media, tmp_path):
    media.keep(ID, b"first")
    (tmp_path / "media" / "b").mkdir()  # what `replace` cannot write over
    (tmp_path / "media" / "b" / "x").touch()
    with pytest.raises(OSError, match="b"):
        media.keep("b", b"second")
    assert not [p for p in (tmp_path / "media").iterdir() if p.name.startswith(".")]
