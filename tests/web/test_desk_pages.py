"""What staff work with: the inbox, notes, ready replies, recovery, leads that are one."""

from __future__ import annotations

import csv
import html
import io
import re
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import httpx
import pytest

from appliance import codec
from appliance.engine.facts import ConversationFact, LeadFact, MessageFact
from appliance.engine.ids import derive
from appliance.engine.state import Line
from appliance.spool import Commit
from appliance.web import charts, ranges, sheets
from tests.web.house import hotel
from tests.web.office import NIGHT, SIX_IN_THE_MORNING, act, conversation, id_of, text, trail

pytestmark = pytest.mark.postgres


def money(page: str) -> list[Decimal]:
    return [Decimal(found.replace(",", "")) for found in re.findall(r"RM ([\d,]+\.\d\d)", page)]


def lead_of(office, name: str):
    return next(lead for lead in office.store.leads(merged=None) if lead.name == name)


def write(office, *facts) -> None:
    office.store.write([(fact.id, fact) for fact in facts])


# -- figures and what is behind them


def test_r7_r12_rows_of_every_figure_add_up_to_it(office):
    office.store.update_lead(
        lead_of(office, "Grace").id, 1, status="converted", actual_value=Decimal("612.50"),
        actor="x", now=SIX_IN_THE_MORNING,
    )  # fmt: skip
    home = office.page("/dashboard", range="night")
    assert "RM 420<" in home
    assert "RM 612.50<" in home
    page = office.page("/dashboard/recovered", range="night")
    for kind, total in (("estimated", Decimal("420.00")), ("confirmed", Decimal("612.50"))):
        table = page.partition(f'id="{kind}"')[2].partition("</section>")[0]
        rows, _, last = table.partition('class="total"')
        cells = re.findall(r'<td class="num wide strong">(.*?)</td>', rows)
        assert sum(money(" ".join(cells))) == total
        assert money(last) == [total]
    links = re.findall(r'href="(/dashboard/(?:inbox|leads)\?[^"]+)"', home)
    inbox, leads = (next(x for x in links if f"/{name}?" in x) for name in ("inbox", "leads"))
    assert "<b>3</b> after-hours inquiries" in home
    assert office.page(inbox.replace("&amp;", "&")).count('id="talk-') == 3
    assert "<b>3</b> leads captured" in home
    assert office.page(leads.replace("&amp;", "&")).count('id="row-') == 3


def test_r7_the_file_has_the_same_rows(office):
    answer = office.client.get("/dashboard/recovered.csv", params={"range": "night"})
    rows = list(csv.DictReader(io.StringIO(answer.text.removeprefix("\ufeff"))))
    assert [row["Kind"] for row in rows] == ["estimated"] * 3
    assert sum(Decimal(row["Amount"]) for row in rows) == Decimal("516.00")
    assert all("/dashboard/conversations/" in row["Conversation"] for row in rows)
    assert answer.headers["content-disposition"].startswith("attachment")


def test_l10_merged_leads_are_one_row_and_counted_once(office):
    page = office.page(f"/dashboard/conversations/{id_of('web:two')}")
    assert "The same guest also asked on Website" in text(page)
    grace, daniel = lead_of(office, "Grace"), lead_of(office, "Daniel")
    form = {"version": "1", "into": daniel.id, "next": "/dashboard/leads"}
    answer = office.client.post(f"/dashboard/leads/{grace.id}/merge", data=form)
    assert answer.headers["location"] == "/dashboard/leads"
    assert "RM 420<" in office.page("/dashboard", range="night")
    assert "Grace" not in office.page("/dashboard/leads")
    there = text(office.page(f"/dashboard/conversations/{id_of('web:three')}"))
    assert "Counted with another lead" in there
    office.client.post(f"/dashboard/leads/{grace.id}/merge", data={"version": "2"})
    assert "RM 516<" in office.page("/dashboard", range="night")


