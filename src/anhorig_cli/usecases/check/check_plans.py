"""Check plans: evaluate each of them, and find what is stale in the project's settings."""

import heapq
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from itertools import chain, pairwise, starmap
from pathlib import Path
from typing import NamedTuple, cast

from anhorig_cli import steps
from anhorig_cli.diagnostics import CannotWorkError, Diagnostic, RefusedError, Related, Rule, Severity
from anhorig_cli.loading.discovery import files_passed_by
from anhorig_cli.loading.folder import id_of
from anhorig_cli.loading.plan_names import PLAN_ENDINGS
from anhorig_cli.loading.project_loader import Settings
from anhorig_cli.model.exceptions import Scope, scope_of
from anhorig_cli.model.project import Ignore
from anhorig_cli.places import real
from anhorig_cli.rules import reading
from anhorig_cli.rules.registry import BY_NAME
from anhorig_cli.source import FileName, Location, Message, Where, message
from anhorig_cli.usecases.check.evaluate import ALL_RULES, CheckOptions, Evaluation, RuleSelection, evaluate
from anhorig_cli.vocabulary import folded
from anhorig_cli.workspace.packed import pack, unpack
from anhorig_cli.workspace.parallel import SHARED_FROM, map_chunks
from anhorig_cli.workspace.strategies import Strategies
from anhorig_cli.workspace.workspace import Workspace
from anhorig_cli.workspace.workspace_plan import WorkspacePlan

Tally = Counter[tuple[Rule, Severity]]
"""How often each rule is broken, and how seriously."""


class FindingsChunk(NamedTuple):
    """Findings in order, packed where `data` is bytes; `ends` are the first and the last of them."""

    tally: Tally
    ends: tuple[Diagnostic, ...]
    data: tuple[Diagnostic, ...] | bytes

    @classmethod
    def of(cls, found: Iterable[Diagnostic], *, packed: bool = False) -> "FindingsChunk":
        """Return a chunk of findings, given in any order."""
        ordered = tuple(sorted(found, key=_key))
        tally = Counter((one.rule, one.severity) for one in ordered)
        data = pack(list(map(_with_plain_related, ordered))) if packed else ordered
        return cls(tally, (*ordered[:1], *ordered[-1:]), data)

    def unpacked(self) -> tuple[Diagnostic, ...]:
        """Return the findings."""
        if not isinstance(self.data, bytes):
            return self.data
        packed = cast("list[tuple[Diagnostic, list[_PlainRelated]]]", unpack(self.data))
        return tuple(starmap(_with_related, packed))


_PlainRelated = tuple[tuple[str, int, int], tuple[str, Mapping[str, object]]]
"""A related location and its message as plain tuples: half of the time for packing was spent on their classes."""


def _with_plain_related(one: Diagnostic) -> tuple[Diagnostic, list[_PlainRelated]]:
    """Return a finding without its related locations, of which there may be a hundred, and these as plain tuples."""
    plain = [((at.file, at.line, at.column), (text.template, text.values)) for at, text in one.related]
    return one._replace(related=()), plain


def _with_related(one: Diagnostic, places: Iterable[_PlainRelated]) -> Diagnostic:
    return one._replace(related=tuple(Related(Location(*place), Message(*text)) for place, text in places))


