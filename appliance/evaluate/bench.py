"""An appliance to measure: the property's own rooms, without the cluster and without guests.

Its knowledge is a snapshot in memory and its spool lies in a folder that goes when we are done.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from functools import cached_property
from pathlib import Path

from appliance import turn
from appliance.app import Appliance
from appliance.engine.followup import subject
from appliance.engine.hotel import Hotel
from appliance.engine.ids import derive
from appliance.engine.message import Inbound, Outgoing
from appliance.engine.state import HISTORY_LINES, Conversation, Line
from appliance.engine.turns import Turn
from appliance.engine.understanding import Understanding, understand
from appliance.evaluate.rows import Spoken
from appliance.hub import Hub
from appliance.knowledge.embed import Embedder, Vector, item_vectors
from appliance.knowledge.facts import items_from_hotel
from appliance.knowledge.ingest import seal
from appliance.knowledge.kinds.reader import Reader
from appliance.knowledge.pack import read_pack
from appliance.knowledge.search import Knowledge
from appliance.knowledge.snapshot import Snapshot
from appliance.llm.ladder import Ladder
from appliance.media import Media
from appliance.settings import Settings
from appliance.spool import Spool
from appliance.store import Store
from appliance.vault import Vault
from appliance.wiring.knowledge import open_embedder

A_MONDAY = date(2024, 1, 1)  # of data that does not say when it was written
CHANNEL = "eval"
NOWHERE = "dbname=none host=/nonexistent"


class Quiet:
    """A channel nobody listens to: turns are worked out here, never delivered."""

    streams, by_job = False, False

    def send(self, message: Outgoing) -> str:
        return message.id


class Remembering:
    """An embedder that encodes each text once, though many questions and hotels share it."""

    def __init__(self, embedder: Embedder) -> None:
        self.embedder = embedder
        self.name, self.dimensions = embedder.name, embedder.dimensions
        self.calibration = embedder.calibration
        self.known: dict[str, Vector] = {}

    def encode(self, texts: Sequence[str]) -> list[Vector]:
        if new := [text for text in dict.fromkeys(texts) if text not in self.known]:
            self.known |= zip(new, self.embedder.encode(new), strict=True)
        return [self.known[text] for text in texts]

    def warm(self) -> None:
        self.embedder.warm()


@dataclass
class Bench:
    """What every measurement shares. `hotel` lends its rooms, hours and rules."""

    settings: Settings
    hotel: Hotel
    ladder: Ladder
    folder: Path
    spool: Spool
    report: Callable[[str], None]

    @cached_property
    def embedder(self) -> Remembering:
        self.report("loading the encoder")
        embedder = Remembering(open_embedder())
        embedder.warm()
        return embedder

    def hotel_named(self, key: str, name: str) -> Hotel:
        """Another property, called `name`, with the rooms and rules of ours."""
        slug = f"eval-{derive('eval', key)[:8]}"
        return replace(self.hotel, id=derive("eval", key), slug=slug, name=name or self.hotel.name)

    def appliance(self, hotel: Hotel, knowledge: Knowledge, day: date = A_MONDAY) -> Appliance:
        """The appliance of `hotel` at noon of `day`; its cluster is away."""
        now = self.noon(day).astimezone(UTC)
        vault = Vault.open(self.folder / "vault.keys")
        return Appliance(
            settings=self.settings,
            hotel=hotel,
            store=Store(NOWHERE, vault, hotel.id),
            spool=self.spool,
            hub=Hub(),
            media=Media(self.folder / "media", vault),
            vault=vault,
            knowledge=knowledge,
            reader=self.reader,
            ladder=self.ladder,
            channels={CHANNEL: Quiet()},
            now=lambda: now,
        )

    @cached_property
    def knowledge(self) -> Knowledge:
        """The property's own, from its pack."""
        known, embedder = self.hotel, self.embedder
        pack = read_pack(self.settings.knowledge_dir / known.slug)
        items = [seal(item, known.name) for item in (*pack, *items_from_hotel(known))]
        self.report(f"encoding {len(items)} passages of {known.name}")
        rows = list(zip(items, item_vectors(items, embedder, known.name), strict=True))
        return Knowledge(
            None, Snapshot.of(known.id, known.name, embedder.name, rows), embedder, known
        )

    def noon(self, day: date | None) -> datetime:
        return datetime.combine(day or A_MONDAY, time(12), self.hotel.zone)

    def understood(self, text: str, before: Conversation, day: date | None = None) -> Understanding:
        impression = self.reader.read(text)
        return understand(
            text, self.hotel, now=self.noon(day), before=before, impression=impression
        )

    @cached_property
    def reader(self) -> Reader:
        return Reader.open(self.embedder)

    def take(self, app: Appliance, before: Conversation, text: str) -> Turn:
        """One turn, as the product takes it: understanding, search, answer, reply."""
        return turn.think(app, before, [message(text, app.now(), before.message_count)])


@contextmanager
def opened(
    settings: Settings, hotel: Hotel, ladder: Ladder, report: Callable[[str], None]
) -> Iterator[Bench]:
    with tempfile.TemporaryDirectory(prefix="nocturn-eval-") as name:
        folder = Path(name)
        spool = Spool(folder / "spool.db")
        try:
            yield Bench(settings, hotel, ladder, folder, spool, report)
        finally:
            spool.close()
            ladder.close()


def message(text: str, at: datetime, number: int = 0) -> Inbound:
    return Inbound(f"{CHANNEL}:{number}", CHANNEL, "guest", text, at.astimezone(UTC))


def conversation(hotel: Hotel, history: Sequence[Spoken], at: datetime) -> Conversation:
    """Where a conversation stands of which only the words are known."""
    lines = tuple(Line("guest" if who == "guest" else "ai", text, at) for who, text in history)
    return Conversation(
        id=derive(hotel.id, CHANNEL),
        key=f"{CHANNEL}:guest",
        language=hotel.language,
        lines=lines[-HISTORY_LINES:],
        started_at=at if lines else None,
        last_at=at if lines else None,
        message_count=len(lines),
        talk=tuple(filter(None, [subject([text for who, text in history if who == "guest"])])),
    )
