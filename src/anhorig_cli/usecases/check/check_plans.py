"""Check plans: judge each of them, and see to it that nothing in the project's settings has gone stale."""

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
from anhorig_cli.source import FileName, Location, Message, Where, message
from anhorig_cli.usecases.check.evaluate import ALL_RULES, CheckOptions, Evaluation, RulesAsked, evaluate
from anhorig_cli.vocabulary import folded
from anhorig_cli.workspace.packed import pack, unpack
from anhorig_cli.workspace.parallel import SHARED_FROM, map_chunks
from anhorig_cli.workspace.strategies import Strategies
from anhorig_cli.workspace.workspace import Workspace
from anhorig_cli.workspace.workspace_plan import WorkspacePlan

Tally = Counter[tuple[Rule, Severity]]
"""How often each rule is broken, and how seriously."""


class FindingsChunk(NamedTuple):
    """Some findings in order, packed where `data` is bytes; `ends` are the first of them and the last."""

    tally: Tally
    ends: tuple[Diagnostic, ...]
    data: tuple[Diagnostic, ...] | bytes

    @classmethod
    def of(cls, found: Iterable[Diagnostic], *, packed: bool = False) -> "FindingsChunk":
        """Return a chunk of findings in any order."""
        ordered = tuple(sorted(found, key=_key))
        tally = Counter((one.rule, one.severity) for one in ordered)
        data = pack(list(map(_with_plain_places, ordered))) if packed else ordered
        return cls(tally, (*ordered[:1], *ordered[-1:]), data)

    def unpacked(self) -> tuple[Diagnostic, ...]:
        """Return the findings."""
        if not isinstance(self.data, bytes):
            return self.data
        packed = cast("list[tuple[Diagnostic, list[_PlainPlace]]]", unpack(self.data))
        return tuple(starmap(_with_related, packed))


_PlainPlace = tuple[tuple[str, int, int], tuple[str, Mapping[str, object]]]
"""One of the places of a finding without its classes: half of the time of packing went to these."""


def _with_plain_places(one: Diagnostic) -> tuple[Diagnostic, list[_PlainPlace]]:
    """Return a finding, which may have a hundred places, with these beside it."""
    plain = [((at.file, at.line, at.column), (text.template, text.values)) for at, text in one.related]
    return one._replace(related=()), plain


def _with_related(one: Diagnostic, places: Iterable[_PlainPlace]) -> Diagnostic:
    return one._replace(related=tuple(Related(Location(*place), Message(*text)) for place, text in places))


class Findings:
    """Findings by file and line; one can go through them as often as one likes.

    A finding takes a kilobyte, and ten thousand plans may have some hundred thousand findings; packed they take a
    hundredth of that.
    """

    def __init__(
        self,
        chunks: Sequence[FindingsChunk],
        more: Iterable[Diagnostic] = (),
        wanted: Callable[[Rule], bool] = lambda _: True,
        called: Callable[[str], str] | None = None,
    ) -> None:
        """Put findings together.

        Args:
            chunks: the findings of the plans.
            more: other findings, which stand among them.
            wanted: tells the rules whose findings are meant.
            called: gives the name of a file as it is reported, where that is not the one that was typed.
        """
        self._chunks = (
            chunks
            if _follow_each_other(chunks)
            else [FindingsChunk.of(chain.from_iterable(map(FindingsChunk.unpacked, chunks)))]
        )
        self._more = FindingsChunk.of(more)
        self._wanted = wanted
        self._called = called
        every = sum((chunk.tally for chunk in (*self._chunks, self._more)), Tally())
        self.tally = Counter({key: number for key, number in every.items() if wanted(key[0])})

    @classmethod
    def of(cls, found: Iterable[Diagnostic]) -> "Findings":
        """Make findings of some, in any order."""
        return cls([FindingsChunk.of(found)])

    def and_more(self, found: Iterable[Diagnostic]) -> "Findings":
        """Return these findings and some others."""
        return Findings(self._chunks, [*self._more.unpacked(), *found], self._wanted, self._called)

    def only(self, wanted: Callable[[Rule], bool]) -> "Findings":
        """Return the findings of some rules."""
        return Findings(
            self._chunks, self._more.unpacked(), lambda rule: self._wanted(rule) and wanted(rule), self._called
        )

    def with_files_called(self, called: Callable[[str], str]) -> "Findings":
        """Return the same findings with other names for their files."""
        return Findings(self._chunks, self._more.unpacked(), self._wanted, called)

    def __iter__(self) -> Iterator[Diagnostic]:
        found = chain.from_iterable(map(FindingsChunk.unpacked, self._chunks))
        among = heapq.merge(found, self._more.unpacked(), key=_key) if self._more.ends else found
        wanted = (one for one in among if self._wanted(one.rule))
        return wanted if self._called is None else map(partial(_with_files_called, called=self._called), wanted)

    def __len__(self) -> int:
        return self.tally.total()


