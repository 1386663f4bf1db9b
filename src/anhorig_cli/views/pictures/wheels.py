"""The wheels of an annual cycle: the wheel of months, and the wheel of rings with a ring for each unit."""

from calendar import monthrange
from collections import Counter
from collections.abc import Sequence
from datetime import date
from math import ceil, fsum, pi, sin
from typing import Literal, NamedTuple

from anhorig_cli.views.cycle.wheel import RingView, WheelEventView, WheelView
from anhorig_cli.views.formatter import Formatter
from anhorig_cli.views.pictures.drawing import LINE, SIZE, SMALL, Drawing, DrawnOutline, Point, Sheet, wrapped
from anhorig_cli.views.pictures.wheel_parts import (
    HEAD,
    RADIUS,
    arc,
    around,
    draw_hand,
    draw_head,
    draw_month,
    draw_rest,
    draw_states,
    happening,
    mark,
    name_and_description,
    sector,
    shares,
    spread,
)

_NARROW, _WIDE, _STRIP, _SIDE = 270.0, 350.0, 56.0, 12.0
_HOLE, _NAMES, _LEAST, _MOST = 56.0, 26.0, 178.0, 420.0
_APART, _ROW = 25.0, 25.0
_ROOMY, _CROWDED = 30, 60
"""Up to 30 events have separate lines for when, state and units; up to 60 have these after the title; more, none."""
_MONTHS = 12


def months_wheel(wheel: WheelView, formatter: Formatter) -> Drawing:
    """Return the wheel of months, with as much text for each event as stays legible on a sheet of paper."""
    *fuller, tightest = _levels(len(wheel.events))
    for level in fuller:
        drawing = _MonthsWheel(wheel, formatter, level).drawn()
        if drawing.width <= _WIDEST and drawing.height <= _HIGHEST:
            return drawing
    return _MonthsWheel(wheel, formatter, tightest).drawn()


_WIDEST, _HIGHEST = 1216.0, 819.0
"""The greatest size at which the smallest letters are still 7 points high on A4 landscape."""
_Level = Literal["roomy", "plain", "crowded"]


def _levels(events: int) -> tuple[_Level, ...]:
    """Return the levels of detail possible for a number of events, the fullest first."""
    levels: tuple[_Level, ...] = ("roomy", "plain", "crowded")
    return levels if events <= _ROOMY else levels[1:] if events <= _CROWDED else levels[2:]


class _WheelEntry(NamedTuple):
    """An event's text in a block."""

    event: WheelEventView
    title: list[str]
    detail: list[str]

    @property
    def height(self) -> float:
        return len(self.title) * LINE * SIZE + len(self.detail) * LINE * SMALL + 7


class _MonthBlock(NamedTuple):
    """The texts of the events of a month."""

    month: int
    entries: tuple[_WheelEntry, ...]

    @property
    def height(self) -> float:
        return 24 + fsum(entry.height for entry in self.entries)


