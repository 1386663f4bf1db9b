"""Follow the annual cycle: read plans, and show what was missed, what comes next and what is done."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from anhorig_cli.diagnostics import Diagnostic
from anhorig_cli.usecases.parts_of_cycle import KnownNames, names_of, refuse_unknown_names
from anhorig_cli.views.cycle.follow_up import CycleRequest, FollowUpView, follow_up
from anhorig_cli.views.names import PlanName, distinct_names, ids_apart
from anhorig_cli.views.redaction import redacted
from anhorig_cli.vocabulary import Language
from anhorig_cli.workspace.packed import Packed, pack
from anhorig_cli.workspace.whole_plans import WholePlan, map_whole_plans
from anhorig_cli.workspace.workspace import Workspace


class _FollowedPlan(NamedTuple):
    """What is kept of a plan that could be read: its name, its view (packed), and the names in it."""

    name: PlanName
    has_cycle: bool
    view: bytes
    known: KnownNames


@dataclass(frozen=True, slots=True)
class FollowedCycle:
    """The follow-up of each plan that could be read, and the errors of those that could not.

    The views are kept packed: those of 3,000 plans would fill the memory.
    """

    plans: list[_FollowedPlan]
    errors: tuple[Diagnostic, ...]

    @property
    def _names(self) -> list[PlanName]:
        return [one.name for one in self.plans]

    @property
    def views(self) -> Iterator[FollowUpView]:
        """The follow-ups, by names that tell the plans apart; of several plans, only those with an annual cycle."""
        packed = Packed[FollowUpView]([one.view for one in self.plans])
        named = zip(packed, ids_apart(self._names), distinct_names(self._names), strict=True)
        return (
            view._replace(plan=plan, title=title)
            for view, plan, title in named
            if view.has_cycle or len(self.plans) == 1
        )

    @property
    def without(self) -> list[str]:
        """The titles of the plans without an annual cycle, if there are several plans."""
        titles = distinct_names(self._names) if len(self.plans) > 1 else []
        return [title for title, one in zip(titles, self.plans, strict=False) if not one.has_cycle]

    @property
    def is_any_shown(self) -> bool:
        """Whether there is any follow-up to show."""
        return len(self.without) < len(self.plans)


def follow_cycle(
    workspace: Workspace, as_of: date, wanted: CycleRequest, language: Language | None, *, iso: bool = False
) -> FollowedCycle:
    """Return the follow-up of each plan's annual cycle; for a plan that cannot be loaded whole, its errors.

    With `iso`, dates keep the ISO spelling, as on a terminal.

    Raises:
        WrongUsageError: where no plan has the requested unit or responsible.
    """

    def follow(one: WholePlan) -> _FollowedPlan:
        view = redacted(follow_up(one.titles(language, iso=iso, as_of=as_of), as_of, wanted))
        known = names_of(one.plan, wanted.unit, wanted.responsible)
        return _FollowedPlan(redacted(one.name), view.has_cycle, pack(view), known)

    found, errors = map_whole_plans(workspace, follow, lambda _: as_of)
    refuse_unknown_names([one.known for one in found], wanted.unit, wanted.responsible)
    return FollowedCycle(found, errors)
