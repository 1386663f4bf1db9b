"""Dates as people write them in a plan: a day, month, quarter, season, year or range, or without an end."""

import re
import unicodedata
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache, partial
from itertools import pairwise
from typing import Annotated, Self

from anhorig_cli.diagnostics import SuggestedValue, UnreadableValueError
from anhorig_cli.model.part import ReadBy
from anhorig_cli.source import Message, WordToWrite, message
from anhorig_cli.vocabulary import MONTHS, ORDINAL_NUMBERS, SCALES, SEASONS, WEEKDAY_NUMBERS, Language, word_key

FIRST_YEAR, LAST_YEAR = 1900, 2199
"""The years a date may lie in. A year outside them is a typing error, and arithmetic on such dates could overflow."""


class Precision(StrEnum):
    """How precisely a date was written; a report never prints it more precisely."""

    DAY = "day"
    MONTH = "month"
    QUARTER = "quarter"
    TERTIAL = "tertial"
    HALF_YEAR = "half_year"
    YEAR = "year"
    RANGE = "range"
    SPRING = "spring"
    SUMMER = "summer"
    AUTUMN = "autumn"
    WINTER = "winter"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class PlanDate:
    """A period of days, from `first` to `last`, and how it was written.

    `written` is the ISO spelling if there is one (`2021-T3` for a tertial), else the season and its year
    (`autumn 2021`). An open date (`ongoing`, `until_further_notice`) never ends: its `last` is `date.max`.
    """

    first: date
    last: date
    precision: Precision
    written: str

    @classmethod
    def day(cls, day: date) -> Self:
        """Return the date that consists of one day."""
        return cls(day, day, Precision.DAY, day.isoformat())

    @property
    def is_open(self) -> bool:
        """Whether the date has no end."""
        return self.precision is Precision.OPEN

    def has_ended(self, as_of: date) -> bool:
        """Return whether the last day is before `as_of`; a deadline applies to the end of its last day."""
        return self.last < as_of

    def __str__(self) -> str:
        return self.written

    def spelled(self, language: Language) -> str:
        """Return the ISO spelling, or the words of the language for a season or an open end."""
        if self.precision in _SEASON_WORDS:
            word, _, year = self.written.partition(" ")
            return f"{SEASONS[word].term.spelled(language)} {year}"
        if self.is_open:
            scale = SCALES["open_due" if self.written == "ongoing" else "open_end"]
            return scale.word(self.written).spelled(language)
        return self.written


_SEASON_WORDS = frozenset({Precision.SPRING, Precision.SUMMER, Precision.AUTUMN, Precision.WINTER})


def months(year: int, first: int, last: int) -> tuple[date, date]:
    """Return the first day of month `first` and the last day of month `last` in a year."""
    return date(year, first, 1), date(year, last, monthrange(year, last)[1])


_Reader = Callable[[re.Match[str]], PlanDate]
_SPANS = {"Q": (Precision.QUARTER, 3), "T": (Precision.TERTIAL, 4), "H": (Precision.HALF_YEAR, 6)}


def _day(found: re.Match[str]) -> PlanDate:
    return PlanDate.day(date(int(found[1]), int(found[2]), int(found[3])))


def _month(found: re.Match[str]) -> PlanDate:
    number = int(found[2])
    return PlanDate(*months(int(found[1]), number, number), Precision.MONTH, found[0])


def _part_of_year(found: re.Match[str]) -> PlanDate:
    precision, length = _SPANS[found[2].upper()]
    last = int(found[3]) * length  # a number that is too high gives month 13 or more, which `months` refuses
    return PlanDate(*months(int(found[1]), last - length + 1, last), precision, found[0].upper())


def _year(found: re.Match[str]) -> PlanDate:
    return PlanDate(*months(int(found[0]), 1, 12), Precision.YEAR, found[0])


def _range(found: re.Match[str]) -> PlanDate:
    start, end = _range_end(found[1]), _range_end(found[2])
    if end.last < start.first:
        raise ValueError(found[0])
    return PlanDate(start.first, end.last, Precision.RANGE, f"{start.written}/{end.written}")


