"""How the hotel is run, changed by its manager: over HTTP, with a real record."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import ClassVar

import httpx
import pytest

from appliance.engine import handoff, hours
from appliance.store import StoreUnavailable
from appliance.web import dashboard
from appliance.web.app import build
from tests.loopback import serving
from tests.pages import HEAVIEST, PAGES, PARTS
from tests.patience import wait_until
from tests.web.back_office import NOW, RAYA, Office, open_office, words
from tests.web.house import hotel
from tests.web.visitor import sign_in, visitor

pytestmark = pytest.mark.postgres

DAY = {"desk": "reservations", "first": "2026-03-03", "name": "Training", "kind": "closed"}
TABS = ("settings", "settings/staff", "settings/alerts", "settings/widget", "settings/mode")
CHANGES = (
    "settings/hours/day",
    "settings/hours/week",
    "settings/hours/holiday",
    "settings/hours/undo",
    "settings/staff",
    "settings/alerts",
    "settings/alerts/test",
    "settings/widget/keys",
    "settings/mode",
)


@pytest.fixture
def office(store_for, tmp_path) -> Iterator[Office]:
    with open_office(store_for(hotel()), tmp_path) as opened:
        yield opened


def closed_now(office: Office) -> bool:
    return hours.after_hours(office.app.hotel, NOW)


# -- hours


def test_t8_a_day_closed_today_holds_at_once_and_can_be_taken_back(office):
    assert not closed_now(office)
    assert office.post("settings/hours/day", **DAY).status_code == 303
    assert closed_now(office)
    made = handoff.promise("asked", office.app.hotel, "en", NOW)
    assert made.desk.code == "front_desk"
    assert "Training" in office.page("settings")
    undo = {"kind": "day", "name": "reservations:2026-03-03"}
    office.post("settings/hours/undo", **undo)
    assert not closed_now(office)


def test_t8_raya_is_moved_to_the_day_that_was_announced(office):
    later = RAYA + timedelta(days=1)
    form = {"day": RAYA.isoformat(), "announced": later.isoformat()}
    assert office.post("settings/hours/holiday", **form).status_code == 303
    special = office.app.hotel.desks["reservations"].special
    assert RAYA not in special
    assert special[later].shifts == ()
    assert "moved from Fri 20 Mar" in office.page("settings")
    back = {"day": RAYA.isoformat(), "announced": RAYA.isoformat()}
    office.post("settings/hours/holiday", **back)
    assert RAYA in office.app.hotel.desks["reservations"].special


def test_t11_what_is_on_record_keeps_the_flag_it_came_with(office):
    office.ask("When is the pool open?")
    id_ = office.app.conversation_id("web:visitor")
    office.post("settings/hours/day", **DAY)
    office.ask("And on Sundays?")
    assert [m.after_hours for m in office.store.messages(id_) if m.role == "guest"] == [False, True]
    assert not office.store.conversation(id_).after_hours


def test_t4_the_week_as_people_write_it(office):
    week = {f"day{n}": "9.00 - 13.00 dan 14:00-18:00" for n in range(6)} | {"day6": "Tutup"}
    assert office.post("settings/hours/week", desk="reservations", **week).status_code == 303
    weekly = office.app.hotel.desks["reservations"].weekly
    assert [(s.opens, s.closes) for s in weekly[0]] == [(540, 780), (840, 1080)]
    assert weekly[6] == ()
    office.post("settings/hours/undo", kind="week", name="reservations")
    assert len(office.app.hotel.desks["reservations"].weekly[0]) == 1


WRONG: tuple[dict[str, str], ...] = (
    {"kind": "times", "hours": ""},
    {"kind": "times", "hours": "nine to five"},
    {"kind": "times", "hours": "09:00-13:00, 12:00-15:00"},
    {"first": "soon"},
    {"first": "2026-03-03", "last": "2026-03-01"},
    {"desk": "helipad"},
    {"name": " "},
)


def test_t13_hours_that_make_no_sense_are_refused(office):
    for wrong in WRONG:
        answer = office.post("settings/hours/day", **(DAY | wrong))
        assert answer.status_code == 422, wrong
    assert not closed_now(office)
    assert not office.store.overrides()


def test_a_change_outlives_the_cluster(office, monkeypatch):
    office.post("settings/hours/day", **DAY)

    def away() -> None:
        raise StoreUnavailable

    monkeypatch.setattr(office.store, "overrides", away)
    office.app.renew_hotel()
    assert closed_now(office)


# -- who may


def test_the_front_desk_does_not_see_the_settings(office):
    for path in TABS:
        assert office.desk.get(f"/dashboard/{path}").status_code == 403
    assert "/dashboard/settings" not in office.desk.get("/dashboard/inbox").text


def test_reservations_may_look_but_not_change(office):
    for path in CHANGES:
        assert office.post(path, by="reservations", mode="draft", **DAY).status_code == 403
    assert "can change these" in office.page("settings", role="reservations")
    assert office.staff["reservations"].get("/dashboard/settings/audit").status_code == 403


def test_a_page_of_another_site_changes_nothing(office):
    forged = {"origin": "https://evil.example", "sec-fetch-site": "cross-site"}
    answer = office.gm.post("/dashboard/settings/mode", data={"mode": "draft"}, headers=forged)
    assert answer.status_code == 403
    assert office.app.hotel.mode == "live"


def test_every_page_reads_in_malay(office):
    office.gm.cookies.set("nocturn_language", "ms")
    for path in (*TABS, "settings/usage", "settings/audit", "knowledge", "knowledge/new"):
        page = office.gm.get(f"/dashboard/{path}")
        assert page.status_code == 200
        assert '<html lang="ms">' in page.text
        assert "Tetapan" in words(page.text)


# -- staff


def add(office: Office, **more: str) -> str:
    """The link a new member of staff sets a password with."""
    form = {"name": "Nurul", "email": "Nurul@selasar.example", "role": "front_desk"} | more
    answer = office.post("settings/staff", **form)
    assert answer.status_code == 200, answer.status_code
    found = re.search(r"http://[^<]+/welcome/([\w.-]+)", answer.text)
    assert found
    return f"/welcome/{found[1]}"


def test_m8_a_link_sets_one_password_once(office):
    link = add(office)
    stranger = visitor(office.url)
    assert "Nurul" in stranger.get(link).text
    assert stranger.post(link, data={"password": "short"}).status_code == 422
    assert stranger.post(link, data={"password": "a much longer one"}).status_code == 303
    assert stranger.get(link).status_code == 410
    assert sign_in(office.url, "nurul", "a much longer one").get("/dashboard").status_code == 200


def test_m8_a_link_grows_old_and_cannot_be_made_up(office):
    link = add(office)
    office.clock.pass_by(days=2, seconds=1)
    assert office.gm.get(link).status_code == 410
    assert office.gm.get(link[:-2]).status_code == 410


def test_m8_who_is_deactivated_is_out_at_once(office):
    assert office.desk.get("/dashboard/inbox").status_code == 200
    row = office.store.staff_by_email("front_desk@selasar.example")
    assert office.post(f"settings/staff/{row.id}/active", active="0").status_code == 303
    assert office.desk.get("/dashboard/inbox", follow_redirects=False).status_code == 303
    office.post(f"settings/staff/{row.id}/active", active="1")
    assert sign_in(office.url, "front_desk")


def test_h12_their_open_conversations_wait_for_somebody_again(office):
    office.ask("When is the pool open?")
    id_ = office.app.conversation_id("web:visitor")
    assert office.post(f"conversations/{id_}/takeover", by="front_desk").status_code == 303
    row = office.store.staff_by_email("front_desk@selasar.example")
    office.post(f"settings/staff/{row.id}/active", active="0")
    state = office.app.recall_id(id_)
    assert (state.mode, state.staff_id) == ("handoff", "")


def test_nobody_shuts_themselves_out(office):
    row = office.store.staff_by_email("gm@selasar.example")
    assert office.post(f"settings/staff/{row.id}/active", active="0").status_code == 422
    assert office.post(f"settings/staff/{row.id}", role="front_desk").status_code in (403, 422)
    assert office.store.staff(row.id).role == "gm"


def test_the_same_address_is_not_added_twice(office):
    add(office)
    twice = {"name": "N", "email": "nurul@selasar.example", "role": "gm"}
    assert office.post("settings/staff", **twice).status_code == 422


def test_a_persons_own_language_is_their_dashboards(office):
    link = add(office, language="ms")
    page = office.gm.post(link, data={"password": "a much longer one"})
    assert page.status_code == 303
    nurul = sign_in(office.url, "nurul", "a much longer one")
    assert '<html lang="ms">' in nurul.get("/dashboard").text


# -- keys


def make_key(office: Office, path: str = "settings/widget/keys", **form: str) -> str:
    answer = office.post(path, **form)
    found = re.search(r'id="fresh-key"[^>]*>(pk_[\w-]+)<', answer.text)
    assert found
    assert answer.headers["cache-control"] == "no-store"
    return found[1]


def opens(office: Office, key: str) -> bool:
    return httpx.get(f"{office.url}/api/v1/widget-config?key={key}").status_code == 200


def test_x7_old_and_new_key_overlap_then_the_old_one_dies(office):
    old = make_key(office, label="site")
    assert opens(office, old)
    row = office.store.api_key(sha256(old.encode()).hexdigest(), office.clock())
    new = make_key(office, f"settings/widget/keys/{row.id}/rotate", days="1")
    assert opens(office, old)
    assert opens(office, new)
    office.clock.pass_by(days=1, seconds=1)
    assert not opens(office, old)
    assert opens(office, new)


def test_x7_a_revoked_key_is_dead_at_once_and_no_page_shows_a_key(office):
    key = make_key(office, label="site")
    row = office.store.api_key(sha256(key.encode()).hexdigest(), office.clock())
    page = office.page("settings/widget")
    assert key not in page
    assert key[:12] in page
    office.post(f"settings/widget/keys/{row.id}/revoke")
    assert not opens(office, key)
    assert "Revoked" in office.page("settings/widget")


def test_m6_a_key_that_is_not_ours_is_not_here(office):
    for act in ("rotate", "revoke"):
        path = f"settings/widget/keys/00000000-0000-0000-0000-000000000001/{act}"
        assert office.post(path).status_code == 404


# -- alerts


class Receiver(BaseHTTPRequestHandler):
    heard: ClassVar[list[bytes]] = []

    def do_POST(self) -> None:
        self.heard.append(self.rfile.read(int(self.headers["content-length"])))
        self.send_response(200)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Quiet."""


