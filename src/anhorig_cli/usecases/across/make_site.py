"""Make a site of plans: pages of all plans, of each plan, of areas and shared indicators, and the data.

Each plan is read twice. The first reading gathers what depends on all plans: how each of them stands, what it
contributes to strategies, which indicators it has. The second makes its page and its tables, which refer to the others.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import NamedTuple

from anhorig_cli.analysis.contributions import SharedValues
from anhorig_cli.analysis.shared_indicators import IndicatorGroup, suppressed_in, withheld_by_plan
from anhorig_cli.diagnostics import Diagnostic, WrongUsageError
from anhorig_cli.loading.plan_names import name_of_file, slug
from anhorig_cli.rendering import export_data
from anhorig_cli.rendering.across_pages import (
    ABOUT,
    CHANGED,
    DATA,
    FEED,
    INDEX,
    SHORT_BEGINNING,
    PageLink,
    PageLinks,
    SiteFile,
    SiteFrame,
    comparison_pieces,
    overview_pieces,
)
from anhorig_cli.rendering.coverage_pages import CoverageLinks, html_pieces
from anhorig_cli.rendering.export_data import NAME, data_package
from anhorig_cli.rendering.formats import PageKind
from anhorig_cli.source import message
from anhorig_cli.usecases.across.cover_strategy import CoveredStrategy
from anhorig_cli.usecases.across.overview_plans import (
    PlanRead,
    PlansOverview,
    comparison,
    face_of_all,
    overview_of,
    plan_read,
    shared_groups,
)
from anhorig_cli.usecases.across.site_changes import PlansInGit, changes_of_site, plans_in_git
from anhorig_cli.usecases.across.site_plans import SitePlans
from anhorig_cli.views.comparison import PlanValue
from anhorig_cli.views.coverage import CoverageView, PlanColumn, area_pages
from anhorig_cli.views.exported import ROWS
from anhorig_cli.views.formatter import Formatter
from anhorig_cli.views.names import PlanName, ids_apart, keys
from anhorig_cli.views.redaction import redacted
from anhorig_cli.vocabulary import Language, folded
from anhorig_cli.workspace.packed import Packed, Spool, pack, put
from anhorig_cli.workspace.strategies import Strategies
from anhorig_cli.workspace.whole_plans import ReadPlan, each_batch, errors_of_settings, in_order, map_plans
from anhorig_cli.workspace.workspace import Workspace

PLANS, COVERAGE, AREAS, INDICATORS = "planer", "tackning", "omraden", "indikatorer"


@dataclass(frozen=True, slots=True)
class Site:
    """The files of a site in pieces, by their paths in it; or none, and the errors that kept a plan from being read.

    `has_changes` says whether the plans are in git, so that there is a page of changes.
    """

    files: Spool[bytes]
    errors: tuple[Diagnostic, ...]
    has_changes: bool


def make_site(workspace: Workspace, as_of: date, language: Language, *, footer: bool) -> Site:
    """Return the site of plans as they were known on a day; no files where a plan could not be read.

    Raises:
        WrongUsageError: where two plans, areas or indicators would have one address.
        CannotWorkError: where a template of the user's own is wrong.
    """
    in_git = plans_in_git(workspace, as_of)
    frame = SiteFrame(language, as_of, face_of_all(workspace), footer, bool(in_git))
    strategies = Strategies(workspace, as_of)
    covered = [CoveredStrategy.of(one.selected, one.snapshot.plan, workspace, as_of) for one in strategies.found]
    first = map_plans(workspace, partial(_first_reading, covered, frame), lambda _: as_of)
    errors = in_order([*errors_of_settings(workspace), *(error for one in first for error in one.errors)])
    if errors:
        return Site(Spool(), errors, bool(in_git))
    site = _Site(workspace, frame, first)
    columns = _columns(first)
    del first  # its packed data is in the site and in the columns now
    strategies.cache_in_workspace(workspace.plans, [[one.contributor for one in several] for several in columns])
    site.make_plans()
    matrices = [site.matrix(one, i, columns) for i, one in enumerate(covered)]
    title = site.put_index(matrices, [site.indicator(group) for group in site.groups])
    site.put_data(title)
    site.put_changes(in_git)
    site.put(ABOUT, frame.about_page(_about_sentence(frame), statement_of(workspace)))
    return Site(site.files, (), bool(in_git))


def _columns(first: Sequence["_FirstReading"]) -> list[list[PlanColumn]]:
    """Return each plan's columns in the matrices; what many columns have in common is kept in memory once."""
    shared = SharedValues()
    packed = Packed[list[PlanColumn]]([one.columns for one in first])
    return [[_with_shared(column, shared) for column in several] for several in packed]


def _with_shared(column: PlanColumn, shared: SharedValues) -> PlanColumn:
    found = column.contributor
    return column if found is None else column._replace(contributor=shared.of(found))


