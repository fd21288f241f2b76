"""Both providers through their real SDKs, over loopback, in every way a call can end."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace

import httpx2
import pytest

from appliance.engine.completion import Completion
from appliance.llm.ladder import AllFailed, Ladder
from appliance.llm.provider import outcome_of, retry_after
from tests.llm import provider_server as wire
from tests.llm.listening import PROMPT, Ear, provider
from tests.llm.provider_server import Behaviour, ProviderServer

BOTH = pytest.mark.parametrize("name", ["openai", "anthropic"])


def ask(name: str, server: ProviderServer, ear: Ear, **settings: float) -> Completion:
    ladder = Ladder([provider(name, server)], **settings)  # type: ignore[arg-type]
    try:
        return ladder.ask(PROMPT, ear)
    finally:
        ladder.close()


def outcomes(name: str, server: ProviderServer, **settings: float) -> list[str]:
    with pytest.raises(AllFailed) as failed:
        ask(name, server, Ear(), **settings)
    return [attempt.outcome for attempt in failed.value.attempts]


@BOTH
def test_a_reply_streams_and_comes_whole(name, server):
    server.script(wire.ok('Breakfast: 7–10.30 am, "nasi lemak" included 😀.', "K2", "K9", "K2"))
    ear = Ear()
    completion = ask(name, server, ear)
    assert ear.all == completion.reply == 'Breakfast: 7–10.30 am, "nasi lemak" included 😀.'
    assert len(ear.heard) > 2
    assert completion.sources == ("passage-2",)  # a label it made up leads nowhere
    assert (completion.provider, completion.model) == (name, f"{name}-model")
    (attempt,) = completion.attempts
    assert (attempt.outcome, attempt.tokens_in, attempt.tokens_out) == ("ok", 120, 40)


@BOTH
def test_the_next_question_waits_for_no_handshake(name, server):
    server.default = replace(wire.ok(), kept_open=True)
    ladder = Ladder([provider(name, server)])
    for _ in range(3):
        assert ladder.ask(PROMPT, Ear()).reply == "Breakfast is from 7 am."
    ladder.close()
    assert len(server.callers) == 1


@BOTH
def test_a_stream_that_never_ends_after_its_last_event_is_an_answer(name, server):
    server.default = replace(wire.ok(), kept_open=True, after_all=server.event())
    assert ask(name, server, Ear()).reply == "Breakfast is from 7 am."


@BOTH
def test_escapes_cut_in_pieces_are_read_whole(name, server):
    reply = r'"Caf\u00e9 \ud83d\ude00\nline"'
    escaped = f'{{"reply": {reply}, "sources": [], "answered": true, "handoff": true}}'
    server.script(Behaviour(escaped, piece=1))
    ear = Ear()
    completion = ask(name, server, ear)
    assert ear.all == completion.reply == "Café 😀\nline"
    assert completion.handoff


@BOTH
def test_the_request_carries_schema_key_and_turns(name, server):
    ask(name, server, Ear())
    (request,) = server.requests
    assert request.headers["authorization"] == "Bearer test-key"
    assert request.body["stream"] is True
    assert request.last == "When is breakfast?"
    form = request.body.get("response_format") or request.body["output_config"]["format"]
    schema = form.get("schema") or form["json_schema"]["schema"]
    assert list(schema["properties"]) == ["reply", "sources", "answered", "handoff"]
    assert schema["additionalProperties"] is False
    assert schema["required"] == ["reply", "sources", "answered", "handoff"]


@BOTH
@pytest.mark.parametrize(
    ("behaviour", "outcome"),
    [
        (wire.rate_limited(), "rate_limited"),
        (wire.rate_limited(3600), "rate_limited"),
        (wire.overloaded(), "overloaded"),
        (wire.failing(500), "server_error"),
        (wire.failing(503, "unknown"), "server_error"),
        (wire.failing(401, "authentication_error"), "unauthorised"),
        (wire.failing(400, "invalid_request_error"), "bad_request"),
        (wire.failing(404, "not_found_error"), "bad_request"),
        (wire.cut(), "cut"),
        (wire.cut(after=0), "cut"),
        (wire.breaks_off("overloaded_error"), "overloaded"),
        (wire.breaks_off("api_error"), "server_error"),
        (wire.refusing(), "refused"),
        (wire.truncated(), "truncated"),
        (wire.empty(), "empty"),
        (wire.ok("  "), "empty"),
        (wire.page(), "garbled"),
        (wire.garbled(), "garbled"),
        (Behaviour('{"reply": "Hi"}', finish="tool_use"), "unexpected"),
    ],
)
def test_a18_a19_every_failure_has_its_class(name, behaviour, outcome, server):
    server.script(behaviour)
    assert outcomes(name, server) == [outcome]


@BOTH
def test_a19_malformed_is_repaired_once(name, server):
    server.script(wire.malformed(), wire.ok("Repaired."))
    ear = Ear()
    completion = ask(name, server, ear)
    assert completion.reply == "Repaired."
    assert [a.outcome for a in completion.attempts] == ["malformed", "ok"]
    assert ear.all == "Yes⟲Repaired."
    assert "JSON object" in server.requests[1].last


@BOTH
def test_a19_malformed_twice_is_a_failure(name, server):
    server.script(wire.malformed(), wire.raw("I would rather chat."))
    assert outcomes(name, server) == ["malformed", "malformed"]


@BOTH
def test_unknown_events_are_passed_over(name, server):
    server.script(Behaviour(wire.written("Fine."), unknown_events=True))
    assert ask(name, server, Ear()).reply == "Fine."


@BOTH
def test_json_in_a_code_block_is_read(name, server):
    server.script(wire.raw(f"```json\n{wire.written('Fenced.')}\n```"))
    assert ask(name, server, Ear()).reply == "Fenced."


@BOTH
def test_a18_a_provider_that_hangs_ends_at_the_deadline(name, server):
    server.script(wire.hanging(server.event()))
    assert outcomes(name, server, deadline=0.3) == ["timeout"]


@BOTH
def test_a_stream_that_stalls_ends_at_the_deadline_and_is_forgotten(name, server):
    server.script(wire.pausing(server.event()))
    ear = Ear()
    with pytest.raises(AllFailed) as failed:
        ask(name, server, ear, deadline=2.0)  # its first words come well before
    assert [a.outcome for a in failed.value.attempts] == ["timeout"]
    assert ear.first.is_set()
    assert ear.heard[-1] == "⟲"


@BOTH
def test_pings_do_not_keep_a_dead_answer_alive(name, server):
    server.script(wire.slow_first(server.event(), pings=True))
    assert outcomes(name, server, deadline=0.3) == ["timeout"]
    assert server.finished.acquire(timeout=10)  # it noticed that nobody listens any more


@BOTH
def test_nobody_listening_there(name, server):
    asked = provider(name, server)
    server.http.server_close()
    ladder = Ladder([asked])
    with pytest.raises(AllFailed) as failed:
        ladder.ask(PROMPT, Ear())
    assert [a.outcome for a in failed.value.attempts] == ["connection"]


def test_retry_after_in_all_its_forms():
    headers = httpx2.Headers
    assert retry_after(headers({"retry-after": "7"})) == 7
    assert retry_after(headers({"retry-after-ms": "1500"})) == 1.5
    assert retry_after(headers({"retry-after": "-5"})) == 0
    assert retry_after(headers({"retry-after": "soon"})) is None
    assert retry_after(headers({})) is None
    dates = {
        "date": "Mon, 05 Oct 2026 10:00:00 GMT",
        "retry-after": "Mon, 05 Oct 2026 10:01:00 GMT",
    }
    assert retry_after(headers(dates)) == 60


def test_the_type_of_an_error_wins_over_its_status():
    assert outcome_of(429, "insufficient_quota") == "unauthorised"
    assert outcome_of(500, None, "rate_limit_exceeded") == "rate_limited"
    assert outcome_of(418) == "bad_request"


def test_importing_the_room_loads_no_sdk():
    code = (
        "import sys, appliance.llm, appliance.llm.ladder\n"
        "print({'openai', 'anthropic'} & set(sys.modules))"
    )
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert out.stdout.strip() == "set()"


def test_embeddings_come_in_base64(server):
    client = provider("openai", server).client  # type: ignore[attr-defined]
    answer = client.embeddings.create(model="e", input=["pool hours", "pool hours", "parking"])
    first, same, other = (item.embedding for item in answer.data)
    assert first == same != other
    assert len(first) == wire.DIMENSIONS
