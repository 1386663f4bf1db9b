"""Regular expressions for what people write as one value, in the dialect that JSON Schema shares with JavaScript.

There are no flags in that dialect: letters of either case are spelt out, and `[0-9]` stands for a digit. Each pattern
says what the reader of the same name in `model` reads; a test holds them against each other.
"""

import re
from collections.abc import Iterable

from anhorig_cli.vocabulary import EVERY_MONTH, MONTHS, ORDINAL_NUMBERS, SCALES, SEASONS, WEEKDAY_NUMBERS
from anhorig_cli.vocabulary.spelling import Season

_YEAR = "(?:19[0-9][0-9]|2[01][0-9][0-9])"
_LEAP_YEAR = "(?:(?:19|2[01])(?:0[48]|[2468][048]|[13579][26])|2000)"
_MONTH = f"{_YEAR}-(?:0[1-9]|1[0-2])"
_DAY = (
    f"{_YEAR}-(?:(?:0[1-9]|1[0-2])-(?:0[1-9]|1[0-9]|2[0-8])|(?:0[13-9]|1[0-2])-(?:29|30)|(?:0[13578]|1[02])-31)"
    f"|{_LEAP_YEAR}-02-29"
)
_PART_OF_YEAR = f"{_YEAR}-(?:[Qq][1-4]|[Tt][1-3]|[Hh][12])"
_RANGE_END = f"(?:{_DAY}|{_MONTH}|{_YEAR})"
_NUMBER = r"(?:[0-9]{1,30}(?:\.[0-9]{0,30})?|\.[0-9]{1,30})(?:[eE][-+]?[0-9]{1,3})?"
_LONGEST_SHORT_MONTH, _LONGEST_MONTH, _FEBRUARY = 30, 31, 29
_LAST_DAYS = (
    dict.fromkeys(range(1, 13), _LONGEST_MONTH) | dict.fromkeys((4, 6, 9, 11), _LONGEST_SHORT_MONTH) | {2: _FEBRUARY}
)
"""The last day of each month, in any year."""
_TWO_DIGITS = range(10, 100)
_ROOM = r"[\s_]+"
"""Between words."""

NUMBER = f"[-+]?{_NUMBER}"
CHANGE = rf"[-+\u2212]?\s*{_NUMBER}\s*(?:%|[Pp][Rr][Oo][Cc][Ee][Nn][Tt]|[Pp][Ee][Rr][Cc][Ee][Nn][Tt])?"
COUNT = rf"\+?{_NUMBER}"
WHOLE_NUMBER = r"\+?[0-9]{1,15}(?:\.0*)?"
ID = "[A-Za-z0-9À-ÖØ-öø-ÿ_.][A-Za-z0-9À-ÖØ-öø-ÿ_.-]{0,63}"
COLOUR = "#?(?:[0-9A-Fa-f]{6}|[0-9A-Fa-f]{3})"
MUNICIPALITY_CODE = "[0-9]{4}"
TYPEFACE = "[A-Za-z0-9À-ÖØ-öø-ÿ][A-Za-z0-9À-ÖØ-öø-ÿ -]{0,59}"
_CLOCK = "(?:[01]?[0-9]|2[0-3])(?:[.:][0-5][0-9])?"
_BEFORE_CLOCK = r"(?:(?:[Kk][Ll]\.?|[Kk][Ll][Oo][Cc][Kk][Aa][Nn]|[Aa][Tt])?\s*)"
_BETWEEN_CLOCKS = r"(?:\s*[-–—]\s*|\s+(?:[Tt][Ii][Ll][Ll]|[Tt][Oo])\s+)"
DAY_TIME = rf"{_BEFORE_CLOCK}{_CLOCK}(?:{_BETWEEN_CLOCKS}{_CLOCK})?|[^0-9]*[^0-9\s][^0-9]*"
"""That the end comes after the start is not said."""
TEXT = r"\S"
LIKE_A_DATE = "[0-9./ -]{4,}(?:[QTHqth][0-9])?"
"""What is meant as a date, and so is no title of a decision."""


