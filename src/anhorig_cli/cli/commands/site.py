"""`anhorig site`."""

from pathlib import Path
from typing import Annotated

import typer

from anhorig_cli.cli.disk.writing import keep_compiled
from anhorig_cli.cli.others import plans_meant
from anhorig_cli.cli.surroundings import as_of_date, language_of
from anhorig_cli.cli.terminal.help_language import help_text
from anhorig_cli.cli.terminal.options import AsOf, DryRunOfFiles, LanguageOption, Paths, WithOthers
from anhorig_cli.cli.terminal.telling import tell_errors, tell_left_out
from anhorig_cli.errors import ExitCode
from anhorig_cli.source import message


def site(
    output: Annotated[
        str,
        typer.Option(
            "-o",
            "--output",
            metavar=help_text("FOLDER"),
            help=help_text("The folder to write the site to: a new one, or one that this command has made."),
            show_default=False,
        ),
    ],
    paths: Paths = None,
    with_others: WithOthers = False,
    as_of: AsOf = None,
    dry_run: DryRunOfFiles = False,
    language: LanguageOption = None,
    footer: Annotated[
        bool,
        typer.Option(
            "--footer/--no-footer",
            help=help_text("Whether the pages name the tool and its version. They do not unless asked to."),
            show_default=False,
        ),
    ] = False,
) -> None:
    """Make a website of plans: an overview, a page for each plan, the data, and what the website is.

    The pages ask for nothing from outside and have no script. Only what changes is written, and only what the command
    has made itself is removed.

    For example: anhorig site -o website
    """
    from anhorig_cli.cli.disk.site_folder import write_site
    from anhorig_cli.rendering.page import newly_compiled
    from anhorig_cli.usecases.across.make_site import make_site

    reader_language = language_of(language)
    meant = plans_meant(paths, reader_language, with_others=with_others, across=True)
    made = make_site(meant, as_of_date(as_of), reader_language, footer=footer)
    if made.errors:
        tell_errors(made.errors, reader_language)
        raise typer.Exit(ExitCode.FINDINGS)
    tell_left_out(write_site(Path(output), made.files, reader_language, dry_run=dry_run), reader_language)
    if not made.has_statement:
        missing = message(
            "the website has no accessibility statement, which the law asks of public bodies (2018:1937, section 13): "
            "write it in anhorig.yaml as 'accessibility_statement'"
        )
        tell_left_out([missing], reader_language)
    keep_compiled(newly_compiled())
