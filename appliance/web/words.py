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
    forms = {key: tuple(text.say(language).split("|")) for key, text in words.items()}

    def t(key: str, *values: object) -> str:
        one, *more = forms[key]
        said = more[0] if more and not (values and values[0] == 1) else one
        return said.format(*values) if "{" in said else said

    return t
