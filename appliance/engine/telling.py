"""What a passage of the hotel's knowledge tells of, and in which language."""

from __future__ import annotations

from dataclasses import replace

from appliance.engine.asking import Kind, kinds_stated
from appliance.engine.lexicon import Reading, read
from appliance.engine.message import Passage
from appliance.engine.text import Language

# what a question is put with rather than asks of
CIRCUMSTANCES = frozenset(
    "room room_type deluxe superior standard suite family_room twin double single bed child baby"
    " age adults couple capacity availability book group floor location payment food water contact"
    " staff front_desk identity event car stairs party long_stay rate corporate airport".split()
)


def about(passage: Passage) -> Reading:
    return read("\n".join((passage.title, passage.text, *passage.answers.values())))


def told_by(passage: Passage) -> Reading:
    """What it is about by its own heading: that of its page is of what stands beside it, too."""
    return about(replace(passage, title=passage.title.rpartition(" › ")[2]))


def headed(passage: Passage) -> frozenset[str]:
    return read(passage.title.rpartition(" › ")[2]).topics


def stated(passage: Passage) -> frozenset[Kind]:
    return kinds_stated("\n".join((passage.text, *passage.answers.values())))


def speaks(passage: Passage, language: Language) -> bool:
    return passage.language == language or language in passage.answers