class _FirstReading(NamedTuple):
    """What the first reading keeps of a plan: its name, its errors, and the indicators with something suppressed.

    `read` is the plan in short, and `columns` its columns in the matrices of strategies; both are packed.
    """

    name: PlanName
    errors: tuple[Diagnostic, ...]
    suppressed: frozenset[str]
    read: bytes
    columns: bytes


def _first_reading(covered: Sequence[CoveredStrategy], frame: SiteFrame, one: ReadPlan) -> _FirstReading:
    read = plan_read(one, frame.as_of, frame.language)
    name, suppressed = PlanName("", one.id, place=one.name), frozenset[str]()
    if one.whole is not None:
        name = one.whole.name
        suppressed = suppressed_in(one.whole.plan, one.whole.selected.settings.project.small_count)
    return _FirstReading(name, one.errors, suppressed, pack(read), pack([each.column(one) for each in covered]))


class _Site:
    """A site that is being made: what it is made from, and its files."""

    def __init__(self, workspace: Workspace, frame: SiteFrame, first: Sequence[_FirstReading]) -> None:
        self.files = Spool[bytes]()
        self._read = Spool[PlanRead]()
        for one in first:
            self._read.add(INDEX, one.read)
        self.groups = shared_groups(self._read.get(INDEX, ()))
        self._kept_back = withheld_by_plan(
            self.groups, [one.suppressed for one in first], [one.name.names for one in first]
        )
        self._workspace = workspace
        self._frame = frame
        self._numbers = {one.files.root: number for number, one in enumerate(workspace.plans)}
        self._rows = Spool[bytes]()
        self._values = Spool[PlanValue]()
        self._names = [one.name for one in first]
        self._addresses = _addresses(self._names)
        self._places = [f"{PLANS}/{address}.html" for address in self._addresses]

    @property
    def by_file(self) -> dict[str, str]:
        """The page of each plan, by the path of the plan's file or folder."""
        return {one.place: place for one, place in zip(self._names, self._places, strict=True)}

    @property
    def owner(self) -> str:
        """The organisation of the plans, if they have one in common; else the title of the overview."""
        owners = {name.organisation for name in self._names}
        if len(owners) == 1 and all(owners):
            return redacted(owners.pop())
        return self._word.text("The plans")

    @property
    def _word(self) -> Formatter:
        return Formatter.of(self._frame.language)

    def put(self, place: str, pieces: Iterable[bytes]) -> None:
        """Add a file to the site.

        Raises:
            WrongUsageError: where the site has a file with that path already.
        """
        if place in self.files:
            raise WrongUsageError(message("two pages would have the address {name}: change one of the ids", name=place))
        put(self.files, place, pieces)

    def make_plans(self) -> None:
        """Read every plan, and add its page, its rows of the tables, and its values of shared indicators."""
        work = SitePlans(
            self._workspace, self._frame, self._places, ids_apart(self._names), self.groups, self._kept_back
        )
        made = each_batch(self._workspace, work.made, lambda _: self._frame.as_of)
        plans = enumerate(one for some, _ in made for one in some)
        for number, one in plans:
            self.files.add(self._places[number], one.page)
            for table, (rows, objects) in zip(ROWS, one.tables, strict=True):
                self._rows.add(f"{table}.csv", rows)
                self._rows.add(f"{table}.json", objects)
            for name, value in one.values:
                self._values.add(f"{number}/{name}", value)

    def matrix(self, strategy: CoveredStrategy, number: int, columns: Iterable[Sequence[PlanColumn]]) -> PageLink:
        """Add the page of how plans contribute to a strategy's areas, and a page of each area; return a link."""
        place = self._numbers[strategy.selected.files.root]
        others = [several[number] for i, several in enumerate(columns) if i != place]
        view = strategy.view(others, self._frame.language)
        address = self._addresses[place]
        areas = {one.id: f"{AREAS}/{address}/{name_of_file(slug(one.id))}.html" for one in view.areas}
        matrix = f"{COVERAGE}/{address}.html"
        up = {file: f"../{page}" for file, page in self.by_file.items()}
        ways = CoverageLinks({name: f"../{page}" for name, page in areas.items()}, up)
        pieces = html_pieces(view, footer=self._frame.footer, ways=ways)
        self.put(matrix, self._frame.framed(pieces, matrix, within=SHORT_BEGINNING))
        self._put_areas(view, areas, f"../../{matrix}")
        return PageLink(matrix, view.title)

    def _put_areas(self, view: CoverageView, places: Mapping[str, str], matrix: str) -> None:
        ways = {file: f"../../{page}" for file, page in self.by_file.items()}
        for area in area_pages(view, self._word):
            self.put(places[area.id], self._frame.area_page(area, places[area.id], matrix, ways))

    def indicator(self, group: IndicatorGroup) -> PageLink:
        """Add the page of an indicator that several plans have, and return its link."""
        language, footer, face = self._frame.language, self._frame.footer, self._frame.face
        view = redacted(comparison(group, self._values_of(group), language))
        place = f"{INDICATORS}/{name_of_file(slug(address_of(group).replace('/', '-')))}.html"
        names_by_file = {one.value.plan.place: one.name for group in view.alike for one in group.values}
        ways = [PageLink(f"../{self.by_file[file]}", name) for file, name in names_by_file.items()]
        pieces = comparison_pieces(view, self._frame.as_of, language, PageKind.HTML, ways, footer=footer, face=face)
        self.put(place, self._frame.framed(pieces, place))
        return PageLink(place, view.title, self._word.text("{n} plans", n=len(ways)))

    def _values_of(self, group: IndicatorGroup) -> list[PlanValue]:
        return [value for one in group for value in self._values[f"{one.place}/{folded(one.id)}"]]

    def _values_of_each(self, groups: Sequence[IndicatorGroup]) -> list[list[PlanValue]]:
        return [self._values_of(group) for group in groups]

    def put_index(self, matrices: Sequence[PageLink], indicators: Sequence[PageLink]) -> str:
        """Add the page of all plans, and return its title."""
        overview = self._overview()
        face, footer = overview.face, self._frame.footer
        ways = PageLinks(self.by_file, matrices, indicators)
        pieces = overview_pieces(overview.view, PageKind.HTML, ways, footer=footer, face=face)
        self.put(INDEX, self._frame.framed(pieces, INDEX))
        return overview.view.title

    def _overview(self) -> PlansOverview:
        day, language = self._frame.as_of, self._frame.language
        read = list(self._read.get(INDEX, ()))
        return overview_of(self._workspace, read, self.groups, self._values_of_each, day, language)

    def put_changes(self, in_git: Sequence[PlansInGit]) -> None:
        """Add the page of changes and the feed, if the plans are in git."""
        if in_git:
            changes = changes_of_site(in_git, self._frame.as_of, self._frame.language)
            self.put(CHANGED, self._frame.changes_page(changes, self.by_file))
            self.put(FEED, self._frame.feed(changes, self.by_file, self.owner))

    def put_data(self, title: str) -> None:
        """Add the data files, their description, and the page that lists them."""
        day, language = self._frame.as_of, self._frame.language
        texts = _descriptions(language)
        for table in ROWS:
            rows = self._rows.get(f"{table}.csv", ())
            self.put(f"data/{table}.csv", _with_head(export_data.csv_head(table, language), rows))
        document = export_data.json_pieces(day, lambda table: self._rows.get(f"{table}.json", ()))
        self.put("data/export.json", document)
        described = data_package({name: text for name, text in texts.items() if name != NAME}, title, day, language)
        self.put(f"data/{NAME}", [described])
        self.put(DATA, self._frame.data_page([SiteFile(*one) for one in texts.items()]))


