"""Make the sheets to send out, and match the rows of a returned sheet with those that the plan has now."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple, TypeVar

from anhorig_cli import steps
from anhorig_cli.diagnostics import RefusedError
from anhorig_cli.loading.workbook_reading import FilledRow, FilledTable
from anhorig_cli.source import Message, message
from anhorig_cli.usecases.parts_of_cycle import refuse_unknown
from anhorig_cli.views.cycle.annual_cycle import year_view
from anhorig_cli.views.redaction import redacted
from anhorig_cli.views.sheets import SheetRow, SheetScope, SheetTable, SheetView, checksum, plain, sheet_view
from anhorig_cli.workspace.whole_plans import WholePlan, whole_plans
from anhorig_cli.workspace.workspace import Workspace
from anhorig_cli.workspace.workspace_plan import WorkspacePlan

_IDENTIFYING = ("title", "subgoal", "when", "unit", "of")
"""The columns that identify a row in words."""
_Name = tuple[str, ...]
_T = TypeVar("_T")


class Problem(NamedTuple):
    """Something that is not written: in which file and cell (empty for the whole file), and why."""

    file: str
    cell: str
    text: Message


def cells_of(table: SheetTable, row: SheetRow) -> dict[str, str]:
    """Return a row's cells by column, as the plan has them now."""
    return dict(zip((column.name for column in table.columns), row.cells, strict=True))


@dataclass(frozen=True, slots=True)
class AnsweredRow:
    """A row that was answered: its location, the row in the plan, and what was written in which columns."""

    file: str
    sheet: str
    number: int
    letters: Mapping[str, str]
    table: SheetTable
    row: SheetRow
    mark: str
    texts: Mapping[str, str]
    columns: tuple[str, ...]

    def problem(self, column: str, text: Message) -> Problem:
        """Return the problem that something in a column is not written."""
        return Problem(self.file, f"{self.sheet}!{self.letters.get(column, 'A')}{self.number}", text)

    @property
    def current_cells(self) -> dict[str, str]:
        """The row's cells by column, as the plan has them now."""
        return cells_of(self.table, self.row)

    @property
    def summary(self) -> str:
        """What was answered, in short."""
        return ", ".join(self.texts[name] for name in self.columns if self.texts[name])


def _unique(pairs: Iterable[tuple[_Name, _T]]) -> dict[_Name, _T]:
    """Return the names that belong to one thing only, with that thing."""
    found: dict[_Name, list[_T]] = {}
    for name, one in pairs:
        found.setdefault(name, []).append(one)
    return {name: ones[0] for name, ones in found.items() if len(ones) == 1}


def with_named_columns(filled: FilledTable, table: SheetTable) -> FilledTable:
    """Return a returned table with its columns by their names, also where the file has only their headings."""
    if not filled.headings:
        return filled
    names = [column.name for column in table.columns]
    return filled._replace(
        letters=dict(zip(names, filled.letters.values(), strict=False)),
        rows=[row._replace(cells=_cells_by_name(row.cells, table)) for row in filled.rows],
    )


def _cells_by_name(cells: Mapping[str, str], table: SheetTable) -> dict[str, str]:
    named = {column.name: cells.get(column.heading, "") for column in table.columns}
    return named | ({"": cells[""]} if "" in cells else {})


