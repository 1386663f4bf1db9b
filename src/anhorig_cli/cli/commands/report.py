"""`anhorig report`."""

import sys
from collections.abc import Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Annotated, NamedTuple

from anhorig_cli.cli.disk.destinations import Destination, destination_of, file_names, refuse_clashes, write
from anhorig_cli.cli.others import select_plans, trust
from anhorig_cli.cli.surroundings import as_of_date, day_of, language_of
from anhorig_cli.cli.terminal import completion
from anhorig_cli.cli.terminal.options import (
    AsOf,
    DryRunOfFiles,
    Footer,
    LanguageOption,
    Paths,
    SchemaOption,
    UnitOption,
    WithOthers,
    flag,
    format_option,
    option,
    output_option,
    port_option,
)
from anhorig_cli.cli.terminal.telling import STDOUT, exit_on_errors, print_sentences
from anhorig_cli.diagnostics import CannotWorkError, WrongUsageError
from anhorig_cli.rendering.formats import PageKind, ReportFormat
from anhorig_cli.source import message

if TYPE_CHECKING:
    from anhorig_cli.loading.letterhead.reading import Letterhead
    from anhorig_cli.rendering.preview_page import PreviewState
    from anhorig_cli.usecases.report.make_reports import MadeReports, ReportRequest
    from anhorig_cli.vocabulary import Language
    from anhorig_cli.workspace.workspace import Workspace


def report(
    paths: Paths = None,
    as_of: AsOf = None,
    occasion: Annotated[
        str | None,
        option(
            "ID",
            "The plan's report occasion: it gives the day, the meeting and the previous report.",
            offers=completion.occasions,
        ),
    ] = None,
    since: Annotated[
        str | None,
        option("DATE", "What came after this day is new. Default: what came after the previous report occasion."),
    ] = None,
    page_format: Annotated[
        ReportFormat | None,
        format_option(
            ReportFormat,
            "The format if no file name shows it: on the screen and in folders. Default: the template's, else "
            "md. json is everything that a template gets.",
        ),
    ] = None,
    output: Annotated[
        list[str] | None,
        output_option(
            "Where to write: FILE.md, .html, .pdf, .docx or .json, or FOLDER/. Repeatable. Default, and with "
            "-: the screen."
        ),
    ] = None,
    template: Annotated[
        str | None,
        option(
            "NAME|FILE",
            "The template: a name that 'anhorig template list' shows, or FILE.md.j2 or FILE.html.j2.",
            offers=completion.templates,
        ),
    ] = None,
    unit: UnitOption = None,
    letterhead: Annotated[
        str | None,
        option("FILE.docx", "Your own Word document, with [RAPPORT] in the paragraph where the report goes."),
    ] = None,
    language: LanguageOption = None,
    footer: Footer = False,
    with_history: Annotated[
        bool, flag("Also how the dates have been moved over the years, according to git.", "--with-history")
    ] = False,
    full: Annotated[
        bool, flag("Everything: all tables and measurements, target groups, roles and funding.", "--full")
    ] = False,
    with_others: WithOthers = False,
    dry_run: DryRunOfFiles = False,
    watch: Annotated[
        bool,
        flag("Show the report in a browser on this computer, and update it each time the plan is saved.", "--watch"),
    ] = False,
    port: Annotated[int, port_option("The port of --watch. Default: any free one.")] = 0,
    schema: SchemaOption = False,
) -> None:
    """Make a status report of each plan, for the committee.

    For example: anhorig report -o report.html
    """
    if schema:
        _print_schema(language)
        return
    from anhorig_cli.usecases.report.choose_report import template_for

    is_own_template = template is not None
    template = template_for(template, unit)
    request = _Request(
        as_of,
        occasion,
        since,
        template,
        unit,
        language,
        footer=footer,
        with_history=with_history,
        full=full,
        with_others=with_others,
    )
    if not watch:
        destinations = _destinations(output, page_format, template, letterhead)
        if is_own_template and _is_json_alone(destinations):
            raise WrongUsageError(
                message("json is everything that a template gets, and uses no template: leave out --template")
            )
        _write(request, paths or [], destinations, letterhead, dry_run=dry_run)
        return
    if any((output, letterhead, page_format not in {None, ReportFormat.HTML})):
        raise WrongUsageError(message("--watch shows a web page: leave out -o, --format and --letterhead"))
    _watch(paths or [], request, port)


def _is_json_alone(destinations: Sequence[Destination]) -> bool:
    """Return whether all destinations are JSON."""
    return all(one.kind is ReportFormat.JSON for one in destinations)


def _print_schema(language: str | None) -> None:
    from anhorig_cli.rendering.view_data import schema
    from anhorig_cli.views.report.report import ReportView

    sys.stdout.write(schema(ReportView, language_of(language)))


