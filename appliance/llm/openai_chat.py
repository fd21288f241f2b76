"""OpenAI's Chat Completions, which many other servers speak too (`base_url`)."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from threading import Timer
from typing import Any

import httpx2
import openai
from openai._streaming import ServerSentEvent
from openai.types.chat import ChatCompletion, ChatCompletionChunk
from openai.types.shared_params import ResponseFormatJSONSchema

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

LAST_WORD = 0.5  # seconds a stream may stay open after its last event
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
            # not `chat.completions.create`: it walks every message and the schema, a quarter of
            # what a call costs
            events = self.client.post(
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
                cast_to=ChatCompletion,
                stream=True,
                stream_cls=ToTheEnd,
            )
        require_event_stream(events.response)
        return Stream(chunks(events), interrupter(events.response))

    def close(self) -> None:
        self.client.close()


class ToTheEnd(openai.Stream[ChatCompletionChunk]):
    """The SDK stops at `[DONE]` and hangs up; read to its end, the connection serves the next
    question, which then waits for no handshake."""

    def _iter_events(self) -> Iterator[ServerSentEvent]:
        events = super()._iter_events()
        for event in events:
            if event.data.startswith("[DONE]"):
                break
            yield event
        impatience = Timer(LAST_WORD, interrupter(self.response))
        impatience.start()
        try:
            deque(events, maxlen=0)
        except openai.APIConnectionError:  # it was all said
            return
        finally:
            impatience.cancel()


def messages(prompt: Prompt) -> list[Any]:
    turns = (("system", prompt.system), *prompt.turns)
    return [{"role": role, "content": content} for role, content in turns]


def chunks(events: openai.Stream[ChatCompletionChunk]) -> Iterator[Chunk]:
    with classified(), events:
        for event in events:
            yield chunk(event)


def chunk(event: ChatCompletionChunk) -> Chunk:
    usage = event.usage
    spent = (usage.prompt_tokens, usage.completion_tokens) if usage else (0, 0)
    if not event.choices:  # the event that tells the usage has none
        return Chunk("", None, *spent)
    choice = event.choices[0]
    if choice.delta.refusal:
        return Chunk("", "refused", *spent)
    finish = FINISH.get(choice.finish_reason, "unexpected") if choice.finish_reason else None
    return Chunk(choice.delta.content or "", finish, *spent)


@contextmanager
def classified() -> Iterator[None]:
    """The SDK's errors as ours. Its base class comes last: errors inside a stream are bare."""
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
    except openai.APIError as error:
        raise ProviderError(outcome_of(500, error.code, error.type), "in the stream") from error
    except (ValueError, AttributeError, TypeError) as error:  # an event that is no JSON, or other
        raise ProviderError("garbled") from error