@dataclass(frozen=True, slots=True)
class Rows:
    """Reads the rows of a returned table (from `with_named_columns`), beside those that the plan has now."""

    file: str
    filled: FilledTable
    table: SheetTable
    problems: list[Problem]

    def answers(self) -> Iterator[AnsweredRow]:
        """Yield the rows that were answered; report what cannot be understood."""
        for flaw in self.filled.flaws:
            self._report(flaw.cell, flaw.text)
        if not self._are_headings_known():
            return
        known = {row.key: row for row in self.table.rows}
        known |= self._rows_of_renamed(known)
        seen: dict[str, int] = {}
        for row in self.filled.rows:
            if row.key in seen:
                self._report(f"A{row.number}", message("the row is on line {line} too: keep one", line=seen[row.key]))
            elif row.key:
                seen[row.key] = row.number
                yield from self._answered_row(row, known.get(row.key))
            else:
                text = message("this row is new: add it with anhorig add")
                filled = (letter for name, letter in self.filled.letters.items() if _text(row.cells, name))
                self._report(f"{next(filled, 'A')}{row.number}", text)

    def _rows_of_renamed(self, known: Mapping[str, SheetRow]) -> dict[str, SheetRow]:
        """Return the rows of things whose ids have changed since the file was sent, by their keys in the file.

        A thing is recognised by the words that identify it, if only one row without a match has them, both in the file
        and in the plan.
        """
        sent = {row.key: self._identifying_words(row.cells | row.base) for row in self.filled.rows if row.key}
        unmatched = _unique((name, key) for key, name in sent.items() if key not in known)
        new = _unique(
            (self._identifying_words(cells_of(self.table, row)), row) for key, row in known.items() if key not in sent
        )
        return {key: new[name] for name, key in unmatched.items() if name in new}

    def _identifying_words(self, cells: Mapping[str, str]) -> tuple[str, ...]:
        names = [column.name for column in self.table.columns]
        return tuple(_text(cells, name) for name in _IDENTIFYING if name in names)

    def _report(self, cell: str, text: Message) -> None:
        self.problems.append(Problem(self.file, f"{self._sheet}!{cell}", text))

    def _are_headings_known(self) -> bool:
        """Return whether a table without a hidden sheet has the columns that were sent out; report it if not."""
        expected = [column.heading for column in self.table.columns]
        if self.filled.headings in ([], expected):
            return True
        text = message("the columns are not those that were sent out: {names}", names=", ".join(expected))
        self._report("A1", text)
        return False

    def _answered_row(self, row: FilledRow, now: SheetRow | None) -> Iterator[AnsweredRow]:
        changed = tuple(name for name in self._answers if self._is_changed(name, row, now))
        if self._has_other_changes(row, now) or not changed or self._is_untouched(row):
            return
        letters = self.filled.letters
        if now is None or not row.mark:
            self._report(f"{letters[changed[0]]}{row.number}", _GONE)
            return
        texts = {name: _text(row.cells, name) for name in self._answers}
        yield AnsweredRow(self.file, self._sheet, row.number, letters, self.table, now, row.mark, texts, changed)

    @property
    def _answers(self) -> list[str]:
        return [column.name for column in self.table.columns if column.is_answer]

    @property
    def _sheet(self) -> str:
        return self.filled.title or self.table.title

    def _has_other_changes(self, row: FilledRow, now: SheetRow | None) -> bool:
        """Return whether cells that are not for answers were changed; report each of them."""
        changes = list(self._other_changes(row, now))
        for letters, text in changes:
            self._report(f"{letters}{row.number}", text)
        return bool(changes)

    def _is_changed(self, name: str, row: FilledRow, now: SheetRow | None) -> bool:
        text = _text(row.cells, name)
        if row.cells_mark:
            return bool(text) or (now is not None and bool(self._current_cell(now, name)))
        return text != _text(row.base, name)

    def _current_cell(self, row: SheetRow, name: str) -> str:
        return cells_of(self.table, row)[name]

    def _is_untouched(self, row: FilledRow) -> bool:
        texts = [_text(row.cells, column.name) for column in self.table.columns]
        return bool(row.cells_mark) and checksum(texts) == row.cells_mark

    def _other_changes(self, row: FilledRow, now: SheetRow | None) -> Iterator[tuple[str, Message]]:
        """Yield the letters of each column in which something was changed that is not for answers, and what."""
        letters = self.filled.letters
        if row.cells.get(""):
            yield row.cells[""], _BESIDE
        if row.cells_mark:
            if now is not None and _text(row.cells, "title") != plain(self._current_cell(now, "title")):
                yield letters.get("title", "A"), _NOT_FOR_ANSWERS
            return
        for column in self.table.columns:
            name = column.name
            if not column.is_answer and row.base and _text(row.cells, name) != _text(row.base, name):
                yield letters.get(name, "A"), _NOT_FOR_ANSWERS


def _text(cells: Mapping[str, str], name: str) -> str:
    return plain(cells.get(name, ""))


_BESIDE = message("there is something beside the table, so the row is not written: move it to a cell for answers")
_NOT_FOR_ANSWERS = message("the cell is not for answers, and was changed: the row is not written")
_GONE = message(
    "the plan no longer has what the row is about for those the file was sent to: if the answer still "
    "applies, write it with anhorig record, assess or done"
)


# Make the sheets that are sent to units and roles.


def make_sheet(selected: WorkspacePlan, as_of: date, asked: SheetScope) -> SheetView:
    """Return the sheet of a unit or a role, as of a day.

    Raises:
        RefusedError: where some of the plan cannot be read.
        WrongUsageError: where the plan has no such unit, or nobody who is responsible by that name.
    """
    one = _whole_plan(selected, as_of)
    refuse_unknown([one.plan], asked.unit, asked.responsible)
    return sheet_of(one, as_of, asked)


def make_sheets(selected: WorkspacePlan, as_of: date, year: int) -> list[SheetView]:
    """Return the sheet of each unit: those that the plan lists, and those that only the annual cycle names.

    Raises:
        RefusedError: where some of the plan cannot be read.
    """
    one = _whole_plan(selected, as_of)
    units = year_view(one.titles(None), year, as_of).units
    return [sheet_of(one, as_of, SheetScope(unit.id, None, year)) for unit in steps.track(units, message("Units"))]


def _whole_plan(selected: WorkspacePlan, as_of: date) -> WholePlan:
    plans, errors = whole_plans(Workspace([selected]), lambda _: as_of)
    if not plans:
        raise RefusedError(errors)
    return plans[0]


def sheet_of(one: WholePlan, as_of: date, asked: SheetScope) -> SheetView:
    """Return the sheet of a unit or a role that a plan has, without personal numbers."""
    return redacted(sheet_view(one.plan, as_of, asked, one.selected.settings.project, one.other_plan))
