"""The annual cycle: what each unit does every year, and when."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Annotated

from pydantic import Field

from anhorig_cli.model.dates import DateField, EndField, PlanDate
from anhorig_cli.model.part import (
    DATE,
    DESCRIPTION,
    FROM,
    NOTE,
    REPORTED,
    RESPONSIBLE,
    TITLE,
    TO,
    UNITS,
    Key,
    Part,
    id_key,
)
from anhorig_cli.model.recurrence import DayTimeField, Recurrence, RecurrenceField
from anhorig_cli.model.values import Every, Flag, Id, Text, Texts
from anhorig_cli.source import message


class DoneOccurrence(Part):
    """An occurrence that was carried out or `cancelled`: which one, when, and by which units (if empty, the item's)."""

    part = "done_occurrence"
    about = message("An occurrence that was carried out. An item of the list may be a date alone.")
    printed = message("as done in the annual cycle, and under New since")
    shown = ("date",)
    short_for = ("date",)

    occurrence: Annotated[
        DateField | None,
        Key(
            "tillfälle",
            "Which occurrence it was, if the day it was done does not show it: 2026-03 or 2026-Q1.",
            "2026-Q1",
            beside=("date",),
        ),
    ] = None
    date: Annotated[
        DateField | None, DATE.documented_as("The day it was done.", "2026-04-10", findings=("ANH208",))
    ] = None
    units: Annotated[
        Texts,
        UNITS.documented_as(
            "The units that did it. If left out: all of the item's units.", "hemtjanst", beside=("date",)
        ),
    ] = ()
    cancelled: Annotated[
        Flag,
        Key(
            "inställt",
            "Write yes if it was cancelled. It is then shown as cancelled, and nobody is asked why it was not done.",
            "true",
            also=("inställd",),
            beside=("date",),
            findings=("ANH501",),
        ),
    ] = False
    note: Annotated[
        Text | None,
        NOTE.documented_as(
            "What the next one needs to know of that time.",
            message("One unit was closed in March"),
            beside=("date",),
            printed=message("with the occurrence in `anhorig cycle` and under New since"),
        ),
    ] = None
    reported: Annotated[DateField | None, REPORTED] = None

    @property
    def of(self) -> PlanDate | None:
        """The time of the occurrence that it ticks off."""
        return self.occurrence or self.date


class CycleItem(Part):
    """Something that the units do every year."""

    part = "cycle_item"
    about = message("Something the units do every year.")
    printed = message(
        "under the annual cycle in the status report, in the unit's sheet, `anhorig cycle`, the wheel and the calendar"
    )
    shown = ("title", "when")

    id: Annotated[
        Id | None, id_key("A short name for `anhorig done`; without it the title will do.", "uppfoljning")
    ] = None
    title: Annotated[
        Text, TITLE.documented_as("What is done, as on a list to tick off.", message("Follow up the support"))
    ]
    description: Annotated[Text | None, DESCRIPTION] = None
    when: Annotated[
        tuple[RecurrenceField, ...],
        Key(
            "när",
            "When in the year: a month, a season, a week (v40), a day (6 oktober), a weekday (första tisdagen i "
            "mars), or how often. Several may be listed.",
            message("quarterly"),
            findings=("ANH501", "ANH504"),
        ),
    ] = ()
    every: Annotated[
        Every | None,
        Key(
            "hur_ofta",
            "How many years lie between, where it is not every year: vartannat år. `från` says which year is the "
            "first.",
            "2_years",
            also=("intervall",),
            beside=("when", "from"),
            findings=("ANH505",),
            printed=message("in which occurrences are counted; the words themselves are not printed"),
        ),
    ] = None
    time: Annotated[
        DayTimeField | None,
        Key(
            "tid",
            "The time of day, as people say it: 13.00–15.00.",
            "13.00–15.00",
            also=("klockslag",),
            beside=("when",),
        ),
    ] = None
    units: Annotated[
        Texts,
        UNITS.documented_as(
            "The units that do it, each for itself; “all” means every unit. Then each unit ticks off its own.",
            message("all"),
            beside=("when",),
            findings=("ANH502",),
        ),
    ] = ()
    responsible: Annotated[
        Texts,
        RESPONSIBLE.documented_as(
            "Who does it. If left out: whoever is responsible for the unit, or for the plan.",
            message("Head of unit"),
            beside=("when",),
            findings=("ANH204", "ANH503"),
        ),
    ] = ()
    subgoals: Annotated[
        Texts,
        Key(
            "delmål",
            "The subgoals that it belongs to, by id.",
            "na-fler",
            refers_to=("subgoals",),
            may_be_text=False,
            printed=message("with the item in the full report"),
        ),
    ] = ()
    report_to: Annotated[
        Text | None,
        Key("rapporteras_till", "Who receives the result.", message("The social welfare committee"), beside=("when",)),
    ] = None
    from_: Annotated[
        DateField | None,
        FROM.documented_as(
            "The first year it is done, so that nobody asks about earlier years.",
            "2026",
            beside=("when",),
            printed=message("in which occurrences are counted; the word itself is not printed"),
        ),
    ] = Field(None, alias="from")
    to: Annotated[
        EndField | None,
        TO.documented_as(
            "The last year it is done.",
            "2027",
            beside=("when",),
            printed=message("in which occurrences are counted; the word itself is not printed"),
        ),
    ] = None
    done: Annotated[
        tuple[DoneOccurrence, ...],
        Key(
            "utfört",
            "What has been done. `anhorig done` writes a row. What a unit has not ticked off gives a finding, "
            "once the unit has begun to tick off.",
            findings=("ANH501", "ANH208"),
        ),
    ] = ()

    @property
    def times(self) -> tuple[Recurrence, ...]:
        """When in the year it recurs; empty if it is not for every year and lacks the year to count from."""
        return () if self.lacks_first_year else self.when

    @property
    def lacks_first_year(self) -> bool:
        """Whether it is not for every year, and lacks the year to count from."""
        return self.years_between > 1 and self.from_ is None

    @property
    def years_between(self) -> int:
        """The number of years from one in which it is done to the next."""
        return int(self.every.partition("_")[0]) if self.every else 1

    def occurrences(self, years: range) -> Sequence[PlanDate]:
        """Return the periods in some years in which the item falls due, in order; none before `from` or after `to`."""
        periods = _periods(self.times, years)
        return periods if self.from_ is None and self.to is None else [p for p in periods if self._includes(p)]

    def _includes(self, period: PlanDate) -> bool:
        begun = self.from_ is None or self.from_.first <= period.last
        return begun and self._has_year(period.last.year) and (self.to is None or period.last <= self.to.last)

    def _has_year(self, year: int) -> bool:
        return self.years_between == 1 or (year - self._first_year) % self.years_between == 0

    @property
    def _first_year(self) -> int:
        """The year of the first occurrence that does not end before the item begins; 0 if the item has no beginning."""
        if self.from_ is None:
            return 0
        begins = self.from_.first
        rest = _periods(self.when, range(begins.year, begins.year + 1))
        return begins.year if rest and rest[-1].last >= begins else begins.year + 1


@lru_cache(maxsize=4096)
def _periods(when: tuple[Recurrence, ...], years: range) -> tuple[PlanDate, ...]:
    """Return the periods of some years, in order, each once; cached, since they are the same in many plans."""
    periods = {period for year in years for recurrence in when for period in recurrence.occurrences(year)}
    return tuple(sorted(periods, key=lambda p: (p.last, p.first)))
