"""Read plans for those who can only use what is whole."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from anhorig_cli.diagnostics import Diagnostic, Severity
from anhorig_cli.loading.plan_loader import Loaded, load
from anhorig_cli.model.plan import Plan
from anhorig_cli.rules import reading
from anhorig_cli.views.formatter import Formatter
from anhorig_cli.views.names import Titles
from anhorig_cli.views.plan_names import PlanName
from anhorig_cli.vocabulary import Language
from anhorig_cli.workspace.workspace import Workspace, WorkspacePlan


@dataclass(frozen=True, slots=True)
class WholePlan:
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
        return PlanName.of(self.plan, self.selected.files.name)

    def other_plan(self, plan_id: str) -> Plan | None:
        """Return the plan that it means by an id; None where there is none."""
        return self.workspace.plan(plan_id, self.selected)

    def plans_naming(self) -> list[Plan]:
        """Return the plans beside it that may refer to what stands in it."""
        return self.workspace.plans_naming(self.selected)

    def plans_replacing(self) -> list[Plan]:
        """Return the plans beside it that may say which plan they replace."""
        return self.workspace.plans_replacing(self.selected)

    def titles(self, language: Language | None, *, iso: bool = False) -> Titles:
        """Return what prints its references, in the plan's language unless another is asked for.

        With `iso`, dates keep the ISO spelling, as on a terminal.
        """
        project = self.selected.settings.project
        formatter = Formatter(language or self.plan.language, project.labels, project.small_count, iso)
        return Titles(self.plan, formatter, self.other_plan)


def whole_plans(workspace: Workspace, day_of: Callable[[Plan], date]) -> tuple[list[WholePlan], tuple[Diagnostic, ...]]:
    """Return the plans that load whole, and the errors of the others and of the settings.

    A plan with personal numbers is whole where they are excepted on its day, which `day_of` gives.
    """
    flaws = _without_numbers(d for settings in workspace.settings for d in settings.diagnostics)
    plans: list[WholePlan] = []
    for one in workspace.plans:
        loaded = load(one.files)
        is_excepted = _are_numbers_excepted(loaded, one, day_of)
        found = _without_numbers(loaded.diagnostics) if is_excepted else loaded.diagnostics
        flaws += found
        if loaded.plan is not None and not _errors(found):
            plans.append(WholePlan(loaded.plan, one, workspace, is_excepted))
    return plans, tuple(sorted(_errors(flaws), key=lambda d: d.sort_key))


def _without_numbers(found: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Return the findings but those of personal numbers, which in the settings do no harm: they are not shown."""
    return [diagnostic for diagnostic in found if not _is_number(diagnostic)]


def _errors(found: Sequence[Diagnostic]) -> list[Diagnostic]:
    return [diagnostic for diagnostic in found if diagnostic.severity is Severity.ERROR]


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
