"""`nocturn demo`: the whole product on one machine, for the fictional hotel in the pack.

An embedded PostgreSQL (or the cluster named by NOCTURN_DATABASE_URL), migrated and provisioned; the
hotel's knowledge imported; a login and a widget key made once and kept; then everything is served.
"""

from __future__ import annotations

import hashlib
import json
import secrets
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from appliance import hotel, logs, sample, wiring
from appliance.cluster import EmbeddedPostgres
from appliance.engine.hotel import Hotel
from appliance.engine.ids import derive
from appliance.knowledge import ingest
from appliance.knowledge.facts import items_from_hotel
from appliance.knowledge.item import by_staff, sealed
from appliance.knowledge.pack import read_pack
from appliance.settings import Settings
from appliance.store import Store
from appliance.store.records import ApiKeyRow, StaffRow
from appliance.store.schema import ensure_database, migrate
from appliance.store.tenants import login_dsn, provision_property
from appliance.web import passwords, site
from appliance.wiring.knowledge import open_embedder

Report = Callable[[str], None]
DATABASE = "nocturn"
MOST = 100_000  # passages of one hotel
STAND_IN = "http://127.0.0.1:8610"  # where `nocturn simulate whatsapp` plays Meta
POST_OFFICE = "smtp://127.0.0.1:8611"  # where `nocturn simulate email` takes in letters


@dataclass(frozen=True, slots=True)
class Access:
    """What a person needs to try it. Kept in demo.json, readable by us only."""

    email: str
    password: str
    widget_key: str


def run(settings: Settings, report: Report) -> None:
    """Set up what is missing, serve until interrupted, stop everything it started."""
    began = time.monotonic()
    pack = hotel.read(settings.tenant_dir, settings.slug)
    settings, known = with_channels(settings, pack.channels), pack.hotel
    report(f"hotel: {known.name}, {known.city}")
    with database(settings, report) as admin_dsn:
        settings = replace(settings, database_url=provision(admin_dsn, settings, known, report))
        access = prepare(settings, known, report)
        if sample.wanted(settings):
            report("sample: guests of the last days write, and are answered")
            with logs.warnings_only():
                played = sample.play(settings)
            report(f"sample: {played} conversations; NOCTURN_SAMPLE=no leaves them out")
        with wiring.running(settings, prepare=sample.stand_in) as app:
            site.serve(
                app,
                ready=lambda url: announce(url, access, began, report),
                demo_key=access.widget_key,
            )


def with_channels(settings: Settings, channels: hotel.Channels) -> Settings:
    """Every channel of the pack works: without an account, with what `nocturn simulate` plays."""
    secrets = {**settings.secrets, **channel_secrets(settings, channels)}
    graph = settings.whatsapp_base_url if has_account(settings, channels) else STAND_IN
    post = settings.smtp_url or ("" if has_mail_server(settings, channels) else POST_OFFICE)
    return replace(settings, demo=True, secrets=secrets, whatsapp_base_url=graph, smtp_url=post)


def has_mail_server(settings: Settings, channels: hotel.Channels) -> bool:
    key = channels.email.api_key if channels.email else ""
    return bool(key) and str(key).removeprefix(hotel.SECRET) in settings.secrets


def has_account(settings: Settings, channels: hotel.Channels) -> bool:
    """Whether WhatsApp is meant to be real: its token is given, or another server."""
    token = channels.whatsapp.access_token if channels.whatsapp else ""
    elsewhere = settings.whatsapp_base_url != Settings().whatsapp_base_url
    return elsewhere or token.removeprefix(hotel.SECRET) in settings.secrets


def channel_secrets(settings: Settings, channels: hotel.Channels) -> dict[str, str]:
    """What channels.toml names as secrets; those nobody has set are made once and kept."""
    names = hotel.secret_names(channels)
    folder = settings.home / "demo-secrets"
    return {
        name: settings.secrets.get(name) or wiring.kept_secret(folder / name).decode()
        for name in names
    }


