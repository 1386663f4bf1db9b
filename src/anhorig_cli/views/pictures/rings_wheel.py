"""The wheel of rings: a ring for each unit, with a gap at the top left for their names, and a numbered list below."""

from calendar import monthrange
from collections import Counter
from collections.abc import Sequence
from datetime import date
from math import ceil, fsum, pi

from anhorig_cli.views.cycle.wheel import RingView, WheelEventView, WheelView
from anhorig_cli.views.formatter import Formatter
from anhorig_cli.views.pictures.arcs import arc, around, is_upper, sector, shares, spread
from anhorig_cli.views.pictures.drawing import Drawing, DrawnOutline, Sheet
from anhorig_cli.views.pictures.lettering import LINE, SIZE, wrapped
from anhorig_cli.views.pictures.numbered import RADIUS, draw_states, mark
from anhorig_cli.views.pictures.wheel_words import HEAD, draw_hand, draw_head, draw_rest, name_and_description

_WHOLE = 0.75
"""The part of the turn that the year takes; the rest is the gap."""
_RING, _INNERMOST, _NAMES, _SIDE, _APART = 27.0, 62.0, 26.0, 14.0, 24.0
_LEAST, _LARGEST = 200.0, 900.0
"""The radius of the rings: at the least, so that months can be named around them, and at the most."""
_LEAST_WIDTH = 760.0
_MONTHS, _COLUMNS, _MOST_TRACKS = 12, 3, 4


def rings_wheel(wheel: WheelView, formatter: Formatter) -> Drawing:
    """Return the wheel of rings."""
    return _RingsWheel(wheel, formatter).drawn()


class _RingsWheel:
    def __init__(self, wheel: WheelView, formatter: Formatter) -> None:
        self._wheel, self._say, self._sheet = wheel, formatter, Sheet()
        self._tracks = _tracks(wheel)
        self._outer = (self._tracks[0][0] if self._tracks else _LEAST - _RING / 2) + _RING / 2 + 2
        self._inner = (self._tracks[-1][-1] if self._tracks else _LEAST - _RING / 2) - _RING / 2
        self._width = max(2 * (self._outer + _NAMES + _SIDE), _LEAST_WIDTH)
        top = draw_head(self._sheet, wheel, formatter, self._width, _SIDE) + _SIDE
        self._middle = (self._width / 2, top + self._outer + _NAMES)

    def drawn(self) -> Drawing:
        """Draw it."""
        for month, (begin, end) in enumerate(shares(_MONTHS, _WHOLE), 1):
            self._month(month, begin, end)
        for ring, tracks in zip(self._wheel.rings, self._tracks, strict=True):
            self._ring(ring, tracks)
        if any(len(tracks) > 1 for tracks in self._tracks):
            self._borders()
        x, y = self._middle
        self._sheet.words((x, y + 10), str(self._wheel.year), anchor="middle", size=HEAD + 8, bold=True)
        draw_hand(self._sheet, self._wheel, self._say, self._middle, (self._inner, self._outer + 4), _WHOLE)
        y += self._outer + _NAMES + 16
        room = self._width - 2 * _SIDE
        shown = {state for ring in self._wheel.rings for _, state in ring.marks}
        y = draw_states(self._sheet, self._wheel.labels, shown, _SIDE, y, room)
        y = self._list(y + 14)
        y = draw_rest(self._sheet, self._wheel, self._say, _SIDE, y, room)
        return self._sheet.finished(self._width, y + 10, *name_and_description(self._wheel, self._say))

    def _month(self, month: int, begin: float, end: float) -> None:
        outer = self._outer
        inside = sector(self._middle, self._inner, outer, begin, end)
        self._sheet.shape(DrawnOutline(inside, "panel" if month % 2 else "page", "line", 1))
        self._sheet.shape(DrawnOutline(sector(self._middle, outer, outer + _NAMES, begin, end), "page", "axis", 1))
        angle = (begin + end) / 2
        upright = is_upper(angle)
        place = around(self._middle, outer + (8 if upright else _NAMES - 9), angle)
        turn = 360 * angle if upright else 360 * angle - 180
        self._sheet.words(place, self._say.month_name(month), anchor="middle", turn=turn)

    def _borders(self) -> None:
        """Draw a line between rings, where some are of several tracks and might be taken for several rings."""
        for tracks in self._tracks[:-1]:
            self._sheet.shape(DrawnOutline(arc(self._middle, tracks[-1] - _RING / 2, 0, _WHOLE), None, "axis", 1.2))

    def _ring(self, ring: RingView, tracks: Sequence[float]) -> None:
        """Draw a unit's name in the gap, and its marks, each month's on as many tracks as it takes."""
        sheet, (x, y) = self._sheet, self._middle
        for radius in tracks:
            sheet.shape(
                DrawnOutline(arc(self._middle, radius, 0, _WHOLE), None, "axis" if len(tracks) == 1 else "line", 1.2)
            )
        name = wrapped(ring.title, x - _SIDE - 12, most=len(tracks))
        top = y - fsum(tracks) / len(tracks) - (len(name) - 1) * LINE * SIZE / 2
        for n, line in enumerate(name):
            sheet.words((x - 12, top + n * LINE * SIZE + 4.5), line, anchor="end")
        for month in range(1, _MONTHS + 1):
            marks = [one for one in ring.marks if self._event(one).month == month]
            self._marks(marks, tracks)

    def _event(self, one: tuple[int, str]) -> WheelEventView:
        return self._wheel.events[one[0] - 1]

    def _marks(self, marks: Sequence[tuple[int, str]], tracks: Sequence[float]) -> None:
        """Draw the marks of a month: near their last days, clear of the month's borders and of each other."""
        share = ceil(len(marks) / len(tracks))
        for n, radius in enumerate(tracks):
            row = marks[n * share : (n + 1) * share]
            if not row:
                return
            turn = 2 * pi * radius
            edge = min((RADIUS + 3) / turn, _WHOLE / _MONTHS / 2)
            begin, end = shares(_MONTHS, _WHOLE)[self._event(row[0]).month - 1]
            wanted = [_angle(self._event(one), edge) for one in row]
            places = spread(wanted, _APART / turn, begin + edge, end - edge)
            for angle, (number, state) in zip(places, row, strict=True):
                mark(self._sheet, state, *around(self._middle, radius, angle), number)

    def _list(self, top: float) -> float:
        """Write what the numbers mean, in columns that are read downwards; return where the longest ends."""
        room = (self._width - 2 * _SIDE) / _COLUMNS
        entries = [(event, wrapped(_named(event), room - 44, most=4)) for event in self._wheel.events]
        ends = [top]
        for n, column in enumerate(_columns(entries)):
            y = top
            for event, lines in column:
                x = _SIDE + n * room
                self._sheet.words((x + 24, y + SIZE), f"{event.number}.", anchor="end", bold=True)
                y = self._sheet.lines((x + 30, y + SIZE), lines) - SIZE + 5
            ends.append(y)
        return max(ends)


