"""Language models. `connect` a provider by name; ask several as one through `ladder.Ladder`.

Importing this costs nothing: a provider's SDK (a second and 25 MB) is loaded when it is connected.
"""

from __future__ import annotations

from pkgutil import resolve_name
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from appliance.llm.openai_embeddings import OpenAIEmbeddings
    from appliance.llm.openai_transcription import OpenAITranscription
    from appliance.llm.provider import Provider

PROVIDERS = {
    "openai": "appliance.llm.openai_chat:OpenAIChat",
    "anthropic": "appliance.llm.anthropic_messages:AnthropicMessages",
}
TRANSCRIPTION = "appliance.llm.openai_transcription:OpenAITranscription"
EMBEDDINGS = "appliance.llm.openai_embeddings:OpenAIEmbeddings"


def connect(name: str, **settings: Any) -> Provider:
    """The provider called `name`, with `api_key`, `model` and optionally `base_url`, `options`.

    Raises KeyError for a name that is not in PROVIDERS.
    """
    return cast("Provider", resolve_name(PROVIDERS[name])(**settings))


def connect_embeddings(
    *, api_key: str, model: str, dimensions: int, base_url: str | None = None
) -> OpenAIEmbeddings:
    """A model that turns texts into vectors."""
    found = resolve_name(EMBEDDINGS)(api_key, model, dimensions, base_url)
    return cast("OpenAIEmbeddings", found)


def connect_transcription(
    *, api_key: str, model: str, base_url: str | None = None
) -> OpenAITranscription:
    """A model that writes down what is said in a recording."""
    found = resolve_name(TRANSCRIPTION)(api_key, model, base_url)
    return cast("OpenAITranscription", found)
