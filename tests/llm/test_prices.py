from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from appliance.engine.completion import Prompt
from appliance.llm import connect
from appliance.llm.ladder import Ladder
from appliance.llm.prices import BadPrices, Price, PriceList, read_prices
from tests.llm.listening import Ear
from tests.llm.provider_server import ok

CHECKED = date(2026, 11, 23)
LIST = PriceList(CHECKED, {"m": Price(Decimal("0.30"), Decimal("1.20"))})


def test_a_cost_is_exact_and_in_dollars():
    assert LIST.cost("m", 1500, 200) == Decimal("0.00069")


def test_no_price_is_invented():
    assert LIST.cost("m-mini", 1500, 200) is None
    assert PriceList().cost("m", 1500, 200) is None
    assert LIST.cost("m", 0, 0) is None  # cut off before the usage was told


def test_a_call_carries_its_cost_and_the_version_of_the_list(server):
    server.default = ok()
    priced = connect("openai", api_key="k", model="m", base_url=server.openai)
    ladder = Ladder([priced], prices=LIST)
    [call] = ladder.ask(Prompt("1", "s", (("user", "hi"),)), Ear()).attempts
    assert call.cost == LIST.cost("m", call.tokens_in, call.tokens_out)
    assert call.cost
    assert call.priced_on == CHECKED
    ladder.close()


def test_a_list_is_read(tmp_path):
    path = tmp_path / "prices.toml"
    path.write_text(
        'checked = 2026-11-23\n[models."m"]\ninput = "0.30"\noutput = 1.2\n[models.n]\n'
        'input = 0\noutput = "0"\n'
    )
    found = read_prices(path)
    assert found.checked == CHECKED
    assert found.models["m"] == LIST.models["m"]
    assert found.cost("n", 5, 5) == 0


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "checked"),
        ("checked = 2026-11-23\nmodels = 3", "not a table"),
        ("checked = 2026-11-23\n[models.m]\ninput = 1", '"m".output'),
        ('checked = 2026-11-23\n[models.m]\ninput = "free"\noutput = -1', '"m".input'),
        ("checked = 2026-11-23\n[models]\nm = 3", '"m".input'),
        ("checked = 2026-11-23\n[models.m]\ninput = nan\noutput = 20_000", '"m".output'),
        ("not toml", "prices.toml"),
    ],
)
def test_a_bad_list_says_what_is_wrong(tmp_path, text, told):
    path = tmp_path / "prices.toml"
    path.write_text(text)
    with pytest.raises(BadPrices, match=told):
        read_prices(path)


def test_a_list_that_is_not_there_is_told(tmp_path):
    with pytest.raises(BadPrices, match="nowhere"):
        read_prices(tmp_path / "nowhere.toml")
