"""Text in the two languages a hotel answers in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Language = Literal["en", "ms"]


@dataclass(frozen=True, slots=True)
class Text:
    """One thing said in English and Malay; `ms` falls back to English where it was not given."""

    en: str
    ms: str = ""

    def say(self, language: Language) -> str:
        return self.ms if language == "ms" and self.ms else self.en
