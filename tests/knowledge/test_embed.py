from __future__ import annotations

from threading import Thread

import numpy as np
import pytest

from appliance.engine.passages import KnowledgeItem
from appliance.knowledge.embed import EMBEDDERS, item_vectors, on_disk, question_vector
from appliance.knowledge.wording import encodable, without_name


def test_every_embedder_has_its_name():
    assert all(make().name == name for name, make in EMBEDDERS.items())


def test_vectors_are_of_length_one(encoder):
    (vector,) = encoder.encode(["Where is the lift?"])
    assert len(vector) == encoder.dimensions
    assert np.linalg.norm(vector) == pytest.approx(1, abs=1e-4)


@pytest.mark.parametrize("text", ["", " ", "\ud800 lone", "a\0b", "🙂" * 5000, "word " * 200_000])
def test_hostile_text_is_encoded(encoder, text):
    assert np.isfinite(encoder.encode([text])).all()


def test_the_encoders_table_is_read_from_a_file_or_stays_in_memory(tmp_path):
    table = np.arange(6, dtype=np.uint8).reshape(3, 2)
    read, kept = on_disk(table, tmp_path), on_disk(table, tmp_path / "no such folder")
    assert np.array_equal(read, table)
    assert isinstance(read.base, np.memmap)
    assert kept is table
    assert not list(tmp_path.iterdir())


def test_lone_surrogates_go_and_length_is_capped():
    assert encodable("a\udc80b") == "ab"
    assert len(encodable("x" * 10_000)) == 2000


def test_threads_get_the_same_vectors(encoder):
    alone = encoder.encode(["Is there a pool?"])
    found: list[list[list[float]]] = []
    threads = [
        Thread(target=lambda: found.append(encoder.encode(["Is there a pool?"]))) for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [alone] * 4


def test_similarity_is_the_mean_cosine_with_question_answer_and_both(encoder):
    item = KnowledgeItem("1", "faq", "Is there a gym?", "Yes, on level 2.", "en", "guest", "")
    (mean,) = item_vectors([item], encoder, "")
    parts = encoder.encode(
        ["Is there a gym?", "Yes, on level 2.", "Is there a gym? Yes, on level 2."]
    )
    asked = question_vector("fitness room", encoder)
    assert np.dot(asked, mean) == pytest.approx(np.mean(np.array(parts) @ asked), abs=1e-5)


def test_the_hotels_name_does_not_count():
    assert without_name("Does The Melor Grand Hotel have a spa?", "Melor Grand Hotel") == (
        "Does the hotel have a spa?"
    )
    assert without_name("ada parking kat Melor?", "Melor Grand Hotel") == "ada parking kat ?"
    assert without_name("pool hours", "Pool House Inn") == "pool hours"
