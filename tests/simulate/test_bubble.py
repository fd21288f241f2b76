"""How a simulated conversation looks."""

from __future__ import annotations

from appliance.simulate.bubble import COLUMN, WIDTH, bubble
from appliance.simulate.talk import words


def test_who_speaks_stands_in_a_column_once():
    assert bubble("hotel", "One\n\nTwo", "0.7 s").splitlines() == [
        "    hotel │ One",
        "          │",
        "          │ Two",
        "          ╰ 0.7 s",
    ]


def test_no_line_is_wider_than_a_terminal():
    shown = bubble("A guest with a long name", "word " * 100)
    assert all(len(line) <= COLUMN + 3 + WIDTH for line in shown.splitlines())
    assert bubble("", "").strip() == "│"


def test_buttons_and_rows_are_drawn_as_a_guest_sees_them():
    body, buttons = {"text": "Which?"}, [{"reply": {"title": "Yes"}}, {"reply": {"title": "No"}}]
    tapped = {"interactive": {"body": body, "action": {"buttons": buttons}}}
    assert words(tapped) == "Which?\n[Yes]  [No]"
    sections = [{"rows": [{"title": "Deluxe"}, {"title": "Suite"}]}]
    listed = {"interactive": {"body": body, "action": {"sections": sections}}}
    assert words(listed) == "Which?\n○ Deluxe\n○ Suite"