def _season(found: re.Match[str]) -> PlanDate:
    season = SEASONS[word_key(found[1])]
    name, year, second = season.term.name, int(found[2]), found[3]
    crosses = season.last_month < season.first_month
    if not crosses:
        if second is not None:
            raise ValueError(found[0])
        return PlanDate(*months(year, season.first_month, season.last_month), Precision(name), f"{name} {year}")
    if second is not None and int(second) not in {year + 1, (year + 1) % 100}:
        raise ValueError(found[0])
    first, _ = months(year, season.first_month, 12)
    _, last = months(year + 1, 1, season.last_month)
    return PlanDate(first, last, Precision(name), f"{name} {year}/{year + 1}")


_YEAR = r"(19[0-9][0-9]|2[01][0-9][0-9])"
_FORMS: tuple[tuple[str, _Reader], ...] = (
    (rf"(?a){_YEAR}-(\d\d)-(\d\d)", _day),
    (rf"(?a){_YEAR}-(\d\d)", _month),
    (rf"(?a){_YEAR}-([QTHqth])([1-4])", _part_of_year),
    (rf"(?a){_YEAR}", _year),
    (r"(?a)([\d-]{4,10})\s?/\s?([\d-]{4,10})", _range),
    (rf"([^\W\d_]{{2,14}}) {_YEAR}(?:[/-]([0-9]{{4}}|[0-9][0-9]))?", _season),
)
_LONGEST = 40  # characters: no date is longer, and longer text is not matched against the patterns


def _match(text: str) -> PlanDate | None:
    for pattern, read in _FORMS:
        if found := re.fullmatch(pattern, text):
            return read(found)
    return None


def _range_end(text: str) -> PlanDate:
    """Return the date at one end of a range: a day, a month or a year.

    Raises:
        ValueError: if the text is none of these, or no such day exists.
    """
    for pattern, read in (_FORMS[0], _FORMS[1], _FORMS[3]):
        if found := re.fullmatch(pattern, text):
            return read(found)
    raise ValueError(text)


def parse_date(text: str) -> PlanDate:
    """Return the date that a text gives in any form of the plan format.

    Raises:
        UnreadableValueError: if the text has none of the forms, or no such day exists.
    """
    return _parse(text if len(text) <= 2 * _LONGEST else " ".join(text.split())[: 2 * _LONGEST])


@lru_cache(maxsize=4096)  # dates recur within a plan, and between a municipality's plans
def _parse(text: str) -> PlanDate:
    text = unicodedata.normalize("NFC", " ".join(text.split()))
    found = _date_or_none(text)
    if found is None:
        flaw = message("{value} is not a date", value=quoted(text))
        raise UnreadableValueError("bad-date", flaw, partial(_hint, text), partial(_intended_date, text))
    return found


def is_date(text: str) -> bool:
    """Return whether `parse_date` can read a text; quicker than calling it when most texts are not dates."""
    return (
        re.search(_YEAR, text) is not None
        and _date_or_none(unicodedata.normalize("NFC", " ".join(text.split()))) is not None
    )


def _date_or_none(text: str) -> PlanDate | None:
    try:
        return _match(text) if len(text) <= _LONGEST else None
    except (ValueError, KeyError):  # no such day, or a word that is not a season
        return None


def quoted(text: str, longest: int = 40) -> str:
    """Return plan text as messages show it: in quotation marks, and cut at `longest` characters."""
    return f'"{text if len(text) <= longest else text[:longest] + "…"}"'


_LIKE_A_DAY = r"(?a)(\d{4})(?:([-/. ])(\d{1,2})\2(\d{1,2})|(\d\d)(\d\d))"
_LIKE_A_YEAR = r"(?a)(\d{4})(?:-(?:\d\d|[QTHqth]\d))?"
_LIKE_A_DAY_LAST = r"(?a)(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})"


