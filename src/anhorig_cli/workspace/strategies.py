"""The strategies of a workspace, and what its plans contribute to them, gathered while those are read for something."""

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
    """A plan with areas, and the plans that refer to it, by their places, in the order in which they are read."""

    selected: WorkspacePlan
    snapshot: Snapshot
    aims: Aims
    naming: dict[Path, WorkspacePlan]


Contributed = Sequence[Contributor | None]
"""What a plan contributes to each of some strategies; None where nothing is known of it."""


class Strategies:
    """The strategies among the plans of a workspace, to which others of its plans refer, and the `rest` of the plans.

    A strategy needs to know what every plan below it contributes. Who reads those plans anyway asks here of each, and
    tells the workspace in the end, so that none is read once more for it.
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
        """Return what a plan contributes to each strategy that it refers to."""
        if plan is None or not self.found:
            return [None] * len(self.found)
        place, snapshot = real(one.files.root), Snapshot(plan, self._as_of)
        return [contributor(each.aims, snapshot) if place in each.naming else None for each in self.found]

    def tell_workspace(self, plans: Sequence[WorkspacePlan], found: Sequence[Contributed]) -> None:
        """Tell the workspace what each of some plans contributes; others that refer to a strategy are read for it."""
        places = [real(one.files.root) for one in plans] if self.found else []
        for number, strategy in enumerate(self.found):
            known = {place: one[number] for place, one in zip(places, found, strict=True)}
            several = [known.get(place) or self._read(one, strategy) for place, one in strategy.naming.items()]
            together = joined_contributors(strategy.snapshot, [one for one in several if one is not None])
            self._workspace.know_contributors(strategy.selected, self._as_of, together)

    def _read(self, one: WorkspacePlan, strategy: Strategy) -> Contributor | None:
        plan = self._workspace.load(one.files)
        return contributor(strategy.aims, Snapshot(plan, self._as_of)) if plan is not None else None
