"""When in the year something recurs, and at which time of day."""

import re
import unicodedata
from collections.abc import Iterator
from datetime import date, time, timedelta
from functools import cache, lru_cache, partial
from typing import Annotated, Literal, NamedTuple

from anhorig_cli.diagnostics import SuggestedValue, UnreadableValueError
from anhorig_cli.model.dates import PlanDate, Precision, months, quoted
from anhorig_cli.model.part import ReadBy
from anhorig_cli.source import Message, message
from anhorig_cli.vocabulary import (
    EVERY_MONTH,
    MONTH_TERMS,
    MONTHS,
    ORDINAL_NUMBERS,
    ORDINALS,
    SCALES,
    SEASONS,
    WEEKDAY_NUMBERS,
    WEEKDAYS,
    SimilarWords,
    word_key,
)

_LEAP_YEAR = 2000
_MONTHS_IN_YEAR = 12
_LAST_WEEK = 53
_LENGTHS: dict[str, tuple[int, Precision]] = {
    "monthly": (1, Precision.MONTH),
    "quarterly": (3, Precision.QUARTER),
    "tertial": (4, Precision.TERTIAL),
    "half_yearly": (6, Precision.HALF_YEAR),
    "yearly": (12, Precision.YEAR),
}


class Recurrence(NamedTuple):
    """When in the year something recurs.

    `kind` says what `number` means: a month (1 to 12), an ISO week (1 to 53) or a day (month × 100 + day). It is
    unused for a rhythm (`monthly` to `yearly`) and a season, which `word` names. A weekday is the `nth` `weekday` (1 to
    7, Monday to Sunday; `nth` is -1 for the last) of the month `number`, or of every month if that is 0.
    """

    kind: Literal["month", "week", "day", "rhythm", "season", "weekday"]
    word: str
    number: int = 0
    nth: int = 0
    weekday: int = 0

    def occurrences(self, year: int) -> Iterator[PlanDate]:
        """Yield the periods that end in a year, in order.

        In a year without 29 February or week 53 the occurrence is on 28 February or in week 52: it is not skipped.
        Winter belongs to the year in which it ends.
        """
        if self.kind == "rhythm":
            yield from self._rhythm(year)
        elif self.kind == "month":
            yield PlanDate(*months(year, self.number, self.number), Precision.MONTH, f"{year}-{self.number:02d}")
        elif self.kind == "week":
            yield self._week(year)
        elif self.kind == "day":
            yield PlanDate.day(_day_in_year(year, *divmod(self.number, 100)))
        elif self.kind == "weekday":
            yield from (PlanDate.day(self._weekday_of(year, month)) for month in self._months())
        else:
            yield self._season(year)

    def _rhythm(self, year: int) -> Iterator[PlanDate]:
        length, precision = _LENGTHS[self.word]
        mark = {3: "-Q", 4: "-T", 6: "-H"}.get(length)
        for n in range(1, _MONTHS_IN_YEAR // length + 1):
            first, last = months(year, (n - 1) * length + 1, n * length)
            written = f"{year}{mark}{n}" if mark else first.isoformat()[: 7 if length == 1 else 4]
            yield PlanDate(first, last, precision, written)

    def _week(self, year: int) -> PlanDate:
        try:
            monday = date.fromisocalendar(year, self.number, 1)
        except ValueError:
            monday = date.fromisocalendar(year, self.number - 1, 1)
        sunday = min(monday + timedelta(days=6), date(year, 12, 31))
        monday = max(monday, date(year, 1, 1))
        return PlanDate(monday, sunday, Precision.RANGE, f"{monday.isoformat()}/{sunday.isoformat()}")

    def _months(self) -> range:
        """Return the months in which the weekday recurs."""
        return range(self.number, self.number + 1) if self.number else range(1, _MONTHS_IN_YEAR + 1)

    def _weekday_of(self, year: int, month: int) -> date:
        first, last = months(year, month, month)
        if self.nth < 0:
            return last - timedelta(days=(last.isoweekday() - self.weekday) % 7)
        return first + timedelta(days=(self.weekday - first.isoweekday()) % 7 + 7 * (self.nth - 1))

    def _season(self, year: int) -> PlanDate:
        season = SEASONS[word_key(self.word)]
        crosses = season.last_month < season.first_month
        first, _ = months(year - crosses, season.first_month, season.first_month)
        _, last = months(year, season.last_month, season.last_month)
        written = f"{self.word} {year - 1}/{year}" if crosses else f"{self.word} {year}"
        return PlanDate(first, last, Precision(self.word), written)

    def __str__(self) -> str:
        if self.kind == "day":
            return f"{self.number // 100:02d}-{self.number % 100:02d}"
        if self.kind == "weekday":
            month = MONTH_TERMS[self.number - 1].name if self.number else "every month"
            return f"{ORDINALS[self.nth].name} {WEEKDAYS[self.weekday - 1].name} in {month}"
        return {"month": str(self.number), "week": f"v{self.number}"}.get(self.kind, self.word)


def _day_in_year(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:  # 29 February, the only day that some years lack
        return date(year, month, day - 1)


_MONTH_DAY = r"(?a)(\d{1,2})-(\d{1,2})"
_DAY_MONTH = r"([0-9]{1,2})(?:\.|:e)? ([^\W\d]{3,9})"
_WEEK = r"(?ai)(?:v|vecka|w|week) ?(\d{1,2})"
_MONTH_NUMBER = re.compile(r"[1-9]\d?", re.ASCII)
_EVERY_MONTH = frozenset(map(word_key, EVERY_MONTH))
_PREPOSITIONS = ("i", "in", "of")
_LONGEST = 40


def parse_recurrence(text: str) -> Recurrence:
    """Return the recurrence in a text: a month, season, rhythm, day (`6 oktober`, `10-06`), weekday or week (`v40`).

    Raises:
        UnreadableValueError: if the text is none of these.
    """
    return _parse(" ".join(text.split())[: 2 * _LONGEST])


@lru_cache(maxsize=1024)  # there are few times of the year, and plans repeat them
def _parse(text: str) -> Recurrence:
    text = unicodedata.normalize("NFC", text)
    found = _recurrence(text) if len(text) <= _LONGEST else None
    if found is None:
        raise UnreadableValueError(
            "bad-recurrence",
            message("{value} is not a time of the year", value=quoted(text)),
            partial(_hint, text[:_LONGEST]),
            partial(_intended_week, text[:_LONGEST]),
        )
    return found


_LIST_SEPARATOR = r", ?| och | and | & "
_EXCEPT = r"(?i),? \(?(?:utom|inte|ej|förutom|except|but|not)\b"
_YEAR_LAST = r"(?ai),? (?:[0-9]{4}|varje år|årligen|every year|yearly)$"
_DAY_SLASH_MONTH = r"(?a)(\d{1,2})/(\d{1,2})"
_QUARTER = r"(?i)(?:q|kv|kvartal|quarter)\.? ?([1-4])"
_QUARTERS_END = ("mars", "juni", "september", "december")


_WITHOUT_TIME = frozenset(
    {
        "löpande",
        "vid_behov",
        "efter_behov",
        "fortlöpande",
        "kontinuerligt",
        "ongoing",
        "as_needed",
        "when_needed",
        "vid_tillfälle",
    }
)
_WORDS_BEFORE_TIME = r"(?i)(?:senast|före|omkring|runt|ca|cirka|i|den|varje|by|in|on|every|before)\.? (?:den |the )?"
_SHORT_WEEK = r"(?ai)(?:v|vecka|w|week)\. ?(\d{1,2})"


def _intended_week(text: str) -> SuggestedValue | None:
    """Return the week that a text such as `v. 40` means; None for any other text."""
    week = re.sub(_SHORT_WEEK, r"v\1", text)
    return SuggestedValue(week, text) if week != text and _recurrence(week) else None


def _hint(text: str) -> Message:
    if word_key(text) in _WITHOUT_TIME:
        return message("leave 'när' (when) out: what has no time of its own is listed apart")
    if word_key(text) in SCALES["every"].names:
        return message("how many years lie between goes in 'hur_ofta' (every), beside 'när' (when)")
    if re.search(_EXCEPT, text):
        return message("list the times it is done; or write all of them, and cancel one with 'inställt' (cancelled)")
    before = re.match(_WORDS_BEFORE_TIME, text)
    plain = re.sub(_SHORT_WEEK, r"v\1", text[before.end() :] if before else text)
    if plain != text and (intended := _recurrence(plain.strip())):
        return message("write it as {example}", example=_spelled(plain.strip(), intended))
    return _hint_by_form(text)


def _spelled(text: str, intended: Recurrence) -> str:
    """Return a time as a plan writes it: a day with the full name of the month, anything else unchanged."""
    found = re.fullmatch(_DAY_MONTH, text)
    month = MONTH_TERMS[intended.number // 100 - 1].sv if found and intended.kind == "day" else None
    return f"{intended.number % 100} {month}" if month else text


def _hint_by_form(text: str) -> Message:
    several = _listed_in_full(re.split(_LIST_SEPARATOR, text))
    if len(several) > 1 and all(_recurrence(one) for one in several):
        return message("write several as a list: {example}", example=f"[{', '.join(several)}]")
    once = re.sub(_YEAR_LAST, "", text)
    if once != text and _recurrence(once):
        return message("leave out the year, since it comes back every year: {example}", example=once)
    if (found := re.fullmatch(_DAY_SLASH_MONTH, text)) and (day := _day_recurrence(int(found[2]), int(found[1]))):
        return message("write a day with the month first: {example}", example=str(day))
    if found := re.fullmatch(_QUARTER, text):
        return message("write the month in which the quarter ends: {example}", example=_QUARTERS_END[int(found[1]) - 1])
    if near := _times_of_the_year().near(text):
        return message("did you mean '{near}'?", near=near)
    return message(
        "write a month (March, 3), day (6 October, 10-06), weekday (first Tuesday in March, first Tuesday every "
        "month), week (w40), season (spring) or monthly, quarterly, tertial, half_yearly, yearly"
    )


def _listed_in_full(times: list[str]) -> list[str]:
    """Return listed times with the weekday repeated for each month: `första tisdagen i mars och maj` gives two."""
    before = times[0].rpartition(" ")[0]
    is_weekday = (first := _recurrence(times[0])) is not None and first.kind == "weekday"
    return [f"{before} {one}" if is_weekday and word_key(one) in MONTHS else one for one in times]


@cache
def _times_of_the_year() -> SimilarWords:
    return SimilarWords(name.replace("_", " ") for name in (*MONTHS, *SEASONS, *SCALES["recurrence"].names))


def _recurrence(text: str) -> Recurrence | None:
    key = word_key(text)
    return _named_recurrence(key) or _weekday(key) or _numbered_recurrence(text)


def _named_recurrence(key: str) -> Recurrence | None:
    """Return the rhythm, month or season with a name; None if there is none."""
    if rhythm := SCALES["recurrence"].names.get(key):
        return Recurrence("rhythm", rhythm)
    if month := MONTHS.get(key):
        return Recurrence("month", "", month)
    if season := SEASONS.get(key):
        return Recurrence("season", season.term.name)
    return None


def _weekday(key: str) -> Recurrence | None:
    """Return the weekday of a month, or of every month, that a text names: `sista torsdagen i mars`; else None."""
    nth, weekday, *rest = [*key.removeprefix("den_").removeprefix("the_").split("_", 2), "", ""]
    ordinal, day, month = ORDINAL_NUMBERS.get(nth), WEEKDAY_NUMBERS.get(weekday), _month_after(rest[0])
    return None if ordinal is None or day is None or month is None else Recurrence("weekday", "", month, ordinal, day)


def _month_after(key: str) -> int | None:
    """Return the month after a weekday, 0 for every month; None if no month follows."""
    if key in _EVERY_MONTH:
        return 0
    preposition, _, month = key.partition("_")
    return MONTHS.get(month) if preposition in _PREPOSITIONS else None


def _numbered_recurrence(text: str) -> Recurrence | None:
    """Return the month, week or day that is written with a number; None for any other text."""
    if _MONTH_NUMBER.fullmatch(text) and int(text) <= _MONTHS_IN_YEAR:
        return Recurrence("month", "", int(text))
    if (found := re.fullmatch(_WEEK, text)) and 1 <= int(found[1]) <= _LAST_WEEK:
        return Recurrence("week", "", int(found[1]))
    if found := re.fullmatch(_MONTH_DAY, text):
        return _day_recurrence(int(found[1]), int(found[2]))
    if (found := re.fullmatch(_DAY_MONTH, text)) and (month := MONTHS.get(word_key(found[2]))):
        return _day_recurrence(month, int(found[1]))
    return None


def _day_recurrence(month: int, day: int) -> Recurrence | None:
    try:
        date(_LEAP_YEAR, month, day)
    except ValueError:
        return None
    return Recurrence("day", "", month * 100 + day)


def _read(value: object) -> Recurrence:
    return value if isinstance(value, Recurrence) else parse_recurrence(str(value))


RecurrenceField = Annotated[Recurrence, ReadBy(_read)]


# The time of day at which something takes place: `13.00-15.00`, or words such as `eftermiddag`.


_CLOCK = r"([01]?[0-9]|2[0-3])(?:[.:]([0-5][0-9]))?"
_TIMES = rf"(?i)(?:kl\.?|klockan|at)? ?{_CLOCK}(?:(?: ?[-–—] ?| till | to ){_CLOCK})?"
_LONGEST_DAY_TIME = 80


class DayTime(NamedTuple):
    """A time of day as it is `written`; `start` and `end` are None if it is in words, `end` also if none is given."""

    written: str
    start: time | None = None
    end: time | None = None

    def __str__(self) -> str:
        return self.written


def parse_day_time(text: str) -> DayTime:
    """Return the time of day in a text: `13.00–15.00`, `13:00`, `kl. 13`; text without digits is kept as words.

    Raises:
        UnreadableValueError: if the digits are not a time, or the end is not after the start.
    """
    text = " ".join(text.split())
    if not re.search("[0-9]", text):
        return DayTime(text)
    found = re.fullmatch(_TIMES, text) if len(text) <= _LONGEST_DAY_TIME else None
    if found is None:
        raise _not_a_time(message("{value} is not a time of a day", value=quoted(text)))
    start, end = _clock(found[1], found[2]), _clock(found[3], found[4])
    if start is not None and end is not None and end <= start:
        raise UnreadableValueError(
            "bad-time", message("{value} ends before it begins", value=quoted(text)), HOW_TO_WRITE
        )
    return DayTime(text, start, end)


def _not_a_time(flaw: Message) -> UnreadableValueError:
    return UnreadableValueError("bad-time", flaw, HOW_TO_WRITE)


def _clock(hour: str | None, minute: str | None) -> time | None:
    return time(int(hour), int(minute or 0)) if hour else None


HOW_TO_WRITE: Message = message(
    "write 13.00 or 13.00–15.00, or words without digits; anything else goes in the description"
)


def _read_day_time(value: object) -> DayTime:
    return value if isinstance(value, DayTime) else parse_day_time(str(value))


DayTimeField = Annotated[DayTime, ReadBy(_read_day_time)]
"""The type of a time of day in a model, parsed from text."""
