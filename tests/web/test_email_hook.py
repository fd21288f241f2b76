"""The webhook's door: who may deliver mail, and what is answered when we cannot take it."""

from __future__ import annotations

from base64 import b64encode
from dataclasses import replace

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from appliance import quarantine
from appliance.channels.email.letter import House as Sender
from appliance.channels.email.smtp import Email, Intake, Server
from appliance.simulate.correspondent import Correspondent, form
from appliance.spool import Fact
from appliance.vault import signed_by
from appliance.web import email_hook
from appliance.web.app import build
from tests.patience import wait_until
from tests.web.house import open_house, serving

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
        wait_until(lambda: house.appliance.spool.depth()["inbox"] == 0)


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


CARD = "4111 1111 1111 1111"
STRAY = "new+alias@parse.example"


def stray(house, url) -> str:
    """A mail for an address that is not ours yet; its id in the quarantine."""
    written = Correspondent("a@guest.example", "A", STRAY).writes(f"My card is {CARD}")
    content_type, body = form(written, {"passport.jpg": b"\xff\xd8 a passport"})
    headers = {"Content-Type": content_type}
    told = house.client.post(
        f"{url}{email_hook.PATH}", content=body, headers=headers, auth=("inbound", "pass:word")
    )
    assert told.json() == {"became": "misdirected"}
    [aside] = house.appliance.spool.quarantined()
    return str(aside.id)


def test_e20_a15_quarantine_is_unreadable_on_the_disk_and_masked_for_the_manager(house, tmp_path):
    with opened(house) as url:
        id = stray(house, url)
        on_disk = [path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()]
        assert not any(secret in each for each in on_disk for secret in (b"4111", b"a passport"))
        manager = house.bearer(house.record.hire("gm"))
        [row] = house.client.get(f"{url}/api/v1/quarantine", headers=manager).json()["quarantined"]
        assert (row["id"], row["why"]) == (id, f"misdirected: {STRAY}")
        read = house.client.get(f"{url}/api/v1/quarantine/{id}", headers=manager).json()["text"]
        assert read.startswith(f"From: a@guest.example\nTo: {STRAY}\n")
        assert "My card is" in read
        assert CARD not in read
        nobody = f"{url}/api/v1/quarantine/{id}x"
        assert house.client.get(nobody, headers=manager).status_code == 404
        for role in ("front_desk", "reservations"):
            other = house.bearer(house.record.hire(role))
            for path in ("", f"/{id}"):
                answer = house.client.get(f"{url}/api/v1/quarantine{path}", headers=other)
                assert answer.status_code == 403


def test_e20_what_was_misdirected_is_taken_in_once_its_address_is_ours(house):
    with opened(house) as url:
        id = stray(house, url)
        manager = house.bearer(house.record.hire("gm"))
        again = f"{url}/api/v1/quarantine/{id}/replay"
        assert house.client.post(again, headers=manager).json() == {"became": "misdirected"}
        assert house.appliance.spool.depth()["quarantine"] == 1
        email = house.appliance.channels["email"]
        email.intake = replace(email.intake, addresses=frozenset({ADDRESS, STRAY}))
        assert house.client.post(again, headers=manager).json() == {"became": "received"}
        assert house.appliance.spool.depth()["quarantine"] == 0
        assert house.client.post(again, headers=manager).status_code == 404
        wait_until(lambda: house.appliance.spool.depth()["outbox"])  # answered as any mail


def test_what_came_by_a_channel_that_is_off_is_shown_and_not_replayed(house):
    with opened(house) as url:
        quarantine.put(house.appliance, "id1", "whatsapp", f"x {CARD}".encode(), "not JSON")
        manager = house.bearer(house.record.hire("admin"))
        one = f"{url}/api/v1/quarantine/id1"
        assert "4111" not in house.client.get(one, headers=manager).json()["text"]
        assert house.client.post(f"{one}/replay", headers=manager).status_code == 409


def test_what_is_discarded_is_gone_with_its_file_and_written_down(house):
    with opened(house) as url:
        id = stray(house, url)
        one, app = f"{url}/api/v1/quarantine/{id}", house.appliance
        desk = house.bearer(house.record.hire("front_desk"))
        assert house.client.delete(one, headers=desk).status_code == 403
        manager = house.bearer(house.record.hire("gm"))
        assert house.client.delete(one, headers=manager).status_code == 204
        assert (app.media.read(id), app.spool.quarantined()) == (None, [])
        assert house.client.delete(one, headers=manager).status_code == 404
        facts: list[Fact] = []
        app.spool.drain(facts.extend)
        assert sum("quarantine.discarded" in fact.body for fact in facts) == 1


def test_what_nobody_asked_for_in_a_month_is_forgotten_with_its_file(house):
    app = house.appliance
    quarantine.put(app, "id1", "email", b"x", "unreadable: y")
    assert quarantine.forget_old(app, 60) == 0
    assert quarantine.forget_old(app, 0) == 1
    assert (app.media.read("id1"), app.spool.quarantined()) == (None, [])


def test_e15_mail_that_breaks_us_after_it_was_read_is_kept_and_not_asked_for_again(house):
    """Not of a known kind: the fault is ours, and delivering it for three days mends nothing."""
    with opened(house) as url:
        app = house.appliance
        app.settings = replace(app.settings, mails_per_sender="many")
        assert post(house, url).json() == {"became": "unreadable"}
        assert app.spool.depth()["quarantine"] == 1
