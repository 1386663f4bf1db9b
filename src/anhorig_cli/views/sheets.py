"""The sheet sent to a unit or a role: what it is to do, assess and measure, with cells for its answers."""

import hashlib
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Literal, NamedTuple

from anhorig_cli.analysis.unit_extract import unit_extract
from anhorig_cli.model.indicator import Indicator
from anhorig_cli.model.plan import Plan, PlanLookup
from anhorig_cli.model.project import Project
from anhorig_cli.model.register import RESPONSIBLE, Register, register_of
from anhorig_cli.views.activities import ActivityView
from anhorig_cli.views.cycle.annual_cycle import YearView, year_view
from anhorig_cli.views.cycle.cycle_times import OccurrenceView
from anhorig_cli.views.formatter import Formatter
from anhorig_cli.views.names import Titles
from anhorig_cli.views.report.indicators import IndicatorView
from anhorig_cli.views.report.report import ReportView, report_view
from anhorig_cli.views.subgoals import SubgoalView
from anhorig_cli.vocabulary import SCALES, folded

Kind = Literal["cycle", "subgoals", "activities", "indicators"]
FORMAT_VERSION = "1"
"""To be changed when sheets that were sent out earlier can no longer be read."""
_ENDED = ("done", "cancelled")


class SheetColumn(NamedTuple):
    """A column of a table: the tool's own `name` for it, its `width` in characters, and how to answer (`hint`)."""

    name: str
    heading: str
    width: int
    is_answer: bool = False
    hint: str = ""


class SheetRow(NamedTuple):
    """A row of a table.

    `parts` are the plan's own names for what the row is about, `cells` its content when the sheet is sent, `state` what
    the plan says about it (equal as long as the plan says the same) and `now` the same as text for people. `words` are
    the choices in its drop-down list. A row that `is_open` can be answered. Rows with the same `parts` are numbered by
    `turn`.
    """

    parts: tuple[str, ...]
    cells: tuple[str, ...]
    state: tuple[str, ...]
    now: str
    words: tuple[str, ...] = ()
    is_open: bool = True
    turn: int = 1

    @property
    def key(self) -> str:
        """The row's key in the file; a checksum in place of a long one."""
        parts = self.parts if self.turn == 1 else (*self.parts, str(self.turn))
        key = joined(parts)
        return key if len(key) <= _LONGEST_KEY else joined((parts[0], checksum(parts)))

    @property
    def mark(self) -> str:
        """A checksum of what the plan says about the row."""
        return checksum(self.state)

    @property
    def cells_mark(self) -> str:
        """A checksum of the cells as they are sent."""
        return checksum(map(plain, self.cells))


def plain(text: str) -> str:
    """Return a cell's text normalised for comparison: programs that save it may encode the same text differently."""
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n")).strip()


def checksum(texts: Iterable[str]) -> str:
    """Return a checksum of texts in order."""
    return hashlib.sha256(repr(list(texts)).encode()).hexdigest()[:_CHECKSUM_LENGTH]


_CHECKSUM_LENGTH = 32
_LONGEST_KEY = 500
_LONGEST_CELL = 2000


def joined(parts: Iterable[str]) -> str:
    """Return texts joined by a bar, escaped so that `parted` can split them again."""
    return "|".join(part.replace("%", "%25").replace("|", "%7C") for part in parts)


def parted(text: str) -> list[str]:
    """Return the texts that `joined` put together."""
    return [part.replace("%7C", "|").replace("%25", "%") for part in text.split("|")]


class SheetTable(NamedTuple):
    """One of a sheet's tables, with a sentence on how it is filled in."""

    kind: Kind
    title: str
    instruction: str
    columns: tuple[SheetColumn, ...]
    rows: tuple[SheetRow, ...]


class SheetScope(NamedTuple):
    """Whose sheet it is, a unit's or a role's, and the year of its annual cycle."""

    unit: str | None
    responsible: str | None
    year: int


