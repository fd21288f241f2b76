"""A conversation as it is read: what is about a message stands at it."""

from __future__ import annotations

from datetime import timedelta
from typing import Literal

import pytest

from appliance.engine.facts import ConversationFact, DeliveryFact, MessageFact
from appliance.engine.ids import derive
from appliance.engine.wishes import Wishes
from appliance.store.records import MessageRow
from appliance.web.thread import Reaction, folded
from tests.web.office import NIGHT, conversation, text


def row(n: int, words: str, kind: str = "text", about: str = "", role="guest") -> MessageRow:
    external = f"whatsapp:wamid.{n}" if role == "guest" else f"wamid.{n}"
    return MessageRow(
        *(str(n), "c", role, words, NIGHT + timedelta(minutes=n), kind, "", False, "", ""),
        meta={"about": about, "quiet": True} if about else {},
        external_id=external,
    )


def test_w21_a_reaction_stands_at_its_message_and_the_last_one_counts():
    ours = row(1, "Breakfast is from 7 am", role="ai")
    likes = row(2, "👍", "reaction", "wamid.1")
    loves = row(3, "❤️", "reaction", "wamid.1")
    [said] = folded([ours, likes, loves])
    assert (said.row, said.reactions) == (ours, (Reaction("❤️", "guest"),))
    staffs = row(4, "🙏", "reaction", "wamid.1", "staff")
    assert len(folded([ours, likes, staffs])[0].reactions) == 2
    assert folded([ours, likes, row(5, "", "reaction", "wamid.1")])[0].reactions == ()


def test_w22_an_edit_shows_the_new_words_and_keeps_the_first():
    edits = [row(2, "two cats", "edit", "wamid.1"), row(3, "three cats", "edit", "wamid.1")]
    [said] = folded([row(1, "a cat?"), *edits])
    assert (said.row.text, said.first, said.revoked) == ("three cats", "a cat?", False)
    [said] = folded([row(1, "a cat?"), row(2, "", "revoke", "wamid.1")])
    assert (said.row.text, said.revoked) == ("a cat?", True)


def test_what_is_about_an_earlier_message_stands_for_itself():
    alone = row(9, "👍", "reaction", "wamid.nowhere")
    assert [said.row.text for said in folded([alone, row(10, "hello")])] == ["👍", "hello"]


@pytest.fixture
def page(office):
    def drawn(*facts, language: str = "en", **standing) -> str:
        c = conversation("whatsapp:6012", **standing)
        office.store.write([(fact.id, fact) for fact in (*facts, ConversationFact(c))])
        form = {"language": language, "next": "/dashboard"}
        office.client.post("/dashboard/language", data=form)
        return str(office.page(f"/dashboard/conversations/{c.id}"))

    return drawn


def answer(n: int, words: str, **meta) -> list[MessageFact | DeliveryFact]:
    c = conversation("whatsapp:6012")
    said = MessageFact(derive(c.id, n), c.id, "staff", words, NIGHT, staff_name="Mei")
    status: Literal["failed", "delivered"] = "failed" if "errors" in meta else "delivered"
    told = DeliveryFact(derive(said.id, status), said.id, status, NIGHT, f"wamid.{n}", meta=meta)
    return [said, told]


@pytest.mark.postgres
def test_w29_w13_what_a_message_costs_and_why_it_failed_as_staff_understand_it(page):
    facts = [
        *answer(1, "Hello", pricing={"billable": False, "category": "service"}),
        *answer(2, "Offer", pricing={"billable": True, "category": "marketing"}),
        *answer(3, "Ad", pricing={"billable": False, "type": "free_entry_point"}),
        *answer(4, "New", pricing={"billable": True, "category": "something_new"}),
        *answer(5, "Odd", pricing="free"),
        *answer(6, "Late", errors=[{"code": 131047, "title": "Re-engagement message"}]),
    ]
    english = text(page(*facts))
    for told in (
        *("delivered free", "billed by Meta as marketing", "free: came by an advertisement"),
        "billed by Meta New",
        "Not delivered: more than 24 hours since the guest last wrote",
    ):
        assert told in english
    malay = text(page(language="ms"))
    assert "dicaj oleh Meta sebagai pemasaran" in malay
    assert "Tidak sampai: lebih 24 jam sejak tetamu terakhir menulis" in malay


@pytest.mark.postgres
def test_w21_h9_a_reaction_is_drawn_at_its_message_and_is_no_last_question(page):
    c = conversation("whatsapp:6012")
    asked = MessageFact(derive(c.id, "q"), c.id, "guest", "Is there parking?", NIGHT)
    liked = MessageFact(
        *(derive(c.id, "r"), c.id, "guest", "👍", NIGHT + timedelta(minutes=2)),
        kind="reaction",
        meta={"about": "wamid.1", "quiet": True},
    )
    drawn = page(asked, *answer(1, "Yes, free"), liked, mode="handoff", status="handed_off")
    assert drawn.count("👍") == 1
    assert 'class="reactions"' in drawn
    assert "“Is there parking?”" in text(drawn)


@pytest.mark.postgres
def test_w32_a_nameless_guest_is_called_by_the_channel_and_the_end_of_an_id(page):
    c = conversation("whatsapp:6012")
    assert f"WhatsApp guest · {c.id[-4:]}" in text(page())
    assert f"Tetamu WhatsApp · {c.id[-4:]}" in text(page(language="ms"))


@pytest.mark.postgres
def test_h9_p8_wishes_stand_in_the_language_of_who_reads_them(page):
    waiting = {"mode": "handoff", "status": "handed_off", "handoff_reason": "asked"}
    wished = Wishes(area="north", name="seagull lodge")
    assert "area north" in text(page(**waiting, wishes=wished))
    assert "kawasan utara" in text(page(**waiting, wishes=wished, language="ms"))
