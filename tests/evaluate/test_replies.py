"""The guard on replies somebody might give for the demo hotel, true ones and invented ones."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

REPLIES = Path(__file__).parent / "replies.jsonl"
ROOT = Path(__file__).parents[2]


@pytest.fixture
def demo(monkeypatch: pytest.MonkeyPatch, evaluate):
    monkeypatch.setenv("NOCTURN_PROPERTY", "selasar-cengkih")
    monkeypatch.setenv("NOCTURN_TENANT_DIR", str(ROOT / "tenant_config"))
    monkeypatch.setenv("NOCTURN_KNOWLEDGE_DIR", str(ROOT / "knowledge_packs"))
    return evaluate


def test_a1_inventions_are_kept_back_and_true_answers_are_not(demo):
    run = demo("guard", REPLIES)
    assert run.status == 0
    assert float(run.measure("recall")) >= 90
    assert float(run.measure("false alarms")) <= 4.5


def test_there_are_enough_of_every_kind():
    rows = [json.loads(line) for line in REPLIES.read_text("utf-8").splitlines()]
    assert sum(row["invented"] for row in rows) >= 150
    assert len({row["family"] for row in rows if row["invented"]}) >= 6


@pytest.mark.parametrize(
    ("question", "reply"),
    [
        ("Do you have a sauna?", "Yes, we have a sauna."),
        ("Do you have a sauna?", "Of course!"),
        ("Can I bring my cat?", "Yes."),
        ("Boleh saya bawa kucing?", "Tentu, anda boleh bawa kucing."),
        ("Can I check out at 3pm?", "Check out at 3pm is fine."),
        ("Do you have a gym?", "No, I don't have a gym."),
        ("Kolam renang buka sampai pukul berapa?", "Pukul 10:30 pagi."),
        ("Do you have a gym?", "The gym on level 3 has a personal trainer on duty."),
        ("Is the gym open at night?", "The gym is open all night for house guests."),
        ("Do you have a pool?", "Yes, a rooftop pool on level 4 with a water slide."),
        ("Does the TV have Netflix?", "Yes, the 43-inch television has Netflix."),
        ("Can I bring my cat?", "If it is a small cat, it may stay with you."),
        ("Boleh bayar dengan cek?", "Boleh, cek diterima."),
        ("Can I smoke in my room?", "You may smoke in your room for a cleaning charge of RM 300."),
        ("Can I smoke in my room?", "Smoking is allowed in rooms, with a cleaning fee of RM 300."),
        ("Breakfast on a Superior rate?", "Yes, breakfast is included with a Superior Room."),
        ("Bilik Superior ada sarapan?", "Ya, sarapan termasuk untuk bilik Superior."),
    ],
)
def test_a1_what_small_models_invent_is_kept_back(demo, write, question, reply):
    rows = [{"id": "a", "query": question, "reply": reply, "invented": True}]
    assert demo("guard", write("set.jsonl", rows)).predictions["a"]["invented"] is True


@pytest.mark.parametrize(
    ("question", "reply"),
    [
        ("What if I smoke in the room?", "Smoking in a room means a cleaning charge of RM 300."),
        ("Kalau merokok dalam bilik?", "Caj pembersihan RM 300 untuk merokok dalam bilik."),
        ("Can you wash my shirt?", "A shirt is RM 8, and it is returned by 7:00 pm the same day."),
        ("Breakfast on a Superior rate?", "Not in a Superior Room: it is RM 38 per adult there."),
        ("Breakfast with the Deluxe Twin?", "Yes, breakfast is included with a Deluxe Twin."),
    ],
)
def test_what_a_no_costs_and_what_is_left_out_are_no_inventions(demo, write, question, reply):
    rows = [{"id": "a", "query": question, "reply": reply, "invented": False}]
    assert demo("guard", write("set.jsonl", rows)).predictions["a"]["invented"] is False
