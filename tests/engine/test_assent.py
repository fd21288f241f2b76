from __future__ import annotations

import pytest

from appliance.engine.assent import affirms, declines


@pytest.mark.parametrize("text", ["ok", "Ya boleh", "yes please, thanks", "boleh tolong hantar"])
def test_agreeing(text):
    assert affirms(text)


@pytest.mark.parametrize(
    "text", ["thanks", "terima kasih", "", "👍", "ok but what about parking", "tak payah"]
)
def test_not_agreeing(text):
    assert not affirms(text)


@pytest.mark.parametrize("text", ["no", "tak apa", "no thanks"])
def test_declining(text):
    assert declines(text)
