"""The picture of an indicator's path: measurements, baseline, target, the line between them, and forecast."""

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal

from anhorig_cli.source import message
from anhorig_cli.views.formatter import Formatter
from anhorig_cli.views.pictures.axis import Axis, draw_days, month_starts, spans_years, ticks, widened
from anhorig_cli.views.pictures.drawing import (
    SMALL,
    Drawing,
    DrawnOutline,
    KeyEntry,
    Point,
    Sheet,
    circle,
    diamond,
    draw_key,
    polygon,
    width_of,
    wrapped,
)
from anhorig_cli.views.report.indicators import IndicatorView
from anhorig_cli.views.report.trend import PointView, TrendView

WIDTH = 440.0
_PLOT_TOP, _PLOT_BOTTOM = 26.0, 206.0
_DOT, _INSET = 4.5, 10.0
_MOST_DAYS = 5
_EXPECTED, _FORECAST, _TODAY = "1.5 4", "7 4", "3 3"


def trend_picture(indicator: IndicatorView, as_of: date, formatter: Formatter) -> Drawing | None:
    """Return the picture of an indicator's path; None where it would say no more than a sentence."""
    if not indicator.path.tells:
        return None
    return _Trend(indicator, as_of, formatter).drawn()


class _Trend:
    def __init__(self, indicator: IndicatorView, as_of: date, formatter: Formatter) -> None:
        self._indicator, self._path, self._as_of, self._say = indicator, indicator.path, as_of, formatter
        self._sheet = Sheet()
        self._marks = ticks([number for _, number in _numbered_points(self._path)])
        labels = [self._number(mark) for mark in self._marks.marks]
        left = max(width_of(label, SMALL) for label in labels) + 8
        self._y = Axis(self._marks.marks[0], self._marks.marks[-1], _PLOT_BOTTOM, _PLOT_TOP)
        first, last = self._period_shown()
        self._left = left
        self._x = Axis(first.toordinal(), last.toordinal(), left + _INSET, WIDTH - _INSET)
        self._first, self._last = first, last

    def drawn(self) -> Drawing:
        """Return the finished picture."""
        self._draw_grid()
        self._draw_targets()
        self._draw_even_pace()
        self._draw_forecast()
        self._draw_values()
        entries = list(self._key_entries())
        bottom = draw_key(self._sheet, entries, 0, _PLOT_BOTTOM + 28, WIDTH)
        title = self._say.text("Trend: {title}", title=self._indicator.title)
        return self._sheet.finished(WIDTH, bottom + 6, title, ". ".join(entry.text for entry in entries) + ".")

    def _period_shown(self) -> tuple[date, date]:
        """Return the first and the last day shown; the report's day is included if that does not squeeze the rest."""
        days = sorted(date.fromisoformat(point.day) for point, _ in _numbered_points(self._path) if point.day)
        first, last = days[0], days[-1]
        if last < self._as_of <= last + (last - first) / 4:
            last = self._as_of
        return widened(first, last)

    def _place(self, point: PointView, number: float) -> Point:
        day = date.fromisoformat(point.day).toordinal() if point.day else self._x.low
        return self._x.place(day), self._y.place(number)

    def _number(self, value: float) -> str:
        return self._say.number(Decimal(f"{value:.{self._marks.decimals}f}"), Decimal(1).scaleb(-self._marks.decimals))

    def _draw_grid(self) -> None:
        sheet, left, right = self._sheet, self._left, WIDTH
        sheet.lines((0, 13), wrapped(self._path.unit, WIDTH, SMALL, most=1), ink="soft", size=SMALL)
        for mark in self._marks.marks:
            y = self._y.place(mark)
            sheet.line(((left, y), (right, y)), "line", 1)
            sheet.words((left - 6, y + 4), self._number(mark), anchor="end", ink="soft", size=SMALL)
        sheet.line(((left, _PLOT_BOTTOM), (right, _PLOT_BOTTOM)), "axis", 1)
        names: list[tuple[float, str]] = []
        for day in month_starts(self._first, self._last, _MOST_DAYS):
            x = self._x.place(day.toordinal())
            sheet.line(((x, _PLOT_BOTTOM), (x, _PLOT_BOTTOM + 4)), "axis", 1)
            names.append((x, self._say.month(day, only_year=spans_years(self._first, self._last))))
        draw_days(sheet, names, _PLOT_BOTTOM + 18, 0.0, WIDTH)
        if self._first <= self._as_of <= self._last:
            x = self._x.place(self._as_of.toordinal())
            sheet.line(((x, _PLOT_TOP - 8), (x, _PLOT_BOTTOM)), "soft", 1, _TODAY)

    def _draw_targets(self) -> None:
        for target in _disclosed(self._path.targets):
            y = self._y.place(target[1])
            self._sheet.line(((self._left, y), (WIDTH, y)), "target", 2)
            if target[0].day:
                _draw_target(self._sheet, *self._place(*target))

    def _draw_even_pace(self) -> None:
        baseline = next(_disclosed([self._path.baseline]), None)
        target = next(_disclosed(self._path.targets[:1]), None)
        if baseline and target and self._path.expected:
            self._sheet.line((self._place(*baseline), self._place(*target)), "target", 2, _EXPECTED)
        if baseline:
            _draw_baseline(self._sheet, *self._place(*baseline))

    def _draw_forecast(self) -> None:
        end = next(_disclosed([self._path.forecast]), None)
        latest = [self._place(*point) for point in _disclosed(self._path.points)][-1]
        if end:
            self._sheet.line((latest, self._place(*end)), "accent", 2, _FORECAST)
            _draw_outcome(self._sheet, *self._place(*end))

    def _draw_values(self) -> None:
        run: list[Point] = []
        for point in self._path.points:
            if point.number is None or point.starts_anew:
                self._draw_run(run)
                run = []
            if point.number is not None:
                run.append(self._place(point, point.number))
        self._draw_run(run)

    def _draw_run(self, points: list[Point]) -> None:
        """Draw a run of comparable measurements, with none missing between them."""
        if len(points) > 1:
            self._sheet.line(points, "accent", 2.5)
        for x, y in points:
            _draw_value(self._sheet, x, y)

    def _key_entries(self) -> Iterator[KeyEntry]:
        yield from self._value_entries()
        yield from self._target_entries()
        if self._path.forecast:
            value, when = self._path.forecast.value, self._path.forecast.date
            text = self._say.text("Forecast at the current rate: {value}, {date}", value=value, date=when)
            yield KeyEntry(text, _forecast_sample)
        yield from self._remark_entries()

    def _value_entries(self) -> Iterator[KeyEntry]:
        """Yield the key's entries for the latest value and for the first that it is compared with."""
        say = self._say
        points = [point for point, _ in _disclosed(self._path.points)]
        changes = [place for place, point in enumerate(points) if point.starts_anew]
        latest, first = points[-1], points[changes[-1] if changes else 0]
        yield KeyEntry(say.text("Latest value: {value}, {date}", value=latest.value, date=latest.date), _draw_value)
        if latest is not first:
            text = _FIRST_SINCE_CHANGED if changes else _FIRST
            yield KeyEntry(say.text(text, value=first.value, date=first.date), _draw_value)

    def _target_entries(self) -> Iterator[KeyEntry]:
        """Yield the key's entries for the baseline, the target and the even pace between them."""
        say, path, indicator = self._say, self._path, self._indicator
        if path.baseline:
            yield KeyEntry(say.text("Baseline: {value}", value=indicator.baseline), _draw_baseline)
        if path.targets:
            yield KeyEntry(say.text("Target: {value}", value=indicator.target), _target_sample)
        if path.expected and path.targets:
            value, when = path.expected.value, path.expected.date
            yield KeyEntry(say.text("At an even pace: {value}, {date}", value=value, date=when), _pace_sample)

    def _remark_entries(self) -> Iterator[KeyEntry]:
        say, points = self._say, self._path.points
        if self._first <= self._as_of <= self._last:
            yield KeyEntry(say.text("Report date: {date}", date=self._as_of), _today_sample)
        if any(point.number is None for point in points):
            yield KeyEntry(say.text("Where the line is broken, a value is missing or not shown"), _gap_sample)
        if any(point.starts_anew for point in points[1:]):
            yield KeyEntry(say.text("Where a new line begins, the method of measuring changed"), _gap_sample)


