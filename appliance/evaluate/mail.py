"""What is read of e-mail: what is new in it, who writes, and that nothing in it breaks us.

A file is of one of three kinds, told by its fields: replies (`body`), machines (`eml`), and mail
that was made to break programs (`eml_base64`).
"""

from __future__ import annotations

from base64 import b64decode
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from email.utils import getaddresses
from functools import partial
from typing import Any

from appliance.channels.email import html, inbox, machines, mime, reply
from appliance.evaluate import libraries
from appliance.evaluate.bench import Bench
from appliance.evaluate.measures import Hits, Measures, Pair, labels, percent
from appliance.evaluate.rows import BadRow, Row

Fields = Mapping[str, Any]
NOT_MACHINES = frozenset({"person", "list", "no_reply"})  # written for people, if not by them


def mail(_: Bench, row: Row) -> dict[str, Any]:
    body = row.body
    if "eml_base64" in body:
        return survived(b64decode(body["eml_base64"]))
    if "eml" in body:
        return {"label": who_wrote(mime.read(raw(body)))}
    if "body" in body:
        return {"reply": reply.reply_of(words(body)).text}
    raise BadRow("body, eml or eml_base64 is needed")


def raw(body: Fields) -> bytes:
    return str(body["eml"]).encode("utf-8", "surrogateescape")


def words(body: Fields) -> str:
    text = str(body["body"])
    if body.get("is_full_eml"):
        return mime.read(text.encode("utf-8", "surrogateescape")).text
    return html.to_text(text) if body.get("content_type") == "text/html" else text


def who_wrote(letter: mime.Letter) -> str:
    written = letter.headers.get("from")
    name, mailbox = next(iter(getaddresses([written])), ("", ""))
    kind = machines.kind_of(letter, mailbox or written, name)
    return "normal" if kind in NOT_MACHINES else kind


def survived(data: bytes) -> dict[str, Any]:
    """What there was in it to read and to keep."""
    letter = mime.read(data)
    kept, _ = inbox.kept("eval", letter.files)
    return {
        "subject": letter.headers.get("subject"),
        "text": len(reply.reply_of(letter.text).text),
        "files": len(kept),
    }


def measures(pairs: list[Pair]) -> Measures:
    """Ours, and beneath them what the field's libraries reach alone on the same rows."""
    ours, alone = judged(pairs)
    if libraries.MISSING:
        return {**ours, "libraries alone": libraries.MISSING}
    rows = [row for row, _ in pairs]
    return {**ours, **{f"{name} alone": measure(rows) for name, measure in alone.items()}}


def judged(pairs: list[Pair]) -> tuple[Measures, dict[str, Callable[[list[Fields]], str]]]:
    """By the kind of file: our measures, and each library's to be worked out."""
    rows = [row for row, _ in pairs]
    if any("eml_base64" in row for row in rows):
        read = sum(bool(said) for _, said in pairs)
        ours = {"n": str(len(pairs)), "read": percent(read, len(pairs))}
        return ours, {name: partial(reads, by) for name, by in libraries.READERS.items()}
    if any("eml" in row for row in rows):
        ours = {**machine_measures(pairs), **labels(pairs, "label")}
        return ours, {name: partial(bounces, by) for name, by in libraries.BOUNCES.items()}
    return reply_measures(pairs), {
        name: partial(strips, by) for name, by in libraries.REPLIES.items()
    }


def machine_measures(pairs: list[Pair]) -> Measures:
    """A machine found, whichever kind of machine it is; and bounces alone."""
    told = [(str(row["label"]), str(said.get("label"))) for row, said in pairs if row.get("label")]
    machines = [(gold != "normal", said not in ("normal", "None")) for gold, said in told]
    returned = [(gold == "bounce", said == "bounce") for gold, said in told]
    return {"machines, F1": f1(machines), "bounces, F1": f1(returned)}


def f1(told: Iterable[tuple[bool, bool]]) -> str:
    hits = Hits()
    for expected, given in told:
        hits.add(expected=expected, given=given)
    return f"{hits.f1:.1f}"


def reply_measures(pairs: list[Pair]) -> Measures:
    """By source: exact where the file has the whole reply, else what must and must not be in it;
    all without white space."""
    found: dict[str, Counter[str]] = {}
    for row, said in pairs:
        for source in ("all", str(row.get("source", "?"))):
            count = found.setdefault(source, Counter())
            count["n"] += 1
            count["right"] += is_right(row, str(said.get("reply", "")))
    return {name: f"{percent(n['right'], n['n'])}  (n={n['n']})" for name, n in found.items()}


# -- libraries alone


def strips(library: Callable[[str], str], rows: list[Fields]) -> str:
    whole = [row for row in rows if "body" in row]
    right = sum(is_right(row, library(words(row))) for row in whole)
    return f"{percent(right, len(whole))}  (n={len(whole)})"


def bounces(library: Callable[[bytes], bool], rows: list[Fields]) -> str:
    told = [row for row in rows if row.get("label")]
    found = [(row["label"] == "bounce", library(raw(row))) for row in told]
    return f"{f1(found)}  (F1 of bounces)"


def reads(library: Callable[[bytes], None], rows: list[Fields]) -> str:
    raised: Counter[str] = Counter()
    for row in rows:
        try:
            library(b64decode(str(row.get("eml_base64", ""))))
        except Exception as error:  # whatever a library lets out is what is counted
            raised[type(error).__name__] += 1
    why = ", ".join(f"{n} {name}" for name, n in raised.items())
    return percent(len(rows) - raised.total(), len(rows)) + (f"  ({why})" if why else "")


# -- a reply


def is_right(row: Fields, said: str) -> bool:
    given = squeezed(said)
    if row.get("expected_exact") is not None:
        return given == squeezed(row["expected_exact"])
    wanted = all(squeezed(each) in given for each in several(row.get("must_contain")))
    return wanted and not any(
        squeezed(each) in given for each in several(row.get("must_not_contain"))
    )


def several(given: object) -> list[object]:
    """What a list holds; nothing where the row has something else there."""
    return given if isinstance(given, list) else []


def squeezed(given: object) -> str:
    return "".join(str(given).split())
