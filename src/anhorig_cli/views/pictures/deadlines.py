"""The pictures of deadlines in time, and of how they have slipped."""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise
from math import ceil, fsum
from typing import NamedTuple, Protocol, TypeVar

from anhorig_cli.views.formatter import Formatter, uncapitalised
from anhorig_cli.views.history_views import (
    DeadlineLifeView,
    HistoryView,
    StepView,
    SubgoalLifeView,
    moved_subgoals,
)
from anhorig_cli.views.pictures.axis import TimeAxis
from anhorig_cli.views.pictures.drawing import (
    LINE,
    SIZE,
    SMALL,
    Drawing,
    DrawnOutline,
    KeyEntry,
    Sheet,
    box,
    circle,
    diamond,
    draw_key,
    path,
    status_mark,
    width_of,
    wrapped,
)
from anhorig_cli.views.report.report import ReportView
from anhorig_cli.views.report.subgoal_tables import title_of_dates
from anhorig_cli.views.subgoals import MovedView, SubgoalView

TODAY_DASH = "3 2"
"""The dash pattern of the line for the report's day."""


def draw_deadline(sheet: Sheet, x: float, y: float) -> None:
    """Draw the current deadline."""
    sheet.shape(DrawnOutline(diamond(x, y, 7.5), fill="accent"))


def draw_earlier(sheet: Sheet, x: float, y: float) -> None:
    """Draw a deadline that has been replaced by another."""
    sheet.shape(DrawnOutline(circle(x, y, 5), "page", "axis", 2))


def draw_today(sheet: Sheet, x: float, y: float, reach: float = 8) -> None:
    """Draw the day of the report, `reach` to either side of the track."""
    sheet.line(((x, y - reach), (x, y + reach)), "soft", 1.5, TODAY_DASH)


# The picture of the deadlines in time: the current ones and, where they were moved, the earlier ones.


WIDTH = 440.0
_TALLEST = 560.0
_TOP, _TRACK, _BETWEEN = 22.0, 20.0, 12.0
_MOST_TICKS = 6


def deadline_pictures(plan: ReportView, formatter: Formatter) -> list[Drawing]:
    """Return the picture of the deadlines, in parts that each fit a page; none where there is nothing to compare.

    That is so if no subgoal has a date, or if several all have the same ones.
    """
    rows = [_track_row(subgoal, formatter) for subgoal in plan.subgoals if subgoal.last_due or subgoal.last_start]
    different = {(row.due, row.start, row.before, row.started) for row in rows}
    if not rows or len(different) < min(len(rows), 2):
        return []
    title = title_of_dates(plan, formatter)
    timeline = _Timeline(title, rows, date.fromisoformat(plan.iso_date), formatter)
    parts = list(pages(rows, _TALLEST))
    return [timeline.drawn(part, n, len(parts)) for n, part in enumerate(parts, 1)]


class _TrackRow(NamedTuple):
    """A subgoal's row: its words, and the days on its track.

    `before` are its earlier deadlines, `started` its earlier days to begin by, and `mark` is its state.
    """

    title: list[str]
    detail: list[str]
    description: str
    due: date | None
    start: date | None
    before: tuple[date, ...]
    started: tuple[date, ...]
    mark: str

    @property
    def days(self) -> list[date]:
        """Every day on the track."""
        return [day for day in (self.due, self.start, *self.before, *self.started) if day]

    @property
    def height(self) -> float:
        """The height of the row."""
        return (len(self.title) + len(self.detail)) * LINE * SIZE + _TRACK + _BETWEEN


def _track_row(subgoal: SubgoalView, formatter: Formatter) -> _TrackRow:
    moves, starts = _dated_moves(subgoal, "due"), _dated_moves(subgoal, "start_by")
    before, started = [move.before for move in moves], [move.before for move in starts]
    detail = "; ".join(_date_texts(subgoal, before, started, formatter))
    return _TrackRow(
        title=wrapped(subgoal.title, WIDTH, bold=True, most=3),
        detail=wrapped(detail, WIDTH, most=4),
        description=f"{subgoal.title}: {detail}",
        due=_parsed_day(subgoal.last_due),
        start=_parsed_day(subgoal.last_start),
        before=_days_before(moves),
        started=_days_before(starts),
        mark=_deadline_state(subgoal),
    )


def _dated_moves(subgoal: SubgoalView, name: str) -> list[MovedView]:
    """Return the moves of one of a subgoal's dates whose earlier day is known."""
    return [move for move in subgoal.moved if move.name == name and move.last_before]