def test_l16_a_merge_that_came_too_late_says_so(office):
    grace, daniel = lead_of(office, "Grace"), lead_of(office, "Daniel")
    form = {"version": "7", "into": daniel.id, "next": "/dashboard/leads"}
    answer = office.client.post(f"/dashboard/leads/{grace.id}/merge", data=form)
    told = office.client.get(answer.headers["location"])
    assert "Nothing was merged: somebody has changed the lead meanwhile" in told.text
    assert "RM 516<" in office.page("/dashboard", range="night")


def test_t14_days_are_the_hotels_own(office):
    night = {"from": "2026-03-02", "to": "2026-03-02"}
    assert "RM 516.00" in office.page("/dashboard/recovered", **night)
    day_after = {"from": "2026-03-03", "to": "2026-03-03"}
    assert "RM 516.00" not in office.page("/dashboard/recovered", **day_after)


@pytest.mark.parametrize(
    ("asked", "since", "until"),
    [
        (("2026-03-01", "2026-03-02"), (2026, 3, 1), (2026, 3, 3)),
        (("2026-03-02", "2026-03-01"), (2026, 3, 1), (2026, 3, 3)),
        (("1000-01-01", "9999-12-31"), (2000, 1, 1), (2001, 1, 1)),
        (("9999-12-31", "9999-12-31"), (2100, 1, 1), (2101, 1, 2)),
    ],
)
def test_days_asked_for_in_any_order_and_of_any_length(asked, since, until):
    known = hotel()
    found = ranges.asked(dict(zip(("from", "to"), asked, strict=True)), known, SIX_IN_THE_MORNING)
    assert (found.since.date(), found.until.date()) == (date(*since), date(*until))


@pytest.mark.parametrize("asked", [{"from": "yesterday", "to": "2026-03-02"}, {"from": ""}, {}])
def test_what_is_no_day_is_the_night(asked):
    assert ranges.asked(asked, hotel(), SIX_IN_THE_MORNING).name == "night"


def test_a_chart_has_every_hour_and_its_bars_add_up():
    zone = hotel().zone
    span = ranges.choose("night", hotel(), SIX_IN_THE_MORNING)
    at = charts.slots(span.since, span.until, zone, "hour")
    assert (at[0].hour, len(at)) == (12, 18)
    found = charts.stacked(at, {"late": {at[11]: 3}, "early": {at[11]: 1, at[0]: 2}}, "hour")
    assert [bar.total for bar in found.bars if bar.total] == [2, 4]
    tall = found.bars[11]
    assert sum(part.height for part in tall.segments) == pytest.approx(100)
    assert tall.segments[1].y == pytest.approx(0)


# -- files a spreadsheet opens


@pytest.mark.parametrize("value", ["=1+1", "+60123", "-2", "@cmd", "\t=1", "\r=1", "  =1", "\n+1"])
def test_r11_a_cell_is_never_a_formula(value):
    assert sheets.cell(value) == f"'{value}"


@pytest.mark.parametrize("value", ["Farah", "12.50", "2026-03-01", "", "a=b"])
def test_r11_other_cells_are_left_alone(value):
    assert sheets.cell(value) == value


def test_r11_the_file_opens_in_excel_and_what_guests_wrote_stays_text(office):
    c = conversation("web:evil")
    evil = LeadFact(
        *(derive(c.id, "lead"), c.id, 1, "web", "=HYPERLINK(\"x\")", "+60111111111", "", c.intent),
        *({}, Decimal("1.00"), "MYR", "high", True, NIGHT, NIGHT),
    )  # fmt: skip
    write(office, ConversationFact(c), evil)
    answer = office.client.get("/dashboard/leads.csv", params={"sort": "value"})
    assert answer.content.startswith(b"\xef\xbb\xbf")
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    rows = list(csv.DictReader(io.StringIO(answer.text.removeprefix("\ufeff"))))
    assert [row["Guest"] for row in rows] == ["Aisyah", "Daniel", "Grace", '\'=HYPERLINK("x")']
    assert rows[0]["Phone"] == "'+60123456789"
    assert [fact.target for fact in trail(office, "leads.exported")] == ["leads"]