def _named(event: WheelEventView) -> str:
    return f"{event.title} – {event.when}"


def _columns(entries: Sequence[tuple[WheelEventView, list[str]]]) -> list[list[tuple[WheelEventView, list[str]]]]:
    """Share entries out in columns of about the same height."""
    heights = [LINE * SIZE * len(lines) + 5 for _, lines in entries]
    fair = fsum(heights) / _COLUMNS
    columns: list[list[tuple[WheelEventView, list[str]]]] = [[] for _ in range(_COLUMNS)]
    before = 0.0
    for entry, height in zip(entries, heights, strict=True):
        columns[min(int((before + height / 2) // max(fair, 1)), _COLUMNS - 1)].append(entry)
        before += height
    return columns


def _tracks(wheel: WheelView) -> list[tuple[float, ...]]:
    """Return the radii of the tracks of each ring, the first ring outermost, the outermost track of each first.

    The wheel is as small as can be while each month of each ring has room for its marks, on at most four tracks.
    """
    crowds = [_crowd(ring, wheel.events) for ring in wheel.rings]
    start = max(_INNERMOST, _LEAST - len(crowds) * _RING)
    while True:
        tracks, fits = _laid_out(crowds, start)
        if fits or start > _LARGEST:
            return tracks
        start += 12


def _crowd(ring: RingView, events: Sequence[WheelEventView]) -> int:
    return max(Counter(events[number - 1].month for number, _ in ring.marks).values())


def _laid_out(crowds: Sequence[int], start: float) -> tuple[list[tuple[float, ...]], bool]:
    tracks: list[tuple[float, ...]] = []
    fits = True
    for crowd in reversed(crowds):
        first = start + _RING / 2
        room = max(1, int((2 * pi * _WHOLE / _MONTHS * first - 2) // _APART))
        number = min(ceil(crowd / room), _MOST_TRACKS)
        fits = fits and number * room >= crowd
        tracks.append(tuple(first + n * _APART for n in reversed(range(number))))
        start += number * _APART + (_RING - _APART)
    return tracks[::-1], fits


def _angle(event: WheelEventView, edge: float) -> float:
    begin, end = shares(_MONTHS, _WHOLE)[event.month - 1]
    due = date.fromisoformat(event.due)
    part = (due.day - 0.5) / monthrange(due.year, due.month)[1]
    return min(max(begin + part * (end - begin), begin + edge), end - edge)
