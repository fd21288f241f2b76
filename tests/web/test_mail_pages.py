"""An e-mail in the transcript: its subject, what was found out about it, all of it as it came."""

from __future__ import annotations

import json
import re

import pytest

from appliance.engine.facts import ConversationFact, MessageFact
from appliance.engine.ids import derive
from appliance.web.assets import UI
from tests.web.office import NIGHT, conversation

pytestmark = pytest.mark.postgres
MAILED = {
    "envelope": {"subject": "Rooms <in> March", "copied": "amir@guest.example"},
    "original": "Two rooms?\n\n<script>alert(1)</script>\n> Dear Nurul,",
    "notes": ["spf_fail", "relay"],
}


def test_e3_e9_staff_see_the_whole_mail_as_text(office):
    c = conversation("email:thread")
    said = MessageFact(derive(c.id, "m"), c.id, "guest", "Two rooms?", NIGHT, meta=MAILED)
    office.store.write([(fact.id, fact) for fact in (said, ConversationFact(c))])
    page = office.page(f"/dashboard/conversations/{c.id}")
    assert "Rooms &lt;in&gt; March" in page
    assert "amir@guest.example" in page
    assert "Sender not confirmed (SPF)" in page
    assert "Through a booking site" in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "<script>alert(1)" not in page


def test_every_note_of_the_channel_has_words():
    known = json.loads((UI / "words" / "mail.json").read_text())
    sources = [
        UI.parent / "appliance" / "channels" / "email" / name
        for name in ("inbox.py", "machines.py")
    ] + [UI.parent / "appliance" / "mailroom.py"]
    text = "".join(path.read_text() for path in sources)
    notes = re.search(r"found = \{(.*?)\}", text, re.DOTALL)
    kinds = re.search(r"Kind = Literal\[(.*?)\]", text)
    assert notes
    assert kinds
    names = {*re.findall(r'"(\w+)":', notes[1]), *re.findall(r'"(\w+)"', kinds[1])} - {"person"}
    names |= set(re.findall(r'\*m\.notes, "(\w+)"', text))
    assert {f"mail.{name}" for name in names} <= known.keys()
