"""Read plans for those who can only use what is whole."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from anhorig_cli.diagnostics import Diagnostic, Severity
from anhorig_cli.loading.plan_loader import load
from anhorig_cli.model.plan import Plan
from anhorig_cli.usecases.select_plans import Neighbours, Selected, projects_of
from anhorig_cli.views.names import Titles
from anhorig_cli.views.wording import Wording
from anhorig_cli.vocabulary import Language


@dataclass(frozen=True, slots=True)
class WholePlan:
    """A plan that could be read to the end, the project it belongs to, and the way to its neighbours."""

    plan: Plan
    selected: Selected
    neighbours: Neighbours

    def titles(self, language: Language | None, *, iso: bool = False) -> Titles:
        """Return what prints its references, in the plan's language unless another is asked for.

        With `iso`, dates keep the ISO spelling, as on a terminal.
        """
        project = self.selected.project.project
        wording = Wording(language or self.plan.language, project.labels, project.small_count, iso)
        return Titles(self.plan, wording, partial(self.neighbours.find, self.selected))


def whole_plans(selected: Sequence[Selected]) -> tuple[list[WholePlan], tuple[Diagnostic, ...]]:
    """Return the plans that load whole, and the errors of the others and of the settings."""
    neighbours = Neighbours(selected)
    plans: list[WholePlan] = []
    flaws = [d for project in projects_of(selected) for d in project.diagnostics]
    for one in selected:
        loaded = load(one.files)
        flaws += loaded.diagnostics
        if loaded.plan is not None and loaded.is_whole:
            plans.append(WholePlan(loaded.plan, one, neighbours))
    errors = (d for d in flaws if d.severity is Severity.ERROR)
    return plans, tuple(sorted(errors, key=lambda d: d.sort_key))
