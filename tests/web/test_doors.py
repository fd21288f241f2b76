"""Tokens, origins and the register, each by itself."""

from __future__ import annotations

from datetime import timedelta

import jwt
import pytest

from appliance.web.origins import Origins, origin_of
from appliance.web.register import Register
from appliance.web.tokens import InvalidToken, Tokens
from tests.web.house import NOON

SECRET = b"0123456789abcdef0123456789abcdef"


@pytest.fixture
def tokens():
    return Tokens(SECRET, "property-a")


def test_a_token_says_what_was_put_in_it(tokens):
    token = tokens.issue("guest", "c1", NOON, visitor="v")
    assert tokens.read("guest", token, NOON + timedelta(hours=23))["visitor"] == "v"


def test_a_claim_cannot_replace_a_standard_one(tokens):
    token = tokens.issue("guest", "c1", NOON, aud="staff", exp=9e9)
    with pytest.raises(InvalidToken):
        tokens.read("staff", token, NOON)


@pytest.mark.parametrize("later", [timedelta(minutes=15), timedelta(days=3)])
def test_a_token_ends(tokens, later):
    token = tokens.issue("staff", "s1", NOON)
    with pytest.raises(InvalidToken):
        tokens.read("staff", token, NOON + later)


def test_m5_a_token_of_another_property_is_refused_even_with_the_same_secret(tokens):
    with pytest.raises(InvalidToken):
        tokens.read("staff", Tokens(SECRET, "property-b").issue("staff", "s1", NOON), NOON)


@pytest.mark.parametrize(
    "forged",
    [
        jwt.encode({"sub": "s1", "aud": "staff", "iss": "property-a"}, "", algorithm="none"),
        jwt.encode({"sub": "s1", "aud": "staff", "iss": "property-a"}, SECRET, algorithm="HS256"),
        "",
        "a.b.c",
    ],
)
def test_forged_and_incomplete_tokens_are_refused(tokens, forged):
    with pytest.raises(InvalidToken):
        tokens.read("staff", forged, NOON)


def test_a_short_secret_is_refused():
    with pytest.raises(jwt.exceptions.InvalidKeyError):
        Tokens(b"short", "property-a").issue("staff", "s1", NOON)


@pytest.mark.parametrize(
    ("url", "origin"),
    [
        ("https://Hotel.Example/page", "https://hotel.example"),
        ("https://hotel.example:443", "https://hotel.example"),
        ("http://[::1]:8080/", "http://[::1]:8080"),
        ("ftp://hotel.example", ""),
        ("null", ""),
        ("https://hotel.example:port", ""),
    ],
)
def test_origin_of(url, origin):
    assert origin_of(url) == origin


def test_x6_our_own_page_on_a_loopback_address_is_allowed_there_only():
    origins = Origins(["https://hotel.example"], "")
    assert origins.allows("http://127.0.0.1:8600", "127.0.0.1:8600")
    assert origins.allows("http://localhost:8600", "localhost:8600")
    assert not origins.allows("http://127.0.0.1:9999", "127.0.0.1:8600")
    assert not origins.allows("http://evil.test", "evil.test")


def test_the_register_survives_a_restart(tmp_path):
    path, until = tmp_path / "register.db", NOON + timedelta(days=14)
    first = Register(path)
    first.open_family("f1", "s1", NOON, until)
    first.rotate("f1", 0, NOON, until)
    first.remember_key("h", "k1", NOON + timedelta(hours=1))
    first.close()
    second = Register(path)
    assert second.rotate("f1", 1, NOON, until).generation == 2
    assert second.key("h", NOON) == "k1"
    assert second.key("h", NOON + timedelta(hours=2)) is None
    assert second.rotate("f1", 0, NOON, until).verdict == "reused"
    assert second.rotate("f1", 2, NOON, until).verdict == "unknown"
    second.close()
