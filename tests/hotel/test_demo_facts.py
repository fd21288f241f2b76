"""A5: the demonstration hotel says one thing everywhere: prose, FAQ in two languages, config."""

from __future__ import annotations

import csv
import re
import tomllib

import pytest

from appliance.engine.text import Language
from appliance.hotel import load
from tests.hotel.packs import DEMO, ROOT

PACK = ROOT / "knowledge_packs" / "selasar-cengkih"
FAQ = list(csv.DictReader((PACK / "faq.csv").read_text("utf-8").splitlines()))
PROSE = " ".join(" ".join(path.read_text("utf-8").split()) for path in PACK.rglob("*.md"))
AMOUNT = re.compile(r"RM \d+(?:,\d{3})*(?:\.\d\d)?")
NUMBER = re.compile(r"\d+(?:[.,:]\d+)*")
SERVICE = {"room-card-lost", "extra-towels"}  # told in the FAQ alone
CATEGORIES = {
    *("rooms", "rates", "facilities", "faq", "policies", "dining", "location", "events", "offers")
}


def test_the_faq_is_large_and_whole() -> None:
    assert len(FAQ) >= 60
    assert len({row["id"] for row in FAQ}) == len(FAQ)
    assert {row["category"] for row in FAQ} <= CATEGORIES
    for row in FAQ:
        assert all(row[column] for column in ("q_en", "a_en", "q_ms", "a_ms", "visibility"))


@pytest.mark.parametrize("row", FAQ, ids=lambda row: str(row["id"]))
def test_a5_both_languages_give_the_same_numbers(row: dict[str, str]) -> None:
    english, malay = (sorted(NUMBER.findall(row[key])) for key in ("a_en", "a_ms"))
    assert english == malay


@pytest.mark.parametrize("row", FAQ, ids=lambda row: str(row["id"]))
def test_a5_every_amount_of_the_faq_stands_in_the_prose(row: dict[str, str]) -> None:
    if row["id"] not in SERVICE:
        assert [each for each in AMOUNT.findall(row["a_en"]) if each not in PROSE] == []


def test_a5_fees_and_times_are_those_of_the_config() -> None:
    hotel = load(DEMO, "selasar-cengkih")
    fees = {fee.code: fee.amount for fee in hotel.fees}
    assert f"{fees['sst']}% on top of the room rate" in PROSE
    assert f"{fees['service']}%, already included" in PROSE
    assert f"RM {fees['local_fee']} per room per night" in PROSE
    assert f"tourism tax is RM {fees['tourism_tax']} per room per night" in PROSE
    assert f"Check-in is from {hotel.check_in_from.hour - 12}:00 pm" in PROSE
    assert f"Check-out is by {hotel.check_out_by.hour}:00 noon" in PROSE


@pytest.mark.parametrize("language", ["en", "ms"])
def test_a5_rooms_are_those_of_the_config(language: Language) -> None:
    hotel = load(DEMO, "selasar-cengkih")
    (row,) = [row for row in FAQ if row["id"] == "room-types"]
    for room in hotel.rooms:
        name = room.name.say(language).removeprefix("Bilik ").removesuffix(" Room")
        assert name in row[f"a_{language}"]
        assert f"{room.size_m2} m²" in row[f"a_{language}"]
        assert f"{room.name.en} | {room.size_m2} m² | {room.beds.en}" in PROSE
    assert f"{sum(room.count for room in hotel.rooms)} rooms of six types" in PROSE


def test_o9_what_staff_know_is_not_for_guests() -> None:
    codes = ("4471", "lada-hitam-7731")
    for row in FAQ:
        told = any(code in row["a_en"] + row["a_ms"] for code in codes)
        assert not told or row["visibility"] == "staff"
    for path in PACK.rglob("*.md"):
        _, front, body = path.read_text("utf-8").split("+++", 2)
        if any(code in body for code in codes):
            assert tomllib.loads(front)["visibility"] == "staff"
