"""Make the report of each plan in one or more formats, some plans at a time."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from anhorig_cli.diagnostics import Diagnostic
from anhorig_cli.rendering.formats import ReportFormat
from anhorig_cli.rendering.page import Printer, printer
from anhorig_cli.rendering.template_files import COMMITTEE_PAPER
from anhorig_cli.source import Message, message
from anhorig_cli.usecases.cycle.parts_of_cycle import KnownNames, names_of, refuse_unnamed
from anhorig_cli.usecases.report.report_plans import ReportRequest, Reports, face_of, pages, reports_of
from anhorig_cli.views.report.report import ReportView
from anhorig_cli.workspace.packed import Packed, pack
from anhorig_cli.workspace.whole_plans import WholePlan, of_some_plans
from anhorig_cli.workspace.workspace import Workspace


class ReportForm(NamedTuple):
    """What reports are made as: the formats, the template's name or file, and a letterhead with its file's name."""

    formats: tuple[ReportFormat, ...]
    template: str | None = None
    letterhead: tuple[str, bytes] | None = None
    footer: bool = False


class MadeReport(NamedTuple):
    """A plan's report: the plan's id, the file of each format (packed), and sentences on what is left to be written.

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


class _Part(NamedTuple):
    """The reports of some plans, and the names of units that those plans know."""

    reports: list[MadeReport]
    names: list[KnownNames]


def make_reports(workspace: Workspace, request: ReportRequest, form: ReportForm) -> MadeReports:
    """Return every plan's report in each format; paper is printed from the page of HTML, JSON is the view.

    Only some plans at a time are in memory, and where there are many, processes of their own share the work.

    Raises:
        WrongUsageError: as `pages` and `ReportRequest.view`, and where no plan knows the unit that is asked for.
        CannotWorkError: as `pages` and `ReportRequest.view`, and where what a format needs is not installed or the
            letterhead has its marker where no report can stand.
    """

    def made(found: Iterable[WholePlan]) -> list[_Part]:
        plans = list(found)
        asked = [one for one in plans if request.is_of(one.plan)]
        names = [names_of(one.plan, request.unit, None) for one in plans]
        return [_Part(_made(reports_of(asked, request), form), names)]

    parts, errors = of_some_plans(workspace, made, request.day_of)
    refuse_unnamed([names for part in parts for names in part.names], request.unit, None)
    return MadeReports(tuple(report for part in parts for report in part.reports), errors)


def _made(reports: Reports, form: ReportForm) -> list[MadeReport]:
    """Return the reports of views."""
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
        files[one] = _written(reports, page, printers.get(one)) if page else _data(reports)
    return files


def _written(reports: Reports, texts: Sequence[str], print_page: Printer | None) -> list[bytes]:
    """Return each report's page as a file: as it is, or printed on paper."""
    return _printed(reports, texts, print_page) if print_page else [text.encode() for text in texts]


def _data(reports: Reports) -> list[bytes]:
    """Return each report's view as JSON."""
    from anhorig_cli.rendering.view_data import as_json  # noqa: PLC0415 - only for JSON

    return [as_json([view], date.fromisoformat(view.iso_date)).encode() for view in reports.views]


def _printed(reports: Reports, texts: Sequence[str], print_page: Printer) -> list[bytes]:
    """Return each report's page of HTML as a file for paper."""
    return [
        print_page(text, date.fromisoformat(view.iso_date), field_values(view), face_of(project))
        for text, view, project in zip(texts, reports.views, reports.projects, strict=True)
    ]


def field_values(view: ReportView) -> dict[str, str]:
    """Return the values of a letterhead's fields that a report has; that of the matter is never missing."""
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
    """Return a sentence on a paper to a committee that has sections to be written before it is sent."""
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
    """Return a sentence on each field of a letterhead that a report has no value for, and that stays as it is."""
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
