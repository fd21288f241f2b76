"""Anthropic's Messages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from typing import Any

import anthropic
import httpx2

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

API = "https://api.anthropic.com"
FINISH: dict[str, Finish] = {
    "end_turn": "stop",
    "stop_sequence": "stop",
    "max_tokens": "truncated",
    "model_context_window_exceeded": "truncated",
    "refusal": "refused",
}
READ = ("input_tokens", "cache_read_input_tokens", "cache_creation_input_tokens")
FORMAT = {"format": {"type": "json_schema", "schema": schema()}}


class AnthropicMessages:
    """`options` are further fields of the request, for one model: {"thinking": {…}}."""

    name = "anthropic"

    def __init__(
        self,
        api_key: str,
        model: str,
        base_url: str | None = None,
        options: Mapping[str, Any] | None = None,
    ) -> None:
        self.model = model
        self.options = dict(options or {})
        self.client = anthropic.Anthropic(api_key=api_key, base_url=base_url or API, max_retries=0)

    def stream(self, prompt: Prompt, *, timeout: float) -> Stream:
        with classified():
            response = self.client.post(  # not `messages.create`: see openai_chat
                "/v1/messages",
                body={
                    "model": self.model,
                    "max_tokens": prompt.max_tokens,
                    "system": [instructions(prompt)],
                    "messages": messages(prompt),
                    "output_config": FORMAT,
                    "stream": True,
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


def instructions(prompt: Prompt) -> dict[str, Any]:
    """They change seldom, so they are marked to be cached."""
    return {"type": "text", "text": prompt.system, "cache_control": {"type": "ephemeral"}}


def messages(prompt: Prompt) -> list[dict[str, str]]:
    return [{"role": role, "content": text} for role, text in prompt.turns]


def chunks(response: httpx2.Response) -> Iterator[Chunk]:
    with classified(), closing(response):
        yield from map(chunk, events(response))


def chunk(event: dict[str, Any]) -> Chunk:
    """New kinds of events may come any day and are to be passed over (API versioning policy)."""
    match event["type"]:
        case "content_block_delta" if event["delta"]["type"] == "text_delta":
            return Chunk(event["delta"]["text"])
        case "message_start":
            usage = event["message"]["usage"]
            return Chunk(tokens_in=sum(usage.get(kind) or 0 for kind in READ))
        case "message_delta":
            reason = event["delta"].get("stop_reason")
            finish = reason and FINISH.get(reason, "unexpected")
            return Chunk(finish=finish, tokens_out=event["usage"]["output_tokens"])
        case "error":
            raise ProviderError(outcome_of(500, event["error"].get("type")), "in the stream")
    return Chunk()


@contextmanager
def classified() -> Iterator[None]:
    """The SDK's errors as ours; inside a stream httpx2's own come through."""
    try:
        yield
    except anthropic.APIStatusError as error:
        wait = retry_after(error.response.headers)
        outcome = outcome_of(error.status_code, error.type)
        raise ProviderError(outcome, str(error.status_code), wait) from error
    except (anthropic.APITimeoutError, httpx2.TimeoutException) as error:
        raise ProviderError("timeout") from error
    except (anthropic.APIConnectionError, httpx2.TransportError) as error:
        raise ProviderError("connection") from error
    except (ValueError, AttributeError, TypeError, LookupError) as error:
        # an event that is no JSON, or other JSON
        raise ProviderError("garbled") from error