def _days_before(moves: Sequence[MovedView]) -> tuple[date, ...]:
    """Return the days that a date was moved from."""
    return tuple(date.fromisoformat(move.last_before) for move in moves)


def _deadline_state(subgoal: SubgoalView) -> str:
    """Return the state by which a subgoal's deadline is drawn: a key of `_DRAWN`."""
    if subgoal.is_overdue:
        return "overdue"
    return "achieved" if subgoal.status == "achieved" else "due"


def _parsed_day(iso: str) -> date | None:
    return date.fromisoformat(iso) if iso else None


def _date_texts(
    subgoal: SubgoalView, before: Sequence[str], started: Sequence[str], formatter: Formatter
) -> Iterator[str]:
    if subgoal.start_by and started:
        earlier = formatter.listed(started)
        yield formatter.text("to begin by {date}, before that {before}", date=subgoal.start_by, before=earlier)
    elif subgoal.start_by:
        yield formatter.text("to begin by {date}", date=subgoal.start_by)
    if subgoal.due and before:
        yield formatter.text("due {date}, before that {before}", date=subgoal.due, before=formatter.listed(before))
    elif subgoal.due:
        yield formatter.text("due {date}", date=subgoal.due)
    if subgoal.is_overdue:
        yield formatter.text("Overdue").lower()
    elif subgoal.status == "achieved":
        yield uncapitalised(subgoal.status_label)
    if subgoal.is_late_in_starting:
        yield formatter.text("Late in starting").lower()


class _Timeline:
    """The picture of the deadlines; all its parts share one time axis."""

    def __init__(self, title: str, rows: Sequence[_TrackRow], as_of: date, formatter: Formatter) -> None:
        self._title, self._rows, self._as_of, self._say = title, rows, as_of, formatter
        days = [as_of, *(day for row in rows for day in row.days)]
        self._time = TimeAxis.around(days, 0, WIDTH, _MOST_TICKS)

    def drawn(self, rows: Sequence[_TrackRow], part: int, parts: int) -> Drawing:
        """Return one part: the axis above some rows; the first part has the key of all parts."""
        sheet = Sheet()
        bottom = _TOP + fsum(row.height for row in rows)
        self._time.draw_names(sheet, self._say)
        y = _TOP
        for row in rows:
            self._draw_row(sheet, row, y)
            y += row.height
        if part == 1:
            bottom = draw_key(sheet, list(self._key_entries()), 0, bottom + 4, WIDTH)
        title = part_title(self._title, part, parts, self._say)
        return sheet.finished(WIDTH, bottom + 6, title, ". ".join(row.description for row in rows) + ".")

    def _draw_row(self, sheet: Sheet, row: _TrackRow, top: float) -> None:
        y = sheet.lines((0, top + SIZE), row.title, bold=True)
        y = sheet.lines((0, y), row.detail, ink="soft") - LINE * SIZE + 14
        sheet.line(((0, y), (WIDTH, y)), "line", 1)
        for x in self._time.ticks():
            sheet.line(((x, y - 3), (x, y + 3)), "axis", 1)
        draw_today(sheet, self._time.place(self._as_of), y, reach=9)
        self._draw_marks(sheet, row, y)

    def _draw_marks(self, sheet: Sheet, row: _TrackRow, y: float) -> None:
        self._draw_moves(sheet, row.started, row.start, y)
        if row.start:
            _draw_begin(sheet, self._time.place(row.start), y)
        self._draw_moves(sheet, row.before, row.due, y)
        if row.due:
            _DRAWN[row.mark](sheet, self._time.place(row.due), y)

    def _draw_moves(self, sheet: Sheet, before: Sequence[date], now: date | None, y: float) -> None:
        """Draw the earlier places of a date, with arrows to where it was moved."""
        places = [self._time.place(day) for day in (*before, *([now] if now else []))]
        for here, there in pairwise(places):
            _draw_arrow(sheet, here, there, y)
        for x in places[: len(before)]:
            draw_earlier(sheet, x, y)

    def _key_entries(self) -> Iterator[KeyEntry]:
        yield from self._deadline_entries()
        yield from self._other_entries()
        yield KeyEntry(self._say.text("Report date: {date}", date=self._as_of), draw_today)

    def _deadline_entries(self) -> Iterator[KeyEntry]:
        """Yield the key's entries for the current deadlines."""
        say, rows = self._say, self._rows
        if any(row.due and row.mark == "due" for row in rows):
            yield KeyEntry(say.text("Current deadline"), draw_deadline)
        if any(row.mark == "overdue" for row in rows):
            yield KeyEntry(say.text("Deadline that has passed: overdue"), _draw_overdue)
        if any(row.due and row.mark == "achieved" for row in rows):
            yield KeyEntry(say.text("Deadline of a subgoal that is achieved"), _draw_achieved)

    def _other_entries(self) -> Iterator[KeyEntry]:
        """Yield the key's entries for earlier days and for days to begin by."""
        say, rows = self._say, self._rows
        if any(row.before for row in rows):
            yield KeyEntry(say.text("Earlier deadline, with an arrow to where it was moved"), draw_earlier)
        if any(row.started for row in rows):
            yield KeyEntry(say.text("Earlier day to begin by, with an arrow to where it was moved"), draw_earlier)
        if any(row.start for row in rows):
            yield KeyEntry(say.text("Day to begin by"), _draw_begin)


