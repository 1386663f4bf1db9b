"""An indicator's development: the data of its picture, and its last value of each year."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from decimal import Decimal
from functools import partial
from typing import NamedTuple

from anhorig_cli.analysis.disclosure import Disclosure
from anhorig_cli.analysis.progress import target_of
from anhorig_cli.analysis.snapshot import Snapshot
from anhorig_cli.analysis.standing import even_pace, forecast
from anhorig_cli.model.dates import PlanDate
from anhorig_cli.model.indicator import Indicator
from anhorig_cli.model.measurement import Measurement
from anhorig_cli.model.target import Baseline, Target
from anhorig_cli.views.formatter import Content, Formatter, PhraseView, TableView, table_of
from anhorig_cli.views.report.compared import PartView
from anhorig_cli.views.report.measurements import (
    MeasurementView,
    ShownMeasurement,
    amount_text,
    rounded_computed,
    unit_of,
)


class PointView(NamedTuple):
    """A value on a day. `day` is ISO, empty where the plan gives none; `number` is None where it may not be disclosed.

    `starts_anew` is set where the method of measuring changed, so that the line before must not lead here.
    """

    day: str
    date: str
    number: float | None
    value: str
    starts_anew: bool = False


class TrendView(NamedTuple):
    """The development of an indicator. What may not be disclosed about few people, or cannot be computed, is left out.

    `targets` has the levels to reach: none, one, or a least and a most; their `day` is the target's. `expected` is the
    value on the straight line from baseline to target on the report's day, if the line still leads to the target.
    """

    unit: str
    points: tuple[PointView, ...]
    baseline: PointView | None
    targets: tuple[PointView, ...]
    expected: PointView | None
    forecast: PointView | None

    @property
    def tells(self) -> bool:
        """Whether a picture shows more than a sentence: several values, or one beside a target or the baseline."""
        values = sum(point.number is not None for point in self.points)
        return values > 1 or (values == 1 and bool(self.targets or self.baseline))


def point_view(shown: ShownMeasurement, as_of: date, formatter: Formatter) -> PointView:
    """Return a measurement as a point."""
    when = shown.measurement.date
    day = _day_in_picture(when, as_of).isoformat()
    return PointView(day, formatter.date(when), shown.number, shown.text, shown.measurement.method_changed)


def _day_in_picture(when: PlanDate, as_of: date) -> date:
    """Return a period's day in a picture: its middle, but at most 15 days before its end, and not after `as_of`."""
    half = min((when.last - when.first) / 2, _HALF_A_MONTH)
    return min(when.last - timedelta(days=half.days), as_of)


_HALF_A_MONTH = timedelta(days=15)


def trend_view(
    indicator: Indicator,
    shown: Sequence[ShownMeasurement],
    snapshot: Snapshot,
    formatter: Formatter,
    disclosure: Disclosure,
) -> TrendView:
    """Return the data of an indicator's picture as known on the snapshot's day, for the measurements in `shown`."""
    as_of = snapshot.as_of
    points = tuple(point_view(one, as_of, formatter) for one in shown)
    if indicator.is_yes_no:
        return TrendView(unit_of(indicator), points, None, (), None, None)
    printer = _PointPrinter(indicator, formatter)
    known = [one.measurement for one in shown]
    baseline_is_hidden = disclosure.baseline_is_suppressed(indicator)
    target = target_of(indicator)
    levels = _levels(target, is_small=baseline_is_hidden)
    end = target.by if target else None
    has_forecast = _has_forecast(known, points, end, is_small=baseline_is_hidden)
    rounded = partial(rounded_computed, indicator, known=known)
    forecast_value = forecast(indicator, known, as_of, snapshot.plan.first_day) if has_forecast else None
    return TrendView(
        unit=unit_of(indicator),
        points=points,
        baseline=None if baseline_is_hidden else printer.start(indicator.baseline, as_of),
        targets=tuple(point for level in levels if (point := printer.point(level, end))),
        expected=printer.point(rounded(even_pace(indicator, known, as_of)), PlanDate.day(as_of))
        if not baseline_is_hidden
        else None,
        forecast=printer.point(rounded(forecast_value), end),
    )


def _levels(target: Target | None, *, is_small: bool) -> tuple[Decimal | None, ...]:
    """Return the levels of a target; empty if it is a change from a suppressed baseline, which it would disclose."""
    if target is None or (is_small and target.change is not None):
        return ()
    return tuple(dict.fromkeys((target.value, target.at_least, target.at_most)))


def _has_forecast(
    known: list[Measurement], points: Sequence[PointView], end: PlanDate | None, *, is_small: bool
) -> bool:
    """Return whether the target's day is after the latest value and a forecast would disclose no suppressed value."""
    if is_small or end is None or not points or end.last.isoformat() <= points[-1].day:
        return False
    return not any(m.amount is not None and point.number is None for m, point in zip(known, points, strict=True))


