"""Reading plans for views, which need plans without errors."""

import gc
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from typing import Generic, NamedTuple, TypeVar

from anhorig_cli import steps
from anhorig_cli.analysis.area_matrix import StrategyAreas
from anhorig_cli.analysis.contributions import Contributor, contributors
from anhorig_cli.analysis.snapshot import Snapshot
from anhorig_cli.diagnostics import Diagnostic, Severity
from anhorig_cli.loading.plan_loader import LoadedPlan, load
from anhorig_cli.model.plan import Plan
from anhorig_cli.rules import reading
from anhorig_cli.source import message
from anhorig_cli.views.formatter import Formatter
from anhorig_cli.views.names import PlanName, Titles
from anhorig_cli.vocabulary import Language
from anhorig_cli.workspace.parallel import SHARED_FROM, each_chunk, map_chunks
from anhorig_cli.workspace.workspace import Workspace
from anhorig_cli.workspace.workspace_plan import WorkspacePlan

R = TypeVar("R")

_PLANS_PER_CALL = 10
"""How many plans are processed per call of `make`: with more, progress would be shown too seldom."""


class WholePlan(NamedTuple):
    """A plan that was read without errors, and its workspace.

    If the settings except its personal numbers, with a reason, its report shows the text as written. `kept_back` are
    the folded ids of indicators that it does not disclose beside other plans.
    """

    plan: Plan
    selected: WorkspacePlan
    workspace: Workspace
    is_shown_as_written: bool = False
    kept_back: frozenset[str] = frozenset()

    @property
    def name(self) -> PlanName:
        """The name that identifies it among other plans."""
        named = PlanName.of(self.plan, self.selected.files.name)
        return named._replace(is_elsewhere=self.selected.elsewhere is not None)

    def other_plan(self, plan_id: str) -> Plan | None:
        """Return the plan that it refers to by an id; None if there is none."""
        return self.workspace.plan(plan_id, self.selected)

    def contributors_of(self, snapshot: Snapshot) -> Sequence[Contributor]:
        """Return the contributions of the plans around it, to the plan or the extract in `snapshot`, on its day."""
        if snapshot.plan is not self.plan:  # a unit's extract
            return contributors(snapshot, self.workspace.plans_naming(self.selected))
        return self.workspace.contributors_of(self.selected, snapshot)

    def unread_naming(self) -> int:
        """Return how many of the plans that were read for their contributions to it have errors."""
        return self.workspace.unread_naming(self.selected)

    def plans_replacing(self) -> Iterator[Plan]:
        """Yield the plans around it that may replace it."""
        return self.workspace.plans_replacing(self.selected)

    def strategy_areas_of(self, strategy: Plan, as_of: date) -> StrategyAreas:
        """Return the work on a day, by it and the plans around it, in the areas of a strategy that it refers to."""
        return self.workspace.strategy_areas_of(strategy, self.selected, as_of)

    def titles(self, language: Language | None, *, iso: bool = False, as_of: date | None = None) -> Titles:
        """Return the titles that its references are printed with, in the plan's language unless another is given.

        With `iso`, dates are in ISO format, as on a terminal; with `as_of`, roles that nobody holds then are marked.
        """
        project = self.selected.settings.project
        formatter = Formatter(language or self.plan.language, project.labels, project.small_count, iso)
        return Titles(self.plan, formatter, self.other_plan, as_of=as_of)


class ReadPlan(NamedTuple):
    """The result of reading a plan of a workspace.

    `whole` is None if the plan has errors or could not be read at all; `errors` holds the reasons.
    """

    selected: WorkspacePlan
    loaded: LoadedPlan
    whole: WholePlan | None
    errors: tuple[Diagnostic, ...]

    @property
    def name(self) -> str:
        """The path of the plan, as displayed."""
        return self.selected.files.name

    @property
    def id(self) -> str:
        """The plan's id."""
        return self.loaded.id


class WithErrors(NamedTuple, Generic[R]):
    """A view of the plans that could be read, and the errors of those that could not."""

    view: R
    errors: tuple[Diagnostic, ...]


def each_plan(workspace: Workspace, day_of: Callable[[Plan], date]) -> Iterator[ReadPlan]:
    """Yield the plans of a workspace, in order: each is read when it is yielded, and none is kept.

    A plan with personal numbers is whole if the settings except them on its day, which `day_of` returns.
    """
    return (_read_plan(workspace, one, day_of) for one in steps.track(workspace.plans, message("Plans")))


def map_plans(workspace: Workspace, make: Callable[[ReadPlan], R], day_of: Callable[[Plan], date]) -> list[R]:
    """Return the result of `make` for each plan of a workspace, in order; only one plan at a time is in memory.

    Many plans are divided among worker processes, which send the results back: these should be small records, without
    the plan. `make` can be any function; the workers are forked, and have all that is imported and created so far.
    """
    are_many = len(workspace.plans) >= SHARED_FROM

    def results_of_chunk(start: int, end: int) -> list[R]:
        if are_many:
            gc.freeze()  # so that existing objects are not scanned at each collection
        results: list[R] = []
        for one in workspace.plans[start:end]:
            results.append(make(_read_plan(workspace, one, day_of)))
            steps.step()
            if are_many:
                gc.collect()  # parts of a view refer to each other, and would else stay until the process ends
        return results

    return map_chunks(results_of_chunk, len(workspace.plans))


