"""What people type for a day and for a number, as a plan writes it: `idag`, `20 nov`, `48,5`."""

import re
from datetime import date, timedelta

from anhorig_cli.model.dates import parse_date
from anhorig_cli.vocabulary import MONTHS, word_key

_WORDS = {
    "idag": 0,
    "i_dag": 0,
    "today": 0,
    "igår": -1,
    "i_går": -1,
    "yesterday": -1,
    "i_förrgår": -2,
    "imorgon": 1,
    "i_morgon": 1,
    "tomorrow": 1,
}
_DAY_AND_MONTH = r"(?:den )?([0-9]{1,2})(?:\.|:[ae])? ?([^\W\d_]{3,9})\.?(?: ([0-9]{4}))?"
_DECIMAL_COMMA = r"([+-]?\d+),(\d+)"
_YEARS_AROUND = 4
"""So many years back and ahead there is a 29 February, but for one century's end."""


def day_behind(text: str, today: date) -> str:
    """Return a day as a plan writes it; one without a year is the last such day that has come."""
    return _day(text, today, is_ahead=False)


def day_ahead(text: str, today: date) -> str:
    """Return a day as a plan writes it; one without a year is the next such day."""
    return _day(text, today, is_ahead=True)


def _day(text: str, today: date, *, is_ahead: bool) -> str:
    """Return a day that is told in words; any other text as it stands, for whoever reads it as a date."""
    plain = " ".join(text.split())
    away = _WORDS.get(word_key(plain))
    if away is not None:
        return (today + timedelta(days=away)).isoformat()
    found = re.fullmatch(_DAY_AND_MONTH, plain, re.IGNORECASE)
    if found and (month := MONTHS.get(word_key(found[2]))):
        return _nearest(int(found[1]), month, found[3], today, is_ahead=is_ahead) or text
    return text


def _nearest(day: int, month: int, year: str | None, today: date, *, is_ahead: bool) -> str | None:
    """Return the day of a year, or else the nearest such day behind or ahead of today; None where there is none."""
    years = [int(year)] if year else [today.year + (n if is_ahead else -n) for n in range(2 * _YEARS_AROUND + 1)]
    for one in years:
        try:
            found = date(one, month, day)
        except ValueError:
            continue
        if year or (found >= today if is_ahead else found <= today):
            return found.isoformat()
    return None


def number(text: str) -> str:
    """Return a number as a plan writes it, with a point for a decimal comma; a share, `17 av 20` too, as `17/20`."""
    parts = re.sub(r"(?<=\d) (?:av|of) (?=\d)", "/", text).split("/")
    return "/".join(re.sub(rf"^\s*{_DECIMAL_COMMA}\s*$", r"\1.\2", part) for part in parts)


_DAY_IN_TEXT = r"\b[0-9]{4}-[0-9]{2}-[0-9]{2}\b"
_WORDED_DAY_IN_TEXT = r"\b([0-9]{1,2}) ([^\W\d_]{3,9})\.? ([0-9]{4})\b"


def day_in(text: str) -> str | None:
    """Return the day that a text of words names, as `SN 2026-06-17 § 52` does; None where it names none, or several."""
    days = {day for day in re.findall(_DAY_IN_TEXT, text) if _is_day(day)}
    for found in re.finditer(_WORDED_DAY_IN_TEXT, text):
        month = MONTHS.get(word_key(found[2]))
        day = _nearest(int(found[1]), month, found[3], date.min, is_ahead=True) if month else None
        days |= {day} if day else set()
    return days.pop() if len(days) == 1 else None


def _is_day(text: str) -> bool:
    try:
        parse_date(text)
    except ValueError:
        return False
    return True
