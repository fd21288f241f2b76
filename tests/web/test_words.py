"""The interface's words, one file a page."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

import appliance
from appliance.web import wording, words

SOURCES = Path(appliance.__file__).parent
NOTED = re.compile(
    r"""(?:note|noted|_audit|audit)\([^"()]*(?:\([^()]*\)[^"()]*)*"([a-z_]+(?:\.[a-z_]+)*)\""""
)


def test_p8_whatever_is_noted_of_staff_has_words_in_both_languages():
    known = words.load()
    done = {
        action
        for room in ("web", "engine", "store")
        for path in (SOURCES / room).rglob("*.py")
        for action in NOTED.findall(path.read_text("utf-8"))
    }
    assert {"sign_in", "takeover", "lead.update", "file.read", "draft.sent"} <= done
    for action in done - {"guest", "system"}:  # who, not what
        said = known[f"did.{action}"]
        assert said.ms, action


def test_an_alert_in_a_list_says_who_and_what_and_no_labels():
    body = (
        "Guest: Siti Hajar\nChannel: whatsapp\nLanguage: Bahasa Malaysia\nAbout: general\n"
        "Why: complaint\nLast message: Aircond rosak: tolong"
    )
    assert wording.brief(body) == "Siti Hajar · Aircond rosak: tolong"
    malay = "Tetamu: belum beri nama\nSaluran: web\nPenginapan: Sab 28 Nov 2026, 1 malam"
    assert wording.brief(malay) == "Sab 28 Nov 2026, 1 malam"
    assert wording.brief("Reason: 190\nAsk Meta.") == "Reason: 190 · Ask Meta."


def test_a_word_said_in_two_files_is_a_mistake(tmp_path, monkeypatch):
    (tmp_path / "words").mkdir()
    for name in ("one", "two"):
        (tmp_path / "words" / f"{name}.json").write_text(json.dumps({"a.key": ["a", "b"]}))
    monkeypatch.setattr(words, "UI", tmp_path)
    with pytest.raises(ValueError, match=r"two\.json.*a\.key"):
        words.load()
