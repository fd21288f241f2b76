"""The channel and servers of every mood: what each answer means for the letter."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, LoginPassword
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from appliance.channels import ChannelError
from appliance.channels.email.smtp import Email, Intake, Server
from appliance.simulate.post_office import PostOffice
from tests.channels.email.test_letter import CONVERSATION, HOUSE, ID, SAID

MESSAGE_ID = f"<{ID}.{CONVERSATION}@selasar.example>"
USER, PASSWORD = "apikey", "only for tests"


@pytest.fixture
def office():
    with PostOffice() as one:
        yield one


def channel(office: PostOffice, **how: Any) -> Email:
    server = replace(Server("127.0.0.1", office.port, "none", timeout=0.5), **how)
    return Email(server, HOUSE, Intake(frozenset(), 5.0, "", ""))


@pytest.mark.parametrize(
    ("command", "answer", "permanent"),
    [
        ("CONNECT", "421 busy", False),
        ("MAIL", "451 later", False),
        ("MAIL", "552 too large", True),
        ("RCPT", "450 greylisted", False),
        ("RCPT", "550 no such user", True),
        ("DATA", "452 full", False),
        ("LETTER", "554 spam", True),
        ("RCPT", "hang", False),
        ("LETTER", "drop", False),
        ("EHLO", "drop", False),
    ],
)
def test_4xx_is_tried_again_and_5xx_is_final(office, command, answer, permanent):
    office.faults.append((command, answer))
    with pytest.raises(ChannelError) as refused:
        channel(office).send(SAID)
    assert refused.value.permanent is permanent
    assert channel(office).send(SAID) == MESSAGE_ID
    assert len(office.letters) == 1


def test_a_server_that_breaks_off_after_taking_the_letter_has_taken_it(office):
    office.faults.append(("QUIT", "drop"))
    assert channel(office).send(SAID)
    assert len(office.letters) == 1


def test_a_server_that_is_not_there_is_tried_again():
    with pytest.raises(ChannelError) as refused:
        Email(Server("127.0.0.1", 9, "none"), HOUSE, Intake(frozenset(), 5.0, "", "")).send(SAID)
    assert not refused.value.permanent


def test_an_address_that_cannot_be_written_to_is_final(office):
    with pytest.raises(ChannelError) as refused:
        channel(office).send(replace(SAID, guest="nürül@guest.example"))
    assert refused.value.permanent


# -- a server with a certificate and accounts


class Taking:
    """Keeps letters; asked to break off, it does so after it has taken one."""

    def __init__(self) -> None:
        self.letters: list[bytes] = []
        self.secured: list[bool] = []
        self.break_off = False

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        self.letters.append(envelope.content)
        self.secured.append(session.ssl is not None)
        if self.break_off:
            self.break_off = False
            server.transport.abort()
            await asyncio.sleep(0)
        return "250 taken"


class AnyPort(Controller):
    """On a port the system chose."""

    def _trigger_server(self) -> None:
        self.port = self.server.sockets[0].getsockname()[1]  # type: ignore[union-attr]
        super()._trigger_server()


def certificate(folder: Path, host: str, days: int = 1) -> Path:
    """A certificate for `host` that vouches for itself, with its key, in one file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, host)])
    until = datetime.now(UTC) + timedelta(days=days)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(until - timedelta(days=30))
        .not_valid_after(until)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address(host))]), False)
        .sign(key, hashes.SHA256())
    )
    path = folder / f"{host}.pem"
    encoding = serialization.Encoding.PEM
    form, plain = serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    path.write_bytes(made.public_bytes(encoding) + key.private_bytes(encoding, form, plain))
    return path


@contextmanager
def mail_server(pem: Path, *, wrapped: bool = False) -> Iterator[tuple[int, Taking]]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pem)
    taking = Taking()

    def known(_server: Any, _session: Any, _envelope: Any, _kind: str, given: Any) -> AuthResult:
        good = isinstance(given, LoginPassword) and given.password == PASSWORD.encode()
        return AuthResult(success=good, handled=good)

    how: dict[str, Any] = {"ssl_context" if wrapped else "tls_context": context}
    how |= {"authenticator": known, "auth_required": True, "auth_require_tls": not wrapped}
    server = AnyPort(taking, hostname="127.0.0.1", port=0, **how)
    server.start()
    try:
        yield server.port, taking
    finally:
        server.stop()


