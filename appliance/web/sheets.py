"""Tables as CSV files that a spreadsheet opens as they are meant (R11)."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from sanic import HTTPResponse, raw

RISKY = ("=", "+", "-", "@", "\t", "\r", "\n")  # how a formula may begin
BOM = "\ufeff"  # by which Excel knows UTF-8


def cell(value: object) -> str:
    """As text; what a spreadsheet would take for a formula gets an apostrophe before it."""
    text = "" if value is None else str(value)
    return f"'{text}" if text.lstrip(" ").startswith(RISKY) else text


def written(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    page = io.StringIO()
    lines = csv.writer(page)
    lines.writerow([cell(name) for name in head])
    lines.writerows([cell(value) for value in row] for row in rows)
    return BOM + page.getvalue()


def answer(name: str, head: Sequence[str], rows: Iterable[Sequence[object]]) -> HTTPResponse:
    """The table as a file called `name`."""
    headers = {
        "Content-Disposition": f'attachment; filename="{name}"',
        "Cache-Control": "no-store",
        "X-Content-Type-Options": "nosniff",
    }
    body = written(head, rows).encode()
    return raw(body, headers=headers, content_type="text/csv; charset=utf-8")
