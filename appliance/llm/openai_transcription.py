"""OpenAI's audio transcriptions, which many other servers speak too (`base_url`)."""

from __future__ import annotations

import mimetypes

import openai

from appliance.llm.openai_chat import API, classified
from appliance.llm.provider import ProviderError, network_timeout

WAIT = 15.0  # seconds for each wait for the network: a guest is waiting
LARGEST = 25 * 2**20  # bytes the API takes
LONG = 20  # characters of the hint that nobody says by chance
HINT = "Hotel guest, English or Malay: bilik, harga, sarapan, daftar masuk, check-in, deposit."


class OpenAITranscription:
    def __init__(self, api_key: str, model: str, base_url: str | None = None) -> None:
        self.model = model
        self.client = openai.OpenAI(api_key=api_key, base_url=base_url or API, max_retries=0)

    def write_down(self, recording: bytes, content_type: str) -> str:
        """The words of a recording; empty where there are none. Raises ProviderError."""
        if not 0 < len(recording) <= LARGEST:
            raise ProviderError("bad_request", f"{len(recording)} bytes")
        kind = content_type.partition(";")[0].strip()
        name = "voice" + (mimetypes.guess_extension(kind) or ".ogg").replace(".oga", ".ogg")
        with classified():
            heard = self.client.audio.transcriptions.create(
                file=(name, recording, kind),
                model=self.model,
                prompt=HINT,
                timeout=network_timeout(WAIT),
            )
            return spoken(heard.text)

    def close(self) -> None:
        self.client.close()


def spoken(heard: str) -> str:
    """Without what is heard of silence: the hint. Raises AttributeError for what is no text."""
    words = heard.strip()
    return "" if len(words) > LONG and words in HINT else words