def test_files_with_money_are_not_for_the_front_desk(office):
    client = office.sign_in("front_desk")
    for path in ("/dashboard/leads.csv", "/dashboard/recovered.csv", "/dashboard/recovered"):
        assert client.get(path).status_code == 403


# -- the inbox


def lines(page: str) -> list[str]:
    return re.findall(r'id="talk-([0-9a-f-]+)"', page)


def test_the_inbox_by_who_has_it(office):
    assert lines(office.page("/dashboard/inbox", view="mine")) == []
    act(office.client, "web:two", "takeover")
    trail(office, "takeover")  # the record has it now
    assert lines(office.page("/dashboard/inbox", view="mine")) == [id_of("web:two")]
    other = office.sign_in("reservations")
    assert lines(other.get("/dashboard/inbox", params={"view": "mine"}).text) == []
    assert lines(other.get("/dashboard/inbox", params={"view": "staff"}).text) == [id_of("web:two")]


def test_unread_is_each_persons_own_and_reading_ends_it(office):
    assert len(lines(office.page("/dashboard/inbox", view="unread"))) == 3
    office.page(f"/dashboard/conversations/{id_of('web:one')}")
    assert id_of("web:one") not in lines(office.page("/dashboard/inbox", view="unread"))
    other = office.sign_in("reservations")
    assert len(lines(other.get("/dashboard/inbox", params={"view": "unread"}).text)) == 3
    other.post("/dashboard/inbox/read")
    assert lines(other.get("/dashboard/inbox", params={"view": "unread"}).text) == []
    assert office.page("/dashboard/inbox").count('class="unread"') == 2


def test_a_guests_next_word_is_unread_again(office):
    office.page(f"/dashboard/conversations/{id_of('web:one')}")
    later = SIX_IN_THE_MORNING + timedelta(minutes=5)
    c = replace(conversation("web:one"), revision=2, last_at=later)
    said = MessageFact(derive(c.id, "again"), c.id, "guest", "Hello?", later)
    write(office, ConversationFact(c), said)
    assert id_of("web:one") in lines(office.page("/dashboard/inbox", view="unread"))


# -- notes and ready replies


def test_h13_a_note_is_for_staff_and_reaches_no_guest(office):
    act(office.client, "web:one", "takeover")
    answer = act(office.client, "web:one", "note", text="VIP, gave trouble", client_id="n1")
    assert "VIP, gave trouble" in answer.text
    assert "VIP, gave trouble" not in str(office.appliance.spool.feed_after(
        f"conversation:{id_of('web:one')}", 0
    ))  # fmt: skip
    assert office.appliance.spool.claim() == []  # nothing to deliver
    assert "VIP" not in office.appliance.spool.state_by_id(id_of("web:one"))
    trail(office, "note")
    other = office.sign_in("front_desk")
    there = other.get(f"/dashboard/conversations/{id_of('web:one')}").text
    assert there.count("VIP, gave trouble") == 1
    assert "Private note by Gm" in text(there)


@pytest.mark.parametrize(
    ("said", "told"),
    [("", "There is nothing to send yet."), ("x" * 4001, "That is too long")],
)
def test_a_note_that_cannot_be_kept_says_why_and_stays(office, said, told):
    answer = act(office.client, "web:one", "note", text=said)
    assert told in answer.text
    assert said in answer.text


def test_h14_a_blank_is_not_said_to_a_guest_and_the_text_is_kept(office):
    act(office.client, "web:one", "takeover")
    answer = act(office.client, "web:one", "reply", text="Dear {{pet_name}}, hello")
    assert "Fill in {{pet_name}} first" in answer.text
    assert "Dear {{pet_name}}, hello</textarea>" in answer.text
    assert office.appliance.spool.claim() == []


def keep(client: httpx.Client, **form: str) -> httpx.Response:
    return client.post("/dashboard/replies", data=form)


