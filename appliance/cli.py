"""`nocturn`: one program, many verbs."""

from __future__ import annotations

import argparse
import getpass
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from appliance import demo, evaluate, hotel, logs, rehearse, settings, simulate, wiring
from appliance.cluster import ClusterError
from appliance.dialogue import DialogueError
from appliance.engine.ids import derive
from appliance.journal import InUse
from appliance.knowledge.embed import EncoderAway
from appliance.knowledge.facts import items_from_hotel
from appliance.knowledge.golden import read_golden
from appliance.knowledge.pack import read_pack
from appliance.llm.prices import BadPrices
from appliance.problems import PackError
from appliance.settings import Settings, SettingsError
from appliance.store import (
    MigrationRefused,
    OldSchema,
    ProvisionRefused,
    StoreUnavailable,
    UnknownProperty,
    UnsafeRole,
    WrongKeys,
)
from appliance.store.records import StaffRow
from appliance.store.schema import migrate
from appliance.web import passwords, site
from appliance.wiring.knowledge import calibrate

Verb = Callable[[Settings, argparse.Namespace], int]
EXPECTED = (  # said in words, without a trace
    SettingsError,
    PackError,
    DialogueError,
    EncoderAway,
    BadPrices,
    ClusterError,
    InUse,
    StoreUnavailable,
    UnsafeRole,
    OldSchema,
    UnknownProperty,
    WrongKeys,
    MigrationRefused,
    ProvisionRefused,
    OSError,
)


def main(arguments: Sequence[str] | None = None) -> None:
    parsed = parser().parse_args(arguments)
    try:
        known = settings.read(os.environ)
        logs.configure(known.log_level)
        sys.exit(VERBS[parsed.verb][0](known, parsed))
    except EXPECTED as error:
        sys.exit(f"nocturn {parsed.verb}: {error}")
    except KeyboardInterrupt:
        sys.exit(130)


def parser() -> argparse.ArgumentParser:
    top = argparse.ArgumentParser(
        prog="nocturn",
        description="The appliance a hotel runs to answer its guests after hours.",
        epilog="Options are environment variables: `nocturn settings` lists them.",
    )
    verbs = top.add_subparsers(dest="verb", required=True, metavar="VERB")
    for name, (_, help_text) in VERBS.items():
        verb = verbs.add_parser(name, help=help_text, description=help_text)
        for flags, options in ARGUMENTS.get(name, ()):
            verb.add_argument(*flags, **options)
        if name in KINDS:
            KINDS[name](verb)
    return top


def run_demo(known: Settings, arguments: argparse.Namespace) -> int:
    demo.run(known, say)
    return 0


def run_serve(known: Settings, arguments: argparse.Namespace) -> int:
    require_database(known)
    with wiring.running(known) as app:
        site.serve(app, ready=lambda url: say(f"serving on {url}"))
    return 0


def run_migrate(known: Settings, arguments: argparse.Namespace) -> int:
    require_database(known)
    done = migrate(known.database_url, report=say)
    say(f"{len(done)} migrations run; the schema is up to date")
    return 0


def run_provision(known: Settings, arguments: argparse.Namespace) -> int:
    require_database(known)
    property_ = hotel.load(known.tenant_dir, known.slug)
    say(demo.provision(known.database_url, known, property_, say))
    return 0


def run_ingest(known: Settings, arguments: argparse.Namespace) -> int:
    require_database(known)
    property_ = hotel.load(known.tenant_dir, known.slug)
    store = wiring.open_store(known, property_)
    try:
        store.check()
        demo.import_knowledge(known, store, property_, say)
    finally:
        store.close()
    return 0


def run_calibrate(known: Settings, arguments: argparse.Namespace) -> int:
    """How sure is sure enough: fitted to the hotel's golden questions, if that judges better."""
    require_database(known)
    property_ = hotel.load(known.tenant_dir, known.slug)
    store = wiring.open_store(known, property_)
    try:
        store.check()
        today = wiring.utc_now().astimezone(property_.zone).date()
        for fit in calibrate(known, property_, store, today):
            verdict = "fitted" if fit.adopted else "left as shipped"
            say(
                f"{fit.embedder}: {fit.samples} trials, judged right {fit.before:.0%} as shipped,"
                f" {fit.after:.0%} fitted (on questions not fitted to): {verdict}"
            )
    finally:
        store.close()
    return 0


def run_check(known: Settings, arguments: argparse.Namespace) -> int:
    property_ = hotel.load(known.tenant_dir, arguments.slug or known.slug)
    items = [*read_pack(known.knowledge_dir / property_.slug), *items_from_hotel(property_)]
    read_golden(known.knowledge_dir / property_.slug)
    say(f"{property_.name}: {len(property_.rooms)} room types, {len(property_.rates)} rates,")
    say(f"{len(items)} passages of knowledge. No problem found.")
    return 0


