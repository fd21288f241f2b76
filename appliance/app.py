"""The running appliance: the rooms of one property, as wiring put them together."""

from __future__ import annotations

from collections.abc import Callable, Mapping, MutableMapping
from dataclasses import dataclass, field
from datetime import datetime

from appliance import codec, logs
from appliance.channels import Channel, Off
from appliance.engine.hotel import Hotel
from appliance.engine.ids import derive
from appliance.engine.state import Conversation
from appliance.hub import Hub
from appliance.knowledge.kinds.reader import Reader
from appliance.knowledge.search import Knowledge
from appliance.lanes import Lanes
from appliance.llm.budget import Budget
from appliance.llm.ladder import Ladder
from appliance.media import Media
from appliance.settings import Settings
from appliance.spool import Spool
from appliance.store import Store, StoreUnavailable
from appliance.vault import Vault

log = logs.get(__name__)


@dataclass(slots=True)
class Appliance:
    settings: Settings
    hotel: Hotel  # as it is run now: the pack with what staff changed
    store: Store
    spool: Spool
    hub: Hub
    media: Media
    vault: Vault
    knowledge: Knowledge
    reader: Reader
    ladder: Ladder
    channels: Mapping[str, Channel]
    now: Callable[[], datetime]  # aware, UTC
    budget: Budget = field(default_factory=Budget)
    lanes: Lanes = field(init=False)  # of conversations
    arrivals: Lanes = field(init=False)  # of channels: calls of a vendor to be taken in
    pack: Hotel = field(init=False)  # the hotel as its pack says
    nudge_flush: Callable[[], None] = field(default=lambda: None)
    run_job: Callable[[str, float], object] = field(default=lambda _parcel, _delay: None)
    renew_knowledge: Callable[[], object] = field(default=lambda: None)
    embed_knowledge: Callable[[], object] = field(default=lambda: None)  # and renew it
    renew_hotel: Callable[[], object] = field(default=lambda: None)  # after staff changed it
    draining: bool = False
    # channel -> why nothing gets out by it
    troubles: MutableMapping[str, str] = field(default_factory=dict)
    transcribe: Callable[[bytes, str], str] | None = None  # a voice note's words; its content type
    made_up: Callable[[str], bool] = field(default=lambda _guest: False)  # nothing leaves for these

    def __post_init__(self) -> None:
        self.pack = self.hotel

    def channel(self, name: str) -> Channel:
        return self.channels.get(name) or Off(name)

    def conversation_id(self, key: str) -> str:
        return derive(self.hotel.id, key)

    def recall(self, key: str) -> Conversation:
        """Where the conversation stands: from the spool, else Postgres, else it is new."""
        if body := self.spool.state(key):
            return codec.load(Conversation, body)
        try:
            found = self.store.recall(key)
        except StoreUnavailable:
            log.warning("recalled without the cluster", conversation=self.conversation_id(key))
            found = None
        return found or Conversation(self.conversation_id(key), key, language=self.hotel.language)

    def recall_id(self, conversation_id: str) -> Conversation | None:
        """The same by id; None where there is no such conversation of this property."""
        if body := self.spool.state_by_id(conversation_id):
            return codec.load(Conversation, body)
        try:
            return self.store.recall_id(conversation_id)
        except StoreUnavailable:
            return None
