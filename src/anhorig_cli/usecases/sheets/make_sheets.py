"""Make the sheets that go out to units and roles."""

from datetime import date

from anhorig_cli import steps
from anhorig_cli.diagnostics import RefusedError
from anhorig_cli.source import message
from anhorig_cli.usecases.cycle.parts_of_cycle import refuse_unknown
from anhorig_cli.views.cycle.annual_cycle import year_view
from anhorig_cli.views.redaction import redacted
from anhorig_cli.views.sheets import SheetScope, SheetView, sheet_view
from anhorig_cli.workspace.whole_plans import WholePlan, whole_plans
from anhorig_cli.workspace.workspace import Workspace
from anhorig_cli.workspace.workspace_plan import WorkspacePlan


def make_sheet(selected: WorkspacePlan, as_of: date, asked: SheetScope) -> SheetView:
    """Return the sheet of a unit or a role, as its plan stands on a day.

    Raises:
        RefusedError: where the plan cannot be read whole.
        WrongUsageError: where the plan knows no such unit, or nobody who is responsible by that name.
    """
    one = _whole(selected, as_of)
    refuse_unknown([one.plan], asked.unit, asked.responsible)
    return sheet_of(one, as_of, asked)


def make_sheets(selected: WorkspacePlan, as_of: date, year: int) -> list[SheetView]:
    """Return the sheet of each unit: those that the plan lists, and those that only the annual cycle names.

    Raises:
        RefusedError: where the plan cannot be read whole.
    """
    one = _whole(selected, as_of)
    units = year_view(one.titles(None), year, as_of).units
    return [sheet_of(one, as_of, SheetScope(unit.id, None, year)) for unit in steps.each(units, message("Units"))]


def _whole(selected: WorkspacePlan, as_of: date) -> WholePlan:
    plans, errors = whole_plans(Workspace([selected]), lambda _: as_of)
    if not plans:
        raise RefusedError(errors)
    return plans[0]


def sheet_of(one: WholePlan, as_of: date, asked: SheetScope) -> SheetView:
    """Return the sheet of a unit or a role that a plan knows, without personal numbers."""
    return redacted(sheet_view(one.plan, as_of, asked, one.selected.settings.project, one.other_plan))
