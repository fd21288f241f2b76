"""O1: everything that is wrong with a pack, at once, each with its place."""

from __future__ import annotations

from pathlib import Path

import pytest

from appliance.hotel import PackError, load
from tests.hotel.packs import RATES_HEADER, copied, problems, replaced

BROKEN = {
    "property.toml": """\
name = "Broken"
city = "Nowhere"
address = "1 Lorong Patah"
phone = "04-955 0144"
email = "hello at broken"
website = "https://broken.example"
timezone = "Asia/Kuala_Lumpar"
check_in_form = "14:00"
check_out_by = "11am"
booking_url = "https://broken.example/{arrival}"
""",
    "rooms.toml": """\
[[room]]
code = "GDN"
name = "Garden"
adr = "TBC"
max_adults = 2
max_guests = 5
count = 0
beds = { en = "queen", bm = "queen" }

[[room]]
code = "gdn"
name = "Garden again"
adr = 100
max_adults = 2
max_guests = 2
count = 1
beds = "queen"
""",
    "hours.toml": """\
holidays = "MY-99"

[desk.reservations]
name = "reservations"
mon = "9-5"
tue = ["09:00-13:00", "12:00-18:00"]
wed = []

[desk.bar]
name = "bar"
daily = "18:00-18:00"

[[exceptions]]
date = 2027-01-01
desks = ["baar"]
name = "x"
hours = "25:00-26:00"
""",
    "widget.toml": """\
origins = ["https://broken.example/", "*", "http://broken.example"]
[brand]
colour = "brown"
colour_dark = "#06414c"
greeting = "Hello"
""",
    "leads.toml": """\
[probability]
version = "1"
base = 20
with_dates = -0.1
with_contact = 0.3
with_dates_and_contact = 0.4
""",
    "staff.toml": """\
[[staff]]
name = "A"
email = "a@broken.example"
role = "boss"
[[staff]]
name = "B"
email = "A@broken.example"
role = "gm"
""",
    "replies.toml": """\
[replies]
handof_open = "Hello"
noted = "Noted {whatever}"
""",
    "rate.csv": "room\n",
    "rates.csv": RATES_HEADER
    + """\
GDN,usual,2026-10-01,2027-08-31,daily,150.00,yes,1,
GDN,usual,2027-08-30,2027-09-30,daily,160.00,yes,1,
GARDEN,usual,2026-10-01,2027-08-31,daily,TBC,perhaps,0,soon
""",
}

EXPECTED = """\
hours.toml, line 1, holidays: no calendar of holidays is called 'MY-99'
hours.toml, desk: the desk 'front_desk' is missing
hours.toml, line 5, desk.reservations.mon: '9-5' is not opening hours
hours.toml, line 6, desk.reservations.tue: ['09:00-13:00', '12:00-18:00'] overlap
hours.toml, line 7, desk.reservations.wed: no times are given
hours.toml, line 3, desk.reservations.thu: the hours of thu are missing
hours.toml, line 3, desk.reservations.fri: the hours of fri are missing
hours.toml, line 3, desk.reservations.sat: the hours of sat are missing
hours.toml, line 3, desk.reservations.sun: the hours of sun are missing
hours.toml, line 11, desk.bar.daily: '18:00-18:00' opens and closes at once
hours.toml, line 15, exceptions.1.desks: no desk 'baar'. Expected: 'bar'?
hours.toml, line 17, exceptions.1.hours: '25:00-26:00' is not opening hours
leads.toml, line 3, probability.base: 20 cannot stand here
leads.toml, line 4, probability.with_dates: -0.1 cannot stand here
property.toml, line 4, phone: '04-955 0144' is not an international phone number
property.toml, line 5, email: 'hello at broken' is not an e-mail address
property.toml, line 7, timezone: 'Asia/Kuala_Lumpar' is not a time zone
property.toml, line 8, check_in_form: unknown key 'check_in_form'. Expected: 'check_in_from'?
property.toml, line 9, check_out_by: '11am' is not a time of day
property.toml, check_in_from: 'check_in_from' is missing
rate.csv: no file has this name. Expected: 'rates.csv'?
rates.csv, line 3: GDN already has a price for 2027-08-30, on line 2
rates.csv, line 4, price: 'TBC' is not an amount of money
rates.csv, line 4, breakfast: 'perhaps' is neither yes nor no
rates.csv, line 4, min_nights: '0' is not a whole number from 1
rates.csv, line 4, bookable_until: 'soon' is not a date
replies.toml, line 2, replies.handof_open: no reply is called 'handof_open'
replies.toml, line 3, replies.noted: {whatever} is not known here
rooms.toml, line 4, room.1.adr: 'TBC' is not an amount of money
rooms.toml, line 7, room.1.count: 0 cannot stand here
rooms.toml, line 8, room.1.beds: 'bm' is not a language of the appliance
rooms.toml, line 11, room.2.code: 'gdn' stands twice
staff.toml, line 4, staff.1.role: 'boss' cannot stand here
staff.toml, line 7, staff.2.email: 'a@broken.example' stands twice
widget.toml, line 1, origins.1: 'https://broken.example/' is not an origin
widget.toml, line 1, origins.2: '*' is not an origin
widget.toml, line 1, origins.3: 'http://broken.example' is not an origin
widget.toml, line 3, brand.colour: 'brown' is not a colour""".splitlines()


