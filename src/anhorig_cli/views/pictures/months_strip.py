"""The strip of months: what a unit does in each month of a year, with the report's day marked."""

from calendar import monthrange
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import pairwise

from anhorig_cli.views.cycle.annual_cycle import YearView
from anhorig_cli.views.cycle.cycle_times import STATES, OccurrenceView
from anhorig_cli.views.formatter import Formatter
from anhorig_cli.views.pictures.drawing import (
    ELLIPSIS,
    LINE,
    SIZE,
    Drawing,
    DrawnOutline,
    Sheet,
    box,
    path,
    width_of,
    wrapped,
)
from anhorig_cli.views.pictures.wheel_parts import RADIUS, draw_states, mark

WIDTH = 791.0
_CELL = WIDTH / 12
_TODAY, _NAMES, _TOP, _HEIGHT = 12.0, 32.0, 38.0, 30.0
_MOST_LINES = 4

_Months = Mapping[int, Sequence[OccurrenceView]]


def months_strip(year: YearView, as_of: date, formatter: Formatter) -> Drawing | None:
    """Return the strip of a year's occurrences; None where there are none.

    Where a month has several occurrences in one state, the mark holds their number. The tasks are named below if each
    has a month to itself, and room before the next.
    """
    months: dict[int, list[OccurrenceView]] = {}
    for one in year.occurrences:
        months.setdefault(one.month, []).append(one)
    return _draw_strip(months, year.year, as_of, formatter) if months else None


def _draw_strip(months: _Months, year: int, as_of: date, formatter: Formatter) -> Drawing:
    sheet = Sheet()
    now = as_of.month if as_of.year == year else 0
    for month in range(1, 13):
        _draw_month(sheet, month, months.get(month, ()), formatter, is_now=month == now)
    if now:
        _draw_pointer(sheet, as_of, formatter)
    y = _TOP + _HEIGHT
    below = _task_labels(months) or _note(months, formatter)
    for month, lines in below.items():
        sheet.lines(((month - 1) * _CELL + 3, y + LINE * SIZE), lines)
    y += max(map(len, below.values()), default=0) * LINE * SIZE + 8
    states = {one.state: one.state_label for found in months.values() for one in found}
    y = draw_states(sheet, [(name, states.get(name, "")) for name in STATES], set(states), 0, y, WIDTH)
    title = formatter.text("What is to be done in {year}, month by month", year=str(year))
    return sheet.finished(WIDTH, y, title, " ".join(_descriptions(months, formatter)))


def _draw_month(
    sheet: Sheet, month: int, found: Sequence[OccurrenceView], formatter: Formatter, *, is_now: bool
) -> None:
    """Draw a month: its name, its cell, and a mark for each state of its occurrences."""
    left = (month - 1) * _CELL
    name = formatter.month_name(month, short=True).removesuffix(".")
    sheet.words((left + _CELL / 2, _NAMES), name, anchor="middle", bold=bool(found))
    sheet.shape(DrawnOutline(box(left + 1, _TOP, _CELL - 2, _HEIGHT), "panel" if found else None, "line", 1))
    if is_now:
        sheet.shape(DrawnOutline(box(left + 1, _TOP, _CELL - 2, _HEIGHT), None, "accent", 2.5))
    states = Counter(one.state for one in found)
    step = min(2.6 * RADIUS, _CELL / max(len(states), 1))
    x = left + _CELL / 2 - step * (len(states) - 1) / 2
    for state in (name for name in STATES if states[name]):
        mark(sheet, state, x, _TOP + _HEIGHT / 2, states[state] if states[state] > 1 else None)
        x += step


def _draw_pointer(sheet: Sheet, as_of: date, formatter: Formatter) -> None:
    """Draw a pointer above the months at the report's day, with its date."""
    days = monthrange(as_of.year, as_of.month)[1]
    x = (as_of.month - 1 + (as_of.day - 0.5) / days) * _CELL
    sheet.shape(
        DrawnOutline(path(((x - 6, _TODAY - 9), (x + 6, _TODAY - 9), (x, _TODAY + 2)), closed=True), fill="accent")
    )
    day = formatter.day(as_of)
    is_at_end = x + 10 + width_of(day, bold=True) > WIDTH
    sheet.words(
        (x - 10 if is_at_end else x + 10, _TODAY), day, anchor="end" if is_at_end else "start", ink="accent", bold=True
    )


def _task_labels(months: _Months) -> dict[int, list[str]]:
    """Return the tasks by month, as lines; empty if any shares its month or has no room for its longest word."""
    if any(len(found) > 1 for found in months.values()):
        return {}
    labels: dict[int, list[str]] = {}
    for month, following in pairwise([*sorted(months), 13]):
        title, room = months[month][0].title, (following - month) * _CELL - 6
        if max((width_of(f"{word}{ELLIPSIS}") for word in title.split()), default=0.0) > room:
            return {}
        labels[month] = _shortened(wrapped(title, room), room)
    return labels


def _shortened(lines: Sequence[str], room: float) -> list[str]:
    """Return the first lines of a title; if there are more, they end with a whole word and an ellipsis."""
    kept, words = list(lines[:_MOST_LINES]), lines[:_MOST_LINES][-1].split()
    if len(lines) == len(kept):
        return kept
    while len(words) > 1 and width_of(f"{' '.join(words)}{ELLIPSIS}") > room:
        words.pop()
    return [*kept[:-1], f"{' '.join(words)}{ELLIPSIS}"]


def _note(months: _Months, formatter: Formatter) -> dict[int, list[str]]:
    """Return the note on the numbers in the marks, placed below the first month; empty where there are none."""
    is_counted = any(len({one.state for one in found}) < len(found) for found in months.values())
    return {1: [formatter.text("The number is how many tasks.")]} if is_counted else {}


def _descriptions(months: _Months, formatter: Formatter) -> Iterator[str]:
    """Yield a text for each month: its only task, or how many tasks are in each state."""
    for month, found in sorted(months.items()):
        states = Counter(one.state_label for one in found)
        tasks = [f"{found[0].title} ({found[0].state_label.lower()})"] if len(found) == 1 else []
        texts = tasks or [f"{label.lower()} {formatter.number(number)}" for label, number in states.items()]
        name = formatter.month_name(month)
        yield f"{name[:1].upper()}{name[1:]}: {', '.join(texts)}."
