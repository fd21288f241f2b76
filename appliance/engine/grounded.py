"""The answerer that needs no model: the hotel's own sentences, chosen for the question.

Every sentence it says stands verbatim in the knowledge or in PHRASES below; it cannot invent. Only
the "yes" a sentence opens with may go, where the guest asked something else (verdict.py).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from appliance.engine.asking import (
    Kind,
    asks,
    brings_what_is_lent,
    clauses,
    gives_identifier,
    kinds_asked,
    kinds_stated,
    questions,
    wants_identifier,
)
from appliance.engine.fence import without_orders
from appliance.engine.followup import BOOKED, new_words
from appliance.engine.hotel import Hotel
from appliance.engine.lexicon import Reading, content, read, specific, words
from appliance.engine.message import Passage
from appliance.engine.notice import notice
from appliance.engine.sentences import split
from appliance.engine.telling import CIRCUMSTANCES, about, headed, speaks, stated, told_by
from appliance.engine.text import Language, Text
from appliance.engine.understanding import Understanding
from appliance.engine.verdict import asks_more, hours_named, verdict, without_opening

ANSWERS = 0.5  # Passage.score from which a passage may be answered from
BESIDE = 0.25  # how far below the best a passage may score and still be preferred for its kind
SHORT = 260  # characters; a passage up to this long is given whole
WHOLE = 450  # … where it is asked about at large: "will my mother manage with a wheelchair?"
SENTENCES = 3  # of a longer one
PARTLY = 0.6  # of the confidence, where the kind of thing asked is not stated

PHRASES: dict[str, Text] = {
    "only_in_english": Text("", "Maaf, maklumat ini hanya ada dalam Bahasa Inggeris:"),
    "only_in_malay": Text("I have this in Malay only:", ""),
    "yes": Text("Yes.", "Ya."),
    "no": Text("No.", "Tidak."),
    "in_time": Text("That is in time.", "Itu masih dalam tempohnya."),
    "in_time_mostly": Text(
        "That is in time, except for the dates named.",
        "Itu masih dalam tempohnya, kecuali bagi tarikh yang disebut.",
    ),
    "too_late": Text("That is past the deadline.", "Itu sudah melepasi tempohnya."),
    "not_all": Text(
        "That is all I have on this; our team can tell you more.",
        "Itu sahaja maklumat yang saya ada; pasukan kami boleh bantu selebihnya.",
    ),
    "not_rest": Text(
        "I don't have an answer to the rest of your question; our team can help with that.",
        "Saya tiada maklumat untuk soalan anda yang selebihnya; pasukan kami boleh bantu.",
    ),
}


@dataclass(frozen=True, slots=True)
class Answer:
    """`found` is False, and `text` empty, where no passage answers; the caller says so then."""

    text: str
    sources: tuple[str, ...]  # ids of the passages it was taken from
    confidence: float
    found: bool


@dataclass(frozen=True, slots=True)
class _Choice:
    """The passage taken for one part of the message."""

    asked: str
    reading: Reading
    passage: Passage
    complete: bool  # states the kind of thing asked


def answer(
    question: str,
    understanding: Understanding,
    passages: Sequence[Passage],
    hotel: Hotel,
    meant: str = "",
    told: Sequence[str] = (),
) -> Answer:
    """The answer to `question` in the guest's language, from the passages scored for it, or for
    what is `meant`: the question led by the one it leans on; `told` are the ids of the passages
    of the answer before."""
    usable = [clean(passage) for passage in passages if passage.score >= ANSWERS]
    usable = [passage for passage in usable if passage.text]
    if not usable:
        best = max((passage.score for passage in passages), default=0.0)
        return Answer("", (), best, found=False)
    language = understanding.language
    meant = meant or question
    if meant != question:
        choices, missed = [_follow(question, meant, usable, language, told)], False
    else:
        choices, missed = _choose(question, usable, language)
    before = meant.removesuffix(question)
    if all(_beside_the_point(choice, before) for choice in choices):
        return Answer("", (), usable[0].score, found=False)
    text = _compose(choices, missed, understanding.language, hotel)
    sources = tuple(dict.fromkeys(choice.passage.id for choice in choices))
    return Answer(text, sources, min(map(_confidence, choices)), found=True)


def clean(passage: Passage) -> Passage:
    """`passage` as data alone: whatever in it gives orders is left out (A6)."""
    answers = {language: without_orders(text) for language, text in passage.answers.items()}
    return replace(passage, text=without_orders(passage.text), answers=answers)


# -- which passages


def _follow(
    question: str, meant: str, usable: list[Passage], language: Language, told: Sequence[str]
) -> _Choice:
    """The passage for a question that leans on another: one that states the kind of thing asked,
    and of what it names itself the most; of two alike the one just told."""
    own, whole = read(question), read(meant)
    kinds, subjects = kinds_asked(own), specific(whole.topics - own.topics)
    topics = own.topics if asks(question) else frozenset()  # what only tells, names by the way
    topics = topics - {"book"} or topics
    things = new_words(own)

    def fitness(p: Passage) -> tuple[bool, int, bool, int, bool]:
        tells, titled = told_by(p), headed(p)
        named = len(topics & tells.topics) + len(things & tells.words)
        fits = kinds <= stated(p), named, p.id in told and speaks(p, language)
        return *fits, len(subjects & titled), speaks(p, language)

    near = [p for p in usable if p is usable[0] or subjects & headed(p)]
    chosen = max(near, key=fitness)
    return _Choice(question, own, chosen, kinds <= stated(chosen))


def _beside_the_point(choice: _Choice, before: str) -> bool:
    """Whether it wants what the passage has not got: a number that identifies something, leave to
    bring what the hotel lends, or a thing no line of the dictionary knows: a place or a room named
    beside it ("yoga on the rooftop") does not answer for it."""
    whole = "\n".join((choice.passage.title, choice.passage.text, *choice.passage.answers.values()))
    if wants_identifier(choice.asked):
        named = specific(choice.reading.topics) - about(choice.passage).topics
        if named - {"contact"} or not gives_identifier(whole):
            return True
    if brings_what_is_lent(choice.asked, whole):
        return True
    reading = read(_PLACE.sub(" ", choice.asked))
    things = new_words(reading) - content(before)
    placed = choice.reading.topics and not reading.topics
    # "berapa" asks how many as well as how much
    counts = kinds_asked(choice.reading) <= {"money"}
    vague = counts and choice.reading.topics and choice.reading.topics <= CIRCUMSTANCES
    if not things or not (before or placed or vague):
        return False
    told = about(choice.passage).words
    return not any(thing in word for thing in things for word in told)


_SUPPOSES = re.compile(r"\W*(?:kalau|klu|if)\b", re.I)
_PLACE = re.compile(
    r"\b(?:in|on|at|by|inside|near|from|around|di|kat|dekat|dalam|dlm|tepi)\s+"
    r"(?:(?:the|your|our|a)\s+)?\w+(?:\s+(?:area|hotel|ni|tu|bar))?(?=\W*(?:$|tak|ke|x)\b|\W*$)",
    re.I,
)


def _choose(question: str, usable: list[Passage], language: Language) -> tuple[list[_Choice], bool]:
    """A passage for each part of the question, and whether some part has none."""
    whole, parts = read(question), questions(question)
    usable = _covering(whole, usable, language)
    if len(parts) == 1 or whole.topics <= told_by(usable[0]).topics:
        chosen = _choice(question, whole, usable, language)
        return [chosen, *_completing(chosen, usable, language)], False
    choices: list[_Choice] = []
    missed = False
    for part in parts:
        reading = read(part)
        if reading.topics <= CIRCUMSTANCES and (not asks(part) or _SUPPOSES.match(part)):
            continue  # "…, my child has a fever"
        fitting = [p for p in usable if _told(reading, p)]
        if fitting:
            choices.append(_choice(part, reading, fitting, language))
        else:
            missed = True
    return (choices, missed) if choices else ([_choice(question, whole, usable, language)], False)


def _covering(reading: Reading, usable: list[Passage], language: Language) -> list[Passage]:
    """`usable`, led by the passage that also speaks of what the best one leaves out: of outsiders
    in the restaurant, not of the restaurant."""
    asked = specific(reading.topics) - CIRCUMSTANCES
    told = asked & told_by(usable[0]).topics
    more = [p for p in usable if told < asked & told_by(p).topics]
    more = [p for p in more if speaks(p, language) or not speaks(usable[0], language)]
    return [*more[:1], *(p for p in usable if p not in more[:1])]


def _completing(chosen: _Choice, usable: list[Passage], language: Language) -> list[_Choice]:
    """A passage for each clause that asks of a thing the chosen one does not speak of."""
    told = about(chosen.passage).topics
    found = []
    for clause in clauses(chosen.asked):
        reading = read(clause)
        left = specific(reading.topics) - told - CIRCUMSTANCES - BOOKED
        fitting = [p for p in usable if left and left <= told_by(p).topics]
        found += [_choice(clause, reading, fitting, language)] if fitting else []
    return found


def _told(part: Reading, passage: Passage) -> bool:
    """Whether the passage is about what the part asks; a part without a topic leans on others."""
    return (
        not part.topics
        or bool(part.topics & read(passage.title).topics)
        or (part.topics <= about(passage).topics)
    )


def _choice(asked: str, reading: Reading, usable: list[Passage], language: Language) -> _Choice:
    """The best passage, or one nearly as good that settles a yes or no, or states the kind of thing
    asked; of two that do, the one that tells of every topic in the guest's language; then the one
    whose title names every topic: "late check-out at 3?" is not about check-out."""
    kinds, best = kinds_asked(reading), usable[0]
    wanted = HOURS_FIRST if _bare(reading) else kinds
    wanted |= HOURS_FIRST if hours_named(asked) else wanted
    near = [p for p in usable if p.score >= best.score - BESIDE]
    near = [p for p in near if _same_subject(reading, p, best, language)]

    def fitness(p: Passage) -> tuple[bool, int, int, bool, bool, bool, bool]:
        settles = bool(hours_named(asked)) and verdict(asked, p.text) is not None
        whole = _titled(reading, p) and not _narrows(reading, p)
        theirs = speaks(p, language)
        told = theirs and reading.topics <= told_by(p).topics
        named = len(_named_in(reading, p))
        return settles, len(wanted & stated(p)), named, told, whole, _titled(reading, p), theirs

    chosen = max(near, key=fitness, default=best)
    return _Choice(asked, reading, chosen, kinds <= stated(chosen))


HOURS_FIRST: frozenset[Kind] = frozenset({"time"})


def _bare(reading: Reading) -> bool:
    """Whether a thing is all it names: who taps "Breakfast" wants to know when, first."""
    return len(specific(reading.topics)) == 1 and not (reading.facets or reading.words)


def _narrows(reading: Reading, passage: Passage) -> bool:
    """Whether its heading is of one kind of what was asked: a children's pool, not a pool."""
    asked, named = specific(reading.topics), read(passage.title).topics
    return bool(asked - specific(reading.topics | named))


