"""The staff's pages and the widget's, over HTTP, with the real record behind them."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import datetime
from decimal import Decimal

import httpx
import pytest

from appliance import feed
from appliance.engine.facts import (
    AlertFact,
)
from appliance.engine.ids import derive
from appliance.store import StoreUnavailable
from appliance.web import assets, ranges, words
from tests.web.house import KEY, PASSWORD, hotel
from tests.web.office import (
    NIGHT,
    SIX_IN_THE_MORNING,
    Office,
    act,
    id_of,
    text,
    trail,
)
from tests.web.visitor import visitor

pytestmark = pytest.mark.postgres

# -- the first page


def test_r7_every_ringgit_of_the_headline_is_a_row_that_leads_to_a_conversation(office):
    grace = next(lead for lead in office.store.leads() if lead.name == "Grace")
    won = {"status": "converted", "actual_value": Decimal("612.00")}
    office.store.update_lead(grace.id, grace.version, **won, actor="x", now=SIX_IN_THE_MORNING)
    home = text(office.page("/dashboard", range="night"))
    assert "RM 420 " in home
    assert "RM 612 " in home
    drilled = office.page("/dashboard/recovered", range="night")
    assert "RM 420.00" in drilled
    assert "RM 280.00 × 2 nights × 50%" in text(drilled)
    for key in ("web:one", "web:two", "web:three"):
        assert f"/dashboard/conversations/{id_of(key)}" in drilled


def test_r9_a_confirmed_lead_is_not_estimated_too(office):
    grace = next(lead for lead in office.store.leads() if lead.name == "Grace")
    won = {"status": "converted", "actual_value": Decimal("612.00")}
    office.store.update_lead(grace.id, grace.version, **won, actor="x", now=SIX_IN_THE_MORNING)
    rows = re.findall(r"<tr>.*?</tr>", office.page("/dashboard/recovered", range="night"), re.S)
    assert sum("Grace" in row for row in rows) == 1


def test_front_desk_sees_leads_but_no_money(office):
    front = office.sign_in("front_desk")
    for path in (
        "/dashboard?range=night",
        "/dashboard/leads",
        f"/dashboard/conversations/{id_of('web:one')}",
    ):
        page = front.get(path).text
        assert "RM " not in text(page), path
        assert 'name="actual_value"' not in page
    assert front.get("/dashboard/recovered").status_code == 403
    assert "Aisyah" in front.get("/dashboard/leads").text


def test_who_waits_for_a_person_is_on_the_first_page_with_a_clock(office):
    home = office.page("/dashboard")
    assert f'data-since="{NIGHT.isoformat()}"' in home
    assert f"/dashboard/conversations/{id_of('web:one')}/takeover" in home


@pytest.mark.parametrize(
    ("local", "name", "since", "until"),
    [
        (datetime(2026, 3, 3, 7), "night", datetime(2026, 3, 2, 12), datetime(2026, 3, 3, 7)),
        (datetime(2026, 3, 3, 14), "night", datetime(2026, 3, 2, 12), datetime(2026, 3, 3, 12)),
        (datetime(2026, 3, 3, 22), "tonight", datetime(2026, 3, 3, 12), datetime(2026, 3, 3, 22)),
    ],
)
def test_t14_a_night_runs_from_noon_to_noon_of_the_hotel(local, name, since, until):
    zone = hotel().zone
    found = ranges.choose(None, hotel(), local.replace(tzinfo=zone))
    assert (found.name, found.since, found.until) == (
        *(name, since.replace(tzinfo=zone)),
        until.replace(tzinfo=zone),
    )


# -- conversations


def test_h2_who_comes_second_is_told_who_has_it(office):
    assert "Your reply" in act(office.client, "web:one", "takeover").text
    second = act(office.sign_in("reservations"), "web:one", "takeover")
    assert "Taken by Gm" in second.text
    assert "Your reply" not in second.text


def test_a_reply_is_shown_and_reaches_the_guests_feed(office):
    act(office.client, "web:one", "takeover")
    answer = act(office.client, "web:one", "reply", text="Hello Aisyah", client_id="c1")
    assert "Hello Aisyah" in answer.text
    again = act(office.client, "web:one", "reply", text="Hello Aisyah", client_id="c1")
    assert again.text.count('<div class="words">Hello Aisyah') == 1


def test_h7_a_reply_without_having_taken_over_keeps_the_text(office):
    answer = act(office.client, "web:two", "reply", text="Hello Daniel")
    assert "Take the conversation over" in answer.text
    assert 'class="words">Hello Daniel' not in answer.text


def test_h5_h6_release_and_resolve(office):
    act(office.client, "web:one", "takeover")
    assert "Take over" in act(office.client, "web:one", "release").text
    assert "Resolved" in act(office.client, "web:one", "resolve").text


def test_the_composer_is_left_alone_while_nothing_about_it_changes(office):
    first = act(office.client, "web:one", "takeover").text
    stance = re.search(r'name="stance" value="([^"]+)"', first)
    assert stance
    path = f"/dashboard/conversations/{id_of('web:one')}"
    part = {"hx-request": "true"}
    same = office.client.get(path, params={"stance": stance[1]}, headers=part).text
    assert 'id="composer"' not in same
    assert 'id="composer"' in office.client.get(path, params={"stance": "x"}, headers=part).text


def test_x12_what_guests_write_is_shown_as_text(office):
    for path in ("/dashboard/inbox", f"/dashboard/conversations/{id_of('web:one')}"):
        page = office.page(path)
        assert "<b>bold</b>" not in page
    assert "&lt;b&gt;bold&lt;/b&gt; from Aisyah &amp; co" in page


def test_an_answer_says_where_it_comes_from(office):
    page = text(office.page(f"/dashboard/conversations/{id_of('web:one')}"))
    assert "What Nocturn knew · 83%" in page
    assert "From Deluxe room Confidence 83%" in page


def test_inbox_filters_and_search(office):
    def shown(**params: str) -> set[str]:
        page = office.page("/dashboard/inbox", **params)
        return {name for name in ("Aisyah", "Daniel", "Grace") if f">{name}</b>" in page}

    assert shown() == {"Aisyah", "Daniel", "Grace"}
    assert shown(view="waiting") == {"Aisyah"}
    assert shown(q="Daniel") == {"Daniel"}
    assert shown(channel="web", view="after-hours") == {"Aisyah", "Daniel", "Grace"}
    act(office.client, "web:one", "takeover")
    assert shown(view="waiting") == set()


def test_h10_another_propertys_conversation_is_not_there(office):
    other = derive("another hotel", "web:one")
    assert office.client.get(f"/dashboard/conversations/{other}").status_code == 404
    assert other in {fact.target for fact in trail(office, "conversation.refused")}
    assert act(office.client, "web:none", "takeover").status_code == 404


def test_what_does_not_work_is_said_in_the_look_and_the_language_of_the_dashboard(office):
    missing = office.client.get("/dashboard/nowhere")
    assert missing.status_code == 404
    assert "Nothing here" in missing.text
    assert "/static/door.css" in missing.text
    assert "script-src 'self'" in missing.headers["content-security-policy"]
    office.client.post("/dashboard/language", data={"language": "ms", "next": "/dashboard"})
    spent = office.client.get("/welcome/of-another-hotel")
    assert spent.status_code == 410
    assert "Pautan ini tidak sah lagi" in spent.text


def test_a_demo_tells_where_its_login_is(office):
    at = office.client.base_url.join("/login")
    assert "printed where it was started" in httpx.get(at).text
    office.appliance.settings = replace(office.appliance.settings, demo=False)
    assert "printed" not in httpx.get(at).text


def test_who_has_not_signed_in_is_spoken_to_as_the_browser_asks(office):
    at, asked = office.client.base_url.join("/login"), {"accept-language": "ms-MY,en;q=0.8"}
    assert '<html lang="ms">' in httpx.get(at, headers=asked).text
    assert '<html lang="en">' in httpx.get(at).text


def test_a_conversation_can_be_read_and_answered_while_the_record_is_away(office, monkeypatch):
    act(office.client, "web:one", "takeover")
    act(office.client, "web:one", "reply", text="Still here", client_id="c2")

    def away(*_: object, **__: object) -> None:
        raise StoreUnavailable

    for name in ("conversation", "conversations", "messages", "leads", "promises", "alerts"):
        monkeypatch.setattr(type(office.store), name, away)
    page = office.page(f"/dashboard/conversations/{id_of('web:one')}")
    assert "Still here" in page
    assert "The record is away" in page


# -- leads


def change(office: Office, version: int, **form: str) -> httpx.Response:
    lead = derive(id_of("web:two"), "lead")
    path, data = f"/dashboard/leads/{lead}", {"version": str(version), **form}
    return office.client.post(path, data=data, headers={"hx-request": "true"})


def test_l15_the_actual_amount_stands_beside_the_estimate(office):
    answer = change(office, 1, status="converted", actual_value="RM 1,250.50", notes="Paid")
    assert "RM 1,250.50" in answer.text
    assert "RM 140.00" in answer.text
    assert "Saved" in answer.text


def test_l16_who_saves_an_old_version_sees_how_it_stands_now(office):
    change(office, 1, status="contacted")
    answer = change(office, 1, status="lost")
    assert "Somebody changed this lead" in answer.text
    assert office.store.leads(search="Daniel")[0].status == "contacted"


@pytest.mark.parametrize("amount", ["lots", "-5", "NaN", "1e30"])
def test_what_is_not_an_amount_is_not_stored(office, amount):
    assert "not an amount" in change(office, 1, actual_value=amount).text
    assert office.store.leads(search="Daniel")[0].actual_value is None


def test_front_desk_cannot_change_a_lead(office):
    lead = derive(id_of("web:two"), "lead")
    answer = office.sign_in("front_desk").post(f"/dashboard/leads/{lead}", data={"version": "1"})
    assert answer.status_code == 403


# -- alerts


def test_h8_alerts_missed_while_away_are_there_on_return(office):
    alert = AlertFact(derive("a"), id_of("web:one"), "handoff", "A guest asks", "Why", NIGHT)
    office.store.write([(alert.id, alert)])
    assert 'data-count="1"' in office.page("/dashboard/counts")
    assert "A guest asks" in office.page("/dashboard/alerts")
    gone = office.client.get(f"/dashboard/alerts/{alert.id}")
    assert gone.headers["location"] == f"/dashboard/conversations/{id_of('web:one')}"
    counts = office.page("/dashboard/counts")
    assert 'data-count="1"' in counts.split("count-alerts")[0]  # who waits is still counted
    assert "data-count" not in counts.split("count-alerts")[1]


def test_alerts_are_told_in_the_language_of_whoever_reads_them(office):
    title, body = "Tetamu minta bercakap", "Mesej terakhir: hai"
    said = AlertFact(
        *(derive("b"), id_of("web:one"), "handoff", "A guest asks", "Last message: hi", NIGHT),
        *(title, body),
    )
    office.store.write([(said.id, said)])
    assert title not in office.page("/dashboard/alerts")
    office.client.post("/dashboard/language", data={"language": "ms", "next": "/dashboard"})
    page = office.page("/dashboard/alerts")
    assert title in page
    assert "<p>hai</p>" in page
    assert "A guest asks" not in page
    told = json.loads(feed.raised(said).body)
    assert (told["title"], told["title_ms"]) == ("A guest asks", title)


# -- the door


ENTRY = {"email": "gm@selasar.example", "password": PASSWORD}


def test_pages_ask_for_a_password_and_go_on_to_where_one_was_going(office):
    stranger = visitor(office.client.base_url)
    sent = stranger.get("/dashboard/leads?status=new")
    assert sent.status_code == 303
    form = ENTRY | {"next": "/dashboard/leads?status=new"}
    assert stranger.post("/login", data=form).headers["location"] == "/dashboard/leads?status=new"


@pytest.mark.parametrize(
    "target", ["https://evil.example", "//evil.example", "/\\evil.example", "evil"]
)
def test_signing_in_never_leads_to_another_site(office, target):
    form = ENTRY | {"next": target}
    assert office.client.post("/login", data=form).headers["location"] == "/dashboard"


def test_a_wrong_password_is_said_on_the_page(office):
    answer = office.client.post("/login", data={"email": "gm@selasar.example", "password": "no"})
    assert answer.status_code == 401
    assert "E-mail or password is wrong" in answer.text
    assert 'value="gm@selasar.example"' in answer.text


def test_a_form_of_another_site_does_nothing(office):
    forged = {"origin": "https://evil.example", "sec-fetch-site": "cross-site"}
    path = f"/dashboard/conversations/{id_of('web:one')}/takeover"
    assert office.client.post(path, headers=forged).status_code == 403


# -- the whole interface


PATHS = (
    "/dashboard",
    "/dashboard/inbox",
    "/dashboard/leads",
    "/dashboard/alerts",
    "/dashboard/recovered",
)


def test_no_page_needs_inline_script_or_style(office):
    for path in (*PATHS, f"/dashboard/conversations/{id_of('web:one')}", "/"):
        answer = office.client.get(path)
        assert "unsafe" not in answer.headers["content-security-policy"]
        assert not re.search(r"<style|\sstyle=|\son\w+=|<script(?![^>]+src=)", answer.text), path
        assert not re.search(r'(src|href)="(https?:)?//(?!wa\.me)', answer.text), path


def test_the_interface_speaks_malay(office):
    office.client.post("/dashboard/language", data={"language": "ms", "next": "/dashboard"})
    for path in PATHS:
        assert '<html lang="ms">' in office.page(path)
    assert "Menunggu staf" in office.page("/dashboard")


def test_every_word_templates_use_exists_in_both_languages():
    known = words.load()
    assert all(word.en and word.ms for word in known.values())
    used = {
        key
        for path in (assets.UI / "templates").glob("*.html")
        for key in re.findall(r"""\bt\(["']([a-z_.\-]+[a-z])["']\s*[,)]""", path.read_text())
    }
    assert used <= known.keys(), used - known.keys()


def test_files_are_kept_by_browsers_until_they_change(office):
    page = office.page("/dashboard")
    for url in set(re.findall(r"/static/[\w./?=-]+", page)):
        answer = office.client.get(url)
        assert "immutable" in answer.headers["cache-control"], url
    again = office.client.get(url, headers={"if-none-match": answer.headers["etag"]})
    assert again.status_code == 304
    assert office.client.get("/static/../appliance/app.py").status_code == 404


# -- the widget


def test_x13_the_widget_is_one_small_file(office):
    sizes = {}
    for coding in ("br", "gzip", "identity"):
        asking = {"accept-encoding": coding}
        with office.client.stream("GET", "/widget/nocturn.js", headers=asking) as answer:
            assert answer.headers.get("content-encoding", "identity") == coding
            sizes[coding] = len(b"".join(answer.iter_raw()))
    assert sizes["br"] < 12_000  # what browsers take over HTTPS
    assert sizes["gzip"] < 13_500
    assert sizes["identity"] < 50_000


def test_x12_the_widget_makes_no_markup_of_text(office):
    answer = office.client.get("/widget/nocturn.js")
    assert answer.headers["content-type"].startswith("text/javascript")
    assert "stale-if-error" in answer.headers["cache-control"]
    assert not re.search(
        r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(", answer.text
    )


def test_x6_the_widgets_configuration_needs_a_key_and_a_listed_page(office):
    def ask(key: str, **headers: str) -> object:
        path = f"/api/v1/widget-config?key={key}"
        return office.client.get(path, headers=headers).status_code

    assert ask(KEY) == 200
    assert ask(KEY, origin=hotel().origins[0]) == 200
    assert ask(KEY, origin="https://evil.example") == 403
    assert ask("nk_unknown") == 401
    assert office.client.get("/api/v1/widget-answers").status_code == 401


def test_the_configuration_speaks_both_languages(office):
    found = office.client.get("/api/v1/widget-config", params={"key": KEY}).json()
    assert found["greeting"] == {"en": "Hello!", "ms": "Helo!"}
    assert found["quick_replies"] == {"en": ["Rates"], "ms": ["Harga"]}
    assert found["privacy"]["notice"]["ms"] == found["privacy"]["notice"]["en"]  # only given once


def test_the_demo_page_exists_only_in_a_demo(office):
    assert KEY in office.page("/")
    office.appliance.settings = replace(office.appliance.settings, demo=False)
    assert office.client.get("/").headers["location"] == "/dashboard"
