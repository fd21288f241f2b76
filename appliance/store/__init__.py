"""The record: the only room that speaks to Postgres. What leaves it is values, never rows."""

from appliance.store.errors import (
    Conflict,
    MigrationRefused,
    NotFound,
    OldSchema,
    ProvisionRefused,
    Refused,
    StoreUnavailable,
    UnknownProperty,
    UnsafeRole,
    WrongKeys,
)
from appliance.store.schema import ensure_database, migrate, pending, schema_version
from appliance.store.store import Store
from appliance.store.tenants import provision_property, role_name

__all__ = [
    "Conflict",
    "MigrationRefused",
    "NotFound",
    "OldSchema",
    "ProvisionRefused",
    "Refused",
    "Store",
    "StoreUnavailable",
    "UnknownProperty",
    "UnsafeRole",
    "WrongKeys",
    "ensure_database",
    "migrate",
    "pending",
    "provision_property",
    "role_name",
    "schema_version",
]