_DAY_IN_WORDS = r"(?i)(?:den )?(\d{1,2})(?:\.|:[ae])? ([^\W\d_]{3,9})\.? (\d{4})"
_MONTH_IN_WORDS = r"([^\W\d_]{3,9})\.? (\d{4})"
_PART_WORDS = {"q": "Q", "kv": "Q", "kvartal": "Q", "t": "T", "tertial": "T", "h": "H", "halvår": "H"}
_PART_FIRST = r"([^\W\d_]{1,7})\.? ?([1-4])[ ,/-]{1,2}(\d{4})"
_PART_LAST = r"(\d{4})[ ,/-]{0,2}([^\W\d_]{1,7})\.? ?([1-4])"
_SHORT_RANGE = r"(?a)(\d{4})-(\d\d)/(\d\d)"
_DASHED_RANGE = r"(?a)([\d-]{4,10}?) ?(?:[–—]| - |(?<=\d{4})-(?=\d{4}$)) ?([\d-]{4,10})"


_WORDS_BEFORE_DATE = (
    r"(?i)(?:(?:före |vid |till |i )?(?:utgången|slutet) av|senast|under|i|till och med|t\.?o\.?m\.?|till|by|in"
    r"|during) (?:den |the )?"
)
_SHORT_YEAR = r"(.{2,20}?)[ '’-]{0,2}(2\d)"
_SHORT_DAY = r"(?a)(\d{1,2})[/.](\d{1,2})[- /.](2\d)"


_WEEK = r"(?ai)(?:v|vecka|w|week)\.? ?(\d{1,2})(?:[ ,-]{1,2}(\d{4}))?"
_ISO_WEEK = r"(?ai)(\d{4})[ -]{0,2}(?:v|vecka|w|week)\.? ?(\d{1,2})"
"""A week with the year first, as in ISO 8601: `2024-W41`."""
_PART_ALONE = r"(?ai)(?:q|kv|kvartal|t|tertial|h|halvår)\.? ?[1-4]|\d{1,2}/\d{1,2}"
_NAME_ALONE = r"(?:(\d{1,2})\.? )?([^\W\d_]{2,14})\.?"
_LEAP_YEAR = 2024


def _lacks_year(text: str) -> bool:
    """Return whether a text is a day, a month, a season or a part of a year, but lacks the year."""
    named = re.fullmatch(_NAME_ALONE, text)
    is_name = named is not None and (word_key(named[2]) in MONTHS or word_key(named[2]) in SEASONS)
    return is_name or re.fullmatch(_PART_ALONE, text) is not None


def _never_exists(text: str) -> bool:
    """Return whether a text is a day that its month never has, such as `31 april`."""
    named = re.fullmatch(_NAME_ALONE, text)
    if named is None or named[1] is None:
        return False
    month = MONTHS.get(word_key(named[2]))
    return month is not None and int(named[1]) > monthrange(_LEAP_YEAR, month)[1]


def _week(text: str) -> str:
    """Return the days of a numbered week with its year, as a range; empty for any other text."""
    year_last, year_first = re.fullmatch(_WEEK, text), re.fullmatch(_ISO_WEEK, text)
    if year_first is not None:
        year, week = year_first[1], year_first[2]
    elif year_last is not None and year_last[2] is not None:
        year, week = year_last[2], year_last[1]
    else:
        return ""
    try:
        monday = date.fromisocalendar(int(year), int(week), 1)
    except ValueError:
        return ""
    return f"{monday}/{monday + timedelta(days=6)}"


def _without_preamble(text: str) -> str:
    """Return a date without the words before it and with the year in full: `senast ht-26` gives `ht 2026`."""
    before = re.match(_WORDS_BEFORE_DATE, text)
    rest = text[before.end() :] if before else text
    if found := re.fullmatch(_SHORT_DAY, rest):
        return f"{found[1]}/{found[2]}/20{found[3]}"
    found = re.fullmatch(_SHORT_YEAR, rest)
    return f"{found[1]} 20{found[2]}" if found and found[1][-1].isalpha() else rest


