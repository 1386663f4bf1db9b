"""Export plans: read them, and put them into tables, under the rules of disclosure."""

from dataclasses import dataclass
from datetime import date

from anhorig_cli.diagnostics import Diagnostic
from anhorig_cli.model.dates import parse_date
from anhorig_cli.usecases.report.report_plans import view_plan
from anhorig_cli.views.cycle.follow_up import Wanted, follow_up
from anhorig_cli.views.exported import ExportView, export_view
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
    reports = [view_plan(one, as_of, language, iso=True) for one in plans]
    titles = [one.titles(language, iso=True) for one in plans]
    year = Wanted(parse_date(str(as_of.year)))
    cycles = [follow_up(one, as_of, year) for one in titles]
    least = [one.selected.settings.project.small_count for one in plans]
    return Exported(redacted(export_view(as_of, reports, list(zip(titles, least, strict=True)), cycles)), errors)