def test_h14_ready_replies_are_filled_in_for_this_guest(office):
    form = {"title": "Parking", "text_en": "Dear {{name}}, parking is free. {{staff}}"}
    assert keep(office.client, **form).status_code == 303
    taken = act(office.client, "web:one", "takeover")
    assert 'data-ready="Dear Aisyah, parking is free. Gm"' in taken.text


def test_ready_replies_are_begun_changed_and_dropped(office):
    office.client.post("/dashboard/replies/begin")
    office.client.post("/dashboard/replies/begin")
    assert len(office.store.canned_replies()) == 4
    first = office.store.canned_replies()[0]
    keep(office.client, id=first.id, title="Ask", text_en="Your number?", text_ms="Nombor?")
    assert "Your number?" in office.page("/dashboard/replies")
    office.client.post(f"/dashboard/replies/{first.id}/drop")
    assert len(office.store.canned_replies()) == 3


@pytest.mark.parametrize(
    ("form", "told"),
    [
        ({"title": "", "text_en": "x"}, "A name and the English text are needed."),
        ({"title": "x", "text_en": "y" * 2001}, "That is too long."),
        ({"title": "x", "text_en": "Hi {{nmae}}"}, "is not known; use those listed"),
    ],
)
def test_a_ready_reply_that_would_fail_is_not_kept(office, form, told):
    answer = keep(office.client, **form)
    assert told in answer.text
    assert office.store.canned_replies() == []


def test_h7_what_was_not_delivered_says_why_and_can_be_written_again(office):
    c = conversation("web:two")
    said = MessageFact(
        derive(c.id, "s"), c.id, "staff", "The link", NIGHT + timedelta(minutes=1), staff_name="Gm"
    )
    failed = office.store
    write(office, said)
    failed._run(
        """update messages set status = 'failed', status_detail = 'window closed'
           where property_id = %(property)s and id = %(id)s""",
        id=said.id,
    )
    page = office.page(f"/dashboard/conversations/{c.id}")
    assert "Not delivered: window closed" in page
    assert 'data-again="The link"' in page


def test_h9_the_summary_follows_the_conversation(office):
    page = text(office.page(f"/dashboard/conversations/{id_of('web:one')}"))
    for told in ("Asks for a person", "Room booking · English", "from Aisyah &amp; co", "Deluxe"):
        assert told in page
    later = NIGHT + timedelta(minutes=9)
    c = replace(
        conversation("web:one", mode="handoff", status="handed_off", handed_off_at=NIGHT),
        revision=2,
    )
    said = MessageFact(derive(c.id, "more"), c.id, "guest", "And a cot please", later)
    write(office, ConversationFact(c), said)
    assert "“And a cot please”" in text(office.page(f"/dashboard/conversations/{c.id}"))


def test_what_is_taken_over_is_called_so_in_malay_too(office):
    office.client.post("/dashboard/language", data={"language": "ms", "next": "/dashboard"})
    for path in ("recovered", "inbox?view=unread", "leads?sort=value", "replies"):
        assert '<html lang="ms">' in office.page(f"/dashboard/{path}")


PART = {"hx-request": "true"}


def long_talk(office) -> str:
    """200 more messages, a minute apart. Where it is looked at."""
    c = conversation("web:two")
    said = [
        MessageFact(derive(c.id, n), c.id, "guest", f"word {n}.", NIGHT + timedelta(minutes=n))
        for n in range(3, 203)
    ]
    write(office, *said)
    return f"/dashboard/conversations/{c.id}"


def words(page: str) -> list[int]:
    """What is shown of a long talk, by number."""
    return [int(n) for n in re.findall(r"word (\d+)\.</div>", page)]


def earlier(page: str) -> str:
    """Where what was said before it is."""
    found = re.search(r'hx-get="([^"]+before=[^"]+)"', page)
    return html.unescape(found[1]) if found else ""


