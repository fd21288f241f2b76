"""In time or too late, by the limit a passage gives."""

from __future__ import annotations

import pytest

from appliance.engine.notice import notice

RULE = "Free until 72 hours before 3 pm on arrival; later the first night is charged."
FESTIVE = f"{RULE} Over New Year it is free until 14 days before arrival."
MALAY = "Percuma sehingga 72 jam sebelum ketibaan. Tahun Baharu: sehingga 14 hari sebelum ketibaan."


@pytest.mark.parametrize(
    ("question", "text", "said"),
    [
        ("Can I cancel five days before?", RULE, "in_time"),
        ("What if I cancel a day before I arrive?", RULE, "too_late"),
        ("kena caj tak kalau batal sehari sebelum", MALAY, "too_late"),
        ("boleh cancel 5 hari sebelum tak", MALAY, "in_time_mostly"),
        ("boleh cancel 5 hari sebelum tak", FESTIVE, "in_time_mostly"),
        ("Is it free three weeks before?", FESTIVE, "in_time"),
        ("Can I cancel 3 days before?", RULE, None),  # the hour decides
        ("What if I cancel last minute?", RULE, None),
        (
            "Can I book a massage 2 hours ahead?",
            "Please book at least four hours ahead.",
            "too_late",
        ),
        ("Can I cancel 5 days before?", "Breakfast is from 7 am.", None),
    ],
)
def test_a_length_of_time_is_held_against_the_limit(question, text, said):
    assert notice(question, text) == said
