"""A15: what must not be kept is taken out, what is needed stays."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from appliance.engine.masking import CARD, NRIC, PASSPORT, luhn, mask, mask_contacts


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("my card 4111 1111 1111 1111 exp 12/27", ("card",)),
        ("4111-1111-1111-1111", ("card",)),
        ("card: 5555555555554444.", ("card",)),
        ("amex 3782 822463 10005 ok?", ("card",)),
        ("12/27 4111 1111 1111 1111 123", ("card",)),
        ("cvv is 123", ("card",)),
        ("IC saya 900412-14-5678", ("nric",)),
        ("900412145678", ("nric",)),
        ("my ic no 600412145678", ("nric",)),
        ("000229-10-1234", ("nric",)),
        ("passport no. A12345678", ("passport",)),
        ("Pasport saya K1234567", ("passport",)),
        ("passport: E1234567N, card 4111111111111111", ("card", "passport")),
    ],
)
def test_a15_p10_masked(text, kinds):
    masked, found = mask(text)
    assert found == kinds
    assert not any(run in masked for run in ("4111", "5555", "0412", "1234", "822463"))


@pytest.mark.parametrize(
    "text",
    [
        "call me at +60 12-345 6789 or 03-2345 6789",
        "0123456789 / 601112345678",
        "whatsapp +6011 1234 5678 9012",
        "RM 1,200.50 for 24/12/2026 - 26/12/2026",
        "booking ref 201225012345",
        "4111 1111 1111 1112",
        "order 1234567890123456",
        "two passports, 3 nights, 2 rooms",
        "passport copies needed?",
        "check in 2026-12-24 14:00",
        "991332-14-5678",
    ],
)
def test_a15_left_alone(text):
    assert mask(text) == (text, ())


def test_what_replaces_them():
    assert mask("a 4111111111111111 b")[0] == f"a {CARD} b"
    assert mask("ic 900412-14-5678")[0] == f"ic {NRIC}"
    assert mask("passport A12345678")[0] == f"passport {PASSPORT}"


@given(st.integers(10**14, 10**15 - 1), st.sampled_from(["", " ", "-"]))
def test_every_visa_number_is_masked_however_grouped(body, separator):
    digits = "4" + str(body)[1:]
    check = next(n for n in "0123456789" if luhn(digits + n))
    number = digits + check
    grouped = separator.join(number[i : i + 4] for i in range(0, 16, 4))
    assert mask(f"pay with {grouped} thanks") == (f"pay with {CARD} thanks", ("card",))


@given(st.text(max_size=200))
def test_masking_twice_changes_nothing(text):
    once = mask(text)[0]
    assert mask(once)[0] == once


def test_p9_contacts_are_named_but_not_told():
    text = "I'm at 012-345 6789 or ali.b@gmail.com, 2 rooms on 24/12/2026 for RM 320"
    assert mask_contacts(text, "MY") == (
        "I'm at [phone] or [e-mail], 2 rooms on 24/12/2026 for RM 320"
    )
