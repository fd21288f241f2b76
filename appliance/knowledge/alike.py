"""Questions that mean the same, together: what guests asked for and the hotel could not say."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from appliance.knowledge.embed import Embedder, question_vectors

# Mean cosine with a group's members. Of 45 questions in 15 meanings and two languages, 0.45 put
# 85% of the pairs that belong together together, and none that do not; at 0.35, 92% and a third.
ALIKE = 0.45
REMEMBERED = 5000  # questions; a page is looked at more often than guests ask new ones


class Grouping:
    """Groups by meaning with one embedder, and remembers the vectors of what it has seen."""

    def __init__(self, embedder: Embedder) -> None:
        self.embedder = embedder
        self.vectors: dict[str, NDArray[np.float64]] = {}

    def group(self, questions: Sequence[str]) -> list[list[int]]:
        """Positions in `questions`, the largest group first, in each the order given.

        Each question joins the group it is nearest to on average, or starts its own.
        """
        if not questions:
            return []
        vectors = np.array(self._encoded(questions))
        sums, sizes = np.zeros_like(vectors), np.zeros(len(vectors))  # of the groups so far
        groups: list[list[int]] = []
        for at, vector in enumerate(vectors):
            means = sums[: len(groups)] @ vector / sizes[: len(groups)]
            best = int(means.argmax()) if groups else 0
            if not groups or means[best] < ALIKE:
                best = len(groups)
                groups.append([])
            groups[best].append(at)
            sums[best] += vector
            sizes[best] += 1
        return sorted(groups, key=lambda group: -len(group))

    def _encoded(self, questions: Sequence[str]) -> list[NDArray[np.float64]]:
        known = self.vectors
        if new := [text for text in dict.fromkeys(questions) if text not in known]:
            made = np.asarray(question_vectors(new, self.embedder))
            length = np.linalg.norm(made, axis=1, keepdims=True)
            units = made / np.where(length > 0, length, 1.0)
            known = {**known, **dict(zip(new, units, strict=True))}
        encoded = [known[text] for text in questions]
        self.vectors = known if len(known) <= REMEMBERED else {}
        return encoded