class Findings:
    """Findings by file and line, which can be iterated over any number of times.

    A finding takes a kilobyte, and ten thousand plans may have some hundred thousand findings; packed they take a
    hundredth of that.
    """

    def __init__(
        self,
        chunks: Sequence[FindingsChunk],
        more: Iterable[Diagnostic] = (),
        wanted: Callable[[Rule], bool] = lambda _: True,
        shown_name: Callable[[str], str] | None = None,
    ) -> None:
        """Join findings.

        Args:
            chunks: the findings of the plans.
            more: other findings, to be merged in order.
            wanted: returns whether findings of a rule are included.
            shown_name: returns the name of a file as it is reported, where that is not the one that was typed.
        """
        self._chunks = (
            chunks
            if _are_in_order(chunks)
            else [FindingsChunk.of(chain.from_iterable(map(FindingsChunk.unpacked, chunks)))]
        )
        self._more = FindingsChunk.of(more)
        self._wanted = wanted
        self._shown_name = shown_name
        every = sum((chunk.tally for chunk in (*self._chunks, self._more)), Tally())
        self.tally = Counter({key: number for key, number in every.items() if wanted(key[0])})

    @classmethod
    def of(cls, found: Iterable[Diagnostic]) -> "Findings":
        """Return findings, given in any order."""
        return cls([FindingsChunk.of(found)])

    def and_more(self, found: Iterable[Diagnostic]) -> "Findings":
        """Return these findings and `found`."""
        return Findings(self._chunks, [*self._more.unpacked(), *found], self._wanted, self._shown_name)

    def only(self, wanted: Callable[[Rule], bool]) -> "Findings":
        """Return the findings of the rules that are wanted."""
        return Findings(
            self._chunks, self._more.unpacked(), lambda rule: self._wanted(rule) and wanted(rule), self._shown_name
        )

    def with_files_called(self, shown_name: Callable[[str], str]) -> "Findings":
        """Return the same findings with other names for their files."""
        return Findings(self._chunks, self._more.unpacked(), self._wanted, shown_name)

    def __iter__(self) -> Iterator[Diagnostic]:
        found = chain.from_iterable(map(FindingsChunk.unpacked, self._chunks))
        among = heapq.merge(found, self._more.unpacked(), key=_key) if self._more.ends else found
        wanted = (one for one in among if self._wanted(one.rule))
        return (
            wanted
            if self._shown_name is None
            else map(partial(_with_files_called, shown_name=self._shown_name), wanted)
        )

    def __len__(self) -> int:
        return self.tally.total()


def _with_files_called(one: Diagnostic, shown_name: Callable[[str], str]) -> Diagnostic:
    place, text = _renamed(one, shown_name)
    return one._replace(location=place, message=text, related=tuple(_renamed(each, shown_name) for each in one.related))


def _renamed(one: Diagnostic | Related, shown_name: Callable[[str], str]) -> Related:
    """Return a finding's location and message, with other names for the files."""
    return Related(one.location._replace(file=shown_name(one.location.file)), _with_names(one.message, shown_name))


def _with_names(text: Message, shown_name: Callable[[str], str]) -> Message:
    """Return a message with other names for the files in it."""
    values = {name: _renamed_value(value, shown_name) for name, value in text.values.items()}
    return text._replace(values=values) if text.values else text


def _renamed_value(value: object, shown_name: Callable[[str], str]) -> object:
    if isinstance(value, FileName):
        return FileName(shown_name(value))
    return _with_names(value, shown_name) if isinstance(value, Message) else value


def _key(diagnostic: Diagnostic) -> tuple[object, ...]:
    return diagnostic.sort_key


def _are_in_order(chunks: Sequence[FindingsChunk]) -> bool:
    """Return whether each chunk ends before the next begins; a file that was named in two ways may prevent it."""
    return all(_key(before.ends[-1]) <= _key(after.ends[0]) for before, after in pairwise(p for p in chunks if p.ends))


# Check plans: evaluate each of them, and find what is stale in the project's settings.


class CheckResult(NamedTuple):
    """The findings, and how many plans were checked.

    `known` are the findings left out since they existed before; None where this was not asked for (`check_since`).
    `fail_on` is the lowest severity that makes the check fail; with None, nothing does.
    """

    as_of: date
    plans: int
    findings: Findings
    known: Findings | None = None
    fail_on: Severity | None = Severity.ERROR

    @property
    def has_failed(self) -> bool:
        """Whether any finding makes the check fail."""
        return any(self.is_failure(severity) for _, severity in self.findings.tally)

    def is_failure(self, severity: Severity) -> bool:
        """Return whether a finding of a severity makes the check fail."""
        return self.fail_on is not None and severity.reaches(self.fail_on)

    @property
    def fixable(self) -> int:
        """How many findings `--fix` can fix without loss."""
        if not any(rule.fix == "safe" for rule, _ in self.findings.tally):
            return 0
        return sum(one.fix is not None and one.fix.is_safe for one in self.findings)

    def number_of(self, severity: Severity) -> int:
        """Return how many findings have a severity."""
        return sum(number for (_, grade), number in self.findings.tally.items() if grade is severity)

    def only(self, rules: RuleSelection) -> "CheckResult":
        """Return the result with only the findings of the rules asked for."""
        if rules == ALL_RULES:
            return self
        known = self.known if self.known is None else self.known.only(rules.has)
        return self._replace(findings=self.findings.only(rules.has), known=known)


