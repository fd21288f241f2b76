"""`nocturn rehearse`: a hotel's dialogues, played against its own packs.

    hall = Hall.open(settings, slug)          the hotel and its knowledge, in memory
    outcome = play(dialogue, hall)            what was said, and every mistake with its line

The conversation is the real one, with the real search and the answerer that needs no model; there
is no database, no network, and the clock is the dialogue's own.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from appliance import answering, codec, hotel, turn
from appliance.dialogue import Dialogue, Mistake, Step, read_dialogues
from appliance.engine import conversation, staff
from appliance.engine.facts import AlertFact, Fact, GapFact, LeadFact, PromiseFact
from appliance.engine.hotel import Hotel
from appliance.engine.ids import derive
from appliance.engine.lead import estimate
from appliance.engine.message import Inbound
from appliance.engine.staff import Staff
from appliance.engine.state import Conversation
from appliance.engine.turns import Turn
from appliance.knowledge.embed import item_vectors
from appliance.knowledge.facts import items_from_hotel
from appliance.knowledge.kinds.reader import Reader
from appliance.knowledge.pack import read_pack
from appliance.knowledge.search import Knowledge
from appliance.knowledge.snapshot import Snapshot
from appliance.settings import Settings
from appliance.wiring.knowledge import open_embedder

BEGINS = datetime(2026, 11, 23, 12, 0)
BETWEEN = timedelta(minutes=1)  # from one message to the next
SOMEBODY = Staff("rehearsal", "Staff", "reservations")
NOTHING = "(nothing)"


@dataclass(frozen=True, slots=True)
class Hall:
    """Where dialogues are played: a hotel, and the search over what its packs say."""

    hotel: Hotel
    knowledge: Knowledge
    reader: Reader

    @classmethod
    def open(cls, settings: Settings, slug: str) -> Hall:
        """Reads and encodes the packs, which takes seconds. Raises PackError."""
        known = hotel.load(settings.tenant_dir, slug)
        items = [*read_pack(settings.knowledge_dir / slug), *items_from_hotel(known)]
        encoder = open_embedder()
        rows = list(zip(items, item_vectors(items, encoder, known.name), strict=True))
        snapshot = Snapshot.of(known.id, known.name, encoder.name, rows)
        return cls(known, Knowledge(None, snapshot, encoder, known), Reader.open(encoder))


@dataclass(frozen=True, slots=True)
class Outcome:
    dialogue: Dialogue
    mistakes: tuple[Mistake, ...]
    transcript: tuple[str, ...]

    @property
    def passed(self) -> bool:
        return not self.mistakes


@dataclass(slots=True)
class Scene:
    """A dialogue as far as it has been played."""

    hall: Hall
    now: datetime
    c: Conversation
    channel: str = "web"
    address: str = ""
    sent: datetime | None = None
    heard: list[tuple[str, datetime]] = field(default_factory=list)  # said, not yet answered
    reply: str = ""
    messages: int = 0
    seen: list[Fact] = field(default_factory=list)
    transcript: list[str] = field(default_factory=list)

    def leads(self) -> list[LeadFact]:
        """As they stand, in the order they came up."""
        last = {fact.id: fact for fact in self.seen if isinstance(fact, LeadFact)}
        return list(last.values())

    def count(self, kind: type[Any]) -> int:
        return len({fact.id for fact in self.seen if isinstance(fact, kind)})


def run(settings: Settings, paths: Iterable[Path]) -> list[Outcome]:
    """Play every dialogue of the files and folders, each against its own hotel.

    Raises DialogueError, with every line that cannot be read, before anything is played.
    """
    dialogues = read_dialogues(paths)
    slugs = dict.fromkeys(dialogue.hotel or settings.slug for dialogue in dialogues)
    halls = {slug: Hall.open(settings, slug) for slug in slugs}
    return [play(dialogue, halls[dialogue.hotel or settings.slug]) for dialogue in dialogues]


def play(dialogue: Dialogue, hall: Hall) -> Outcome:
    """Take the dialogue's steps one by one; a mistake does not end it."""
    start = BEGINS.replace(tzinfo=hall.hotel.zone)
    scene = Scene(hall, start, _unknown(hall.hotel, "web", dialogue.line))
    mistakes: list[Mistake] = []
    for at, step in enumerate(dialogue.steps):
        for wrong in STEPS[step.word](scene, step):
            mistakes.append(Mistake(dialogue.file, step.line, wrong))
        if scene.heard and not _goes_on(dialogue.steps[at + 1 :]):
            _answer(scene)
    return Outcome(dialogue, tuple(mistakes), tuple(scene.transcript))


