from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from appliance.engine.contact import find_contact, readable, suggest_email
from appliance.engine.state import Contact

HOTEL_PHONE = "+60321418888"


def read(text: str, **more):
    return find_contact(text, "MY", own=(HOTEL_PHONE, "stay@hotel.example"), **more)


@pytest.mark.parametrize(
    "text",
    [
        "012-345 6789",
        "0123456789",
        "+60 12 345 6789",
        "+60 12-345 6789",
        "60123456789",
        "0060 12 345 6789",
        "my number is 012 3456789, call anytime",
        "24-26 Dec 2026 012-345 6789",
        "whatsapp saya (012) 345-6789 ya",
    ],
)
def test_l7_a_malaysian_number_has_one_form(text):
    assert read(text).contact.phone == "+60123456789"


def test_l7_foreign_numbers_and_landlines_are_kept():
    assert read("+65 9123 4567").contact.phone == "+6591234567"
    assert read("+44 20 7946 0018").contact.phone == "+442079460018"
    assert read("03-2145 6789").contact.phone == "+60321456789"


@pytest.mark.parametrize(
    "text", ["my number is 012-34", "+60 12 3", "call me at 01234567", "hp 0199999999999"]
)
def test_l7_an_invalid_number_is_a_problem_and_not_stored(text):
    assert read(text).problems == ("invalid_phone",)
    assert read(text).contact.phone == ""


@pytest.mark.parametrize(
    "text",
    [
        "24-12-2026",
        "24-12-2026 - 26-12-2026",
        "booking no 12345678",
        "room 1205",
        "RM 1200",
        "4111 1111 1111 1111",
        "my ic 900101-14-5566",
        "2 adults 3 kids",
    ],
)
def test_l7_other_numbers_are_not_phone_numbers(text):
    assert read(text).contact == Contact()
    assert read(text).problems == ()


def test_the_hotels_own_number_and_address_are_not_the_guests():
    assert read("is 03-2141 8888 your number? stay@hotel.example?").contact == Contact()


def test_e22_a_number_in_the_signature_does_not_replace_the_one_in_the_body():
    text = "Please call me at 012-345 6789.\n\nBest regards,\nLim & Sons\n03-2145 6789"
    assert read(text).contact.phone == "+60123456789"


def test_e22_a_quoted_number_does_not_replace_the_one_in_the_body():
    text = "> office 03-2145 6789\nreach me on 012-345 6789"
    assert read("reach me on 012-345 6789\n" + text).contact.phone == "+60123456789"


def test_l8_a_mistyped_domain_is_confirmed_not_stored():
    found = read("my email is aisyah@gmial.com")
    assert found.problems == ("invalid_email",)
    assert found.email_suggestion == "aisyah@gmail.com"
    assert found.contact.email == ""


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("a@gmial.com", "a@gmail.com"),
        ("a@gmail.con", "a@gmail.com"),
        ("a@gmail", "a@gmail.com"),
        ("a@yahooo.com", "a@yahoo.com"),
        ("a@hotmial.com", "a@hotmail.com"),
        ("a@company.con", "a@company.com"),
        ("a@gmail.com", ""),
        ("a@mail.com", ""),
        ("a@yahoo.com.my", ""),
        ("a@company.com.my", ""),
    ],
)
def test_l8_what_was_probably_meant(typed, meant):
    assert suggest_email(typed) == meant


def test_a_well_formed_address_is_kept_in_lower_case():
    assert (
        read("Email: Siti.A+hotel@Company.com.my.").contact.email == "siti.a+hotel@company.com.my"
    )


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("my name is Aisyah binti Ahmad and I need a room", "Aisyah binti Ahmad"),
        ("nama saya siti", "Siti"),
        ("this is Wei Jie", "Wei Jie"),
        ("I'm Ravi", "Ravi"),
        ("Saya Farid, nak tanya harga", "Farid"),
        ("booking under Encik Rahman please", "Rahman"),
        ("name: LIM WEI JIE", "LIM WEI JIE"),
        ("I'm looking for a room", ""),
        ("I'm Malaysian", ""),
        ("saya nak tanya", ""),
        ("saya dari Penang", ""),
        ("this is urgent", ""),
        ("I am interested", ""),
        ("boleh bagi resit atas nama company", ""),
    ],
)
def test_a_name_is_what_the_guest_calls_themselves(text, name):
    assert read(text).contact.name == name


def test_a_bare_name_counts_only_where_it_was_asked_for():
    assert read("aisyah binti ali").contact.name == ""
    assert read("aisyah binti ali", awaiting="name").contact.name == "Aisyah Binti Ali"
    assert read("Ravi 012-345 6789", awaiting="contact").contact == Contact("Ravi", "+60123456789")
    assert read("ok thanks", awaiting="name").contact.name == ""
    assert read("why do you need it?", awaiting="name").contact.name == ""


@given(st.text(max_size=300), st.sampled_from(["", "name", "contact"]))
def test_any_text_is_read_without_failing(text, awaiting):
    phone = read(text, awaiting=awaiting).contact.phone
    assert not phone or phone.startswith("+")


@given(st.integers(2_000_000, 9_999_999), st.sampled_from(["+60", "60", "0060", "0"]))
def test_l7_every_way_of_writing_a_mobile_number_agrees(digits, prefix):
    said = f"{prefix}12{digits}" if prefix != "0" else f"012-{digits}"
    assert read(said).contact.phone == f"+6012{digits}"


@pytest.mark.parametrize(
    ("phone", "said"),
    [("+60123456789", "+60 12-345 6789"), ("+6598765432", "+65 9876 5432"), ("ext 12", "ext 12")],
)
def test_a_number_is_written_as_people_read_it(phone, said):
    assert readable(phone) == said