class _PointPrinter(NamedTuple):
    indicator: Indicator
    formatter: Formatter

    def start(self, baseline: Baseline | None, as_of: date) -> PointView | None:
        if baseline is None:
            return None
        point = self.point(baseline.value, baseline.date)
        if point is None or baseline.date is None:
            return point
        return point._replace(day=_day_in_picture(baseline.date, as_of).isoformat())

    def point(self, value: Decimal | None, when: PlanDate | None) -> PointView | None:
        if value is None:
            return None
        day = when.last.isoformat() if when else ""
        text = amount_text(self.indicator, value, self.formatter)
        return PointView(day, self.formatter.date(when), float(value), text)


# Indicators year by year: the last value of each year, with that year's target and others' values.


_MOST_YEARS = 8
"""At most this many years fit beside each other on a page."""


class ValueOfYearView(NamedTuple):
    """The last value of a year, the target that was due in it, and others' values; each empty where there is none."""

    year: int
    value: str = ""
    target: str = ""
    comparison: str = ""


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
    """Return an indicator year by year, followed by each of its parts.

    Args:
        rows: the measurements of the whole, oldest first.
        parts: the measurements of its parts, oldest first for each part.
        targets: part name, year and level of each target that has a day.
        start: the baseline as the value of its year; the year is 0 if there is none.
    """
    by_part: dict[str, dict[int, ValueOfYearView]] = {"": {start.year: start} if start.year else {}}
    measured: list[tuple[str, MeasurementView | PartView]] = [("", row) for row in rows]
    measured += [(part.name, part) for part in parts]
    for name, row in measured:
        years = by_part.setdefault(name, {})
        earlier = years.get(row.year, ValueOfYearView(row.year))
        # A reason for a missing value does not replace a measured one.
        values = (earlier.value, row.value) if row.is_missing else (row.value, earlier.value)
        years[row.year] = earlier._replace(
            value=next(filter(None, values), ""), comparison=row.comparison or earlier.comparison
        )
    for name, year, level in targets:
        years = by_part.setdefault(name, {})
        earlier = years.get(year, ValueOfYearView(year))
        years[year] = earlier._replace(target="; ".join(filter(None, (earlier.target, level))))
    return tuple(YearsView(name, tuple(years[year] for year in sorted(years))) for name, years in by_part.items())


class _Series(NamedTuple):
    """An indicator year by year, with its unit of measure."""

    title: str
    unit: str
    parts: Sequence[YearsView]


def years_table(
    indicators: Iterable[tuple[str, str, Sequence[YearsView]]], word: Formatter, least: int = 2
) -> TableView | None:
    """Return a table of indicators and their parts with a column for each year; None if there are too few years.

    Args:
        indicators: title, unit of measure and values of each; the unit is shown once, after the title.
        word: the formatter of the report.
        least: the smallest number of years for which there is a table.
    """
    series = [_Series(*one) for one in indicators]
    years = _latest_years(series)
    if len(years) < least:
        return None
    columns = [(word.text("Indicator"), "title"), *((str(year), "number") for year in years)]
    rows = [
        [_row_title(part, one), *(_cell(part, year, one.unit, word) for year in years)]
        for one in series
        for part in one.parts
        if any(of_year.year in years for of_year in part.years)
    ]
    return table_of(word.text("Indicators year by year, with the last value of each"), columns, rows)


def _latest_years(series: Sequence[_Series]) -> list[int]:
    """Return the latest years with any value, earliest first, at most `_MOST_YEARS`."""
    years = sorted({of_year.year for one in series for part in one.parts for of_year in part.years})
    return years[-_MOST_YEARS:]


def _row_title(part: YearsView, one: _Series) -> str:
    """Return the title of an indicator with the name of the part, if any, and its unit of measure."""
    title = one.title if not part.name else f"{one.title}: {part.name}"
    return f"{title} ({one.unit})" if one.unit and _has_unit(one.unit, part) else title


def _has_unit(unit: str, part: YearsView) -> bool:
    """Return whether any value or target of a part ends with the unit; values in per cent have a sign instead."""
    return any(one.value.endswith(f" {unit}") or one.target.endswith(f" {unit}") for one in part.years)


def _cell(part: YearsView, year: int, unit: str, word: Formatter) -> Content:
    one = next((one for one in part.years if one.year == year), None)
    if one is None:
        return ""
    value, level, comparison = (
        text.removesuffix(f" {unit}") if unit else text for text in (one.value, one.target, one.comparison)
    )
    target = word.text("target: {value}", value=level) if level else ""
    return [value, PhraseView(target, tone="soft"), PhraseView(comparison, tone="soft")]
