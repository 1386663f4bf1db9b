"""`anhorig status`."""

import sys

import typer

from anhorig_cli.cli.surroundings import as_of_date, language_of
from anhorig_cli.cli.terminal.options import AsOf, LanguageOption, Paths
from anhorig_cli.cli.terminal.telling import tell_errors
from anhorig_cli.errors import ExitCode


def status(paths: Paths = None, as_of: AsOf = None, language: LanguageOption = None) -> None:
    """Show how the work stands, at a glance.

    For example: anhorig status --as-of 2026-11-01
    """
    from anhorig_cli.cli.terminal.status_lines import print_glance
    from anhorig_cli.cli.terminal.told_apart import told_apart
    from anhorig_cli.usecases.report.report_plans import view_plans
    from anhorig_cli.workspace.workspace import Workspace

    reader_language = language_of(language)
    found = view_plans(Workspace.of(paths or []), as_of_date(as_of), reader_language, iso=True)
    titles = told_apart([(view.id, view.title) for view in found.views])
    for i, (view, title) in enumerate(zip(found.views, titles, strict=True)):
        if i:
            sys.stdout.write("\n")
        print_glance(view._replace(title=title), reader_language)
    sys.stdout.flush()
    tell_errors(found.errors, reader_language)
    raise typer.Exit(ExitCode.FINDINGS if found.errors else ExitCode.CLEAN)