def run_rehearse(known: Settings, arguments: argparse.Namespace) -> int:
    """Play dialogues and say which did not come out as expected, and where."""
    paths = arguments.files or [known.tenant_dir / known.slug / "dialogues"]
    outcomes = rehearse.run(known, paths)
    for outcome in outcomes:
        if arguments.show or not outcome.passed:
            say("\n".join(["", f"# {outcome.dialogue.title}", *outcome.transcript]))
        for mistake in outcome.mistakes:
            say(str(mistake))
    failed = sum(not outcome.passed for outcome in outcomes)
    say(f"{len(outcomes)} dialogues rehearsed, {failed} not as expected")
    return 1 if failed or not outcomes else 0


def run_staff(known: Settings, arguments: argparse.Namespace) -> int:
    """Add somebody, or give a new password, which ends their sessions."""
    require_database(known)
    property_ = hotel.load(known.tenant_dir, known.slug)
    password = os.environ.get("NOCTURN_STAFF_PASSWORD") or getpass.getpass("Password: ")
    hashed = passwords.hash_password(password)
    store = wiring.open_store(known, property_)
    try:
        if found := store.staff_by_email(arguments.email):
            store.set_password(found.id, hashed)
            say(f"{arguments.email}: new password set, sessions ended")
            return 0
        store.put_staff(
            StaffRow(
                id=derive(property_.id, "staff", arguments.email),
                email=arguments.email,
                name=arguments.name or arguments.email,
                role=arguments.role,
                language=property_.language,
                password_hash=hashed,
                is_active=True,
                token_version=0,
            )
        )
        say(f"{arguments.email}: added as {arguments.role}")
    finally:
        store.close()
    return 0


def run_settings(known: Settings, arguments: argparse.Namespace) -> int:
    """Every option, what it is now, and what it does. Secrets are named, not shown."""
    for option in settings.OPTIONS:
        value = getattr(known, option.field)
        shown = ("set" if value else "not set") if option.secret else value
        say(f"{option.name}={shown}\n    {option.help}")
    return 0


def run_eval(known: Settings, arguments: argparse.Namespace) -> int:
    return evaluate.run(known, arguments, say)


def run_simulate(known: Settings, arguments: argparse.Namespace) -> int:
    return simulate.run(known, arguments, say)


def require_database(known: Settings) -> None:
    if not known.database_url:
        raise SettingsError("NOCTURN_DATABASE_URL is not set; `nocturn demo` needs none")


def say(line: str) -> None:
    print(line, flush=True)


VERBS: dict[str, tuple[Verb, str]] = {
    "demo": (run_demo, "set up and serve the demo hotel, database included"),
    "serve": (run_serve, "serve one property: the cluster must be migrated and provisioned"),
    "migrate": (run_migrate, "bring the cluster's schema up to date (as an admin login)"),
    "provision": (run_provision, "make or update a property in the cluster; prints its login"),
    "ingest": (run_ingest, "import the property's knowledge pack; what is unchanged is kept"),
    "calibrate": (run_calibrate, "fit the threshold of answering to the pack's golden questions"),
    "check": (run_check, "read a property's packs and report every problem at once"),
    "rehearse": (run_rehearse, "play dialogues against the property's packs; needs no database"),
    "staff": (run_staff, "add a member of staff, or set a new password"),
    "eval": (run_eval, "measure the product on a data set, with its own code"),
    "simulate": (run_simulate, "talk to a running appliance as a guest, without an account"),
    "settings": (run_settings, "list every option and its value"),
}
# verbs with kinds of their own
KINDS: dict[str, Callable[[argparse.ArgumentParser], None]] = {
    "eval": evaluate.add_arguments,
    "simulate": simulate.add_arguments,
}
ARGUMENTS: dict[str, tuple[tuple[tuple[str, ...], dict[str, Any]], ...]] = {
    "check": ((("slug",), {"nargs": "?", "help": "property; NOCTURN_PROPERTY if not given"}),),
    "rehearse": (
        (
            ("files",),
            {
                "nargs": "*",
                "type": Path,
                "help": "dialogue files or folders; if none, the config pack's folder dialogues",
            },
        ),
        (
            ("--show",),
            {"action": "store_true", "help": "show those that pass too"},
        ),
    ),
    "staff": (
        (("email",), {"help": "e-mail address they log in with"}),
        (("--name",), {"help": "name guests see"}),
        (
            ("--role",),
            {"choices": ["gm", "reservations", "front_desk", "admin"], "default": "front_desk"},
        ),
    ),
}