@contextmanager
def database(settings: Settings, report: Report) -> Iterator[str]:
    """The DSN of a login that may create roles, in the given cluster or an embedded one."""
    if settings.database_url:
        report("database: the cluster named by NOCTURN_DATABASE_URL")
        yield settings.database_url
        return
    report("database: starting the embedded PostgreSQL")
    with EmbeddedPostgres(settings.home / "postgres", binaries=settings.postgres_bin) as postgres:
        ensure_database(postgres.dsn(), DATABASE)
        yield postgres.dsn(database=DATABASE)


def provision(admin_dsn: str, settings: Settings, known: Hotel, report: Report) -> str:
    """Migrate and make the property; the DSN of its own login."""
    for name in migrate(admin_dsn):
        report(f"migration: {name}")
    password = wiring.kept_secret(settings.home / "database.password").decode()
    role = provision_property(admin_dsn, known.id, known.slug, known.name, password)
    return login_dsn(admin_dsn, role, password)


def prepare(settings: Settings, known: Hotel, report: Report) -> Access:
    """Staff, a widget key and the hotel's knowledge, as far as they are not there yet."""
    store = wiring.open_store(settings, known)
    try:
        access = kept_access(settings.home / "demo.json", known)
        put_people(store, known, access)
        put_widget_key(store, access)
        import_knowledge(settings, store, known, report)
    finally:
        store.close()
    return access


def kept_access(path: Path, known: Hotel) -> Access:
    if path.exists():
        return Access(**json.loads(path.read_text()))
    manager = next((m for m in known.staff if m.role == "gm"), known.staff[0])
    access = Access(manager.email, secrets.token_urlsafe(9), f"pk_demo_{secrets.token_urlsafe(18)}")
    path.touch(mode=0o600)
    path.write_text(json.dumps(asdict(access)))
    return access


def put_people(store: Store, known: Hotel, access: Access) -> None:
    """The pack's staff; in the demo all of them have the one password."""
    there = {member.email for member in store.staff_members()}
    for person in known.staff:
        if person.email not in there:
            store.put_staff(
                StaffRow(
                    id=derive(known.id, "staff", person.email),
                    email=person.email,
                    name=person.name,
                    role=person.role,
                    language=person.language,
                    password_hash=passwords.hash_password(access.password),
                    is_active=True,
                    token_version=0,
                )
            )


def put_widget_key(store: Store, access: Access) -> None:
    digest = hashlib.sha256(access.widget_key.encode()).hexdigest()
    if store.api_key(digest) is None:
        row = ApiKeyRow(
            id=derive("key", digest),
            label="demo",
            prefix=access.widget_key[:12],
            created_at=wiring.utc_now(),
            expires_at=None,
            revoked_at=None,
        )
        store.add_api_key(row, digest)


def import_knowledge(settings: Settings, store: Store, known: Hotel, report: Report) -> None:
    """Make the record's knowledge what the packs and staff say; only what changed is embedded."""
    entered = [sealed(item) for item in store.knowledge(limit=MOST) if by_staff(item)]
    packed = read_pack(settings.knowledge_dir / known.slug)
    items = [*packed, *items_from_hotel(known), *entered]
    changes = ingest.ingest(
        items,
        store,
        open_embedder(),
        known.name,
        progress=lambda done, total: report(f"knowledge: {done} of {total} passages encoded"),
    )
    counts = (len(changes.added), len(changes.changed), len(changes.retired), len(changes.same))
    report("knowledge: {} new, {} changed, {} retired, {} unchanged".format(*counts))


def announce(url: str, access: Access, began: float, report: Report) -> None:
    report(f"ready in {time.monotonic() - began:.1f} s")
    report("")
    report(f"  guest page   {url}/")
    report(f"  dashboard    {url}/dashboard")
    report(f"  login        {access.email}  {access.password}")
    report(f"  API          {url}/api/docs")
    report("")
    report("Ctrl-C stops everything; what was said is kept.")
