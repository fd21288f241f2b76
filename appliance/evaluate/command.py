"""The verb: which file, which measurement, where the predictions go."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from appliance import hotel, logs
from appliance.evaluate import bench, searching
from appliance.evaluate.bench import Bench
from appliance.evaluate.kinds import KINDS
from appliance.evaluate.measures import Measures, Pair
from appliance.evaluate.progress import told
from appliance.evaluate.rows import BadRow, Lines, Row, read, sample
from appliance.evaluate.searching import Library
from appliance.settings import Settings, SettingsError
from appliance.wiring.models import open_ladder

log = logs.get(__name__)

Report = Callable[[str], None]
SHOWN = 20  # bad lines shown one by one
SEARCHES = {
    "retrieval": "the passage that answers, among the hotel's own",
    "abstain": "answering when the knowledge holds the answer, and not when it was taken out",
}
ABOUT = """Measure the product on a data set, with the product's own code.

Files hold one JSON object a line; a line that cannot be used is reported and counted."""
KNOWLEDGE = """
A line of KB:
  {"hotel_id", "hotel_name", "doc_id", "question", "answer"}, or of a guest's review
  {"hotel_id", "hotel_name", "doc_type", "doc_id", "sent_id", "text"}
A line of QUERIES:
  {"id", "hotel_id", "query", "history"?: [{"speaker", "text"}]} and"""
GOLD = {
    "retrieval": """
  "gold_doc_id"? or "gold_doc_ids"? or "kb_ids"? or "gold"?: [{"doc_type", "doc_id", "sent_id"}]
A line of PRED:
  {"id", "ranked": [doc_id, ...]}, or with reviews [[doc_type, doc_id, sent_id], ...]""",
    "abstain": """
  "remove_to_make_unanswerable": [doc_id]
A line of PRED:
  {"id", "answered_full": bool, "answered_removed": bool}""",
}


def add_arguments(verb: argparse.ArgumentParser) -> None:
    verb.description = ABOUT
    verb.formatter_class = argparse.RawDescriptionHelpFormatter
    verb.epilog = "`nocturn eval KIND --help` tells what a kind reads and writes."
    kinds = verb.add_subparsers(dest="kind", required=True, metavar="KIND")
    for name, help_text in SEARCHES.items():
        one = _parser(kinds, name, help_text, KNOWLEDGE + GOLD[name], name == "abstain")
        one.add_argument("--kb", type=Path, required=True, metavar="KB", help="hotels' knowledge")
        one.add_argument(
            "--queries", type=Path, required=True, metavar="QUERIES", help="guests' questions"
        )
    kinds.choices["retrieval"].add_argument(
        "--all",
        action="store_true",
        help="make every hotel a property of one PostgreSQL, search there, put every question to"
        " every hotel and show that only its own passages come back",
    )
    for name, kind in KINDS.items():
        one = _parser(
            kinds,
            name,
            kind.help,
            f"A line of FILE:\n  {kind.rows}\nA line of PRED:\n  {kind.writes}",
            kind.asks_models,
        )
        one.add_argument("file", type=Path, metavar="FILE", help="the data set")


def _parser(kinds: Any, name: str, help_text: str, files: str, models: bool) -> Any:
    one: argparse.ArgumentParser = kinds.add_parser(
        name,
        help=help_text,
        description=f"{help_text[0].upper()}{help_text[1:]}.",
        epilog=files.strip("\n") + "\nWhat is marked ? may be left out.",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    one.add_argument(
        "--out", type=Path, metavar="PRED", help="write the predictions here, as JSONL"
    )
    one.add_argument(
        "--provider",
        default="none",
        help="who answers: none (the hotel's own sentences; the default), openai, anthropic, or the"
        " URL of an OpenAI-compatible server"
        + ("" if models else ". This kind asks no model, whatever is named here"),
    )
    one.add_argument(
        "--limit", type=int, default=0, metavar="N", help="only N lines, drawn by seed"
    )
    one.add_argument("--seed", type=int, default=0, help="of the draw; 0")
    return one


def run(settings: Settings, arguments: argparse.Namespace, report: Report) -> int:
    """0; 1 where no line could be used, or another hotel's passage came back."""
    settings = with_provider(settings, arguments.provider)
    ladder = open_ladder(settings)
    known = hotel.load(settings.tenant_dir, settings.slug)
    with bench.opened(settings, known, ladder, report) as opened:
        if arguments.kind in SEARCHES:
            return measure_search(opened, arguments)
        kind = KINDS[arguments.kind]
        if opened.ladder.rungs and not kind.asks_models:
            report(f"{arguments.kind} asks no model: --provider changes nothing")
        lines = chosen(arguments.file, arguments)
        return measure(opened, arguments, lines, partial(kind.predict, opened), kind.measure)


