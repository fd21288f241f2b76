"""`nocturn eval email`: which of three kinds a file is, and how it is judged."""

from __future__ import annotations

import importlib
import sys
from base64 import b64encode
from pathlib import Path

from appliance.evaluate import libraries

HERE = Path(__file__).parent
ANSWERED = "We come at six.\n\nOn Mon, 6 Jul 2026 at 10:00, Desk <d@h.example> wrote:\n> When?"
AWAY = (
    "From: A <a@b.example>\nSubject: Automatic reply: Rooms\nAuto-Submitted: auto-replied\n\nAway."
)
ASKED = "From: A <a@b.example>\nSubject: Rooms\n\nHave you a room?"


def test_replies_are_judged_exactly_or_by_what_must_be_in_them(evaluate, write):
    rows = [
        {"id": 1, "source": "x", "body": ANSWERED, "expected_exact": "We come\nat six."},
        {"id": 2, "source": "x", "body": ANSWERED, "expected_exact": None, "must_contain": ["six"]},
        {"id": 3, "source": "y", "body": ANSWERED, "must_not_contain": ["come"]},
        {"id": 4, "source": "y", "body": f"<p>{ASKED}</p>", "content_type": "text/html"},
        {"id": 5, "source": "y", "body": ASKED, "is_full_eml": True, "expected_exact": "Nothing"},
    ]
    run = evaluate("email", write("set.jsonl", rows))
    assert run.status == 0
    assert run.measure("all") == "60.0  (n=5)"
    assert run.measure("x") == "100.0  (n=2)"
    assert run.predictions[1] == {"id": 1, "reply": "We come at six."}
    assert run.predictions[5]["reply"] == "Have you a room?"


def test_machines_are_told_from_people(evaluate, write):
    rows = [
        {"id": "a", "eml": AWAY, "label": "auto_reply"},
        {"id": "b", "eml": ASKED, "label": "normal"},
        {"id": "c", "eml": ASKED, "label": "bounce"},
    ]
    run = evaluate("email", write("set.jsonl", rows))
    assert run.measure("machines, F1") == "66.7"
    assert run.predictions["a"] == {"id": "a", "label": "auto_reply"}


def test_hostile_mail_is_read(evaluate, write):
    rows = [{"id": "a", "eml_base64": b64encode(b"Subject: =?x?Q?\xff\n\n\x00").decode()}]
    run = evaluate("email", write("set.jsonl", [*rows, {"id": "b", "nothing": 1}]))
    assert run.measure("read") == "50.0"
    assert "body, eml or eml_base64 is needed" in run.printed


def test_e9_e10_e22_what_mail_programs_put_around_a_reply(evaluate):
    """Written after real programs of every kind, in English and Malay; see DECISIONS for the share
    that was right before it had shaped anything."""
    run = evaluate("email", HERE / "letters.jsonl")
    assert float(run.measure("all").split()[0]) >= 98
    assert float(run.measure("email-reply-parser alone").split()[0]) < 60


def test_e6_e7_a_guest_on_holiday_is_no_holiday_notice(evaluate):
    run = evaluate("email", HERE / "senders.jsonl")
    assert float(run.measure("machines, F1")) >= 98
    assert run.measure("normal").split()[0] == "100.0"  # silence to a guest is the dearer mistake
    assert float(run.measure("flufl.bounce alone").split()[0]) < float(run.measure("bounces, F1"))


def test_libraries_that_are_not_installed_are_named(evaluate, write, monkeypatch):
    rows = [{"id": 1, "body": ANSWERED, "expected_exact": "We come at six."}]
    with monkeypatch.context() as without:
        without.setitem(sys.modules, "flufl.bounce", None)
        importlib.reload(libraries)
        run = evaluate("email", write("set.jsonl", rows))
    importlib.reload(libraries)
    assert run.measure("all") == "100.0  (n=1)"
    assert "pip install 'nocturn[eval]'" in run.measure("libraries alone")


def test_a_library_that_raises_is_counted_and_named(evaluate, write):
    rows = [{"id": "a", "eml_base64": b64encode(b"Message-ID: <[\n\nHello").decode()}]
    run = evaluate("email", write("set.jsonl", rows))
    assert run.measure("read") == "100.0"
    assert run.measure("the standard library alone") == "0.0  (1 IndexError)"
