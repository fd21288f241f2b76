"""Anthropic's Messages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, cast

import anthropic
import httpx2
from anthropic.types import (
    MessageParam,
    OutputConfigParam,
    RawMessageStreamEvent,
    TextBlockParam,
)

from appliance.engine.completion import Prompt
from appliance.llm.answer import schema
from appliance.llm.provider import (
    Chunk,
    Finish,
    ProviderError,
    Stream,
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

FORMAT: OutputConfigParam = {"format": {"type": "json_schema", "schema": schema()}}


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
            events = self.client.messages.create(
                model=self.model,
                max_tokens=prompt.max_tokens,
                system=[instructions(prompt)],
                messages=messages(prompt),
                output_config=FORMAT,
                stream=True,
                timeout=network_timeout(timeout),
                extra_body=self.options,
            )
        require_event_stream(events.response)
        return Stream(chunks(events), interrupter(events.response))

    def close(self) -> None:
        self.client.close()


def instructions(prompt: Prompt) -> TextBlockParam:
    """They change seldom, so they are marked to be cached."""
    return {"type": "text", "text": prompt.system, "cache_control": {"type": "ephemeral"}}


def messages(prompt: Prompt) -> list[MessageParam]:
    return [cast("MessageParam", {"role": role, "content": text}) for role, text in prompt.turns]


def chunks(events: anthropic.Stream[RawMessageStreamEvent]) -> Iterator[Chunk]:
    with classified(), events:
        for event in events:
            yield chunk(event)


def chunk(event: RawMessageStreamEvent) -> Chunk:
    """New kinds of events may come any day and are to be passed over (API versioning policy)."""
    match event.type:
        case "content_block_delta" if event.delta.type == "text_delta":
            return Chunk(event.delta.text)
        case "message_start":
            usage = event.message.usage
            cached = (usage.cache_read_input_tokens, usage.cache_creation_input_tokens)
            return Chunk(tokens_in=usage.input_tokens + sum(n or 0 for n in cached))
        case "message_delta":
            reason = event.delta.stop_reason
            finish = FINISH.get(reason, "unexpected") if reason else None
            return Chunk(finish=finish, tokens_out=event.usage.output_tokens)
    return Chunk()


@contextmanager
def classified() -> Iterator[None]:
    """The SDK's errors as ours; inside a stream httpx2's own come through."""
    try:
        yield
    except anthropic.APIStatusError as error:
        wait = retry_after(error.response.headers)
        status = error.status_code if error.status_code >= 400 else 500
        raise ProviderError(outcome_of(status, error.type), str(error.status_code), wait) from error
    except (anthropic.APITimeoutError, httpx2.TimeoutException) as error:
        raise ProviderError("timeout") from error
    except (anthropic.APIConnectionError, httpx2.TransportError) as error:
        raise ProviderError("connection") from error
    except anthropic.APIError as error:
        raise ProviderError("server_error", "in the stream") from error
    except (ValueError, AttributeError, TypeError) as error:  # an event that is no JSON, or other
        raise ProviderError("garbled") from error
