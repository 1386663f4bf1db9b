"""Merge returned sheets into their plan: what only they have changed is written, and everything else is reported."""

from collections.abc import Collection, Iterator, Mapping, Sequence
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
from anhorig_cli.model.plan import Plan
from anhorig_cli.model.plan_edit import GatheredChanges
from anhorig_cli.source import Route, message
from anhorig_cli.usecases.check.evaluate import place_of
from anhorig_cli.usecases.check.new_findings import NewFindings, files_with, findings_in, findings_of_edit
from anhorig_cli.usecases.edit.edit_plan import ChangedFile, EditedPlan, edit_plan, edit_together, gather, tidy
from anhorig_cli.usecases.edit.lookup import Names
from anhorig_cli.usecases.parts_of_cycle import refuse_unknown
from anhorig_cli.usecases.sheets.answers import TEXTS, CellError, Intend, Reader, TypedReaders, named_words
from anhorig_cli.usecases.sheets.rows import AnsweredRow, Problem
from anhorig_cli.usecases.sheets.sent_sheets import SentSheet, SentSheets
from anhorig_cli.views.plan_changes import PlanChangesView, plan_changes_view
from anhorig_cli.views.redaction import redacted
from anhorig_cli.vocabulary import Language
from anhorig_cli.workspace.whole_plans import WholePlan
from anhorig_cli.workspace.workspace import Workspace
from anhorig_cli.workspace.workspace_plan import WorkspacePlan, open_plan

_PERSONAL = frozenset({"personal-name", "personal-email", "private-phone"})
"""The rules that find personal data in texts; a text with such a finding is not written."""


class MergedSheets(NamedTuple):
    """The plan as it is to be written, None where nothing is; and why some answers are not written."""

    edited: EditedPlan | None
    problems: tuple[Problem, ...]


def merge_sheets(
    selected: WorkspacePlan, sent: Sequence[SentSheet], today: date, typed: TypedReaders, by: str | None = None
) -> MergedSheets:
    """Return a plan with the answers in returned sheets, and the problems that kept some from being written.

    Args:
        selected: the plan.
        sent: the returned sheets.
        today: the day.
        typed: the readers of what people type.
        by: the role that is the source of figures without another source.

    Raises:
        WrongUsageError: where nobody in the plan is responsible by that name.
    """
    opened = open_plan(selected.files)
    refuse_unknown([opened.plan], None, by)
    whole = WholePlan(opened.plan, selected, Workspace([selected]))
    sheets = SentSheets(whole, today)
    answers = [answer for one in sent for answer in sheets.answers(one)]
    word = whole.titles(None).formatter
    words = {scale: named_words(word, scale) for scale in ("assessment", "activity")}
    reader = Reader(Names(opened.plan), today, typed, lambda scale, text: words[scale](text), by)
    rows = steps.track(list(sheets.of_one_file(answers)), message("Rows"))
    merger = _Merger(selected, opened.plan, today)
    row_changes = [merger.change_of(number, answer, reader) for number, answer in enumerate(rows)]
    merger.write([change for change in row_changes if change is not None], reader)
    return MergedSheets(merger.edited(), merger.problems([one.file for one in sent], sheets.problems))


class _Change(NamedTuple):
    """The change that the answers in a row mean; `number` is the row's among all answered rows."""

    number: int
    answer: AnsweredRow
    intend: Intend


