"""Make a site of plans: an overview, a page a plan and a strategy's areas, the data, and what the site is."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from anhorig_cli.diagnostics import Diagnostic
from anhorig_cli.errors import WrongUsageError
from anhorig_cli.loading.discovery import name_of_file, slug
from anhorig_cli.rendering import export_data
from anhorig_cli.rendering.across_pages import Ways, overview_page
from anhorig_cli.rendering.coverage_format import CoverageFormat
from anhorig_cli.rendering.coverage_pages import written
from anhorig_cli.rendering.data_package import NAME, data_package
from anhorig_cli.rendering.page_kind import PageKind
from anhorig_cli.rendering.site_pages import SiteFile, SiteFrame
from anhorig_cli.source import message
from anhorig_cli.usecases.across.overview_plans import PlanRead, face_of_all, overview_of, plan_read
from anhorig_cli.usecases.across.statement import statement_of
from anhorig_cli.usecases.coverage.cover_strategy import cover_strategy
from anhorig_cli.usecases.report.choose_moment import Asked
from anhorig_cli.usecases.report.export_plans import ExportedPlan, ExportedTables, export_plan
from anhorig_cli.usecases.report.report_plans import ReportRequest, pages, reports_of
from anhorig_cli.views.exported import ROWS
from anhorig_cli.views.formatter import Formatter
from anhorig_cli.views.plan_names import PlanName, keys
from anhorig_cli.vocabulary import Language, folded
from anhorig_cli.workspace.packed import pack
from anhorig_cli.workspace.whole_plans import WholePlan, of_some_plans
from anhorig_cli.workspace.workspace import Workspace
from anhorig_cli.workspace.workspace_plan import WorkspacePlan

PLANS = "planer"
COVERAGE = "tackning"


@dataclass(frozen=True, slots=True)
class Site:
    """The files of a site, packed, by their paths in it; none with the errors that kept a plan from being read."""

    files: dict[str, bytes]
    errors: tuple[Diagnostic, ...]


def make_site(workspace: Workspace, as_of: date, language: Language, *, footer: bool) -> Site:
    """Return the site of plans as they were known on a day; nothing of it where a plan could not be read.

    Raises:
        WrongUsageError: where two plans would have one address.
        CannotWorkError: where a template of the user's own is wrong.
    """
    frame = SiteFrame(language, as_of, face_of_all(workspace), footer)
    plans, errors = of_some_plans(workspace, lambda some: _plans(some, frame), lambda _: as_of)
    if errors:
        return Site({}, errors)
    overview = overview_of(workspace, [one.read for one in plans], as_of, language)
    addresses = _addresses(overview.names)
    links = {one.place: f"{PLANS}/{address}.html" for one, address in zip(overview.names, addresses, strict=True)}
    matrices = _matrices(workspace, plans, addresses, frame)
    ways = Ways(links, [(one.place, one.title) for one in matrices])
    index = overview_page(overview.view, PageKind.HTML, footer=footer, face=overview.face, ways=ways)
    files = {"index.html": pack(frame.with_way(index, "index").encode())}
    files |= {one.place: one.page for one in matrices}
    files |= zip(links.values(), (one.page for one in plans), strict=True)
    files |= _data(ExportedTables([one.exported for one in plans]), overview.view.title, as_of, language)
    return Site(files | _pages_of_site(frame, statement_of(workspace)), ())


def _pages_of_site(frame: SiteFrame, statement: str) -> dict[str, bytes]:
    """Return the pages about the data and about the site itself, packed."""
    data = frame.data_page([SiteFile(*one) for one in _told_of(frame.language).items()])
    word = Formatter.of(frame.language)
    told = word.text("The pages are made of plans in text files, as known on {date}.", date=word.day(frame.as_of))
    return {"data.html": pack(data.encode()), "om.html": pack(frame.about_page(told, statement).encode())}


class _SitePlan(NamedTuple):
    """What a site keeps of a plan: what its overview tells, the plan's page (packed), and its tables."""

    read: PlanRead
    page: bytes
    exported: ExportedPlan
    has_areas: bool


def _plans(plans: Sequence[WholePlan], frame: SiteFrame) -> list[_SitePlan]:
    """Return what a site keeps of some plans."""
    day, language = frame.as_of, frame.language
    reports = reports_of(plans, ReportRequest(Asked(day, today=day), language))
    texts = pages(reports, PageKind.HTML, footer=frame.footer) if plans else []
    return [
        _SitePlan(
            plan_read(one, day, language),
            pack(frame.with_way(text, "plan").encode()),
            export_plan(one, day, language),
            bool(one.plan.areas),
        )
        for one, text in zip(plans, texts, strict=True)
    ]


class _Matrix(NamedTuple):
    """The page of a strategy that other plans serve: its place on the site, its title, and the page (packed)."""

    place: str
    title: str
    page: bytes


def _matrices(
    workspace: Workspace, plans: Sequence[_SitePlan], addresses: Sequence[str], frame: SiteFrame
) -> list[_Matrix]:
    """Return the pages of those plans with areas that other plans contribute to."""
    return [
        _matrix(one, workspace, f"{COVERAGE}/{address}.html", frame)
        for one, plan, address in zip(workspace.plans, plans, addresses, strict=True)
        if plan.has_areas and any(workspace.plans_naming(one))
    ]


def _matrix(strategy: WorkspacePlan, workspace: Workspace, place: str, frame: SiteFrame) -> _Matrix:
    """Return the page that says which plan serves which area of a strategy, with what."""
    view = cover_strategy(strategy, workspace, frame.as_of, frame.language).view
    page = written(view, CoverageFormat.HTML, footer=frame.footer).decode()
    return _Matrix(place, view.title, pack(frame.with_way(page, "plan").encode()))


def _addresses(names: Sequence[PlanName]) -> list[str]:
    """Return the name of each plan's page, which stays as long as its id does.

    Raises:
        WrongUsageError: where two plans would have the same.
    """
    addresses = [name_of_file(slug(key.replace("/", "-"))) for key in keys(names)]
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


def _data(views: ExportedTables, title: str, as_of: date, language: Language) -> dict[str, bytes]:
    """Return the files of data, packed: a table each as CSV, all of them as JSON, and what describes them."""
    files = {f"{table}.csv": export_data.as_csv(views, table, language) for table in ROWS}
    files["export.json"] = export_data.as_json(views, as_of)
    texts = _told_of(language)
    files[NAME] = data_package({name: texts[name] for name in files}, title, as_of, language)
    return {f"data/{name}": pack(data) for name, data in files.items()}


def _told_of(language: Language) -> dict[str, str]:
    """Return what each file of data holds, by its name."""
    word = Formatter.of(language)
    return {
        "subgoals.csv": word.text("The subgoals: dates, last assessment, responsible."),
        "activities.csv": word.text("The activities of the subgoals."),
        "measurements.csv": word.text("The measurements of the indicators."),
        "cycle.csv": word.text("The annual cycle: what is to be done this year, and what is done."),
        "export.json": word.text("All tables as JSON; anhorig export --schema describes them."),
        NAME: word.text("For programs: which columns the tables have and how they are written (Data Package)."),
    }
