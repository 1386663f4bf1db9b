"""Follow the annual cycle: read plans, and say what was missed, what comes next and what is done."""

from dataclasses import dataclass
from datetime import date

from anhorig_cli.diagnostics import Diagnostic
from anhorig_cli.usecases.cycle.parts_of_cycle import refuse_unknown
from anhorig_cli.views.cycle.follow_up import FollowUpView, Wanted, follow_up
from anhorig_cli.views.plan_names import ids_apart, told_apart
from anhorig_cli.views.redaction import redacted
from anhorig_cli.vocabulary import Language
from anhorig_cli.workspace.whole_plans import whole_plans
from anhorig_cli.workspace.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Followed:
    """The follow-up of each plan that could be read, and the errors of those that could not."""

    views: tuple[FollowUpView, ...]
    errors: tuple[Diagnostic, ...]


def follow_cycle(
    workspace: Workspace, as_of: date, wanted: Wanted, language: Language | None, *, iso: bool = False
) -> Followed:
    """Return the follow-up of each plan's annual cycle; a plan that does not load whole gives its errors instead.

    With `iso`, dates keep the ISO spelling, as on a terminal.

    Raises:
        WrongUsageError: where no plan knows the unit, or the responsible, that was asked for.
    """
    found, errors = whole_plans(workspace, lambda _: as_of)
    refuse_unknown([one.plan for one in found], wanted.unit, wanted.responsible)
    names = [one.name for one in found]
    views = tuple(
        follow_up(one.titles(language, iso=iso), as_of, wanted)._replace(plan=plan, title=title)
        for one, plan, title in zip(found, ids_apart(names), told_apart(names), strict=True)
    )
    return Followed(redacted(views), errors)
