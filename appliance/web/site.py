"""Everything one property serves: the API, the widget, the dashboard, the demo page."""

from __future__ import annotations

from collections.abc import Callable

from appliance.app import Appliance
from appliance.web import app as server
from appliance.web import dashboard, widget


def serve(appliance: Appliance, ready: Callable[[str], None], demo_key: str = "") -> None:
    """Serve until SIGTERM or SIGINT. `ready` is called with the URL once requests are answered."""
    host, port = appliance.settings.host, appliance.settings.port
    site = server.build(appliance, mounts=(dashboard.mounted, widget.mounted(demo_key)))
    shown = "localhost" if host in ("0.0.0.0", "::", "127.0.0.1") else host  # noqa: S104
    server.run(site, host, port, ready=lambda bound: ready(f"http://{shown}:{bound}"))
