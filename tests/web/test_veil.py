"""H9: guests' numbers and addresses are kept from roles that need neither, wherever they stand."""

from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal
from types import SimpleNamespace

import pytest

from appliance.engine.facts import (
    AlertFact,
    ConversationFact,
    DeliveryFact,
    Fact,
    LeadFact,
    MessageFact,
    NoteFact,
    PromiseFact,
)
from appliance.engine.ids import derive
from appliance.engine.message import Outgoing
from appliance.engine.state import Contact
from appliance.store.records import StaffRow
from appliance.web import veil
from appliance.web.dashboard.gaps import Group
from tests.pages import PAGES
from tests.web.house import HASH, hotel
from tests.web.office import NIGHT, conversation

NUMBER, ADDRESS = "+60199887766", "nadia.rahman@guest.example"
FILE = derive("a passport")
SPELLED = ("+60199887766", "019-988 7766", "60199887766", "9988 7766", "19-988", "nadia.rahman")
ADMIN = StaffRow(derive("staff", "admin"), "admin@selasar.example", "Admin", "admin", "en", HASH,
                 is_active=True, token_version=0)  # fmt: skip


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("call 012-345 6789 now", "call •••89 now"),
        ("+60 12 345 6789 / (03) 2145 8800", "•••89 / •••00"),
        ("write to ana.lim@site.example.", "write to a•••@•••."),
        ("2026-03-12 to 2026-03-14, 2 adults", "2026-03-12 to 2026-03-14, 2 adults"),
        ("RM 1,120.00 for 3 nights in room 1204", "RM 1,120.00 for 3 nights in room 1204"),
        ("", ""),
    ],
)
def test_h9_numbers_and_addresses_are_masked_and_nothing_else(said, shown):
    assert veil.masked(said) == shown


def test_h9_a_search_tells_nothing_either():
    asks = SimpleNamespace(role="admin"), SimpleNamespace(role="front_desk")
    admin, desk = asks
    for asked in ("019-988 7766", "7766", "nadia@guest.example"):
        assert veil.searched_by(hotel(), admin, asked) == veil.MASK  # type: ignore[arg-type]
        assert veil.searched_by(hotel(), desk, asked) == asked  # type: ignore[arg-type]
    assert veil.searched_by(hotel(), admin, "Nadia 12") == "Nadia 12"  # type: ignore[arg-type]


def test_h9_live_events_are_masked_and_stay_what_they_are():
    body = json.dumps({"id": "1", "text": f"it is {NUMBER}", "role": "guest"})
    assert json.loads(veil.event(body)) == {"id": "1", "text": "it is •••66", "role": "guest"}
    assert veil.event('{"on": false}') == '{"on": false}'


def test_h9_what_guests_asked_is_masked_where_it_is_quoted():
    group = Group(("1",), (f"Can you call {NUMBER}?",), ("en",), NIGHT, "c")
    [shown] = veil.seen_by(hotel(), SimpleNamespace(role="admin"), [group])  # type: ignore[arg-type]
    assert shown.examples == ("Can you call •••66?",)


@pytest.fixture
def told(office):
    """A guest who said how to be reached in every way there is; the administrator looks."""
    c = conversation(
        "email:nadia",
        contact=Contact("", NUMBER, ADDRESS),
        mode="handoff",
        status="handed_off",
        handed_off_at=NIGHT,
    )
    words = f"I am at 019-988 7766 or {ADDRESS}"
    mail = {
        "original": f"{words}\n> quoted",
        "envelope": {"subject": words, "copied": ADDRESS},
        "attachments": [
            {"name": f"{NUMBER}.pdf", "content_type": "image/png", "media": FILE, "sensitive": True}
        ],
    }
    held = Outgoing(derive(c.id, "held"), "email", c.key, c.id, f"We call {NUMBER}", NIGHT)
    c = replace(c, drafts=(held,))
    facts: list[Fact] = [
        MessageFact(derive(c.id, "m"), c.id, "guest", words, NIGHT, after_hours=True, meta=mail),
        MessageFact(derive(c.id, "back"), c.id, "staff", "Sent", NIGHT),
        PromiseFact(derive(c.id, "p"), c.id, "reservations", f"We call {NUMBER}", NIGHT, NIGHT),
        NoteFact(derive(c.id, "n"), c.id, derive("staff", "gm"), "Gm", f"Call {NUMBER}", NIGHT),
        ConversationFact(c),
        LeadFact(
            *(derive(c.id, "lead"), c.id, 1, "email", "", NUMBER, ADDRESS, c.intent),
            *({}, Decimal(0), "MYR", "high", True, NIGHT, NIGHT),
        ),
        AlertFact(derive("al"), c.id, "handoff", "A guest asks", f"Last message: {words}", NIGHT),
    ]
    office.store.write([(fact.id, fact) for fact in facts])
    lost = f"no such address: {ADDRESS}"
    report = DeliveryFact(derive(c.id, "d"), derive(c.id, "back"), "failed", NIGHT, detail=lost)
    office.store.write([(report.id, report)])
    remark = {"notes": f"Mobile {NUMBER}", "actor": "gm", "now": NIGHT}
    office.store.update_lead(derive(c.id, "lead"), 1, **remark)
    office.store.put_staff(ADMIN)
    return SimpleNamespace(office=office, admin=office.sign_in("admin"), id=c.id)


