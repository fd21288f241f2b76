"""A message's whole path, on real parts."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from appliance import delivery, desk, wiring
from appliance.channels import ChannelError
from appliance.engine.hotel import AlertRoute
from appliance.engine.staff import Staff
from appliance.engine.text import Text
from appliance.hub import Event
from appliance.simulate.post_office import PostOffice
from appliance.store import StoreUnavailable
from appliance.web import widget
from tests.flows.conftest import NIGHT, House, Letters, opened
from tests.llm.provider_server import ProviderServer, failing, ok, slow_first
from tests.loopback import serving
from tests.patience import wait_until

MEI = Staff("7c9e6679-7425-50de-944b-e07fc1f90ae7", "Mei", "gm")
pytestmark = pytest.mark.postgres


def test_a_question_is_answered_and_recorded(house):
    key = house.write("What time is breakfast?", "ana")
    id = house.id_of(key)
    wait_until(lambda: len(house.recorded(id)) == 2)
    (_, asked), (role, answered) = house.recorded(id)
    assert asked == "What time is breakfast?"
    assert role == "ai"
    assert "8:00" in answered
    row = house.app.store.conversation(id)
    assert (row.status, row.mode, row.after_hours) == ("active", "concierge", True)


def test_a_web_reply_is_delivered_by_its_turn_and_leaves_no_parcel(house):
    key = house.write("What time is breakfast?", "ana")
    id = house.id_of(key)
    wait_until(lambda: len(house.recorded(id)) == 2)
    said = house.app.store.messages(id)[-1]
    assert said.status == "sent"
    assert house.app.spool.posted(said.id) is None


def test_a10_malay_is_answered_in_malay(house):
    assert "percuma" in house.ask("Ada tempat letak kereta?").lower()


def test_w23_a_burst_gets_one_answer(settings):
    with opened(settings, burst_wait=5.0) as house:
        for text in ("hi", "nak tanya", "sarapan pukul berapa?"):  # a question ends the wait
            house.write(text, "budi")
        id = house.id_of("web:budi")
        wait_until(lambda: house.said(id))
        wait_until(house.app.lanes.idle)
        assert len(house.said(id)) == 1
        assert [m["role"] for m in house.messages(id)] == ["guest"] * 3 + ["ai"]


def test_a15_a_card_number_never_reaches_the_disk(house, settings):
    house.ask("My card is 4111 1111 1111 1111, what time is breakfast?", "carl")
    wait_until(lambda: house.app.spool.depth()["ledger"] == 0)
    files = [path for path in settings.home.rglob("*") if path.is_file()]
    assert not any(b"4111 1111" in path.read_bytes() for path in files)


def test_a21_state_comes_back_from_postgres(settings):
    with opened(settings) as house:
        house.ask("A deluxe from 24 to 26 Dec 2026 for 2 adults please", "dewi")
        wait_until(lambda: house.app.spool.depth()["ledger"] == 0)
    (settings.home / "spool.db").unlink()
    with opened(settings) as house:
        c = house.app.recall("web:dewi")
        assert c.stay.adults == 2
        assert c.stay.check_in == date(2026, 12, 24)


def test_x11_who_declines_the_notice_can_read_answers(house):
    asked = Text("What time is breakfast?", "Sarapan pukul berapa?")
    brand = replace(house.app.hotel.brand, quick_replies=(asked, Text("Quantum physics")))
    house.app.hotel = replace(house.app.hotel, brand=brand)
    for language in ("en", "ms"):
        [found] = widget.answers(house.app, language)
        assert found.question == asked.say(language)
        assert "8:00" in found.answer
    assert not house.app.spool.conversations_waiting()  # nothing was said, nothing is kept
    assert house.app.spool.depth()["ledger"] == 0


# -- staff


def test_h1_a_takeover_while_the_model_thinks_wins(settings):
    with ProviderServer(ok("Breakfast is from 8:00 am.")) as server:
        keys: dict[str, Any] = {
            "openai_key": "k",
            "openai_base_url": server.openai,
            "hedge_after": 60.0,
        }
        with opened(settings, **keys) as house:
            house.ask("What time is breakfast?", "eka")
            thinking = server.event()
            server.script(slow_first(thinking, "Breakfast is until 10:00 am."))
            house.write("Until when is it?", "eka")
            wait_until(lambda: len(server.requests) == 2)
            id = house.id_of("web:eka")
            desk.take_over(house.app, id, MEI)
            thinking.set()
            wait_until(house.app.lanes.idle)
            desk.say(house.app, id, MEI, "Hello, Mei here.", "m1")
            wait_until(lambda: len(house.recorded(id)) == 4)
            assert [role for role, _ in house.recorded(id)] == ["guest", "ai", "guest", "staff"]


def test_x16_beyond_the_days_budget_the_hotels_own_texts_answer(settings):
    with ProviderServer(ok("Breakfast is from 8:00 am.")) as server:
        keys: dict[str, Any] = {"openai_key": "k", "openai_base_url": server.openai}
        with opened(settings, model_answers_per_day=1, **keys) as house:
            house.ask("What time is breakfast?", "hana")
            assert "8:00" in house.ask("What time is breakfast?", "ivan")
            assert "8:00" in house.ask("What time is breakfast?", "kasim")
            assert len(server.requests) == 1
            wait_until(lambda: house.app.spool.depth()["ledger"] == 0)
            told = [a.title for a in house.app.store.alerts() if a.kind == "system"]
            assert told == ["The models' questions for today are used up"]
        with opened(settings, model_answers_per_day=1, **keys) as house:
            house.ask("What time is breakfast?", "jaya")
            assert len(server.requests) == 1  # a restart is no new day


def test_the_whole_story_of_a_handoff(house):
    id = house.id_of("web:fara")
    house.ask("What time is breakfast?", "fara")
    house.ask("nak cakap dengan orang", "fara")
    assert house.app.recall_id(id).mode == "handoff"
    desk.take_over(house.app, id, MEI)
    with pytest.raises(desk.AlreadyTaken, match="Mei"):
        desk.take_over(house.app, id, Staff("s2", "Ravi", "front_desk"))
    house.write("hello?", "fara")
    wait_until(house.app.lanes.idle)
    desk.say(house.app, id, MEI, "Mei here", "m1")
    desk.say(house.app, id, MEI, "Mei here", "m1")  # the page sent it twice
    desk.resolve(house.app, id, MEI)
    assert house.said(id)[-1] == "Mei here"
    assert house.said(id).count("Mei here") == 1
    assert house.ask("What time is breakfast?", "fara") != "Mei here"  # H6


def test_a_models_answer_streams_to_the_guests_page(settings):
    with ProviderServer(ok("Breakfast is from 8:00 am.")) as server:
        keys: dict[str, Any] = {"openai_key": "k", "openai_base_url": server.openai}
        with opened(settings, **keys) as house:
            seen: list[Event] = []
            id = house.id_of("web:gita")
            house.app.hub.subscribe(f"conversation:{id}", seen.append)
            house.ask("What time is breakfast?", "gita")
            assert [e.body["text"] for e in seen if e.kind == "partial"]


# -- models


def test_a18_the_fallback_answers_when_the_first_fails(settings):
    with ProviderServer(failing(500)) as broken, ProviderServer() as good:
        good.default = ok("Breakfast is from 8:00 am to 10:00 am.")
        with opened(
            settings,
            openai_key="k",
            openai_base_url=broken.openai,
            anthropic_key="k",
            anthropic_base_url=good.anthropic,
        ) as house:
            assert "8:00 am" in house.ask("What time is breakfast?", "hana")
            id = house.id_of("web:hana")
            wait_until(lambda: len(house.recorded(id)) == 2)
            assert house.app.store.messages(id)[-1].meta["provider"] == "anthropic"


def test_a18_with_both_down_the_hotels_own_knowledge_answers(settings):
    with (
        ProviderServer(failing(500)) as broken,
        opened(
            settings,
            openai_key="k",
            openai_base_url=broken.openai,
            anthropic_key="k",
            anthropic_base_url=broken.anthropic,
        ) as house,
    ):
        assert "8:00" in house.ask("What time is breakfast?", "indah")


def test_an_invented_price_is_never_sent(settings):
    invented = ok("Breakfast is from 8:00 am. It costs RM 999 for adults.")
    with (
        ProviderServer(invented) as server,
        opened(settings, openai_key="k", openai_base_url=server.openai) as house,
    ):
        seen: list[Event] = []
        id = house.id_of("web:jaya")
        house.app.hub.subscribe(f"conversation:{id}", seen.append)
        house.ask("What time is breakfast?", "jaya")
        shown = [e.body["text"] for e in seen if e.kind == "partial"] + house.said(id)
        assert shown
        assert not any("999" in text for text in shown)


def test_a_model_that_gives_the_question_back_has_said_nothing(settings):
    with (
        ProviderServer(ok("What time is breakfast?")) as server,
        opened(settings, openai_key="k", openai_base_url=server.openai) as house,
    ):
        assert "8:00" in house.ask("What time is breakfast?", "kemala")
        assert server.requests


@pytest.mark.parametrize("model", ["the-one-before", "the-one-chosen-now"])
def test_a24_a_model_that_was_changed_stands_behind_the_same_guard(settings, model):
    invented = ok("Breakfast is from 8:00 am, on the terrace with a harpist.")
    with (
        ProviderServer(invented) as server,
        opened(
            settings, openai_key="k", openai_base_url=server.openai, openai_model=model
        ) as house,
    ):
        told = house.ask("What time is breakfast?", "kiran")
        assert [request.body["model"] for request in server.requests] == [model]
        assert "8:00" in told
        assert "harpist" not in told


# -- delivery and outages


def test_w14_a_failed_delivery_is_retried_in_order(house, hasty):
    house.letters.failures += [ChannelError("busy", retry_after=0.05)]
    house.write("What time is breakfast?", "kim", "letter")
    wait_until(lambda: house.letters.sent)
    house.write("Is there parking?", "kim", "letter")
    wait_until(lambda: len(house.letters.sent) == 2)
    assert "8:00" in house.letters.sent[0].text


def test_a_permanent_failure_is_told_and_holds_nothing_up(house):
    house.letters.failures += [ChannelError("number cannot receive", permanent=True)]
    id = house.id_of(house.write("What time is breakfast?", "lina", "letter"))
    wait_until(lambda: any(m.status == "failed" for m in house.app.store.messages(id)))
    failed = next(m for m in house.app.store.messages(id) if m.status == "failed")
    assert failed.status_detail == "number cannot receive"
    house.write("Is there parking?", "lina", "letter")
    wait_until(lambda: house.letters.sent)


def test_a_channel_switched_off_keeps_its_answers_and_holds_nobody_up(house):
    key = house.write("What time is breakfast?", "lina", "letter")
    wait_until(lambda: house.letters.sent)
    wait_until(lambda: house.recorded(house.id_of(key)))
    house.app.channels = {n: c for n, c in house.app.channels.items() if n != "letter"}
    house.write("Is there parking?", "lina", "letter")
    wait_until(lambda: "letter" in house.app.troubles)
    assert house.app.troubles["letter"] == "letter is switched off"
    assert house.app.spool.depth()["outbox"] >= 1
    delivery.deliver_due(house.app)
    desk.watch(house.app)
    assert "8:00" in house.ask("What time is breakfast?", "maya")


def test_guests_do_not_notice_that_the_cluster_is_away(settings, wire):
    with opened(settings, database_url=wire.dsn) as house:
        house.ask("Is there parking?", "maya")
        wire.cut()
        assert "8:00" in house.ask("What time is breakfast?", "maya")
        assert house.ask("Is there parking?", "nora")
        assert house.app.spool.depth()["ledger"] > 0
        wire.mend()
        house.app.nudge_flush()
        wait_until(lambda: house.app.spool.depth()["ledger"] == 0)
        assert len(house.recorded(house.id_of("web:maya"))) == 4
        assert len(house.recorded(house.id_of("web:nora"))) == 2


def test_an_appliance_restarted_while_the_cluster_is_away_answers_from_its_copy(settings, wire):
    settings = replace(settings, database_url=wire.dsn)
    with opened(settings) as house:
        house.ask("Is there parking?", "maya")
        wait_until(lambda: house.app.spool.depth()["ledger"] == 0)
    wire.cut()
    with wiring.running(settings, lambda: NIGHT) as app:
        house = House(app, Letters())
        assert "8:00" in house.ask("What time is breakfast?", "maya")
        with pytest.raises(StoreUnavailable):
            app.store.ping()
        wire.mend()
        app.nudge_flush()
        wait_until(lambda: app.spool.depth()["ledger"] == 0)
        assert len(house.recorded(house.id_of("web:maya"))) == 4


def test_the_very_first_start_needs_the_cluster(settings, wire):
    wire.cut()
    away = replace(settings, database_url=wire.dsn)
    with pytest.raises(StoreUnavailable), wiring.running(away, lambda: NIGHT):
        pass


# -- alerts


class Receiver:
    """An HTTP endpoint for alerts that refuses the first so many."""

    def __init__(self, refuse: int) -> None:
        self.got: list[dict[str, str]] = []
        self.refused = 0
        receiver = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                body = json.loads(self.rfile.read(int(self.headers["content-length"])))
                if receiver.refused < refuse:
                    receiver.refused += 1
                    self.send_error(503)
                    return
                receiver.got.append(body)
                self.send_response(200)
                self.end_headers()

            def log_message(self, *_):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)


def test_an_alert_is_retried_until_delivered(settings, hasty):
    receiver = Receiver(refuse=1)
    url = f"json://127.0.0.1:{receiver.server.server_port}/"
    routes = (AlertRoute("desk", frozenset({"handoff"}), "secret:DESK"),)
    with serving(receiver.server), opened(settings, routes, secrets={"DESK": url}) as house:
        house.ask("agent please", "omar")
        wait_until(lambda: receiver.got)
        (alert,) = receiver.got
        assert alert["title"] == "Tetamu minta bercakap dengan seseorang"  # the hotel's language
        assert "agent please" in alert["message"]
        wait_until(lambda: house.app.store.alerts()[0].delivered_at)
    assert receiver.refused == 1


def test_an_alert_goes_out_by_mail(settings):
    with PostOffice() as post:
        mailbox = "?from=nocturn@hotel.example&to=gm@hotel.example&mode=insecure"
        routes = (AlertRoute("gm", frozenset({"urgent"}), "secret:GM"),)
        secrets = {"GM": f"mailto://127.0.0.1:{post.port}{mailbox}"}
        changes = {"secrets": secrets, "public_url": "https://chat.hotel.example"}
        with opened(settings, routes, **changes) as house:
            assert "999" in house.ask("There is a fire in <b>my room</b>!", "putri")
            wait_until(lambda: post.letters)
    [letter] = post.letters
    assert "SEGERA" in letter.message["Subject"]
    link = f"https://chat.hotel.example/dashboard/conversations/{house.id_of('web:putri')}"
    plain, page = (str(part.get_content()) for part in letter.message.iter_parts())
    assert "There is a fire in" in plain
    assert "style" not in plain
    assert link in plain
    assert f'href="{link}"' in page
    assert "&lt;b&gt;my room" in page
