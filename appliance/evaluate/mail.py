"""What is read of e-mail: what is new in it, who writes, and that nothing in it breaks us.

A file is of one of three kinds, told by its fields: replies (`body`), machines (`eml`), and mail
that was made to break programs (`eml_base64`).
"""

from __future__ import annotations

from base64 import b64decode
from collections import Counter
from collections.abc import Mapping
from email.utils import getaddresses
from typing import Any

from appliance.channels.email import html, inbox, machines, mime, reply
from appliance.evaluate.bench import Bench
from appliance.evaluate.measures import Measures, Pair, labels, percent
from appliance.evaluate.rows import BadRow, Row

NOT_MACHINES = frozenset({"person", "list", "no_reply"})  # written for people, if not by them


def mail(_: Bench, row: Row) -> dict[str, Any]:
    body = row.body
    if "eml_base64" in body:
        return survived(b64decode(body["eml_base64"]))
    if "eml" in body:
        return {"label": who_wrote(mime.read(str(body["eml"]).encode("utf-8", "surrogateescape")))}
    if "body" in body:
        return {"reply": reply.reply_of(words(body)).text}
    raise BadRow("body, eml or eml_base64 is needed")


def words(body: Mapping[str, Any]) -> str:
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
    rows = [row for row, _ in pairs]
    if any("eml_base64" in row for row in rows):
        read = sum(bool(said) for _, said in pairs)
        return {"n": str(len(pairs)), "read": percent(read, len(pairs))}
    if any("eml" in row for row in rows):
        return {**machine_measures(pairs), **labels(pairs, "label")}
    return reply_measures(pairs)


def machine_measures(pairs: list[Pair]) -> Measures:
    """A machine found, whichever kind of machine it is."""
    found: Counter[tuple[bool, bool]] = Counter()
    for row, said in pairs:
        if row.get("label"):
            found[row["label"] != "normal", said.get("label", "normal") != "normal"] += 1
    right = found[True, True]
    wrong = found[False, True] + found[True, False]
    return {"machines, F1": percent(2 * right, 2 * right + wrong)}


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


def is_right(row: Mapping[str, Any], said: str) -> bool:
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
