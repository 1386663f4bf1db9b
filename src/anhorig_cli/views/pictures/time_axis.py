"""A stretch of time across a picture: where a day stands, and the names of the months over it."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from anhorig_cli.views.formatter import Formatter
from anhorig_cli.views.pictures.axis import Axis, month_starts
from anhorig_cli.views.pictures.drawing import Sheet
from anhorig_cli.views.pictures.lettering import SMALL, width_of

SIDE = 14.0
"""The room at either end."""
_SHORTEST = timedelta(days=60)
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
        """Return the stretch around some days, with a little room at either end; never less than two months."""
        first, last = min(days), max(days)
        pad = max((last - first) / 20, (_SHORTEST - (last - first)) / 2)
        return cls(first - pad, last + pad, left, right, most)

    def place(self, day: date) -> float:
        """Return where a day stands."""
        axis = Axis(self.first.toordinal(), self.last.toordinal(), self.left + SIDE, self.right - SIDE)
        return axis.place(day.toordinal())

    def ticks(self) -> Iterator[float]:
        """Give the places of the months, quarters, half years or years."""
        return (self.place(day) for day in month_starts(self.first, self.last, self.most))

    def draw_names(self, sheet: Sheet, formatter: Formatter) -> None:
        """Write what the ticks are called, at the top of the picture, as far as there is room."""
        only_year = (self.last - self.first).days > _MANY_DAYS
        free = self.left
        for day in month_starts(self.first, self.last, self.most):
            text = formatter.month(day, only_year=only_year)
            half = width_of(text, SMALL) / 2
            middle = min(max(self.place(day), self.left + half), self.right - half)
            if middle - half >= free:
                sheet.words((middle, 12), text, anchor="middle", ink="soft", size=SMALL)
                free = middle + half + 8