def leaks(text: str) -> list[str]:
    return [each for each in SPELLED if each in text]


@pytest.mark.postgres
def test_h9_no_page_and_no_file_shows_a_masked_role_how_a_guest_is_reached(told):
    names = ("home", "recovered", "inbox", "leads", "alerts", "settings-audit")
    paths = [
        *(PAGES[name] for name in names),
        f"/dashboard/conversations/{told.id}",
        "/dashboard/leads.csv",
    ]
    paths += ["/dashboard/recovered.csv", "/dashboard/inbox?view=unread"]
    for path in paths:
        seen = told.admin.get(path)
        assert seen.status_code in (200, 403), path
        assert not leaks(seen.text), (path, leaks(seen.text))
    page = told.admin.get(f"/dashboard/conversations/{told.id}").text
    assert "•••66" in page
    assert "tel:" not in page
    assert "wa.me" not in page
    for told_all_the_same in (
        "Mobile •••66",
        "We call •••66",
        "Call •••66",
        "not shown to your role",
    ):
        assert told_all_the_same in page


@pytest.mark.postgres
def test_h9_what_is_masked_cannot_be_sent_or_saved_masked(told):
    """A draft would reach the guest, a remark its colleagues, with dots for a number."""
    page = told.admin.get(f"/dashboard/conversations/{told.id}").text
    assert "/drafts/" not in page
    assert 'name="notes"' not in page
    mine = told.office.page(f"/dashboard/conversations/{told.id}")
    assert "/drafts/" in mine
    assert 'name="notes"' in mine


@pytest.mark.postgres
def test_h9_a_guests_file_is_not_for_a_masked_role(told):
    path = f"/dashboard/conversations/{told.id}/files/{FILE}"
    assert path not in told.admin.get(f"/dashboard/conversations/{told.id}").text
    assert path in told.office.page(f"/dashboard/conversations/{told.id}")
    assert told.admin.get(path).status_code == 403
    assert told.office.client.get(path).status_code == 404  # on record, not on this disk


@pytest.mark.postgres
def test_h9_who_answers_guests_reads_them(told):
    for path in (f"/dashboard/conversations/{told.id}", "/dashboard/leads", "/dashboard/leads.csv"):
        assert leaks(told.office.page(path)), path
    desk = told.office.sign_in("front_desk")
    assert f'href="tel:{NUMBER}"' in desk.get(f"/dashboard/conversations/{told.id}").text


@pytest.mark.postgres
def test_h9_a_search_by_number_finds_nothing_for_a_masked_role(told):
    for path in ("/dashboard/inbox", "/dashboard/leads"):
        for asked in ("019-988 7766", ADDRESS):
            assert told.id in told.office.page(path, q=asked)
        for asked in ("019-988 7766", ADDRESS, "7766"):
            assert told.id not in told.admin.get(path, params={"q": asked}).text
        answer = told.admin.get(f"/dashboard/conversations/{told.id}", params={"q": asked})
        assert "at=" not in answer.headers["location"]


@pytest.mark.postgres
def test_h9_the_api_masks_as_the_pages_do(told):
    given = {"email": ADMIN.email, "password": "correct horse battery"}
    token = told.admin.post("/api/v1/auth/token", json=given).json()["access_token"]
    bearer = {"Authorization": f"Bearer {token}"}
    for path in (
        f"/api/v1/properties/{hotel().id}/leads",
        f"/api/v1/leads/{derive(told.id, 'lead')}",
        f"/api/v1/conversations/{told.id}",
    ):
        seen = told.admin.get(path, headers=bearer)
        assert seen.status_code == 200, seen.text
        assert not leaks(seen.text), path


@pytest.mark.postgres
def test_h9_a_hotel_says_itself_who_reads_them(told):
    app = told.office.appliance
    app.hotel = replace(app.hotel, privacy=replace(app.hotel.privacy, contacts_for=("gm", "admin")))
    assert leaks(told.admin.get(f"/dashboard/conversations/{told.id}").text)
    desk = told.office.sign_in("front_desk")
    assert not leaks(desk.get(f"/dashboard/conversations/{told.id}").text)