@pytest.fixture
def receiver() -> Iterator[str]:
    Receiver.heard.clear()
    server = HTTPServer(("127.0.0.1", 0), Receiver)
    with serving(server):
        yield f"json://127.0.0.1:{server.server_port}/"


def test_the_test_button_really_sends(office, receiver):
    before = office.page("settings/alerts")
    assert "No address yet" in before
    assert "settings/alerts/test" not in before  # there is nothing to test
    office.post("settings/alerts", code="night", kinds="urgent", when="always", url=receiver)
    assert "No address yet" not in office.page("settings/alerts")
    answer = words(office.post("settings/alerts/test", code="night").text)
    assert "Sent to night" in answer
    assert b"gm tests this alert" in Receiver.heard[0]


def test_the_test_button_says_what_went_wrong(office):
    answer = words(office.post("settings/alerts/test", code="night").text)
    assert "did not get through" in answer
    assert office.post("settings/alerts/test", code="nobody").status_code == 404


def test_m10_a_routes_address_is_shown_and_noted_nowhere(office):
    url = "tgram://123456:SECRETTOKEN/42"
    office.post("settings/alerts", code="gm", kinds="urgent", when="open", url=url)
    assert office.app.hotel.alerts[-1].url == url
    assert "SECRETTOKEN" not in office.page("settings/alerts")
    wait_until(lambda: office.store.audit_trail(action="settings"))
    assert "SECRETTOKEN" not in str(office.store.audit_trail())