class SheetView(NamedTuple):
    """A sheet as text in its language; `reading` are the instructions for filling it in."""

    plan: str
    language: str
    title: str
    whose: str
    name: str
    iso_date: str
    asked: SheetScope
    reading_title: str
    reading: tuple[str, ...]
    tables: tuple[SheetTable, ...]

    @property
    def meaning(self) -> str:
        """A checksum of what the sheet shows from the plan, and of nothing else."""
        shown = [[table.kind, [[row.parts, row.cells, row.state] for row in table.rows]] for table in self.tables]
        return checksum([repr(shown)])


def sheet_view(plan: Plan, as_of: date, asked: SheetScope, project: Project, other_plan: PlanLookup) -> SheetView:
    """Return the sheet of a unit or a role that the plan lists, as of a day.

    A unit's sheet is made from the unit's report, and a role's from the plan's, so it discloses nothing that the report
    does not.
    """
    part = unit_extract(plan, asked.unit, as_of) if asked.unit else plan
    formatter = Formatter(plan.language, project.labels, project.small_count, iso=True)
    titles = Titles(part, formatter, other_plan, plan, as_of)
    report = report_view(plan, as_of, project, other_plan, unit=asked.unit, iso=True)
    year = year_view(titles, asked.year, as_of)
    printer = _SheetPrinter(titles, asked)
    whose = printer.whose()
    tables = (
        printer.cycle(year),
        printer.subgoals(report.subgoals),
        printer.activities(report.subgoals),
        printer.indicators(report.indicators),
    )
    nothing = formatter.text("There is nothing to answer here.")
    return SheetView(
        plan=report.id,
        language=report.language,
        title=report.title,
        whose=whose,
        name=asked.unit or asked.responsible or "",
        iso_date=report.iso_date,
        asked=asked,
        reading_title=formatter.text("Read this first"),
        reading=tuple(_instructions(formatter, report, whose)),
        tables=tuple(_ready_to_fill_in(one if one.rows else one._replace(instruction=nothing)) for one in tables),
    )


def _ready_to_fill_in(table: SheetTable) -> SheetTable:
    """Return a table with rows of the same name numbered, and each cell cut to a length that can be read."""
    seen: Counter[tuple[str, ...]] = Counter()
    rows: list[SheetRow] = []
    for row in table.rows:
        seen[row.parts] += 1
        rows.append(row._replace(cells=tuple(map(_shortened, row.cells)), turn=seen[row.parts]))
    return table._replace(rows=tuple(rows))


def _shortened(text: str) -> str:
    return text if len(text) <= _LONGEST_CELL else f"{text[:_LONGEST_CELL]}…"


def _instructions(word: Formatter, report: ReportView, whose: str) -> Iterator[str]:
    """Yield the instructions for filling in a sheet."""
    yield word.text("{plan} – {whose}", plan=report.title, whose=whose)
    yield word.text("As the plan was on {day}.", day=date.fromisoformat(report.iso_date))
    yield word.text("Answer in the yellow cells. The others are locked, since they show what is in the plan.")
    yield word.text("Leave a row empty if you have nothing to report.")
    yield word.text("Write a day as 2026-11-15. A month is 2026-11.")
    yield word.text("Write numbers alone, such as 12,5. For a share, write how many of how many.")
    yield word.text("In cells with a list, choose one of its words.")
    yield word.text("Write no names and no personal identity numbers, neither of carers nor of the cared-for.")
    yield word.text("Do not add, remove or move rows. If something is missing in the plan, tell whoever sent the file.")
    yield word.text("Save the file under the same name, and send it back to whoever sent it.")


