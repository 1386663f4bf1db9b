"""Read plans for those who can only use what is whole."""

import gc
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from typing import Generic, NamedTuple, TypeVar

from anhorig_cli import steps
from anhorig_cli.analysis.area_matrix import StrategyAreas
from anhorig_cli.analysis.contributions import Contributor, contributors
from anhorig_cli.analysis.snapshot import Snapshot
from anhorig_cli.diagnostics import Diagnostic, Severity
from anhorig_cli.loading.plan_loader import Loaded, load
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

_TOGETHER = 10
"""So many plans are made something of together: with more, who waits would not see how it goes."""


class WholePlan(NamedTuple):
    """A plan that could be read to the end, and the workspace it was found in.

    Where the personal numbers in it are excepted, with a reason, its report shows it as it is written.
    """

    plan: Plan
    selected: WorkspacePlan
    workspace: Workspace
    is_shown_as_written: bool = False

    @property
    def name(self) -> PlanName:
        """What it is known by among other plans."""
        named = PlanName.of(self.plan, self.selected.files.name)
        return named._replace(is_elsewhere=self.selected.elsewhere is not None)

    def other_plan(self, plan_id: str) -> Plan | None:
        """Return the plan that it means by an id; None where there is none."""
        return self.workspace.plan(plan_id, self.selected)

    def contributors_of(self, snapshot: Snapshot) -> Sequence[Contributor]:
        """Return what the plans beside it contribute on a day to it, or to the part of it that a snapshot is of."""
        if snapshot.plan is not self.plan:  # a unit's part
            return contributors(snapshot, self.workspace.plans_naming(self.selected))
        return self.workspace.contributors_of(self.selected, snapshot)

    def unread_naming(self) -> int:
        """Return how many of the plans that were read for what they contribute to it could not be read whole."""
        return self.workspace.unread_naming(self.selected)

    def plans_replacing(self) -> Iterator[Plan]:
        """Give the plans beside it that may say which plan they replace."""
        return self.workspace.plans_replacing(self.selected)

    def strategy_areas_of(self, strategy: Plan, as_of: date) -> StrategyAreas:
        """Return what the plans beside it, and it, do on a day in the areas of a strategy that it refers to."""
        return self.workspace.strategy_areas_of(strategy, self.selected, as_of)

    def titles(self, language: Language | None, *, iso: bool = False, as_of: date | None = None) -> Titles:
        """Return what prints its references, in the plan's language unless another is asked for.

        With `iso`, dates keep the ISO spelling, as on a terminal; with a day, it says which roles nobody holds then.
        """
        project = self.selected.settings.project
        formatter = Formatter(language or self.plan.language, project.labels, project.small_count, iso)
        return Titles(self.plan, formatter, self.other_plan, as_of=as_of)


class ReadPlan(NamedTuple):
    """A plan of a workspace as it was read: where it stands, with its settings, and what was found meanwhile.

    `whole` is None where something kept it from being read whole, or at all; `errors` say what.
    """

    selected: WorkspacePlan
    loaded: Loaded
    whole: WholePlan | None
    errors: tuple[Diagnostic, ...]

    @property
    def name(self) -> str:
        """The path of the plan, as it is shown."""
        return self.selected.files.name

    @property
    def id(self) -> str:
        """The plan's id."""
        return self.loaded.id


class WithErrors(NamedTuple, Generic[R]):
    """What was made of the plans that could be read, and the errors of those that could not."""

    view: R
    errors: tuple[Diagnostic, ...]


def each_plan(workspace: Workspace, day_of: Callable[[Plan], date]) -> Iterator[ReadPlan]:
    """Give the plans of a workspace, in order: each is read when it is asked for, and none is kept.

    A plan with personal numbers is whole where they are excepted on its day, which `day_of` gives.
    """
    return (_read_plan(workspace, one, day_of) for one in steps.each(workspace.plans, message("Plans")))


def of_each_plan(workspace: Workspace, make: Callable[[ReadPlan], R], day_of: Callable[[Plan], date]) -> list[R]:
    """Return what is made of each plan of a workspace, in order; only one plan at a time is in memory.

    Where there are many, processes of their own share the work, and what is made is sent between them: let it be a
    small record, without the plan. `make` may be any function, and finds all that has been imported and made so far.
    """
    are_many = len(workspace.plans) >= SHARED_FROM

    def some(start: int, end: int) -> list[R]:
        if are_many:
            gc.freeze()  # what is there already is not looked through each time
        made: list[R] = []
        for one in workspace.plans[start:end]:
            made.append(make(_read_plan(workspace, one, day_of)))
            steps.step()
            if are_many:
                gc.collect()  # parts of a view refer to each other, and else wait till the process ends
        return made

    return map_chunks(some, len(workspace.plans))