def test_a_route_that_cannot_be_used_is_refused(office):
    for wrong in ({"code": "a b"}, {"url": "gm's phone"}, {"when": "never"}):
        whole = {"code": "gm", "kinds": "urgent", "url": "json://x", "when": "open"} | wrong
        assert office.post("settings/alerts", **whole).status_code == 422


# -- the trail


def test_p8_what_was_done_can_be_read_filtered_and_taken_along(office):
    office.post("settings/hours/day", **(DAY | {"name": "=cmd|'/c calc'!A1"}))
    office.post("settings/mode", mode="draft")
    office.page("leads", role="front_desk")
    wait_until(lambda: office.store.audit_trail(action="settings.mode"))
    wait_until(lambda: office.store.audit_trail(action="leads"))
    page = office.page("settings/audit")
    assert "switched live or draft" in page
    assert "switched live or draft now: Draft" in page
    gm = office.store.staff_by_email("gm@selasar.example")
    mine = office.page(f"settings/audit?person={gm.id}&action=settings&day=2026-03-03")
    assert "changed a day's hours" in mine
    assert "read the leads" not in mine.split("About")[-1]
    assert "Nothing was noted" in office.page("settings/audit?day=2026-03-02")
    sheet = office.gm.get("/dashboard/settings/audit.csv").content
    assert sheet.startswith(b"\xef\xbb\xbf")
    assert b"settings.mode" in sheet
    wait_until(lambda: office.store.audit_trail(action="audit"))


