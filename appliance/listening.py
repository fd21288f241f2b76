"""A voice note becomes its words, where somebody writes them down, before it is answered (W18)."""

from __future__ import annotations

from dataclasses import replace

from appliance import logs
from appliance.app import Appliance
from appliance.channels import ChannelError, Keeper
from appliance.engine import masking
from appliance.engine.message import Attachment, Inbound
from appliance.llm.provider import ProviderError

log = logs.get(__name__)


def written_down(app: Appliance, m: Inbound) -> Inbound:
    """The message with what is said in it as its text. As it is, where that cannot be had."""
    recording = next((a for a in m.attachments if a.content_type.startswith("audio/")), None)
    if m.text or recording is None or app.transcribe is None:
        return m
    try:
        words = app.transcribe(recorded(app, m, recording), recording.content_type)
    except (ProviderError, ChannelError, OSError) as error:
        log.warning("voice note not written down", why=str(error))
        return m
    if not words:
        return m
    text, kinds = masking.mask(words)
    return replace(m, text=text, masked=tuple(kinds), notes=(*m.notes, "transcribed"))


def recorded(app: Appliance, m: Inbound, recording: Attachment) -> bytes:
    """Its bytes, fetched where they are not here yet. Raises ChannelError."""
    kept = app.media.read(recording.media) if recording.media else None
    keeper: object = app.channels.get(m.channel)
    if kept is None and recording.remote and isinstance(keeper, Keeper):
        kept = keeper.fetch(recording.remote)
        app.media.keep(recording.media, kept)
    if kept is None:
        raise ChannelError("the recording is not here")
    return kept