def with_provider(settings: Settings, provider: str) -> Settings:
    """Only the models named; wiring makes the ladder of them as for guests."""
    openai, anthropic = settings.openai_key, settings.anthropic_key
    alone = replace(settings, openai_key="", anthropic_key="")
    if provider == "none":
        return alone
    if provider.startswith(("http://", "https://")):
        return replace(alone, openai_key=openai or "none", openai_base_url=provider.rstrip("/"))
    if provider == "openai" and openai:
        return replace(alone, openai_key=openai)
    if provider == "anthropic" and anthropic:
        return replace(alone, anthropic_key=anthropic)
    if provider in ("openai", "anthropic"):
        raise SettingsError(f"--provider {provider} needs {provider.upper()}_API_KEY")
    raise SettingsError(f"--provider {provider}: none, openai, anthropic or a URL")


# -- measuring


def chosen(path: Path, arguments: argparse.Namespace) -> Lines:
    lines = read(path)
    return replace(lines, rows=tuple(sample(lines.rows, arguments.limit, arguments.seed)))


def measure_search(opened: Bench, arguments: argparse.Namespace) -> int:
    kb, lines = read(arguments.kb), chosen(arguments.queries, arguments)
    problems = [*kb.problems, *lines.problems]
    library = Library.of(opened, kb.rows, problems)
    lines = replace(lines, problems=tuple(problems))
    if arguments.kind == "abstain":
        predict = partial(searching.abstain, library)
        return measure(opened, arguments, lines, predict, searching.abstain_measures)
    predict, judge = partial(searching.retrieve, library), searching.retrieval_measures
    if not arguments.all:
        return measure(opened, arguments, lines, predict, judge)
    with searching.one_cluster(library):
        status = measure(opened, arguments, lines, predict, judge)
        show(searching.isolation(library, readable(lines.rows)), "isolation", opened.report)
    for foreign in library.foreign[:SHOWN]:
        opened.report(f"  LEAK {foreign}")
    return 1 if library.foreign else status


def readable(rows: Sequence[Row]) -> list[Row]:
    """Those that hold a question and a history; what is wrong with the others has been told."""
    return [row for row in rows if is_question(row)]


def is_question(row: Row) -> bool:
    try:
        row.history(searching.question(row))
    except BadRow:
        return False
    return True


def measure(
    opened: Bench,
    arguments: argparse.Namespace,
    lines: Lines,
    predict: Callable[[Row], dict[str, Any]],
    judge: Callable[[list[Pair]], Measures],
) -> int:
    problems = list(lines.problems)
    pairs: list[Pair] = []
    with ExitStack() as closing:
        out = closing.enter_context(arguments.out.open("w")) if arguments.out else None
        for row in told(lines.rows, opened.report, "lines"):
            said = predicted(row, predict, problems)
            pairs.append((row.body, said))
            if out and said:
                out.write(json.dumps(said) + "\n")
    complain(problems, opened.report)
    if not any(said for _, said in pairs):
        opened.report("no line could be used")
        return 1
    show(judge(pairs), arguments.kind, opened.report)
    return 0


def predicted(
    row: Row, predict: Callable[[Row], dict[str, Any]], problems: list[str]
) -> dict[str, Any]:
    """The prediction with the row's id; {} for a row that cannot be used, which is a miss."""
    try:
        return {"id": row.id, **predict(row)}
    except BadRow as bad:
        problems.append(f"{row.place}: {bad}")
    except Exception as error:  # one message must not end the measurement
        log.debug("could not be worked out", place=row.place, exc_info=True)
        problems.append(f"{row.place}: could not be worked out: {type(error).__name__}: {error}")
    return {}


def complain(problems: Sequence[str], report: Report) -> None:
    for problem in problems[:SHOWN]:
        report(printable(f"  {problem}"))
    if problems:
        more = f", {len(problems) - SHOWN} of them not shown" if len(problems) > SHOWN else ""
        report(f"{len(problems)} lines could not be used{more}")


def show(measures: Measures, title: str, report: Report) -> None:
    report("")
    report(title)
    width = max(map(len, measures), default=0)
    for name, value in measures.items():
        report(printable(f"  {name:<{width}}  {value}"))


def printable(text: str) -> str:
    """Data sets hold half characters, which no terminal takes."""
    return text.encode("utf-8", "backslashreplace").decode()
