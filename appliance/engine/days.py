"""Dates in words."""

from __future__ import annotations

from datetime import date

from appliance.engine.text import Language

DAYS: dict[Language, tuple[str, ...]] = {
    "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
    "ms": ("Isnin", "Selasa", "Rabu", "Khamis", "Jumaat", "Sabtu", "Ahad"),
}
MONTHS: dict[Language, tuple[str, ...]] = {
    "en": ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
    "ms": ("Jan", "Feb", "Mac", "Apr", "Mei", "Jun", "Jul", "Ogos", "Sep", "Okt", "Nov", "Dis"),
}


def date_words(day: date, language: Language) -> str:
    """ "Thu 24 Dec 2026": the weekday lets a guest see a misread date (L1)."""
    return f"{DAYS[language][day.weekday()]} {day.day} {MONTHS[language][day.month - 1]} {day.year}"


LONG_DAYS: dict[Language, tuple[str, ...]] = {
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
    "ms": DAYS["ms"],
}
LONG_MONTHS: dict[Language, tuple[str, ...]] = {
    "en": (
        *("January", "February", "March", "April", "May", "June"),
        *("July", "August", "September", "October", "November", "December"),
    ),
    "ms": (
        *("Januari", "Februari", "Mac", "April", "Mei", "Jun"),
        *("Julai", "Ogos", "September", "Oktober", "November", "Disember"),
    ),
}


def long_day(day: date, language: Language) -> str:
    """ "Monday 24 November", "Isnin 24 November"."""
    weekday = LONG_DAYS[language][day.weekday()]
    return f"{weekday} {day.day} {LONG_MONTHS[language][day.month - 1]}"


def span(first: date, last: date, language: Language) -> str:
    """ "24–26 Dec", "30 Dec – 2 Jan"."""
    months = MONTHS[language]
    end = f"{last.day} {months[last.month - 1]}"
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{end}"
    return f"{first.day} {months[first.month - 1]} – {end}"
