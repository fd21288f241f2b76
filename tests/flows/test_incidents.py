"""Something wrong with the appliance itself reaches staff once a day."""

from __future__ import annotations

import pytest

from appliance import incident
from appliance.engine.hotel import AlertRoute
from appliance.engine.text import Text
from tests.flows.conftest import opened
from tests.patience import wait_until

OFF = Text("WhatsApp is off", "WhatsApp terputus")
pytestmark = pytest.mark.postgres


def test_w30_the_same_cause_is_one_alert_a_day(settings):
    route = AlertRoute("ops", frozenset({"system"}), "json://127.0.0.1:9/")  # nobody there
    with opened(settings, (route,)) as house:
        for _ in range(3):
            incident.report(house.app, "whatsapp down", OFF, Text("The token has expired."))
        wait_until(house.app.store.alerts)
        [alert] = house.app.store.alerts()
        assert (alert.kind, alert.title, alert.conversation) == ("system", "WhatsApp is off", "")
        assert house.app.spool.depth()["outbox"] == 1


def test_a_route_without_an_address_is_said_once_and_not_at_each_alert(settings, caplog, capsys):
    route = AlertRoute("ops", frozenset({"system"}), "secret:ALERT_OPS")
    with opened(settings, (route,)) as house:
        for cause in ("whatsapp down", "email down"):
            incident.report(house.app, cause, OFF, Text("The token has expired."))
        wait_until(lambda: len(house.app.store.alerts()) == 2)
        wait_until(lambda: not house.app.spool.depth()["outbox"])
    said = caplog.text + capsys.readouterr().out
    assert said.count("alert routes have no address") == 1
    assert "delivery given up" not in said
