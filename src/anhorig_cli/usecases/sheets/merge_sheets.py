"""Merge sheets that came back into their plan: what only they have changed is written, and all else is reported."""

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
from anhorig_cli.usecases.check.new_findings import NewFindings, files_with, found_by_edit, found_in
from anhorig_cli.usecases.edit.edit_plan import ChangedFile, Edited, edit_plan, edit_together, gather, tidy
from anhorig_cli.usecases.edit.lookup import Names
from anhorig_cli.usecases.parts_of_cycle import refuse_unknown
from anhorig_cli.usecases.sheets.answers import TEXTS, CellError, Intend, Reader, Typed, named_words
from anhorig_cli.usecases.sheets.rows import AnsweredRow, Problem
from anhorig_cli.usecases.sheets.sent_sheets import Sent, SentSheets
from anhorig_cli.views.plan_changes import PlanChangesView, plan_changes_view
from anhorig_cli.views.redaction import redacted
from anhorig_cli.vocabulary import Language
from anhorig_cli.workspace.whole_plans import WholePlan
from anhorig_cli.workspace.workspace import Workspace
from anhorig_cli.workspace.workspace_plan import WorkspacePlan, open_plan

_PERSONAL = frozenset({"personal-name", "personal-email", "private-phone"})
"""The rules that find persons in texts; what they find is not written."""


class Merged(NamedTuple):
    """The plan as it is to be written, None where nothing is; and what was not written."""

    edited: Edited | None
    problems: tuple[Problem, ...]


def merge_sheets(
    selected: WorkspacePlan, sent: Sequence[Sent], today: date, typed: Typed, by: str | None = None
) -> Merged:
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
    refuse_unknown([opened.plan], None, by)
    whole = WholePlan(opened.plan, selected, Workspace([selected]))
    sheets = SentSheets(whole, today)
    answers = [answer for one in sent for answer in sheets.answers(one)]
    word = whole.titles(None).formatter
    words = {scale: named_words(word, scale) for scale in ("assessment", "activity")}
    reader = Reader(Names(opened.plan), today, typed, lambda scale, text: words[scale](text), by)
    asked = steps.each(list(sheets.of_one_file(answers)), message("Rows"))
    merger = _Merger(selected, opened.plan, today)
    understood = [merger.understood(number, answer, reader) for number, answer in enumerate(asked)]
    merger.write([change for change in understood if change is not None], reader)
    return Merged(merger.edited(), merger.told([one.file for one in sent], sheets.problems))


class _Change(NamedTuple):
    """What the answers in a row change; `number` is the row's among all that were answered."""

    number: int
    answer: AnsweredRow
    intend: Intend


@dataclass(slots=True)
class _Merger:
    """Merges into one plan, many rows at once, and keeps what was not written, each with the number of its row."""

    selected: WorkspacePlan
    plan: Plan
    today: date
    refused: list[tuple[int, Problem]] = field(default_factory=list[tuple[int, Problem]])
    _now: WorkspacePlan = field(init=False)
    _plan: Plan = field(init=False)
    _number: int = 0
    _written: list[Edited] = field(default_factory=list[Edited])
    _before: list[Diagnostic] | None = None

    def __post_init__(self) -> None:
        self._now = self.selected
        self._plan = self.plan

    def understood(self, number: int, answer: AnsweredRow, reader: Reader) -> _Change | None:
        """Return what a row's answers change; None where nothing is to be written, and it is told why."""
        try:
            meant = reader.read(answer.table.kind, answer.row, answer.now, answer.texts)
        except CellError as error:
            self.refused.append((number, answer.problem(error.column, error.message)))
            return None
        except AnhorigError as error:
            self.refused.append((number, answer.problem(answer.columns[0], error.message)))
            return None
        if meant.is_there:
            return None
        if answer.mark != answer.row.mark:
            text = message(
                "both have changed: the file says {theirs}, and the plan says {ours}",
                theirs=f"'{answer.said}'",
                ours=f"'{answer.row.now or '–'}'",
            )
            self.refused.append((number, answer.problem(answer.columns[0], text)))
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
            found = self._found(edited)
            if self._found_against(found):
                alone = self._in_places_of(found, routes)
                return _runs(changes, alone) if alone else _halves(changes)
            self._keep(edited, gathered.plan, len(routes))
        self.refused += refused
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
            self.refused.append((change.number, _refusal(change.answer, error)))
            return
        found = self._found(edited)
        if self._found_against(found):
            self.refused += [(change.number, one) for one in self._told(change.answer, found.new, reader)]
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
        return any(one.rule is finding.rule for one in self._found(edited).new)

    def told(self, files: Sequence[str], unread: Sequence[Problem]) -> tuple[Problem, ...]:
        """Return what is not written, or not read, by file in the order they were given, and in it by row."""
        problems = [*unread, *(one for _, one in sorted(self.refused, key=lambda refused: refused[0]))]
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
        return Edited(tuple(files.values()), message("answers written: {n}", n=self._number))


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


def changes_in_meaning(selected: WorkspacePlan, edited: Edited, language: Language) -> PlanChangesView:
    """Return what an edit changes in what a plan says."""
    before = _version(edited.name, selected.files)
    after = _version(edited.name, files_with(selected.files, edited.files))
    found = changes(before.plan, after.plan) if before and after else None
    return redacted(plan_changes_view(before, after, found, selected.settings.project, language, iso=True))
