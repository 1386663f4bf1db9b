"""The annual cycle: what each unit does, and when in the year it comes back."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, lru_cache, partial
from typing import Annotated, Any, ClassVar, Literal

from pydantic import Field

from anhorig_cli.diagnostics import Meant, UnreadableValueError
from anhorig_cli.model.dates import DateField, EndField, PlanDate, Precision, months, quoted
from anhorig_cli.model.day_time import DayTimeField
from anhorig_cli.model.key import DATE, DESCRIPTION, FROM, ID, NOTE, REPORTED, RESPONSIBLE, TITLE, TO, UNITS, Key
from anhorig_cli.model.part import Part
from anhorig_cli.model.reading import ReadBy
from anhorig_cli.model.values import Flag, Id, Text, Texts
from anhorig_cli.source import Message, message
from anhorig_cli.vocabulary import MONTH_NAMES, MONTHS, SCALES, SEASONS, Choices, word_key

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


@dataclass(frozen=True, slots=True)
class Recurrence:
    """When in the year something comes back.

    `kind` says how to read `number`: a month (1 to 12), an ISO week (1 to 53), a day (month × 100 + day), or nothing
    for a rhythm (`monthly` to `yearly`) and a season, which `word` names.
    """

    kind: Literal["month", "week", "day", "rhythm", "season"]
    word: str
    number: int = 0

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
_LONGEST = 30


def parse_recurrence(text: str) -> Recurrence:
    """Read when something comes back: a month, season, rhythm, day (`6 oktober`, `10-06`) or week (`v40`).

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
_YEAR_LAST = r"(?a),? [0-9]{4}$"
_DAY_SLASH_MONTH = r"(?a)(\d{1,2})/(\d{1,2})"
_QUARTER = r"(?i)(?:q|kv|kvartal|quarter)\.? ?([1-4])"
_QUARTERS_END = ("mars", "juni", "september", "december")


_NO_TIME = frozenset(
    {"löpande", "vid_behov", "fortlöpande", "kontinuerligt", "ongoing", "as_needed", "when_needed", "vid_tillfälle"}
)
_BEFORE_TIME = re.compile(
    r"(?:senast|före|omkring|runt|ca|cirka|i|den|varje|by|in|on|every|before)\.? (?:den |the )?", re.IGNORECASE
)
_SHORT_WEEK = r"(?ai)(?:v|vecka|w|week)\. ?(\d{1,2})"


def _meant_week(text: str) -> Meant | None:
    """Return the week that `v. 40` means."""
    week = re.sub(_SHORT_WEEK, r"v\1", text)
    return Meant(week, text) if week != text and _recurrence(week) else None


def _hint(text: str) -> Message:
    if word_key(text) in _NO_TIME:
        return message("leave 'när' (when) out: what has no time of its own is listed apart")
    before = _BEFORE_TIME.match(text)
    plain = re.sub(_SHORT_WEEK, r"v\1", text[before.end() :] if before else text)
    if plain != text and (meant := _recurrence(plain.strip())):
        return message("write it as {example}", example=_spelled(plain.strip(), meant))
    return _other_hint(text)


def _spelled(text: str, meant: Recurrence) -> str:
    """Return a time as a plan writes it: a day with the month's whole name, all else as it stands."""
    found = re.fullmatch(_DAY_MONTH, text)
    month = MONTH_NAMES[meant.number // 100 - 1] if found and meant.kind == "day" else None
    return f"{meant.number % 100} {month}" if month else text


def _other_hint(text: str) -> Message:
    several = re.split(_SEVERAL, text)
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
        "write a month (March, 3), day (6 October, 10-06), week (w40), season (spring) or monthly, "
        "quarterly, tertial, half_yearly, yearly"
    )


@cache
def _times_of_the_year() -> Choices:
    return Choices(name.replace("_", " ") for name in (*MONTHS, *SEASONS, *SCALES["recurrence"].names))


def _recurrence(text: str) -> Recurrence | None:
    return _named_recurrence(word_key(text)) or _numbered_recurrence(text)


def _named_recurrence(key: str) -> Recurrence | None:
    """Return a rhythm, a month or a season by its name."""
    if rhythm := SCALES["recurrence"].names.get(key):
        return Recurrence("rhythm", rhythm)
    if month := MONTHS.get(key):
        return Recurrence("month", "", month)
    if season := SEASONS.get(key):
        return Recurrence("season", season.term.name)
    return None


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


class DoneOccurrence(Part):
    """An occurrence that was carried out or `cancelled`: which one, when, by which units (the item's, if silent)."""

    part: ClassVar[str] = "done_occurrence"
    about: ClassVar[Message] = message("An occurrence that was carried out. A date alone will do.")

    occurrence: Annotated[
        DateField | None, Key("tillfälle", message("Which occurrence it was, such as 2026-03 or 2026-Q1."))
    ] = None
    date: Annotated[DateField | None, DATE] = None
    units: Annotated[Texts, UNITS] = ()
    cancelled: Annotated[
        Flag, Key("inställt", message("Whether it was cancelled, not carried out."), also=("inställd",))
    ] = False
    note: Annotated[Text | None, NOTE] = None
    reported: Annotated[DateField | None, REPORTED] = None

    @property
    def of(self) -> PlanDate | None:
        """The time that it ticks off."""
        return self.occurrence or self.date

    @classmethod
    def from_scalar(cls, text: str) -> dict[str, Any] | None:
        """Read a plain date as the day it was done."""
        return {"date": text}


class CycleItem(Part):
    """Something the units do every year."""

    part: ClassVar[str] = "cycle_item"
    about: ClassVar[Message] = message("Something the units do every year.")

    id: Annotated[Id | None, ID] = None
    title: Annotated[Text, TITLE]
    description: Annotated[Text | None, DESCRIPTION] = None
    when: Annotated[
        tuple[RecurrenceField, ...],
        Key("när", message("When in the year: a month, a season, a week (v40), a day (6 oktober), or how often.")),
    ] = ()
    time: Annotated[
        DayTimeField | None,
        Key("tid", message("The time of the day: 13.00 or 13.00–15.00, or in words."), also=("klockslag",)),
    ] = None
    units: Annotated[Texts, UNITS] = ()
    responsible: Annotated[Texts, RESPONSIBLE] = ()
    subgoals: Annotated[
        Texts, Key("delmål", message("The subgoals it serves, by id."), refers_to=("subgoals",), may_be_text=False)
    ] = ()
    report_to: Annotated[Text | None, Key("rapporteras_till", message("Who is told the result."))] = None
    from_: Annotated[DateField | None, FROM] = Field(None, alias="from")
    to: Annotated[EndField | None, TO] = None
    done: Annotated[
        tuple[DoneOccurrence, ...], Key("utfört", message("The occurrences that have been carried out."))
    ] = ()

    def occurrences(self, years: range) -> Sequence[PlanDate]:
        """Return the periods in which the item falls due in some years, in order, without those outside from and to."""
        periods = _periods(self.when, years)
        return periods if self.from_ is None and self.to is None else [p for p in periods if self._runs(p)]

    def _runs(self, period: PlanDate) -> bool:
        begun = self.from_ is None or self.from_.first <= period.last
        return begun and (self.to is None or period.last <= self.to.last)


@lru_cache(maxsize=4096)
def _periods(when: tuple[Recurrence, ...], years: range) -> tuple[PlanDate, ...]:
    """Return the periods of some years, in order and each once; the months of a year are the same in every plan."""
    periods = {period for year in years for recurrence in when for period in recurrence.occurrences(year)}
    return tuple(sorted(periods, key=lambda p: (p.last, p.first)))