def _titled(reading: Reading, passage: Passage) -> bool:
    return reading.topics <= headed(passage)


def _named_in(reading: Reading, passage: Passage) -> frozenset[str]:
    """The names of a place or a thing asked of that its heading has, and the figures asked of that
    it tells: Batu Ferringhi, 90 minutes."""
    figures = {word for word in reading.words if word.isdecimal() and len(word) > 1}
    return reading.words & read(passage.title).words | figures & about(passage).words


def _same_subject(reading: Reading, passage: Passage, best: Passage, language: Language) -> bool:
    """As much about the question's topics, and about what else the best one's heading names of
    it, as the best one is: by its heading, or where only it is in the guest's language by all it
    says; or headed by a name asked of that the best one does not know."""
    heading, titled = read(best.title), read(passage.title).topics
    topics = reading.topics & about(best).topics
    alone = speaks(passage, language) and not speaks(best, language)
    named = _named_in(reading, passage) - about(best).words
    if passage is best or (named and reading.topics <= about(passage).topics):
        return True
    known = reading.words & heading.words <= about(passage).words
    return known and topics <= (about(passage).topics if alone else titled)


def _confidence(choice: _Choice) -> float:
    return choice.passage.score * (1.0 if choice.complete else PARTLY)


# -- which words


def _compose(choices: list[_Choice], missed: bool, language: Language, hotel: Hotel) -> str:
    once = {choice.passage.id: choice for choice in reversed(choices)}
    ordered = [once[key] for key in dict.fromkeys(choice.passage.id for choice in choices)]
    said = [_say(choice, language, hotel) for choice in ordered]
    told = frozenset().union(*(about(choice.passage).topics for choice in ordered))
    if missed or any(_leaves_out(choice, told) for choice in ordered):
        said.append(_phrase("not_rest", language, hotel))
    elif not all(choice.complete for choice in ordered) or _untold(choices, told):
        said.append(_phrase("not_all", language, hotel))
    return "\n\n".join(said) if len(choices) > 1 else " ".join(said)


