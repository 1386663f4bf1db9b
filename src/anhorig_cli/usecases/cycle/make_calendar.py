"""Make a calendar: read a plan, and put its annual cycle, and what else is asked for, into a file's bytes."""

from dataclasses import dataclass
from datetime import date

from anhorig_cli.diagnostics import Diagnostic
from anhorig_cli.errors import CannotWorkError, WrongUsageError
from anhorig_cli.loading.plan_id import id_of
from anhorig_cli.rendering.calendar_file import as_calendar
from anhorig_cli.source import message
from anhorig_cli.usecases.cycle.parts_of_cycle import refuse_unknown
from anhorig_cli.views.cycle.calendars import CalendarWanted, calendar_view
from anhorig_cli.views.redaction import redacted
from anhorig_cli.vocabulary import Language
from anhorig_cli.workspace.whole_plans import whole_plans
from anhorig_cli.workspace.workspace import Workspace


@dataclass(frozen=True, slots=True)
class MadeCalendar:
    """The calendar's bytes, or the errors of a plan that could not be read."""

    data: bytes
    errors: tuple[Diagnostic, ...]


def make_calendar(
    workspace: Workspace,
    as_of: date,
    wanted: CalendarWanted,
    language: Language | None,
    *,
    alarm_days: int | None = None,
) -> MadeCalendar:
    """Return a plan as a calendar, in the plan's language unless another is asked for.

    Raises:
        WrongUsageError: where there are several plans, or the plan does not know the unit, or the responsible.
        CannotWorkError: where there is nothing to put into a calendar, which may not be empty.
    """
    if len(workspace.plans) > 1:
        names = ", ".join(id_of(one.files) for one in workspace.plans)
        raise WrongUsageError(
            message("a calendar is of one plan, and these are {n}: {names}", n=len(workspace.plans), names=names)
        )
    plans, errors = whole_plans(workspace, lambda _: as_of)
    if errors or not plans:
        return MadeCalendar(b"", errors)
    refuse_unknown([one.plan for one in plans], wanted.unit, wanted.responsible)
    view = redacted(calendar_view(plans[0].titles(language), as_of, wanted))
    if not view.events:
        raise CannotWorkError(message("there is nothing to put into the calendar: no item asked for has a time"))
    return MadeCalendar(as_calendar(view, alarm_days=alarm_days), errors)
