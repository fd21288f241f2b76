"""What templates do to a text before it is shown."""

from __future__ import annotations

import pytest

from appliance.web.templates import breakable, cut, unparted


@pytest.mark.parametrize(
    ("text", "most", "shown"),
    [
        ("kunci bilik", 20, "kunci bilik"),
        ("kunci bilik saya", 12, "kunci bilik…"),
        ("kunci bilik saya", 14, "kunci bilik…"),
        ("Krungthepmahanakhon", 8, "Krungth…"),
    ],
)
def test_a_long_text_ends_after_a_word(text: str, most: int, shown: str) -> None:
    assert cut(text, most) == shown
    assert len(shown) <= most


def test_an_address_breaks_before_its_place_and_stays_harmless() -> None:
    assert breakable("lina@inbox.example") == "lina<wbr>@inbox.example"
    assert breakable("<b>@inbox.example") == "&lt;b&gt;<wbr>@inbox.example"


def test_an_amount_is_not_parted_from_its_currency() -> None:
    assert unparted("Jumlah: RM 930.48, S$ 9") == "Jumlah: RM\xa0930.48, S$\xa09"
    assert unparted("RM dua, 12 malam") == "RM dua, 12 malam"
