"""Show how plans contribute to a strategy's areas: each plan is read once, and only what it contributes is kept."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from anhorig_cli.analysis.contributions import Aims, contributor, joined_contributors
from anhorig_cli.analysis.snapshot import Snapshot
from anhorig_cli.diagnostics import RefusedError, WrongUsageError
from anhorig_cli.model.plan import Plan
from anhorig_cli.places import real
from anhorig_cli.source import Route, Where, message
from anhorig_cli.views.coverage import CoverageView, PlanColumn, coverage_view
from anhorig_cli.views.formatter import Formatter
from anhorig_cli.views.redaction import redacted
from anhorig_cli.vocabulary import Language, folded, nearest
from anhorig_cli.workspace.whole_plans import (
    ReadPlan,
    WithErrors,
    each_plan,
    errors_of_settings,
    in_order,
    of_each_plan,
)
from anhorig_cli.workspace.workspace import Workspace
from anhorig_cli.workspace.workspace_plan import WorkspacePlan


class CoveredStrategy(NamedTuple):
    """A plan whose areas other plans contribute to, on a day; `known` are the ids, folded, of the plans around it."""

    selected: WorkspacePlan
    snapshot: Snapshot
    aims: Aims
    known: frozenset[str]

    @classmethod
    def of(cls, selected: WorkspacePlan, plan: Plan, workspace: Workspace, as_of: date) -> "CoveredStrategy":
        """Return a plan that is read already."""
        known = frozenset(folded(name) for name in workspace.ids_around(selected))
        return cls(selected, Snapshot(plan, as_of), Aims(plan), known)

    def column(self, one: ReadPlan) -> PlanColumn:
        """Return what is kept of a plan."""
        if one.whole is None:
            return PlanColumn(one.name, one.id, None, ())
        found = contributor(self.aims, Snapshot(one.whole.plan, self.snapshot.as_of))
        without_area = ((astray.route, astray.reference, astray.near or "") for astray in found.astray)
        every = [*without_area, *_to_no_plan(one.whole.plan, self.known)]
        placed = tuple((_place(one, route), reference, near) for route, reference, near in every)
        return PlanColumn(one.name, one.id, found, placed)

    def view(self, columns: Sequence[PlanColumn], language: Language | None, *, iso: bool = False) -> CoverageView:
        """Return how plans contribute to the areas; with `iso`, dates keep the ISO spelling."""
        project = self.selected.settings.project
        word = Formatter(language or self.snapshot.plan.language, project.labels, project.small_count, iso)
        return redacted(coverage_view(self.snapshot, _taken_together(self.snapshot, columns), word))


def cover_strategy(
    strategy: WorkspacePlan, workspace: Workspace, as_of: date, language: Language | None, *, iso: bool = False
) -> WithErrors[CoverageView]:
    """Return how the plans of a workspace contribute to a strategy's areas; the strategy itself is not one of them.

    A plan that does not load whole has a column that says so. With `iso`, dates keep the ISO spelling.

    Raises:
        RefusedError: where the strategy does not load whole.
        WrongUsageError: where it has no areas.
    """
    asked = CoveredStrategy.of(strategy, _plan_of(strategy, as_of), workspace, as_of)
    others = workspace.of_plans(one for one in workspace.plans if real(one.files.root) != real(strategy.files.root))
    columns = of_each_plan(others, lambda one: WithErrors(asked.column(one), one.errors), lambda _: as_of)
    errors = [*errors_of_settings(workspace), *(error for one in columns for error in one.errors)]
    return WithErrors(asked.view([one.view for one in columns], language, iso=iso), in_order(errors))


def _plan_of(strategy: WorkspacePlan, as_of: date) -> Plan:
    """Return the strategy, read whole."""
    found = next(each_plan(Workspace([strategy]), lambda _: as_of))
    if found.whole is None:
        raise RefusedError(found.errors)
    if not found.whole.plan.areas:
        raise WrongUsageError(
            message("'{plan}' has no areas that plans can contribute to", plan=found.whole.plan.title)
        )
    return found.whole.plan


def _to_no_plan(plan: Plan, known: frozenset[str]) -> Iterator[tuple[Route, str, str]]:
    """Give what a plan's subgoals contribute to in a plan that is not there, and what may be meant."""
    for i, subgoal in enumerate(plan.subgoals):
        for j, name in enumerate(subgoal.contributes_to):
            plan_id, slash, rest = name.partition("/")
            if slash and folded(plan_id) not in known:
                near = nearest(plan_id, sorted(known))
                yield ("subgoals", i, "contributes_to", j), name, f"{near}/{rest}" if near else ""


def _place(one: ReadPlan, route: Route) -> str:
    place = one.loaded.locate(Where(route))
    return f"{place.file}:{place.line}"


def _taken_together(snapshot: Snapshot, columns: Sequence[PlanColumn]) -> list[PlanColumn]:
    """Return the columns with what their plans contribute through each other, and each subgoal once."""
    found = iter(joined_contributors(snapshot, [one.contributor for one in columns if one.contributor]))
    return [one._replace(contributor=next(found)) if one.contributor else one for one in columns]
