"""Public holidays, as they are called in Malaysia."""

from __future__ import annotations

import re
from datetime import date

from holidays import country_holidays

from appliance.engine.text import Text

# The calendar writes American English; hotels and guests here do not.
CALLED = {
    "Eid al-Fitr": "Hari Raya Aidilfitri",
    "Eid al-Adha": "Hari Raya Haji",
    "Diwali": "Deepavali",
    "Labor Day": "Labour Day",
    "Vesak Day": "Wesak Day",
    "Islamic New Year": "Awal Muharram",
}
REPLACES = "observed"  # a day off instead of a holiday that fell on a day of rest
REMARK = re.compile(rf"\s*\(({REPLACES}|estimated|{REPLACES}, estimated|additional holiday)\)")


def public_holidays(calendar: str, years: range) -> dict[date, Text]:
    """Holidays of "MY", or of a state: "MY-07", "MY-PNG". Raises NotImplementedError for others.

    Islamic dates of years to come are estimates; a pack moves them when they are announced (T8).
    """
    country, _, state = calendar.partition("-")
    names = country_holidays(country, subdiv=state or None, years=years, language="en_US")
    malay = country_holidays(country, subdiv=state or None, years=years, language="ms_MY")
    return {day: Text(_called(name), malay.get(day, "")) for day, name in sorted(names.items())}


def _called(name: str) -> str:
    first = name.partition(";")[0]
    replaces = f"({REPLACES}" in first
    name = REMARK.sub("", first)
    name = next((name.replace(us, my) for us, my in CALLED.items() if us in name), name)
    return f"{name}, replacement holiday" if replaces else name