def _leaves_out(choice: _Choice, told: frozenset[str]) -> bool:
    """Whether one of several clauses asks of a thing not `told` of: of a cheque, beside an
    invoice."""
    known = told | CIRCUMSTANCES
    return any(specific(read(each).topics) - known for each in clauses(choice.asked))


def _untold(choices: list[_Choice], told: frozenset[str]) -> bool:
    """Whether it is asked with a thing that is not spoken of: the pool, with rain. What a guest
    lost is only named."""
    if "lost_found" in choices[0].reading.topics:
        return False
    only = len(choices) == 1 and not clauses(choices[0].asked)
    return only and bool(specific(choices[0].reading.topics) - told - CIRCUMSTANCES - MOMENTS)


MOMENTS = frozenset({"check_in", "check_out"})  # "… when I arrive" asks nothing of it


def _say(choice: _Choice, language: Language, hotel: Hotel) -> str:
    passage = choice.passage
    own = passage.answers.get(language) or (passage.text if passage.language == language else "")
    if own:
        return _judged(own, choice, language, hotel)
    lead = "only_in_english" if passage.language == "en" else "only_in_malay"
    return (
        f"{_phrase(lead, language, hotel)} {_excerpt(passage.text, choice.reading, passage.title)}"
    )


def _judged(text: str, choice: _Choice, language: Language, hotel: Hotel) -> str:
    """`text` with our own yes or no where code can tell, and without one that answers another."""
    heading = choice.passage.title
    said = verdict(choice.asked, text) or notice(choice.asked, text)
    if said is None and not asks_more(choice.asked, heading):
        return _excerpt(text, choice.reading, heading)
    excerpt = _excerpt(without_opening(text), choice.reading, heading)
    return f"{_phrase(said, language, hotel)} {excerpt}" if said else excerpt


