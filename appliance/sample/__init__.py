"""Sample guests for the demo hotel, so that a first look shows a hotel at work.

Played once, on the first start, through the product's own path with a clock of its own: what guests
wrote over the last days stands in scenes.toml, what the hotel says to it is worked out. Nothing
leaves the machine, then or later. Every sample guest's address begins with "sample", so that none
of them is ever taken for a real one (P11); `NOCTURN_SAMPLE=no` starts without them.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from appliance import codec, delivery, desk, turn, wiring
from appliance.app import Appliance
from appliance.channels import Channel
from appliance.desk import Staff
from appliance.engine.ids import derive
from appliance.engine.message import Inbound, Outgoing
from appliance.settings import Settings
from appliance.store import Store
from appliance.store.records import StaffRow

SCENES = Path(__file__).with_name("scenes.toml")
HEAD = "sample"
PLAYED = "sample.played"  # in NOCTURN_HOME
BETWEEN = timedelta(seconds=50)  # two messages of one guest
SEEN_AFTER = timedelta(hours=12)


class Nowhere:
    """A channel that takes everything and sends nothing: sample guests have no phone."""

    streams, by_job = False, False

    def send(self, message: Outgoing) -> str:  # noqa: ARG002
        return ""


@dataclass
class Clock:
    moment: datetime = field(default_factory=lambda: datetime.now(UTC))

    def __call__(self) -> datetime:
        return self.moment


@dataclass(frozen=True, slots=True)
class Step:
    """One thing somebody does: the guest writes, or a member of staff acts."""

    at: datetime
    scene: dict[str, Any]
    text: str = ""
    act: dict[str, Any] = field(default_factory=dict)


def wanted(settings: Settings) -> bool:
    return settings.sample and not (settings.home / PLAYED).exists()


def play(settings: Settings) -> int:
    """Play every scene of the last days; how many there were. Done once: a mark is left."""
    scenes = tomllib.loads(SCENES.read_text("utf-8"))["scene"]
    clock = Clock()
    today = clock()
    with wiring.running(settings, clock, quieten) as app:
        crew: dict[str, StaffRow] = {row.role: row for row in reversed(app.store.staff_members())}
        for step in sorted(steps(scenes, app, today), key=lambda step: step.at):
            clock.moment = step.at
            carry_out(app, step, crew)
        while delivery.deliver_due(app):
            pass
    with closing(wiring.open_store(settings, app.hotel)) as store:
        settle_leads(store, app, scenes, crew["reservations"], today)
        mark_seen(store, app, scenes, today)
    (settings.home / PLAYED).touch()
    return len(scenes)


def stand_in(app: Appliance) -> None:
    """What is written to sample guests goes nowhere, by channels the pack does not have too."""
    absent: dict[str, Channel] = {name: Nowhere() for name in ("whatsapp", "email")}
    app.channels = absent | dict(app.channels)
    app.made_up = lambda guest: guest.startswith(f"{HEAD}-")


def quieten(app: Appliance) -> None:
    """While scenes are played, staff's phones are silent as well."""
    stand_in(app)
    app.channels = dict(app.channels) | {"alert": Nowhere()}


def steps(scenes: list[dict[str, Any]], app: Appliance, now: datetime) -> Iterator[Step]:
    """All that happens, with its time. A scene that would lie ahead of `now` was a day earlier.

    What staff would do in one later than now is not done yet.
    """
    for scene in scenes:
        began = moment(scene, app, now)
        last = began + BETWEEN * len(scene["say"])
        for n, text in enumerate(scene["say"]):
            yield Step(began + BETWEEN * n, scene, text=text)
        for act in scene.get("then", ()):
            last += timedelta(minutes=act.get("after", 3))
            if last < now:
                yield Step(last, scene, act=act)


def moment(scene: dict[str, Any], app: Appliance, now: datetime) -> datetime:
    if "minutes_ago" in scene:
        return now - timedelta(minutes=scene["minutes_ago"])
    day = now.astimezone(app.hotel.zone).date() - timedelta(days=scene["days_ago"])
    at = datetime.combine(day, time.fromisoformat(scene["at"]), app.hotel.zone).astimezone(UTC)
    return at if at < now - timedelta(minutes=20) else at - timedelta(days=1)


def carry_out(app: Appliance, step: Step, crew: dict[str, StaffRow]) -> None:
    scene, channel = step.scene, step.scene["channel"]
    guest = f"{HEAD}-{scene['guest']}"
    key = f"{channel}:{guest}"
    if step.text:
        hear(app, key, guest, step)
        return
    row = crew[step.act["by"]]
    who, id_ = Staff(row.id, row.name, row.role), app.conversation_id(key)
    match step.act["do"]:
        case "take":
            desk.take_over(app, id_, who)
        case "say":
            text = step.act["text"].format(name=row.name)
            desk.say(app, id_, who, text, derive(id_, text))
        case "resolve":
            desk.resolve(app, id_, who)


def hear(app: Appliance, key: str, guest: str, step: Step) -> None:
    """The guest writes, and is answered before anything else happens."""
    scene = step.scene
    message = Inbound(
        id=f"{key}:{step.at.timestamp():.0f}",
        channel=scene["channel"],
        guest=guest,
        text=step.text,
        at=step.at,
        name=scene.get("name", ""),
        phone=scene.get("phone", ""),
        email=scene.get("email", ""),
        addressable=scene["channel"] != "web",
        source={HEAD: "yes"},
    )
    message = turn.masked(message)
    app.spool.accept(message.id, message.conversation, codec.dump(message))
    turn.take(app, message.conversation)


def settle_leads(
    store: Store, app: Appliance, scenes: list[dict[str, Any]], by: StaffRow, now: datetime
) -> None:
    """What staff made of the leads, now that the record has them."""
    for scene in scenes:
        id_ = app.conversation_id(f"{scene['channel']}:{HEAD}-{scene['guest']}")
        for lead in store.leads(conversation=id_)[:1] if "lead" in scene else ():
            outcome = scene["lead"]
            actual = outcome.get("actual")
            store.update_lead(
                lead.id,
                lead.version,
                status=outcome["status"],
                notes=outcome.get("notes"),
                actual_value=Decimal(actual) if actual else None,
                actor=by.id,
                now=now,
            )


def mark_seen(store: Store, app: Appliance, scenes: list[dict[str, Any]], now: datetime) -> None:
    """Staff have looked at what came before last night."""
    before = now - SEEN_AFTER
    for alert in store.alerts(200):
        if alert.raised_at < before:
            store.mark_alert(alert.id, seen_at=alert.raised_at + timedelta(hours=1))
    keys = [f"{s['channel']}:{HEAD}-{s['guest']}" for s in scenes if moment(s, app, now) < before]
    for member in store.staff_members():
        store.mark_read(member.id, [app.conversation_id(key) for key in keys], now)
