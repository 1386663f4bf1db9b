"""Merge sheets that came back into their plan: what only they have changed is written, and all else is reported."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby
from typing import NamedTuple

from anhorig_cli import steps
from anhorig_cli.analysis.comparison import changes
from anhorig_cli.analysis.pairing import Version
from anhorig_cli.diagnostics import AnhorigError, Diagnostic, Severity, WrongUsageError
from anhorig_cli.loading.discovery import PlanFiles
from anhorig_cli.loading.plan_loader import load
from anhorig_cli.loading.workbook_reading import Filled, filled_of, read_filled, read_filled_csv
from anhorig_cli.model.plan import Plan
from anhorig_cli.model.plan_edit import GatheredChanges
from anhorig_cli.rendering.bounded import Bounds, Sentences, bounded
from anhorig_cli.rendering.workbook import excel_is_missing
from anhorig_cli.source import Message, Route, message
from anhorig_cli.usecases.check.evaluate import place_of
from anhorig_cli.usecases.check.new_findings import NewFindings, files_with, found_by_edit, found_in
from anhorig_cli.usecases.edit.edit_plan import ChangedFile, Edited, edit_plan, edit_together, gather, tidy
from anhorig_cli.usecases.edit.lookup import Names
from anhorig_cli.usecases.parts_of_cycle import names_of, refuse_nobody
from anhorig_cli.usecases.sheets.answers import TEXTS, CellError, Intend, Reader, Typed, named_words
from anhorig_cli.usecases.sheets.rows import AnsweredRow, Problem, Rows, sheet_of
from anhorig_cli.views.plan_changes import PlanChangesView, plan_changes_view
from anhorig_cli.views.redaction import redacted
from anhorig_cli.views.sheets import FORMAT_VERSION, SheetScope, SheetView
from anhorig_cli.vocabulary import Language, folded
from anhorig_cli.workspace.whole_plans import WholePlan
from anhorig_cli.workspace.workspace import Workspace
from anhorig_cli.workspace.workspace_plan import Flawed, WorkspacePlan, open_plan

_BOUNDS = Bounds(
    seconds=1.0,
    grace=0.2,
    memory=384 << 20,  # with what the process begins with, under 512 MiB
    said=Sentences(
        message("{file}: it takes too long to read, so it is not read").template,
        message("{file}: it takes too much memory to read, so it is not read").template,
        message("{file}: it cannot be read as a workbook").template,
    ),
)
_YEARS_AWAY = 10
_PERSONAL = frozenset({"personal-name", "personal-email", "private-phone"})
"""The rules that find persons in texts; what they find is not written."""


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
    reader = Reader(Names(opened.plan), today, typed, lambda scale, text: words[scale](text), by)
    asked = steps.each(list(merger.of_one_file(answers)), message("Rows"))
    understood = [merger.understood(answer, reader) for answer in asked]
    merger.write([change for change in understood if change is not None], reader)
    return Merged(merger.edited(), merger.told([one.file for one in sent]))


class _Change(NamedTuple):
    """What the answers in a row change; `number` is the row's among all that were answered."""

    number: int
    answer: AnsweredRow
    intend: Intend


