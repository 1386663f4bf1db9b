"""Show plans at a glance: read them, and say what is late, what is to be done, and how the work stands."""

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from anhorig_cli.analysis.open_duties import open_duties
from anhorig_cli.diagnostics import Diagnostic
from anhorig_cli.usecases.todo.list_duties import DAYS, CommandNames
from anhorig_cli.views.names import PlanName
from anhorig_cli.views.redaction import redacted
from anhorig_cli.views.status import StatusView, status_view
from anhorig_cli.views.todo import PlanDuties
from anhorig_cli.vocabulary import Language
from anhorig_cli.workspace.packed import Packed, pack
from anhorig_cli.workspace.whole_plans import WholePlan, of_whole_plans
from anhorig_cli.workspace.workspace import Workspace


@dataclass(frozen=True, slots=True)
class PlanStatuses:
    """The plans that could be read, at a glance, and the errors of those that could not.

    `names` are what the plans are known by. The views are kept packed: those of 3,000 plans would fill the memory.
    """

    names: tuple[PlanName, ...]
    views: Packed[StatusView]
    errors: tuple[Diagnostic, ...]


class _PlanStatus(NamedTuple):
    """What there is to tell of a plan that could be read: its name, and its view, packed."""

    name: PlanName
    view: bytes


def status_of_plans(workspace: Workspace, as_of: date, language: Language, *, iso: bool = False) -> PlanStatuses:
    """Return plans at a glance, as known on a day; with `iso`, dates keep the ISO spelling, as on a terminal."""
    commands = CommandNames()

    def status_of(one: WholePlan) -> _PlanStatus:
        titles = one.titles(language, iso=iso)
        found = PlanDuties(titles, commands.of(one), open_duties(one.plan, as_of, DAYS))
        view = redacted(status_view(found, as_of))
        return _PlanStatus(redacted(one.name), pack(view))

    statuses, errors = of_whole_plans(workspace, status_of, lambda _: as_of)
    return PlanStatuses(tuple(one.name for one in statuses), Packed([one.view for one in statuses]), errors)
