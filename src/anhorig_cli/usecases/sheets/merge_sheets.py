"""Merge sheets that came back into their plan: what only they have changed is written, and all else is told."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from anhorig_cli.analysis.comparison import changes
from anhorig_cli.analysis.same_plan import Version
from anhorig_cli.diagnostics import Diagnostic, Severity
from anhorig_cli.errors import AnhorigError, WrongUsageError
from anhorig_cli.loading.plan_loader import load
from anhorig_cli.loading.workbook.reading import Filled, FilledRow, FilledTable, filled_of, read_filled, read_filled_csv
from anhorig_cli.model.plan import Plan
from anhorig_cli.rendering.bounded import Bounds, Sentences, bounded
from anhorig_cli.rendering.workbook import excel_is_missing
from anhorig_cli.source import Message, message
from anhorig_cli.usecases.check.new_findings import files_with, found_by_edit
from anhorig_cli.usecases.cycle.parts_of_cycle import refuse_nobody, unit_names
from anhorig_cli.usecases.edit.edit_plan import ChangedFile, Edited, tidy
from anhorig_cli.usecases.sheets.answers import TEXTS, CellError, Make, Reader, Typed
from anhorig_cli.usecases.sheets.make_sheets import sheet_of
from anhorig_cli.views.history.plan_changes import PlanChangesView, plan_changes_view
from anhorig_cli.views.redaction import redacted
from anhorig_cli.views.sheets import FORMAT_VERSION, Asked, Row, SheetView, Table, checksum, named_words, plain
from anhorig_cli.vocabulary import Language, folded
from anhorig_cli.workspace.opened_plan import Flawed, open_plan
from anhorig_cli.workspace.whole_plans import WholePlan
from anhorig_cli.workspace.workspace import Workspace, WorkspacePlan

_BOUNDS = Bounds(
    seconds=1.0,
    grace=0.2,
    said=Sentences(
        message("{file}: it takes too long to read, so it is not read").template,
        message("{file}: it takes too much memory to read, so it is not read").template,
        message("{file}: it cannot be read as a workbook").template,
    ),
)
_PERSONAL = frozenset({"personal-name", "personal-email", "private-phone"})
"""The rules that find persons in texts; what they find is not written."""


class Problem(NamedTuple):
    """What was not written: in which file and cell (empty where it is all of the file), and why."""

    file: str
    cell: str
    text: Message


class Sent(NamedTuple):
    """A file that came back, by the name it was given as."""

    file: str
    filled: Filled

    @property
    def plan(self) -> str:
        """The id of the plan that it says it is of."""
        return self.filled.head["plan"]


class Merged(NamedTuple):
    """The plan as it is to be written, None where nothing is; and what was not written."""

    edited: Edited | None
    problems: tuple[Problem, ...]


def read_sent(file: str, data: bytes) -> Sent:
    """Return what came back in a file, which is read in a process of its own, within bounds.

    Raises:
        CannotWorkError: where it is not read at all.
    """
    if file.lower().endswith(".csv"):
        return Sent(file, read_filled_csv(file, data))
    try:
        return Sent(file, filled_of(bounded(read_filled, (file, data), 1, file, _BOUNDS)[0]))
    except ModuleNotFoundError as error:
        raise excel_is_missing(error) from None


@dataclass(frozen=True, slots=True)
class _Answer:
    """A row that was answered: where it stands, what it is of, and what was written in which columns."""

    file: str
    sheet: str
    number: int
    letters: Mapping[str, str]
    table: Table
    row: Row
    mark: str
    texts: Mapping[str, str]
    columns: tuple[str, ...]

    def problem(self, column: str, text: Message) -> Problem:
        """Return that something in a column was not written."""
        return Problem(self.file, f"{self.sheet}!{self.letters.get(column, 'A')}{self.number}", text)

    @property
    def now(self) -> dict[str, str]:
        """The row's cells by their columns, as the plan has them now."""
        return dict(zip((one.name for one in self.table.columns), self.row.cells, strict=True))

    @property
    def said(self) -> str:
        """What was answered, in short."""
        return ", ".join(self.texts[name] for name in self.columns if self.texts[name])


