"""The picture of how many subgoals are judged to be in each state, and how many of them are overdue."""

from collections import Counter

from anhorig_cli.views.formatter import Formatter
from anhorig_cli.views.pictures.drawing import Drawing, Shape, Sheet, box
from anhorig_cli.views.pictures.lettering import LINE, SIZE, wrapped
from anhorig_cli.views.pictures.marks import status_mark
from anhorig_cli.views.report.report import ReportView

WIDTH = 440.0
_LEFT, _BAR, _ROW_GAP = 26.0, 18.0, 10.0
_WIDEST, _NARROWEST = 26.0, 10.0


def states_picture(plan: ReportView, formatter: Formatter) -> Drawing | None:
    """Return the picture of the subgoals by state; None for a plan without subgoals."""
    states = plan.summary.states
    if not states:
        return None
    overdue = Counter(subgoal.status for subgoal in plan.subgoals if subgoal.is_overdue)
    unit = min((WIDTH - _LEFT) / max(state.count for state in states), _WIDEST)
    sheet = Sheet()
    y, told = 0.0, list[str]()
    for state in states:
        text = _told(state.label, state.count, overdue[state.status], formatter)
        told.append(text)
        sheet.shape(*status_mark(state.status, 9, y + 10, 7.5))
        y = sheet.lines((_LEFT, y + 14.5), wrapped(text, WIDTH - _LEFT)) - LINE * SIZE + 6
        _bar(sheet, y, state.count, overdue[state.status], unit)
        y += _BAR + _ROW_GAP
    return sheet.finished(WIDTH, y, formatter.text("The subgoals by state"), ". ".join(told) + ".")


def _told(label: str, count: int, overdue: int, formatter: Formatter) -> str:
    if overdue:
        return formatter.text("{state}: {n}, of which overdue {overdue}", state=label, n=count, overdue=overdue)
    return formatter.text("{state}: {n}", state=label, n=count)


def _bar(sheet: Sheet, y: float, count: int, overdue: int, unit: float) -> None:
    """Draw a box for each subgoal, or one for all where they are many; the overdue are hollow, with a mark."""
    many = unit < _NARROWEST
    in_time = [(count - overdue) * unit] if many else [unit] * (count - overdue)
    late = [overdue * unit] if many else [unit] * overdue
    x = _LEFT
    for width in in_time:
        if width:
            sheet.shape(Shape(box(x, y, max(width - 2, 1), _BAR), fill="accent"))
        x += width
    for width in late:
        if width:
            inner = max(width - 4, 1)
            sheet.shape(Shape(box(x + 1, y + 1, inner, _BAR - 2), "alarm-panel", "alarm", 2))
            _exclamation(sheet, x + 1 + inner / 2, y + _BAR / 2)
        x += width


def _exclamation(sheet: Sheet, x: float, y: float) -> None:
    sheet.line(((x, y - 5), (x, y + 1)), "alarm", 2)
    sheet.shape(Shape(box(x - 1, y + 3, 2, 2), fill="alarm"))
