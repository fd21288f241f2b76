"""What the field's libraries make of the same mail, each alone, to stand beside our own measures.

They are no part of the product: the `eval` extra brings them. Each is asked as its own
documentation says, with every language it speaks.
"""

from __future__ import annotations

import email
import email.policy
import logging
from collections.abc import Callable

try:
    import mailparser
    from email_reply_parser import EmailReplyParser as OfZapier
    from flufl.bounce import all_failures
    from mailparser_reply import EmailReplyParser as OfManyLanguages
except ImportError as error:
    MISSING = f"{error.name} is not installed: pip install 'nocturn[eval]'"
else:
    MISSING = ""

for diary in ("flufl.bounce", "mailparser"):  # a line for each step they take
    logging.getLogger(diary).setLevel(logging.ERROR)

LANGUAGES = "en de fr it nl sv pl ja da cs es ko zh".split()


def of_zapier(text: str) -> str:
    return str(OfZapier.parse_reply(text))


def of_many_languages(text: str) -> str:
    return str(OfManyLanguages(languages=LANGUAGES).parse_reply(text=text) or "")


def is_bounce(eml: bytes) -> bool:
    """Permanent or not. What else machines write it does not look for."""
    return any(all_failures(email.message_from_bytes(eml)))


def by_mail_parser(data: bytes) -> None:
    """Raises what it raises."""
    read = mailparser.parse_from_bytes(data)
    _ = (read.headers, read.subject, read.body, read.attachments)


def by_standard_library(data: bytes) -> None:
    """As its documentation reads a mail, under the policy it recommends. Raises what it raises."""
    message = email.message_from_bytes(data, policy=email.policy.default)
    _ = [str(value) for value in message.values()]
    body = message.get_body(("plain", "html"))
    _ = [part.get_content() for part in (body, *message.iter_attachments()) if part]


REPLIES: dict[str, Callable[[str], str]] = {
    "email-reply-parser": of_zapier,
    "mail-parser-reply": of_many_languages,
}
BOUNCES: dict[str, Callable[[bytes], bool]] = {"flufl.bounce": is_bounce}
READERS: dict[str, Callable[[bytes], None]] = {
    "mail-parser": by_mail_parser,
    "the standard library": by_standard_library,
}
