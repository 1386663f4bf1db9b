"""When in the year something comes back, in which years, and at which time of the day."""

import re
import unicodedata
from collections.abc import Iterator
from datetime import date, time, timedelta
from functools import cache, lru_cache, partial
from typing import Annotated, Literal, NamedTuple

from anhorig_cli.diagnostics import Meant, UnreadableValueError
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
    """When in the year something comes back.

    `kind` says how to read `number`: a month (1 to 12), an ISO week (1 to 53), a day (month × 100 + day), or nothing
    for a rhythm (`monthly` to `yearly`) and a season, which `word` names. A weekday is the `nth` `weekday` (1 to 7,
    Monday to Sunday; the last is -1) of the month `number`, or of every month where that is 0.
    """

    kind: Literal["month", "week", "day", "rhythm", "season", "weekday"]
    word: str
    number: int = 0
    nth: int = 0
    weekday: int = 0

    def occurrences(self, year: int) -> Iterator[PlanDate]:
        """Give the periods that end in a year, in order.

        A year without 29 February has its occurrence on 28 February, one without week 53 in week 52: the duty stands.
        Winter belongs to the year it ends in.
        """
        if self.kind == "rhythm":
            yield from self._rhythm(year)
        elif self.kind == "month":
            yield PlanDate(*months(year, self.number, self.number), Precision.MONTH, f"{year}-{self.number:02d}")
        elif self.kind == "week":
            yield self._week(year)
        elif self.kind == "day":
            yield PlanDate.day(_day_of(year, *divmod(self.number, 100)))
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
        """The months that have its weekday."""
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


