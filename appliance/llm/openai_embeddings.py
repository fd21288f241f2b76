"""OpenAI's Embeddings, which many other servers speak too (`base_url`)."""

from __future__ import annotations

import math
from collections.abc import Sequence

import openai

from appliance.llm.openai_chat import API, classified
from appliance.llm.provider import ProviderError, network_timeout

BATCH = 128  # texts in one request; the API takes 2,048 of 300,000 tokens together


class OpenAIEmbeddings:
    """`dimensions` is asked for, and checked in what comes back."""

    def __init__(self, api_key: str, model: str, dimensions: int, base_url: str | None = None):
        self.model = model
        self.dimensions = dimensions
        self.client = openai.OpenAI(api_key=api_key, base_url=base_url or API, max_retries=0)

    def vectors(self, texts: Sequence[str], timeout: float) -> list[list[float]]:
        """One vector of length one for each of `texts`, none of which may be empty.

        `timeout`, in seconds, bounds every wait for the network of one request of up to 128 texts.
        Raises ProviderError: all of them come, or none.
        """
        return [
            vector
            for at in range(0, len(texts), BATCH)
            for vector in self._batch(list(texts[at : at + BATCH]), timeout)
        ]

    def close(self) -> None:
        self.client.close()

    def _batch(self, texts: list[str], timeout: float) -> list[list[float]]:
        with classified():
            answer = self.client.embeddings.create(
                input=texts,
                model=self.model,
                dimensions=self.dimensions,
                timeout=network_timeout(timeout),
            )
            rows = sorted(answer.data, key=lambda row: row.index)
            vectors = [unit(row.embedding) for row in rows]
        if [row.index for row in rows] != list(range(len(texts))):
            raise ProviderError("garbled", "not a vector for each text")
        if any(len(vector) != self.dimensions for vector in vectors):
            raise ProviderError("garbled", f"vectors are not of {self.dimensions} numbers")
        return vectors


def unit(vector: Sequence[float]) -> list[float]:
    """`vector` at length one. Raises ValueError where it has no direction."""
    length = math.hypot(*vector)
    if not (math.isfinite(length) and length):
        raise ValueError("a vector without direction")
    return [x / length for x in vector]