_FIRST = message("First value: {value}, {date}").template
_FIRST_SINCE_CHANGED = message("First value since the method changed: {value}, {date}").template


def _disclosed(points: Iterable[PointView | None]) -> Iterator[tuple[PointView, float]]:
    return ((point, point.number) for point in points if point is not None and point.number is not None)


def _numbered_points(path: TrendView) -> list[tuple[PointView, float]]:
    return list(_disclosed([*path.points, path.baseline, *path.targets, path.forecast]))


def _draw_value(sheet: Sheet, x: float, y: float) -> None:
    sheet.shape(DrawnOutline(circle(x, y, _DOT), fill="accent"))


def _draw_baseline(sheet: Sheet, x: float, y: float) -> None:
    sheet.shape(DrawnOutline(diamond(x, y, 6), fill="page", stroke="target", width=2))


def _draw_target(sheet: Sheet, x: float, y: float) -> None:
    sheet.shape(DrawnOutline(circle(x, y, 5.5), "page", "target", 2), DrawnOutline(circle(x, y, 2), fill="target"))


def _draw_outcome(sheet: Sheet, x: float, y: float) -> None:
    sheet.shape(DrawnOutline(polygon(x, y, 6.5, 3), "page", "accent", 2))


def _target_sample(sheet: Sheet, x: float, y: float) -> None:
    sheet.line(((x - 13, y), (x + 13, y)), "target", 2)
    _draw_target(sheet, x, y)


def _pace_sample(sheet: Sheet, x: float, y: float) -> None:
    sheet.line(((x - 13, y), (x + 13, y)), "target", 2, _EXPECTED)


def _forecast_sample(sheet: Sheet, x: float, y: float) -> None:
    sheet.line(((x - 13, y), (x + 13, y)), "accent", 2, _FORECAST)
    _draw_outcome(sheet, x, y)


def _today_sample(sheet: Sheet, x: float, y: float) -> None:
    sheet.line(((x, y - 7), (x, y + 7)), "soft", 1, _TODAY)


def _gap_sample(sheet: Sheet, x: float, y: float) -> None:
    for end in (-1, 1):
        sheet.line(((x + end * 13, y), (x + end * 4, y)), "accent", 2.5)