def _intended_date(text: str) -> SuggestedValue | None:
    """Return the date that a text must mean; it is unsure if words were dropped or the month may come first."""
    full = _without_preamble(text)
    if full == text:
        return _spelled_otherwise(text)
    intended = full if _date_or_none(full) else None
    if intended is None and (otherwise := _spelled_otherwise(full)):
        intended = otherwise.text
    return SuggestedValue(intended, text, is_sure=False) if intended else None


def _spelled_otherwise(text: str) -> SuggestedValue | None:
    """Return the date that a text in another form must mean; it is unsure if the month may come first."""
    numbers = _day_numbers(text)
    if numbers is None:
        intended = _other_spelling(text)
        return SuggestedValue(intended, text) if intended else None
    try:
        day = date(*numbers)
    except ValueError:
        return None
    could_be_month_first = re.fullmatch(_MONTH_MAY_BE_FIRST, text) and day.day <= _MONTHS and day.day != day.month
    return (
        SuggestedValue(day.isoformat(), text, not could_be_month_first) if FIRST_YEAR <= day.year <= LAST_YEAR else None
    )


_MONTH_MAY_BE_FIRST = r"(?a)\d{1,2}[-/]\d{1,2}[-/]\d{4}"
_MONTHS = 12


def _day_numbers(text: str) -> tuple[int, int, int] | None:
    """Return the year, month and day in a text, which need not be a day that exists; None for any other text."""
    if found := re.fullmatch(_LIKE_A_DAY, text):
        return int(found[1]), int(found[3] or found[5]), int(found[4] or found[6])
    if found := re.fullmatch(_LIKE_A_DAY_LAST, text):
        return int(found[3]), int(found[2]), int(found[1])
    if (found := re.fullmatch(_DAY_IN_WORDS, text)) and (month := MONTHS.get(word_key(found[2]))):
        return int(found[3]), month, int(found[1])
    return None


def _hint(text: str) -> Message:
    if numbers := _day_numbers(text):
        return _hint_for_numbers(*numbers)
    if intended := _intended_date(text):
        return message("write it as {date}", date=intended.text)
    if _never_exists(_without_preamble(text)):
        return _no_such_day()
    if _lacks_year(_without_preamble(text)):
        return message("write the year, too: a day as 2021-11-30, a month as 2021-11, a season as autumn 2021")
    if _recurs(text):
        return message("what comes back is an item of 'årshjul' (annual_cycle), which says how often in 'när' (when)")
    if re.fullmatch(_WEEK, text):
        return message("a week is written as its days, with the year: 2021-11-29/2021-12-05")
    if (found := re.fullmatch(_LIKE_A_YEAR, text)) and not FIRST_YEAR <= int(found[1]) <= LAST_YEAR:
        return _not_that_year()
    return message(
        "write a day as 2021-11-30, or a month (2021-11), quarter (2021-Q4), tertial (2021-T3), half year (2021-H2), "
        "year (2021), range (2021-09/2021-10) or season (autumn 2021)"
    )


def _recurs(text: str) -> bool:
    """Return whether a text says how often, or names a day that recurs every year: `andra onsdagen i april`."""
    words = [word_key(word) for word in re.findall(r"[^\W\d_]+", text)]
    if _HOW_OFTEN.intersection(words):
        return True
    if any(character.isdecimal() for character in text):
        return False
    is_weekday = any(one in ORDINAL_NUMBERS and after in WEEKDAY_NUMBERS for one, after in pairwise(words))
    return is_weekday or any(word in SCALES["recurrence"].names for word in words)


_HOW_OFTEN = frozenset({"varje", "varannan", "vartannat", "årligen", "every", "each"})


def _other_spelling(text: str) -> str | None:
    """Return the month, part of a year or range that a text must mean, in the plan format; None if it is unclear."""
    spelled = _from_words(text) or _as_range(text) or _week(text)
    try:
        return spelled if _match(spelled) else None
    except ValueError:
        return None


