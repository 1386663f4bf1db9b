"""The occurrences of the annual cycle as text: one by one, grouped by units that share them, and as a year's matrix."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta
from typing import NamedTuple, TypeVar

from anhorig_cli.analysis.occurrences import Occurrence
from anhorig_cli.analysis.upcoming import units_of
from anhorig_cli.model.cycle import CycleItem, DoneOccurrence
from anhorig_cli.model.dates import PlanDate
from anhorig_cli.views.formatter import Formatter
from anhorig_cli.views.names import Titles
from anhorig_cli.vocabulary import SCALES

_MOST_NAMED = 3
"""At most this many units are named if they are all the units of the item; more are only counted."""


class OccurrenceView(NamedTuple):
    """An occurrence of an item for one unit.

    `item` (its id, or the title where it has none), `unit` (empty where it is of no unit) and `who` are the plan's own
    names; `first`, `due` and `done` are ISO, `done` as exactly as it was written. The rest is for people: `when` is the
    period, and the time of the day, `done_on` the day it was done. `month` (1 to 12) is the one it is due in.
    """

    item: str
    title: str
    description: str
    unit: str
    unit_title: str
    first: str
    due: str
    month: int
    when: str
    state: str
    state_label: str
    done: str
    done_on: str
    note: str
    who: tuple[str, ...]
    responsible: str
    report_to: str


class TimeView(NamedTuple):
    """A time of an item: its occurrence for every unit that shares state, day, note and responsible.

    `due` is the last day, and the time of the day; `days` how many days are left to it (negative when it has passed).
    The other fields are those of `OccurrenceView`.
    """

    title: str
    when: str
    due: str
    days: int
    state: str
    state_label: str
    units: str
    responsible: str
    report_to: str
    done_on: str
    note: str


V = TypeVar("V", OccurrenceView, TimeView)


def timed(when: str, item: CycleItem) -> str:
    """Return `when` with the item's time of day, if the plan states one."""
    return f"{when}, {item.time}" if item.time else when


class OccurrencePrinter:
    """Makes the views of occurrences, as text."""

    def __init__(self, titles: Titles, as_of: date) -> None:
        self.titles = titles
        self.as_of = as_of
        self._dates: dict[PlanDate | None, str] = {}  # a cache: the same few dates are printed for every unit

    def view(self, one: Occurrence) -> OccurrenceView:
        """Return an occurrence as text."""
        word, item, entry = self.titles.formatter, one.item, one.done
        done = _done_on(entry)
        return OccurrenceView(
            item=item.id or item.title,
            title=item.title,
            description=item.description or "",
            unit=one.unit or "",
            unit_title=self._unit_title(one),
            first=one.period.first.isoformat(),
            due=one.period.last.isoformat(),
            month=one.period.last.month,
            when=timed(self._date(one.period), item),
            state=one.state,
            state_label=word.label("occurrence", one.state),
            done=done.written if done else "",
            done_on=self._date(done),
            note=_note(entry),
            who=one.responsible,
            responsible=self.titles.responsible(one.responsible, of_plan=self.titles.duties.is_of_plan(item, one.unit)),
            report_to=item.report_to or "",
        )

    def _unit_title(self, one: Occurrence) -> str:
        """Return the title of an occurrence's unit; empty if it has none."""
        return "".join(self.titles.of([one.unit], "units")) if one.unit else ""

    def _date(self, day: PlanDate | None) -> str:
        if day not in self._dates:
            self._dates[day] = self.titles.formatter.date(day)
        return self._dates[day]

    def times(self, occurrences: Iterable[Occurrence]) -> tuple[TimeView, ...]:
        """Return the times of the occurrences, in the same order; occurrences that differ only in unit share a time."""
        groups_by_key: dict[tuple[object, ...], list[Occurrence]] = {}
        entry_numbers = _EntryNumbers()
        for one in occurrences:
            key = (one.place, one.period, one.state, entry_numbers.number(one.done), one.responsible)
            groups_by_key.setdefault(key, []).append(one)
        return tuple(self._time(group) for group in groups_by_key.values())

    def _time(self, group: list[Occurrence]) -> TimeView:
        first = self.view(group[0])
        due = group[0].period.last
        return TimeView(
            title=first.title,
            when=first.when,
            due=timed(self.titles.formatter.day(due), group[0].item),
            days=(due - self.as_of).days,
            state=first.state,
            state_label=first.state_label,
            units=self._units(group),
            responsible=first.responsible,
            report_to=first.report_to,
            done_on=first.done_on,
            note=first.note,
        )

    def _units(self, group: list[Occurrence]) -> str:
        """Return the titles of the units; if they are many and all of the item's, only their count."""
        units = [one.unit for one in group if one.unit]
        units_of_item = set(units_of(self.titles.plan, group[0].item))
        if len(units) > _MOST_NAMED and len(units) == len(units_of_item):
            return self.titles.formatter.text("all {n} units", n=len(units))
        return self.titles.formatter.listed(self.titles.of(units, "units"))


def _done_on(entry: DoneOccurrence | None) -> PlanDate | None:
    """Return the date on which an occurrence was done; None if it was not done, or was cancelled."""
    return entry.date if entry and not entry.cancelled else None


def _note(entry: DoneOccurrence | None) -> str:
    """Return the plan's note on a done or cancelled occurrence; empty without one."""
    return (entry.note if entry else None) or ""


