"""Bars to look at, worked out here and drawn as SVG by ui/templates/chart.html."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from appliance.web.ranges import Step

HEIGHT, STEP, GAP = 100.0, 10.0, 2.0  # of the drawing, which is stretched to its place

Number = int | Decimal


@dataclass(frozen=True, slots=True)
class Segment:
    """A part of a bar: `kind` names its colour."""

    kind: str
    value: Number
    y: float
    height: float


@dataclass(frozen=True, slots=True)
class Bar:
    at: datetime  # the hotel's own clock, without a zone
    x: float
    segments: tuple[Segment, ...]

    @property
    def total(self) -> Number:
        return sum((segment.value for segment in self.segments), 0)


@dataclass(frozen=True, slots=True)
class Chart:
    step: Step
    kinds: tuple[str, ...]  # from the bottom up
    bars: tuple[Bar, ...]

    @property
    def width(self) -> float:
        return len(self.bars) * STEP

    @property
    def highest(self) -> Number:
        return max((bar.total for bar in self.bars), default=0)

    @property
    def empty(self) -> bool:
        return not self.highest

    @property
    def ticks(self) -> tuple[datetime, ...]:
        """The first, one in the middle and the last."""
        at = [bar.at for bar in self.bars]
        return tuple(dict.fromkeys((at[0], at[len(at) // 2], at[-1]))) if at else ()


def slots(since: datetime, until: datetime, zone: ZoneInfo, step: Step) -> list[datetime]:
    """Every hour or day the span touches, by the hotel's own clock."""
    first, last = (
        whole(at.astimezone(zone).replace(tzinfo=None), step)
        for at in (since, until - timedelta(microseconds=1))
    )
    length = timedelta(hours=1) if step == "hour" else timedelta(days=1)
    return [first + length * n for n in range((last - first) // length + 1)]


def whole(at: datetime, step: Step) -> datetime:
    hour = at.hour if step == "hour" else 0
    return at.replace(hour=hour, minute=0, second=0, microsecond=0)


def stacked(
    at: Sequence[datetime],
    values: Mapping[str, Mapping[datetime, Number]],
    step: Step,
) -> Chart:
    """One bar for each of `at`, its parts in the order of `values` from the bottom up."""
    totals = [sum((of.get(slot, 0) for of in values.values()), 0) for slot in at]
    scale = HEIGHT / float(max(totals, default=0) or 1)
    bars = tuple(
        Bar(slot, n * STEP + GAP / 2, _segments(slot, values, scale)) for n, slot in enumerate(at)
    )
    return Chart(step, tuple(values), bars)


def _segments(
    slot: datetime, values: Mapping[str, Mapping[datetime, Number]], scale: float
) -> tuple[Segment, ...]:
    drawn: list[Segment] = []
    top = HEIGHT
    for kind, of in values.items():
        value = of.get(slot, 0)
        height = round(float(value) * scale, 2)
        top = round(top - height, 2)
        drawn.append(Segment(kind, value, top, height))
    return tuple(drawn)
