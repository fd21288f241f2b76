"""OpenAI's Chat Completions, which many other servers speak too (`base_url`)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from typing import Any

import httpx2
import openai
from openai.types.shared_params import ResponseFormatJSONSchema

from appliance.engine.completion import Prompt
from appliance.llm.answer import schema
from appliance.llm.provider import (
    Chunk,
    Finish,
    ProviderError,
    Stream,
    events,
    interrupter,
    network_timeout,
    outcome_of,
    require_event_stream,
    retry_after,
)

API = "https://api.openai.com/v1"
FINISH: dict[str, Finish] = {"stop": "stop", "length": "truncated", "content_filter": "refused"}
FORMAT: ResponseFormatJSONSchema = {
    "type": "json_schema",
    "json_schema": {"name": "answer", "strict": True, "schema": schema()},
}


class OpenAIChat:
    """`options` are further fields of the request, for one model: {"reasoning_effort": "low"}."""

    name = "openai"

    def __init__(
        self,
        api_key: str,
        model: str,
        base_url: str | None = None,
        options: Mapping[str, Any] | None = None,
    ) -> None:
        self.model = model
        self.options = dict(options or {})
        self.client = openai.OpenAI(api_key=api_key, base_url=base_url or API, max_retries=0)

    def stream(self, prompt: Prompt, *, timeout: float) -> Stream:
        with classified():
            # not `chat.completions.create`: it walks every message and the schema, and makes an
            # object of every word that comes; both together cost more than all else of a call
            response = self.client.post(
                "/chat/completions",
                body={
                    "model": self.model,
                    "messages": messages(prompt),
                    "max_completion_tokens": prompt.max_tokens,
                    "response_format": FORMAT,
                    "stream": True,
                    "stream_options": {"include_usage": True},
                    **self.options,
                },
                options={"timeout": network_timeout(timeout)},
                cast_to=httpx2.Response,
                stream=True,
            )
        require_event_stream(response)
        return Stream(chunks(response), interrupter(response))

    def close(self) -> None:
        self.client.close()


def messages(prompt: Prompt) -> list[Any]:
    turns = (("system", prompt.system), *prompt.turns)
    return [{"role": role, "content": content} for role, content in turns]


def chunks(response: httpx2.Response) -> Iterator[Chunk]:
    with classified(), closing(response):
        yield from map(chunk, events(response))


def chunk(event: dict[str, Any]) -> Chunk:
    if error := event.get("error"):
        kinds = (error.get("code"), error.get("type"))
        raise ProviderError(outcome_of(500, *kinds), "in the stream")
    usage = event.get("usage") or {}
    spent = (usage.get("prompt_tokens", 0), usage.get("completion_tokens", 0))
    if not event["choices"]:  # the event that tells the usage has none
        return Chunk("", None, *spent)
    choice = event["choices"][0]
    said, reason = choice["delta"], choice.get("finish_reason")
    if said.get("refusal"):
        return Chunk("", "refused", *spent)
    return Chunk(said.get("content") or "", reason and FINISH.get(reason, "unexpected"), *spent)


@contextmanager
def classified() -> Iterator[None]:
    """The SDK's errors as ours; inside a stream httpx2's own come through."""
    try:
        yield
    except openai.APIStatusError as error:
        wait = retry_after(error.response.headers)
        outcome = outcome_of(error.status_code, error.code, error.type)
        raise ProviderError(outcome, str(error.status_code), wait) from error
    except (openai.APITimeoutError, httpx2.TimeoutException) as error:
        raise ProviderError("timeout") from error
    except (openai.APIConnectionError, httpx2.TransportError) as error:
        raise ProviderError("connection") from error
    except (ValueError, AttributeError, TypeError, LookupError) as error:
        # an event that is no JSON, or other JSON
        raise ProviderError("garbled") from error
