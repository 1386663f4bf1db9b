"""The wheel of months: twelve sectors with numbered marks, each joined to a block of text beside the wheel."""

from collections.abc import Sequence
from math import fsum, pi, sin
from typing import Literal, NamedTuple

from anhorig_cli.views.cycle.wheel import WheelEventView, WheelView
from anhorig_cli.views.formatter import Formatter
from anhorig_cli.views.pictures.arcs import around, is_upper, sector, shares, spread
from anhorig_cli.views.pictures.drawing import Drawing, DrawnOutline, Point, Sheet
from anhorig_cli.views.pictures.lettering import LINE, SIZE, SMALL, wrapped
from anhorig_cli.views.pictures.numbered import draw_states, mark
from anhorig_cli.views.pictures.wheel_words import (
    HEAD,
    draw_hand,
    draw_head,
    draw_rest,
    happening,
    name_and_description,
)

_NARROW, _WIDE, _STRIP, _SIDE = 270.0, 350.0, 56.0, 12.0
_HOLE, _NAMES, _LEAST, _MOST = 56.0, 26.0, 178.0, 420.0
_APART, _ROW = 25.0, 25.0
_ROOMY, _CROWDED = 30, 60
"""So many events have lines of their own for when, state and units; so many have these at all, and more than a line."""
_MONTHS = 12


def months_wheel(wheel: WheelView, formatter: Formatter) -> Drawing:
    """Return the wheel of months, with as much said of each event as can be read on a sheet of paper."""
    *fuller, tightest = _levels(len(wheel.events))
    for level in fuller:
        drawing = _MonthsWheel(wheel, formatter, level).drawn()
        if drawing.width <= _WIDEST and drawing.height <= _HIGHEST:
            return drawing
    return _MonthsWheel(wheel, formatter, tightest).drawn()


_WIDEST, _HIGHEST = 1216.0, 819.0
"""The size of a picture whose smallest letters are 7 points high on A4 landscape."""
_Level = Literal["roomy", "plain", "crowded"]


def _levels(events: int) -> tuple[_Level, ...]:
    """Return how much may be said of so many events, the most first."""
    levels: tuple[_Level, ...] = ("roomy", "plain", "crowded")
    return levels if events <= _ROOMY else levels[1:] if events <= _CROWDED else levels[2:]


class _Entry(NamedTuple):
    """An event's words in a block."""

    event: WheelEventView
    title: list[str]
    detail: list[str]

    @property
    def height(self) -> float:
        return len(self.title) * LINE * SIZE + len(self.detail) * LINE * SMALL + 7


class _Block(NamedTuple):
    """The words of a month."""

    month: int
    entries: tuple[_Entry, ...]

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
        """Draw it."""
        for month, (begin, end) in enumerate(shares(_MONTHS), 1):
            self._sector(month, begin, end)
        self._sheet.words(
            (self._middle[0], self._middle[1] + 10), str(self._wheel.year), anchor="middle", size=HEAD + 8, bold=True
        )
        draw_hand(self._sheet, self._wheel, self._say, self._middle, (_HOLE, self._radius - _NAMES), 1.0)
        self._blocks(self._right, is_right=True)
        self._blocks(self._left, is_right=False)
        room = self._width - 2 * _SIDE
        shown = {event.state for event in self._wheel.events}
        y = draw_states(self._sheet, self._wheel.labels, shown, _SIDE, self._bottom + 14, room)
        y = draw_rest(self._sheet, self._wheel, self._say, _SIDE, y, room)
        return self._sheet.finished(self._width, y + 10, *name_and_description(self._wheel, self._say))

    def _sector(self, month: int, begin: float, end: float) -> None:
        sheet, middle, radius = self._sheet, self._middle, self._radius
        edge = radius - _NAMES
        sheet.shape(DrawnOutline(sector(middle, _HOLE, edge, begin, end), "panel" if month % 2 else "page", "axis", 1))
        sheet.shape(DrawnOutline(sector(middle, edge, radius, begin, end), "page", "axis", 1))
        angle = (begin + end) / 2
        upright = is_upper(angle)
        x, y = around(middle, radius - (18 if upright else 9), angle)
        turn = 360 * angle if upright else 360 * angle - 180
        name = self._say.month_name(month)
        sheet.words((x, y), name, anchor="middle", size=SIZE, turn=turn)
        for event, place in zip(self._by_month[month - 1], self._places(month, angle), strict=False):
            mark(sheet, event.state, *place, event.number)

    def _places(self, month: int, angle: float) -> list[Point]:
        """Return where the marks of a month stand: in rows across its sector, from the outside in."""
        left = len(self._by_month[month - 1])
        places: list[Point] = []
        for radius, most in _rows(self._radius):
            here = min(left, most)
            step = _APART / (2 * pi * radius)
            places += [around(self._middle, radius, angle + (n - (here - 1) / 2) * step) for n in range(here)]
            left -= here
        return places

    def _block(self, month: int, events: Sequence[WheelEventView]) -> _Block | None:
        room = self._column - 44
        entries: list[_Entry] = []
        for event in events:
            detail = happening(event, self._wheel, self._say, in_month=True)
            text = event.title if self._is_roomy or self._is_crowded else f"{event.title} – {detail}"
            title = wrapped(text, room, SIZE, most=1 if self._is_crowded else 3)
            entries.append(_Entry(event, title, wrapped(detail, room, SMALL, most=3) if self._is_roomy else []))
        return _Block(month, tuple(entries)) if entries else None

    def _blocks(self, blocks: Sequence[_Block], *, is_right: bool) -> None:
        if not blocks:
            return
        side = 1 if is_right else -1
        x = self._middle[0] + side * (self._radius + _STRIP)
        for block, top in zip(blocks, self._tops(blocks), strict=True):
            self._connector(block, top, x, side)
            self._words(block, top, x + 14 if is_right else _SIDE)

    def _tops(self, blocks: Sequence[_Block]) -> list[float]:
        """Place blocks as near their sectors as they can stand without touching."""
        wanted = [around(self._middle, self._radius, _angle(b.month))[1] - b.height / 2 for b in blocks]
        gaps = [0.0]
        for block in blocks[:-1]:
            gaps.append(gaps[-1] + block.height + 12)
        room = self._bottom - gaps[-1] - blocks[-1].height
        free = spread([w - gap for w, gap in zip(wanted, gaps, strict=True)], 0, self._top, max(room, self._top))
        return [place + gap for place, gap in zip(free, gaps, strict=True)]

    def _connector(self, block: _Block, top: float, x: float, side: int) -> None:
        """Join a sector to the rule beside its block: level out from the wheel, then across the strip."""
        bottom = top + block.height - 8
        start = around(self._middle, self._radius, _angle(block.month))
        bend = self._middle[0] + side * (self._radius + 12)
        end = min(max(start[1], top + 4), bottom)
        self._sheet.line((start, (bend, start[1]), (x, end)), "axis", 1.2)
        self._sheet.line(((x, top), (x, bottom)), "axis", 2)

    def _words(self, block: _Block, top: float, left: float) -> None:
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


def _height(blocks: Sequence[_Block]) -> float:
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
    """Return the least radius of a wheel whose sectors have room for so many marks."""
    radius = _LEAST
    while radius < _MOST and fsum(room for _, room in _rows(radius)) < most:
        radius += 12
    return radius
