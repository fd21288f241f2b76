"""The JSON object a model answers with."""

from __future__ import annotations

from typing import Any

import jiter
from pydantic import BaseModel, ConfigDict, ValidationError

from appliance.llm.provider import ProviderError


class Answer(BaseModel):
    """Fields in the order they are written: the reply first, so that it can be shown at once."""

    model_config = ConfigDict(extra="forbid")

    reply: str
    sources: list[str]
    answered: bool
    handoff: bool


def schema() -> dict[str, Any]:
    """The JSON schema both providers hold a model to."""
    return Answer.model_json_schema()


def parse(written: str) -> Answer:
    """The answer in what a model wrote, which servers without schemas wrap in a code block.

    Raises ProviderError "malformed", or "empty" where there is no reply in it.
    """
    start, end = written.find("{"), written.rfind("}")
    if not written.strip():
        raise ProviderError("empty")
    try:
        answer = Answer.model_validate_json(written[start : end + 1])
    except ValidationError as error:
        raise ProviderError("malformed", f"{error.error_count()} errors") from error
    if not answer.reply.strip():
        raise ProviderError("empty")
    return answer


class ReplyText:
    """Reads the reply out of a JSON object while that is still being written."""

    def __init__(self) -> None:
        self.written = ""
        self.given = 0  # characters of the reply given so far

    def feed(self, piece: str) -> str:
        """What `piece` adds to the reply."""
        self.written += piece
        start = self.written.find("{")
        if start < 0:
            return ""
        reply = partial(self.written[start:]).get("reply")
        if not isinstance(reply, str):
            return ""
        added, self.given = reply[self.given :], max(self.given, len(reply))
        return added


def partial(written: str) -> dict[str, Any]:
    """An object as far as it is written; empty where it cannot be read."""
    try:
        value = jiter.from_json(written.encode(), partial_mode="trailing-strings")
    except ValueError:
        return {}
    return value if isinstance(value, dict) else {}
