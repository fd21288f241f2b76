"""The only place where the appliance's parts are made and put together."""

from __future__ import annotations

import secrets
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from appliance import codec, hotel, intake, logs, turn
from appliance.app import Appliance
from appliance.changes import Changes
from appliance.channels import Closing
from appliance.engine.hotel import Hotel
from appliance.flush import Flusher
from appliance.hotel import Pack
from appliance.hub import Hub
from appliance.knowledge.kinds.reader import Reader
from appliance.lanes import Lanes
from appliance.media import Media
from appliance.settings import Settings
from appliance.spool import Spool
from appliance.store import Store, StoreUnavailable
from appliance.tasks import Jobs
from appliance.troubles import Troubles
from appliance.vault import Vault
from appliance.wiring.channels import open_channels
from appliance.wiring.knowledge import (
    COPY,
    Embedding,
    Following,
    open_embedder,
    open_embedders,
    open_knowledge,
)
from appliance.wiring.models import open_budget, open_ladder, open_transcriber

log = logs.get(__name__)

SECRET_BYTES = 32
CHANGED, TROUBLES = "overrides.json", "troubles.json"
# seconds a thread computes while others wait; with Python's 5 ms sixty keep a 200 waiting
COMPUTES = 0.0005


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
    Raises PackError for a bad pack, InUse for a second process, UnsafeRole, OldSchema,
    UnknownProperty or WrongKeys for a cluster it must not work with, StoreUnavailable without one
    at the very first start: later ones answer from the copy of what the hotel knows.
    """
    sys.setswitchinterval(COMPUTES)
    settings = with_secret_key(settings)
    pack = hotel.read(settings.tenant_dir, settings.slug)
    known = pack.hotel
    with ExitStack() as closing_last_opened_first:
        close = closing_last_opened_first.callback
        store = open_store(settings, known)
        close(store.close)
        trust(store, settings.home / COPY)
        spool = Spool(settings.spool_path)
        close(spool.close)
        spool.release_leases()  # before anybody of this process claims one, or it is sent twice
        app = assemble(settings, pack, store, spool, now)
        flusher = Flusher(app)
        jobs = Jobs(app, settings.home / "jobs.db")
        app.nudge_flush, app.run_job = flusher.nudge, jobs.deliver
        app.renew_hotel = Changes(app, settings.home / CHANGED)
        app.renew_hotel()
        prepare(app)
        flusher.start()
        close(flusher.close)
        close(app.ladder.close)
        close(partial(close_channels, app))
        jobs.start()
        close(jobs.close)
        close(app.lanes.close)
        close(app.arrivals.close)
        warm(app)
        turn.resume(app)
        intake.resume(app)
        yield app
        app.draining = True


def open_store(settings: Settings, known: Hotel) -> Store:
    return Store(settings.database_url, Vault.open(settings.home / "vault.keys"), known.id)


def trust(store: Store, copy: Path) -> None:
    """The cluster is checked now; where it is away, before the first word to it.

    Raises UnsafeRole, OldSchema, UnknownProperty or WrongKeys; StoreUnavailable where there is no
    `copy` of the knowledge to answer from either.
    """
    try:
        store.check()
    except StoreUnavailable as error:
        if not copy.exists():
            raise
        log.warning("starting without the cluster, from the copy", why=str(error))
        store.check_first()


def assemble(
    settings: Settings, pack: Pack, store: Store, spool: Spool, now: Callable[[], datetime]
) -> Appliance:
    hub, known = Hub(), pack.hotel
    vault = Vault.open(settings.home / "vault.keys")
    knowledge = open_knowledge(settings, known, store)
    renew = Following(knowledge, store, settings.home)
    renew()
    app = Appliance(
        settings=settings,
        hotel=known,
        store=store,
        spool=spool,
        hub=hub,
        media=Media(settings.home / "media", vault),
        vault=vault,
        knowledge=knowledge,
        reader=Reader.open(open_embedder()),
        ladder=open_ladder(settings),
        channels=open_channels(settings, pack, hub),
        now=now,
        budget=open_budget(settings, known, store, now()),
        transcribe=open_transcriber(settings),
        troubles=Troubles(settings.home / TROUBLES),
        renew_knowledge=renew,
        embed_knowledge=Embedding(
            open_embedders(settings), known, store, renew, lambda: not app.draining
        ),
    )
    app.lanes = Lanes(partial(turn.take, app), settings.crew)
    app.arrivals = Lanes(partial(intake.take_up, app), crew=1)
    return app


def close_channels(app: Appliance) -> None:
    for channel in app.channels.values():
        if isinstance(channel, Closing):
            channel.close()


def warm(app: Appliance) -> None:
    """Make ready now, beside the start, what the first guest would wait for."""

    def make_ready() -> None:
        app.knowledge.embedder.warm()
        codec.warm()

    threading.Thread(target=make_ready, name="warm", daemon=True).start()