def _draw_overdue(sheet: Sheet, x: float, y: float) -> None:
    sheet.shape(*status_mark("overdue", x, y, 7))


def _draw_achieved(sheet: Sheet, x: float, y: float) -> None:
    sheet.shape(*status_mark("achieved", x, y, 7))


def _draw_begin(sheet: Sheet, x: float, y: float) -> None:
    sheet.shape(DrawnOutline(path(((x - 5, y - 7), (x + 6, y), (x - 5, y + 7)), closed=True), "page", "accent", 2))


def _draw_arrow(sheet: Sheet, here: float, there: float, y: float) -> None:
    """Draw an arrow along the track, whose head stops short of the mark it leads to."""
    sign = 1 if there > here else -1
    tip = there - 9 * sign
    if (tip - here) * sign < _SHORTEST_ARROW:
        return
    sheet.line(((here, y), (tip, y)), "axis", 2)
    sheet.shape(
        DrawnOutline(path(((tip - 6 * sign, y - 4.5), (tip, y), (tip - 6 * sign, y + 4.5)), closed=True), fill="axis")
    )


_SHORTEST_ARROW = 8.0
_DRAWN = {"due": draw_deadline, "overdue": _draw_overdue, "achieved": _draw_achieved}


# The picture of how deadlines have slipped: a line for each time a date was given, with that date.


SLIPS_WIDTH = 440.0
_GIVEN_ON_WIDTH = 82.0
"""The width of the column that says when a date was given."""
_SLIPS_TOP, _LINE, _BETWEEN_SLIPS, _GAP = 22.0, 26.0, 16.0, 10.0
_WIDEST_NAME = 130.0
_CLEARED = 0.9
"""The share of a text's greatest possible width that is cleared behind it; most fonts are narrower."""
_MOST_SLIP_TICKS = 4


def slip_pictures(view: HistoryView, formatter: Formatter, *, in_pages: bool = True) -> list[Drawing]:
    """Return the picture of the deadlines that have been moved, in parts that each fit a page, or in one part."""
    panels = [_slip_panel(subgoal, deadline, formatter) for subgoal, deadline in moved_subgoals(view)]
    if not panels:
        return []
    chart = _Chart(panels, date.fromisoformat(view.iso_date), formatter)
    parts = list(pages(panels, _TALLEST)) if in_pages else [panels]
    return [chart.drawn(part, n, len(parts)) for n, part in enumerate(parts, 1)]


class _GivenDate(NamedTuple):
    """A date as it was given once: when it was given, the date, and the text beside its mark."""

    given_on: str
    day: date
    text: str


class _Panel(NamedTuple):
    """A deadline of a subgoal: its title, how it has slipped in words, and each time a date was given."""

    title: list[str]
    summary: list[str]
    description: str
    dates: tuple[_GivenDate, ...]

    @property
    def height(self) -> float:
        """The height of the panel."""
        return (len(self.title) + len(self.summary)) * LINE * SIZE + len(self.dates) * _LINE + _BETWEEN_SLIPS


def _slip_panel(subgoal: SubgoalLifeView, deadline: DeadlineLifeView, formatter: Formatter) -> _Panel:
    summary = f"{deadline.field}: {deadline.summary}"
    dates = tuple(_given_date(step, formatter) for step in deadline.steps if step.last_after)
    steps = "; ".join(f"{one.given_on}: {one.text}" for one in dates)
    return _Panel(
        title=wrapped(subgoal.title, SLIPS_WIDTH, bold=True, most=3),
        summary=wrapped(summary, SLIPS_WIDTH, most=3),
        description=f"{subgoal.title}. {summary}. {steps}",
        dates=dates,
    )


