"""Indicators year by year: the last value of each year, with the year's target and others' values beside it."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from anhorig_cli.views.formatter import Formatter
from anhorig_cli.views.report.measured_parts import PartView
from anhorig_cli.views.report.measurements import MeasurementView
from anhorig_cli.views.tables import Content, PhraseView, TableView, table_of

_MOST_YEARS = 8
"""So many years stand beside each other on a page."""


class ValueOfYearView(NamedTuple):
    """The last value of a year, the target that was due in it, and others' values; each empty where there is none."""

    year: int
    value: str
    target: str
    comparison: str


class YearsView(NamedTuple):
    """An indicator, or a part of it by `name`, year by year."""

    name: str
    years: tuple[ValueOfYearView, ...]


def years_views(
    rows: Iterable[MeasurementView],
    parts: Iterable[PartView],
    targets: Iterable[tuple[str, int, str]],
    start: ValueOfYearView,
) -> tuple[YearsView, ...]:
    """Return an indicator year by year, and then each of its parts.

    Args:
        rows: what was measured of the whole, the oldest first.
        parts: what was measured of its parts, each the oldest first.
        targets: the targets that have a day: of which part, in which year, and the level.
        start: the baseline, as the value of its year; 0 where there is none.
    """
    found: dict[str, dict[int, ValueOfYearView]] = {"": {start.year: start} if start.year else {}}
    measured: list[tuple[str, MeasurementView | PartView]] = [("", row) for row in rows]
    measured += [(part.name, part) for part in parts]
    for name, row in measured:
        years = found.setdefault(name, {})
        before = years.get(row.year, ValueOfYearView(row.year, "", "", ""))
        value, comparison = row.value or before.value, row.comparison or before.comparison
        years[row.year] = before._replace(value=value, comparison=comparison)
    for name, year, level in targets:
        years = found.setdefault(name, {})
        before = years.get(year, ValueOfYearView(year, "", "", ""))
        years[year] = before._replace(target="; ".join(part for part in (before.target, level) if part))
    return tuple(YearsView(name, tuple(years[year] for year in sorted(years))) for name, years in found.items())


def years_table(indicators: Sequence[tuple[str, Sequence[YearsView]]], word: Formatter) -> TableView | None:
    """Return indicators, by title, and their parts, with a column for each year; None where all is of one year."""
    every = sorted({one.year for _, series in indicators for part in series for one in part.years})
    years = every[-_MOST_YEARS:]
    if len(years) < 2:  # noqa: PLR2004 - nothing stands beside another
        return None
    columns = [(word.text("Indicator"), "title"), *((str(year), "number") for year in years)]
    rows = [
        [title if not part.name else f"{title}: {part.name}", *(_cell(part, year, word) for year in years)]
        for title, series in indicators
        for part in series
        if any(one.year in years for one in part.years)
    ]
    return table_of(word.text("Indicators year by year"), columns, rows)


def _cell(part: YearsView, year: int, word: Formatter) -> Content:
    one = next((one for one in part.years if one.year == year), None)
    if one is None:
        return ""
    target = word.text("target: {value}", value=one.target) if one.target else ""
    return [one.value, PhraseView(target, tone="soft"), PhraseView(one.comparison, tone="soft")]
