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
        years[row.year] = _with_value(_of_year(years, row.year), row)
    for name, year, level in targets:
        years = found.setdefault(name, {})
        years[year] = _with_target(_of_year(years, year), level)
    return tuple(YearsView(name, tuple(years[year] for year in sorted(years))) for name, years in found.items())


def _of_year(years: dict[int, ValueOfYearView], year: int) -> ValueOfYearView:
    """Return what was found of a year so far."""
    return years.get(year, ValueOfYearView(year, "", "", ""))


def _with_value(before: ValueOfYearView, row: MeasurementView | PartView) -> ValueOfYearView:
    """Return a year with a later value and others' values, where the measurement has them."""
    return before._replace(value=row.value or before.value, comparison=row.comparison or before.comparison)


def _with_target(before: ValueOfYearView, level: str) -> ValueOfYearView:
    """Return a year with one more target, after those that it has."""
    return before._replace(target="; ".join(part for part in (before.target, level) if part))


def years_table(
    indicators: Sequence[tuple[str, Sequence[YearsView]]], word: Formatter, least: int = 2
) -> TableView | None:
    """Return indicators, by title, and their parts, with a column for each year; None where those are too few."""
    years = _latest_years(indicators)
    if len(years) < least:
        return None
    columns = [(word.text("Indicator"), "title"), *((str(year), "number") for year in years)]
    rows = [
        [_title_of(part, title), *(_cell(part, year, word) for year in years)]
        for title, series in indicators
        for part in series
        if any(one.year in years for one in part.years)
    ]
    return table_of(word.text("Indicators year by year"), columns, rows)


def _latest_years(indicators: Sequence[tuple[str, Sequence[YearsView]]]) -> list[int]:
    """Return the latest of the years that there is something of, the earliest first: as many as a page has room for."""
    every = sorted({one.year for _, series in indicators for part in series for one in part.years})
    return every[-_MOST_YEARS:]


def _title_of(part: YearsView, title: str) -> str:
    """Return the title of an indicator, with the name of the part where it is one."""
    return title if not part.name else f"{title}: {part.name}"


def _cell(part: YearsView, year: int, word: Formatter) -> Content:
    one = next((one for one in part.years if one.year == year), None)
    if one is None:
        return ""
    target = word.text("target: {value}", value=one.target) if one.target else ""
    return [one.value, PhraseView(target, tone="soft"), PhraseView(one.comparison, tone="soft")]
