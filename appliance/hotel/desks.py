"""hours.toml -> desks with their weekly hours and special days."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from appliance.engine.hotel import Desk, Shift, SpecialDay
from appliance.engine.text import Text
from appliance.hotel.amounts import DAYS, Unreadable
from appliance.hotel.holiday import public_holidays
from appliance.hotel.schema import DeskTable, ExceptionTable, HoursFile
from appliance.hotel.toml_file import Place, TomlFile
from appliance.hotel.values import Hours
from appliance.hotel.week import SOME_HOURS, day_hours, parse_shifts
from appliance.problems import Problem, nearest

REQUIRED = ("reservations", "front_desk")
LONGEST_EXCEPTION = 366  # days


class DeskReader:
    """Reads every desk of a file and keeps the problems it meets."""

    def __init__(self, file: TomlFile, hours: HoursFile, years: range) -> None:
        self.file = file
        self.hours = hours
        self.problems: list[Problem] = []
        self.holidays = self._moved(self._calendar(years))

    def desks(self) -> dict[str, Desk]:
        for code in REQUIRED:
            if code not in self.hours.desk:
                self._refuse(("desk",), f"the desk {code!r} is missing", f"[desk.{code}]")
        self._check_exceptions()
        return {code: self._desk(code, table) for code, table in self.hours.desk.items()}

    def _desk(self, code: str, table: DeskTable) -> Desk:
        weekly = tuple(self._weekday(code, table, weekday) for weekday in range(7))
        on_holiday = self._special(("desk", code, "on_holiday"), table.on_holiday)
        special = self._holidays(self.holidays, on_holiday)
        for n, exception in enumerate(self.hours.exceptions):
            if exception.desks is None or code in exception.desks:
                self._except(special, ("exceptions", n, "hours"), exception, on_holiday)
        return Desk(code, table.name, weekly, special)

    def _weekday(self, code: str, table: DeskTable, weekday: int) -> tuple[Shift, ...]:
        key, hours = day_hours(table, weekday)
        at: Place = ("desk", code, key)
        if hours is not None:
            return self._shifts(at, hours)
        self._refuse(at, f"the hours of {DAYS[weekday]} are missing", SOME_HOURS)
        return ()

    def _holidays(
        self, days: dict[date, Text], shifts: tuple[Shift, ...] | None
    ) -> dict[date, SpecialDay]:
        if shifts is None:
            return {}
        return {day: SpecialDay(name, shifts) for day, name in days.items()}

    def _except(
        self,
        special: dict[date, SpecialDay],
        at: Place,
        exception: ExceptionTable,
        on_holiday: tuple[Shift, ...] | None,
    ) -> None:
        """What the hotel says of a date wins over the calendar."""
        as_holiday = exception.hours == "holiday"
        shifts = on_holiday if as_holiday else self._special(at, exception.hours)
        for day in _days(exception):
            special.pop(day, None)
            if shifts is not None:
                special[day] = SpecialDay(exception.name, shifts)

    def _special(self, at: Place, hours: Hours) -> tuple[Shift, ...] | None:
        """None where the weekly hours hold."""
        return None if hours == "normal" else self._shifts(at, hours)

    def _shifts(self, at: Place, hours: Hours) -> tuple[Shift, ...]:
        try:
            return parse_shifts(hours)
        except Unreadable as error:
            self._refuse(at, error.wrong, error.expected)
            return ()

    def _calendar(self, years: range) -> dict[date, Text]:
        if not self.hours.holidays:
            return {}
        try:
            return public_holidays(self.hours.holidays, years)
        except NotImplementedError:
            wrong = f"no calendar of holidays is called {self.hours.holidays!r}"
            self._refuse(("holidays",), wrong, 'a country and state, such as "MY-07" (Penang)')
            return {}

    def _moved(self, calendar: dict[date, Text]) -> dict[date, Text]:
        """Each holiday on the day that was announced, where that differs from the calendar's."""
        moves: dict[date, date] = {}
        for written, announced in self.hours.moved_holidays.items():
            day = _iso(written)
            if day in calendar:
                moves[day] = announced
            elif calendar:
                wrong = f"the calendar has no holiday on {written}"
                self._refuse(("moved_holidays", written), wrong, "a holiday's date = the new date")
        return {moves.get(day, day): name for day, name in calendar.items()}

    def _check_exceptions(self) -> None:
        for n, exception in enumerate(self.hours.exceptions):
            if exception.hours != "holiday":
                self._special(("exceptions", n, "hours"), exception.hours)
            for desk in exception.desks or ():
                if desk not in self.hours.desk:
                    at: Place = ("exceptions", n, "desks")
                    self._refuse(at, f"no desk {desk!r}", nearest(desk, self.hours.desk))
            if exception.until and not 0 <= _length(exception) < LONGEST_EXCEPTION:
                wrong = f"from {exception.date} until {exception.until}"
                self._refuse(("exceptions", n, "until"), wrong, "a later date, within a year")

    def _refuse(self, at: Place, wrong: str, expected: str) -> None:
        problem = self.file.problem(at, wrong, expected)
        if problem not in self.problems:  # one key may hold the hours of several days
            self.problems.append(problem)


def _iso(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _length(exception: ExceptionTable) -> int:
    return ((exception.until or exception.date) - exception.date).days


def _days(exception: ExceptionTable) -> Iterator[date]:
    for n in range(min(_length(exception), LONGEST_EXCEPTION) + 1):
        yield exception.date + timedelta(days=n)