@dataclass(slots=True)
class _Merger:
    """Merges into one plan, many rows at once, and keeps what was not written; what is of one row, by its number."""

    selected: WorkspacePlan
    plan: Plan
    today: date
    problems: list[Problem] = field(default_factory=list[Problem])
    refused: dict[int, list[Problem]] = field(default_factory=dict[int, list[Problem]])
    whole: WholePlan = field(init=False)
    _now: WorkspacePlan = field(init=False)
    _plan: Plan = field(init=False)
    _number: int = 0
    _written: list[Edited] = field(default_factory=list[Edited])
    _views: dict[SheetScope, SheetView] = field(default_factory=dict[SheetScope, SheetView])
    _before: list[Diagnostic] | None = None

    def __post_init__(self) -> None:
        self.whole = WholePlan(self.plan, self.selected, Workspace([self.selected]))
        self._now = self.selected
        self._plan = self.plan

    def answers(self, sent: Sent) -> Iterator[AnsweredRow]:
        """Give the rows of a file that were answered."""
        view = self._view(sent)
        if view is None:
            return
        self._report_others(sent, view)
        tables = {table.kind: table for table in view.tables}
        for filled in sent.filled.tables:
            table = tables.get(filled.kind)  # type: ignore[call-overload] # whatever the file says
            if table is None:
                self.problems.append(Problem(sent.file, "", message("it has an unknown table")))
                continue
            yield from Rows(sent.file, filled, table, self.problems).answers()

    def _report_others(self, sent: Sent, view: SheetView) -> None:
        """Tell of what stands on other sheets than those for answers: below what is read first, or on sheets more."""
        text = message("this is not on a sheet for answers, and is not read: write it in a cell for answers")
        for title, cells in sent.filled.others.items():
            own = len(view.reading) if title == view.reading_title else 0
            written = [cell for cell, row in cells if row > own or not cell.startswith(f"A{row}")]
            if written:
                self.problems.append(Problem(sent.file, f"{title}!{written[0]}", text))

    def _view(self, sent: Sent) -> SheetView | None:
        """Return the same sheet as the plan has it now; None where the file is of another version or plan."""
        head = sent.filled.head
        asked = SheetScope(head["unit"] or None, head["responsible"] or None, _year(head["year"], self.today))
        if head["version"] != FORMAT_VERSION:
            why = message("it is from another version of anhorig: send out a new file")
        elif folded(head["plan"]) != folded(self.plan.id):
            why = message("it belongs to another plan, {plan}", plan=head["plan"])
        elif (gone := self._gone(asked)) is not None:
            why = gone
        else:
            if asked not in self._views:
                self._views[asked] = sheet_of(self.whole, self.today, asked)
            return self._views[asked]
        self.problems.append(Problem(sent.file, "", why))
        return None

    def _gone(self, asked: SheetScope) -> Message | None:
        """Return that the plan does not know the unit or role that a sheet went out to any more; None where it does."""
        known = names_of(self.plan, asked.unit, asked.responsible)
        if asked.unit and folded(asked.unit) not in map(folded, known.units):
            return message(
                "there is no unit '{name}' in the plan any more: if it has another id now, give it this one back with "
                "anhorig rename, merge the file, and rename it again",
                name=asked.unit,
            )
        if asked.responsible and folded(asked.responsible) not in map(folded, known.responsible):
            return message(
                "'{name}' is no longer responsible for anything in the plan: if it has another id now, give it "
                "this one back with anhorig rename, merge the file, and rename it again",
                name=asked.responsible,
            )
        return None

    def of_one_file(self, answers: Iterable[AnsweredRow]) -> Iterator[AnsweredRow]:
        """Give the answers to rows that nobody else has answered; the others are reported."""
        by_row: dict[str, list[AnsweredRow]] = {}
        for answer in answers:
            by_row.setdefault(answer.row.key, []).append(answer)
        for found in by_row.values():
            if len(found) == 1:
                yield found[0]
                continue
            for one, other in zip(found, [*found[1:], found[0]], strict=True):
                text = message("{other} answers the same row: keep one of the answers", other=other.file)
                self.problems.append(one.problem(one.columns[0], text))

    def understood(self, answer: AnsweredRow, reader: Reader) -> _Change | None:
        """Return what a row's answers change; None where nothing is to be written, and it is told why."""
        number = len(self.refused)
        self.refused[number] = []
        try:
            meant = reader.read(answer.table.kind, answer.row, answer.now, answer.texts)
        except CellError as error:
            self.refused[number].append(answer.problem(error.column, error.message))
            return None
        except AnhorigError as error:
            self.refused[number].append(answer.problem(answer.columns[0], error.message))
            return None
        if meant.is_there:
            return None
        if answer.mark != answer.row.mark:
            text = message(
                "both have changed: the file says {theirs}, and the plan says {ours}",
                theirs=f"'{answer.said}'",
                ours=f"'{answer.row.now or '–'}'",
            )
            self.refused[number].append(answer.problem(answer.columns[0], text))
            return None
        return _Change(number, answer, meant.intend)

    def write(self, changes: Sequence[_Change], reader: Reader) -> None:
        """Write changes, all at once where a check finds nothing against it; else some of them at a time, in order.

        A change alone is written, or it is told why not.
        """
        if len(changes) == 1:
            self._write(changes[0], reader)
        elif changes:
            for some in self._not_written_together(changes):
                self.write(some, reader)

    def _not_written_together(self, changes: Sequence[_Change]) -> Sequence[Sequence[_Change]]:
        """Write changes that have a meaning, each after the one before; where they cannot be, return them in order.

        They are then some at a time: those of parts that a check finds something against alone, and what is between
        them together. Where it is not known which those are, there are two halves.
        """
        gathered = GatheredChanges(self._plan)
        refused: dict[int, Problem] = {}
        routes: dict[int, Route] = {}
        for one in changes:
            try:
                routes[one.number] = gather(gathered, one.intend)
            except AnhorigError as error:
                refused[one.number] = _refusal(one.answer, error)
        if routes:
            edited = edit_together(self._now.files, gathered.changes, message("answers written: {n}", n=len(changes)))
            if edited is None:
                return _halves(changes)
            found = self._found(edited)
            if self._found_against(found):
                alone = self._in_places_of(found, routes)
                return _runs(changes, alone) if alone else _halves(changes)
            self._keep(edited, gathered.plan, len(routes))
        for number, problem in refused.items():
            self.refused[number].append(problem)
        return []

    def _in_places_of(self, found: NewFindings, routes: Mapping[int, Route]) -> set[int]:
        """Return the numbers of the changes, by the routes of their parts, in whose parts something grave is found."""
        places = {one.place for one in found.new if _is_grave(one)}
        return {number for number, route in routes.items() if place_of(self._plan, route[:2]) in places}

    def _found(self, edited: Edited) -> NewFindings:
        """Return what a check newly finds in the plan as it would be; what it finds in it as it is is kept."""
        if self._before is None:
            self._before = found_in(self._now, self.today)
        return found_by_edit(self._now, edited, self.today, self._before)

    def _write(self, change: _Change, reader: Reader) -> None:
        try:
            edited = edit_plan(self._now.files, change.intend)
        except AnhorigError as error:
            self.refused[change.number].append(_refusal(change.answer, error))
            return
        if isinstance(edited, Flawed):
            return  # it was read whole, and every change since was read again
        found = self._found(edited)
        if self._found_against(found):
            self.refused[change.number] += self._told(change.answer, found.new, reader)
            return
        gathered = GatheredChanges(self._plan)
        gather(gathered, change.intend)
        self._keep(edited, gathered.plan, 1)

    @staticmethod
    def _found_against(found: NewFindings) -> bool:
        """Return whether what a check finds is such that nothing is written."""
        return found.is_refused or any(one.rule.slug in _PERSONAL for one in found.new)

    def _keep(self, edited: Edited, plan: Plan, number: int) -> None:
        self._written.append(edited)
        self._number += number
        self._now = self._now._replace(files=files_with(self._now.files, edited.files))
        self._plan = plan
        self._before = None

    def _told(self, answer: AnsweredRow, found: Sequence[Diagnostic], reader: Reader) -> Iterator[Problem]:
        """Give what a check would find."""
        persons = [one for one in found if one.rule.slug in _PERSONAL]
        if persons:
            for finding in persons:
                yield answer.problem(self._cell_of(answer, finding, reader), finding.sentence)
            return
        errors = [finding for finding in found if finding.severity is Severity.ERROR]
        for finding in (errors or found)[:1]:
            yield answer.problem(answer.columns[0], finding.sentence)

    def _cell_of(self, answer: AnsweredRow, finding: Diagnostic, reader: Reader) -> str:
        """Return the column whose text a finding is of: the only one, or that of which it is found alone, too."""
        written = [name for name in TEXTS if answer.texts.get(name)]
        if len(written) == 1:
            return written[0]
        return next((name for name in written if self._is_found_in(name, answer, finding, reader)), answer.columns[0])

    def _is_found_in(self, column: str, answer: AnsweredRow, finding: Diagnostic, reader: Reader) -> bool:
        """Return whether a finding is made when the text in a column is the only one of its row."""
        alone = {key: text for key, text in answer.texts.items() if key == column or key not in TEXTS}
        try:
            meant = reader.read(answer.table.kind, answer.row, answer.now, alone)
            edited = edit_plan(self._now.files, meant.intend)
        except (AnhorigError, CellError):
            return False
        return not isinstance(edited, Flawed) and any(one.rule is finding.rule for one in self._found(edited).new)

    def told(self, files: Sequence[str]) -> tuple[Problem, ...]:
        """Return what is not written, by file in the order they were given, and in it by row."""
        problems = list(self.problems)
        for _, of_row in sorted(self.refused.items()):
            problems += of_row
        order = {file: place for place, file in enumerate(files)}
        return tuple(sorted(problems, key=lambda problem: order[problem.file]))

    def edited(self) -> Edited | None:
        """Return the plan's files as they are to be written, each as the last answer leaves it; None for no answer."""
        files: dict[str, ChangedFile] = {}
        for edited in self._written:
            for changed in edited.files:
                before = files[changed.name].before if changed.name in files else changed.before
                files[changed.name] = changed._replace(before=before)
        if not files:
            return None
        first, *others = files.values()
        summary = message("answers written: {n}", n=self._number)
        return Edited(first.name, first.path, first.before, first.after or b"", summary, others=tuple(others))