@dataclass(slots=True)
class _Merger:
    """Merges into one plan, many rows at once, and collects what is not written, with the numbers of the rows."""

    selected: WorkspacePlan
    plan: Plan
    today: date
    refused: list[tuple[int, Problem]] = field(default_factory=list[tuple[int, Problem]])
    _now: WorkspacePlan = field(init=False)
    _plan: Plan = field(init=False)
    _number: int = 0
    _written: list[EditedPlan] = field(default_factory=list[EditedPlan])
    _before: list[Diagnostic] | None = None

    def __post_init__(self) -> None:
        self._now = self.selected
        self._plan = self.plan

    def change_of(self, number: int, answer: AnsweredRow, reader: Reader) -> _Change | None:
        """Return the change that a row's answers mean; None where nothing is to be written, or there is a problem."""
        try:
            meaning = reader.read(answer.table.kind, answer.row, answer.current_cells, answer.texts)
        except CellError as error:
            self.refused.append((number, answer.problem(error.column, error.message)))
            return None
        except AnhorigError as error:
            self.refused.append((number, answer.problem(answer.columns[0], error.message)))
            return None
        if meaning.is_there:
            return None
        if answer.mark != answer.row.mark:
            text = message(
                "both have changed: the file says {theirs}, and the plan says {ours}",
                theirs=f"'{answer.summary}'",
                ours=f"'{answer.row.now or '–'}'",
            )
            self.refused.append((number, answer.problem(answer.columns[0], text)))
            return None
        return _Change(number, answer, meaning.intend)

    def write(self, changes: Sequence[_Change], reader: Reader) -> None:
        """Write changes: all at once if a check has no objection, else in smaller groups, in order.

        A single change is written, or its problem is added.
        """
        if len(changes) == 1:
            self._write(changes[0], reader)
        elif changes:
            for some in self._write_together(changes):
                self.write(some, reader)

    def _write_together(self, changes: Sequence[_Change]) -> Sequence[Sequence[_Change]]:
        """Write the changes that make sense, each after the one before; return the groups to try instead if that fails.

        The groups are in order: each change of a part that a check objects to alone, and those between them together.
        Where the parts are not known, there are two halves.
        """
        gathered = GatheredChanges(self._plan)
        refused: list[tuple[int, Problem]] = []
        routes: dict[int, Route] = {}
        for one in changes:
            try:
                routes[one.number] = gather(gathered, one.intend)
            except AnhorigError as error:
                refused.append((one.number, _refusal(one.answer, error)))
        if routes:
            edited = edit_together(self._now.files, gathered.changes, message("answers written: {n}", n=len(changes)))
            if edited is None:
                return _halves(changes)
            found = self._new_findings(edited)
            if self._is_objectionable(found):
                alone = self._changes_with_grave_findings(found, routes)
                return _runs(changes, alone) if alone else _halves(changes)
            self._accept(edited, gathered.plan, len(routes))
        self.refused += refused
        return []

    def _changes_with_grave_findings(self, found: NewFindings, routes: Mapping[int, Route]) -> set[int]:
        """Return the numbers of the changes in whose parts something grave is found, by the routes of their parts."""
        places = {one.place for one in found.new if _is_grave(one)}
        return {number for number, route in routes.items() if place_of(self._plan, route[:2]) in places}

    def _new_findings(self, edited: EditedPlan) -> NewFindings:
        """Return the new findings in the plan as edited; those in the plan before the edit are cached."""
        if self._before is None:
            self._before = findings_in(self._now, self.today)
        return findings_of_edit(self._now, edited, self.today, self._before)

    def _write(self, change: _Change, reader: Reader) -> None:
        try:
            edited = edit_plan(self._now.files, change.intend)
        except AnhorigError as error:
            self.refused.append((change.number, _refusal(change.answer, error)))
            return
        found = self._new_findings(edited)
        if self._is_objectionable(found):
            self.refused += [(change.number, one) for one in self._problems_of(change.answer, found.new, reader)]
            return
        gathered = GatheredChanges(self._plan)
        gather(gathered, change.intend)
        self._accept(edited, gathered.plan, 1)

    @staticmethod
    def _is_objectionable(found: NewFindings) -> bool:
        """Return whether the findings of a check keep an edit from being written."""
        return found.is_refused or any(one.rule.slug in _PERSONAL for one in found.new)

    def _accept(self, edited: EditedPlan, plan: Plan, number: int) -> None:
        self._written.append(edited)
        self._number += number
        self._now = self._now._replace(files=files_with(self._now.files, edited.files))
        self._plan = plan
        self._before = None

    def _problems_of(self, answer: AnsweredRow, found: Sequence[Diagnostic], reader: Reader) -> Iterator[Problem]:
        """Yield the problems for what a check would find."""
        persons = [one for one in found if one.rule.slug in _PERSONAL]
        if persons:
            for finding in persons:
                yield answer.problem(self._column_of(answer, finding, reader), finding.sentence)
            return
        errors = [finding for finding in found if finding.severity is Severity.ERROR]
        for finding in (errors or found)[:1]:
            yield answer.problem(answer.columns[0], finding.sentence)

    def _column_of(self, answer: AnsweredRow, finding: Diagnostic, reader: Reader) -> str:
        """Return the column whose text causes a finding: the only text of the row, or one that causes it alone."""
        written = [name for name in TEXTS if answer.texts.get(name)]
        if len(written) == 1:
            return written[0]
        return next((name for name in written if self._is_found_in(name, answer, finding, reader)), answer.columns[0])

    def _is_found_in(self, column: str, answer: AnsweredRow, finding: Diagnostic, reader: Reader) -> bool:
        """Return whether a finding remains when the text in a column is the only one of its row."""
        alone = {key: text for key, text in answer.texts.items() if key == column or key not in TEXTS}
        try:
            meaning = reader.read(answer.table.kind, answer.row, answer.current_cells, alone)
            edited = edit_plan(self._now.files, meaning.intend)
        except (AnhorigError, CellError):
            return False
        return any(one.rule is finding.rule for one in self._new_findings(edited).new)

    def problems(self, files: Sequence[str], unread: Sequence[Problem]) -> tuple[Problem, ...]:
        """Return what is not written, or not read, by file in the given order, and within a file by row."""
        problems = [*unread, *(one for _, one in sorted(self.refused, key=lambda refused: refused[0]))]
        order = {file: place for place, file in enumerate(files)}
        return tuple(sorted(problems, key=lambda problem: order[problem.file]))

    def edited(self) -> EditedPlan | None:
        """Return the plan's files to be written, each as the last answer leaves it; None without answers."""
        files: dict[str, ChangedFile] = {}
        for edited in self._written:
            for changed in edited.files:
                before = files[changed.name].before if changed.name in files else changed.before
                files[changed.name] = changed._replace(before=before)
        if not files:
            return None
        return EditedPlan(tuple(files.values()), message("answers written: {n}", n=self._number))


