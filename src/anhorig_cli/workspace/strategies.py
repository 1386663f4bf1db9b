"""The strategies of a workspace, and its plans' contributions to them, collected while the plans are read anyway."""

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

from anhorig_cli.analysis.contributions import Aims, Contributor, contributor, joined_contributors
from anhorig_cli.analysis.snapshot import Snapshot
from anhorig_cli.loading.plan_loader import load
from anhorig_cli.model.plan import Plan
from anhorig_cli.places import real
from anhorig_cli.workspace.workspace import Workspace
from anhorig_cli.workspace.workspace_plan import WorkspacePlan, may_have_areas


class Strategy(NamedTuple):
    """A plan with areas, and the plans that refer to it, by path, in the order in which they are read."""

    selected: WorkspacePlan
    snapshot: Snapshot
    aims: Aims
    naming: dict[Path, WorkspacePlan]


Contributed = Sequence[Contributor | None]
"""A plan's contribution to each strategy; None for a strategy that it does not refer to, or if it was not read."""


class Strategies:
    """The strategies in a workspace that other plans of it refer to, and the `rest` of its plans.

    Checking a strategy needs the contributions of every plan below it. A caller that reads those plans anyway computes
    them here plan by plan, and in the end passes them to the workspace, so that no plan is read twice.
    """

    def __init__(self, workspace: Workspace, as_of: date) -> None:
        self._workspace = workspace
        self._as_of = as_of
        self.found = tuple(self._find())
        above = {one.selected.files.root for one in self.found}
        self.rest = tuple(one for one in workspace.plans if one.files.root not in above)

    def _find(self) -> Iterator[Strategy]:
        for one in self._workspace.plans:
            if not may_have_areas(one.files):
                continue
            naming = {real(other.files.root): other for other in self._workspace.naming_in_turn(one)}
            plan = load(one.files).plan if naming else None
            if plan is not None and plan.areas:
                yield Strategy(one, Snapshot(plan, self._as_of), Aims(plan), naming)

    def contributed(self, one: WorkspacePlan, plan: Plan | None) -> Contributed:
        """Return a plan's contributions, one for each strategy; None for a strategy that it does not refer to."""
        if plan is None or not self.found:
            return [None] * len(self.found)
        place, snapshot = real(one.files.root), Snapshot(plan, self._as_of)
        return [contributor(each.aims, snapshot) if place in each.naming else None for each in self.found]

    def cache_in_workspace(self, plans: Sequence[WorkspacePlan], found: Sequence[Contributed]) -> None:
        """Pass the contributions of some plans to the workspace; other plans that refer to a strategy are read here."""
        places = [real(one.files.root) for one in plans] if self.found else []
        for number, strategy in enumerate(self.found):
            known = {place: one[number] for place, one in zip(places, found, strict=True)}
            several = [known.get(place) or self._read(one, strategy) for place, one in strategy.naming.items()]
            together = joined_contributors(strategy.snapshot, [one for one in several if one is not None])
            self._workspace.cache_contributors(strategy.selected, self._as_of, together)

    def _read(self, one: WorkspacePlan, strategy: Strategy) -> Contributor | None:
        plan = self._workspace.load(one.files)
        return contributor(strategy.aims, Snapshot(plan, self._as_of)) if plan is not None else None
