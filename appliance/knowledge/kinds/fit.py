"""Fit the reader to the examples: python -m appliance.knowledge.kinds.fit

Multinomial logistic regression with an L2 penalty, by Adam (Kingma and Ba 2015). Deterministic: the
same examples and encoder give the same weights. Takes a few seconds.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

import numpy as np

from appliance.engine.impression import KINDS
from appliance.knowledge.embed import Embedder, SentenceEncoder
from appliance.knowledge.kinds.features import Matrix, Vocabulary, features, lines

EXAMPLES = Path(__file__).parent / "examples"
WEIGHTS = Path(__file__).parent / "weights.npz"

SCALE = 8.0  # sentence vectors are short; this lets the penalty act alike on all features
PENALTY = 1.0
BALANCE = 0.5  # 0 counts every example alike, 1 every kind
STEPS, RATE, MOMENTUM, SPREAD = 300, 0.05, 0.9, 0.99


def read_examples(folder: Path = EXAMPLES) -> list[tuple[str, int]]:
    """(text, place of its kind in KINDS) of every example."""
    return [
        (text, at)
        for at, kind in enumerate(KINDS)
        for text in lines((folder / f"{kind}.txt").read_text("utf-8"))
    ]


def digest(examples: list[tuple[str, int]]) -> str:
    """Tells whether weights were fitted to these examples."""
    return hashlib.sha256(repr(examples).encode()).hexdigest()[:16]


def fit(rows: Matrix, kinds: np.ndarray) -> Matrix:
    """Weights (features x kinds) for rows of features and the place of each row's kind."""
    wanted = np.eye(len(KINDS))[kinds]
    counts = wanted.sum(axis=0)
    emphasis = ((counts.mean() / counts) ** BALANCE)[kinds][:, None]
    rows = rows * SCALE
    weights = np.zeros((rows.shape[1], len(KINDS)))
    mean, square = np.zeros_like(weights), np.zeros_like(weights)
    for step in range(1, STEPS + 1):
        slope = rows.T @ ((softmax(rows @ weights) - wanted) * emphasis) + PENALTY * weights
        slope /= len(rows)
        mean = MOMENTUM * mean + (1 - MOMENTUM) * slope
        square = SPREAD * square + (1 - SPREAD) * slope**2
        towards = mean / (1 - MOMENTUM**step)
        weights -= RATE * towards / (np.sqrt(square / (1 - SPREAD**step)) + 1e-8)
    return weights * SCALE


def softmax(logits: Matrix) -> Matrix:
    powers = np.exp(logits - logits.max(axis=1, keepdims=True))
    shares: Matrix = powers / powers.sum(axis=1, keepdims=True)
    return shares


def write(embedder: Embedder, path: Path = WEIGHTS) -> None:
    examples = read_examples()
    texts = [text for text, _ in examples]
    vocabulary = Vocabulary.of(texts)
    rows = features(texts, vocabulary, embedder)
    np.savez_compressed(
        path,
        weights=fit(rows, np.array([at for _, at in examples])).astype(np.float16),
        words=np.array(list(vocabulary.weights)),
        rarity=np.array(list(vocabulary.weights.values()), dtype=np.float32),
        kinds=np.array(KINDS),
        embedder=np.array(embedder.name),
        examples=np.array(digest(examples)),
    )


if __name__ == "__main__":
    write(SentenceEncoder())
