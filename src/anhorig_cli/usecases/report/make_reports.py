"""Report plans: read them, make a page of each, and from the page the formats that are requested."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from anhorig_cli.diagnostics import Diagnostic
from anhorig_cli.loading.project_loader import Settings
from anhorig_cli.model.plan import Plan
from anhorig_cli.rendering.formats import PageKind, ReportFormat
from anhorig_cli.rendering.page import Printer, printer, render_pages
from anhorig_cli.rendering.template_files import COMMITTEE_PAPER
from anhorig_cli.source import Message, message
from anhorig_cli.usecases.parts_of_cycle import KnownNames, names_of, refuse_unknown, refuse_unknown_names, unit_names
from anhorig_cli.usecases.report.beside_others import MeasuredPlan, plan_without_withheld, withheld_by_root
from anhorig_cli.usecases.report.choose_report import Moment, MomentRequest, choose_moment, choose_template
from anhorig_cli.views.appearance import FaceView, face_view
from anhorig_cli.views.redaction import redacted
from anhorig_cli.views.report.report import ReportView, report_view
from anhorig_cli.vocabulary import Language, folded
from anhorig_cli.workspace.packed import Packed, pack
from anhorig_cli.workspace.whole_plans import WholePlan, map_batches, whole_plans
from anhorig_cli.workspace.workspace import Workspace

if TYPE_CHECKING:
    from anhorig_cli.analysis.shared_indicators import Withheld


class Reports(NamedTuple):
    """The views of the plans that could be read, the project of each, and the errors of those that could not."""

    views: tuple[ReportView, ...]
    projects: tuple[Settings, ...]
    errors: tuple[Diagnostic, ...]


class ReportRequest(NamedTuple):
    """Which reports are requested: of which moment, in which language, of which unit, and how detailed.

    Personal numbers are removed from every view, unless it `may_show_numbers` that the project has excepted, as in a
    report. With a `unit`, the views show its part of each plan that has it. With `full`, they show everything. With
    `with_history`, each includes the history of its subgoals in git.
    """

    asked: MomentRequest
    language: Language | None
    unit: str | None = None
    with_history: bool = False
    may_show_numbers: bool = False
    full: bool = False

    def day_of(self, plan: Plan) -> date:
        """Return the day of a plan's report; raises as `choose_moment`."""
        return choose_moment(plan, self.asked).as_of

    def is_of(self, plan: Plan) -> bool:
        """Return whether a plan has the requested unit; it has, if none is requested."""
        return self.unit is None or folded(self.unit) in map(folded, unit_names(plan))

    def view(self, one: WholePlan) -> ReportView:
        """Return the view of a plan.

        Raises:
            WrongUsageError: where the plan does not have the requested moment.
            CannotWorkError: where the history is requested, and there is no repository.
        """
        moment = choose_moment(one.plan, self.asked)
        view = report_view(
            one.plan,
            moment.as_of,
            one.selected.settings.project,
            one.other_plan,
            self.language,
            occasion=moment.occasion,
            since=moment.since,
            unit=self.unit,
            contributors_of=one.contributors_of,
            unread_naming=one.unread_naming,
            plans_replacing=one.plans_replacing,
            strategy_areas_of=one.strategy_areas_of,
            today=moment.today,
            full=self.full,
            kept_back=one.kept_back,
        )
        if self.with_history:
            view = _with_history(view, one, moment, whole=self.unit is None)
        is_as_written = self.may_show_numbers and one.is_shown_as_written
        return view if is_as_written else redacted(view)


def view_plans(
    workspace: Workspace,
    asked: date | MomentRequest,
    language: Language | None,
    *,
    unit: str | None = None,
    full: bool = False,
) -> Reports:
    """Return the view of each plan as of a day, or another moment; or the errors of a plan that cannot be loaded whole.

    Raises:
        WrongUsageError: where a plan does not have the requested moment, or no plan has the unit.
    """
    moment = asked if isinstance(asked, MomentRequest) else MomentRequest(asked)
    return views_of(workspace, ReportRequest(moment, language, unit, full=full))


def views_of(workspace: Workspace, request: ReportRequest) -> Reports:
    """Return the view of each plan that is requested; raises as `view_plans`, and as `ReportRequest.view`."""
    plans, errors = whole_plans(workspace, request.day_of)
    refuse_unknown([one.plan for one in plans], request.unit, None)
    return reports_of([one for one in plans if request.is_of(one.plan)], request, errors)


