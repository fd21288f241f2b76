"""A server of the standard library's, on a thread of its own while a test needs it."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from socketserver import BaseServer

POLL = 0.02  # seconds until `shutdown` is noticed


@contextmanager
def serving(server: BaseServer) -> Iterator[BaseServer]:
    thread = threading.Thread(target=server.serve_forever, args=(POLL,), daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
