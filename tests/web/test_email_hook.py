"""The webhook's door: who may deliver mail, and what is answered when we cannot take it."""

from __future__ import annotations

from base64 import b64encode

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from appliance.channels.email.letter import House as Sender
from appliance.channels.email.smtp import Email, Intake, Server
from appliance.simulate.correspondent import Correspondent, form
from appliance.vault import signed_by
from appliance.web import email_hook
from appliance.web.app import build
from tests.web.house import open_house, serving, wait_for

ADDRESS = "stay@selasar.example"


@pytest.fixture
def house(tmp_path):
    with open_house(tmp_path) as one:
        yield one


def opened(house, key: str = ""):
    app = house.appliance
    sender = Sender(app.hotel, ADDRESS, "Selasar", ADDRESS)
    intake = Intake(frozenset({ADDRESS}), 5.0, "inbound", "pass:word", key)
    app.channels = {**app.channels, "email": Email(Server("127.0.0.1", 9), sender, intake)}
    return serving(build(app, mounts=(email_hook.mounted,)))


def post(house, url, auth=("inbound", "pass:word"), **headers):
    content_type, body = form(Correspondent("a@guest.example", "A", ADDRESS).writes("Hello"), {})
    headers = {name.replace("_", "-"): value for name, value in headers.items()}
    return house.client.post(
        url + email_hook.PATH,
        content=body,
        auth=auth,
        headers=headers | {"Content-Type": content_type},
    )


def test_only_who_knows_the_password_delivers(house):
    with opened(house) as url:
        for auth in (("inbound", "wrong"), ("other", "pass:word"), ("", ""), ("inbound", "é")):
            assert post(house, url, auth).status_code == 401
        answer = house.client.post(url + email_hook.PATH, headers={"Authorization": "Basic !!"})
        assert answer.status_code == 401
        assert answer.json()["code"] == "forged"
        assert house.appliance.spool.depth()["inbox"] == 0
        assert post(house, url).json() == {"became": "received"}
        wait_for(lambda: house.appliance.spool.depth()["inbox"] == 0)


def test_where_a_key_is_agreed_on_the_raw_body_must_be_signed(house):
    key = ec.generate_private_key(ec.SECP256R1())
    public = key.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    known = b64encode(public).decode()
    content_type, body = form(Correspondent("a@guest.example", "A", ADDRESS).writes("Hello é"), {})
    signature = b64encode(key.sign(b"1700000000" + body, ec.ECDSA(SHA256()))).decode()
    signed = {
        "Content-Type": content_type,
        email_hook.SIGNATURE: signature,
        email_hook.TIMESTAMP: "1700000000",
    }
    auth = ("inbound", "pass:word")
    with opened(house, known) as url:
        for wrong in ({email_hook.SIGNATURE: ""}, {email_hook.TIMESTAMP: "1700000001"}):
            answer = house.client.post(
                url + email_hook.PATH, content=body, auth=auth, headers=signed | wrong
            )
            assert answer.status_code == 401
        assert (
            house.client.post(
                url + email_hook.PATH, content=body, auth=auth, headers=signed
            ).status_code
            == 200
        )
    assert not signed_by("no key", signature, body)
    assert not signed_by(known, "no signature!", body)


def test_without_the_channel_there_is_no_such_place(house):
    with serving(build(house.appliance, mounts=(email_hook.mounted,))) as url:
        assert post(house, url).status_code == 404


def test_an_appliance_about_to_stop_asks_to_come_again(house):
    with opened(house) as url:
        house.appliance.draining = True
        assert post(house, url).status_code == 503
