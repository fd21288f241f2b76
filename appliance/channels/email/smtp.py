"""The channel: a letter handed to an SMTP server, which either took it or did not.

A reply of 4xx, a hang or a lost connection is tried again with the same Message-ID, by which a
server or a mail program knows the second copy; 5xx is final (RFC 5321 §4.2.1) where it is about the
letter or who shall have it. A certificate, a login or a sender that is refused is our own trouble:
the channel is down, and letters wait until somebody mends it.
"""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Literal

from appliance.channels import ChannelError
from appliance.channels.email.inbox import message_id
from appliance.channels.email.letter import House, mail
from appliance.engine.message import Outgoing

Security = Literal["starttls", "tls", "none"]
TIMEOUT = 20.0  # seconds for each answer of the server
REFUSED_LOGIN = frozenset({530, 534, 535, 538})  # RFC 4954 §6
TOO_LARGE = 552  # said of a letter where its sender is named (RFC 1870 §6)


@dataclass(frozen=True, slots=True)
class Server:
    host: str
    port: int
    security: Security = "starttls"
    user: str = ""
    password: str = field(default="", repr=False)
    timeout: float = TIMEOUT


@dataclass(frozen=True, slots=True)
class Intake:
    """Which mail is ours, and who may deliver it."""

    addresses: frozenset[str]  # lower case; mail for any other is not ours (E20)
    spam_from: float  # SpamAssassin score from which mail is kept and not answered (E19)
    user: str
    password: str = field(repr=False)
    public_key: str = ""  # of the signed webhook, as SendGrid shows it; "" where it is not used

    def takes(self, recipients: Iterable[str]) -> bool:
        """Whether a mail to any of these is ours: "stay+anything@" is, where "stay@" is."""
        return any({box, untagged(box)} & self.addresses for box in recipients)


def untagged(mailbox: str) -> str:
    local, _, domain = mailbox.rpartition("@")
    return f"{local.partition('+')[0]}@{domain}"


class Email:
    streams, by_job = False, False

    def __init__(self, server: Server, house: House, intake: Intake) -> None:
        self._server, self._house, self.intake = server, house, intake

    def send(self, message: Outgoing) -> str:
        try:
            data = mail(message, self._house)
            smtp = self._connected()
            try:
                smtp.sendmail(self._house.address, [message.guest], data)
            finally:
                leave(smtp)
        except (smtplib.SMTPException, OSError) as error:
            raise refusal(error) from error
        except ValueError as error:  # an address no server takes, such as one that is not ASCII
            raise ChannelError(f"no such address: {error}", permanent=True) from error
        return message_id(message.id, message.conversation, self._house.domain)

    def _connected(self) -> smtplib.SMTP:
        server, context = self._server, ssl.create_default_context()
        if server.security == "tls":
            smtp: smtplib.SMTP = smtplib.SMTP_SSL(
                server.host, server.port, timeout=server.timeout, context=context
            )
        else:
            smtp = smtplib.SMTP(server.host, server.port, timeout=server.timeout)
        try:
            if server.security == "starttls":
                smtp.starttls(context=context)
            if server.user:
                smtp.login(server.user, server.password)
        except BaseException:
            smtp.close()
            raise
        return smtp


def leave(smtp: smtplib.SMTP) -> None:
    """What goes wrong after the server has taken the letter concerns nobody."""
    with suppress(smtplib.SMTPException, OSError):
        smtp.quit()
    smtp.close()


def refusal(error: Exception) -> ChannelError:
    """What a server's answer means for the letter, and for all that follow."""
    code, words = answer(error)
    final = 500 <= code < 600
    if code not in REFUSED_LOGIN and (code == TOO_LARGE or isinstance(error, OF_THE_LETTER)):
        return ChannelError(words, permanent=final)
    if final or isinstance(error, OF_THE_ACCOUNT):
        return ChannelError(f"the mail server refuses us: {words}", down=True)
    return ChannelError(words)


OF_THE_LETTER = (smtplib.SMTPRecipientsRefused, smtplib.SMTPDataError)
OF_THE_ACCOUNT = (smtplib.SMTPNotSupportedError, ssl.SSLCertVerificationError)


def answer(error: Exception) -> tuple[int, str]:
    """The server's code and words; 0 where it said nothing."""
    match error:
        case smtplib.SMTPRecipientsRefused(recipients=refused) if refused:
            code, said = next(iter(refused.values()))
        case smtplib.SMTPResponseException(smtp_code=code, smtp_error=said):
            pass
        case _:
            return 0, f"{type(error).__name__}: {error}"
    words = said.decode("utf-8", "replace") if isinstance(said, bytes) else str(said)
    return code, f"{code} {words}"
