"""The interface's words, one file a page."""

from __future__ import annotations

import json

import pytest

from appliance.web import words


def test_a_word_said_in_two_files_is_a_mistake(tmp_path, monkeypatch):
    (tmp_path / "words").mkdir()
    for name in ("one", "two"):
        (tmp_path / "words" / f"{name}.json").write_text(json.dumps({"a.key": ["a", "b"]}))
    monkeypatch.setattr(words, "UI", tmp_path)
    with pytest.raises(ValueError, match=r"two\.json.*a\.key"):
        words.load()