def _with_head(first: bytes, rest: Iterable[bytes]) -> Iterator[bytes]:
    yield first
    yield from rest


def address_of(group: IndicatorGroup) -> str:
    """Return the name of the page of a shared indicator, which stays the same from day to day.

    That is its id in Kolada, else the indicator that the others follow.
    """
    kolada = sorted(one.kolada for one in group if one.kolada)
    if kolada:
        return kolada[0]
    known = {folded(one.follows): one.follows for one in group if one.follows}
    first = [one.name for one in group if not one.follows and one.names & known.keys()]
    return min(first) if first else min(known.values())


def _addresses(names: Sequence[PlanName]) -> list[str]:
    """Return the name of each plan's page, which stays the same as long as the plan's id does.

    Raises:
        WrongUsageError: where two plans would have the same name.
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


def _about_sentence(frame: SiteFrame) -> str:
    word = Formatter.of(frame.language)
    return word.text("The pages are made from plans in text files, as known on {date}.", date=word.day(frame.as_of))


def _descriptions(language: Language) -> dict[str, str]:
    """Return a description of each data file, by its name."""
    word = Formatter.of(language)
    return {
        "subgoals.csv": word.text("The subgoals: dates, last assessment, responsible."),
        "areas.csv": word.text("The areas of the plans, and the plans that have been judged: last assessment."),
        "activities.csv": word.text("The activities of the subgoals."),
        "measurements.csv": word.text("The measurements of the indicators."),
        "cycle.csv": word.text("The annual cycle: what is to be done this year, and what is done."),
        "export.json": word.text("All tables as JSON; anhorig export --schema describes them."),
        NAME: word.text("For programs: which columns the tables have and how they are written (Data Package)."),
    }


def statement_of(workspace: Workspace) -> str:
    """Return the accessibility statement of the first project that has one; empty where none has."""
    written = (one.project.accessibility_statement for one in workspace.settings)
    return redacted(next(filter(None, written), ""))