def _is_grave(finding: Diagnostic) -> bool:
    """Return whether a finding keeps a change from being written."""
    return finding.severity is Severity.ERROR or finding.rule.slug in _PERSONAL


def _runs(changes: Sequence[_Change], alone: Collection[int]) -> list[Sequence[_Change]]:
    """Return the changes in order: those numbered in `alone` each by itself, and those between them together."""
    runs: list[Sequence[_Change]] = []
    for is_alone, run in groupby(changes, key=lambda one: one.number in alone):
        together = list(run)
        runs += [[one] for one in together] if is_alone else [together]
    return runs


def _halves(changes: Sequence[_Change]) -> list[Sequence[_Change]]:
    half = len(changes) // 2
    return [changes[:half], changes[half:]]


def _refusal(answer: AnsweredRow, error: AnhorigError) -> Problem:
    """Return the problem of answers that make no sense in the plan, or cannot be written there."""
    column = next((name for name in TEXTS if _is_refused(answer.texts.get(name))), answer.columns[0])
    return answer.problem(column, error.message)


def _is_refused(text: str | None) -> bool:
    """Return whether a plan cannot hold a text, such as one with a personal number."""
    try:
        return bool(text) and not tidy(str(text))
    except WrongUsageError:
        return True


def _version(name: str, files: PlanFiles) -> Version | None:
    """Return a version of a plan; None where its files cannot be read."""
    plan = load(files).plan
    return Version("", name, plan) if plan else None


def changes_in_meaning(selected: WorkspacePlan, edited: EditedPlan, language: Language) -> PlanChangesView:
    """Return what an edit changes in the meaning of a plan."""
    before = _version(edited.name, selected.files)
    after = _version(edited.name, files_with(selected.files, edited.files))
    found = changes(before.plan, after.plan) if before and after else None
    return redacted(plan_changes_view(before, after, found, selected.settings.project, language, iso=True))