class _Chunk(NamedTuple):
    """The findings of some plans, and the rest of each plan's evaluation."""

    found: FindingsChunk
    plans: list[Evaluation]


def _evaluated(
    plans: Sequence[WorkspacePlan],
    workspace: Workspace,
    options: CheckOptions,
    strategies: Strategies | None,
    start: int,
    end: int,
) -> list[_Chunk]:
    """Return the evaluations of the plans from index `start` to `end`, each made with the whole workspace at hand."""
    evaluations: list[Evaluation] = []
    for one in plans[start:end]:
        evaluations.append(evaluate(one, workspace, options, strategies))
        steps.step()
    found = FindingsChunk.of(
        (d for one in evaluations for d in one.diagnostics), packed=len(workspace.plans) >= SHARED_FROM
    )
    return [_Chunk(found, [one._replace(diagnostics=[]) for one in evaluations])]


SelectPlans = Callable[[Sequence[str]], Workspace]
"""Returns the workspace of the plans that paths name."""


def check_paths(
    paths: Sequence[str],
    as_of: date,
    *,
    each: bool = False,
    rules: RuleSelection = ALL_RULES,
    select_plans: SelectPlans = Workspace.of,
) -> CheckResult:
    """Return the result of checking the plans that paths name, as of a day.

    With `each`, an omission in many parts is reported for each of them. Findings of rules that are not asked for are
    left out, and cover no other finding.

    Raises:
        CannotWorkError: where a path does not exist or holds no plan, or the project requires another version.
    """
    try:
        workspace = select_plans(paths)
    except RefusedError as refused:
        return CheckResult(as_of, 0, Findings.of(refused.findings))
    result = check_with(workspace, CheckOptions(as_of, each=each, rules=rules))
    unread_files = [_unread_file(name) for path in workspace.resolve_paths(paths) for name in files_passed_by(path)]
    return result._replace(findings=result.findings.and_more(unread_files)) if unread_files else result


def _unread_file(name: str) -> Diagnostic:
    text = message("the file is not read: a plan's name ends in {endings}", endings=", ".join(PLAN_ENDINGS))
    return reading.PASSED_BY.at(Location(name, 1, 1), text, message("rename it"))


def check_plans(workspace: Workspace, as_of: date, *, each: bool = False) -> CheckResult:
    """Return the result of checking plans as of a day; with `each`, an omission in many parts is reported for each."""
    return check_with(workspace, CheckOptions(as_of, each=each))


def check_with(workspace: Workspace, options: CheckOptions) -> CheckResult:
    """Return the result of checking plans; strategies come last, when it is known what other plans contribute."""
    as_of = options.as_of
    in_order = sorted(workspace.plans, key=lambda one: min((name for name, _ in one.files.files), default=""))
    # What one plan needs of the others is cached for the lifetime of the process that evaluates them.
    ordered = workspace.of_plans(in_order)
    strategies = Strategies(ordered, as_of)
    strategy_plans = [one.selected for one in strategies.found]
    chunks = map_chunks(partial(_evaluated, strategies.rest, ordered, options, strategies), len(strategies.rest))
    rest = list(chain.from_iterable(chunk.plans for chunk in chunks))
    strategies.cache_in_workspace(strategies.rest, [one.contributed for one in rest])
    strategy_chunks = map_chunks(partial(_evaluated, strategy_plans, ordered, options, None), len(strategy_plans))
    plans = [*strategies.rest, *strategy_plans]
    evaluated = [*rest, *chain.from_iterable(chunk.plans for chunk in strategy_chunks)]
    by_project = _by_project(plans, evaluated)
    ids = {one.files.root: _id_of(one, evaluation) for one, evaluation in zip(plans, evaluated, strict=True)}
    found = [
        *_duplicate_plans(workspace.plans, ids),
        *chain.from_iterable(chunk.found.unpacked() for chunk in strategy_chunks),
    ]
    found += _findings_in_settings(ordered, by_project, as_of)
    read = sum(bool(one.files.files) for one in workspace.plans)
    return CheckResult(as_of, read, Findings([chunk.found for chunk in chunks], found))


_PlansByProject = dict[int, tuple[list[WorkspacePlan], list[Evaluation]]]


