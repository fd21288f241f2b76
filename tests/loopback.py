"""Servers and ports of this machine, for as long as a test needs them."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from socketserver import BaseServer

POLL = 0.02  # seconds until `shutdown` is noticed


@contextmanager
def serving(server: BaseServer) -> Iterator[BaseServer]:
    """A server of the standard library's at work on a thread of its own."""
    thread = threading.Thread(target=server.serve_forever, args=(POLL,), daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@contextmanager
def quiet_port() -> Iterator[int]:
    """A port that refuses calls until whoever is told of it listens there; the system gives it to
    nobody else meanwhile, for it is bound."""
    with socket.socket() as kept:
        kept.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # as every server's here
        kept.bind(("127.0.0.1", 0))
        yield int(kept.getsockname()[1])