def _with_files_called(one: Diagnostic, called: Callable[[str], str]) -> Diagnostic:
    place, text = _renamed(one, called)
    return one._replace(location=place, message=text, related=tuple(_renamed(each, called) for each in one.related))


def _renamed(one: Diagnostic | Related, called: Callable[[str], str]) -> Related:
    """Return where a finding is and what is wrong, with other names for the files."""
    return Related(one.location._replace(file=called(one.location.file)), _with_names(one.message, called))


def _with_names(text: Message, called: Callable[[str], str]) -> Message:
    """Return a message with other names for the files in it."""
    values = {name: _renamed_value(value, called) for name, value in text.values.items()}
    return text._replace(values=values) if text.values else text


def _renamed_value(value: object, called: Callable[[str], str]) -> object:
    if isinstance(value, FileName):
        return FileName(called(value))
    return _with_names(value, called) if isinstance(value, Message) else value


def _key(diagnostic: Diagnostic) -> tuple[object, ...]:
    return diagnostic.sort_key


def _follow_each_other(chunks: Sequence[FindingsChunk]) -> bool:
    """Return whether each part ends before the next begins; a file that is named twice, in two ways, may hinder it."""
    return all(_key(before.ends[-1]) <= _key(after.ends[0]) for before, after in pairwise(p for p in chunks if p.ends))


# Check plans: judge each of them, and see to it that nothing in the project's settings has gone stale.


class CheckResult(NamedTuple):
    """What was found, and how many plans were looked at.

    `known` are the findings left out since they were there before; None where that was not asked (`check_since`).
    `fail_on` is the least serious finding that makes the check fail; with None nothing does.
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
        """Return how many findings `--fix` can fix without a loss."""
        if not any(rule.fix == "safe" for rule, _ in self.findings.tally):
            return 0
        return sum(one.fix is not None and one.fix.is_safe for one in self.findings)

    def number_of(self, severity: Severity) -> int:
        """Return how many findings are of a severity."""
        return sum(number for (_, grade), number in self.findings.tally.items() if grade is severity)

    def only(self, asked: RulesAsked) -> "CheckResult":
        """Return the findings of the rules that are asked for."""
        if asked == ALL_RULES:
            return self
        known = self.known if self.known is None else self.known.only(asked.has)
        return self._replace(findings=self.findings.only(asked.has), known=known)


class _Chunk(NamedTuple):
    """What was found in some plans, and of each all else that there is to tell."""

    found: FindingsChunk
    plans: list[Evaluation]


def _judged(
    plans: Sequence[WorkspacePlan],
    workspace: Workspace,
    options: CheckOptions,
    strategies: Strategies | None,
    start: int,
    end: int,
) -> list[_Chunk]:
    """Judge some of the plans, from one place to another, each beside all of a workspace."""
    judged: list[Evaluation] = []
    for one in plans[start:end]:
        judged.append(evaluate(one, workspace, options, strategies))
        steps.step()
    found = FindingsChunk.of((d for one in judged for d in one.diagnostics), packed=len(workspace.plans) >= SHARED_FROM)
    return [_Chunk(found, [one._replace(diagnostics=[]) for one in judged])]


PlansMeant = Callable[[Sequence[str]], Workspace]
"""What gives the workspace of the plans that paths mean."""


def check_paths(
    paths: Sequence[str],
    as_of: date,
    *,
    each: bool = False,
    asked: RulesAsked = ALL_RULES,
    plans_meant: PlansMeant = Workspace.of,
) -> CheckResult:
    """Check the plans that paths mean as of a day; with `each`, the same lack in many parts is told of each.

    What rules that are not asked for find in them covers nothing, and is not told.

    Raises:
        CannotWorkError: where a path does not exist or holds no plan, or the project asks for another version.
    """
    try:
        workspace = plans_meant(paths)
    except RefusedError as refused:
        return CheckResult(as_of, 0, Findings.of(refused.findings))
    result = check_with(workspace, CheckOptions(as_of, each=each, asked=asked))
    passed_by = [_passed_by(name) for path in workspace.meant(paths) for name in files_passed_by(path)]
    return result._replace(findings=result.findings.and_more(passed_by)) if passed_by else result


def _passed_by(name: str) -> Diagnostic:
    text = message("the file is not read: a plan's name ends in {endings}", endings=", ".join(PLAN_ENDINGS))
    return reading.PASSED_BY.at(Location(name, 1, 1), text, message("rename it"))


def check_plans(workspace: Workspace, as_of: date, *, each: bool = False) -> CheckResult:
    """Check plans as of a day; with `each`, the same lack in many parts is told of each."""
    return check_with(workspace, CheckOptions(as_of, each=each))


def check_with(workspace: Workspace, options: CheckOptions) -> CheckResult:
    """Check plans in a manner; the strategies last, when it is known what the others contribute to them."""
    as_of = options.as_of
    in_order = sorted(workspace.plans, key=lambda one: min((name for name, _ in one.files.files), default=""))
    # What one plan needs of the others is remembered as long as the process that judges them lives.
    ordered = workspace.of_plans(in_order)
    strategies = Strategies(ordered, as_of)
    aims = [one.selected for one in strategies.found]
    chunks = map_chunks(partial(_judged, strategies.rest, ordered, options, strategies), len(strategies.rest))
    rest = list(chain.from_iterable(chunk.plans for chunk in chunks))
    strategies.cache_in_workspace(strategies.rest, [one.contributed for one in rest])
    above = map_chunks(partial(_judged, aims, ordered, options, None), len(aims))
    judged = [*strategies.rest, *aims]
    evaluated = [*rest, *chain.from_iterable(chunk.plans for chunk in above)]
    of_projects = _by_project(judged, evaluated)
    ids = {one.files.root: _id_of(one, what) for one, what in zip(judged, evaluated, strict=True)}
    found = [*_duplicate_plans(workspace.plans, ids), *chain.from_iterable(chunk.found.unpacked() for chunk in above)]
    found += _of_settings(ordered, of_projects, as_of)
    read = sum(bool(one.files.files) for one in workspace.plans)
    return CheckResult(as_of, read, Findings([chunk.found for chunk in chunks], found))


_OfProjects = dict[int, tuple[list[WorkspacePlan], list[Evaluation]]]


def _of_settings(workspace: Workspace, of_projects: _OfProjects, as_of: date) -> Iterator[Diagnostic]:
    """Give what is found in the settings of each project."""
    for settings in workspace.settings:
        plans, known = of_projects[id(settings)]
        yield from settings.diagnostics
        yield from _stale_exceptions(settings, known, as_of, partial(_are_all, plans, workspace))


def _by_project(plans: Sequence[WorkspacePlan], evaluated: Sequence[Evaluation]) -> _OfProjects:
    """Return plans and what was found of them by the projects' settings."""
    found: _OfProjects = {}
    for one, what in zip(plans, evaluated, strict=True):
        of_project, known = found.setdefault(id(one.settings), ([], []))
        of_project.append(one)
        known.append(what)
    return found


