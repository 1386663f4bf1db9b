"""Show plans at a glance: read them, and tell what is late, what is to be done, and how the work stands."""

from dataclasses import dataclass
from datetime import date

from anhorig_cli.analysis.open_duties import open_duties
from anhorig_cli.diagnostics import Diagnostic
from anhorig_cli.usecases.report.report_plans import view_plan
from anhorig_cli.usecases.todo.list_duties import DAYS, CommandNames
from anhorig_cli.views.redaction import redacted
from anhorig_cli.views.status import StatusView, status_view
from anhorig_cli.views.todo import PlanDuties
from anhorig_cli.vocabulary import Language
from anhorig_cli.workspace.whole_plans import whole_plans
from anhorig_cli.workspace.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Glanced:
    """The plans that could be read, at a glance, and the errors of those that could not."""

    views: tuple[StatusView, ...]
    errors: tuple[Diagnostic, ...]


def glance_plans(workspace: Workspace, as_of: date, language: Language, *, iso: bool = False) -> Glanced:
    """Return plans at a glance, as known on a day; with `iso`, dates keep the ISO spelling, as on a terminal."""
    plans, errors = whole_plans(workspace, lambda _: as_of)
    commands = CommandNames()
    views: list[StatusView] = []
    for one in plans:
        report = view_plan(one, as_of, language, iso=iso)
        titles = one.titles(language, iso=iso)
        found = PlanDuties(titles, commands.of(one), open_duties(one.plan, as_of, DAYS))
        views.append(redacted(status_view(report, found, as_of)))
    return Glanced(tuple(views), errors)
