"""Show how plans contribute to a strategy's areas: each plan is read once, and only its contributions are kept."""

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
    map_plans,
)
from anhorig_cli.workspace.workspace import Workspace
from anhorig_cli.workspace.workspace_plan import WorkspacePlan


class CoveredStrategy(NamedTuple):
    """A plan to whose areas other plans contribute, on a day; `known` are the folded ids of the plans around it."""

    selected: WorkspacePlan
    snapshot: Snapshot
    aims: Aims
    known: frozenset[str]

    @classmethod
    def of(cls, selected: WorkspacePlan, plan: Plan, workspace: Workspace, as_of: date) -> "CoveredStrategy":
        """Return the strategy of a plan that has been read already."""
        known = frozenset(folded(name) for name in workspace.ids_around(selected))
        return cls(selected, Snapshot(plan, as_of), Aims(plan), known)

    def column(self, one: ReadPlan) -> PlanColumn:
        """Return a plan's column in the matrix, which is all that is kept of the plan."""
        if one.whole is None:
            return PlanColumn(one.name, one.id, None, ())
        found = contributor(self.aims, Snapshot(one.whole.plan, self.snapshot.as_of))
        without_area = ((astray.route, astray.reference, astray.near or "") for astray in found.broken_references)
        every = [*without_area, *_references_to_unknown_plans(one.whole.plan, self.known)]
        placed = tuple((_place(one, route), reference, near) for route, reference, near in every)
        return PlanColumn(one.name, one.id, found, placed)

    def view(self, columns: Sequence[PlanColumn], language: Language | None, *, iso: bool = False) -> CoverageView:
        """Return the view of how plans contribute to the areas; with `iso`, dates keep the ISO spelling."""
        project = self.selected.settings.project
        word = Formatter(language or self.snapshot.plan.language, project.labels, project.small_count, iso)
        return redacted(coverage_view(self.snapshot, _taken_together(self.snapshot, columns), word))


def cover_strategy(
    strategy: WorkspacePlan, workspace: Workspace, as_of: date, language: Language | None, *, iso: bool = False
) -> WithErrors[CoverageView]:
    """Return how the plans of a workspace, except the strategy itself, contribute to the strategy's areas.

    A plan that cannot be loaded whole has a column that says so. With `iso`, dates keep the ISO spelling.

    Raises:
        RefusedError: where the strategy cannot be loaded whole.
        WrongUsageError: where it has no areas.
    """
    covered = CoveredStrategy.of(strategy, _plan_of(strategy, as_of), workspace, as_of)
    others = workspace.of_plans(one for one in workspace.plans if real(one.files.root) != real(strategy.files.root))
    columns = map_plans(others, lambda one: WithErrors(covered.column(one), one.errors), lambda _: as_of)
    errors = [*errors_of_settings(workspace), *(error for one in columns for error in one.errors)]
    return WithErrors(covered.view([one.view for one in columns], language, iso=iso), in_order(errors))


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


def _references_to_unknown_plans(plan: Plan, known: frozenset[str]) -> Iterator[tuple[Route, str, str]]:
    """Yield what a plan's subgoals contribute to in plans that do not exist: route, reference and what may be meant."""
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
    """Return the columns including what plans contribute through each other, with each subgoal once."""
    found = iter(joined_contributors(snapshot, [one.contributor for one in columns if one.contributor]))
    return [one._replace(contributor=next(found)) if one.contributor else one for one in columns]