def test_a_long_conversation_comes_with_its_end_first_and_the_rest_when_asked_for(office):
    page = office.page(long_talk(office))
    shown = words(page)
    assert shown == list(range(163, 203))
    while path := earlier(page):
        page = office.client.get(path, headers=PART).text
        assert "composer" not in page
        shown = words(page) + shown
    assert shown == list(range(3, 203))
    assert "from Daniel" in page


def test_earlier_messages_are_a_page_of_their_own_without_a_script(office):
    path = long_talk(office)
    page = office.client.get(earlier(office.page(path))).text
    assert words(page) == list(range(123, 163))
    assert "data-about" not in page  # what is new belongs elsewhere
    assert f'href="{path}">To the latest messages' in page
    assert "“word 202.”" not in page  # nobody waits in it: it has no summary


def test_what_is_said_meanwhile_leaves_what_is_on_the_page_in_its_place(office):
    """Else what is fetched above it would end before it begins."""
    path = long_talk(office)
    since = re.search(r'name="since" value="([^"]+)"', office.page(path))
    assert since
    c = conversation("web:two")
    late = MessageFact(derive(c.id, 203), c.id, "ai", "word 203.", NIGHT + timedelta(minutes=203))
    write(office, late)
    part = office.client.get(path, params={"since": since[1]}, headers=PART).text
    assert words(part) == list(range(163, 204))
    fresh = office.client.get(path, headers=PART).text
    assert words(fresh) == list(range(164, 204))
    assert 'id="earlier"' in fresh  # and has where to look for the others
    assert 'id="earlier"' not in part


@pytest.mark.parametrize(("n", "first", "last"), [(100, 81, 120), (201, 182, 202), (3, 3, 23)])
def test_a_message_far_back_is_shown_with_what_is_around_it(office, n, first, last):
    path = long_talk(office)
    page = office.page(path, at=derive(id_of("web:two"), n))
    assert words(page) == list(range(first, last + 1))
    assert ("To the latest messages" in page) == (last < 202)


def test_sent_in_one_instant_stays_together(office):
    """A letter and what it is cut into; a channel that tells whole seconds."""
    path, c = long_talk(office), conversation("web:two")
    at = NIGHT + timedelta(minutes=163)
    write(
        office, *(MessageFact(derive(c.id, "x", n), c.id, "ai", f"word {n}.", at) for n in (1, 2))
    )
    page = office.page(path)
    assert words(page) == list(range(164, 203))
    assert words(office.client.get(earlier(page), headers=PART).text)[-3:] == [163, 1, 2]


def test_a_search_leads_to_where_it_was_said(office):
    path = long_talk(office)
    assert f'href="{path}?q=word+77"' in office.page("/dashboard/inbox", q="word 77")
    answer = office.client.get(path, params={"q": "WORD 77"})
    said = derive(id_of("web:two"), 77)
    assert answer.headers["location"] == f"{path}?at={said}#said-{said}"
    assert f'id="said-{said}"' in office.page(path, at=said)
    assert office.client.get(path, params={"q": "Daniel X"}).headers["location"] == path


def test_h5_a_guest_who_waits_for_a_colleague_has_a_clock_in_the_inbox(office):
    act(office.client, "web:two", "takeover")
    trail(office, "takeover")
    waits = "The guest waits for an answer"
    assert waits not in office.page("/dashboard/inbox", view="mine")
    app = office.appliance
    c = app.recall_id(id_of("web:two"))
    assert c
    asked = replace(c, revision=c.revision + 1, lines=(Line("guest", "Hello?", NIGHT),))
    later = NIGHT + timedelta(minutes=1)
    said = MessageFact(derive(c.id, "hello"), c.id, "guest", "Hello?", later)
    write(office, ConversationFact(asked), said)
    app.spool.commit(Commit(c.key, c.id, c.revision, asked.revision, codec.dump(asked)))
    page = office.page("/dashboard/inbox", view="mine")
    assert waits in page
    assert f'data-since="{NIGHT.isoformat()}"' in page