def _is_grave(finding: Diagnostic) -> bool:
    """Return whether a finding is one for which nothing is written."""
    return finding.severity is Severity.ERROR or finding.rule.slug in _PERSONAL


def _runs(changes: Sequence[_Change], alone: Collection[int]) -> list[Sequence[_Change]]:
    """Return changes in order, some of them alone, by their numbers, and those that stand between them together."""
    runs: list[Sequence[_Change]] = []
    for is_alone, run in groupby(changes, key=lambda one: one.number in alone):
        together = list(run)
        runs += [[one] for one in together] if is_alone else [together]
    return runs


def _halves(changes: Sequence[_Change]) -> list[Sequence[_Change]]:
    half = len(changes) // 2
    return [changes[:half], changes[half:]]


def _refusal(answer: AnsweredRow, error: AnhorigError) -> Problem:
    """Return that a row's answers have no meaning in the plan, or cannot be written there."""
    column = next((name for name in TEXTS if _is_refused(answer.texts.get(name))), answer.columns[0])
    return answer.problem(column, error.message)


def _is_refused(text: str | None) -> bool:
    """Return whether a plan cannot hold a text, as one with a personal number."""
    try:
        return bool(text) and not tidy(str(text))
    except WrongUsageError:
        return True


def _version(name: str, files: PlanFiles) -> Version | None:
    """Return a version of a plan; None where its files cannot be read."""
    plan = load(files).plan
    return Version("", name, plan) if plan else None


def _year(text: str, today: date) -> int:
    """Return the year of the annual cycle that a file says it is of; one that no sheet is of is not believed."""
    if not text.isascii() or not text.isdigit() or len(text) != len("2026"):
        return today.year
    year = int(text)
    return year if abs(year - today.year) <= _YEARS_AWAY else today.year


def changes_in_meaning(selected: WorkspacePlan, edited: Edited, language: Language) -> PlanChangesView:
    """Return what an edit changes in what a plan says."""
    before = _version(edited.name, selected.files)
    after = _version(edited.name, files_with(selected.files, edited.files))
    found = changes(before.plan, after.plan) if before and after else None
    return redacted(plan_changes_view(before, after, found, selected.settings.project, language, iso=True))
