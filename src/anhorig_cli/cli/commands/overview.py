"""`anhorig overview`."""

from typing import Annotated

from anhorig_cli.cli.disk.outputs import keep_compiled, write_named
from anhorig_cli.cli.others import select_plans
from anhorig_cli.cli.surroundings import as_of_date, language_of
from anhorig_cli.cli.terminal.options import (
    AsOf,
    DryRunOfFiles,
    Footer,
    LanguageOption,
    Paths,
    WithOthers,
    format_of_ending,
    format_option,
    output_option,
)
from anhorig_cli.cli.terminal.telling import STDOUT, exit_on_errors
from anhorig_cli.rendering.formats import PageKind, ReportFormat
from anhorig_cli.source import message


def overview(
    paths: Paths = None,
    page_format: Annotated[PageKind, format_option(PageKind, "The format of what goes to the screen.")] = PageKind.MD,
    output: Annotated[
        list[str] | None,
        output_option("Where to write: FILE.md, .html, .pdf or .docx. Repeatable. Default, and with -: the screen."),
    ] = None,
    with_others: WithOthers = False,
    as_of: AsOf = None,
    dry_run: DryRunOfFiles = False,
    language: LanguageOption = None,
    footer: Footer = False,
) -> None:
    """Report on several plans in one paper: the progress, what is late, and the indicators they share.

    For example: anhorig overview -o overview.html
    """
    from anhorig_cli.rendering.page import newly_compiled
    from anhorig_cli.usecases.across.overview_plans import overview_plans, write_overview

    kinds = {name: _format_of(name, page_format) for name in output or [STDOUT]}
    reader_language = language_of(language)
    workspace = select_plans(paths, reader_language, with_others=with_others, across=True)
    found = overview_plans(workspace, as_of_date(as_of), reader_language)
    made = {name: write_overview(found, kind, footer=footer) for name, kind in kinds.items()}
    write_named(made, reader_language, dry_run=dry_run)
    keep_compiled(newly_compiled())
    exit_on_errors(found.errors, reader_language)


def _format_of(name: str, on_screen: PageKind) -> ReportFormat:
    """Return the format that a file's ending names; for standard output, `on_screen`."""
    if name == STDOUT:
        return ReportFormat(on_screen.value)
    otherwise = message("{file}: write a name that ends with .md, .html, .pdf or .docx", file=name or "-o")
    return format_of_ending(name, set(ReportFormat) - {ReportFormat.JSON}, otherwise)
