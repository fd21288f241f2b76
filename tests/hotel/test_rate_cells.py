"""O5: a rate card as it comes out of a spreadsheet is read rightly or refused, never guessed."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from appliance.hotel.amounts import Unreadable, parse_amount, parse_day, parse_weekdays
from tests.hotel.packs import RATES_HEADER, copied, problems, rates_problems


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("320", "320"),
        ("320.5", "320.5"),
        (" RM 1,200.00 ", "1200.00"),
        ("rm320", "320"),
        ("MYR\N{NO-BREAK SPACE}1,200", "1200"),
        ("1,234,567.89", "1234567.89"),
    ],
)
def test_o5_amounts_that_can_be_read_one_way(cell: str, expected: str) -> None:
    assert parse_amount(cell) == Decimal(expected)


@pytest.mark.parametrize(
    ("cell", "why"),
    [
        ("1.200,00", "may mean two amounts"),
        ("1.200", "may mean two amounts"),
        ("320,50", "may mean two amounts"),
        ("", "merged cell"),
        ("TBC", "not an amount"),
        ("-", "not an amount"),
        ("N/A", "not an amount"),
        ("24-Dec", "a date the spreadsheet made"),
        ("24/12/2026", "a date the spreadsheet made"),
        ("320/350", "two prices in one cell"),
        ("320++", "plus signs"),
        ("#REF!", "spreadsheet error"),
        ("=B2*1.1", "formula"),
        ("-320", "not an amount"),
        ("0.00", "not more than zero"),
        ("320.005", "may mean two amounts"),
        ("1,20,000", "not an amount"),
        ("3.2E+02", "not an amount"),
        ("SGD 320", "not an amount"),
        ("٣٢٠", "not an amount"),
        ("NaN", "not an amount"),
    ],
)
def test_o5_amounts_that_are_refused(cell: str, why: str) -> None:
    with pytest.raises(Unreadable) as caught:
        parse_amount(cell)
    assert why in caught.value.wrong


@given(st.decimals(min_value="0.01", max_value=999999, places=2))
def test_o5_an_amount_written_any_plain_way_is_the_same(value: Decimal) -> None:
    for written in (f"{value}", f"{value:,}", f"RM {value:,.2f}", f" {value} "):
        assert parse_amount(written) == value


@pytest.mark.parametrize("cell", ["2026-12-24", " 2026-12-24 ", "2026-12-24 00:00:00"])
def test_o5_days_that_can_be_read_one_way(cell: str) -> None:
    assert parse_day(cell) == date(2026, 12, 24)


@pytest.mark.parametrize(
    ("cell", "why"),
    [
        ("46380", "it may be 2026-12-24"),
        ("02/03/2026", "day first or month first"),
        ("24.12.26", "day first or month first"),
        ("24-Dec", "not a date"),
        ("2026-02-29", "not in the calendar"),
        ("2026-13-01", "not in the calendar"),
        ("", "blank"),
    ],
)
def test_o5_days_that_are_refused(cell: str, why: str) -> None:
    with pytest.raises(Unreadable) as caught:
        parse_day(cell)
    assert why in caught.value.wrong


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("daily", {0, 1, 2, 3, 4, 5, 6}),
        ("fri sat", {4, 5}),
        ("sun-thu", {6, 0, 1, 2, 3}),
        ("Mon|Wednesday", {0, 2}),
    ],
)
def test_weekdays(cell: str, expected: set[int]) -> None:
    assert parse_weekdays(cell) == expected


@pytest.mark.parametrize("cell", ["", "weekend", "monsoon-", "mon-wed-fri", "1-5"])
def test_weekdays_that_are_refused(cell: str) -> None:
    with pytest.raises(Unreadable):
        parse_weekdays(cell)


def test_o5_merged_cells_are_refused_with_their_line(tmp_path: Path) -> None:
    found = rates_problems(
        tmp_path,
        "GDN,usual,2026-10-01,2027-08-31,sun-thu,150.00,yes,1,",
        ",,,,fri sat,180.00,,,",
        ",,,,,,,,",
    )
    assert {problem.partition(":")[0] for problem in found} == {
        *("rates.csv, line 3, room", "rates.csv, line 3, season", "rates.csv, line 3, from"),
        *("rates.csv, line 3, to", "rates.csv, line 3, breakfast"),
    }


def test_o5_a_price_split_by_its_own_comma_is_refused(tmp_path: Path) -> None:
    (found,) = rates_problems(tmp_path, "GDN,x,2026-10-01,2027-08-31,daily,1,200.00,yes,1,")
    assert found.startswith("rates.csv, line 2: has 10 cells")


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        (RATES_HEADER.replace(",", ";"), "is separated by semicolons"),
        (RATES_HEADER.replace("price", "prise"), "unknown column 'prise'. Expected: 'price'?"),
        (RATES_HEADER.replace(",price", ""), "the column 'price' is missing"),
        (RATES_HEADER.replace("season", "room"), "'room' stands twice"),
        (RATES_HEADER + '"GDN,usual', "is not CSV"),
        ("", "the column 'room' is missing"),
    ],
)
def test_o5_a_sheet_that_is_not_a_rate_card(tmp_path: Path, text: str, wrong: str) -> None:
    pack = copied(tmp_path)
    (pack / "rates.csv").write_text(text, "utf-8")
    assert [problem for problem in problems(pack) if wrong in problem]


def test_o5_a_sheet_saved_by_excel_in_another_encoding(tmp_path: Path) -> None:
    pack = copied(tmp_path)
    (pack / "rates.csv").write_bytes(b"room,season\nGDN,caf\xe9\n")
    (found,) = problems(pack)
    assert found == 'rates.csv: is not UTF-8 text. Expected: a file saved as "CSV UTF-8"'


def test_o5_excels_byte_order_mark_is_harmless(tmp_path: Path) -> None:
    pack = copied(tmp_path)
    text = (pack / "rates.csv").read_text("utf-8")
    (pack / "rates.csv").write_text(text, "utf-8-sig")
    assert problems(pack) == []


@pytest.mark.parametrize(
    ("rows", "wrong"),
    [
        (
            (
                "GDN,a,2027-01-01,2027-01-31,daily,150.00,yes,1,",
                "GDN,b,2027-01-15,2027-02-15,fri sat,180.00,yes,1,",
            ),
            "rates.csv, line 3: GDN already has a price for 2027-01-15, on line 2",
        ),
        (("GRDN,a,2027-01-01,2027-01-31,daily,150.00,yes,1,",), "no room 'GRDN'"),
        (("GDN,a,2027-02-01,2027-01-31,daily,150.00,yes,1,",), "runs from 2027-02-01"),
        (("GDN,a,2027-01-01,2207-01-31,daily,150.00,yes,1,",), "runs from 2027-01-01"),
        (("GDN,a,2027-01-04,2027-01-05,fri,150.00,yes,1,",), "none of its days falls"),
    ],
)
def test_rows_that_disagree(tmp_path: Path, rows: tuple[str, ...], wrong: str) -> None:
    (found,) = rates_problems(tmp_path, *rows)
    assert wrong in found


def test_rows_that_share_dates_but_no_weekday_agree(tmp_path: Path) -> None:
    assert not rates_problems(
        tmp_path,
        "GDN,a,2027-01-01,2027-01-31,sun-thu,150.00,yes,1,",
        "GDN,a,2027-01-01,2027-01-31,fri sat,180.00,yes,1,",
        "SEA,a,2027-01-01,2027-01-31,daily,180.00,yes,1,",
    )