class _SheetPrinter:
    """Makes the tables of a sheet."""

    def __init__(self, titles: Titles, asked: SheetScope) -> None:
        self._titles = titles
        self._word = titles.formatter
        self._asked = asked
        self._plan = titles.plan
        self._units = Register(titles.whole_plan.units)
        self._names = register_of(titles.whole_plan, *RESPONSIBLE)
        self._responsibility = titles.responsibility
        self._by_id = {folded(one.id): one for one in self._plan.subgoals}

    def whose(self) -> str:
        """Return the title of the unit or role."""
        asked = self._asked
        kinds = ("units",) if asked.unit else RESPONSIBLE
        return "".join(self._titles.of([asked.unit or asked.responsible or ""], *kinds))

    def _is_own(self, names: Iterable[str]) -> bool:
        """Return whether the role is among `names`; always true of a unit's sheet, whose plan holds only its own."""
        if self._asked.responsible is None:
            return True
        wanted = self._names.key(self._asked.responsible)
        return any(self._names.key(name) == wanted for name in names)

    def cycle(self, year: YearView) -> SheetTable:
        """Return the occurrences of a year."""
        word = self._word
        own = [one for one in year.occurrences if self._is_own(one.who)]
        table = SheetTable(
            "cycle",
            word.text("Annual cycle"),
            word.text("Write the day on which it was done."),
            (
                SheetColumn("title", word.text("What"), 34),
                SheetColumn("when", word.text("When"), 12),
                SheetColumn("due", word.text("At the latest"), 12),
                SheetColumn("unit", word.text("Unit"), 18),
                SheetColumn("responsible", word.text("Who"), 22),
                SheetColumn("state", word.text("Status"), 12),
                self._day_column("done_on", word.text("Done on")),
                SheetColumn("note", word.text("Note"), 34, is_answer=True),
            ),
            tuple(_occurrence_row(one) for one in own),
        )
        is_of_one = self._asked.unit is not None and len({one.unit for one in own}) == 1
        return _without_column(table, "unit") if is_of_one else table

    def _day_column(self, name: str, heading: str) -> SheetColumn:
        return SheetColumn(name, heading, 12, is_answer=True, hint=self._word.text("A day, such as 2026-11-15"))

    def subgoals(self, found: Iterable[SubgoalView]) -> SheetTable:
        """Return the subgoals, to be assessed."""
        word = self._word
        words = tuple(word.label("assessment", one.name) for one in SCALES["assessment"].words)
        own = [one for one in found if self._is_own(self._responsibility.of_subgoal(self._by_id[folded(one.id)]).names)]
        return SheetTable(
            "subgoals",
            word.text("Subgoals"),
            word.text(
                "Assess whether it is, or will be, met. Tell of a deviation: its cause and what is done about it."
            ),
            (
                SheetColumn("title", word.text("Subgoal"), 28),
                SheetColumn("due", word.text("At the latest"), 11),
                SheetColumn("standing", word.text("Last assessment"), 16),
                self._day_column("date", word.text("Assessed on")),
                SheetColumn(
                    "status", word.text("Assessment"), 17, is_answer=True, hint=word.text("Choose from the list")
                ),
                SheetColumn("comment", word.key("assessment", "comment"), 25, is_answer=True),
                SheetColumn("cause", word.key("assessment", "cause"), 18, is_answer=True),
                SheetColumn("action", word.key("assessment", "action"), 18, is_answer=True),
                self._day_column("new_date", word.key("assessment", "new_date")),
            ),
            tuple(_subgoal_row(one, words) for one in own),
        )

    def activities(self, subgoals: Iterable[SubgoalView]) -> SheetTable:
        """Return the activities of the subgoals."""
        word = self._word
        return SheetTable(
            "activities",
            word.text("Activities"),
            word.text("Choose whether it was done or cancelled. Write the day on which it was done."),
            (
                SheetColumn("title", word.text("Activity"), 44),
                SheetColumn("subgoal", word.text("Subgoal"), 34),
                SheetColumn("due", word.text("At the latest"), 12),
                SheetColumn("responsible", word.text("Who"), 24),
                SheetColumn("status", word.text("Status"), 16, is_answer=True, hint=word.text("Choose from the list")),
                self._day_column("done_on", word.text("Done on")),
            ),
            tuple(row for one in subgoals for row in self._activity_rows(one)),
        )

    def _activity_rows(self, subgoal: SubgoalView) -> Iterator[SheetRow]:
        found = self._by_id[folded(subgoal.id)]
        for activity, one in zip(found.activities, subgoal.activities, strict=True):
            if self._is_own(self._responsibility.of_activity(found, activity).names):
                yield self._activity_row(subgoal, one, activity.id or one.title)

    def _activity_row(self, subgoal: SubgoalView, one: ActivityView, name: str) -> SheetRow:
        offered = dict.fromkeys(word for word in (one.status, *_ENDED) if word)
        words = tuple(self._word.label("activity", word) for word in offered)
        return SheetRow(
            ("activities", subgoal.id, name),
            (one.title, subgoal.title, one.due, one.responsible or subgoal.responsible, one.status_label, one.done_on),
            (one.status, one.done_on),
            " ".join(filter(None, (one.status_label, one.done_on))),
            words,
            is_open=one.status not in _ENDED,
        )

    def indicators(self, found: Iterable[IndicatorView]) -> SheetTable:
        """Return the indicators, to be measured."""
        word = self._word
        return SheetTable(
            "indicators",
            word.text("Indicators"),
            word.text("Write the day and the value; for a share, how many of how many instead."),
            (
                SheetColumn("title", word.text("Indicator"), 28),
                SheetColumn("of", word.text("For whom"), 15),
                SheetColumn("target", word.text("Target"), 12),
                SheetColumn("latest", word.text("Latest value"), 20),
                self._day_column("date", word.text("Measured on")),
                *(self._number_column(name) for name in ("value", "numerator", "denominator", "women", "men")),
                SheetColumn("source", word.key("measurement", "source"), 17, is_answer=True),
            ),
            tuple(self._indicator_rows(found)),
        )

    def _number_column(self, name: str) -> SheetColumn:
        heading, hint = self._word.key("measurement", name), self._word.text("A number, such as 12,5")
        return SheetColumn(name, heading, 10, is_answer=True, hint=hint)

    def _indicator_rows(self, found: Iterable[IndicatorView]) -> Iterator[SheetRow]:
        listed = Register(self._titles.whole_plan.indicators, self._plan.id)
        for one in found:
            indicator = listed.get(one.id)
            if indicator is not None and self._is_own(self._responsible_for(indicator)):
                yield self._indicator_row(one, indicator)

    def _responsible_for(self, indicator: Indicator) -> tuple[str, ...]:
        register = Register([indicator], self._plan.id)
        subgoals = [one for one in self._plan.subgoals if any(map(register.has, one.indicators))]
        return self._responsibility.of_indicator(indicator, subgoals).names

    def _indicator_row(self, one: IndicatorView, indicator: Indicator) -> SheetRow:
        unit = self._measured_unit(indicator)
        of = self.whose() if unit else self._word.text("the whole")
        latest = " ".join(filter(None, (one.latest, f"({one.latest_date})" if one.latest_date else "")))
        return SheetRow(
            ("indicators", one.id, unit),
            (one.title, of, one.target, latest, *[""] * 7),
            (one.latest, one.latest_date),
            latest,
        )

    def _measured_unit(self, indicator: Indicator) -> str:
        """Return the unit that a new value is for; empty where it is for the whole.

        It is for the whole where the indicator belongs to that unit alone and was never measured for parts.
        """
        if self._asked.unit is None:
            return ""
        own = self._units.key(self._asked.unit)
        is_alone = [self._units.key(unit) for unit in indicator.units] == [own]
        has_parts = any(one.unit for one in indicator.measurements)
        return "" if is_alone and not has_parts else self._asked.unit


