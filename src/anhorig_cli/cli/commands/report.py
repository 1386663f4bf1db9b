"""`anhorig report`."""

from collections.abc import Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Annotated

import typer

from anhorig_cli.cli.disk.report_destinations import destination_of, file_names, refuse_clashes, write
from anhorig_cli.cli.surroundings import as_of_date, day_of, language_of
from anhorig_cli.cli.terminal.help_language import help_text
from anhorig_cli.cli.terminal.options import AsOf, LanguageOption, Paths, UnitOption, one_of
from anhorig_cli.cli.terminal.telling import STDOUT, tell_errors, tell_left_out
from anhorig_cli.errors import CannotWorkError, ExitCode, WrongUsageError
from anhorig_cli.rendering.page_kind import PageKind
from anhorig_cli.rendering.report_format import ReportFormat
from anhorig_cli.source import message
from anhorig_cli.vocabulary import Language

if TYPE_CHECKING:
    from anhorig_cli.loading.letterhead.reading import Letterhead
    from anhorig_cli.rendering.preview_page import Shown
    from anhorig_cli.usecases.report.preview_plan import PageOf
    from anhorig_cli.usecases.report.report_plans import Reports
    from anhorig_cli.workspace.select_plans import Selected


def report(
    paths: Paths = None,
    as_of: AsOf = None,
    occasion: Annotated[
        str | None,
        typer.Option(
            "--occasion",
            metavar="ID",
            help=help_text("The plan's report occasion: gives the day, the meeting and what the last report was."),
            show_default=False,
        ),
    ] = None,
    since: Annotated[
        str | None,
        typer.Option(
            "--since",
            metavar=help_text("DATE"),
            help=help_text("What came after this day is new. Without it: after the last report occasion."),
            show_default=False,
        ),
    ] = None,
    page_format: Annotated[
        ReportFormat | None,
        typer.Option(
            "--format",
            metavar=one_of(ReportFormat),
            help=help_text(
                "The format where no file name tells: on the screen, in folders. Without it: the template's, else md."
            ),
            show_default=False,
        ),
    ] = None,
    output: Annotated[
        list[str] | None,
        typer.Option(
            "-o",
            "--output",
            metavar=help_text("FILE"),
            help=help_text(
                "Where to write: FILE.md, .html, .pdf or .docx, or FOLDER/. May be repeated. Without it, or with -: "
                "the screen."
            ),
            show_default=False,
        ),
    ] = None,
    template: Annotated[
        str | None,
        typer.Option(
            "--template",
            metavar=help_text("NAME|FILE"),
            help=help_text("The template: a name that 'anhorig template list' shows, or FILE.md.j2 or FILE.html.j2."),
            show_default=False,
        ),
    ] = None,
    unit: UnitOption = None,
    letterhead: Annotated[
        str | None,
        typer.Option(
            "--letterhead",
            metavar=help_text("FILE.docx"),
            help=help_text("Your own Word document, with [RAPPORT] in the paragraph where the report goes."),
            show_default=False,
        ),
    ] = None,
    language: LanguageOption = None,
    footer: Annotated[
        bool,
        typer.Option(
            "--footer/--no-footer",
            help=help_text("Whether the page names the tool's version. It does unless told not to."),
            show_default=False,
        ),
    ] = True,
    with_history: Annotated[
        bool,
        typer.Option(
            "--with-history",
            help=help_text("Also how the deadlines have been moved through the years, according to git."),
            show_default=False,
        ),
    ] = False,
    watch: Annotated[
        bool,
        typer.Option(
            "--watch",
            help=help_text("Show the report in a browser on this computer, anew each time the plan is saved."),
            show_default=False,
        ),
    ] = False,
    port: Annotated[
        int,
        typer.Option(
            "--port",
            metavar="PORT",
            min=0,
            max=65535,
            help=help_text("The port of --watch. Without it: any free one."),
            show_default=False,
        ),
    ] = 0,
) -> None:
    """Make a status report of each plan, for the committee.

    For example: anhorig report --as-of 2026-11-01 -o report.html
    """
    from anhorig_cli.cli.disk.writing import keep_compiled
    from anhorig_cli.cli.surroundings import today
    from anhorig_cli.rendering.page import newly_compiled
    from anhorig_cli.usecases.report.choose_moment import Asked
    from anhorig_cli.usecases.report.choose_template import kind_of_file, template_for
    from anhorig_cli.usecases.report.report_plans import make_reports, pages, view_plans
    from anhorig_cli.workspace.select_plans import select_plans

    template = template_for(template, unit)

    def views_of(selected: "Sequence[Selected]") -> "Reports":
        day = as_of_date(as_of) if as_of or occasion is None else None
        asked = Asked(day, occasion, day_of("--since", since) if since else None, today())
        tongue = language_of(language) if language else None
        return view_plans(selected, asked, tongue, unit=unit, with_history=with_history, may_show_numbers=True)

    def page_of(selected: "Sequence[Selected]") -> str | None:
        reports = views_of(selected)
        return None if reports.errors else pages(reports, PageKind.HTML, template=template, footer=footer)[0]

    if watch:
        if output or letterhead or page_format not in {None, ReportFormat.HTML}:
            raise WrongUsageError(message("--watch shows a web page: leave out -o, --format and --letterhead"))
        _watch(paths or [], as_of, page_of, template, language_of(language), port)
        return
    if template and page_format is None:
        kind = kind_of_file(template)
        page_format = ReportFormat(kind) if kind else None
    destinations = [destination_of(name, page_format) for name in output or [STDOUT]]
    if letterhead and not any(destination.kind is ReportFormat.DOCX for destination in destinations):
        raise WrongUsageError(message("--letterhead is for Word: write -o FILE.docx too"))
    selected = select_plans(paths or [])
    found = views_of(selected)
    if found.errors:
        tell_errors(found.errors, language_of(language))
        raise typer.Exit(ExitCode.FINDINGS)
    refuse_clashes(destinations, found.views)
    formats = list(dict.fromkeys(d.kind for d in destinations))
    paper = _read_letterhead(letterhead) if letterhead else None
    made = make_reports(found, formats, template=template, letterhead=paper.data if paper else None, footer=footer)
    tell_left_out(paper.left_out if paper else (), language_of(language))
    write(destinations, file_names(found.views, unit), made, language_of(language))
    keep_compiled(newly_compiled())


def _read_letterhead(name: str) -> "Letterhead":
    from anhorig_cli.loading.letterhead.reading import read_letterhead
    from anhorig_cli.workspace.select_plans import refuse_stray_file

    refuse_stray_file(name)
    return read_letterhead(name)


def _watch(
    paths: Sequence[str], as_of: str | None, page_of: "PageOf", template: str | None, language: Language, port: int
) -> None:
    from anhorig_cli.cli.preview import Preview, serve
    from anhorig_cli.usecases.report.preview_plan import shown_now, state_now, the_plan

    plan = the_plan(paths)
    with suppress(CannotWorkError):  # a file that is wrong is told of on the page; what is wrongly asked for, here
        page_of([plan])

    def show(last: str | None) -> "Shown":
        return shown_now(plan.files.name, as_of_date(as_of), page_of, last)

    serve(Preview(lambda: state_now(plan, template), show, language), port, language)
