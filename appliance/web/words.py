"""The interface's words in both languages, from ui/words: one file a page."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping

from appliance.engine.text import Language, Text
from appliance.web.assets import UI

Say = Callable[..., str]


def load() -> dict[str, Text]:
    """Raises ValueError where two files say the same key."""
    known: dict[str, Text] = {}
    for path in sorted((UI / "words").glob("*.json")):
        entries = json.loads(path.read_text(encoding="utf-8"))
        if twice := known.keys() & entries.keys():
            raise ValueError(f"{path.name}: said in another file too: {sorted(twice)}")
        known |= {key: Text(en, ms) for key, (en, ms) in entries.items()}
    return known


def speak(words: Mapping[str, Text], language: Language) -> Say:
    """`t("talk.taken_by", name)`; a word with "one|many" is chosen by the number given."""

    def t(key: str, *values: object) -> str:
        said = words[key].say(language)
        if "|" in said:
            one, many = said.split("|")
            said = one if values and values[0] == 1 else many
        return said.format(*values)

    return t
