"""Amounts, days and weekdays as hotels type them into spreadsheets.

Each reader gives a value or raises Unreadable. What could mean two things is refused: a price
read wrongly is quoted to guests (O5).
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from decimal import Decimal

PLAIN = re.compile(r"[0-9]+(\.[0-9]{1,2})?")
THOUSANDS = re.compile(r"[0-9]{1,3}(,[0-9]{3})+(\.[0-9]{1,2})?")
EUROPEAN = re.compile(r"([0-9]{1,3}(\.[0-9]{3})+|[0-9]+)(,[0-9]{1,2})?")
CURRENCY = re.compile(r"^(RM|MYR)\s*", re.IGNORECASE)
AN_AMOUNT = "an amount such as 320.00 or RM 1,200.00"
A_DAY = "a day as year-month-day, such as 2026-12-24"
SOME_DAYS = "days such as daily, mon-thu or fri sat"
EXCEL_EPOCH = date(1899, 12, 30)
EXCEL_DAYS = range(36526, 73051)  # 2000 to 2099
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
YES = {"yes": True, "true": True, "y": True, "ya": True}
NO = {"no": False, "false": False, "n": False, "tidak": False}


class Unreadable(ValueError):
    """What is wrong with a cell, and what was expected instead."""

    def __init__(self, wrong: str, expected: str) -> None:
        super().__init__(wrong)
        self.wrong = wrong
        self.expected = expected


def parse_amount(cell: str) -> Decimal:
    """ "320", "RM 1,200.00", "MYR1200.5" -> Decimal, more than zero, to the sen."""
    text = cell.replace("\N{NO-BREAK SPACE}", " ").strip()
    if not text:
        raise Unreadable(f"is blank{MERGED}", AN_AMOUNT)
    number = CURRENCY.sub("", text)
    if not (PLAIN.fullmatch(number) or THOUSANDS.fullmatch(number)):
        raise Unreadable(f"{text!r} {_why_no_amount(number)}", AN_AMOUNT)
    amount = Decimal(number.replace(",", ""))
    if amount <= 0:
        raise Unreadable(f"{text!r} is not more than zero", AN_AMOUNT)
    return amount


def _why_no_amount(number: str) -> str:
    if EUROPEAN.fullmatch(number):
        return "may mean two amounts: write the sen after a point, thousands with or without commas"
    if number.endswith("+"):
        return "has plus signs: write the price alone, and the taxes it adds in fees.toml"
    if number.startswith("="):
        return "is a spreadsheet formula, not its result"
    if number.startswith("#"):
        return "is a spreadsheet error"
    if re.fullmatch(r"\d+[-/]\w+([-/]\w+)?", number):
        return "looks like a date the spreadsheet made of it, or two prices in one cell"
    return "is not an amount of money"


MERGED = " (a merged cell leaves the cells below it blank: fill in every row)"


def parse_day(cell: str) -> date:
    """ISO 8601 only: 02/03/2026 is two days, depending on who reads it."""
    text = cell.strip().removesuffix(" 00:00:00")
    if not text:
        raise Unreadable(f"is blank{MERGED}", A_DAY)
    if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        try:
            return date.fromisoformat(text)
        except ValueError:
            raise Unreadable(f"{text!r} is not in the calendar", A_DAY) from None
    raise Unreadable(f"{text!r} {_why_no_day(text)}", A_DAY)


def _why_no_day(text: str) -> str:
    if text.isascii() and text.isdigit() and int(text) in EXCEL_DAYS:
        day = EXCEL_EPOCH + timedelta(days=int(text))
        return f"is a spreadsheet's own number for a day (it may be {day})"
    if re.fullmatch(r"\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}", text):
        return "may be read day first or month first"
    return "is not a date"


def parse_weekdays(cell: str) -> frozenset[int]:
    """ "daily", "sun-thu", "fri sat", "mon|wed" -> weekdays, Monday is 0."""
    text = cell.strip().lower()
    if text in ("daily", "all"):
        return frozenset(range(7))
    if not text:
        raise Unreadable(f"is blank{MERGED}", SOME_DAYS)
    return frozenset(day for part in re.split(r"[\s,|/;]+", text) for day in _days_of(part, cell))


def _days_of(part: str, cell: str) -> list[int]:
    ends = [end[:3] for end in part.split("-")]
    if len(ends) > 2 or any(end not in DAYS for end in ends):
        raise Unreadable(f"{cell.strip()!r} does not name days of the week", SOME_DAYS)
    first, last = DAYS.index(ends[0]), DAYS.index(ends[-1])
    return [(first + step) % 7 for step in range((last - first) % 7 + 1)]


def parse_yes_no(cell: str) -> bool:
    answer = (YES | NO).get(cell.strip().lower())
    if answer is None:
        raise Unreadable(f"{cell.strip()!r} is neither yes nor no", "yes or no")
    return answer


def parse_count(cell: str) -> int:
    """A whole number from 1; a blank is 1."""
    text = cell.strip() or "1"
    if not text.isascii() or not text.isdigit() or int(text) < 1:
        raise Unreadable(f"{text!r} is not a whole number from 1", "a whole number such as 2")
    return int(text)