def _day_of(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:  # 29 February, the only day that some years lack
        return date(year, month, day - 1)


_MONTH_DAY = r"(?a)(\d{1,2})-(\d{1,2})"
_DAY_MONTH = r"([0-9]{1,2})(?:\.|:e)? ([^\W\d]{3,9})"
_WEEK = r"(?ai)(?:v|vecka|w|week) ?(\d{1,2})"
_MONTH_NUMBER = re.compile(r"[1-9]\d?", re.ASCII)
_EVERY_MONTH = frozenset(map(word_key, EVERY_MONTH))
_IN = ("i", "in", "of")
_LONGEST = 40


def parse_recurrence(text: str) -> Recurrence:
    """Read when something comes back: a month, season, rhythm, day (`6 oktober`, `10-06`), weekday or week (`v40`).

    Raises:
        UnreadableValueError: where it is none of them.
    """
    return _parsed(" ".join(text.split())[: 2 * _LONGEST])


@lru_cache(maxsize=1024)  # there are not many times of the year
def _parsed(text: str) -> Recurrence:
    text = unicodedata.normalize("NFC", text)
    found = _recurrence(text) if len(text) <= _LONGEST else None
    if found is None:
        raise UnreadableValueError(
            "bad-recurrence",
            message("{value} is not a time of the year", value=quoted(text)),
            partial(_hint, text[:_LONGEST]),
            partial(_meant_week, text[:_LONGEST]),
        )
    return found


_SEVERAL = r", ?| och | and | & "
_BUT = r"(?i),? \(?(?:utom|inte|ej|förutom|except|but|not)\b"
_YEAR_LAST = r"(?ai),? (?:[0-9]{4}|varje år|årligen|every year|yearly)$"
_DAY_SLASH_MONTH = r"(?a)(\d{1,2})/(\d{1,2})"
_QUARTER = r"(?i)(?:q|kv|kvartal|quarter)\.? ?([1-4])"
_QUARTERS_END = ("mars", "juni", "september", "december")


_NO_TIME = frozenset(
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
_BEFORE_TIME = r"(?i)(?:senast|före|omkring|runt|ca|cirka|i|den|varje|by|in|on|every|before)\.? (?:den |the )?"
_SHORT_WEEK = r"(?ai)(?:v|vecka|w|week)\. ?(\d{1,2})"


def _meant_week(text: str) -> Meant | None:
    """Return the week that `v. 40` means."""
    week = re.sub(_SHORT_WEEK, r"v\1", text)
    return Meant(week, text) if week != text and _recurrence(week) else None


def _hint(text: str) -> Message:
    if word_key(text) in _NO_TIME:
        return message("leave 'när' (when) out: what has no time of its own is listed apart")
    if word_key(text) in SCALES["every"].names:
        return message("how many years lie between goes in 'hur_ofta' (every), beside 'när' (when)")
    if re.search(_BUT, text):
        return message("list the times it is done; or write all of them, and cancel one with 'inställt' (cancelled)")
    before = re.match(_BEFORE_TIME, text)
    plain = re.sub(_SHORT_WEEK, r"v\1", text[before.end() :] if before else text)
    if plain != text and (meant := _recurrence(plain.strip())):
        return message("write it as {example}", example=_spelled(plain.strip(), meant))
    return _other_hint(text)


def _spelled(text: str, meant: Recurrence) -> str:
    """Return a time as a plan writes it: a day with the month's whole name, all else as it stands."""
    found = re.fullmatch(_DAY_MONTH, text)
    month = MONTH_TERMS[meant.number // 100 - 1].sv if found and meant.kind == "day" else None
    return f"{meant.number % 100} {month}" if month else text


def _other_hint(text: str) -> Message:
    several = _each_in_full(re.split(_SEVERAL, text))
    if len(several) > 1 and all(_recurrence(one) for one in several):
        return message("write several as a list: {example}", example=f"[{', '.join(several)}]")
    once = re.sub(_YEAR_LAST, "", text)
    if once != text and _recurrence(once):
        return message("leave out the year, since it comes back every year: {example}", example=once)
    if (found := re.fullmatch(_DAY_SLASH_MONTH, text)) and (day := _of_day(int(found[2]), int(found[1]))):
        return message("write a day with the month first: {example}", example=str(day))
    if found := re.fullmatch(_QUARTER, text):
        return message("write the month in which the quarter ends: {example}", example=_QUARTERS_END[int(found[1]) - 1])
    if near := _times_of_the_year().near(text):
        return message("did you mean '{near}'?", near=near)
    return message(
        "write a month (March, 3), day (6 October, 10-06), weekday (first Tuesday in March, first Tuesday every "
        "month), week (w40), season (spring) or monthly, quarterly, tertial, half_yearly, yearly"
    )


def _each_in_full(times: list[str]) -> list[str]:
    """Return times that are listed, a weekday with each of its months: `första tisdagen i mars och maj` are two."""
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
    """Return a rhythm, a month or a season by its name."""
    if rhythm := SCALES["recurrence"].names.get(key):
        return Recurrence("rhythm", rhythm)
    if month := MONTHS.get(key):
        return Recurrence("month", "", month)
    if season := SEASONS.get(key):
        return Recurrence("season", season.term.name)
    return None


def _weekday(key: str) -> Recurrence | None:
    """Return the weekday of a month, or of every month, that words name: `sista torsdagen i mars`."""
    nth, weekday, *rest = [*key.removeprefix("den_").removeprefix("the_").split("_", 2), "", ""]
    ordinal, day, month = ORDINAL_NUMBERS.get(nth), WEEKDAY_NUMBERS.get(weekday), _month_after(rest[0])
    return None if ordinal is None or day is None or month is None else Recurrence("weekday", "", month, ordinal, day)


def _month_after(key: str) -> int | None:
    """Return the month that stands after a weekday, 0 where it is every one; None where no month does."""
    if key in _EVERY_MONTH:
        return 0
    preposition, _, month = key.partition("_")
    return MONTHS.get(month) if preposition in _IN else None


def _numbered_recurrence(text: str) -> Recurrence | None:
    """Return a month, a week or a day that is written with a number."""
    if _MONTH_NUMBER.fullmatch(text) and int(text) <= _MONTHS_IN_YEAR:
        return Recurrence("month", "", int(text))
    if (found := re.fullmatch(_WEEK, text)) and 1 <= int(found[1]) <= _LAST_WEEK:
        return Recurrence("week", "", int(found[1]))
    if found := re.fullmatch(_MONTH_DAY, text):
        return _of_day(int(found[1]), int(found[2]))
    if (found := re.fullmatch(_DAY_MONTH, text)) and (month := MONTHS.get(word_key(found[2]))):
        return _of_day(month, int(found[1]))
    return None


def _of_day(month: int, day: int) -> Recurrence | None:
    try:
        date(_LEAP_YEAR, month, day)
    except ValueError:
        return None
    return Recurrence("day", "", month * 100 + day)


def _read(value: object) -> Recurrence:
    return value if isinstance(value, Recurrence) else parse_recurrence(str(value))


RecurrenceField = Annotated[Recurrence, ReadBy(_read)]


# The time of a day at which something is: `13.00-15.00`, or words such as `eftermiddag`.


_CLOCK = r"([01]?[0-9]|2[0-3])(?:[.:]([0-5][0-9]))?"
_TIMES = rf"(?i)(?:kl\.?|klockan|at)? ?{_CLOCK}(?:(?: ?[-–—] ?| till | to ){_CLOCK})?"
_LONGEST_DAY_TIME = 80


class DayTime(NamedTuple):
    """A time of a day, as it is `written`; `start` and `end` are None where words say when it is, or no end is said."""

    written: str
    start: time | None = None
    end: time | None = None

    def __str__(self) -> str:
        return self.written


def parse_day_time(text: str) -> DayTime:
    """Read a time of a day: `13.00–15.00`, `13:00`, `kl. 13`; what has no digits is kept as words.

    Raises:
        UnreadableValueError: where there are digits that are no time, or the end does not come after the start.
    """
    text = " ".join(text.split())
    if not re.search("[0-9]", text):
        return DayTime(text)
    found = re.fullmatch(_TIMES, text) if len(text) <= _LONGEST_DAY_TIME else None
    if found is None:
        raise _no_time(message("{value} is not a time of a day", value=quoted(text)))
    start, end = _clock(found[1], found[2]), _clock(found[3], found[4])
    if start is not None and end is not None and end <= start:
        raise UnreadableValueError(
            "bad-time", message("{value} ends before it begins", value=quoted(text)), HOW_TO_WRITE
        )
    return DayTime(text, start, end)


def _no_time(flaw: Message) -> UnreadableValueError:
    return UnreadableValueError("bad-time", flaw, HOW_TO_WRITE)


def _clock(hour: str | None, minute: str | None) -> time | None:
    return time(int(hour), int(minute or 0)) if hour else None


HOW_TO_WRITE: Message = message(
    "write 13.00 or 13.00–15.00, or words without digits; anything else goes in the description"
)


def _read_day_time(value: object) -> DayTime:
    return value if isinstance(value, DayTime) else parse_day_time(str(value))


DayTimeField = Annotated[DayTime, ReadBy(_read_day_time)]
"""The time of a day in a model; it is read from text."""