def _excerpt(text: str, reading: Reading, title: str) -> str:
    """`text` where it is short, else the sentences of it that answer, in their order."""
    sentences = [sentence for sentence in split(text) if sentence.strip()]
    at_large = not kinds_asked(reading) and reading.topics and reading.topics <= read(title).topics
    if len(text) > (WHOLE if at_large else SHORT) and len(sentences) > 1:
        sentences = _relevant(sentences, reading)
    said = "".join(sentences).strip()
    return _named(said, title)


def _relevant(sentences: list[str], reading: Reading) -> list[str]:
    marks = [_mark(sentence, reading) for sentence in sentences]
    by_mark = sorted(range(len(sentences)), key=lambda at: (-marks[at], at))
    chosen: set[int] = set()
    for at in by_mark[:SENTENCES]:
        if marks[at] <= 0 or _length(sentences, chosen) > SHORT:
            break
        chosen |= {at - 1, at} if at and _leans(sentences[at]) else {at}
    return [sentences[at] for at in sorted(chosen or {0, 1})]


def _mark(sentence: str, reading: Reading) -> float:
    """How much a sentence has of what was asked: its kind first, then topics, then words."""
    said = read(sentence)
    return (
        2.0 * len(kinds_asked(reading) & kinds_stated(sentence))
        + 2.0 * len(reading.topics & said.topics)
        + len(reading.facets & said.facets)
        + len(reading.words & said.words)
    )


def _length(sentences: list[str], chosen: Iterable[int]) -> int:
    return sum(len(sentences[at]) for at in chosen)


_LEANING = frozenset(
    "it its they them this these that those there he she ia ianya mereka itu ini tersebut".split()
)


def _leans(sentence: str) -> bool:
    """Whether it starts with a word that points at the sentence before."""
    return words(sentence)[:1] != [] and words(sentence)[0] in _LEANING


def _named(said: str, title: str) -> str:
    """`said` led by the passage's heading where it does not name its own subject."""
    heading = title.rpartition(" › ")[2]
    if not heading or heading.rstrip().endswith("?") or " › " not in title:
        return said
    opening = split(said)[0] if said else ""
    first, subject = read(opening), read(heading)
    known = first.topics | first.words | content(opening)
    named = subject.topics | subject.words | content(heading)
    return said if named & known else f"{heading}: {said}"


def _phrase(key: str, language: Language, hotel: Hotel) -> str:
    return (hotel.replies.get(key) or PHRASES[key]).say(language)
