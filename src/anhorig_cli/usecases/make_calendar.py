"""Make a calendar file: read plans, and include their annual cycles and what else is requested."""

from collections.abc import Sequence
from datetime import date

from anhorig_cli.diagnostics import CannotWorkError, WrongUsageError
from anhorig_cli.rendering.calendar_file import as_calendar
from anhorig_cli.source import message
from anhorig_cli.usecases.parts_of_cycle import plans_with_unit, refuse_unknown
from anhorig_cli.views.cycle.calendars import CalendarRequest, calendar_view
from anhorig_cli.views.names import PlanName, keys
from anhorig_cli.views.redaction import redacted
from anhorig_cli.vocabulary import Language, folded
from anhorig_cli.workspace.whole_plans import WithErrors, whole_plans
from anhorig_cli.workspace.workspace import Workspace


def make_calendar(
    workspace: Workspace,
    as_of: date,
    wanted: CalendarRequest,
    language: Language | None,
    *,
    alarm_days: int | None = None,
) -> WithErrors[bytes]:
    """Return plans as one calendar, each in its own language unless another is requested; empty where one has errors.

    Raises:
        WrongUsageError: where two plans have the same id and the same organisation, which identify their events, or no
            plan has the unit or the responsible.
        CannotWorkError: where there is nothing to put into a calendar, which may not be empty.
    """
    plans, errors = whole_plans(workspace, lambda _: as_of)
    if errors or not plans:
        return WithErrors(b"", errors)
    refuse_unknown([one.plan for one in plans], wanted.unit, wanted.responsible)
    _refuse_same_key([one.name for one in plans])
    known = plans_with_unit(plans, wanted.unit)
    names = [one.name for one in known]
    view = redacted(calendar_view([one.titles(language, as_of=as_of) for one in known], as_of, wanted, names))
    if not view.events:
        raise CannotWorkError(message("there is nothing to put into the calendar: no item asked for has a time"))
    return WithErrors(as_calendar(view, alarm_days=alarm_days), errors)


def _refuse_same_key(plans: Sequence[PlanName]) -> None:
    """Refuse plans whose events a calendar could not tell apart."""
    seen: dict[str, PlanName] = {}
    for plan, key in zip(plans, keys(plans), strict=True):
        other = seen.setdefault(folded(key), plan)
        if other is not plan:
            raise WrongUsageError(
                message(
                    "{first} and {second} have the same id, '{id}', and the same organisation, and a calendar cannot "
                    "tell their events apart: give one of them an 'id' of its own",
                    first=other.place,
                    second=plan.place,
                    id=plan.id,
                )
            )
