"""The picture of how deadlines have slipped: a line for each time one was given, with the date that was given then."""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from anhorig_cli.views.formatter import Formatter
from anhorig_cli.views.history_views import (
    DeadlineLifeView,
    HistoryView,
    StepView,
    SubgoalLifeView,
    moved_subgoals,
)
from anhorig_cli.views.pictures.day_marks import TODAY_DASH, draw_deadline, draw_earlier, draw_today
from anhorig_cli.views.pictures.drawing import Drawing, DrawnOutline, Sheet, box
from anhorig_cli.views.pictures.key import KeyEntry, draw_key
from anhorig_cli.views.pictures.lettering import LINE, SIZE, SMALL, width_of, wrapped
from anhorig_cli.views.pictures.paging import pages, part_title
from anhorig_cli.views.pictures.time_axis import TimeAxis

WIDTH = 440.0
_SAID = 82.0
"""How wide the column is that says when a date was said."""
_TOP, _LINE, _BETWEEN, _GAP = 22.0, 26.0, 16.0, 10.0
_WIDEST_NAME = 130.0
_GROUND = 0.9
"""How much of the width that a text may have is cleared behind it; most fonts are narrower."""
_TALLEST = 560.0
_MOST_TICKS = 4


def slip_pictures(view: HistoryView, formatter: Formatter, *, in_pages: bool = True) -> list[Drawing]:
    """Return the picture of the deadlines that have been moved, in as many parts as fit a page each, or in one part."""
    panels = [_panel(subgoal, deadline, formatter) for subgoal, deadline in moved_subgoals(view)]
    if not panels:
        return []
    chart = _Chart(panels, date.fromisoformat(view.iso_date), formatter)
    parts = list(pages(panels, _TALLEST)) if in_pages else [panels]
    return [chart.drawn(part, n, len(parts)) for n, part in enumerate(parts, 1)]


class _Said(NamedTuple):
    """A date as it was given one time: when, which, and what is written beside the mark."""

    said: str
    day: date
    text: str


class _Panel(NamedTuple):
    """A deadline of a subgoal: its title, how it has slipped in words, and each time a date was given."""

    title: list[str]
    summary: list[str]
    description: str
    said: tuple[_Said, ...]

    @property
    def height(self) -> float:
        """Return how high the panel is."""
        return (len(self.title) + len(self.summary)) * LINE * SIZE + len(self.said) * _LINE + _BETWEEN


def _panel(subgoal: SubgoalLifeView, deadline: DeadlineLifeView, formatter: Formatter) -> _Panel:
    summary = f"{deadline.field}: {deadline.summary}"
    said = tuple(_said(step, formatter) for step in deadline.steps if step.last_after)
    steps = "; ".join(f"{one.said}: {one.text}" for one in said)
    return _Panel(
        title=wrapped(subgoal.title, WIDTH, bold=True, most=3),
        summary=wrapped(summary, WIDTH, most=3),
        description=f"{subgoal.title}. {summary}. {steps}",
        said=said,
    )


def _said(step: StepView, formatter: Formatter) -> _Said:
    day = step.iso_day or formatter.text("earlier")
    return _Said(day, date.fromisoformat(step.last_after), step.after)


class _Chart:
    """The stretch of time that all parts of the picture share."""

    def __init__(self, panels: Sequence[_Panel], as_of: date, formatter: Formatter) -> None:
        self._as_of, self._say = as_of, formatter
        days = [as_of, *(one.day for panel in panels for one in panel.said)]
        room = max(width_of(one.text, SMALL) for panel in panels for one in panel.said)
        self._time = TimeAxis.around(days, _SAID, WIDTH - min(room, _WIDEST_NAME), _MOST_TICKS)

    def drawn(self, panels: Sequence[_Panel], part: int, parts: int) -> Drawing:
        """Draw some panels, with the axis over them; the first part has the key of all."""
        sheet = Sheet()
        self._time.draw_names(sheet, self._say)
        sheet.words((0, 12), self._say.text("given on"), ink="soft", size=SMALL)
        y = _TOP
        for panel in panels:
            self._panel(sheet, panel, y)
            y += panel.height
        if part == 1:
            y = draw_key(sheet, list(self._entries()), 0, y + 4, WIDTH)
        title = part_title(self._say.text("How the dates have been moved"), part, parts, self._say)
        return sheet.finished(WIDTH, y + 6, title, ". ".join(panel.description for panel in panels) + ".")

    def _panel(self, sheet: Sheet, panel: _Panel, top: float) -> None:
        y = sheet.lines((0, top + SIZE), panel.title, bold=True)
        y = sheet.lines((0, y), panel.summary, ink="soft") - LINE * SIZE + _LINE
        bottom = y + (len(panel.said) - 1) * _LINE
        for x in self._time.ticks():
            sheet.line(((x, y - 10), (x, bottom + 10)), "line", 1)
        today = self._time.place(self._as_of)
        sheet.line(((today, y - 10), (today, bottom + 10)), "soft", 1.5, TODAY_DASH)
        places = [(self._time.place(one.day), y + n * _LINE) for n, one in enumerate(panel.said)]
        for (here, above), (there, below) in pairwise(places):
            sheet.line(((here, above), (here, below), (there, below)), "axis", 2)
        for one, (x, line) in zip(panel.said, places, strict=True):
            sheet.words((0, line + 4), one.said, ink="soft", size=SMALL)
            (draw_deadline if (x, line) == places[-1] else draw_earlier)(sheet, x, line)
            self._name(sheet, one.text, x, line)

    def _name(self, sheet: Sheet, text: str, x: float, y: float) -> None:
        """Write a date after its mark, on a ground of its own that keeps the lines behind it from crossing it."""
        sheet.shape(DrawnOutline(box(x + _GAP - 2, y - 14, width_of(text, SMALL) * _GROUND + 4, 13), fill="page"))
        sheet.words((x + _GAP, y - 3), text, size=SMALL)

    def _entries(self) -> Iterator[KeyEntry]:
        say = self._say
        yield KeyEntry(say.text("A date that was given, with a line to the one that took its place"), draw_earlier)
        yield KeyEntry(say.text("The current date"), draw_deadline)
        yield KeyEntry(say.text("Report date: {date}", date=self._as_of), draw_today)