def _given_date(step: StepView, formatter: Formatter) -> _GivenDate:
    day = step.iso_day or formatter.text("earlier")
    return _GivenDate(day, date.fromisoformat(step.last_after), step.after)


class _Chart:
    """The picture of moved deadlines; all its parts share one time axis."""

    def __init__(self, panels: Sequence[_Panel], as_of: date, formatter: Formatter) -> None:
        self._as_of, self._say = as_of, formatter
        days = [as_of, *(one.day for panel in panels for one in panel.dates)]
        room = max(width_of(one.text, SMALL) for panel in panels for one in panel.dates)
        self._time = TimeAxis.around(days, _GIVEN_ON_WIDTH, SLIPS_WIDTH - min(room, _WIDEST_NAME), _MOST_SLIP_TICKS)

    def drawn(self, panels: Sequence[_Panel], part: int, parts: int) -> Drawing:
        """Return one part: the axis above some panels; the first part has the key of all parts."""
        sheet = Sheet()
        self._time.draw_names(sheet, self._say)
        sheet.words((0, 12), self._say.text("given on"), ink="soft", size=SMALL)
        y = _SLIPS_TOP
        for panel in panels:
            self._draw_panel(sheet, panel, y)
            y += panel.height
        if part == 1:
            y = draw_key(sheet, list(self._key_entries()), 0, y + 4, SLIPS_WIDTH)
        title = part_title(self._say.text("How the dates have been moved"), part, parts, self._say)
        return sheet.finished(SLIPS_WIDTH, y + 6, title, ". ".join(panel.description for panel in panels) + ".")

    def _draw_panel(self, sheet: Sheet, panel: _Panel, top: float) -> None:
        y = sheet.lines((0, top + SIZE), panel.title, bold=True)
        y = sheet.lines((0, y), panel.summary, ink="soft") - LINE * SIZE + _LINE
        bottom = y + (len(panel.dates) - 1) * _LINE
        for x in self._time.ticks():
            sheet.line(((x, y - 10), (x, bottom + 10)), "line", 1)
        today = self._time.place(self._as_of)
        sheet.line(((today, y - 10), (today, bottom + 10)), "soft", 1.5, TODAY_DASH)
        places = [(self._time.place(one.day), y + n * _LINE) for n, one in enumerate(panel.dates)]
        for (here, above), (there, below) in pairwise(places):
            sheet.line(((here, above), (here, below), (there, below)), "axis", 2)
        for one, (x, line) in zip(panel.dates, places, strict=True):
            sheet.words((0, line + 4), one.given_on, ink="soft", size=SMALL)
            (draw_deadline if (x, line) == places[-1] else draw_earlier)(sheet, x, line)
            self._write_date(sheet, one.text, x, line)

    def _write_date(self, sheet: Sheet, text: str, x: float, y: float) -> None:
        """Write a date after its mark, on a cleared background, so that no line behind crosses the text."""
        sheet.shape(DrawnOutline(box(x + _GAP - 2, y - 14, width_of(text, SMALL) * _CLEARED + 4, 13), fill="page"))
        sheet.words((x + _GAP, y - 3), text, size=SMALL)

    def _key_entries(self) -> Iterator[KeyEntry]:
        say = self._say
        yield KeyEntry(say.text("A date that was given, with a line to the one that took its place"), draw_earlier)
        yield KeyEntry(say.text("The current date"), draw_deadline)
        yield KeyEntry(say.text("Report date: {date}", date=self._as_of), draw_today)


class TallRow(Protocol):
    """Something that has a height on the page."""

    @property
    def height(self) -> float:
        """The height, in the picture's units."""
        ...


R = TypeVar("R", bound=TallRow)


def part_title(title: str, part: int, parts: int, formatter: Formatter) -> str:
    """Return the title of a part of a picture, numbered where there is more than one part."""
    return formatter.text("{title}, part {n} of {all}", title=title, n=part, all=parts) if parts > 1 else title


def pages(rows: Sequence[R], tallest: float) -> Iterator[list[R]]:
    """Yield rows divided into parts of about the same height, none much higher than `tallest`."""
    whole = fsum(row.height for row in rows)
    fair = whole / ceil(whole / tallest)
    page: list[R] = []
    for row in rows:
        if page and fsum(one.height for one in page) + row.height / 2 > fair:
            yield page
            page = []
        page.append(row)
    yield page