def nearest(occurrences: Sequence[OccurrenceView], titles: Titles) -> list[OccurrenceView]:
    """Return the occurrences with only those of the nearest month in the state `next`, and later ones as `coming`."""
    return _only_nearest_month_next(occurrences, titles, lambda one: one.due[:_LENGTH_OF_MONTH])


def nearest_times(times: Sequence[TimeView], titles: Titles, as_of: date) -> list[TimeView]:
    """Return the times with only those of the nearest month in the state `next`, and later ones as `coming`."""
    return _only_nearest_month_next(
        times, titles, lambda one: (as_of + timedelta(days=one.days)).isoformat()[:_LENGTH_OF_MONTH]
    )


def _only_nearest_month_next(views: Sequence[V], titles: Titles, month_of: Callable[[V], str]) -> list[V]:
    month = min((month_of(one) for one in views if one.state == "next"), default="")
    label = titles.formatter.label("occurrence", "coming")
    return [
        one._replace(state="coming", state_label=label) if one.state == "next" and month_of(one) != month else one
        for one in views
    ]


_LENGTH_OF_MONTH = len("2026-01")


class _EntryNumbers:
    """Gives equal entries the same number, comparing each object only once: an entry may name very many units."""

    def __init__(self) -> None:
        self._by_identity: dict[int, int] = {}
        self._by_value: dict[DoneOccurrence | None, int] = {}

    def number(self, entry: DoneOccurrence | None) -> int:
        """Return the number of an entry, the same for equal entries."""
        if id(entry) not in self._by_identity:
            self._by_identity[id(entry)] = self._by_value.setdefault(entry, len(self._by_value))
        return self._by_identity[id(entry)]


# The annual cycle of a year as a matrix: a row for each unit, a cell for each month, and sums of done and missed.


STATES = tuple(word.name for word in SCALES["occurrence"].words)
_MONTHS = range(1, 13)


class MarkView(NamedTuple):
    """The number of occurrences in a state: its word in the vocabulary, and for people."""

    state: str
    label: str
    times: int


class MonthView(NamedTuple):
    """A month: its name, short; whether it is the one that the day lies in; and a mark for each state in it."""

    name: str
    is_now: bool
    marks: tuple[MarkView, ...]


class UnitMonthsView(NamedTuple):
    """A unit's year month by month, and how many of its occurrences are `done` and `missed`.

    `title` says so if the occurrences are of no unit.
    """

    title: str
    months: tuple[MonthView, ...]
    done: int
    missed: int


class SumView(NamedTuple):
    """The number of occurrences in each row of a matrix that are in a state (a word of the vocabulary)."""

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
        """The sums of done and of missed occurrences in each row; a state is left out if no row has any."""
        done = SumView("done", tuple(row.done for row in self.rows))
        missed = SumView("missed", tuple(row.missed for row in self.rows))
        return tuple(one for one in (done, missed) if any(one.amounts))


def matrix_view(occurrences: Iterable[OccurrenceView], titles: Titles, year: int, as_of: date) -> MatrixView:
    """Return the matrix of a year's occurrences, as known on a day."""
    by_unit: dict[str, list[OccurrenceView]] = {unit.id: [] for unit in titles.plan.units}
    for one in occurrences:
        by_unit.setdefault(one.unit, []).append(one)
    without_unit = by_unit.pop("", [])
    rows = [(found[0].unit_title, found) for found in by_unit.values() if found]
    if without_unit:
        rows.append((titles.formatter.text("of no unit"), without_unit))
    return matrix_of(rows, titles.formatter, year, as_of)


def matrix_of(
    rows: Iterable[tuple[str, Sequence[OccurrenceView]]], formatter: Formatter, year: int, as_of: date
) -> MatrixView:
    """Return the matrix of a year for rows given as titles with occurrences."""
    rows = list(rows)
    print_row = _RowPrinter(formatter, as_of.month if as_of.year == year else 0).row
    all_occurrences = [one for _, found in rows for one in found]
    counts = Counter(one.state for one in all_occurrences)
    printed_rows = tuple(print_row(title, found) for title, found in rows)
    return MatrixView(year, print_row("", all_occurrences).months, printed_rows, _marks(counts, formatter))


class _RowPrinter:
    def __init__(self, formatter: Formatter, current_month: int) -> None:
        self._formatter, self._current = formatter, current_month
        self._names = {month: formatter.month_name(month, short=True).removesuffix(".") for month in _MONTHS}

    def row(self, title: str, occurrences: Sequence[OccurrenceView]) -> UnitMonthsView:
        """Return the row with a title for the occurrences of a unit."""
        counts: dict[int, Counter[str]] = {month: Counter() for month in _MONTHS}
        for one in occurrences:
            counts[one.month][one.state] += 1
        months = (
            MonthView(self._names[month], month == self._current, _marks(counts[month], self._formatter))
            for month in _MONTHS
        )
        totals = sum(counts.values(), Counter[str]())
        return UnitMonthsView(title, tuple(months), totals["done"], totals["missed"])


def _marks(counts: Counter[str], formatter: Formatter) -> tuple[MarkView, ...]:
    return tuple(
        MarkView(state, formatter.label("occurrence", state), counts[state]) for state in STATES if counts[state]
    )
