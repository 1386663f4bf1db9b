"""Follow the annual cycle: read plans, and say what was missed, what comes next and what is done."""

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from anhorig_cli.diagnostics import Diagnostic
from anhorig_cli.usecases.cycle.parts_of_cycle import KnownNames, names_of, refuse_unnamed
from anhorig_cli.views.cycle.follow_up import FollowUpView, Wanted, follow_up
from anhorig_cli.views.redaction import redacted
from anhorig_cli.vocabulary import Language
from anhorig_cli.workspace.packed import Packed, pack
from anhorig_cli.workspace.whole_plans import WholePlan, of_whole_plans
from anhorig_cli.workspace.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Followed:
    """The follow-up of each plan that could be read, and the errors of those that could not.

    `names` are the id and the title of each. The views are kept packed: those of 3,000 plans would fill the memory.
    """

    names: tuple[tuple[str, str], ...]
    views: Packed[FollowUpView]
    errors: tuple[Diagnostic, ...]


class _FollowedPlan(NamedTuple):
    """What there is to tell of a plan that could be read: its id, title, view (packed) and whom it knows."""

    id: str
    title: str
    view: bytes
    names: KnownNames


def follow_cycle(
    workspace: Workspace, as_of: date, wanted: Wanted, language: Language | None, *, iso: bool = False
) -> Followed:
    """Return the follow-up of each plan's annual cycle; a plan that does not load whole gives its errors instead.

    With `iso`, dates keep the ISO spelling, as on a terminal.

    Raises:
        WrongUsageError: where no plan knows the unit, or the responsible, that was asked for.
    """

    def follow(one: WholePlan) -> _FollowedPlan:
        view = redacted(follow_up(one.titles(language, iso=iso), as_of, wanted))
        return _FollowedPlan(view.plan, view.title, pack(view), names_of(one.plan, wanted.unit, wanted.responsible))

    found, errors = of_whole_plans(workspace, follow, lambda _: as_of)
    refuse_unnamed([one.names for one in found], wanted.unit, wanted.responsible)
    return Followed(tuple((one.id, one.title) for one in found), Packed([one.view for one in found]), errors)
