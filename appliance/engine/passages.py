"""A hotel's knowledge, piece by piece, as it is kept and as a search brings it up."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Literal


@dataclass(frozen=True, slots=True)
class KnowledgeItem:
    """One passage of a hotel's knowledge, as it is stored and searched.

    `embedded_text` parts are what is encoded; see knowledge/embed.py.
    """

    id: str  # derived from the pack's own key: importing twice is one item
    category: str
    title: str
    text: str
    language: str
    visibility: Literal["guest", "inhouse", "staff"]
    source: str
    valid_from: date | None = None
    valid_to: date | None = None
    answers: dict[str, str] = field(default_factory=dict)  # language -> the answer, where given
    aliases: tuple[str, ...] = ()  # other ways guests ask for it, any language
    digest: str = ""  # of everything above: unchanged items are not embedded again


@dataclass(frozen=True, slots=True)
class Candidate:
    """A knowledge item a search brought up, with its raw scores."""

    item: KnowledgeItem
    similarity: float  # inner product with the query's vector
    lexical: float  # Postgres' text rank; 0 where the words did not match
