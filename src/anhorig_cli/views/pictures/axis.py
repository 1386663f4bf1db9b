"""The axes of a picture: one of values with round numbers, and one of time with the names of months or years."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from math import ceil, floor, log10
from typing import NamedTuple

from anhorig_cli.views.formatter import Formatter
from anhorig_cli.views.pictures.drawing import SMALL, Sheet, width_of

_STEPS = (1, 2, 2.5, 5, 10)
_MONTHS = 12
_ZERO_BELOW = 0.75
_LEAST_SPAN = 1e-6
_SHORTEST_PERIOD = timedelta(days=60)


class Axis(NamedTuple):
    """An interval of values mapped to the stretch from `begin` to `end` of the picture, in either direction."""

    low: float
    high: float
    begin: float
    end: float

    def place(self, value: float) -> float:
        """Return the place of a value in the picture."""
        return self.begin + (value - self.low) / (self.high - self.low) * (self.end - self.begin)


def widened(first: date, last: date) -> tuple[date, date]:
    """Return the ends of a period, moved apart if it is shorter than two months."""
    return (first - _SHORTEST_PERIOD, last + _SHORTEST_PERIOD) if last - first < _SHORTEST_PERIOD else (first, last)


class AxisTicks(NamedTuple):
    """Round numbers, evenly spaced, that enclose some values; `decimals` is how many they are written with."""

    marks: tuple[float, ...]
    decimals: int


def ticks(values: Sequence[float], about: int = 4) -> AxisTicks:
    """Return ticks at round numbers that enclose `values`, starting at zero where that does not squeeze them."""
    low, high = min(values), max(values)
    if 0 <= low <= high * _ZERO_BELOW:
        low = 0
    if high - low < _LEAST_SPAN * max(1, abs(high)):
        low, high = low - 1, high + 1
    step = _round_step((high - low) / about)
    first, last = floor(low / step), ceil(high / step)
    decimals = max(0, ceil(-log10(step) + (0.5 if _is_quarter(step) else 0)))
    return AxisTicks(tuple(round(n * step, 10) for n in range(first, last + 1)), decimals)


def _round_step(rough: float) -> float:
    power = 10.0 ** floor(log10(rough))
    return next((step * power for step in _STEPS if step * power >= rough * (1 - 1e-9)), 10 * power)


def _is_quarter(step: float) -> bool:
    return str(f"{step:e}").startswith("2.5")


def month_starts(first: date, last: date, most: int) -> Iterator[date]:
    """Yield the first days of months, quarters, half years or years within a period, at most about `most`."""
    months = (last.year - first.year) * _MONTHS + last.month - first.month + 1
    every = next((n for n in (1, 3, 6, _MONTHS) if months / n <= most), 0)
    every = every or _MONTHS * ceil(months / _MONTHS / most)
    month = first.year * _MONTHS + first.month - 1
    month += -month % every
    while (day := date(*divmod_month(month))) <= last:
        if day >= first:
            yield day
        month += every


def divmod_month(months: int) -> tuple[int, int, int]:
    """Return year, month and 1 for a number of months since the year 0."""
    year, month = divmod(months, _MONTHS)
    return year, month + 1, 1


# A period across a picture: the place of a day, and the names of the months above it.


SIDE = 14.0
"""The margin at either end."""
_MANY_DAYS = 3 * 366


class TimeAxis(NamedTuple):
    """Days from `first` to `last`, laid out between `left` and `right` with at most about `most` ticks."""

    first: date
    last: date
    left: float
    right: float
    most: int

    @classmethod
    def around(cls, days: Sequence[date], left: float, right: float, most: int) -> "TimeAxis":
        """Return an axis that encloses `days` with a small margin at either end; never less than two months."""
        first, last = min(days), max(days)
        pad = max((last - first) / 20, (_SHORTEST_PERIOD - (last - first)) / 2)
        return cls(first - pad, last + pad, left, right, most)

    def place(self, day: date) -> float:
        """Return the place of a day in the picture."""
        axis = Axis(self.first.toordinal(), self.last.toordinal(), self.left + SIDE, self.right - SIDE)
        return axis.place(day.toordinal())

    def ticks(self) -> Iterator[float]:
        """Yield the places of the ticks: of months, quarters, half years or years."""
        return (self.place(day) for day in month_starts(self.first, self.last, self.most))

    def draw_names(self, sheet: Sheet, formatter: Formatter) -> None:
        """Write the names of the ticks at the top of the picture, as far as there is room."""
        only_year = spans_years(self.first, self.last)
        days = month_starts(self.first, self.last, self.most)
        names = [(self.place(day), formatter.month(day, only_year=only_year)) for day in days]
        draw_days(sheet, names, 12, self.left, self.right)


def spans_years(first: date, last: date) -> bool:
    """Return whether a period is so long that its ticks are named by year alone."""
    return (last - first).days > _MANY_DAYS


def draw_days(sheet: Sheet, names: Iterable[tuple[float, str]], y: float, left: float, right: float) -> None:
    """Write the names of days, each at its place, as far as there is room between `left` and `right`."""
    free = left
    for place, text in names:
        half = width_of(text, SMALL) / 2
        middle = min(max(place, left + half), right - half)
        if middle - half >= free:
            sheet.words((middle, y), text, anchor="middle", ink="soft", size=SMALL)
            free = middle + half + 8