class _MonthsWheel:
    def __init__(self, wheel: WheelView, formatter: Formatter, level: _Level) -> None:
        self._wheel, self._say, self._sheet = wheel, formatter, Sheet()
        by_month = [[e for e in wheel.events if e.month == month] for month in range(1, _MONTHS + 1)]
        self._by_month = by_month
        self._radius = _radius(max(map(len, by_month)))
        self._is_roomy, self._is_crowded = level == "roomy", level == "crowded"
        self._column = _NARROW if self._is_roomy else _WIDE
        self._width = 2 * (_SIDE + self._column + _STRIP + self._radius)
        blocks = [self._block(month, events) for month, events in enumerate(by_month, 1)]
        self._right, self._left = [b for b in blocks[:6] if b], [b for b in reversed(blocks[6:]) if b]
        tallest = max(_height(self._right), _height(self._left), 2 * self._radius)
        self._top = draw_head(self._sheet, wheel, formatter, self._width, _SIDE)
        self._bottom = self._top + tallest
        self._middle = (self._width / 2, self._top + tallest / 2)

    def drawn(self) -> Drawing:
        """Return the finished wheel."""
        for month, (begin, end) in enumerate(shares(_MONTHS), 1):
            self._draw_sector(month, begin, end)
        self._sheet.words(
            (self._middle[0], self._middle[1] + 10), str(self._wheel.year), anchor="middle", size=HEAD + 8, bold=True
        )
        draw_hand(self._sheet, self._wheel, self._say, self._middle, (_HOLE, self._radius - _NAMES), 1.0)
        self._draw_blocks(self._right, is_right=True)
        self._draw_blocks(self._left, is_right=False)
        room = self._width - 2 * _SIDE
        shown = {event.state for event in self._wheel.events}
        y = draw_states(self._sheet, self._wheel.labels, shown, _SIDE, self._bottom + 14, room)
        y = draw_rest(self._sheet, self._wheel, self._say, _SIDE, y, room)
        return self._sheet.finished(self._width, y + 10, *name_and_description(self._wheel, self._say))

    def _draw_sector(self, month: int, begin: float, end: float) -> None:
        edge = self._radius - _NAMES
        inside = sector(self._middle, _HOLE, edge, begin, end)
        self._sheet.shape(DrawnOutline(inside, "panel" if month % 2 else "page", "axis", 1))
        draw_month(self._sheet, self._say.month_name(month), self._middle, (edge, self._radius), (begin, end))
        places = self._places(month, (begin + end) / 2)
        for event, place in zip(self._by_month[month - 1], places, strict=False):
            mark(self._sheet, event.state, *place, event.number)

    def _places(self, month: int, angle: float) -> list[Point]:
        """Return the places of a month's marks: in rows across its sector, from the outside in."""
        left = len(self._by_month[month - 1])
        places: list[Point] = []
        for radius, most in _rows(self._radius):
            here = min(left, most)
            step = _APART / (2 * pi * radius)
            places += [around(self._middle, radius, angle + (n - (here - 1) / 2) * step) for n in range(here)]
            left -= here
        return places

    def _block(self, month: int, events: Sequence[WheelEventView]) -> _MonthBlock | None:
        room = self._column - 44
        entries: list[_WheelEntry] = []
        for event in events:
            detail = happening(event, self._wheel, self._say, in_month=True)
            text = event.title if self._is_roomy or self._is_crowded else f"{event.title} – {detail}"
            title = wrapped(text, room, SIZE, most=1 if self._is_crowded else 3)
            entries.append(_WheelEntry(event, title, wrapped(detail, room, SMALL, most=3) if self._is_roomy else []))
        return _MonthBlock(month, tuple(entries)) if entries else None

    def _draw_blocks(self, blocks: Sequence[_MonthBlock], *, is_right: bool) -> None:
        if not blocks:
            return
        side = 1 if is_right else -1
        x = self._middle[0] + side * (self._radius + _STRIP)
        for block, top in zip(blocks, self._tops(blocks), strict=True):
            self._draw_connector(block, top, x, side)
            self._write_block(block, top, x + 14 if is_right else _SIDE)

    def _tops(self, blocks: Sequence[_MonthBlock]) -> list[float]:
        """Return the tops of blocks, placed as near their sectors as they can be without touching."""
        wanted = [around(self._middle, self._radius, _angle(b.month))[1] - b.height / 2 for b in blocks]
        gaps = [0.0]
        for block in blocks[:-1]:
            gaps.append(gaps[-1] + block.height + 12)
        room = self._bottom - gaps[-1] - blocks[-1].height
        free = spread([w - gap for w, gap in zip(wanted, gaps, strict=True)], 0, self._top, max(room, self._top))
        return [place + gap for place, gap in zip(free, gaps, strict=True)]

    def _draw_connector(self, block: _MonthBlock, top: float, x: float, side: int) -> None:
        """Draw a line from a sector to the rule beside its block: level from the wheel, then across the strip."""
        bottom = top + block.height - 8
        start = around(self._middle, self._radius, _angle(block.month))
        bend = self._middle[0] + side * (self._radius + 12)
        end = min(max(start[1], top + 4), bottom)
        self._sheet.line((start, (bend, start[1]), (x, end)), "axis", 1.2)
        self._sheet.line(((x, top), (x, bottom)), "axis", 2)

    def _write_block(self, block: _MonthBlock, top: float, left: float) -> None:
        sheet = self._sheet
        sheet.words((left, top + SIZE), self._say.month_name(block.month).capitalize(), bold=True, size=SIZE + 1)
        y = top + 24
        for entry in block.entries:
            mark(sheet, entry.event.state, left + 12, y + 9, entry.event.number)
            after = sheet.lines((left + 30, y + SIZE), entry.title)
            sheet.lines((left + 30, after - 1.5), entry.detail, ink="soft", size=SMALL)
            y += entry.height


def _angle(month: int) -> float:
    return (month - 0.5) / _MONTHS


