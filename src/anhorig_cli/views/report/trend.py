"""An indicator's way: its last value of each year, and what a picture of it needs."""

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
from anhorig_cli.views.report.measurements import MeasurementView, Shown, amount_text, unit_of, worked_out


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
    """The way of an indicator. What may not be disclosed about few people, or cannot be computed, is left out.

    `targets` has the levels to reach: none, one, or a least and a most; their `day` is the target's. `expected` is the
    value on the straight line from baseline to target on the report's day, where it still leads to the target.
    """

    unit: str
    points: tuple[PointView, ...]
    baseline: PointView | None
    targets: tuple[PointView, ...]
    expected: PointView | None
    forecast: PointView | None

    @property
    def tells(self) -> bool:
        """Return whether a picture says more than a sentence: it has a value, and something to hold it against."""
        values = sum(point.number is not None for point in self.points)
        return values > 1 or (values == 1 and bool(self.targets or self.baseline))


def point_view(shown: Shown, as_of: date, formatter: Formatter) -> PointView:
    """Return a measurement as a point."""
    when = shown.measurement.date
    day = _within(when, as_of).isoformat()
    return PointView(day, formatter.date(when), shown.number, shown.text, shown.measurement.method_changed)


def _within(when: PlanDate, as_of: date) -> date:
    """Return where a period's value stands: in the middle of its last month, and no later than the report's day."""
    half = min((when.last - when.first) / 2, _HALF_A_MONTH)
    return min(when.last - timedelta(days=half.days), as_of)


_HALF_A_MONTH = timedelta(days=15)


def trend_view(
    indicator: Indicator, shown: Sequence[Shown], snapshot: Snapshot, formatter: Formatter, disclosure: Disclosure
) -> TrendView:
    """Return the way of an indicator as it was known on a day, of what was measured."""
    as_of = snapshot.as_of
    points = tuple(point_view(one, as_of, formatter) for one in shown)
    if indicator.is_yes_no:
        return TrendView(unit_of(indicator), points, None, (), None, None)
    teller = _Teller(indicator, formatter)
    known = [one.measurement for one in shown]
    small = disclosure.baseline_is_suppressed(indicator)
    target = target_of(indicator)
    levels = _levels(target, is_small=small)
    end = target.by if target else None
    tells_forecast = _has_forecast(known, points, end, is_small=small)
    about = partial(worked_out, indicator, known=known)
    ahead = forecast(indicator, known, as_of, snapshot.plan.first_day) if tells_forecast else None
    return TrendView(
        unit=unit_of(indicator),
        points=points,
        baseline=None if small else teller.start(indicator.baseline, as_of),
        targets=tuple(point for level in levels if (point := teller.point(level, end))),
        expected=teller.point(about(even_pace(indicator, known, as_of)), PlanDate.day(as_of)) if not small else None,
        forecast=teller.point(about(ahead), end),
    )


def _levels(target: Target | None, *, is_small: bool) -> tuple[Decimal | None, ...]:
    """Return the levels of a target; none where a change from a baseline that may not be disclosed would tell it."""
    if target is None or (is_small and target.change is not None):
        return ()
    return tuple(dict.fromkeys((target.value, target.at_least, target.at_most)))


def _has_forecast(
    known: list[Measurement], points: Sequence[PointView], end: PlanDate | None, *, is_small: bool
) -> bool:
    """Return whether the target's day comes after the latest value, and a forecast would tell of no hidden one."""
    if is_small or end is None or not points or end.last.isoformat() <= points[-1].day:
        return False
    return not any(m.amount is not None and point.number is None for m, point in zip(known, points, strict=True))


class _Teller(NamedTuple):
    indicator: Indicator
    formatter: Formatter

    def start(self, baseline: Baseline | None, as_of: date) -> PointView | None:
        if baseline is None:
            return None
        point = self.point(baseline.value, baseline.date)
        if point is None or baseline.date is None:
            return point
        return point._replace(day=_within(baseline.date, as_of).isoformat())

    def point(self, value: Decimal | None, when: PlanDate | None) -> PointView | None:
        if value is None:
            return None
        day = when.last.isoformat() if when else ""
        text = amount_text(self.indicator, value, self.formatter)
        return PointView(day, self.formatter.date(when), float(value), text)


# Indicators year by year: the last value of each year, with the year's target and others' values beside it.


_MOST_YEARS = 8
"""So many years stand beside each other on a page."""


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
        before = years.get(row.year, ValueOfYearView(row.year))
        # That a value is missing hides none that was measured.
        values = (before.value, row.value) if row.is_missing else (row.value, before.value)
        years[row.year] = before._replace(
            value=next(filter(None, values), ""), comparison=row.comparison or before.comparison
        )
    for name, year, level in targets:
        years = found.setdefault(name, {})
        before = years.get(year, ValueOfYearView(year))
        years[year] = before._replace(target="; ".join(filter(None, (before.target, level))))
    return tuple(YearsView(name, tuple(years[year] for year in sorted(years))) for name, years in found.items())


class _Series(NamedTuple):
    """An indicator year by year, with what it is counted in."""

    title: str
    unit: str
    parts: Sequence[YearsView]


def years_table(
    indicators: Iterable[tuple[str, str, Sequence[YearsView]]], word: Formatter, least: int = 2
) -> TableView | None:
    """Return indicators and their parts with a column for each year; None where those are too few.

    Args:
        indicators: the title of each, what it is counted in, and its values; the unit is told once, with the title.
        word: how the page speaks.
        least: so many years there must be.
    """
    series = [_Series(*one) for one in indicators]
    years = _latest_years(series)
    if len(years) < least:
        return None
    columns = [(word.text("Indicator"), "title"), *((str(year), "number") for year in years)]
    rows = [
        [_title_of(part, one), *(_cell(part, year, one.unit, word) for year in years)]
        for one in series
        for part in one.parts
        if any(of_year.year in years for of_year in part.years)
    ]
    return table_of(word.text("Indicators year by year, with the last value of each"), columns, rows)


def _latest_years(series: Sequence[_Series]) -> list[int]:
    """Return the latest of the years that there is something of, the earliest first: as many as a page has room for."""
    every = sorted({of_year.year for one in series for part in one.parts for of_year in part.years})
    return every[-_MOST_YEARS:]


def _title_of(part: YearsView, one: _Series) -> str:
    """Return the title of an indicator, with the name of the part where it is one, and with its unit."""
    title = one.title if not part.name else f"{one.title}: {part.name}"
    return f"{title} ({one.unit})" if one.unit and _is_told(one.unit, part) else title


def _is_told(unit: str, part: YearsView) -> bool:
    """Return whether the values of a part have its unit after them; those in per cent have a sign."""
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