def whole(pattern: str, *, may_be_blank: bool) -> str:
    """Return a pattern that stands for a whole value, with room around it; a blank value counts as absent."""
    return rf"^\s*(?:{pattern})?\s*$" if may_be_blank else rf"^\s*(?:{pattern})\s*$"


def word(spelling: str) -> str:
    """Return a pattern for a word in letters of either case, with spaces like underscores."""
    return "".join(_letter(c) for c in spelling.replace("_", " "))


def _letter(character: str) -> str:
    if character == " ":
        return _ROOM
    lower, upper = character.lower(), character.upper()
    return f"[{lower}{upper}]" if lower != upper else re.escape(character)


def words(scale: str) -> str:
    """Return a pattern for every spelling of every word of a scale."""
    return any_of(SCALES[scale].names)


def any_of(spellings: Iterable[str]) -> str:
    """Return a pattern for any of some words."""
    return "|".join(dict.fromkeys(word(spelling) for spelling in spellings))


def _season(season: Season) -> str:
    crosses = season.last_month < season.first_month
    second = r"(?:[/-](?:[0-9]{4}|[0-9]{2}))?" if crosses else ""
    return rf"(?:{any_of(season.term.spellings)})\s+{_YEAR}{second}"


def dates() -> str:
    """Return a pattern for a date in any of its forms; that a range does not end before it begins is not said."""
    seasons = dict.fromkeys(_season(season) for season in SEASONS.values())
    single = f"{_DAY}|{_MONTH}|{_PART_OF_YEAR}|{_YEAR}"
    return "|".join([single, rf"{_RANGE_END}\s*/\s*{_RANGE_END}", *seasons])


def recurrences() -> str:
    """Return a pattern for when in the year something comes back."""
    week = "(?:[Vv]|[Vv][Ee][Cc][Kk][Aa]|[Ww]|[Ww][Ee][Ee][Kk])" + r"\s*(?:0?[1-9]|[1-4][0-9]|5[0-3])"
    lengths = (_FEBRUARY, _LONGEST_SHORT_MONTH, _LONGEST_MONTH)
    days = "|".join(f"{_month_numbers(last)}-{_days(last)}" for last in lengths)
    named = "|".join(
        rf"{_days(last)}(?:\.|:e)?\s+(?:{any_of(name for name, n in MONTHS.items() if _LAST_DAYS[n] == last)})"
        for last in lengths
    )
    names = [words("recurrence"), any_of(MONTHS), any_of(SEASONS), "[1-9]|1[0-2]"]
    return "|".join([*names, week, days, named, _weekdays_of_months()])


def _weekdays_of_months() -> str:
    """Return a pattern for a weekday of a month: `sista torsdagen i mars`, `the first Tuesday of every month`."""
    article = rf"(?:(?:{any_of(('den', 'the'))}){_ROOM})?"
    month = rf"(?:{any_of(('i', 'in', 'of'))}){_ROOM}(?:{any_of(MONTHS)})|{any_of(EVERY_MONTH)}"
    return rf"{article}(?:{any_of(ORDINAL_NUMBERS)}){_ROOM}(?:{any_of(WEEKDAY_NUMBERS)}){_ROOM}(?:{month})"


def _month_numbers(last_day: int) -> str:
    """Return a pattern for the numbers of the months that end on a day, with or without a zero before one digit."""
    months = (n for n, last in _LAST_DAYS.items() if last == last_day)
    return f"(?:{'|'.join(str(n) if n in _TWO_DIGITS else f'0?{n}' for n in months)})"


def _days(last: int) -> str:
    ends = {_FEBRUARY: "", _LONGEST_SHORT_MONTH: "|30", _LONGEST_MONTH: "|3[01]"}
    return f"(?:0?[1-9]|[12][0-9]{ends[last]})"
