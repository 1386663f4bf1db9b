"""The annual cycle of a year as a matrix: a row for each unit, a cell for each month."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from babel.dates import get_month_names

from anhorig_cli.views.cycle.cycle_times import OccurrenceView
from anhorig_cli.views.names import Titles
from anhorig_cli.vocabulary import SCALES

_STATES = tuple(word.name for word in SCALES["occurrence"].words)
_MONTHS = range(1, 13)
Cell = tuple[tuple[str, int], ...]
"""How many occurrences are in each state, in the states' order; those that none is in are left out."""


class UnitMonthsView(NamedTuple):
    """What a unit does in each month that it is due in; `title` says so where the occurrences are of no unit."""

    title: str
    months: tuple[Cell, ...]


class MatrixView(NamedTuple):
    """The months' names, short, and a row for each unit that has something to do: in the plan's order."""

    months: tuple[str, ...]
    rows: tuple[UnitMonthsView, ...]


def matrix_view(occurrences: Iterable[OccurrenceView], titles: Titles) -> MatrixView:
    """Return the matrix of a year's occurrences."""
    by_unit: dict[str, list[OccurrenceView]] = {unit.id: [] for unit in titles.plan.units}
    of_none: list[OccurrenceView] = []
    for one in occurrences:
        (by_unit.setdefault(one.unit, []) if one.unit else of_none).append(one)
    rows = [_row(found[0].unit_title, found) for found in by_unit.values() if found]
    if of_none:
        rows.append(_row(titles.formatter.text("of no unit"), of_none))
    names = get_month_names("abbreviated", locale=titles.formatter.language.value)
    return MatrixView(tuple(names[month].removesuffix(".") for month in _MONTHS), tuple(rows))


def _row(title: str, found: Sequence[OccurrenceView]) -> UnitMonthsView:
    return UnitMonthsView(title, tuple(_cell(one for one in found if one.month == month) for month in _MONTHS))


def _cell(found: Iterable[OccurrenceView]) -> Cell:
    counts = Counter(one.state for one in found)
    return tuple((state, counts[state]) for state in _STATES if counts[state])
