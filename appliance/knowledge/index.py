"""What each item is about, and how rare its terms are among the hotel's items."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Container, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from appliance.engine.lexicon import Reading, read
from appliance.engine.passages import KnowledgeItem
from appliance.knowledge.wording import without_name

TOPIC, OTHER = 1.0, 0.5  # a topic names what is asked about; facets and words only narrow it


@dataclass(frozen=True, slots=True)
class Entry:
    """How an item reads: its title and aliases, and its text in every language."""

    title: Reading
    text: Reading
    titled: dict[str, float]  # the title's terms, with what they count
    terms: dict[str, float]  # all of them


def entry(item: KnowledgeItem, hotel: str) -> Entry:
    title = read(without_name(" \n ".join((item.title, *item.aliases)), hotel))
    text = read(without_name(" \n ".join((item.text, *item.answers.values())), hotel))
    return Entry(title, text, terms(title), terms(title | text))


@dataclass(slots=True)
class Index:
    """Items in the order given, their entries, and an inverted index over their terms."""

    hotel: str
    items: Sequence[KnowledgeItem] = ()
    entries: dict[str, Entry] = field(default_factory=dict)
    postings: dict[str, NDArray[np.intp]] = field(default_factory=dict)

    @classmethod
    def of(cls, items: Sequence[KnowledgeItem], hotel: str) -> Index:
        index = cls(hotel, items)
        postings: defaultdict[str, list[int]] = defaultdict(list)
        for position, item in enumerate(items):
            index.entries[_key(item)] = found = entry(item, hotel)
            for term in found.terms:
                postings[term].append(position)
        index.postings = {term: np.array(at, np.intp) for term, at in postings.items()}
        index.entries = {key: index.weigh_title(each) for key, each in index.entries.items()}
        return index

    def entry(self, item: KnowledgeItem) -> Entry:
        """The item's entry; one the index has not seen (newly imported) is read now."""
        return self.entries.get(_key(item)) or self.weigh_title(entry(item, self.hotel))

    def weigh_title(self, found: Entry) -> Entry:
        """With what the terms of its title count."""
        return replace(found, titled=self.weighed(found.titled))

    def rarity(self, term: str) -> float:
        """Inverse document frequency, as in BM25 with one added so that it never is negative."""
        seen = len(self.postings.get(term, ()))
        return math.log(1 + (len(self.items) + 1) / (seen + 0.5))

    def weights(self, reading: Reading) -> dict[str, float]:
        """Each term of `reading` with what it counts."""
        return self.weighed(terms(reading))

    def weighed(self, found: dict[str, float]) -> dict[str, float]:
        """Each term `found` with what it counts."""
        return {term: share * self.rarity(term) for term, share in found.items()}

    def overlap(self, reading: Reading) -> NDArray[np.float64]:
        """For each item the weight of the terms it shares with `reading`."""
        found = np.zeros(len(self.items))
        for term, weight in self.weights(reading).items():
            if term in self.postings:
                found[self.postings[term]] += weight
        return found


def terms(reading: Reading) -> dict[str, float]:
    """What counts for finding; how many guests and which day say nothing of the passage wanted."""
    worded = {word for word in reading.words if not word.isdecimal()}
    return dict.fromkeys(reading.facets | worded, OTHER) | dict.fromkeys(reading.topics, TOPIC)


def share(of: dict[str, float], within: Container[str]) -> float:
    """How much of the weight in `of` is on terms that are `within`; 0 where there is none."""
    total = found = 0.0
    for term, weight in of.items():
        total += weight
        if term in within:
            found += weight
    return found / total if total else 0.0


def _key(item: KnowledgeItem) -> str:
    return f"{item.id} {item.digest}"
