"""The annual cycle of a year as a matrix: a row for each unit, a cell for each month, and what is done in all."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from anhorig_cli.views.cycle.cycle_times import OccurrenceView
from anhorig_cli.views.formatter import Formatter
from anhorig_cli.views.names import Titles
from anhorig_cli.vocabulary import SCALES

_STATES = tuple(word.name for word in SCALES["occurrence"].words)
_MONTHS = range(1, 13)


class MarkView(NamedTuple):
    """How many occasions are in a state: its word in the vocabulary, and for people."""

    state: str
    label: str
    times: int


class MonthView(NamedTuple):
    """A month: its name, short; whether it is the one that the day lies in; and a mark for each state in it."""

    name: str
    is_now: bool
    marks: tuple[MarkView, ...]


class UnitMonthsView(NamedTuple):
    """What a unit does in each month that it is due in, and how much of it is `done` and `missed`.

    `title` says so where the occasions are of no unit.
    """

    title: str
    months: tuple[MonthView, ...]
    done: int
    missed: int


class SumView(NamedTuple):
    """How much of each row of a matrix is in a state, which is one of the vocabulary's."""

    state: str
    amounts: tuple[int, ...]


class MatrixView(NamedTuple):
    """The months of a year with all that is due in them, and a row for each unit that has something to do.

    `rows` are in the plan's order, and `legend` has the states that are shown, each with how many are in it.
    """

    year: int
    months: tuple[MonthView, ...]
    rows: tuple[UnitMonthsView, ...]
    legend: tuple[MarkView, ...]

    @property
    def sums(self) -> tuple[SumView, ...]:
        """What is done, and what is missed, of each row; not where no row has any of it."""
        done = SumView("done", tuple(row.done for row in self.rows))
        missed = SumView("missed", tuple(row.missed for row in self.rows))
        return tuple(one for one in (done, missed) if any(one.amounts))


def matrix_view(occurrences: Iterable[OccurrenceView], titles: Titles, year: int, as_of: date) -> MatrixView:
    """Return the matrix of a year's occurrences, as known on a day."""
    by_unit: dict[str, list[OccurrenceView]] = {unit.id: [] for unit in titles.plan.units}
    for one in occurrences:
        by_unit.setdefault(one.unit, []).append(one)
    of_none = by_unit.pop("", [])
    rows = [(found[0].unit_title, found) for found in by_unit.values() if found]
    if of_none:
        rows.append((titles.formatter.text("of no unit"), of_none))
    return matrix_of(rows, titles.formatter, year, as_of)


def matrix_of(
    rows: Iterable[tuple[str, Sequence[OccurrenceView]]], formatter: Formatter, year: int, as_of: date
) -> MatrixView:
    """Return the matrix of a year with rows of occurrences, each with its title."""
    rows = list(rows)
    row = _Rows(formatter, as_of.month if as_of.year == year else 0).row
    everything = [one for _, found in rows for one in found]
    counts = Counter(one.state for one in everything)
    shown = tuple(row(title, found) for title, found in rows)
    return MatrixView(year, row("", everything).months, shown, _marks(counts, formatter))


class _Rows:
    def __init__(self, formatter: Formatter, current_month: int) -> None:
        self._formatter, self._current = formatter, current_month
        self._names = {month: formatter.month_name(month, short=True).removesuffix(".") for month in _MONTHS}

    def row(self, title: str, found: Sequence[OccurrenceView]) -> UnitMonthsView:
        """Return the row of what a unit does."""
        counts: dict[int, Counter[str]] = {month: Counter() for month in _MONTHS}
        for one in found:
            counts[one.month][one.state] += 1
        months = (
            MonthView(self._names[month], month == self._current, _marks(counts[month], self._formatter))
            for month in _MONTHS
        )
        whole = sum(counts.values(), Counter[str]())
        return UnitMonthsView(title, tuple(months), whole["done"], whole["missed"])


def _marks(counts: Counter[str], formatter: Formatter) -> tuple[MarkView, ...]:
    return tuple(
        MarkView(state, formatter.label("occurrence", state), counts[state]) for state in _STATES if counts[state]
    )
