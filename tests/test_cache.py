from __future__ import annotations

import pickle
import sqlite3
import threading

from appliance.cache import Cache
from appliance.knowledge.embed import SentenceEncoder
from appliance.knowledge.remembered import Recent, Remembered


def go_off():
    WENT_OFF.set()


class Bomb:
    """Unpickling it sets the flag."""

    def __reduce__(self):
        return (go_off, ())


WENT_OFF = threading.Event()


def test_what_is_put_comes_back_until_it_expires(tmp_path):
    cache = Cache(tmp_path / "cache")
    cache.put("a", [0.1, 0.2], 60)
    cache.put("b", 1, -1)
    assert cache.get("a") == [0.1, 0.2]
    assert cache.get("b") is None
    assert (tmp_path / "cache").stat().st_mode & 0o077 == 0
    cache.close()


def test_a_planted_pickle_is_a_miss_and_never_runs(tmp_path):
    cache = Cache(tmp_path / "cache")
    cache.put("a", 1, 60)
    with sqlite3.connect(tmp_path / "cache" / "cache.db") as db:
        db.execute("update Cache set mode = 4, value = ?", (pickle.dumps(Bomb()),))
    assert cache.get("a") is None
    assert not WENT_OFF.is_set()
    pickle.loads(pickle.dumps(Bomb()))
    assert WENT_OFF.is_set()  # it would have gone off
    cache.close()


def test_a_damaged_cache_is_made_anew(tmp_path):
    Cache(tmp_path / "cache").close()
    (tmp_path / "cache" / "cache.db").write_bytes(b"not a database, and long enough to be read")
    cache = Cache(tmp_path / "cache")
    cache.put("a", 1, 60)
    assert cache.get("a") == 1
    cache.close()


class Counting(SentenceEncoder):
    def __init__(self) -> None:
        super().__init__()
        self.asked: list[str] = []

    def encode(self, texts):
        self.asked += texts
        return [[float(len(text))] * self.dimensions for text in texts]


def test_a_question_is_encoded_once(tmp_path):
    cache, encoder = Cache(tmp_path / "cache"), Counting()
    embedder = Remembered(encoder, cache)
    first = embedder.encode(["what time is breakfast?", "breakfast"])
    assert embedder.encode(["what time is breakfast?", "breakfast"]) == first
    assert len(encoder.asked) == 2
    assert not any(b"breakfast" in p.read_bytes() for p in (tmp_path / "cache").rglob("*.db*"))
    cache.close()


def test_reader_and_search_share_one_encoding():
    encoder = Counting()
    embedder = Remembered(encoder, Recent(2))
    embedder.encode(["breakfast?"])
    embedder.encode(["breakfast?", "pool?"])
    assert encoder.asked == ["breakfast?", "pool?"]
    embedder.encode(["gym?"])  # the oldest leaves
    embedder.encode(["pool?"])
    assert encoder.asked == ["breakfast?", "pool?", "gym?"]
    embedder.encode(["breakfast?"])
    assert encoder.asked[-1] == "breakfast?"


def test_an_import_is_not_kept():
    encoder, recent = Counting(), Recent()
    texts = [f"passage {n}" for n in range(100)]
    Remembered(encoder, recent).encode(texts)
    Remembered(encoder, recent).encode(texts)
    assert len(encoder.asked) == 200
