"""The interface's words in both languages, from ui/words.json."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping

from appliance.engine.text import Language, Text
from appliance.web.assets import UI

Say = Callable[..., str]


def load() -> dict[str, Text]:
    entries = json.loads((UI / "words.json").read_text(encoding="utf-8"))
    return {key: Text(en, ms) for key, (en, ms) in entries.items()}


def speak(words: Mapping[str, Text], language: Language) -> Say:
    """`t("talk.taken_by", name)`; a word with "one|many" is chosen by the number given."""

    def t(key: str, *values: object) -> str:
        said = words[key].say(language)
        if "|" in said:
            one, many = said.split("|")
            said = one if values and values[0] == 1 else many
        return said.format(*values)

    return t
