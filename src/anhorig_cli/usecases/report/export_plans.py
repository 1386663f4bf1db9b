"""Export plans: read them, and put them into tables, under the rules of disclosure."""

from dataclasses import dataclass, replace
from datetime import date

from anhorig_cli.diagnostics import Diagnostic
from anhorig_cli.model.dates import parse_date
from anhorig_cli.usecases.report.report_plans import view_plan
from anhorig_cli.views.cycle.follow_up import Wanted, follow_up
from anhorig_cli.views.exported import ExportView, export_view
from anhorig_cli.views.names import Titles
from anhorig_cli.views.plan_names import ids_apart
from anhorig_cli.views.redaction import redacted
from anhorig_cli.vocabulary import Language
from anhorig_cli.workspace.whole_plans import whole_plans
from anhorig_cli.workspace.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Exported:
    """The tables of the plans that could be read, and the errors of those that could not."""

    view: ExportView
    errors: tuple[Diagnostic, ...]


def export_plans(workspace: Workspace, as_of: date, language: Language) -> Exported:
    """Return plans as tables, as known on a day; the annual cycle is that of the day's year."""
    plans, errors = whole_plans(workspace, lambda _: as_of)
    ids = ids_apart([one.name for one in plans])
    reports = [
        view_plan(one, as_of, language, iso=True)._replace(id=name) for one, name in zip(plans, ids, strict=True)
    ]
    titles = [_called(one.titles(language, iso=True), name) for one, name in zip(plans, ids, strict=True)]
    year = Wanted(parse_date(str(as_of.year)))
    cycles = [follow_up(one, as_of, year) for one in titles]
    least = [one.selected.settings.project.small_count for one in plans]
    return Exported(redacted(export_view(as_of, reports, list(zip(titles, least, strict=True)), cycles)), errors)


def _called(titles: Titles, name: str) -> Titles:
    """Return what prints a plan's references, with the id that tells the plan from the others."""
    if name == titles.plan.id:
        return titles
    return replace(titles, plan=titles.plan.model_copy(update={"id": name}))