@pytest.fixture(scope="module")
def broken(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    pack = copied(tmp_path_factory.mktemp("packs"))
    for name, text in BROKEN.items():
        (pack / name).write_text(text, "utf-8")
    (pack / "privacy.toml").unlink()
    return problems(pack)


@pytest.mark.parametrize("line", EXPECTED)
def test_o1_every_problem_is_reported_at_once(broken: list[str], line: str) -> None:
    assert [problem for problem in broken if problem.startswith(line)]


def test_o1_nothing_else_is_reported(broken: list[str]) -> None:
    known = (*EXPECTED, "privacy.toml: the file is missing")
    assert [problem for problem in broken if not problem.startswith(known)] == []


def test_o1_an_error_reads_as_a_list_without_a_stack_trace(tmp_path: Path) -> None:
    pack = copied(tmp_path)
    replaced(pack, "widget.toml", "#0b7285", "teal")
    replaced(pack, "property.toml", "+6049550144", "none")
    with pytest.raises(PackError) as caught:
        load(tmp_path, "teluk-kelapa")
    lines = str(caught.value).splitlines()
    assert lines[0] == "The pack 'teluk-kelapa' has 2 problems:"
    assert len(lines) == 3
    assert "Traceback" not in str(caught.value)


def test_o1_a_syntax_error_has_its_line(tmp_path: Path) -> None:
    pack = copied(tmp_path)
    replaced(pack, "widget.toml", "[brand]", "[brand")
    assert problems(pack)[0].startswith("widget.toml, line 3: is not TOML")


def test_t13_hours_that_cannot_be_read_are_an_error_not_always_closed(tmp_path: Path) -> None:
    pack = copied(tmp_path)
    replaced(pack, "hours.toml", '"08:30-17:30"', '"8.30 to 5.30"')
    found = problems(pack)
    assert len(found) == 1  # one key, though it holds the hours of five days
    assert "'8.30 to 5.30' is not opening hours" in found[0]


def test_o9_a_channel_secret_stands_by_name_only(tmp_path: Path) -> None:
    pack = copied(tmp_path)
    (pack / "channels.toml").write_text(
        '[whatsapp]\nphone_number_id = "1234567890"\nnumber = "+6049550144"\n'
        'access_token = "EAAGm0PX4ZCps"\napp_secret = "secret:A"\nverify_token = "secret:B"\n',
        "utf-8",
    )
    (found,) = problems(pack)
    assert found.startswith("channels.toml, line 4, whatsapp.access_token:")


@pytest.mark.parametrize(
    ("old", "new", "wrong"),
    [
        ('applies_to = "foreign"', 'applies_to = "foreign"\nincluded = true', "only foreign"),
        ("amount = 8\n", "amount = 180\n", "180 percent is more than the room"),
        ("amount = 2.50", "amount = -2.50", "is not an amount"),
        ("amount = 2.50", "amount = true", "is not an amount"),
        ('basis = "stay"', 'basis = "night"', "'night' cannot stand here"),
    ],
)
def test_fees_that_do_not_add_up(tmp_path: Path, old: str, new: str, wrong: str) -> None:
    pack = copied(tmp_path)
    replaced(pack, "fees.toml", old, new)
    (found,) = problems(pack)
    assert wrong in found
