from __future__ import annotations

from pathlib import Path

import pytest

from appliance.knowledge.embed import SentenceEncoder
from appliance.knowledge.pack import read_pack
from appliance.knowledge.search import Knowledge
from appliance.knowledge.snapshot import Snapshot
from tests.hotels import small_hotel
from tests.knowledge.shelf import Shelf

HEADER = "id,category,q_en,a_en,q_ms,a_ms,aliases,visibility,valid_from,valid_to,source"
FAQ = [
    (
        "breakfast,dining,When do you serve breakfast?,Breakfast is from 6:30 am to 10:30 am."
        ",Bila sarapan?,Sarapan dari 6:30 pagi hingga 10:30 pagi.,,guest,,,"
    ),
    (
        'parking,facilities,Can I park my car?,"Yes, in the basement at RM 9 a night."'
        ',Ada tempat letak kereta?,"Ada, di bawah tanah, RM 9 semalam.",carpark,guest,,,'
    ),
    'pets,policies,Are animals welcome?,"No pets, please; guide dogs are welcome.",,,,guest,,,',
    (
        "late,policies,May I leave my room after noon?,Late check-out until 3 pm is RM 60."
        ",,,late checkout,guest,,,"
    ),
    (
        "promo,offers,Is there a durian festival deal?,Durian week rooms are 15% off."
        ",,,,guest,2026-07-01,2026-07-31,"
    ),
    "dobi,facilities,,,Ada dobi?,Dobi layan diri di tingkat 1 buka 24 jam.,,guest,,,",
    "wifi,facilities,How do I get online?,Wi-Fi is free in all rooms.,,,internet,guest,,,",
    "wificode,facilities,What is the wifi password?,Wifi password: Ujian2026,,,,,,,",
    "sauna,facilities,Where is the staff sauna key?,It hangs in the office.,,,,staff,,,",
]
POOL = """\
+++
category = "facilities"
+++
# Leisure

## Swimming pool

The pool on level 5 is open from 8 am
to 9 pm. Children swim with an adult.

## Rooms and views

| Room | Size | View |
|------|------|------|
| Twin | 24 m² | garden |
| Suite | 48 m² | hills |
"""


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    return write_pack(tmp_path / "test-house")


def write_pack(folder: Path) -> Path:
    (folder / "facilities").mkdir(parents=True)
    (folder / "faq.csv").write_text("\n".join([HEADER, *FAQ]))
    (folder / "facilities" / "pool.md").write_text(POOL)
    return folder


@pytest.fixture(scope="session")
def encoder() -> SentenceEncoder:
    encoder = SentenceEncoder()
    encoder.warm()
    return encoder


@pytest.fixture(scope="session")
def shelf(encoder: SentenceEncoder, tmp_path_factory: pytest.TempPathFactory) -> Shelf:
    """The test pack, imported."""
    items = read_pack(write_pack(tmp_path_factory.mktemp("packs") / "test-house"))
    shelf = Shelf()
    shelf.take(items, encoder)
    return shelf


@pytest.fixture(scope="session")
def knowledge(shelf: Shelf, encoder: SentenceEncoder) -> Knowledge:
    hotel = small_hotel()
    rows = shelf.knowledge_all(encoder.name)
    return Knowledge(None, Snapshot.of(hotel.id, hotel.name, encoder.name, rows), encoder, hotel)
