"""Structured logs: one line of JSON an event (readable columns on a terminal).

Whatever happens on behalf of a message carries its correlation id. Guests' words, names, phones and
e-mails are never logged.
"""

from __future__ import annotations

import logging
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import structlog
from structlog.typing import Processor


def configure(level: str = "INFO", json: bool | None = None) -> None:
    """Send everything, our own and the libraries', through one formatter to stderr."""
    json = not sys.stderr.isatty() if json is None else json
    shared: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.add_log_level,
        structlog.stdlib.ExtraAdder(),
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    render: Processor = (
        structlog.processors.JSONRenderer() if json else structlog.dev.ConsoleRenderer()
    )
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                *([structlog.processors.format_exc_info] if json else []),
                render,
            ],
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    for name in ("sanic.root", "sanic.server", "sanic.error", "sanic.access"):
        library = logging.getLogger(name)
        library.handlers[:], library.propagate = [], True
    for name in ("huey", "httpx2", "httpcore2", "openai", "anthropic", "apprise", "sanic.root"):
        logging.getLogger(name).setLevel(logging.WARNING)


def get(name: str) -> structlog.stdlib.BoundLogger:
    logger: structlog.stdlib.BoundLogger = structlog.stdlib.get_logger(name)
    return logger


@contextmanager
def warnings_only() -> Iterator[None]:
    """For what is done at length and of no interest unless it goes wrong."""
    root = logging.getLogger()
    before = root.level
    root.setLevel(max(before, logging.WARNING))
    try:
        yield
    finally:
        root.setLevel(before)


@contextmanager
def about(**values: object) -> Iterator[None]:
    """Everything logged inside carries these values, such as `correlation`."""
    with structlog.contextvars.bound_contextvars(**values):
        yield