def map_batches(
    workspace: Workspace, make: Callable[[Iterable[WholePlan]], list[R]], day_of: Callable[[Plan], date]
) -> tuple[list[R], tuple[Diagnostic, ...]]:
    """Return the results of `make` for the plans without errors, several at a time, and the errors of the others.

    As `map_whole_plans`, for results that are cheaper to compute for several plans together.
    """
    found: list[R] = []
    errors = errors_of_settings(workspace)
    for results, several in each_batch(workspace, make, day_of):
        found += results
        errors += several
    return found, in_order(errors)


def each_batch(
    workspace: Workspace, make: Callable[[Iterable[WholePlan]], list[R]], day_of: Callable[[Plan], date]
) -> Iterator[tuple[list[R], Sequence[Diagnostic]]]:
    """Yield, for several plans at a time, the results of `make` and the errors of those that have errors.

    Each plan is read when `make` takes it from the iterable, so that a lazy `make` has one at a time in memory.
    """
    are_many = len(workspace.plans) >= SHARED_FROM

    def read_whole(plans: Sequence[WorkspacePlan], errors: list[Diagnostic]) -> Iterator[WholePlan]:
        for selected in plans:
            one = _read_plan(workspace, selected, day_of)
            errors.extend(one.errors)
            if one.whole is not None:
                yield one.whole
            del one
            if are_many:
                gc.collect()  # as above

    def batches_of_chunk(start: int, end: int) -> list[tuple[list[R], Sequence[Diagnostic]]]:
        if are_many:
            gc.freeze()  # as above
        found: list[tuple[list[R], Sequence[Diagnostic]]] = []
        for first in range(start, end, _PLANS_PER_CALL):
            plans = workspace.plans[first : min(first + _PLANS_PER_CALL, end)]
            errors: list[Diagnostic] = []
            found.append((make(read_whole(plans, errors)), errors))
            steps.step(len(plans))
        return found

    return (one for part in each_chunk(batches_of_chunk, len(workspace.plans)) for one in part)


def map_whole_plans(
    workspace: Workspace, make: Callable[[WholePlan], R], day_of: Callable[[Plan], date]
) -> tuple[list[R], tuple[Diagnostic, ...]]:
    """Return the result of `make` for each plan without errors, and the errors of the others and of the settings.

    As `map_plans`, only one plan at a time is in memory.
    """

    def result_and_errors(one: ReadPlan) -> tuple[list[R], tuple[Diagnostic, ...]]:
        return [make(one.whole)] if one.whole is not None else [], one.errors

    found = map_plans(workspace, result_and_errors, day_of)
    errors = [error for _, several in found for error in several]
    return [one for whole, _ in found for one in whole], in_order([*errors_of_settings(workspace), *errors])


def _read_plan(workspace: Workspace, one: WorkspacePlan, day_of: Callable[[Plan], date]) -> ReadPlan:
    loaded = load(one.files)
    is_excepted = _are_numbers_excepted(loaded, one, day_of)
    errors = _errors(loaded.diagnostics, but_numbers=is_excepted)
    whole = WholePlan(loaded.plan, one, workspace, is_excepted) if loaded.plan is not None and not errors else None
    return ReadPlan(one, loaded, whole, tuple(errors))


def errors_of_settings(workspace: Workspace) -> list[Diagnostic]:
    """Return the errors in the settings of a workspace's projects, except personal numbers, which are never shown."""
    return _errors((d for settings in workspace.settings for d in settings.diagnostics), but_numbers=True)


def in_order(errors: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Return errors sorted by file and line."""
    return tuple(sorted(errors, key=lambda d: d.sort_key))


def whole_plans(workspace: Workspace, day_of: Callable[[Plan], date]) -> tuple[list[WholePlan], tuple[Diagnostic, ...]]:
    """Return the plans without errors, all in memory, and the errors of the others and of the settings.

    A plan with personal numbers is whole if the settings except them on its day, which `day_of` returns.
    """
    errors = errors_of_settings(workspace)
    plans: list[WholePlan] = []
    for one in each_plan(workspace, day_of):
        errors += one.errors
        if one.whole is not None:
            plans.append(one.whole)
    return plans, in_order(errors)


def _errors(found: Iterable[Diagnostic], *, but_numbers: bool) -> list[Diagnostic]:
    return [d for d in found if d.severity is Severity.ERROR and not (but_numbers and _is_number(d))]


def _is_number(diagnostic: Diagnostic) -> bool:
    return diagnostic.rule is reading.PERSONAL_NUMBER


def _are_numbers_excepted(loaded: LoadedPlan, selected: WorkspacePlan, day_of: Callable[[Plan], date]) -> bool:
    """Return whether a plan has personal numbers, and the project excepts them on the plan's day.

    They are found in the text of files, not in parts of the plan, so an exception covers all of them or none.
    """
    found = next(filter(_is_number, loaded.diagnostics), None)
    if found is None or loaded.plan is None or not selected.settings.project.ignore:
        return False
    return bool(selected.settings.exceptions.of(found.rule, loaded.id, found.place, day_of(loaded.plan)))
