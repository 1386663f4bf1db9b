"""Make a site of plans: an overview, a page a plan, the data, and what the site is."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from anhorig_cli.diagnostics import Diagnostic
from anhorig_cli.errors import WrongUsageError
from anhorig_cli.loading.discovery import slug
from anhorig_cli.rendering import export_data
from anhorig_cli.rendering.across_pages import overview_page
from anhorig_cli.rendering.page_kind import PageKind
from anhorig_cli.rendering.report_format import ReportFormat
from anhorig_cli.rendering.site_pages import SiteFile, SiteFrame
from anhorig_cli.source import message
from anhorig_cli.usecases.across.overview_plans import overview_plans
from anhorig_cli.usecases.report.choose_moment import Asked
from anhorig_cli.usecases.report.export_plans import export_plans
from anhorig_cli.usecases.report.make_reports import MadeReports, ReportForm, make_reports
from anhorig_cli.usecases.report.report_plans import ReportRequest
from anhorig_cli.views.exported import ROWS
from anhorig_cli.views.formatter import Formatter
from anhorig_cli.views.plan_names import PlanName, keys
from anhorig_cli.views.redaction import redacted
from anhorig_cli.vocabulary import Language, folded
from anhorig_cli.workspace.packed import pack
from anhorig_cli.workspace.workspace import Workspace

PLANS = "planer"


@dataclass(frozen=True, slots=True)
class Site:
    """The files of a site, packed, by their paths in it; none with the errors that kept a plan from being read.

    `has_statement` tells whether its owner has written an accessibility statement.
    """

    files: dict[str, bytes]
    has_statement: bool
    errors: tuple[Diagnostic, ...]


def make_site(workspace: Workspace, as_of: date, language: Language, *, footer: bool) -> Site:
    """Return the site of plans as they were known on a day; nothing of it where a plan could not be read.

    Raises:
        WrongUsageError: where two plans would have one address.
        CannotWorkError: where a template of the user's own is wrong.
    """
    overview = overview_plans(workspace, as_of, language)
    statement = redacted(_statement(workspace))
    if overview.errors:
        return Site({}, bool(statement), overview.errors)
    frame = SiteFrame(language, as_of, overview.face, footer)
    addresses = _addresses(overview.names)
    links = {one.place: f"{PLANS}/{address}.html" for one, address in zip(overview.names, addresses, strict=True)}
    index = overview_page(overview.view, PageKind.HTML, footer=footer, face=overview.face, links=links)
    files = {"index.html": pack(frame.with_way(index, "index").encode())}
    form = ReportForm((ReportFormat.HTML,), footer=footer)
    made = make_reports(workspace, ReportRequest(Asked(as_of, today=as_of), language), form)
    files |= zip(links.values(), _plan_pages(made, frame), strict=True)
    data = _data(workspace, as_of, language)
    files |= {f"data/{name}": packed for name, packed in data.items()}
    files["data.html"] = pack(frame.data_page(_told_of(list(data), language)).encode())
    word = Formatter.of(language)
    told = word.text("The pages are made of plans in text files, as known on {date}.", date=word.day(as_of))
    files["om.html"] = pack(frame.about_page(told, statement).encode())
    return Site(files, bool(statement), made.errors)


def _statement(workspace: Workspace) -> str:
    """Return the accessibility statement of the first project that has one."""
    return next(filter(None, (one.project.accessibility_statement for one in workspace.settings)), "")


def _addresses(names: Sequence[PlanName]) -> list[str]:
    """Return the name of each plan's page, which stays as long as its id does.

    Raises:
        WrongUsageError: where two plans would have the same.
    """
    addresses = [slug(key.replace("/", "-")) for key in keys(names)]
    seen: dict[str, PlanName] = {}
    for one, address in zip(names, addresses, strict=True):
        other = seen.setdefault(folded(address), one)
        if other is not one:
            raise WrongUsageError(
                message(
                    "{first} and {second} would have one address, {name}.html: give one of them an 'id' of its own",
                    first=other.place,
                    second=one.place,
                    name=address,
                )
            )
    return addresses


def _plan_pages(made: MadeReports, frame: SiteFrame) -> list[bytes]:
    return [pack(frame.with_way(page.decode(), "plan").encode()) for page in made.files(ReportFormat.HTML)]


def _data(workspace: Workspace, as_of: date, language: Language) -> dict[str, bytes]:
    """Return the files of data, packed: a table each as CSV, and all of them as JSON."""
    views = export_plans(workspace, as_of, language).views
    files = {f"{table}.csv": pack(export_data.as_csv(views, table, language)) for table in ROWS}
    return files | {"export.json": pack(export_data.as_json(views, as_of))}


def _told_of(names: Sequence[str], language: Language) -> list[SiteFile]:
    word = Formatter.of(language)
    texts = {
        "subgoals.csv": word.text("The subgoals: dates, last assessment, responsible."),
        "activities.csv": word.text("The activities of the subgoals."),
        "measurements.csv": word.text("The measurements of the indicators."),
        "cycle.csv": word.text("The annual cycle: what is to be done this year, and what is done."),
        "export.json": word.text("All tables as JSON; anhorig export --schema describes them."),
    }
    return [SiteFile(name, texts[name]) for name in names]