def merge_sheets(
    selected: WorkspacePlan, sent: Sequence[Sent], today: date, typed: Typed, by: str | None = None
) -> Merged | Flawed:
    """Return a plan with what came back in some sheets, and what was not written.

    Args:
        selected: the plan.
        sent: what came back.
        today: the day.
        typed: what reads what people type.
        by: the role that is the source of figures that nothing else says the source of.

    Raises:
        WrongUsageError: where the plan knows nobody who is responsible by that name.
    """
    opened = open_plan(selected.files)
    if isinstance(opened, Flawed):
        return opened
    if by is not None:
        refuse_nobody([opened.plan], by)
    merger = _Merger(selected, opened.plan, today)
    answers = [answer for one in sent for answer in merger.answers(one)]
    word = merger.whole.titles(None).formatter
    words = {scale: named_words(word, scale) for scale in ("assessment", "activity")}
    reader = Reader(opened.plan, today, typed, lambda scale, text: words[scale](text), by)
    for answer in merger.of_one_file(answers):
        merger.take(answer, reader)
    order = {one.file: place for place, one in enumerate(sent)}
    return Merged(merger.edited(), tuple(sorted(merger.problems, key=lambda one: order[one.file])))


@dataclass(slots=True)
class _Merger:
    """Merges into one plan, a row at a time, and keeps what was not written."""

    selected: WorkspacePlan
    plan: Plan
    today: date
    problems: list[Problem] = field(default_factory=list[Problem])
    whole: WholePlan = field(init=False)
    _now: WorkspacePlan = field(init=False)
    _written: list[Edited] = field(default_factory=list[Edited])
    _views: dict[Asked, SheetView] = field(default_factory=dict[Asked, SheetView])

    def __post_init__(self) -> None:
        self.whole = WholePlan(self.plan, self.selected, Workspace([self.selected]))
        self._now = self.selected

    def answers(self, sent: Sent) -> Iterator[_Answer]:
        """Give the rows of a file that were answered."""
        view = self._view(sent)
        if view is None:
            return
        tables = {table.kind: table for table in view.tables}
        for filled in sent.filled.tables:
            table = tables.get(filled.kind)  # type: ignore[call-overload] # whatever the file says
            if table is None:
                self.problems.append(Problem(sent.file, "", message("it has a table that is not known")))
                continue
            yield from _Rows(sent.file, filled, table, self.problems).answers()

    def _view(self, sent: Sent) -> SheetView | None:
        """Return the same sheet as the plan has it now; None where the file is of another version or plan."""
        head = sent.filled.head
        asked = Asked(head["unit"] or None, head["responsible"] or None, _year(head["year"], self.today))
        if head["version"] != FORMAT_VERSION:
            why = message("it is of another version of anhorig: send out a new file")
        elif folded(head["plan"]) != folded(self.plan.id):
            why = message("it is of another plan, {plan}", plan=head["plan"])
        elif asked.unit and folded(asked.unit) not in map(folded, unit_names(self.plan)):
            why = message("there is no unit '{name}' in the plan any more", name=asked.unit)
        else:
            if asked not in self._views:
                self._views[asked] = sheet_of(self.whole, self.today, asked)
            return self._views[asked]
        self.problems.append(Problem(sent.file, "", why))
        return None

    def of_one_file(self, answers: Iterable[_Answer]) -> Iterator[_Answer]:
        """Give the answers to rows that nobody else has answered; the others are told."""
        by_row: dict[str, list[_Answer]] = {}
        for answer in answers:
            by_row.setdefault(answer.row.key, []).append(answer)
        for found in by_row.values():
            if len(found) == 1:
                yield found[0]
                continue
            for one, other in zip(found, [*found[1:], found[0]], strict=True):
                text = message("{other} answers the same row: keep one of the answers", other=other.file)
                self.problems.append(one.problem(one.columns[0], text))

    def take(self, answer: _Answer, reader: Reader) -> None:
        """Write a row's answers, or tell why they are not written."""
        try:
            meant = reader.read(answer.table.kind, answer.row, answer.now, answer.texts)
        except CellError as error:
            self.problems.append(answer.problem(error.column, error.message))
            return
        if meant.is_there:
            return
        if answer.mark != answer.row.mark:
            text = message(
                "both have changed: the file says {theirs}, and the plan says {ours}",
                theirs=f"'{answer.said}'",
                ours=f"'{answer.row.now or '–'}'",
            )
            self.problems.append(answer.problem(answer.columns[0], text))
            return
        self._write(answer, meant.make, reader)

    def _write(self, answer: _Answer, make: Make, reader: Reader) -> None:
        try:
            edited = make(self._now.files)
        except AnhorigError as error:
            column = next((name for name in TEXTS if _is_refused(answer.texts.get(name))), answer.columns[0])
            self.problems.append(answer.problem(column, error.message))
            return
        if isinstance(edited, Flawed):
            return  # it was read whole, and every change since was read again
        found = found_by_edit(self._now, edited, self.today)
        if found.is_refused or any(one.rule.slug in _PERSONAL for one in found.new):
            self._tell(answer, found.new, reader)
            return
        self._written.append(edited)
        self._now = self._now._replace(files=files_with(self._now.files, edited))

    def _tell(self, answer: _Answer, found: Sequence[Diagnostic], reader: Reader) -> None:
        """Tell what a check would find."""
        persons = [one for one in found if one.rule.slug in _PERSONAL]
        faults = [one for one in found if one.severity is Severity.ERROR] or list(found)
        for one in persons or faults[:1]:
            column = self._cell_of(answer, one, reader) if persons else answer.columns[0]
            self.problems.append(answer.problem(column, one.told))

    def _cell_of(self, answer: _Answer, finding: Diagnostic, reader: Reader) -> str:
        """Return the column whose text a finding is of: it is found when that text stands alone, too."""
        for name in TEXTS:
            if not answer.texts.get(name):
                continue
            alone = {key: text for key, text in answer.texts.items() if key == name or key not in TEXTS}
            try:
                edited = reader.read(answer.table.kind, answer.row, answer.now, alone).make(self._now.files)
            except (AnhorigError, CellError):
                continue
            new = [] if isinstance(edited, Flawed) else found_by_edit(self._now, edited, self.today).new
            if any(one.rule is finding.rule for one in new):
                return name
        return answer.columns[0]

    def edited(self) -> Edited | None:
        """Return the plan's files as they are to be written, each as the last answer leaves it; None for no answer."""
        files: dict[str, ChangedFile] = {}
        for one in self._written:
            for changed in one.files:
                before = files[changed.name].before if changed.name in files else changed.before
                files[changed.name] = changed._replace(before=before)
        if not files:
            return None
        first, *others = files.values()
        told = message("answers written: {n}", n=len(self._written))
        return Edited(first.name, first.path, first.before, first.after or b"", told, others=tuple(others))