def _from_words(text: str) -> str:
    """Return a month or part of a year that is given in words, as `2021-11` or `2021-Q4`; else an empty string."""
    if (found := re.fullmatch(_MONTH_IN_WORDS, text)) and (month := MONTHS.get(word_key(found[1]))):
        return f"{found[2]}-{month:02d}"
    if (found := re.fullmatch(_PART_FIRST, text)) and (letter := _PART_WORDS.get(word_key(found[1]))):
        return f"{found[3]}-{letter}{found[2]}"
    if (found := re.fullmatch(_PART_LAST, text)) and (letter := _PART_WORDS.get(word_key(found[2]))):
        return f"{found[1]}-{letter}{found[3]}"
    return ""


def _as_range(text: str) -> str:
    """Return a range written with a dash or without the repeated year, as `2021-09/2021-10`; else an empty string."""
    if found := re.fullmatch(_SHORT_RANGE, text):
        return f"{found[1]}-{found[2]}/{found[1]}-{found[3]}"
    if found := re.fullmatch(_DASHED_RANGE, text):
        return f"{found[1]}/{found[2]}"
    return ""


def _hint_for_numbers(year: int, month: int, day: int) -> Message:
    try:
        suggested = date(year, month, day).isoformat()
    except ValueError:
        return _no_such_day()
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return _not_that_year()
    return message("write the day as {day}", day=suggested)


def _no_such_day() -> Message:
    return message("no such day exists; write a day as 2021-11-30")


def _not_that_year() -> Message:
    return message("the year is not between {first} and {last}", first=FIRST_YEAR, last=LAST_YEAR)


_WITHOUT_END_IN_ENGLISH = frozenset({"as_needed", "when_needed", "continuously"})
_WITHOUT_END = _WITHOUT_END_IN_ENGLISH | {
    "vid_behov",
    "efter_behov",
    "fortlöpande",
    "kontinuerligt",
    "kontinuerlig",
    "årligen",
}
"""What people write for a period without an end."""


def _reader_with_open_end(scale: str, unlike: str) -> Callable[[object], PlanDate]:
    """Return a reader of dates and of the word of `scale` for no end; it refuses the word of the scale `unlike`."""
    words, others = SCALES[scale].names, SCALES[unlike].names
    (intended,) = SCALES[scale].words

    def read(value: object) -> PlanDate:
        text = str(value)
        word = word_key(text) if len(text) <= _LONGEST else ""
        if word in words:
            return PlanDate(date.min, date.max, Precision.OPEN, words[word])
        if word in others:
            flaw = message("{value} is not a date", value=quoted(text))
            hint = message("write {word}", word=WordToWrite(intended.sv, intended.name))
            spelled = intended.sv if others[word] != word else intended.name
            raise UnreadableValueError("bad-date", flaw, hint, partial(SuggestedValue, spelled, text))
        if word in _WITHOUT_END:
            flaw = message("{value} is not a date", value=quoted(text))
            both = WordToWrite(intended.sv, intended.name)
            hint = message("write {word}, or leave it out where nothing is planned", word=both)
            spelled = intended.name if word in _WITHOUT_END_IN_ENGLISH else intended.sv
            raise UnreadableValueError("bad-date", flaw, hint, partial(SuggestedValue, spelled, text, is_sure=False))
        return parse_date(text)

    return read


parse_due = _reader_with_open_end("open_due", unlike="open_end")
"""Return the deadline that a value gives: a date, or `ongoing`."""


def _read(value: object) -> PlanDate:
    return parse_date(str(value))


DateField = Annotated[PlanDate, ReadBy(_read)]
"""The type of a date in a model, parsed from text."""
DueField = Annotated[PlanDate, ReadBy(parse_due)]
"""A deadline: a date, or `ongoing`."""
EndField = Annotated[PlanDate, ReadBy(_reader_with_open_end("open_end", unlike="open_due"))]
"""The end of a period: a date, or `until_further_notice`."""
