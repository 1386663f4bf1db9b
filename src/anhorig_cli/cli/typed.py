"""Days and numbers that people type (`idag`, `20 nov`, `48,5`), converted to the plan format."""

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
"""How many years back and ahead there is usually a 29 February; twice as many where a century has none."""


def past_day(text: str, today: date) -> str:
    """Return a day in ISO format; one without a year is the latest such day that is not in the future."""
    return _day(text, today, is_ahead=False)


def future_day(text: str, today: date) -> str:
    """Return a day in ISO format; one without a year is the first such day that is not in the past."""
    return _day(text, today, is_ahead=True)


def _day(text: str, today: date, *, is_ahead: bool) -> str:
    """Return a day given in words in ISO format; any other text unchanged, for the caller to parse as a date."""
    plain = " ".join(text.split())
    days_from_today = _WORDS.get(word_key(plain))
    if days_from_today is not None:
        return (today + timedelta(days=days_from_today)).isoformat()
    found = re.fullmatch(_DAY_AND_MONTH, plain, re.IGNORECASE)
    if found and (month := MONTHS.get(word_key(found[2]))):
        return _nearest(int(found[1]), month, found[3], today, is_ahead=is_ahead) or text
    return text


def _nearest(day: int, month: int, year: str | None, today: date, *, is_ahead: bool) -> str | None:
    """Return the day in `year`, else the nearest such day before or after today; None if there is no such day."""
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
    """Return a number with a decimal point instead of a comma; a share such as `17 av 20` becomes `17/20`."""
    parts = re.sub(r"(?<=\d) (?:av|of) (?=\d)", "/", text).split("/")
    return "/".join(re.sub(rf"^\s*{_DECIMAL_COMMA}\s*$", r"\1.\2", part) for part in parts)


_DAY_IN_TEXT = r"\b[0-9]{4}-[0-9]{2}-[0-9]{2}\b"
_WORDED_DAY_IN_TEXT = r"\b([0-9]{1,2}) ([^\W\d_]{3,9})\.? ([0-9]{4})\b"


def day_in(text: str) -> str | None:
    """Return the only day that a text such as `SN 2026-06-17 § 52` names; None if it names none, or several."""
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