class _Request(NamedTuple):
    """The command line's options for a report, as typed, with the template's name or file."""

    as_of: str | None
    occasion: str | None
    since: str | None
    template: str | None
    unit: str | None
    language: str | None
    footer: bool
    with_history: bool
    full: bool
    with_others: bool

    def report_request(self) -> "ReportRequest":
        """Return the request for the reports; personal numbers that a project's exceptions allow may be shown."""
        from anhorig_cli.cli.surroundings import today
        from anhorig_cli.usecases.report.choose_report import MomentRequest
        from anhorig_cli.usecases.report.make_reports import ReportRequest

        day = as_of_date(self.as_of) if self.as_of or self.occasion is None else None
        since = day_of("--since", self.since) if self.since else None
        language = language_of(self.language) if self.language else None
        return ReportRequest(
            MomentRequest(day, self.occasion, since, today()),
            language,
            self.unit,
            with_history=self.with_history,
            may_show_numbers=True,
            full=self.full,
        )

    def page(self, workspace: "Workspace") -> str | None:
        """Return the first plan's report as a web page; None if some of a plan cannot be read."""
        from anhorig_cli.usecases.report.make_reports import pages, views_of

        reports = views_of(workspace, self.report_request())
        if reports.errors:
            return None
        return pages(reports, PageKind.HTML, template=self.template, footer=self.footer)[0]


def _destinations(
    output: Sequence[str] | None, page_format: ReportFormat | None, template: str | None, letterhead: str | None
) -> list[Destination]:
    """Return the reports' destinations; a file template decides the format if neither --format nor a file name does."""
    from anhorig_cli.usecases.report.choose_report import kind_of_file

    kind = kind_of_file(template) if template and page_format is None else None
    found = [destination_of(name, ReportFormat(kind) if kind else page_format) for name in output or [STDOUT]]
    if letterhead and not any(one.kind is ReportFormat.DOCX for one in found):
        raise WrongUsageError(message("--letterhead is for Word: write -o FILE.docx too"))
    return found


def _write(
    request: _Request,
    paths: Sequence[str],
    destinations: Sequence[Destination],
    letterhead: str | None,
    *,
    dry_run: bool,
) -> None:
    """Make the reports and write them; if some of a plan cannot be read, print the errors and write nothing."""
    from anhorig_cli.cli.disk.outputs import keep_compiled
    from anhorig_cli.loading.folder import id_of
    from anhorig_cli.rendering.page import newly_compiled
    from anhorig_cli.usecases.report.make_reports import ReportForm, make_reports

    language = language_of(request.language)
    workspace = select_plans(paths, language, with_others=request.with_others)
    if request.unit is None:  # with a unit, there are only as many reports as plans that have it
        refuse_clashes(destinations, [id_of(one.files) for one in workspace.plans])
    formats = tuple(dict.fromkeys(one.kind for one in destinations))
    letterhead_file = _read_letterhead(letterhead) if letterhead else None
    sheet = (letterhead, letterhead_file.data) if letterhead and letterhead_file else None
    made = make_reports(
        workspace, request.report_request(), ReportForm(formats, request.template, sheet, request.footer)
    )
    exit_on_errors(made.errors, language)
    refuse_clashes(destinations, made.ids)
    _print_what_is_left(made, letterhead_file, language)
    write(destinations, file_names(made.ids, request.unit), made, language, dry_run=dry_run)
    keep_compiled(newly_compiled())


def _print_what_is_left(made: "MadeReports", letterhead_file: "Letterhead | None", language: "Language") -> None:
    """Print what must be written before a report is sent, and what the letterhead lost or has no value for."""
    print_sentences([sentence for one in made.reports for sentence in one.drafts], language)
    if letterhead_file is not None:
        print_sentences(
            (*letterhead_file.left_out, *(sentence for one in made.reports for sentence in one.unfilled)), language
        )


def _read_letterhead(name: str) -> "Letterhead":
    from anhorig_cli.loading.letterhead.reading import read_letterhead
    from anhorig_cli.workspace.workspace_plan import refuse_stray_file

    refuse_stray_file(name)
    return read_letterhead(name)


def _watch(paths: Sequence[str], request: _Request, port: int) -> None:
    from anhorig_cli.cli.preview import Preview, serve
    from anhorig_cli.usecases.report.preview_plan import checksum_of_sources, only_plan, preview_state

    language = language_of(request.language)
    workspace = select_plans(paths, language, with_others=request.with_others)
    plan = only_plan(workspace)
    with suppress(CannotWorkError):  # errors in files are shown on the page; only wrong options are reported here
        request.page(workspace.of_plans([plan]))
    trusts = trust(with_others=request.with_others)

    def show(last: str | None) -> "PreviewState":
        return preview_state(plan.files.name, as_of_date(request.as_of), request.page, last, trusts)

    serve(Preview(lambda: checksum_of_sources(plan, request.template), show, language), port)