def _is_refused(text: str | None) -> bool:
    """Return whether a plan cannot hold a text, as one with a personal number."""
    try:
        return bool(text) and not tidy(str(text))
    except WrongUsageError:
        return True


def _year(text: str, today: date) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) == len("2026") else today.year


@dataclass(frozen=True, slots=True)
class _Rows:
    """Reads the rows of a table that came back beside those that the plan has now."""

    file: str
    filled: FilledTable
    table: Table
    problems: list[Problem]

    def answers(self) -> Iterator[_Answer]:
        """Give the rows that were answered; what cannot be understood is told."""
        for flaw in self.filled.flaws:
            self._tell(flaw.cell, flaw.text)
        if self.filled.headings and not self._are_headings_known():
            return
        known = {row.key: row for row in self.table.rows}
        seen: dict[str, int] = {}
        for row in self.filled.rows:
            cells = self._named(row)
            if row.key in seen:
                self._tell(f"A{row.number}", message("the row stands on line {line} too: keep one", line=seen[row.key]))
            elif row.key:
                seen[row.key] = row.number
                yield from self._answer(row, cells, known.get(row.key))
            else:
                text = message("this row is new: add it with anhorig add")
                self._tell(f"{self._first_letter(cells)}{row.number}", text)

    def _first_letter(self, cells: Mapping[str, str]) -> str:
        return next((letter for name, letter in self._letters.items() if plain(cells.get(name, ""))), "A")

    def _tell(self, cell: str, text: Message) -> None:
        self.problems.append(Problem(self.file, f"{self.filled.title or self.table.title}!{cell}", text))

    def _are_headings_known(self) -> bool:
        """Return whether a table without a hidden sheet has the columns that it went out with; it is told if not."""
        expected = [column.heading for column in self.table.columns]
        if self.filled.headings == expected:
            return True
        text = message("the columns are not those that were sent out: {names}", names=", ".join(expected))
        self._tell("A1", text)
        return False

    @property
    def _letters(self) -> dict[str, str]:
        if not self.filled.headings:
            return self.filled.letters
        letters = self.filled.letters.values()
        return dict(zip((column.name for column in self.table.columns), letters, strict=False))

    def _named(self, row: FilledRow) -> dict[str, str]:
        """Return a row's cells by the names of their columns."""
        if not self.filled.headings:
            return row.cells
        named = {column.name: row.cells.get(column.heading, "") for column in self.table.columns}
        return named | ({"": row.cells[""]} if "" in row.cells else {})

    def _answer(self, row: FilledRow, cells: Mapping[str, str], now: Row | None) -> Iterator[_Answer]:
        names = [column.name for column in self.table.columns if column.is_answer]
        changed = tuple(name for name in names if self._is_changed(name, row, cells, now))
        odd = list(self._odd(row, cells, now))
        for name, text in odd:
            self._tell(f"{self._letters.get(name, 'A')}{row.number}", text)
        if odd or not changed or self._is_untouched(row, cells):
            return
        if now is None or not row.mark:
            cell = f"{self._letters[changed[0]]}{row.number}"
            self._tell(cell, message("what the row is of is not in the plan any more"))
            return
        texts = {name: plain(cells.get(name, "")) for name in names}
        yield _Answer(
            self.file,
            self.filled.title or self.table.title,
            row.number,
            self._letters,
            self.table,
            now,
            row.mark,
            texts,
            changed,
        )

    def _is_changed(self, name: str, row: FilledRow, cells: Mapping[str, str], now: Row | None) -> bool:
        text = plain(cells.get(name, ""))
        if row.cells_mark:
            return bool(text) or (now is not None and bool(self._now(now, name)))
        return text != plain(row.base.get(name, ""))

    def _now(self, row: Row, name: str) -> str:
        return row.cells[[column.name for column in self.table.columns].index(name)]

    def _is_untouched(self, row: FilledRow, cells: Mapping[str, str]) -> bool:
        texts = [plain(cells.get(column.name, "")) for column in self.table.columns]
        return bool(row.cells_mark) and checksum(texts) == row.cells_mark

    def _odd(self, row: FilledRow, cells: Mapping[str, str], now: Row | None) -> Iterator[tuple[str, Message]]:
        """Give what was changed in cells that are not for answers."""
        if cells.get(""):
            yield "", message("something stands beside the table: write it in a cell for answers")
        if row.cells_mark:
            if now is not None and plain(cells.get("title", "")) != plain(self._now(now, "title")):
                yield "title", _NOT_FOR_ANSWERS
            return
        for column in self.table.columns:
            text = plain(cells.get(column.name, ""))
            if not column.is_answer and row.base and text != plain(row.base.get(column.name, "")):
                yield column.name, _NOT_FOR_ANSWERS


_NOT_FOR_ANSWERS = message("the cell is not for answers, and was changed: the row is not written")


def changes_in_meaning(selected: WorkspacePlan, edited: Edited, language: Language) -> PlanChangesView:
    """Return what an edit changes in what a plan says."""
    sides = [load(files).plan for files in (selected.files, files_with(selected.files, edited))]
    before, after = (Version("", edited.name, plan) if plan else None for plan in sides)
    found = changes(before.plan, after.plan) if before and after else None
    return redacted(plan_changes_view(before, after, found, selected.settings.project, language, iso=True))