def _are_all(plans: Sequence[WorkspacePlan], workspace: Workspace) -> bool:
    """Return whether some plans are all those of their project."""
    try:
        beside = workspace.files_beside(plans[0])
    except CannotWorkError:
        return False
    return {real(files.root) for files in beside} <= {real(one.files.root) for one in plans}


def _id_of(plan: WorkspacePlan, evaluated: Evaluation) -> str:
    """Return a plan's id, which of one that was read in whole is known."""
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
    settings: Settings, evaluated: Sequence[Evaluation], as_of: date, is_of_all: Callable[[], bool]
) -> Iterator[Diagnostic]:
    """Give the exceptions which except nothing any more: those of the plans that were judged, or of all plans."""
    if not settings.project.ignore:
        return
    used = _Used(evaluated)
    idle = [(i, one) for i, one in enumerate(settings.project.ignore) if not used.has(one, as_of)]
    knows_all = all(used.is_judged(one) for _, one in idle) or is_of_all()
    for i, exception in idle:
        if knows_all or used.is_judged(exception):
            yield reading.STALE_IGNORE.at(settings.locate(Where(("ignore", i))), *_why_stale(exception, as_of))


def _why_stale(exception: Ignore, as_of: date) -> tuple[Message, Message]:
    """Return why an exception is of no use, and what to do."""
    rule = exception.rule
    if exception.until is not None and exception.until.has_ended(as_of):
        text = message("the exception from '{rule}' held until {until}", rule=rule, until=exception.until)
        return text, message("remove it, or give it a new last day")
    text = message("the exception from '{rule}' no longer applies to anything", rule=rule)
    return text, message("remove it, or correct its place")


class _Used:
    """Tells which exceptions were of use in the plans of a project that were judged."""

    def __init__(self, evaluated: Sequence[Evaluation]) -> None:
        self._excepted = frozenset[Scope]().union(*(one.excepted for one in evaluated))
        self._judged = {folded(one.plan_id) for one in evaluated}
        self._unread = {folded(one.plan_id) for one in evaluated if not one.is_read}

    def is_judged(self, exception: Ignore) -> bool:
        """Return whether an exception is of a plan that was judged."""
        return scope_of(exception).plan in self._judged

    def has(self, exception: Ignore, as_of: date) -> bool:
        """Return whether an exception accepted something, or may have: a plan that could not be read may need it."""
        if exception.until is not None and exception.until.has_ended(as_of):
            return False
        scope = scope_of(exception)
        may_be_needed = bool(self._unread) if scope.plan is None else scope.plan in self._unread
        return may_be_needed or scope in self._excepted