def account(port: int, security: Any = "starttls", password: str = PASSWORD) -> Email:
    server = Server("127.0.0.1", port, security, USER, password, timeout=5.0)
    return Email(server, HOUSE, Intake(frozenset(), 5.0, "", ""))


@pytest.fixture
def pem(tmp_path, monkeypatch) -> Path:
    """A certificate that this machine trusts."""
    path = certificate(tmp_path, "127.0.0.1")
    monkeypatch.setenv("SSL_CERT_FILE", str(path))
    return path


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_a_letter_goes_over_tls_to_an_account_with_a_password(pem, security):
    with mail_server(pem, wrapped=security == "tls") as (port, taking):
        assert account(port, security).send(SAID) == MESSAGE_ID
        [letter], [secured] = taking.letters, taking.secured
        assert MESSAGE_ID.encode() in letter
        assert secured or security == "tls"


def down(email: Email) -> str:
    """Why nothing gets through: the account must be mended, and the letter waits."""
    with pytest.raises(ChannelError) as refused:
        email.send(SAID)
    assert (refused.value.down, refused.value.permanent) == (True, False)
    return str(refused.value)


def test_a_password_that_is_refused_puts_the_channel_down(pem):
    with mail_server(pem) as (port, taking):
        assert "535" in down(account(port, password="old"))
        assert taking.letters == []
        assert account(port).send(SAID)


def test_a_server_nobody_vouches_for_gets_neither_letter_nor_password(pem, monkeypatch):
    monkeypatch.delenv("SSL_CERT_FILE")
    for security in ("starttls", "tls"):
        with mail_server(pem, wrapped=security == "tls") as (port, taking):
            assert "certificate" in down(account(port, security)).lower()
            assert taking.letters == []


@pytest.mark.parametrize(("host", "days"), [("127.0.0.9", 1), ("127.0.0.1", -1)])
def test_a_certificate_of_another_host_or_of_last_year_is_no_certificate(
    tmp_path, monkeypatch, host, days
):
    wrong = certificate(tmp_path, host, days)
    monkeypatch.setenv("SSL_CERT_FILE", str(wrong))
    with mail_server(wrong) as (port, taking):
        assert "certificate" in down(account(port)).lower()
        assert taking.letters == []


def test_where_tls_or_a_login_is_not_offered_nothing_is_sent_in_clear(office):
    for how in ({"security": "starttls"}, {"user": USER, "password": PASSWORD}):
        assert "refuses us" in down(channel(office, **how))
    assert office.letters == []


@pytest.mark.parametrize(
    ("command", "answer"),
    [
        ("CONNECT", "554 no service for your network"),
        ("MAIL", "550 the From address does not match a verified sender"),
        ("MAIL", "530 5.7.0 authentication required"),
        ("RCPT", "530 5.7.0 authentication required"),
    ],
)
def test_a_refusal_of_us_does_not_cost_the_guest_the_letter(office, command, answer):
    office.faults.append((command, answer))
    assert answer[:3] in down(channel(office))
    assert channel(office).send(SAID) == MESSAGE_ID


def test_e8_a_letter_repeated_after_a_broken_line_is_the_same_to_the_byte(pem):
    with mail_server(pem) as (port, taking):
        taking.break_off = True
        with pytest.raises(ChannelError) as broken:
            account(port).send(SAID)
        assert (broken.value.permanent, broken.value.down) == (False, False)
        account(port).send(SAID)
        first, second = taking.letters
        assert first == second  # receivers know it by its Message-ID


def test_e1_a_plus_address_is_ours_where_its_plain_one_is():
    intake = Intake(frozenset({"stay@h.example", "in+one@p.example"}), 5.0, "", "")
    assert intake.takes(["stay+anything@h.example"])
    assert intake.takes(["in+one@p.example"])
    assert not intake.takes(["in+two@p.example", "in@p.example", ""])
