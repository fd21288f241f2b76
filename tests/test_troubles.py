"""A channel that is down is known after a restart, until something gets through."""

from __future__ import annotations

import pytest

from appliance.troubles import Troubles


def test_w30_a_ban_outlives_a_restart_and_ends_when_something_gets_through(tmp_path):
    path = tmp_path / "troubles.json"
    Troubles(path)["whatsapp"] = "Meta has locked the account."
    again = Troubles(path)
    assert dict(again) == {"whatsapp": "Meta has locked the account."}
    again.pop("email", None)
    again.pop("whatsapp", None)
    assert not Troubles(path)


@pytest.mark.parametrize("text", ["", "{", "[]", '"x"', "null"])
def test_what_cannot_be_read_is_no_trouble(tmp_path, text):
    path = tmp_path / "troubles.json"
    path.write_text(text)
    assert not Troubles(path)
    Troubles(path)["email"] = "refused"
    assert dict(Troubles(path)) == {"email": "refused"}
