"""What was recovered after hours: the leads, and figures made of nothing else (R7, R9).

All functions block: call them through the crew.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from itertools import islice

from appliance.app import Appliance
from appliance.store.records import LeadRow, LeadValue
from appliance.web import charts
from appliance.web.charts import Chart, Number
from appliance.web.ranges import Range


@dataclass(frozen=True, slots=True)
class Sums:
    leads: int
    estimated: Decimal
    confirmed: Decimal


@dataclass(frozen=True, slots=True)
class Recovered:
    """The leads behind the two sums; none is in both."""

    estimated: list[LeadValue]
    confirmed: list[LeadValue]

    @property
    def sums(self) -> Sums:
        return sums(self.estimated, self.confirmed)

    @property
    def channels(self) -> dict[str, Sums]:
        """The same money by channel, the richest first."""
        names = {lead.channel for lead in (*self.estimated, *self.confirmed)}
        found = {
            name: sums(
                [lead for lead in self.estimated if lead.channel == name],
                [lead for lead in self.confirmed if lead.channel == name],
            )
            for name in names
        }
        order = sorted(found, key=lambda name: -found[name].estimated - found[name].confirmed)
        return {name: found[name] for name in order}


def sums(estimated: list[LeadValue], confirmed: list[LeadValue]) -> Sums:
    return Sums(
        len(estimated) + len(confirmed),
        sum((lead.value for lead in estimated), Decimal()),
        sum((worth(lead) for lead in confirmed), Decimal()),
    )


def worth(lead: LeadValue) -> Decimal:
    """What staff say it became."""
    return lead.actual_value or Decimal()


def recovered(app: Appliance, span: Range) -> Recovered:
    """Raises StoreUnavailable."""
    leads = app.store.after_hours_values(span.since, span.until)
    confirmed = [x for x in leads if x.status == "converted" and x.actual_value is not None]
    taken = {lead.id for lead in confirmed}
    estimated = [x for x in leads if x.status != "lost" and x.id not in taken and x.value]
    return Recovered(estimated, confirmed)


def rows(app: Appliance, found: Iterable[LeadValue], most: int | None = None) -> list[LeadRow]:
    """The leads with their guests, `most` of them at most. Raises StoreUnavailable."""
    ids = [lead.id for lead in islice(found, most)]
    return app.store.leads(ids=ids, limit=len(ids)) if ids else []


def chart(app: Appliance, found: Recovered, span: Range) -> Chart:
    """The same money by when its guests wrote."""
    step, zone = span.step, app.hotel.zone

    def by_slot(leads: Iterable[LeadValue], confirmed: bool) -> dict[datetime, Number]:
        totals: dict[datetime, Number] = defaultdict(Decimal)
        for lead in leads:
            local = lead.captured_at.astimezone(zone).replace(tzinfo=None)
            totals[charts.whole(local, step)] += worth(lead) if confirmed else lead.value
        return totals

    values = {
        "confirmed": by_slot(found.confirmed, confirmed=True),
        "estimated": by_slot(found.estimated, confirmed=False),
    }
    return charts.stacked(charts.slots(span.since, span.until, zone, step), values, step)
