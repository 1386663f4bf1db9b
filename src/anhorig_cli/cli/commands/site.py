"""`anhorig site`."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from anhorig_cli.cli.disk.outputs import keep_compiled
from anhorig_cli.cli.others import select_plans
from anhorig_cli.cli.surroundings import as_of_date, language_of
from anhorig_cli.cli.terminal.options import (
    AsOf,
    DryRunOfFiles,
    Footer,
    LanguageOption,
    Paths,
    WithOthers,
    flag,
    output_option,
    port_option,
)
from anhorig_cli.cli.terminal.telling import exit_on_errors, print_sentence, print_sentences
from anhorig_cli.diagnostics import WrongUsageError
from anhorig_cli.source import message

if TYPE_CHECKING:
    from datetime import date

    from anhorig_cli.vocabulary import Language
    from anhorig_cli.workspace.workspace import Workspace


def site(
    output: Annotated[
        str, output_option("The folder to write the site to: a new one, or one that this command has made.", "FOLDER")
    ],
    paths: Paths = None,
    with_others: WithOthers = False,
    as_of: AsOf = None,
    dry_run: DryRunOfFiles = False,
    language: LanguageOption = None,
    footer: Footer = False,
    serve: Annotated[bool, flag("Then show the website in a browser on this computer.", "--serve")] = False,
    port: Annotated[int, port_option("The port of --serve. Default: any free one.")] = 0,
) -> None:
    """Make a website: an overview, a page for each plan, area and shared indicator, what has changed, and the data.

    The pages fetch nothing from outside, and show everything without a script. Only what changes is written, and only
    what the command has made itself is removed.

    For example: anhorig site -o website
    """
    from anhorig_cli.cli.disk.site_folder import is_up_to_date, remember_made
    from anhorig_cli.usecases.across.site_changes import checksum_of_inputs

    if serve and dry_run:
        raise WrongUsageError(message("--serve shows what has been written: leave out --dry-run"))
    reader_language, day, folder = language_of(language), as_of_date(as_of), Path(output)
    workspace = select_plans(paths, reader_language, with_others=with_others, across=True)
    inputs = checksum_of_inputs(workspace, day, reader_language, footer=footer)
    if inputs is None or not is_up_to_date(folder, inputs):
        _make(workspace, folder, day, reader_language, footer=footer, dry_run=dry_run)
        if inputs is not None and not dry_run:
            remember_made(folder, inputs)
    _print_missing_statement(workspace, reader_language)
    if serve:
        from anhorig_cli.cli import preview

        preview.serve(preview.SitePages(folder, reader_language), port)


def _make(
    workspace: "Workspace", folder: Path, day: "date", language: "Language", *, footer: bool, dry_run: bool
) -> None:
    """Make a site, and write what has changed; if a plan cannot be read, print why and exit."""
    from anhorig_cli.cli.disk.site_folder import write_site
    from anhorig_cli.rendering.page import newly_compiled
    from anhorig_cli.usecases.across.make_site import make_site

    made = make_site(workspace, day, language, footer=footer)
    exit_on_errors(made.errors, language)
    left = write_site(folder, made.files, language, dry_run=dry_run)
    if not made.has_changes:
        left.append(message("the plans are not in git: the page of what has changed is left out"))
    print_sentences(left, language)
    keep_compiled(newly_compiled())


def _print_missing_statement(workspace: "Workspace", language: "Language") -> None:
    """Print that a site has no accessibility statement, if it has none."""
    from anhorig_cli.usecases.across.make_site import statement_of

    if not statement_of(workspace):
        missing = message(
            "the website has no accessibility statement, which the law asks of public bodies (2018:1937, section 13): "
            "write it in anhorig.yaml as 'accessibility_statement'"
        )
        print_sentence(missing, language)