def _height(blocks: Sequence[_MonthBlock]) -> float:
    return fsum(block.height + 12 for block in blocks)


def _rows(radius: float) -> list[tuple[float, int]]:
    """Return the rows for marks in a sector, outermost first: each one's radius, and how many marks it has room for."""
    rows: list[tuple[float, int]] = []
    row = radius - _NAMES - 15
    while row >= _HOLE + 14:
        across = 2 * row * sin(pi / _MONTHS)
        rows.append((row, max(1, int((across - 4) // _APART))))
        row -= _ROW
    return rows


def _radius(most: int) -> float:
    """Return the smallest radius of a wheel whose sectors have room for `most` marks."""
    radius = _LEAST
    while radius < _MOST and fsum(room for _, room in _rows(radius)) < most:
        radius += 12
    return radius


# The wheel of rings: a ring for each unit, with a gap at the top left for their names, and a numbered list below.


_YEAR_PART = 0.75
"""The part of a full turn that the year takes; the rest is the gap."""
_RING, _INNERMOST, _RING_NAMES, _RINGS_SIDE, _RINGS_APART = 27.0, 62.0, 26.0, 14.0, 24.0
_LEAST_RADIUS, _LARGEST = 200.0, 900.0
"""The least radius of the rings, with room for the names of the months around them, and the largest."""
_LEAST_WIDTH = 760.0
_COLUMNS, _MOST_TRACKS = 3, 4


def rings_wheel(wheel: WheelView, formatter: Formatter) -> Drawing:
    """Return the wheel of rings."""
    return _RingsWheel(wheel, formatter).drawn()


class _RingsWheel:
    def __init__(self, wheel: WheelView, formatter: Formatter) -> None:
        self._wheel, self._say, self._sheet = wheel, formatter, Sheet()
        self._tracks = _tracks(wheel)
        self._outer = (self._tracks[0][0] if self._tracks else _LEAST_RADIUS - _RING / 2) + _RING / 2 + 2
        self._inner = (self._tracks[-1][-1] if self._tracks else _LEAST_RADIUS - _RING / 2) - _RING / 2
        self._width = max(2 * (self._outer + _RING_NAMES + _RINGS_SIDE), _LEAST_WIDTH)
        top = draw_head(self._sheet, wheel, formatter, self._width, _RINGS_SIDE) + _RINGS_SIDE
        self._middle = (self._width / 2, top + self._outer + _RING_NAMES)

    def drawn(self) -> Drawing:
        """Return the finished wheel."""
        for month, (begin, end) in enumerate(shares(_MONTHS, _YEAR_PART), 1):
            self._draw_month_field(month, begin, end)
        for ring, tracks in zip(self._wheel.rings, self._tracks, strict=True):
            self._draw_ring(ring, tracks)
        if any(len(tracks) > 1 for tracks in self._tracks):
            self._draw_borders()
        x, y = self._middle
        self._sheet.words((x, y + 10), str(self._wheel.year), anchor="middle", size=HEAD + 8, bold=True)
        draw_hand(self._sheet, self._wheel, self._say, self._middle, (self._inner, self._outer + 4), _YEAR_PART)
        y += self._outer + _RING_NAMES + 16
        room = self._width - 2 * _RINGS_SIDE
        shown = {state for ring in self._wheel.rings for _, state in ring.marks}
        y = draw_states(self._sheet, self._wheel.labels, shown, _RINGS_SIDE, y, room)
        y = self._write_list(y + 14)
        y = draw_rest(self._sheet, self._wheel, self._say, _RINGS_SIDE, y, room)
        return self._sheet.finished(self._width, y + 10, *name_and_description(self._wheel, self._say))

    def _draw_month_field(self, month: int, begin: float, end: float) -> None:
        outer = self._outer
        inside = sector(self._middle, self._inner, outer, begin, end)
        self._sheet.shape(DrawnOutline(inside, "panel" if month % 2 else "page", "line", 1))
        name = self._say.month_name(month)
        draw_month(self._sheet, name, self._middle, (outer, outer + _RING_NAMES), (begin, end))

    def _draw_borders(self) -> None:
        """Draw borders between rings, since one with several tracks could be taken for several rings."""
        for tracks in self._tracks[:-1]:
            self._sheet.shape(DrawnOutline(arc(self._middle, tracks[-1] - _RING / 2, 0, _YEAR_PART), None, "axis", 1.2))

    def _draw_ring(self, ring: RingView, tracks: Sequence[float]) -> None:
        """Draw a unit's name in the gap and its marks, each month's on as many of the tracks as it needs."""
        sheet, (x, y) = self._sheet, self._middle
        for radius in tracks:
            sheet.shape(
                DrawnOutline(
                    arc(self._middle, radius, 0, _YEAR_PART), None, "axis" if len(tracks) == 1 else "line", 1.2
                )
            )
        name = wrapped(ring.title, x - _RINGS_SIDE - 12, most=len(tracks))
        top = y - fsum(tracks) / len(tracks) - (len(name) - 1) * LINE * SIZE / 2
        for n, line in enumerate(name):
            sheet.words((x - 12, top + n * LINE * SIZE + 4.5), line, anchor="end")
        for month in range(1, _MONTHS + 1):
            marks = [one for one in ring.marks if self._event(one).month == month]
            self._draw_marks(marks, tracks)

    def _event(self, one: tuple[int, str]) -> WheelEventView:
        return self._wheel.events[one[0] - 1]

    def _draw_marks(self, marks: Sequence[tuple[int, str]], tracks: Sequence[float]) -> None:
        """Draw the marks of a month near their due days, clear of the month's borders and of each other."""
        share = ceil(len(marks) / len(tracks))
        for n, radius in enumerate(tracks):
            row = marks[n * share : (n + 1) * share]
            if not row:
                return
            turn = 2 * pi * radius
            edge = min((RADIUS + 3) / turn, _YEAR_PART / _MONTHS / 2)
            begin, end = shares(_MONTHS, _YEAR_PART)[self._event(row[0]).month - 1]
            wanted = [_angle_in_ring(self._event(one), edge) for one in row]
            places = spread(wanted, _RINGS_APART / turn, begin + edge, end - edge)
            for angle, (number, state) in zip(places, row, strict=True):
                mark(self._sheet, state, *around(self._middle, radius, angle), number)

    def _write_list(self, top: float) -> float:
        """Write the numbered list of events in columns; return the bottom of the longest."""
        room = (self._width - 2 * _RINGS_SIDE) / _COLUMNS
        entries = [(event, wrapped(_event_text(event), room - 44, most=4)) for event in self._wheel.events]
        ends = [top]
        for n, column in enumerate(_columns(entries)):
            y = top
            for event, lines in column:
                x = _RINGS_SIDE + n * room
                self._sheet.words((x + 24, y + SIZE), f"{event.number}.", anchor="end", bold=True)
                y = self._sheet.lines((x + 30, y + SIZE), lines) - SIZE + 5
            ends.append(y)
        return max(ends)


def _event_text(event: WheelEventView) -> str:
    return f"{event.title} – {event.when}"


def _columns(entries: Sequence[tuple[WheelEventView, list[str]]]) -> list[list[tuple[WheelEventView, list[str]]]]:
    """Return entries divided into columns of about the same height."""
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

    The wheel is the smallest in which each month of each ring has room for its marks on at most four tracks.
    """
    crowds = [_most_in_a_month(ring, wheel.events) for ring in wheel.rings]
    start = max(_INNERMOST, _LEAST_RADIUS - len(crowds) * _RING)
    while True:
        tracks, fits = _tracks_from(crowds, start)
        if fits or start > _LARGEST:
            return tracks
        start += 12


def _most_in_a_month(ring: RingView, events: Sequence[WheelEventView]) -> int:
    return max(Counter(events[number - 1].month for number, _ in ring.marks).values())


def _tracks_from(crowds: Sequence[int], start: float) -> tuple[list[tuple[float, ...]], bool]:
    tracks: list[tuple[float, ...]] = []
    fits = True
    for crowd in reversed(crowds):
        first = start + _RING / 2
        room = max(1, int((2 * pi * _YEAR_PART / _MONTHS * first - 2) // _RINGS_APART))
        number = min(ceil(crowd / room), _MOST_TRACKS)
        fits = fits and number * room >= crowd
        tracks.append(tuple(first + n * _RINGS_APART for n in reversed(range(number))))
        start += number * _RINGS_APART + (_RING - _RINGS_APART)
    return tracks[::-1], fits


def _angle_in_ring(event: WheelEventView, edge: float) -> float:
    begin, end = shares(_MONTHS, _YEAR_PART)[event.month - 1]
    due = date.fromisoformat(event.due)
    part = (due.day - 0.5) / monthrange(due.year, due.month)[1]
    return min(max(begin + part * (end - begin), begin + edge), end - edge)