def test_p8_nobody_writes_in_the_trail(office):
    for method in ("post", "put", "patch", "delete"):
        answer = getattr(office.gm, method)("/dashboard/settings/audit")
        assert answer.status_code == 405


@pytest.mark.parametrize(
    "query", ["offset=-1", "day=x", "person='--", "action=%00", "offset=9" * 9]
)
def test_odd_filters_are_read_as_none(office, query):
    assert office.gm.get(f"/dashboard/settings/audit?{query}").status_code == 200


# -- how long guests may wait


def test_h4_h5_the_manager_says_how_long_guests_may_wait(office):
    form = {"answer": "5", "follow_up": "45", "silent": "8"}
    assert office.post("settings/alerts/waiting", **form).status_code == 303
    assert office.app.hotel.patience.answer == timedelta(minutes=5)
    assert 'name="follow_up" inputmode="numeric" required pattern="[0-9]{1,4}" value="45"' in (
        office.gm.get("/dashboard/settings/alerts").text
    )
    assert office.flushed()
    [told] = office.store.audit_trail(action="settings.waiting")
    assert told.details == {"answer": 5, "follow_up": 45, "silent": 8}


@pytest.mark.parametrize("minutes", ["", "0", "-3", "soon", "1441", "2.5"])
def test_h4_what_is_no_time_to_wait_is_refused_and_shown_again(office, minutes):
    before = office.app.hotel.patience
    answer = office.post("settings/alerts/waiting", answer=minutes, follow_up="45", silent="8")
    assert answer.status_code == 422
    assert "Give whole minutes" in answer.text
    assert 'value="45"' in answer.text
    assert office.app.hotel.patience == before
    denied = office.post("settings/alerts/waiting", by="front_desk", answer="5")
    assert denied.status_code == 403


# -- all pages


def test_every_page_is_listed_for_those_who_look_at_all_of_them(office):
    routes = dashboard_routes(office)
    assert routes - PARTS == set(PAGES.values())


def dashboard_routes(office: Office) -> set[str]:
    site = build(office.app, mounts=(dashboard.mounted,))
    return {
        f"/{route.path}"
        for route in site.router.routes
        if "GET" in route.methods and route.path.startswith("dashboard") and "<" not in route.path
    }


def test_no_page_is_heavy(office):
    for path in PAGES.values():
        page = office.gm.get(path)
        assert page.status_code == 200, path
        assert len(page.content) < HEAVIEST, path
