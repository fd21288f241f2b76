"""OpenAI's audio transcriptions through the real SDK (W18)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from appliance import llm
from appliance.llm import openai_transcription
from appliance.llm.provider import ProviderError
from tests.llm.transcription_server import Answer, TranscriptionServer

HINT = openai_transcription.HINT
OGG = b"OggS\x00\x02" + bytes(range(256))


@pytest.fixture
def ear() -> Iterator[TranscriptionServer]:
    with TranscriptionServer() as server:
        yield server


@pytest.fixture
def client(ear) -> Iterator[Any]:
    found = llm.connect_transcription(api_key="k", model="whisper-1", base_url=ear.url)
    yield found
    found.close()


@pytest.mark.parametrize(
    ("told", "kind", "name"),
    [
        ("audio/ogg; codecs=opus", "audio/ogg", "voice.ogg"),
        ("audio/mpeg", "audio/mpeg", "voice.mp3"),
        ("audio/mp4", "audio/mp4", "voice.m4a"),
        ("audio/x-unheard-of", "audio/x-unheard-of", "voice.ogg"),
    ],
)
def test_w18_the_recording_goes_up_as_a_file_the_api_knows(client, ear, told, kind, name):
    assert client.write_down(OGG, told) == "What time is breakfast?"
    [upload] = ear.uploads
    assert (upload.data, upload.content_type, upload.name) == (OGG, kind, name)
    assert upload.authorization == "Bearer k"
    assert upload.fields["model"] == "whisper-1"
    assert upload.fields["prompt"] == HINT
    assert "language" not in upload.fields  # guests mix theirs


@pytest.mark.parametrize("words", ["", "  \n", HINT, f" {HINT[:60]}"])
def test_w18_silence_has_no_words(client, ear, words):
    """Of silence such models often hear what they were hinted at."""
    ear.answers.append(Answer(words))
    assert client.write_down(OGG, "audio/ogg") == ""


@pytest.mark.parametrize("words", ["请问早餐几点？", "Sarapan pukul berapa?", "check-in", "Harga?"])
def test_a9_words_of_any_language_come_as_they_were_heard(client, ear, words):
    ear.answers.append(Answer(f" {words}\n"))
    assert client.write_down(OGG, "audio/ogg") == words


@pytest.mark.parametrize(
    ("answer", "outcome"),
    [
        (Answer(status=401, error="Incorrect API key"), "unauthorised"),
        (Answer(status=429, error="Rate limit", headers={"retry-after": "5"}), "rate_limited"),
        (Answer(status=500, error="oops"), "server_error"),
        (Answer(status=400, error="Audio file might be corrupted"), "bad_request"),
        (Answer(page="<h1>Sign in</h1>"), "garbled"),
        (Answer(page="[]", headers={"content-type": "application/json"}), "garbled"),
        (Answer(page="{}", headers={"content-type": "application/json"}), "garbled"),
    ],
)
def test_a18_a_failure_is_told_by_its_class(client, ear, answer, outcome):
    ear.answers.append(answer)
    with pytest.raises(ProviderError) as failure:
        client.write_down(OGG, "audio/ogg")
    assert failure.value.outcome == outcome
    assert len(ear.uploads) == 1  # a guest waits: it is not tried again


def test_a18_a_server_that_does_not_answer_is_not_waited_for(client, ear, monkeypatch):
    monkeypatch.setattr(openai_transcription, "WAIT", 0.2)
    ear.answers.append(Answer(after=ear.event()))
    with pytest.raises(ProviderError) as failure:
        client.write_down(OGG, "audio/ogg")
    assert failure.value.outcome == "timeout"


@pytest.mark.parametrize("size", [0, openai_transcription.LARGEST + 1])
def test_what_the_api_would_not_take_is_not_sent(client, ear, size):
    with pytest.raises(ProviderError):
        client.write_down(bytes(size), "audio/ogg")
    assert not ear.uploads


def test_a_server_that_is_not_there(ear):
    nobody = llm.connect_transcription(api_key="k", model="m", base_url="http://127.0.0.1:9/v1")
    with pytest.raises(ProviderError):
        nobody.write_down(OGG, "audio/ogg")
    nobody.close()