def reports_of(plans: Sequence[WholePlan], request: ReportRequest, errors: tuple[Diagnostic, ...] = ()) -> Reports:
    """Return the views of plans, with their projects, and the errors of other plans; raises as `ReportRequest.view`."""
    views = tuple(request.view(one) for one in plans)
    return Reports(views, tuple(one.selected.settings for one in plans), errors)


def _with_history(view: ReportView, one: WholePlan, moment: Moment, *, whole: bool) -> ReportView:
    """Return a view with the history of the plan; for a unit's part, with that of its own subgoals."""
    from anhorig_cli.usecases.show_history import history_of  # noqa: PLC0415 - only when requested

    shown = None if whole else frozenset(subgoal.id for subgoal in view.subgoals)
    return view._replace(history=history_of(one.selected, moment.as_of, Language(view.language), shown))


def pages(reports: Reports, kind: PageKind, *, template: str | None = None, footer: bool) -> list[str]:
    """Return each view as a page of a kind, made by the template that a name or file means in the view's project.

    Raises:
        WrongUsageError: where there is no template of that name and kind.
        CannotWorkError: where a template of the user's own cannot be read, or is wrong.
    """
    texts: list[str] = []
    for _, group in groupby(zip(reports.projects, reports.views, strict=True), key=lambda one: id(one[0])):
        projects, views = zip(*group, strict=True)
        choice = choose_template(template, kind, projects[0])
        texts += render_pages(views, kind, choice, footer=footer, face=face_of(projects[0]))
    return texts


def face_of(settings: Settings) -> FaceView:
    """Return the appearance that a project has chosen."""
    chosen = settings.project.appearance
    return face_view(chosen.color, chosen.typeface, settings.logo)


# Make the report of each plan in one or more formats, some plans at a time.


class ReportForm(NamedTuple):
    """The formats of reports, the template's name or file, and a letterhead with its file's name."""

    formats: tuple[ReportFormat, ...]
    template: str | None = None
    letterhead: tuple[str, bytes] | None = None
    footer: bool = False


class MadeReport(NamedTuple):
    """A plan's report: the plan's id, the file of each format (packed), and sentences on drafts to be completed.

    `unfilled` are sentences on the fields of the letterhead that the report has no value for.
    """

    id: str
    files: dict[ReportFormat, bytes]
    drafts: tuple[Message, ...]
    unfilled: tuple[Message, ...]


class MadeReports(NamedTuple):
    """The report of each plan that could be read, and the errors of those that could not."""

    reports: tuple[MadeReport, ...]
    errors: tuple[Diagnostic, ...]

    @property
    def ids(self) -> list[str]:
        """The id of each plan."""
        return [report.id for report in self.reports]

    def files(self, report_format: ReportFormat) -> Packed[bytes]:
        """Return the file of each report in a format."""
        return Packed(self.packed_files(report_format))

    def packed_files(self, report_format: ReportFormat) -> list[bytes]:
        """Return the file of each report in a format, packed."""
        return [report.files[report_format] for report in self.reports]


class _SomeReports(NamedTuple):
    """The reports of some plans, each with the plan's path and what it measures, and the names in all those plans."""

    reports: list[tuple[Path, MadeReport, MeasuredPlan]]
    names: list[KnownNames]


def make_reports(workspace: Workspace, request: ReportRequest, form: ReportForm) -> MadeReports:
    """Return every plan's report in each format; paper formats are printed from the HTML page, JSON is the view.

    What would let a small count of another of the plans be derived is withheld. Only some plans at a time are in
    memory, and where there are many, several processes share the work.

    Raises:
        WrongUsageError: as `pages` and `ReportRequest.view`, and where no plan has the requested unit.
        CannotWorkError: as `pages` and `ReportRequest.view`, and where what a format needs is not installed or the
            letterhead's marker is where no report can be placed.
    """
    parts, errors = _reports_of_some(workspace, request, form, {})
    refuse_unknown_names([one for part in parts for one in part.names], request.unit, None)
    found = [one for part in parts for one in part.reports]
    kept_back = withheld_by_root([(root, measured) for root, _, measured in found])
    remade = _made_again(workspace, request, form, kept_back)
    return MadeReports(tuple(remade.get(root, report) for root, report, _ in found), errors)


def _made_again(
    workspace: Workspace, request: ReportRequest, form: ReportForm, kept_back: Mapping[Path, "Withheld"]
) -> dict[Path, MadeReport]:
    """Return the reports of the plans that are to keep something back, without it, by the plans' paths."""
    affected = workspace.of_plans(one for one in workspace.plans if one.files.root in kept_back)
    parts, _ = _reports_of_some(affected, request, form, kept_back)
    return {root: report for part in parts for root, report, _ in part.reports}