def _unknown(hotel: Hotel, channel: str, guest: object) -> Conversation:
    key = f"{channel}:{guest}"
    return Conversation(derive(hotel.id, key), key, language=hotel.language)


def _goes_on(rest: Sequence[Step]) -> bool:
    """Whether the guest says more before being answered."""
    return bool(rest) and rest[0].word == "guest also"


# -- what happens


def _at(scene: Scene, step: Step) -> Iterator[str]:
    moment = step.value.replace(tzinfo=scene.hall.hotel.zone)
    if scene.messages and moment < scene.now:
        yield "the clock cannot go back"
    scene.now = moment
    _note(scene, f"-- {step.value:%Y-%m-%d %H:%M}")


def _later(scene: Scene, step: Step) -> Iterator[str]:
    scene.now += step.value
    _note(scene, f"-- {scene.now:%Y-%m-%d %H:%M}")
    yield from ()


def _channel(scene: Scene, step: Step) -> Iterator[str]:
    if scene.messages:
        yield "the channel stands before the first message"
    scene.channel, scene.address = step.value
    scene.c = _unknown(scene.hall.hotel, scene.channel, scene.c.guest)


def _sent(scene: Scene, step: Step) -> Iterator[str]:
    scene.sent = step.value.replace(tzinfo=scene.hall.hotel.zone)
    yield from ()


def _guest(scene: Scene, step: Step) -> Iterator[str]:
    scene.heard.append((step.value, scene.sent or scene.now))
    scene.sent = None
    _note(scene, f"guest: {step.value}")
    yield from ()


def _staff(scene: Scene, step: Step) -> Iterator[str]:
    act, text = step.value
    acts: dict[str, Callable[[], Turn]] = {
        "takes over": lambda: staff.take_over(scene.c, SOMEBODY, scene.now),
        "says": lambda: staff.say(scene.c, SOMEBODY, text, str(step.line), scene.now),
        "hands back": lambda: staff.release(scene.c, SOMEBODY, scene.now),
        "resolves": lambda: staff.resolve(scene.c, SOMEBODY, scene.now),
    }
    try:
        _take(scene, acts[act]())
    except staff.NotYours:
        yield "staff write only after 'staff: takes over'"
    _note(scene, f"staff: {act} {text}".rstrip())


def _answer(scene: Scene) -> None:
    """The guest's words, through the engine; what it says and remembers."""
    hall, now = scene.hall, scene.now
    messages = [turn.masked(_inbound(scene, n, *each)) for n, each in enumerate(scene.heard)]
    scene.messages += len(messages)
    scene.heard.clear()
    impression = hall.reader.read(conversation.words_of(messages))
    step = conversation.begin(scene.c, messages, hall.hotel, now, impression)
    if not isinstance(step, Turn):
        today = now.astimezone(hall.hotel.zone).date()
        plan, passages = answering.look_up(hall.knowledge, step, today)
        answered = answering.from_knowledge(plan, passages, hall.hotel)
        step = conversation.finish(step, answered, hall.hotel, now)
    _take(scene, step)
    said = [o.text for o in step.outgoing if o.channel == scene.channel]
    scene.reply = "\n".join(said) or NOTHING
    _note(scene, f"hotel: {scene.reply}")
    scene.now += BETWEEN


def _inbound(scene: Scene, n: int, text: str, at: datetime) -> Inbound:
    picture = re.match(r"\[(image|audio|video|document|location|sticker)\]\s*", text)
    return Inbound(
        id=f"{scene.c.key}:{scene.messages + n}",
        channel=scene.channel,
        guest=scene.c.guest,
        text=text[picture.end() :] if picture else text,
        at=at.astimezone(UTC),
        kind=picture[1] if picture else "text",
        phone=scene.address if scene.address.startswith("+") else "",
        email=scene.address if "@" in scene.address else "",
        addressable=bool(scene.address),
    )


