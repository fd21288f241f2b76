"""OpenAI's embeddings through the real SDK."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from appliance import llm
from appliance.knowledge.embed import EncoderAway, RemoteEncoder, question_vectors
from appliance.llm.provider import ProviderError
from tests.llm.provider_server import Behaviour, garbled, page, rate_limited


@pytest.fixture
def client(server):
    found = llm.connect_embeddings(
        api_key="k", model="text-embedding-3-small", dimensions=1536, base_url=server.openai
    )
    yield found
    found.close()


def test_each_text_gets_its_vector_of_length_one(client, server):
    pool, spa = client.vectors(["the pool opens at seven", "the spa"], 5.0)
    assert len(pool) == len(spa) == 1536
    assert sum(x * x for x in pool) == pytest.approx(1)
    assert client.vectors(["the spa"], 5.0) == [spa]
    assert server.embedded[0].body["model"] == "text-embedding-3-small"
    assert server.embedded[0].headers["authorization"] == "Bearer k"


def test_many_texts_go_in_batches_and_keep_their_order(client, server):
    texts = [f"word{n}" for n in range(300)]
    vectors = client.vectors(texts, 5.0)
    assert [len(request.body["input"]) for request in server.embedded] == [128, 128, 44]
    assert vectors[299] == client.vectors(["word299"], 5.0)[0]


@pytest.mark.parametrize(
    ("behaviour", "outcome"),
    [
        (rate_limited(), "rate_limited"),
        (Behaviour(status=401, error="authentication_error"), "unauthorised"),
        (Behaviour(status=500, error="server_error"), "server_error"),
        (page(), "garbled"),
        (garbled(), "garbled"),
    ],
)
def test_o4_a_failure_is_told_by_its_class(client, server, behaviour, outcome):
    server.embedding = behaviour
    with pytest.raises(ProviderError) as failure:
        client.vectors(["pool"], 5.0)
    assert failure.value.outcome == outcome


def test_o4_a_server_that_does_not_answer_is_not_waited_for(client, server):
    server.embedding = Behaviour(before_headers=server.event())
    with pytest.raises(ProviderError) as failure:
        client.vectors(["pool"], 0.1)
    assert failure.value.outcome == "timeout"


def test_vectors_of_another_size_are_refused(client, server):
    client.dimensions = 99
    server.embedding = Behaviour()
    asked = client.client.embeddings.create

    def careless(**fields):
        return asked(**{**fields, "dimensions": 1536})

    client.client.embeddings.create = careless
    with pytest.raises(ProviderError, match="99 numbers"):
        client.vectors(["pool"], 5.0)


def test_the_encoder_of_the_knowledge_room_says_when_it_is_away(client, server):
    encoder = RemoteEncoder("openai", 1536, client.vectors, away=ProviderError)
    assert encoder.encode([]) == []
    assert len(encoder.encode(["", "\ud800 lone", "x" * 100_000])) == 3
    assert all(0 < len(text) <= 2000 for text in server.embedded[0].body["input"])
    server.embedding = rate_limited()
    with pytest.raises(EncoderAway):
        replace(encoder, timeout=1.0).encode(["pool"])


def test_a_message_and_its_english_rendering_are_one_request(client, server):
    encoder = RemoteEncoder("openai", 1536, client.vectors, away=ProviderError)
    mixed, plain = question_vectors(["ada kolam renang tak", "is there a pool"], encoder)
    assert len(mixed) == len(plain) == 1536
    assert len(server.embedded) == 1
    assert json.dumps(server.embedded[0].body["input"]).count("pool") >= 2
