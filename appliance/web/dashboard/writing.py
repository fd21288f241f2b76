"""Whether staff may write to a guest in free words, until when, and what they may send besides."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from string import Formatter

from appliance.app import Appliance
from appliance.desk import Staff
from appliance.engine.hotel import Template
from appliance.engine.staff import filled
from appliance.engine.state import Conversation
from appliance.store.records import ConversationRow


@dataclass(frozen=True, slots=True)
class Piece:
    """Words of a template as they stand, or one of its variables with what is known for it."""

    words: str
    variable: str = ""


@dataclass(frozen=True, slots=True)
class Offer:
    """A template as it would be sent to this guest."""

    code: str
    pieces: tuple[Piece, ...]

    @property
    def blanks(self) -> dict[str, str]:
        return {piece.variable: piece.words for piece in self.pieces if piece.variable}


@dataclass(frozen=True, slots=True)
class Writing:
    closed: bool
    until: datetime | None  # None: always
    templates: tuple[Template, ...]
    off: bool  # nothing goes out by its channel until somebody switches that on


def writing(app: Appliance, c: ConversationRow) -> Writing:
    fitting = () if c.opted_out else app.hotel.templates
    return Writing(
        closed=c.answer_by is not None and app.now() >= c.answer_by,
        until=c.answer_by,
        templates=tuple(t for t in fitting if t.channel == c.channel),
        off=c.channel not in app.channels,
    )


def offers(app: Appliance, how: Writing, c: Conversation | None, who: Staff) -> list[Offer]:
    """The templates that may be sent, where that is all that may be; in the guest's language."""
    if not how.closed or c is None:
        return []
    return [Offer(each.code, tuple(pieces(app, each, c, who))) for each in how.templates]


def pieces(app: Appliance, template: Template, c: Conversation, who: Staff) -> Iterator[Piece]:
    body = template.body.say(c.language)
    known = filled(body, c, who, app.hotel, {})
    for words, variable, _, _ in Formatter().parse(body):
        if words:
            yield Piece(words)
        if variable:
            yield Piece(known[variable], variable)
