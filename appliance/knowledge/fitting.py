"""How sure is sure enough, fitted to one hotel's golden questions for one embedder.

A score is a logistic of the evidence, and 0.5 is the threshold of answering. Another embedder's
cosines lie elsewhere, so the logistic is moved (Platt 1999): slope and shift, held near (1, 0) by
a prior, because a hotel has dozens of golden questions, not thousands. Each question is put twice:
to all the hotel knows, and to what it knows without the answer. What is fitted on four fifths is
judged on the rest; where it judges no better than what we ship, that stays.
"""

from __future__ import annotations

import hashlib
import json
import math
import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from appliance.engine.hotel import Hotel
from appliance.engine.lexicon import read
from appliance.engine.message import Passage
from appliance.knowledge.embed import Calibration, Embedder
from appliance.knowledge.golden import Golden
from appliance.knowledge.search import CANDIDATES, Knowledge
from appliance.knowledge.snapshot import Snapshot

FOLDS = 5
LEAST = 20  # samples; fewer tell nothing
PRIOR = 4.0  # how many samples' worth of doubt that slope and shift should be moved at all
STEPS = 50
CERTAIN = 12.0  # logits; a score of 1.0 has none


@dataclass(frozen=True, slots=True)
class Sample:
    """The best passage for a question: how far for or against it the evidence is, and the truth."""

    question: int  # its number: samples of one question are judged together
    logit: float
    right: bool


@dataclass(frozen=True, slots=True)
class Fit:
    """`before` and `after` are shares judged right at 0.5, on questions not fitted to."""

    embedder: str
    samples: int
    slope: float
    shift: float
    before: float
    after: float
    adopted: bool


def fit(
    golden: Iterable[Golden], snapshot: Snapshot, embedder: Embedder, hotel: Hotel, today: date
) -> Fit:
    """`snapshot` must hold this embedder's vectors. Raises EncoderAway."""
    vectors = snapshot.vectors_of(embedder.name)
    if vectors is None:
        raise ValueError(f"{embedder.name} has not embedded everything yet")
    own = Snapshot(snapshot.property_id, embedder.name, snapshot.items, vectors, snapshot.index)
    found = samples(golden, Knowledge(None, own, embedder, hotel), today)
    slope, shift = moved(found) if len(found) >= LEAST else (1.0, 0.0)
    (loss_now, now), (loss_then, then) = _judged(found)
    better = len(found) >= LEAST and loss_then < loss_now and then >= now
    return Fit(embedder.name, len(found), slope, shift, now, then, better)


def samples(golden: Iterable[Golden], knowledge: Knowledge, today: date) -> list[Sample]:
    """Two of a question the hotel answers, one of a question it does not."""
    found: list[Sample] = []
    for number, each in enumerate(golden):
        if each.expect == "unknown" or (each.expect == "answer" and each.must_contain):
            passages = knowledge.search(
                each.ask, language=each.language, today=today, limit=CANDIDATES
            )
            found += _samples_of(number, each, passages)
    return found


def _samples_of(number: int, each: Golden, passages: Sequence[Passage]) -> list[Sample]:
    if not passages:
        return []
    right = each.expect == "answer" and each.answered_by(passages[0])
    best = [Sample(number, _logit(passages[0].score), right)]
    others = [p for p in passages if right and _is_apart(p, each, passages[0])]
    return best + [Sample(number, _logit(p.score), right=False) for p in others[:1]]


def _is_apart(passage: Passage, each: Golden, answer: Passage) -> bool:
    """Whether it is about something else: what shares a topic may answer in other words."""
    about = read(f"{each.ask} \n {answer.title}").topics
    return not each.touched_by(passage) and not about & read(passage.title).topics


def moved(found: Sequence[Sample]) -> tuple[float, float]:
    """Slope and shift of least log loss, by Newton's method: it is convex in both."""
    x = np.array([[each.logit, 1.0] for each in found])
    y = np.array([float(each.right) for each in found])
    start = np.array([1.0, 0.0])
    at = start.copy()
    for _ in range(STEPS):
        p = _logistic(x @ at)
        gradient = x.T @ (p - y) + PRIOR * (at - start)
        hessian = (x * (p * (1 - p))[:, None]).T @ x + PRIOR * np.eye(2)
        step = np.linalg.solve(hessian, gradient)
        at = at - step
        if np.abs(step).max() < 1e-9:
            break
    return max(float(at[0]), 0.1), float(at[1])  # evidence never counts against itself


def _judged(found: Sequence[Sample]) -> tuple[tuple[float, float], tuple[float, float]]:
    """Log loss and share right, as shipped and as fitted, each sample judged by the other folds."""
    if not found:
        return (0.0, 0.0), (0.0, 0.0)
    y = np.array([each.right for each in found])
    z = np.array([each.logit for each in found])
    then = np.zeros(len(found))
    for fold in range(FOLDS):
        slope, shift = moved([each for each in found if each.question % FOLDS != fold])
        mine = np.array([each.question % FOLDS == fold for each in found])
        then[mine] = slope * z[mine] + shift
    return _marks(z, y), _marks(then, y)


def _marks(z: NDArray[np.float64], right: NDArray[np.bool_]) -> tuple[float, float]:
    p = np.clip(_logistic(z), 1e-6, 1 - 1e-6)
    loss = -np.where(right, np.log(p), np.log(1 - p)).mean()
    return float(loss), float(((z >= 0) == right).mean())


def _logistic(z: NDArray[np.float64]) -> NDArray[np.float64]:
    logistic: NDArray[np.float64] = 1 / (1 + np.exp(-z))
    return logistic


def _logit(score: float) -> float:
    kept = min(max(score, 1e-5), 1 - 1e-5)
    return min(max(math.log(kept / (1 - kept)), -CERTAIN), CERTAIN)


# -- kept beside the local copy of the knowledge


def save(fits: Iterable[Fit], embedders: Iterable[Embedder], path: Path) -> None:
    """Those adopted, each with what it was fitted upon: other weights need another fit."""
    shipped = {embedder.name: _digest(embedder.calibration) for embedder in embedders}
    kept = {f.embedder: asdict(f) | {"of": shipped[f.embedder]} for f in fits if f.adopted}
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(".part")
    with part.open("w") as file:
        json.dump(kept, file, indent=1)
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)


def load(path: Path, embedders: Iterable[Embedder]) -> Mapping[str, Calibration]:
    """By embedder; none where nothing was fitted, or it was fitted upon other weights."""
    try:
        kept = json.loads(path.read_text())
        return {
            embedder.name: embedder.calibration.fitted(float(own["slope"]), float(own["shift"]))
            for embedder in embedders
            if (own := kept.get(embedder.name)) and own["of"] == _digest(embedder.calibration)
        }
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}


def _digest(calibration: Calibration) -> str:
    return hashlib.sha256(repr(calibration).encode()).hexdigest()