def _without_column(table: SheetTable, name: str) -> SheetTable:
    """Return a table without one of its columns."""
    place = [column.name for column in table.columns].index(name)
    rows = (row._replace(cells=(*row.cells[:place], *row.cells[place + 1 :])) for row in table.rows)
    return table._replace(columns=(*table.columns[:place], *table.columns[place + 1 :]), rows=tuple(rows))


def _occurrence_row(one: OccurrenceView) -> SheetRow:
    is_ended = one.state in _ENDED
    cells = (one.title, one.when, one.due, one.unit_title, one.responsible, one.state_label, one.done, one.note)
    return SheetRow(
        ("cycle", one.item, one.unit, one.when),
        cells,
        (one.state if is_ended else "", one.done, one.note),
        " ".join(filter(None, (one.state_label if is_ended else "", one.done, one.note))),
        is_open=not is_ended,
    )


def _subgoal_row(one: SubgoalView, words: tuple[str, ...]) -> SheetRow:
    last = one.assessment
    standing = f"{last.status_label} ({last.date})" if last else ""
    assessed = (last.status, last.date, last.comment, last.cause, last.action, last.new_date) if last else ()
    return SheetRow(
        ("subgoals", one.id), (one.title, one.due, standing, *[""] * 6), (one.due, *assessed), standing, words
    )