def _findings_in_settings(workspace: Workspace, by_project: _PlansByProject, as_of: date) -> Iterator[Diagnostic]:
    """Yield the findings in the settings of each project."""
    for settings in workspace.settings:
        plans, known = by_project[id(settings)]
        yield from settings.diagnostics
        yield from _stale_exceptions(settings, known, as_of, partial(_is_whole_project, plans, workspace))


def _by_project(plans: Sequence[WorkspacePlan], evaluated: Sequence[Evaluation]) -> _PlansByProject:
    """Return the plans with their evaluations by project, keyed by `id` of the project's settings."""
    found: _PlansByProject = {}
    for one, evaluation in zip(plans, evaluated, strict=True):
        plans_of_project, known = found.setdefault(id(one.settings), ([], []))
        plans_of_project.append(one)
        known.append(evaluation)
    return found


def _is_whole_project(plans: Sequence[WorkspacePlan], workspace: Workspace) -> bool:
    """Return whether `plans` are all the plans of their project."""
    try:
        beside = workspace.files_beside(plans[0])
    except CannotWorkError:
        return False
    return {real(files.root) for files in beside} <= {real(one.files.root) for one in plans}


def _id_of(plan: WorkspacePlan, evaluated: Evaluation) -> str:
    """Return a plan's id, which the evaluation knows if the whole plan was read."""
    return evaluated.plan_id if evaluated.is_read else id_of(plan.files)


def _duplicate_plans(selected: Sequence[WorkspacePlan], ids: Mapping[Path, str]) -> Iterator[Diagnostic]:
    if len(selected) == 1:
        return
    first: dict[tuple[object, str], str] = {}
    for one in (one for one in selected if one.files.files):
        name, plan_id = one.files.name, ids[one.files.root]
        earlier = first.setdefault((one.settings.folder, folded(plan_id)), name)
        if earlier != name:
            text = message("the plan {file} has the same id, '{id}'", file=FileName(earlier), id=plan_id)
            advice = message("give one of them another 'id', or rename it where its name is its id")
            yield reading.DUPLICATE_PLAN.at(Location(name, 1, 1), text, advice)


def _stale_exceptions(
    settings: Settings, evaluated: Sequence[Evaluation], as_of: date, is_whole_project: Callable[[], bool]
) -> Iterator[Diagnostic]:
    """Yield a finding for each exception that excepts nothing any more.

    Unless all plans of the project were checked, only exceptions for the checked plans are included.
    """
    if not settings.project.ignore:
        return
    used = _UsedExceptions(evaluated)
    idle = [(i, one) for i, one in enumerate(settings.project.ignore) if not used.has(one, as_of)]
    knows_all = all(used.is_of_checked_plan(one) for _, one in idle) or is_whole_project()
    for i, exception in idle:
        if knows_all or used.is_of_checked_plan(exception):
            yield reading.STALE_IGNORE.at(settings.locate(Where(("ignore", i))), *_why_stale(exception, as_of))


def _why_stale(exception: Ignore, as_of: date) -> tuple[Message, Message]:
    """Return why an exception is stale, and what to do."""
    rule = exception.rule
    if exception.until is not None and exception.until.has_ended(as_of):
        text = message("the exception from '{rule}' held until {until}", rule=rule, until=exception.until)
        return text, message("remove it, or give it a new last day")
    text = message("the exception from '{rule}' no longer applies to anything", rule=rule)
    return text, message("remove it, or correct its place")


class _UsedExceptions:
    """The exceptions that applied to findings in the checked plans of a project."""

    def __init__(self, evaluated: Sequence[Evaluation]) -> None:
        self._excepted = frozenset[Scope]().union(*(one.excepted for one in evaluated))
        self._checked_ids = {folded(one.plan_id) for one in evaluated}
        self._unread_ids = {folded(one.plan_id) for one in evaluated if not one.is_read}

    def is_of_checked_plan(self, exception: Ignore) -> bool:
        """Return whether an exception names a plan that was checked."""
        return scope_of(exception).plan in self._checked_ids

    def has(self, exception: Ignore, as_of: date) -> bool:
        """Return whether an exception applied to a finding, or may apply in a plan that could not be read.

        Also true of one from a rule that does not exist, since that has a finding of its own.
        """
        if exception.rule not in BY_NAME:
            return True
        if exception.until is not None and exception.until.has_ended(as_of):
            return False
        scope = scope_of(exception)
        may_be_needed = bool(self._unread_ids) if scope.plan is None else scope.plan in self._unread_ids
        return may_be_needed or scope in self._excepted
