from __future__ import annotations

import tomllib
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import get_args

import pytest
from pydantic import BaseModel

from appliance.engine.hotel import Shift
from appliance.engine.hours import after_hours, is_open
from appliance.engine.ids import derive
from appliance.engine.message import Quote
from appliance.engine.pricing import quote
from appliance.engine.state import Stay
from appliance.hotel import PackError, load, read
from appliance.hotel.schema import FILES
from tests.hotel.packs import DEMO, FIXTURES, ROOT, copied

TODAY = date(2026, 11, 22)


def test_the_demonstration_pack_loads_without_a_warning() -> None:
    pack = read(DEMO, "selasar-cengkih")
    assert pack.warnings == ()
    assert 60 <= sum(room.count for room in pack.hotel.rooms) <= 90
    assert len(pack.hotel.rooms) == 6
    assert pack.channels.whatsapp
    assert pack.channels.whatsapp.access_token.startswith("secret:")


def test_every_night_of_the_demonstration_card_has_a_price() -> None:
    hotel = load(DEMO, "selasar-cengkih")
    for room in hotel.rooms:
        offer = quote(
            hotel, Stay(date(2028, 2, 20), date(2028, 3, 20), room=room.code), today=TODAY
        )
        assert isinstance(offer, Quote)


def test_a2_the_demonstration_hotel_at_christmas() -> None:
    hotel = load(DEMO, "selasar-cengkih")
    christmas = Stay(date(2026, 12, 24), date(2026, 12, 26), room="DLX", adults=2)
    offer = quote(hotel, christmas, today=TODAY)
    assert isinstance(offer, Quote)
    assert offer.total == Decimal("995.28")  # 2 × 458.00, 8% SST 73.28, local fee 2 × 3.00
    assert offer.foreign_extra == Decimal("20.00")


def test_the_second_hotel_differs_in_everything() -> None:
    first, second = load(DEMO, "selasar-cengkih"), load(FIXTURES, "teluk-kelapa")
    assert first.id != second.id
    assert second.id == derive("property", "teluk-kelapa")
    assert (second.language, second.check_out_by.hour) == ("ms", 11)
    friday = datetime(2026, 11, 27, 10, 0, tzinfo=second.zone)
    assert after_hours(second, friday)
    assert not after_hours(first, friday)


def test_a4_a_gap_in_the_card_is_a_warning() -> None:
    warnings = [str(warning) for warning in read(FIXTURES, "teluk-kelapa").warnings]
    assert "rates.csv, room SEA: no price for the nights 2027-09-01 to 2027-09-30" in warnings


def test_hours_that_pass_midnight_are_read() -> None:
    bar = load(DEMO, "selasar-cengkih").desks["bar"]
    assert bar.weekly[5] == (Shift(1080, 1560),)
    assert bar.weekly[0] == ()
    assert bar.special[date(2026, 12, 31)].shifts == (Shift(1080, 1620),)


def test_reservations_and_front_desk_differ_at_night_t15() -> None:
    hotel = load(DEMO, "selasar-cengkih")
    lunch = datetime(2026, 11, 24, 13, 30, tzinfo=hotel.zone)
    assert after_hours(hotel, lunch)
    assert is_open(hotel.desks["front_desk"], lunch)


def test_a_pack_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(PackError, match="there is no such pack"):
        load(tmp_path, "nowhere")


def test_an_unnamed_channels_file_leaves_only_the_web_on(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    (folder / "channels.toml").unlink()
    channels = read(folder.parent, "teluk-kelapa").channels
    assert channels.whatsapp is None
    assert channels.email is None
    assert channels.web.enabled


def keys(model: type[BaseModel]) -> set[str]:
    found = set(model.model_fields)
    for field in model.model_fields.values():
        for inner in (field.annotation, *_inside(field.annotation)):
            if isinstance(inner, type) and issubclass(inner, BaseModel):
                found |= keys(inner)
    return found


def _inside(annotation: object) -> list[object]:
    return [deep for arg in get_args(annotation) for deep in (arg, *_inside(arg))]


@pytest.mark.parametrize("name", [*FILES, "rates.csv"])
def test_every_file_and_key_is_in_the_readme(name: str) -> None:
    readme = (ROOT / "tenant_config" / "README.md").read_text("utf-8")
    assert f"`{name}`" in readme
    wanted = keys(FILES[name]) if name in FILES else set()
    assert [key for key in sorted(wanted) if f"`{key}`" not in readme] == []


def test_golden_questions_are_many_and_in_both_languages() -> None:
    path = ROOT / "knowledge_packs" / "selasar-cengkih" / "golden.toml"
    questions = tomllib.loads(path.read_text("utf-8"))["question"]
    languages = [question["language"] for question in questions]
    assert min(languages.count("en"), languages.count("ms")) >= 25
    assert {question["expect"] for question in questions} == {
        *("answer", "handoff", "unknown", "quote")
    }
