"""Where staff can go, in order: the rail on wide screens, the bar at the thumb on phones."""

from __future__ import annotations

from dataclasses import dataclass

from appliance.store.records import StaffRole

EVERYBODY: tuple[StaffRole, ...] = ("gm", "reservations", "front_desk", "admin")
MONEY: tuple[StaffRole, ...] = ("gm", "reservations", "admin")
MANAGERS: tuple[StaffRole, ...] = ("gm", "admin")  # may change how the hotel is run


@dataclass(frozen=True, slots=True)
class Entry:
    """A page of the menu: its word is `nav.<name>`, its part in the rail `#count-<name>`."""

    name: str
    path: str
    icon: str
    roles: tuple[StaffRole, ...] = EVERYBODY
    thumb: bool = False  # in the bar of a phone; the others stand behind "More"


MENU = (
    Entry("home", "/dashboard", "home", thumb=True),
    Entry("inbox", "/dashboard/inbox", "inbox", thumb=True),
    Entry("leads", "/dashboard/leads", "leads", thumb=True),
    Entry("alerts", "/dashboard/alerts", "bell", thumb=True),
    Entry("recovery", "/dashboard/recovered", "chart", MONEY),
    Entry("knowledge", "/dashboard/knowledge", "book", MONEY),
    Entry("gaps", "/dashboard/gaps", "ask", MONEY),
    Entry("settings", "/dashboard/settings", "settings", MONEY),
)


def menu(role: str) -> list[Entry]:
    """What somebody with this role (a StaffRole) is shown."""
    return [entry for entry in MENU if role in entry.roles]