def of_some_plans(
    workspace: Workspace, make: Callable[[Iterable[WholePlan]], list[R]], day_of: Callable[[Plan], date]
) -> tuple[list[R], tuple[Diagnostic, ...]]:
    """Return what is made of some plans at a time, of those that load whole, and the errors as `of_whole_plans`.

    As `of_each_plan`, for what is cheaper made of several plans together.
    """
    found: list[R] = []
    errors = errors_of_settings(workspace)
    for made, several in each_of_some_plans(workspace, make, day_of):
        found += made
        errors += several
    return found, in_order(errors)


def each_of_some_plans(
    workspace: Workspace, make: Callable[[Iterable[WholePlan]], list[R]], day_of: Callable[[Plan], date]
) -> Iterator[tuple[list[R], Sequence[Diagnostic]]]:
    """Give what is made of some plans, and the errors of the others among them, some plans at a time.

    Each plan is read when it is asked for: who makes things of them one by one has one at a time in memory.
    """
    are_many = len(workspace.plans) >= SHARED_FROM

    def whole(plans: Sequence[WorkspacePlan], errors: list[Diagnostic]) -> Iterator[WholePlan]:
        for selected in plans:
            one = _read_plan(workspace, selected, day_of)
            errors.extend(one.errors)
            if one.whole is not None:
                yield one.whole
            del one
            if are_many:
                gc.collect()  # parts of a view refer to each other, and else wait till the process ends

    def some(start: int, end: int) -> list[tuple[list[R], Sequence[Diagnostic]]]:
        if are_many:
            gc.freeze()  # what is there already is not looked through each time
        found: list[tuple[list[R], Sequence[Diagnostic]]] = []
        for first in range(start, end, _TOGETHER):
            plans = workspace.plans[first : min(first + _TOGETHER, end)]
            errors: list[Diagnostic] = []
            found.append((make(whole(plans, errors)), errors))
            steps.step(len(plans))
        return found

    return (one for part in each_chunk(some, len(workspace.plans)) for one in part)


def of_whole_plans(
    workspace: Workspace, make: Callable[[WholePlan], R], day_of: Callable[[Plan], date]
) -> tuple[list[R], tuple[Diagnostic, ...]]:
    """Return what is made of each plan that loads whole, and the errors of the others and of the settings.

    As `of_each_plan`, only one plan at a time is in memory.
    """

    def made(one: ReadPlan) -> tuple[list[R], tuple[Diagnostic, ...]]:
        return [make(one.whole)] if one.whole is not None else [], one.errors

    found = of_each_plan(workspace, made, day_of)
    errors = [error for _, several in found for error in several]
    return [one for whole, _ in found for one in whole], in_order([*errors_of_settings(workspace), *errors])


def _read_plan(workspace: Workspace, one: WorkspacePlan, day_of: Callable[[Plan], date]) -> ReadPlan:
    loaded = load(one.files)
    is_excepted = _are_numbers_excepted(loaded, one, day_of)
    errors = _errors(loaded.diagnostics, but_numbers=is_excepted)
    whole = WholePlan(loaded.plan, one, workspace, is_excepted) if loaded.plan is not None and not errors else None
    return ReadPlan(one, loaded, whole, tuple(errors))


def errors_of_settings(workspace: Workspace) -> list[Diagnostic]:
    """Return the errors of the settings of a workspace's projects; personal numbers there are not shown, nor told."""
    return _errors((d for settings in workspace.settings for d in settings.diagnostics), but_numbers=True)


def in_order(errors: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Return errors by file and line."""
    return tuple(sorted(errors, key=lambda d: d.sort_key))


def whole_plans(workspace: Workspace, day_of: Callable[[Plan], date]) -> tuple[list[WholePlan], tuple[Diagnostic, ...]]:
    """Return the plans that load whole, and the errors of the others and of the settings; all of them are kept.

    A plan with personal numbers is whole where they are excepted on its day, which `day_of` gives.
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


def _are_numbers_excepted(loaded: Loaded, selected: WorkspacePlan, day_of: Callable[[Plan], date]) -> bool:
    """Return whether there are personal numbers in a plan, and the project excepts them on the plan's day.

    They stand in the files, not in things of the plan, so that an exception is of all of them or of none.
    """
    found = next(filter(_is_number, loaded.diagnostics), None)
    if found is None or loaded.plan is None or not selected.settings.project.ignore:
        return False
    return bool(selected.settings.exceptions.of(found.rule, loaded.id, found.place, day_of(loaded.plan)))