def _take(scene: Scene, done: Turn) -> None:
    scene.seen += done.facts
    scene.c = codec.load(Conversation, codec.dump(done.state))  # what is not kept is forgotten


def _note(scene: Scene, line: str) -> None:
    scene.transcript.append(line)


# -- what was expected


def says(reply: str, words: str) -> bool:
    """Capitals count only where they are expected: "RM" is not in "confirm"."""
    return words in (reply.casefold() if words == words.casefold() else reply)


def _hotel(scene: Scene, step: Step) -> Iterator[str]:
    if not says(scene.reply, step.value):
        yield f"the reply does not say {step.value!r}. It says:\n{scene.reply}"


def _hotel_not(scene: Scene, step: Step) -> Iterator[str]:
    if says(scene.reply, step.value):
        yield f"the reply says {step.value!r}. It says:\n{scene.reply}"


def _expect(scene: Scene, step: Step) -> Iterator[str]:
    yield from _compare(step.value, standing(scene))


def _lead(scene: Scene, step: Step) -> Iterator[str]:
    leads = scene.leads()
    if step.number > len(leads):
        yield f"there is no lead {step.number or ''}; there are {len(leads)}"
    else:
        yield from _compare(step.value, told(leads[step.number - 1]))


def _compare(wanted: dict[str, str], found: dict[str, str]) -> Iterator[str]:
    for key, value in wanted.items():
        is_so = found[key].casefold() == value.casefold()
        if not is_so and not (value == "yes" and found[key] not in ("no", "none")):
            yield f"{key} is {found[key]}, expected {value}"


def standing(scene: Scene) -> dict[str, str]:
    """Where the conversation stands, as text, by the keys of `expect:`."""
    c, leads = scene.c, scene.leads()
    stay, contact = c.stay, c.contact
    known = {
        **{name: getattr(stay, name) for name in ("check_in", "check_out", "nights", "rooms")},
        **{name: getattr(stay, name) for name in ("adults", "children", "ages", "room")},
        "time": stay.at,
        **{name: getattr(contact, name) for name in ("name", "phone", "email")},
        **{name: getattr(c, name) for name in ("intent", "lead", "mode", "status", "language")},
        **{name: getattr(c, name) for name in ("after_hours", "late")},
        "leads": len(leads),
        "value": estimate(c, scene.hall.hotel).value if c.lead else None,
        "handoff": c.handoff_reason or False,
        "promises": scene.count(PromiseFact),
        "gaps": scene.count(GapFact),
        "alerts": scene.count(AlertFact),
        "asks": c.awaiting,
    }
    return {key: shown(value) for key, value in known.items()}


def told(lead: LeadFact) -> dict[str, str]:
    """A lead as staff see it, as text, by the keys of `lead N:`."""
    kept = ("name", "phone", "email", "intent", "value", "priority", "after_hours")
    known = {**lead.details, **{name: getattr(lead, name) for name in kept}}
    known = {"late": False, "withdrawn": False, "ages": None, "time": None, **known}
    return {key: shown(value) for key, value in known.items()}


def shown(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list | tuple):
        return " ".join(map(str, value)) or "none"
    if hasattr(value, "hour") and not hasattr(value, "year"):
        return f"{value:%H:%M}"
    return "none" if value in (None, "") else str(value)


def _property(scene: Scene, step: Step) -> Iterator[str]:
    if step.value != scene.hall.hotel.slug:
        yield f"is played against {scene.hall.hotel.slug}, not {step.value}"


STEPS: dict[str, Callable[[Scene, Step], Iterator[str]]] = {
    "property": _property,
    "at": _at,
    "later": _later,
    "channel": _channel,
    "sent": _sent,
    "guest": _guest,
    "guest also": _guest,
    "staff": _staff,
    "hotel": _hotel,
    "hotel not": _hotel_not,
    "expect": _expect,
    "lead": _lead,
}
