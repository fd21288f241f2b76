"""The only reader of config packs: tenant_config/<slug>/ -> engine.hotel.Hotel.

    load(tenant_dir, slug)    the Hotel
    read(tenant_dir, slug)    the Pack: the Hotel, its channels' settings, and warnings

Both raise PackError with everything that is wrong in the whole pack, not just the first of it.
"""

from appliance.hotel.pack import Pack, load, read
from appliance.hotel.schema import (
    SECRET,
    Channels,
    EmailChannel,
    WebChannel,
    WhatsAppChannel,
    secret_names,
)
from appliance.problems import PackError, Problem

__all__ = [
    "SECRET",
    "Channels",
    "EmailChannel",
    "Pack",
    "PackError",
    "Problem",
    "WebChannel",
    "WhatsAppChannel",
    "load",
    "read",
    "secret_names",
]