def _reports_of_some(
    workspace: Workspace, request: ReportRequest, form: ReportForm, kept_back: Mapping[Path, "Withheld"]
) -> tuple[list[_SomeReports], tuple[Diagnostic, ...]]:
    """Return the reports, some plans at a time, without what each plan is to keep back, and the plans' errors."""

    def made(found: Iterable[WholePlan]) -> list[_SomeReports]:
        plans = list(found)
        requested = [one for one in plans if request.is_of(one.plan)]
        roots = [one.selected.files.root for one in requested]
        published = [
            plan_without_withheld(one, kept_back.get(root)) for one, root in zip(requested, roots, strict=True)
        ]
        reports = _made_reports(reports_of(published, request), form)
        measured = [MeasuredPlan.of(one, request.day_of(one.plan)) for one in requested]
        names = [names_of(one.plan, request.unit, None) for one in plans]
        return [_SomeReports(list(zip(roots, reports, measured, strict=True)), names)]

    return map_batches(workspace, made, request.day_of)


def _made_reports(reports: Reports, form: ReportForm) -> list[MadeReport]:
    """Return the reports of all views."""
    if not reports.views:
        return []
    columns = _files(reports, form)
    return [
        MadeReport(
            view.id,
            {one: pack(files[i]) for one, files in columns.items()},
            _drafts(view, form.template),
            _unfilled_fields(view, *form.letterhead) if form.letterhead else (),
        )
        for i, view in enumerate(reports.views)
    ]


def _files(reports: Reports, form: ReportForm) -> dict[ReportFormat, list[bytes]]:
    """Return the file of each view in each format."""
    letterhead = form.letterhead[1] if form.letterhead else None
    printers = {one: printer(one, letterhead) for one in form.formats if one.is_paper}
    kinds = dict.fromkeys(one.page_kind for one in form.formats if one.page_kind)
    texts = {kind: pages(reports, kind, template=form.template, footer=form.footer) for kind in kinds}
    files: dict[ReportFormat, list[bytes]] = {}
    for one in form.formats:
        page = texts[one.page_kind] if one.page_kind else []
        files[one] = _page_files(reports, page, printers.get(one)) if page else _json_files(reports)
    return files


def _json_files(reports: Reports) -> list[bytes]:
    """Return each report's view as JSON."""
    from anhorig_cli.rendering.view_data import as_json  # noqa: PLC0415 - only for JSON

    return [as_json([view], date.fromisoformat(view.iso_date)).encode() for view in reports.views]


def _page_files(reports: Reports, texts: Sequence[str], print_page: Printer | None) -> list[bytes]:
    """Return each report's page as a file: unchanged, or printed on paper."""
    if print_page is None:
        return [text.encode() for text in texts]
    return [
        print_page(text, date.fromisoformat(view.iso_date), field_values(view), face_of(project))
        for text, view, project in zip(texts, reports.views, reports.projects, strict=True)
    ]


def field_values(view: ReportView) -> dict[str, str]:
    """Return the values that a report has for the fields of a letterhead; the matter is never missing."""
    values = {
        "matter": view.title,
        "registry_number": view.registry_number,
        "date": view.date,
        "meeting": view.meeting,
        "committee": view.committee,
    }
    occasion = view.committee_paper.occasion
    if occasion is not None:
        own = {
            "matter": occasion.matter,
            "registry_number": occasion.registry_number,
            "meeting": occasion.meeting,
            "committee": occasion.committee,
        }
        values |= {name: value for name, value in own.items() if value}
    return {name: value for name, value in values.items() if value}


def _drafts(view: ReportView, template: str | None) -> tuple[Message, ...]:
    """Return a sentence on the sections of a committee report that must be written before it is sent."""
    missing = [section.heading for section in view.committee_paper.sections if section.is_draft]
    if template != COMMITTEE_PAPER or not missing:
        return ()
    sections = ", ".join(missing)
    return (
        message(
            "{plan}: complete these drafts before the committee report is sent: {sections}",
            plan=view.title,
            sections=sections,
        ),
    )


def _unfilled_fields(view: ReportView, file: str, letterhead: bytes) -> tuple[Message, ...]:
    """Return a sentence on each field of a letterhead that a report has no value for, and that stays unfilled."""
    from anhorig_cli.rendering.paper.word.word_writer import REPORT, fields_in  # noqa: PLC0415 - only for Word

    values = field_values(view)
    unfilled = dict.fromkeys(
        written for name, written in fields_in(letterhead).items() if name != REPORT and name not in values
    )
    return tuple(
        message(
            "{file}: {field} is left as it is: '{plan}' says nothing of it", file=file, field=field, plan=view.title
        )
        for field in unfilled
    )
