"""What we say, as a letter: a greeting, the answer, the hotel's name beneath; text and HTML.

The engine's answers are short, as in a chat. What makes a letter of them is added here, so the
website and WhatsApp stay brief.
"""

from __future__ import annotations

from dataclasses import dataclass
from email.charset import QP, Charset
from email.header import Header
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from email.policy import compat32
from email.utils import format_datetime, formataddr
from textwrap import fill, indent

from appliance.channels.email import page
from appliance.channels.email.inbox import message_id
from appliance.engine.contact import readable
from appliance.engine.hotel import Hotel
from appliance.engine.message import Outgoing
from appliance.engine.text import Language

MOST_REFERENCES = 20  # the first and the newest: a header line may not grow for ever (RFC 5322)
WIRE = compat32.clone(linesep="\r\n", max_line_length=990)  # no message id is broken in two
UTF8 = Charset("utf-8")
UTF8.body_encoding = QP  # whatever else in this process has changed the registry of charsets
WORDS: dict[Language, dict[str, str]] = {
    "en": {
        "dear": "Dear {name},",
        "hello": "Hello,",
        "regards": "Kind regards,",
        "by_itself": "Written by our digital assistant. Just reply if you would like a person.",
        "subject": "Your question to {hotel}",
        "you_wrote": "You wrote:",
    },
    "ms": {
        "dear": "Salam {name},",
        "hello": "Salam sejahtera,",
        "regards": "Salam mesra,",
        "by_itself": "Ditulis oleh pembantu digital kami. Balas sahaja untuk bantuan staf.",
        "subject": "Pertanyaan anda kepada {hotel}",
        "you_wrote": "Anda menulis:",
    },
}


@dataclass(frozen=True, slots=True)
class House:
    """The hotel as its letters name it."""

    hotel: Hotel
    address: str  # From
    sender_name: str
    reply_to: str

    @property
    def domain(self) -> str:
        return self.address.partition("@")[2]


@dataclass(frozen=True, slots=True)
class Letter:
    """The parts of a letter, before they are set as text or HTML."""

    language: Language
    greeting: str  # "" where staff greet in their own words
    body: str
    closing: str
    signature: tuple[str, ...]
    small_print: tuple[str, ...]
    you_wrote: str
    asked: str  # what is answered, on one line; "" where that is not known


def written(message: Outgoing, house: House) -> Letter:
    language = language_of(message, house.hotel)
    words, staff = WORDS[language], message.author == "staff"
    name = message.envelope.get("name", "")
    notice = house.hotel.privacy.notice.say(language)
    return Letter(
        language=language,
        greeting="" if staff else words["dear" if name else "hello"].format(name=name),
        body=message.text,
        closing=words["regards"],
        signature=tuple(
            line for line in (message.staff_name if staff else "", house.sender_name) if line
        ),
        small_print=(
            *(() if staff else (words["by_itself"],)),
            *((notice,) if message.envelope.get("first") else ()),  # once a conversation
        ),
        you_wrote=words["you_wrote"],
        asked=message.envelope.get("asked", ""),
    )


def language_of(message: Outgoing, hotel: Hotel) -> Language:
    told = message.meta.get("language") or message.envelope.get("language")
    return "ms" if told == "ms" else "en" if told == "en" else hotel.language


def as_text(letter: Letter, hotel: Hotel) -> str:
    signature = (letter.closing, *letter.signature, f"{readable(hotel.phone)} | {hotel.website}")
    parts = [letter.greeting, letter.body, "\n".join(signature)]
    if letter.asked:
        parts.append(f"{letter.you_wrote}\n" + indent(fill(letter.asked, 72), "> "))
    if letter.small_print:
        parts.append("-- \n" + "\n".join(letter.small_print))
    return "\n\n".join(part for part in parts if part) + "\n"


def mail(message: Outgoing, house: House) -> bytes:
    """The whole mail, ready for the wire. The same for every attempt to send it (E8)."""
    letter = written(message, house)
    made = MIMEMultipart("alternative")
    for name, value in headers(message, house, letter.language).items():
        made[name] = value
    made.attach(part("plain", as_text(letter, house.hotel)))
    made.attach(part("html", page.html(letter, message, house.hotel)))
    made.set_boundary(f"=_{message.id}")
    return made.as_bytes(policy=WIRE)


def part(kind: str, text: str) -> MIMEText:
    return MIMEText(text, kind, UTF8)  # type: ignore[arg-type]  # since 3.5


def headers(message: Outgoing, house: House, language: Language) -> dict[str, str]:
    followed = message.envelope.get("message_id", "")
    told: dict[str, str] = {
        "From": formataddr((line(house.sender_name), house.address)),
        "To": message.guest,
        "Reply-To": house.reply_to if house.reply_to != house.address else "",
        "Subject": Header(subject(message, house, language), header_name="Subject").encode(),
        "Date": format_datetime(message.at),
        "Message-ID": message_id(message.id, message.conversation, house.domain),
        "In-Reply-To": line(followed),
        "References": references(message.envelope.get("references", "")),
        **({} if message.author == "staff" else BY_ITSELF),
    }
    return {name: value for name, value in told.items() if value}


BY_ITSELF: dict[str, str] = {
    "Auto-Submitted": "auto-replied",  # RFC 3834 §5: nobody's holiday notice answers it
    "X-Auto-Response-Suppress": "All",
}


def subject(message: Outgoing, house: House, language: Language) -> str:
    """The guest's own, as of the mail this answers (E11)."""
    asked = line(message.envelope.get("subject", ""))
    if not asked:
        return WORDS[language]["subject"].format(hotel=house.hotel.name)
    return asked if asked.lower().startswith("re:") else f"Re: {asked}"


def references(ids: str) -> str:
    found = line(ids).split()
    return " ".join([*found[:1], *found[1:][-(MOST_REFERENCES - 1) :]])


def line(text: str) -> str:
    """One line: nothing a guest wrote may begin a header of its own."""
    return " ".join(text.split())
