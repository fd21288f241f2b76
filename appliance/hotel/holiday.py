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
REMARK = re.compile(r"\s*\((observed|estimated|observed, estimated|additional holiday)\)")


def public_holidays(calendar: str, years: range) -> dict[date, Text]:
    """Holidays of "MY", or of a state: "MY-07", "MY-PNG". Raises NotImplementedError for others.

    Islamic dates of years to come are estimates; a pack moves them when they are announced (T8).
    """
    country, _, state = calendar.partition("-")
    names = country_holidays(country, subdiv=state or None, years=years, language="en_US")
    malay = country_holidays(country, subdiv=state or None, years=years, language="ms_MY")
    return {day: Text(_called(name), malay.get(day, "")) for day, name in sorted(names.items())}


def _called(name: str) -> str:
    name = REMARK.sub("", name.partition(";")[0])
    return next((name.replace(us, my) for us, my in CALLED.items() if us in name), name)
