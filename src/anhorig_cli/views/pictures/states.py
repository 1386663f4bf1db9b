"""The bar of all subgoals: a segment for each state, late ones hatched, each with its mark and its count."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from anhorig_cli.views.appearance import Ink
from anhorig_cli.views.formatter import Formatter
from anhorig_cli.views.pictures.drawing import Drawing, DrawnOutline, Point, Sheet, box, path, status_mark, width_of
from anhorig_cli.views.report.report import ReportView

WIDTH = 791.0
_HEIGHT, _GAP, _LEAST_WIDTH = 42.0, 3.0, 36.0
_SIZE, _MARK = 32.0, 10.0
_STRIPE, _BETWEEN = 4.0, 12.0
_INKS: dict[str, Ink] = {
    "achieved": "good",
    "expected": "good",
    "partly_expected": "target",
    "partly_achieved": "target",
    "unlikely": "alarm",
    "not_achieved": "alarm",
}
"""The colours of the states; other states, such as not assessed or discontinued, have none of their own."""


class StateBar(NamedTuple):
    """A status with its label: `many` subgoals have it, and `late` of those are late."""

    status: str
    label: str
    many: int
    late: int


class _Segment(NamedTuple):
    status: str
    many: int
    is_late: bool


def states_picture(plan: ReportView, formatter: Formatter) -> Drawing | None:
    """Return the bar of the subgoals by state; None for a plan without subgoals."""
    bars = [StateBar(one.status, one.label, one.count, _count_late(plan, one.status)) for one in plan.summary.states]
    return states_bar(bars, formatter.text("Subgoals by assessment"), formatter)


def states_bar(bars: Sequence[StateBar], title: str, formatter: Formatter, width: float = WIDTH) -> Drawing | None:
    """Return a bar of subgoals by state, of the same `width` for any number of them; None for no subgoals."""
    segments = list(_segments(bars))
    if not segments:
        return None
    sheet = Sheet()
    x = 0.0
    for segment, its_width in zip(segments, _widths(segments, width), strict=True):
        _draw_segment(sheet, segment, x, its_width - _GAP)
        x += its_width
    return sheet.finished(width, _HEIGHT, title, ". ".join(_descriptions(bars, formatter)) + ".")


def _segments(bars: Sequence[StateBar]) -> Iterator[_Segment]:
    for bar in bars:
        for count, is_late in ((bar.many - bar.late, False), (bar.late, True)):
            if count:
                yield _Segment(bar.status, count, is_late)


def _count_late(plan: ReportView, status: str) -> int:
    return sum(s.status == status and s.is_late for s in plan.subgoals)


def _descriptions(bars: Sequence[StateBar], formatter: Formatter) -> Iterator[str]:
    for bar in bars:
        if bar.late:
            yield formatter.counted(
                bar.late,
                "{state}: {all}, of which one is late",
                "{state}: {all}, of which {n} are late",
                state=bar.label,
                all=bar.many,
            )
        else:
            yield formatter.text("{state}: {n}", state=bar.label, n=bar.many)


def _widths(segments: list[_Segment], width: float) -> list[float]:
    """Return the widths of segments, in proportion to their counts above a least width with room for the count."""
    every = sum(segment.many for segment in segments)
    least = min(_LEAST_WIDTH, width / len(segments))
    room = width - least * len(segments)
    return [least + room * segment.many / every for segment in segments]


def _draw_segment(sheet: Sheet, segment: _Segment, x: float, width: float) -> None:
    ink = _INKS.get(segment.status, "soft")
    if segment.is_late and ink == "soft":
        ink = "alarm"
    sheet.shape(DrawnOutline(box(x, 0, width, _HEIGHT), fill=ink))
    if segment.is_late:
        sheet.shape(*_stripes(x, width))
    _write_count(sheet, segment, x + width / 2, width)


def _stripes(x: float, width: float) -> Iterator[DrawnOutline]:
    """Yield slanting stripes, cut at the ends of the segment."""
    left = x - _HEIGHT
    while left < x + width:
        corners = [(left, _HEIGHT), (left + _STRIPE, _HEIGHT), (left + _HEIGHT + _STRIPE, 0), (left + _HEIGHT, 0)]
        inside = [_clipped(corner, x, x + width) for corner in corners]
        yield DrawnOutline(path(inside, closed=True), fill="page")
        left += _BETWEEN


def _clipped(corner: Point, left: float, right: float) -> Point:
    """Return a corner moved along its stripe to within the ends of the segment."""
    x, y = corner
    moved = min(max(x, left), right)
    return moved, min(max(y - (moved - x), 0), _HEIGHT)


def _write_count(sheet: Sheet, segment: _Segment, middle: float, room: float) -> None:
    """Write the count on a cleared box, if there is room, with the state's mark before it if that fits too."""
    text = str(segment.many)
    width = width_of(text, _SIZE, bold=True)
    if width + 6 > room:
        return  # as in a small bar, whose counts are printed beside it
    with_mark = width + 3 * _MARK + 8 <= room
    whole = width + (3 * _MARK if with_mark else 0)
    left = middle - whole / 2
    sheet.shape(DrawnOutline(box(left - 3, 5, whole + 6, _HEIGHT - 10), fill="page"))
    if with_mark:
        sheet.shape(*status_mark(segment.status, left + _MARK, _HEIGHT / 2, _MARK))
    sheet.words((left + whole - width, _HEIGHT / 2 + 0.36 * _SIZE), text, size=_SIZE, bold=True)
